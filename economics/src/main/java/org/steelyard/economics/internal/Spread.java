package org.steelyard.economics.internal;

import java.util.Arrays;
import org.steelyard.economics.EconomicResults.Interval;
import org.steelyard.stats.resampling.Replicates;

/**
 * What the draws say about one number.
 *
 * @param se standard deviation of the draws
 * @param interval percentile interval, quantiles of type 7
 */
record Spread(double se, Interval interval) {

    static Spread of(double[] draws, double level) {
        Replicates column = new Replicates(
                Arrays.stream(draws).mapToObj(v -> new double[] {v}).toArray(double[][]::new), 0);
        double[] limits = column.central(0, level);
        return new Spread(column.standardError(0), new Interval(limits[0], limits[1]));
    }
}
