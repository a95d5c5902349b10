package org.steelyard.stats.learning;

/** Means given covariates that have the columns learned from. */
@FunctionalInterface
public interface Predictor {

    double[] predict(Covariates covariates);
}
