package org.steelyard.effect.internal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.effect.EffectError;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Trim;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.matching.MatchedPairs;
import org.steelyard.stats.regression.LogisticRegression;
import org.steelyard.stats.resampling.Bootstrap;
import org.steelyard.stats.resampling.Replicates;
import org.steelyard.stats.weighting.BalancingWeights;
import org.steelyard.stats.weighting.Trimming;

/**
 * How differences in survival vary from sample to sample. Weighting: people are drawn within arms, the score is fitted again and so
 * are the weights, trimming included. Matching: pairs are drawn, as they were made. All groups of an analysis share the replicates.
 *
 * <p>In a replicate a rare level may vanish or fall into one arm alone. Columns that became constant are left out, and a very small
 * ridge keeps the coefficients finite; scores of everybody else are then as by maximum likelihood.
 */
final class SurvivalBootstrap {

    /** Of the log-likelihood per squared coefficient: it moves no score that the data determine. */
    private static final double RIDGE = 1e-6;

    /** Of the deviance; Newton's steps being quadratic, scores are then right to about its size. */
    private static final double TOLERANCE = 1e-6;

    /** Stands for a group without people in an arm, so that the other groups of the replicate still count. */
    private static final double NONE = Double.MAX_VALUE;

    private SurvivalBootstrap() {}

    /** Standard errors by group; statistics 2g and 2g+1 are survival and mean of group g. */
    record Spread(Replicates replicates, int planned, double largestFailureShare) {

        int failed() {
            return replicates.failed();
        }

        double standardError(int group, Measure measure) {
            double[] all = replicates.of(2 * group + (measure == Measure.RMST_DIFFERENCE ? 1 : 0));
            double[] usable = Arrays.stream(all).filter(v -> v != NONE).toArray();
            if (usable.length < 2 || planned - usable.length > largestFailureShare * planned) {
                throw Failure.of(
                        EffectError.BOOTSTRAP_FAILED,
                        "",
                        Text.of(
                                "自助法 " + planned + " 次重抽样中有 " + (planned - usable.length) + " 次无法估计，区间不可信",
                                planned - usable.length + " of " + planned
                                        + " bootstrap replicates gave no estimate: the interval could not be trusted"),
                        Text.of(
                                "样本过少：合并水平、减少协变量或改用其他方法",
                                "too few people: merge levels, use fewer covariates or another method"));
            }
            return Math.sqrt(Describe.variance(usable));
        }
    }

    static Spread weighted(Work work, Prepared.Weighted prepared, StepCurve curve, List<boolean[]> groups) {
        boolean[] treated = work.sample().treated();
        DesignMatrix design = prepared.score().matrix();
        double[] start = prepared.score().fit().coefficients();
        return run(work, treated.length, plan(work).within(treated), drawn -> {
            int[] times = times(drawn, treated.length);
            double[] weight = refit(work, new Refit(design, start, treated), times);
            return statistics(curve, weight, treated, groups);
        });
    }

    static Spread matched(Work work, Prepared.Matched prepared, StepCurve curve, List<boolean[]> groups) {
        boolean[] treated = work.sample().treated();
        MatchedPairs pairs = prepared.pairs();
        List<boolean[]> whole = groups.stream().map(g -> pairsIn(pairs, g)).toList();
        return run(work, pairs.pairs(), plan(work), drawn -> {
            int[] times = times(drawn, pairs.pairs());
            double[] out = new double[2 * groups.size()];
            for (int g = 0; g < whole.size(); g++) {
                double[] weight = new double[treated.length];
                for (int k = 0; k < times.length; k++) {
                    if (whole.get(g)[k]) {
                        weight[pairs.treated()[k]] += times[k];
                        weight[pairs.control()[k]] += times[k];
                    }
                }
                difference(curve, weight, treated, out, g);
            }
            return out;
        });
    }

