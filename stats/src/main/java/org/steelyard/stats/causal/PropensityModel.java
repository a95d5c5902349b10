package org.steelyard.stats.causal;

import org.steelyard.stats.internal.Checks;

/**
 * A fitted logistic propensity score with the design it was fitted on.
 *
 * @param columns the model's columns including the constant, column by column, each with one value per person
 * @param score fitted probability of treatment, strictly between 0 and 1
 */
public record PropensityModel(double[][] columns, double[] score) {

    public PropensityModel {
        Checks.openUnitInterval("score", score);
        for (double[] column : columns) {
            Checks.sameLength(score.length, column.length);
        }
    }
}
