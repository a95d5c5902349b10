package org.steelyard.stats.regression;

import java.util.List;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.NamedCoefficients;

/**
 * A fitted negative binomial regression. Arrays are owned by the fit: read them, do not write to them.
 *
 * @param coefficients log ratios of means
 * @param covariance of the coefficients, by the expected information at theta
 * @param theta shape: the variance is μ + μ²/θ
 * @param thetaStandardError from the observed information
 * @param scoreResiduals factor of row i in the score
 */
public record NegativeBinomialFit(
        List<String> terms,
        double[] coefficients,
        Matrix covariance,
        double theta,
        double thetaStandardError,
        double logLikelihood,
        int iterations,
        double[] fitted,
        double[] scoreResiduals)
        implements NamedCoefficients {

    public NegativeBinomialFit {
        terms = List.copyOf(terms);
    }
}
