package org.steelyard.stats.cox.internal;

import org.steelyard.stats.linear.Matrix;

/** A partial likelihood. */
public interface Likelihood {

    /** Value and derivatives at coefficients. */
    Evaluation at(double[] coefficients);

    /**
     * @param score gradient
     * @param information minus the matrix of second derivatives
     * @param scale diagonal of the part of the information before the part of the risk sets' means is taken off: a
     *     variance small beside it is rounding error
     */
    record Evaluation(double logLikelihood, double[] score, Matrix information, double[] scale) {}
}
