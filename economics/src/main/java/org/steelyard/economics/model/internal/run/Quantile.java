package org.steelyard.economics.model.internal.run;

import java.util.Arrays;
import org.steelyard.economics.EconomicResults.Interval;
import org.steelyard.stats.resampling.Replicates;

/** Percentile intervals of draws, quantiles of type 7. */
final class Quantile {

    private Quantile() {}

    static Interval interval(double[] draws, double level) {
        Replicates column = new Replicates(
                Arrays.stream(draws).mapToObj(v -> new double[] {v}).toArray(double[][]::new), 0);
        double[] limits = column.central(0, level);
        return new Interval(limits[0], limits[1]);
    }
}
