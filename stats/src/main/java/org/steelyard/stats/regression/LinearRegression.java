package org.steelyard.stats.regression;

import java.util.Optional;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.regression.internal.LeastSquares;

/**
 * Linear regression by (weighted) least squares.
 *
 * <p><b>Estimand.</b> The best linear approximation of the mean: {@code b = argmin sum w (y - x'b)^2}. The classical
 * covariance assumes equal variances (or variances proportional to 1/w); {@link RobustCovariance} does without.
 *
 * <p><b>Method.</b> Normal equations by Cholesky, then corrected by solving again for the residuals, which recovers the
 * digits that squaring the condition number loses (R uses a QR decomposition). Rows of weight zero do not count in the
 * degrees of freedom, as in R. Collinear terms are an error.
 *
 * <p>Björck Å. Numerical Methods for Least Squares Problems. 1996. doi:10.1137/1.9781611971484
 */
public final class LinearRegression {

    private final Numerics numerics;

    private LinearRegression(Numerics numerics) {
        this.numerics = numerics;
    }

    public static LinearRegression withDefaults() {
        return new LinearRegression(Numerics.standard());
    }

    public LinearRegression with(Numerics newNumerics) {
        return new LinearRegression(newNumerics);
    }

    public LinearFit fit(DesignMatrix design, double[] outcome) {
        return LeastSquares.fit(design, outcome, Optional.empty(), numerics);
    }

    public LinearFit fit(DesignMatrix design, double[] outcome, double[] weights) {
        return LeastSquares.fit(design, outcome, Optional.of(weights), numerics);
    }

    /** Means that a fitted model gives to other rows, whose columns must be the model's. */
    public static double[] predict(LinearFit fit, DesignMatrix design) {
        if (!design.terms().equals(fit.terms())) {
            throw new IllegalArgumentException("the design has other terms than the model");
        }
        return design.times(fit.coefficients());
    }
}
