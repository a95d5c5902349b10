package org.steelyard.economics.internal;

import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.stats.linear.DesignMatrix;

/**
 * The people of the economic analysis: those with everything that it needs. Arrays are by person, in table order.
 *
 * @param covariates names of the plan's covariates
 * @param design intercept and dummy-coded covariates of the propensity model
 * @param quantities by resource; empty for a partitioned-survival model
 * @param survival follow-up for survival
 * @param progression follow-up for leaving the first state; the same as survival in a patient-level model
 * @param excluded people left out because a value was missing
 */
record People(
        boolean[] treated,
        List<String> covariates,
        DesignMatrix design,
        double[][] quantities,
        Outcomes survival,
        Outcomes progression,
        int excluded) {

    /** @param years of follow-up */
    record Outcomes(String id, double[] years, FollowUp.End[] ends) {}

    int count() {
        return treated.length;
    }

    int[] rows(boolean arm) {
        return IntStream.range(0, treated.length).filter(i -> treated[i] == arm).toArray();
    }
}
