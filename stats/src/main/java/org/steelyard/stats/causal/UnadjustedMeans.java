package org.steelyard.stats.causal;

import org.steelyard.stats.internal.Checks;

/**
 * Means of two arms as they are.
 *
 * <p><b>Estimand</b>: the association; the average effect when treatment was randomised. <b>Formula</b>: arm means; variances
 * p(1−p)/n of risks (Wald, unpooled), s²/n with Welch–Satterthwaite degrees of freedom of means [1].
 *
 * <p>[1] Welch, Biometrika 1947;34:28-35, doi:10.1093/biomet/34.1-2.28.
 */
public final class UnadjustedMeans {

    private UnadjustedMeans() {}

    /** @param outcome 0 or 1 */
    public static PotentialMeans risks(double[] outcome, boolean[] treated) {
        Moments m1 = moments(outcome, treated, true);
        Moments m0 = moments(outcome, treated, false);
        return new PotentialMeans(m1.mean, m0.mean, m1.mean * (1 - m1.mean) / m1.n, m0.mean * (1 - m0.mean) / m0.n, 0);
    }

    public static PotentialMeans means(double[] outcome, boolean[] treated) {
        Checks.bothArms(treated, 2);
        Moments m1 = moments(outcome, treated, true);
        Moments m0 = moments(outcome, treated, false);
        double v1 = m1.squares / (m1.n - 1) / m1.n;
        double v0 = m0.squares / (m0.n - 1) / m0.n;
        double df = (v1 + v0) * (v1 + v0) / (v1 * v1 / (m1.n - 1) + v0 * v0 / (m0.n - 1));
        return new PotentialMeans(m1.mean, m0.mean, v1, v0, 0, Double.isNaN(df) ? Double.POSITIVE_INFINITY : df);
    }

    private record Moments(int n, double mean, double squares) {}

    private static Moments moments(double[] outcome, boolean[] treated, boolean arm) {
        Checks.sameLength(outcome.length, treated.length);
        Checks.finite("outcome", outcome);
        Checks.bothArms(treated, 1);
        int n = 0;
        double sum = 0;
        for (int i = 0; i < outcome.length; i++) {
            if (treated[i] == arm) {
                n++;
                sum += outcome[i];
            }
        }
        double mean = sum / n;
        double squares = 0;
        for (int i = 0; i < outcome.length; i++) {
            if (treated[i] == arm) {
                squares += (outcome[i] - mean) * (outcome[i] - mean);
            }
        }
        return new Moments(n, mean, squares);
    }
}
