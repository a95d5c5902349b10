package org.steelyard.stats.regression;

import java.util.List;
import org.steelyard.stats.linear.Matrix;

/**
 * A fitted linear model.
 *
 * @param covariance classical covariance: residual variance times the inverse of {@code X'WX}
 * @param sigma residual standard deviation, with n - p degrees of freedom, rows of weight zero not counted
 * @param rSquared share of the (weighted) variance about the mean, or about zero without an intercept
 */
public record LinearFit(
        List<String> terms,
        double[] coefficients,
        Matrix covariance,
        Matrix bread,
        double sigma,
        double rSquared,
        int residualDegreesOfFreedom,
        double[] fitted,
        double[] residuals,
        double[] scoreResiduals,
        String kernel)
        implements RegressionFit {

    public LinearFit {
        terms = List.copyOf(terms);
    }
}
