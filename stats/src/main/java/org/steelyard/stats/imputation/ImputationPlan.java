package org.steelyard.stats.imputation;

import org.steelyard.kernel.Seed;

/**
 * How to impute.
 *
 * @param imputations number of completed tables
 * @param iterations rounds over the incomplete columns before a table is taken
 * @param numeric how numbers are drawn
 * @param donors from which predictive mean matching picks one; not used by normal draws
 * @param threads tables are made in parallel; the result does not depend on it
 */
public record ImputationPlan(
        int imputations, int iterations, NumericMethod numeric, int donors, Seed seed, int threads) {

    public enum NumericMethod {
        PREDICTIVE_MEAN_MATCHING,
        NORMAL
    }

    public ImputationPlan {
        if (imputations < 1 || iterations < 1 || donors < 1) {
            throw new IllegalArgumentException("imputations, iterations and donors are at least 1");
        }
    }

    /** Predictive mean matching with five donors. */
    public static ImputationPlan of(int imputations, int iterations, Seed seed) {
        return new ImputationPlan(imputations, iterations, NumericMethod.PREDICTIVE_MEAN_MATCHING, 5, seed, 1);
    }

    public ImputationPlan withThreads(int newThreads) {
        return new ImputationPlan(imputations, iterations, numeric, donors, seed, newThreads);
    }

    public ImputationPlan with(NumericMethod method) {
        return new ImputationPlan(imputations, iterations, method, donors, seed, threads);
    }
}
