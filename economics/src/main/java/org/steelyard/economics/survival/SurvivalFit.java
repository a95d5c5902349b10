package org.steelyard.economics.survival;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A fitted curve.
 *
 * @param names parameters, then covariates, then {@code cure} where a share is cured
 * @param estimate on the natural scale
 * @param se by the delta method; NaN where the information is not positive definite
 * @param covariance of the estimates on the scale of the search (logarithm of positive parameters, logit of a share): what draws of a probabilistic analysis need
 * @param search estimates on that scale
 */
public record SurvivalFit(
        String model,
        List<String> names,
        double[] estimate,
        double[] se,
        double[] search,
        double[][] covariance,
        double logLikelihood,
        int people,
        Ending ending,
        int startsAtMaximum,
        int starts) {

    /** How the search ended. */
    public enum Ending {
        /** A maximum: gradient zero, information positive definite. */
        MAXIMUM,
        /** The likelihood is flat, or rises towards the border of the parameters: estimates there mean little. */
        NO_CURVATURE,
        /** No start led to a finite likelihood. */
        FAILED
    }

    public boolean converged() {
        return ending == Ending.MAXIMUM;
    }

    public double aic() {
        return 2.0 * estimate.length - 2 * logLikelihood;
    }

    /** With the number of people as the sample size, as R does. */
    public double bic() {
        return estimate.length * StrictMath.log(people) - 2 * logLikelihood;
    }

    public double get(String name) {
        return estimate[names.indexOf(name)];
    }

    /** Area under a survival curve to a horizon: Simpson's rule with 2,000 intervals. */
    public static double restrictedMean(DoubleUnaryOperator survival, double horizon) {
        int n = 2000;
        double h = horizon / n;
        double sum = survival.applyAsDouble(0) + survival.applyAsDouble(horizon);
        for (int i = 1; i < n; i++) {
            sum += (i % 2 == 1 ? 4 : 2) * survival.applyAsDouble(i * h);
        }
        return sum * h / 3;
    }
}
