package org.steelyard.stats.emulation;

import java.util.List;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.NamedCoefficients;

/**
 * A logistic model of the discrete hazard, fitted to person-periods.
 *
 * @param modelCovariance inverse information, which takes rows as independent and weights as counts
 * @param robustCovariance sandwich over clusters times G/(G − 1), weights taken as known
 * @param weightedEvents sum of the weights of the rows with the outcome
 */
public record PooledLogisticFit(
        List<String> terms,
        double[] coefficients,
        Matrix modelCovariance,
        Matrix robustCovariance,
        double logLikelihood,
        long rows,
        long events,
        double weightedEvents,
        int clusters,
        int iterations)
        implements NamedCoefficients {

    public PooledLogisticFit {
        terms = List.copyOf(terms);
    }

    /** {@link #robustCovariance()}. */
    @Override
    public Matrix covariance() {
        return robustCovariance;
    }

    /** The odds ratio of a term with its robust interval; near the hazard ratio where the outcome is rare in each period. */
    public Estimate oddsRatio(String term, double level) {
        return Estimate.ratio(coefficient(term), standardError(term), level);
    }
}
