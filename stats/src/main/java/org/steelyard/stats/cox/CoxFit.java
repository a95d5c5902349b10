package org.steelyard.stats.cox;

import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.stats.inference.ChiSquared;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.NamedCoefficients;

/**
 * A fitted Cox model. Arrays are owned by the fit: read them, do not write to them.
 *
 * @param coefficients log hazard ratios
 * @param modelCovariance inverse of the information at the estimate
 * @param robustCovariance sandwich (infinitesimal jackknife), by cluster when there are clusters; absent unless asked for
 * @param nullLogLikelihood of all coefficients zero
 * @param likelihoodRatio,score,wald tests that all coefficients are zero; Wald's uses {@link #covariance()}
 * @param rows of positive weight that entered
 * @param events among them, not weighted
 * @param linearPredictor {@code x'b} plus offset for every row of the data, not centred
 * @param kernel name of the cross product used, for provenance
 */
public record CoxFit(
        Ties ties,
        List<String> terms,
        double[] coefficients,
        Matrix modelCovariance,
        Optional<Matrix> robustCovariance,
        double logLikelihood,
        double nullLogLikelihood,
        ChiSquared likelihoodRatio,
        ChiSquared score,
        ChiSquared wald,
        int iterations,
        int rows,
        int events,
        double[] linearPredictor,
        String kernel)
        implements NamedCoefficients {

    public CoxFit {
        terms = List.copyOf(terms);
    }

    /** The robust covariance where it was asked for, else the model's. */
    public Matrix covariance() {
        return robustCovariance.orElse(modelCovariance);
    }

    public double hazardRatio(String term) {
        return StrictMath.exp(coefficient(term));
    }

    /** Two-sided p of the Wald test that one coefficient is zero. */
    public double waldP(String term) {
        double z = Math.abs(coefficient(term) / standardError(term));
        return 2 * NormalDistribution.of(0, 1).survivalProbability(z);
    }
}
