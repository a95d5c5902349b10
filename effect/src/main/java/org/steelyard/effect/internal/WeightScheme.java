package org.steelyard.effect.internal;

import java.util.Arrays;
import java.util.List;
import org.steelyard.effect.EffectError;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Trim;
import org.steelyard.protocol.method.WeightRule;
import org.steelyard.stats.weighting.BalancingWeights;
import org.steelyard.stats.weighting.Trimming;

/** Who stays and how much everybody counts, from a score, as one analysis says. The same rule in the sample and in its resamples. */
final class WeightScheme {

    private static final double EQUIPOISE_FROM = 0.3;
    private static final double EQUIPOISE_TO = 0.7;

    private WeightScheme() {}

    static boolean[] kept(Analysis analysis, boolean[] treated, double[] score) {
        return analysis.trim().map(t -> kept(t, treated, score)).orElseGet(() -> Take.all(score.length));
    }

    private static boolean[] kept(Trim trim, boolean[] treated, double[] score) {
        return switch (trim.method()) {
            case RANGE ->
                Trimming.range(score, trim.lower().orElse(0.0), trim.upper().orElse(1.0));
            case CRUMP -> {
                double limit = Trimming.crumpLimit(score);
                yield Trimming.range(score, limit, 1 - limit);
            }
            case PERCENTILE -> Trimming.percentile(treated, score, trim.share().orElse(0.0));
            case PREFERENCE ->
                Trimming.range(
                        Trimming.preferenceScore(treated, score),
                        trim.lower().orElse(EQUIPOISE_FROM),
                        trim.upper().orElse(EQUIPOISE_TO));
            case COMMON_SUPPORT -> Trimming.commonSupport(treated, score);
        };
    }

    /** Refuses trimming that leaves an arm without people. */
    static boolean[] keptOrRefused(Analysis analysis, boolean[] treated, double[] score) {
        boolean[] kept = kept(analysis, treated, score);
        int arm = Take.count(Take.and(kept, treated));
        if (arm < 2 || Take.count(kept) - arm < 2) {
            throw Failure.of(
                    EffectError.NO_OVERLAP,
                    "trim",
                    Text.of("修剪后至少有一组不足 2 人", "after trimming an arm has fewer than 2 people"),
                    Text.of("放宽修剪范围", "widen the range of scores that are kept"));
        }
        return kept;
    }

    /** Weights from a score: of everybody, 0 outside {@code kept}. */
    static BalancingWeights weights(Analysis analysis, boolean[] treated, double[] score, boolean[] kept) {
        return bounded(
                analysis, treated, BalancingWeights.of(Augmented.population(analysis.target()), treated, score), kept);
    }

    /** Stabilised and truncated as the plan says; quantiles are those of the people who stay. */
    static BalancingWeights bounded(Analysis analysis, boolean[] treated, BalancingWeights weights, boolean[] kept) {
        if (analysis.weights().isEmpty()) {
            return Prepared.within(weights, kept);
        }
        WeightRule rule = analysis.weights().get();
        int[] index = Take.where(kept);
        BalancingWeights in =
                new BalancingWeights(Take.of(weights.weight(), index), Take.of(weights.derivative(), index));
        if (rule.stabilised()) {
            in = in.stabilised(Take.of(treated, index));
        }
        List<Double> cut = rule.truncate();
        if (cut.size() == 2) {
            in = in.truncated(cut.get(0), cut.get(1));
        }
        double[] w = new double[kept.length];
        double[] d = new double[kept.length];
        for (int k = 0; k < index.length; k++) {
            w[index[k]] = in.weight()[k];
            d[index[k]] = in.derivative()[k];
        }
        return new BalancingWeights(w, d);
    }

    static boolean truncates(Analysis analysis) {
        return analysis.weights().filter(w -> w.truncate().size() == 2).isPresent();
    }

    static boolean stabilises(Analysis analysis) {
        return analysis.weights().filter(WeightRule::stabilised).isPresent();
    }

    static int truncated(Analysis analysis, double[] weight) {
        boolean cut = truncates(analysis);
        double high = Arrays.stream(weight).max().orElse(0);
        double low = Arrays.stream(weight).filter(w -> w > 0).min().orElse(0);
        return cut
                ? (int) Arrays.stream(weight).filter(w -> w == high || w == low).count()
                : 0;
    }
}
