package org.steelyard.stats.competing;

import java.util.List;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.NamedCoefficients;

/**
 * A fitted proportional subdistribution hazards model. Arrays are owned by the fit: read them, do not write to them.
 *
 * @param coefficients log subdistribution hazard ratios
 * @param covariance sandwich that allows for the estimated censoring weights, by cluster where there are clusters
 * @param modelCovariance inverse of the information alone
 * @param nullLogLikelihood of all coefficients zero
 * @param rows of positive weight
 * @param events of the cause, not weighted
 * @param time event times of the cause, ascending
 * @param baselineHazard cumulative subdistribution hazard at those times for covariates of zero
 */
public record FineGrayFit(
        List<String> terms,
        double[] coefficients,
        Matrix covariance,
        Matrix modelCovariance,
        double logLikelihood,
        double nullLogLikelihood,
        int iterations,
        int rows,
        int events,
        double[] time,
        double[] baselineHazard)
        implements NamedCoefficients {

    public FineGrayFit {
        terms = List.copyOf(terms);
    }

    /** Subdistribution hazard ratio: of the incidence, not of the rate among those still free of all causes. */
    public Estimate ratio(String term, double level) {
        return Estimate.ratio(coefficient(term), standardError(term), level);
    }

    /** Cumulative incidence of the cause by a time for someone with these covariates: 1 − exp(−H₀(t) exp(x'b)). */
    public double incidence(double[] covariates, double t) {
        double predictor = 0;
        for (int j = 0; j < coefficients.length; j++) {
            predictor += coefficients[j] * covariates[j];
        }
        int i = java.util.Arrays.binarySearch(time, t);
        int last = i >= 0 ? i : -i - 2;
        return last < 0 ? 0 : -StrictMath.expm1(-baselineHazard[last] * StrictMath.exp(predictor));
    }
}
