package org.steelyard.stats.cox;

import org.steelyard.stats.cox.internal.BaselineHazard;

/**
 * Baseline hazard of a fitted Cox model and the survival that it predicts.
 *
 * <p>{@code H(t|x) = exp(x'b) sum over event times up to t of v / S0l}, the increments with the ties that the model was
 * fitted with, as R's {@code survfit.coxph} (Efron's with Efron, Breslow's with Breslow). The variance of {@code H} is
 * {@code exp(2x'b) (sum v/S0l^2 + q'Vq)} with {@code q} the integral of (risk-set mean - x) over the hazard and {@code V} the
 * covariance of the fit, robust if it has one; it is that of {@code log S}.
 *
 * <p>Tsiatis AA. Ann Stat 1981;9:93-108. doi:10.1214/aos/1176345335
 */
public final class CoxBaseline {

    /** Predicted survival at a time, its standard error, and the cumulative hazard. */
    public record Prediction(double survival, double standardError, double cumulativeHazard) {}

    private final BaselineHazard hazard;

    private CoxBaseline(BaselineHazard hazard) {
        this.hazard = hazard;
    }

    /** The data must be those of the fit; a model with exact ties gets Breslow's increments. */
    public static CoxBaseline of(CoxData data, CoxFit fit) {
        return new CoxBaseline(BaselineHazard.of(data, fit));
    }

    /** Event times of a stratum, ascending; the stratum of a model without strata is 0. */
    public double[] times(int stratum) {
        return hazard.times(stratum);
    }

    /** Cumulative hazard at those times for covariates (and offset) of zero. */
    public double[] cumulativeHazard(int stratum) {
        return hazard.cumulative(stratum);
    }

    /** Survival to {@code time} of someone with these covariates, in the order of the model's terms. */
    public Prediction survival(double[] covariates, double time, int stratum) {
        return hazard.survival(covariates, time, stratum);
    }

    /** For a model without strata. */
    public Prediction survival(double[] covariates, double time) {
        return survival(covariates, time, 0);
    }
}
