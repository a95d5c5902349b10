package org.steelyard.cohort;

import java.util.Optional;

/**
 * How complete a variable is, before and after the criteria.
 *
 * @param column of the source; empty for a derived variable
 * @param sourceRows rows of the source table
 * @param sourceMissing of them, missing
 * @param cohortRows people of the analysis table
 * @param cohortMissing of them, missing
 */
public record VariableQuality(
        String variable,
        Optional<String> column,
        int sourceRows,
        int sourceMissing,
        int cohortRows,
        int cohortMissing) {

    /** Share of the people analysed whose value is known, from 0 to 1. */
    public double completeness() {
        return share(cohortRows, cohortMissing);
    }

    /** Share of the rows of the source whose value is known, from 0 to 1. */
    public double sourceCompleteness() {
        return share(sourceRows, sourceMissing);
    }

    private static double share(int rows, int missing) {
        return rows == 0 ? 0 : (rows - missing) / (double) rows;
    }
}
