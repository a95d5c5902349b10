package org.steelyard.stats.survival;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The scale on which a pointwise interval for a survival probability is symmetric. {@link #LOG} is R's default. */
public enum IntervalTransform {
    PLAIN,
    LOG,
    LOG_LOG;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Lower and upper limit, clipped to [0, 1]; both NaN where the curve is 0 (no standard error exists there). */
    double[] interval(double survival, double se, double level) {
        if (!(survival > 0)) {
            return new double[] {Double.NaN, Double.NaN};
        }
        if (se == 0) {
            return new double[] {survival, survival};
        }
        double z = NORMAL.inverseCumulativeProbability(1 - (1 - level) / 2);
        return switch (this) {
            case PLAIN -> new double[] {Math.max(0, survival - z * se), Math.min(1, survival + z * se)};
            case LOG -> {
                double half = z * se / survival;
                yield new double[] {survival * Math.exp(-half), Math.min(1, survival * Math.exp(half))};
            }
            case LOG_LOG -> {
                double center = Math.log(-Math.log(survival));
                double half = z * se / (survival * -Math.log(survival));
                yield new double[] {Math.exp(-Math.exp(center + half)), Math.exp(-Math.exp(center - half))};
            }
        };
    }
}
