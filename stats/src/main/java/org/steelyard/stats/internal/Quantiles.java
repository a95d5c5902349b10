package org.steelyard.stats.internal;

import java.util.Arrays;

/** Sample quantiles by linear interpolation of order statistics (Hyndman and Fan type 7, the default of R). */
public final class Quantiles {

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
}
