package org.steelyard.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A number with its uncertainty.
 *
 * <p>Interval and p-value are Wald's on {@link #scale()}: {@code g(value) ± q·se}, carried back. A ratio is given on its
 * natural scale, and its {@code se} is that of its logarithm.
 *
 * @param se standard error of {@code value} on {@code scale}; 0 gives an interval of one point
 * @param level of the interval, for instance 0.95
 * @param p two-sided, against no effect (0 for {@link Scale#IDENTITY}, 1 for {@link Scale#LOG}); NaN when value and se are
 *     both null
 * @param df degrees of freedom of the reference t distribution; infinite for the normal
 */
public record Estimate(
        Scale scale, double value, double se, double lower, double upper, double level, double p, double df) {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** From a value and its standard error on the identity scale, normal reference. */
    public static Estimate normal(double value, double se, double level) {
        return wald(Scale.IDENTITY, value, se, level, Double.POSITIVE_INFINITY);
    }

    /** From a log ratio and its standard error, normal reference. */
    public static Estimate ratio(double logRatio, double seOfLog, double level) {
        return wald(Scale.LOG, logRatio, seOfLog, level, Double.POSITIVE_INFINITY);
    }

    /** From a value and its standard error on the identity scale, with a t reference of {@code df} degrees of freedom. */
    public static Estimate student(double value, double se, double level, double df) {
        return wald(Scale.IDENTITY, value, se, level, df);
    }

    /**
     * @param transformed value on {@code scale} (the logarithm for {@link Scale#LOG})
     * @param df infinite for the normal reference
     */
    public static Estimate wald(Scale scale, double transformed, double se, double level, double df) {
        double half = quantile(1 - (1 - level) / 2, df) * se;
        double p = se > 0 ? 2 * upperTail(Math.abs(transformed) / se, df) : (transformed == 0 ? Double.NaN : 0);
        return new Estimate(
                scale,
                scale.back(transformed),
                se,
                scale.back(transformed - half),
                scale.back(transformed + half),
                level,
                Double.isNaN(se) ? Double.NaN : Math.min(1, p),
                df);
    }

    /** The value on the scale of the standard error: the logarithm of a ratio, the value itself otherwise. */
    public double transformed() {
        return scale.forward(value);
    }

    private static double quantile(double probability, double df) {
        return Double.isInfinite(df)
                ? NORMAL.inverseCumulativeProbability(probability)
                : TDistribution.of(df).inverseCumulativeProbability(probability);
    }

    private static double upperTail(double x, double df) {
        return Double.isInfinite(df)
                ? NORMAL.survivalProbability(x)
                : TDistribution.of(df).survivalProbability(x);
    }
}
