package org.steelyard.stats.inference;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * A statistic that is chi-squared distributed under its null hypothesis.
 *
 * @param df degrees of freedom; with 0 nothing is tested and p is NaN
 */
public record ChiSquared(double statistic, int df, double p) {

    public static ChiSquared of(double statistic, int df) {
        if (df == 0) {
            return new ChiSquared(statistic, 0, Double.NaN);
        }
        return new ChiSquared(statistic, df, ChiSquaredDistribution.of(df).survivalProbability(Math.max(0, statistic)));
    }
}
