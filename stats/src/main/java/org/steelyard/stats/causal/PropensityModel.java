package org.steelyard.stats.causal;

import org.steelyard.stats.causal.internal.ModelInfluence;
import org.steelyard.stats.internal.Arms;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.regression.LogisticRegression;
import org.steelyard.stats.weighting.ScoreInfluence;

/**
 * A logistic propensity score and the design on which it was fitted: what estimators need to know of how the score was estimated.
 *
 * @param design with intercept, one row per person
 * @param fit of treatment on the design
 */
public record PropensityModel(DesignMatrix design, GlmFit fit, Numerics numerics) {

    /** Tight, because the variance formulas assume that the score equations hold exactly. */
    private static final double TOLERANCE = 1e-12;

    public PropensityModel {
        Checks.sameLength(design.rows(), fit.observations());
        Checks.openUnitInterval("score", fit.fitted());
    }

    public static PropensityModel fit(DesignMatrix design, boolean[] treated, Numerics numerics) {
        return fit(
                design,
                treated,
                LogisticRegression.withDefaults().with(numerics).withTolerance(TOLERANCE),
                numerics);
    }

    /** The same model fitted on a sample of its rows (a bootstrap replicate), starting from the coefficients at hand. */
    public PropensityModel refit(int[] rows, boolean[] treatedOfRows) {
        LogisticRegression warm = LogisticRegression.withDefaults()
                .with(numerics)
                .withTolerance(TOLERANCE)
                .startingFrom(fit.coefficients());
        return fit(design.select(rows), treatedOfRows, warm, numerics);
    }

    private static PropensityModel fit(
            DesignMatrix design, boolean[] treated, LogisticRegression method, Numerics numerics) {
        Checks.sameLength(design.rows(), treated.length);
        Checks.bothArms(treated, 1);
        return new PropensityModel(design, method.fit(design, Arms.indicator(treated)), numerics);
    }

    /** Probability of treatment of each person, strictly between 0 and 1. */
    public double[] score() {
        return fit.fitted();
    }

    /** How each person moves a quantity through the coefficients of this score. */
    public ScoreInfluence influence() {
        return gradient -> {
            double[] influence = new double[gradient.length];
            addInfluence(influence, gradient);
            return influence;
        };
    }

    /**
     * Adds to each person's influence on a quantity the part that goes through the estimated score.
     *
     * @param gradient derivative of the quantity by the logit of each person's score
     */
    void addInfluence(double[] influence, double[] gradient) {
        double[] byCoefficient = design.transposeTimes(gradient, numerics);
        double[] through = ModelInfluence.of(fit, design, byCoefficient, numerics);
        for (int i = 0; i < influence.length; i++) {
            influence[i] += through[i];
        }
    }
}
