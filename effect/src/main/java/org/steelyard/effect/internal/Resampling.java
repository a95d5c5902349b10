package org.steelyard.effect.internal;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.effect.EffectError;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Trim.TrimMethod;
import org.steelyard.stats.matching.MatchedSets;
import org.steelyard.stats.resampling.Bootstrap;
import org.steelyard.stats.resampling.Replicates;

/**
 * How a statistic of weighted people varies from sample to sample: people are drawn within arms and made comparable again, or matched pairs and sets are drawn
 * as they were made.
 */
final class Resampling {

    /** A statistic of people, of whom each counts as often as its weight says. */
    @FunctionalInterface
    interface Statistic {
        double[] of(Sample sample, double[] weight);
    }

    private Resampling() {}

    /** Replicates of the statistic, however the sample was made comparable. */
    static Replicates of(Work work, Statistic wanted) {
        if (work.incomplete().replicate()) {
            return alone(wanted.of(
                    work.sample(),
                    Prepared.weight(work.prepared(), work.sample().size())));
        }
        work.settings()
                .progress()
                .accept(Text.of(
                        work.analysis().id() + "：自助法 " + work.plan().bootstrap() + " 次",
                        work.analysis().id() + ": " + work.plan().bootstrap() + " bootstrap replicates"));
        Statistic statistic = (sample, weight) -> {
            Interruption.check();
            return wanted.of(sample, weight);
        };
        double limit = work.settings().limits().bootstrapFailures();
        Bootstrap.Plan plan = new Bootstrap.Plan(
                work.plan().bootstrap(), work.seed(), work.settings().threads(), Optional.empty(), limit);
        return switch (work.prepared()) {
            case Prepared.Crude c -> people(work, plan, statistic);
            case Prepared.Regressed r -> people(work, plan, statistic);
            case Prepared.Standardised s -> people(work, plan, statistic);
            case Prepared.Weighted w ->
                shared(w)
                        ? w.resamples()
                                .orElseThrow()
                                .run(
                                        plan,
                                        drawn -> statistic.of(
                                                work.sample(),
                                                weights(
                                                        work.analysis(),
                                                        work.sample().treated(),
                                                        drawn)))
                        : people(work, plan, statistic);
            case Prepared.Matched m -> pairs(work, m, plan, statistic);
            case Prepared.Sets s -> sets(s, plan, weight -> statistic.of(work.sample(), weight));
            case Prepared.Augmented a -> throw new IllegalStateException("has its own variance");
            case Prepared.Robust r -> throw new IllegalStateException("has its own variance");
            case Prepared.Neighbours n -> throw new IllegalStateException("the bootstrap does not work for it");
        };
    }

    /** Of an analysis that is itself a replicate: no spread. */
    static Replicates alone(double[] value) {
        return new Replicates(new double[][] {value, value}, 0);
    }

    /** Whether the resamples of the score are shared with the other analyses that have it. */
    static boolean shared(Prepared.Weighted prepared) {
        return prepared.resamples().isPresent();
    }

    /** Weights of a shared resample: 0 for those not drawn or trimmed. */
    static double[] weights(Analysis analysis, boolean[] treated, ScoreResamples.Drawn drawn) {
        return ofEachAlone(analysis) ? apart(analysis, treated, drawn) : together(analysis, treated, drawn);
    }

    /** Whether a person's weight follows from the person's own score. */
    private static boolean ofEachAlone(Analysis analysis) {
        return !WeightScheme.truncates(analysis)
                && analysis.trim().map(t -> t.method() == TrimMethod.RANGE).orElse(true);
    }

    private static double[] apart(Analysis analysis, boolean[] treated, ScoreResamples.Drawn drawn) {
        boolean[] kept = WeightScheme.kept(analysis, treated, drawn.score());
        double[] weight =
                WeightScheme.weights(analysis, treated, drawn.score(), kept).weight();
        for (int i = 0; i < weight.length; i++) {
            weight[i] = drawn.times()[i] > 0 ? weight[i] * drawn.times()[i] : 0;
        }
        return weight;
    }

    /** Limits and shares that are those of the people drawn, each as often as drawn. */
    private static double[] together(Analysis analysis, boolean[] treated, ScoreResamples.Drawn drawn) {
        int[] rows = IntStream.range(0, treated.length)
                .flatMap(i -> IntStream.generate(() -> i).limit((long) drawn.times()[i]))
                .toArray();
        boolean[] arm = Take.of(treated, rows);
        double[] score = Take.of(drawn.score(), rows);
        boolean[] kept = WeightScheme.keptOrRefused(analysis, arm, score);
        double[] each = WeightScheme.weights(analysis, arm, score, kept).weight();
        double[] weight = new double[treated.length];
        for (int k = 0; k < rows.length; k++) {
            weight[rows[k]] += each[k];
        }
        return weight;
    }

    /** Everything made anew from the people drawn. */
    static Replicates people(Work work, Bootstrap.Plan plan, Statistic statistic) {
        return Bootstrap.run(work.sample().size(), plan.within(work.sample().treated()), units -> {
            Sample drawn = work.sample().part(units, work.outcome());
            Prepared again = work.remake().apply(drawn);
            return statistic.of(drawn, Prepared.weight(again, drawn.size()));
        });
    }

    private static Replicates pairs(Work work, Prepared.Matched m, Bootstrap.Plan plan, Statistic statistic) {
        return Bootstrap.run(m.pairs().pairs(), plan, drawn -> {
            double[] weight = new double[work.sample().size()];
            for (int pair : drawn) {
                weight[m.pairs().treated()[pair]]++;
                weight[m.pairs().control()[pair]]++;
            }
            return statistic.of(work.sample(), weight);
        });
    }

    static Replicates sets(Prepared.Sets prepared, Bootstrap.Plan plan, Function<double[], double[]> statistic) {
        MatchedSets sets = prepared.sets();
        return Bootstrap.run(sets.sets(), plan, drawn -> {
            double[] times = new double[sets.sets()];
            for (int set : drawn) {
                times[set]++;
            }
            double[] weight = prepared.weight().clone();
            for (int i = 0; i < weight.length; i++) {
                weight[i] = sets.set()[i] < 0 ? 0 : weight[i] * times[sets.set()[i]];
            }
            return statistic.apply(weight);
        });
    }

    /** Standard deviation of one of the statistics over the replicates. */
    static double standardError(Replicates replicates, int number) {
        double[] all = replicates.of(number);
        if (all.length < 2) {
            throw Failure.of(
                    EffectError.BOOTSTRAP_FAILED,
                    "",
                    Text.of("自助法没有给出足够的估计，区间不可信", "the bootstrap gave too few estimates for an interval"),
                    Text.of("合并水平、减少协变量或改用其他方法", "merge levels, use fewer covariates or another method"));
        }
        return Math.sqrt(Describe.variance(all));
    }

    static double[] indicator(boolean[] treated) {
        return CovariateDesign.zeroOne(treated);
    }
}
