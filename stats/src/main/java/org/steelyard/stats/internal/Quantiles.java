package org.steelyard.stats.internal;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Sample quantiles: by linear interpolation of order statistics (Hyndman and Fan type 7, the default of R), and those of bootstrap replicates. */
public final class Quantiles {

    /** So that 0.05 × 20, which is not 1 in floating point, counts as 1. */
    private static final double ROUNDING = 1e-9;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Quantiles() {}

    public static double of(double[] values, double probability) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return ofSorted(sorted, probability);
    }

    /** @return NaN for an empty array */
    public static double ofSorted(double[] sorted, double probability) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double h = (sorted.length - 1) * probability;
        int low = (int) Math.floor(h);
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (h - low) * (sorted[high] - sorted[low]);
    }

    /**
     * The quantile that a bootstrap replicate keeps below with the given chance: order statistic (B + 1)·probability, between two of them
     * interpolated on the scale of normal quantiles. Beyond the outermost replicate it is that one; ask
     * {@link org.steelyard.kernel.PercentileLimits} before.
     */
    public static double ofReplicates(double[] sorted, double probability) {
        int b = sorted.length;
        double rank = (b + 1) * probability;
        int k = (int) Math.floor(rank + ROUNDING);
        if (k < 1 || k >= b) {
            return sorted[k < 1 ? 0 : b - 1];
        }
        double below = normal((double) k / (b + 1));
        double above = normal((k + 1.0) / (b + 1));
        double share = Math.max(0, (normal(probability) - below) / (above - below));
        return sorted[k - 1] + share * (sorted[k] - sorted[k - 1]);
    }

    private static double normal(double probability) {
        return NORMAL.inverseCumulativeProbability(probability);
    }
}
