package org.steelyard.stats.resampling;

import java.util.Arrays;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.internal.Quantiles;
import org.steelyard.stats.internal.Sums;

/**
 * Bootstrap replicates of one or more statistics, in order of the replicate's number.
 *
 * @param values one row per replicate that gave an estimate
 * @param failed replicates that gave none
 */
public record Replicates(double[][] values, int failed) {

    /** Replicates of one statistic. */
    public double[] of(int statistic) {
        return Arrays.stream(values).mapToDouble(row -> row[statistic]).toArray();
    }

    public double standardError(int statistic) {
        return Math.sqrt(Sums.variance(of(statistic)));
    }

    /** Percentile interval: quantiles (type 7) of the replicates. */
    public double[] percentile(int statistic, double level) {
        double[] sorted = of(statistic);
        Arrays.sort(sorted);
        double tail = (1 - level) / 2;
        return new double[] {Quantiles.ofSorted(sorted, tail), Quantiles.ofSorted(sorted, 1 - tail)};
    }

    /** The full-sample value with the replicates' standard error and a normal interval. */
    public Estimate normal(int statistic, double value, double level) {
        return Estimate.normal(value, standardError(statistic), level);
    }

    /**
     * The full-sample value with a percentile interval; standard error on {@code scale}; p-value of the normal test, so that it agrees
     * with a Wald test and not always with the interval.
     */
    public Estimate percentile(int statistic, Scale scale, double value, double level) {
        double[] transformed = Arrays.stream(of(statistic)).map(scale::forward).toArray();
        Estimate wald = Estimate.wald(
                scale, scale.forward(value), Math.sqrt(Sums.variance(transformed)), level, Double.POSITIVE_INFINITY);
        double[] limits = percentile(statistic, level);
        return new Estimate(scale, value, wald.se(), limits[0], limits[1], level, wald.p(), wald.df());
    }
}