    private static Bootstrap.Plan plan(Work work) {
        Bootstrap.Plan plan = Bootstrap.Plan.of(
                work.plan().bootstrap(), work.seed(), work.settings().threads());
        return new Bootstrap.Plan(
                plan.replicates(),
                plan.seed(),
                plan.threads(),
                plan.strata(),
                work.settings().limits().bootstrapFailures());
    }

    private static Spread run(
            Work work, int units, Bootstrap.Plan plan, java.util.function.Function<int[], double[]> statistic) {
        return new Spread(
                Bootstrap.run(units, plan, statistic),
                plan.replicates(),
                work.settings().limits().bootstrapFailures());
    }

    private static boolean[] pairsIn(MatchedPairs pairs, boolean[] in) {
        boolean[] out = new boolean[pairs.pairs()];
        for (int k = 0; k < out.length; k++) {
            out[k] = in[pairs.treated()[k]] && in[pairs.control()[k]];
        }
        return out;
    }

    private static int[] times(int[] drawn, int units) {
        int[] out = new int[units];
        for (int unit : drawn) {
            out[unit]++;
        }
        return out;
    }

    private record Refit(DesignMatrix design, double[] start, boolean[] treated) {}

    /** Balancing weight times how often the person was drawn; 0 for those not drawn or trimmed. */
    private static double[] refit(Work work, Refit full, int[] times) {
        int[] rows = IntStream.range(0, times.length).filter(i -> times[i] > 0).toArray();
        DesignMatrix chosen = full.design.select(rows);
        int[] varying = varying(chosen);
        boolean[] treated = Take.of(full.treated, rows);
        double[] frequency = IntStream.of(rows).mapToDouble(i -> times[i]).toArray();
        double[] score = LogisticRegression.withDefaults()
                .with(Numerics.plain().with(work.settings().numerics().kernel()))
                .withTolerance(TOLERANCE)
                .withRidge(RIDGE)
                .startingFrom(Take.of(full.start, varying))
                .fit(
                        varying.length == chosen.columns() ? chosen : chosen.selectColumns(varying),
                        org.steelyard.effect.CovariateDesign.zeroOne(treated),
                        frequency)
                .fitted();
        double[] weight = BalancingWeights.of(
                        Augmented.population(work.analysis().target()), treated, score)
                .weight();
        boolean[] kept = kept(work, score);
        double[] out = new double[times.length];
        for (int k = 0; k < rows.length; k++) {
            out[rows[k]] = kept[k] ? weight[k] * frequency[k] : 0;
        }
        return out;
    }

    private static boolean[] kept(Work work, double[] score) {
        return work.analysis()
                .trim()
                .map((Trim t) -> Trimming.range(score, t.lower(), t.upper()))
                .orElseGet(() -> Take.all(score.length));
    }

    /** The intercept and every column that has two values. */
    private static int[] varying(DesignMatrix design) {
        double[][] range = design.ranges();
        return IntStream.range(0, design.columns())
                .filter(j -> j == 0 || range[0][j] < range[1][j])
                .toArray();
    }

    private static double[] statistics(StepCurve curve, double[] weight, boolean[] treated, List<boolean[]> groups) {
        double[] out = new double[2 * groups.size()];
        for (int g = 0; g < groups.size(); g++) {
            double[] own = weight.clone();
            boolean[] in = groups.get(g);
            for (int i = 0; i < own.length; i++) {
                own[i] = in[i] ? own[i] : 0;
            }
            difference(curve, own, treated, out, g);
        }
        return out;
    }

    private static void difference(StepCurve curve, double[] weight, boolean[] treated, double[] out, int g) {
        double[] one = new double[weight.length];
        double[] zero = new double[weight.length];
        for (int i = 0; i < weight.length; i++) {
            (treated[i] ? one : zero)[i] = weight[i];
        }
        StepCurve.At a = curve.of(one);
        StepCurve.At b = curve.of(zero);
        out[2 * g] = finite(a.survival() - b.survival());
        out[2 * g + 1] = finite(a.mean() - b.mean());
    }

    private static double finite(double v) {
        return Double.isFinite(v) ? v : NONE;
    }
}
