package org.steelyard.stats.equivalence;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;

/**
 * Margins of equivalence on the natural scale of an estimate: differences, or ratios (hazard ratio 1.3, geometric mean ratio 0.8 to 1.25), or a difference of
 * restricted means.
 *
 * <p><b>Test</b> [1]: two one-sided tests, (θ̂ − lower)/se above and (θ̂ − upper)/se below the quantile of 1 − α on the estimate's own scale (logarithm for ratios); the
 * p-value of equivalence is the larger. Same decision as the interval of level 1 − 2α within the margins. For non-inferiority one margin counts; which one depends on whether
 * higher is better. Absence of a significant difference is not equivalence.
 *
 * <p>[1] Schuirmann, J Pharmacokinet Biopharm 1987;15:657-680, doi:10.1007/BF01068419.
 */
public record Margins(double lower, double upper) {

    /**
     * @param lowerP of the hypothesis that the effect is at or below the lower margin; @param upperP at or above the upper one
     * @param interval of level 1 − 2α
     */
    public record Result(
            double lowerStatistic, double lowerP, double upperStatistic, double upperP, Estimate interval) {

        public double equivalenceP() {
            return Math.max(lowerP, upperP);
        }
    }

    public Margins {
        DesignError.requireSetting(lower < upper, "margins", "下界小于上界", "the lower margin below the upper one");
    }

    /** The same distance on both sides of 0. */
    public static Margins difference(double margin) {
        return new Margins(-margin, margin);
    }

    /** From 1 / ratio to ratio. */
    public static Margins ratio(double ratio) {
        DesignError.requireSetting(ratio > 1, "ratio", "大于 1", "above 1");
        return new Margins(1 / ratio, ratio);
    }

    public Result test(Estimate estimate, double alpha) {
        DesignError.requireSetting(alpha > 0 && alpha < 0.5, "alpha", "0 与 0.5 之间", "between 0 and 0.5");
        double value = estimate.transformed();
        double low = (value - estimate.scale().forward(lower)) / estimate.se();
        double high = (value - estimate.scale().forward(upper)) / estimate.se();
        return new Result(
                low,
                upperTail(low, estimate.df()),
                high,
                upperTail(-high, estimate.df()),
                Estimate.wald(estimate.scale(), value, estimate.se(), 1 - 2 * alpha, estimate.df()));
    }

    private static double upperTail(double x, double df) {
        return Double.isInfinite(df)
                ? NormalDistribution.of(0, 1).survivalProbability(x)
                : TDistribution.of(df).survivalProbability(x);
    }
}
