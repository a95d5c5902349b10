package org.steelyard.stats.timeseries;

import org.steelyard.stats.linear.Matrix;

/** How uncertain a combination c'b of coefficients is: what its interval is built on. */
public interface CoefficientErrors {

    double variance(double[] combination);

    /** Degrees of freedom of the t distribution; infinite for the normal one. */
    double df(double[] combination);

    /** One covariance and one number of degrees of freedom for every combination. */
    static CoefficientErrors of(Matrix covariance, double df) {
        return new CoefficientErrors() {
            @Override
            public double variance(double[] combination) {
                return covariance.quadraticForm(combination);
            }

            @Override
            public double df(double[] combination) {
                return df;
            }
        };
    }
}
