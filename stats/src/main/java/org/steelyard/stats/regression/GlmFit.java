package org.steelyard.stats.regression;

import java.util.List;
import org.steelyard.stats.linear.Matrix;

/**
 * A fitted generalised linear model.
 *
 * @param covariance model-based covariance: inverse information times dispersion
 * @param bread inverse information at the last iteration, without dispersion
 * @param dispersion 1 for binomial and Poisson; Pearson's estimate with n - p for gamma
 * @param nullLogLikelihood of the model with the intercept (and offset) alone; without an intercept, of no term at all
 * @param fitted mean per row; for a logistic model the probability
 * @param linearPredictor per row, offset included
 * @param scoreResiduals per row, see {@link RegressionFit#scoreResiduals()}
 * @param kernel name of the cross product used, for provenance
 */
public record GlmFit(
        Family family,
        List<String> terms,
        double[] coefficients,
        Matrix covariance,
        Matrix bread,
        double dispersion,
        double logLikelihood,
        double nullLogLikelihood,
        double deviance,
        double nullDeviance,
        int iterations,
        boolean converged,
        double[] fitted,
        double[] linearPredictor,
        double[] scoreResiduals,
        String kernel)
        implements RegressionFit {

    public GlmFit {
        terms = List.copyOf(terms);
    }

    public int observations() {
        return fitted.length;
    }

    /** Akaike's criterion; the dispersion counts as a parameter for gamma, as in R. */
    public double aic() {
        return 2 * (coefficients.length + (family == Family.GAMMA ? 1 : 0)) - 2 * logLikelihood;
    }
}
