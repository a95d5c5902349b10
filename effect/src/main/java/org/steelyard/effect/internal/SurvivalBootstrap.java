package org.steelyard.effect.internal;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.steelyard.effect.EffectError;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.stats.matching.MatchedPairs;
import org.steelyard.stats.resampling.Bootstrap;
import org.steelyard.stats.resampling.Replicates;

/**
 * How differences in survival vary from sample to sample. Weighting: people are drawn within arms, the score is fitted again and so
 * are the weights, trimming included. Matching: pairs are drawn, as they were made.
 *
 * <p>Analyses of the same people and covariates share the resamples and the refitted scores ({@link ScoreResamples}): targets
 * differ in the weights only, outcomes in the curves only.
 */
final class SurvivalBootstrap {

    /** Stands for a statistic of a replicate that has nobody in an arm. */
    private static final double NONE = Double.MAX_VALUE;

    private SurvivalBootstrap() {}

    /** Statistics 0 and 1 are survival and mean. */
    record Spread(Replicates replicates, int planned, double largestFailureShare) {

        int failed() {
            return replicates.failed();
        }

        double standardError(Measure measure) {
            double[] all = replicates.of(measure == Measure.RMST_DIFFERENCE ? 1 : 0);
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

    static Spread weighted(Work work, Prepared.Weighted prepared, StepCurve curve) {
        boolean[] treated = work.sample().treated();
        if (!Resampling.shared(prepared)) {
            return spread(
                    work,
                    plan -> Resampling.people(work, plan, (sample, weight) -> {
                        StepCurve own = new StepCurve((Endpoint.Survival) sample.endpoint(), curve.horizon());
                        return difference(own, weight, sample.treated());
                    }));
        }
        return spread(
                work,
                plan -> prepared.resamples()
                        .orElseThrow()
                        .run(
                                plan,
                                drawn -> difference(
                                        curve, Resampling.weights(work.analysis(), treated, drawn), treated)));
    }

    static Spread matched(Work work, Prepared.Matched prepared, StepCurve curve) {
        boolean[] treated = work.sample().treated();
        MatchedPairs pairs = prepared.pairs();
        return spread(
                work,
                plan -> Bootstrap.run(pairs.pairs(), plan, drawn -> {
                    double[] weight = new double[treated.length];
                    for (int pair : drawn) {
                        weight[pairs.treated()[pair]]++;
                        weight[pairs.control()[pair]]++;
                    }
                    return difference(curve, weight, treated);
                }));
    }

    /** Sets are drawn as they were made. */
    static Spread sets(Work work, Prepared.Sets prepared, StepCurve curve) {
        boolean[] treated = work.sample().treated();
        return spread(work, plan -> Resampling.sets(prepared, plan, weight -> difference(curve, weight, treated)));
    }

    private static Spread spread(Work work, Function<Bootstrap.Plan, Replicates> run) {
        if (work.incomplete().replicate()) {
            return new Spread(Resampling.alone(new double[2]), 2, 0);
        }
        double limit = work.settings().limits().bootstrapFailures();
        int planned = work.plan().bootstrap();
        Bootstrap.Plan plan =
                new Bootstrap.Plan(planned, work.seed(), work.settings().threads(), Optional.empty(), limit);
        return new Spread(run.apply(plan), planned, limit);
    }

    private static double[] difference(StepCurve curve, double[] weight, boolean[] treated) {
        double[] one = new double[weight.length];
        double[] zero = new double[weight.length];
        for (int i = 0; i < weight.length; i++) {
            (treated[i] ? one : zero)[i] = weight[i];
        }
        StepCurve.At a = curve.of(one);
        StepCurve.At b = curve.of(zero);
        return new double[] {finite(a.survival() - b.survival()), finite(a.mean() - b.mean())};
    }

    private static double finite(double v) {
        return Double.isFinite(v) ? v : NONE;
    }
}
