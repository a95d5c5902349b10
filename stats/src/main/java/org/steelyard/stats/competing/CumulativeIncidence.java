package org.steelyard.stats.competing;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;

/**
 * Probabilities of having had each cause by a time: right-continuous step functions. Arrays have one element per distinct observed
 * time, in increasing order; the first index of those with two is the cause, from 0.
 *
 * @param survival probability of being free of all causes
 * @param incidence probability of having had the cause
 * @param standardError of {@code incidence}
 * @param variance how the standard error was made
 */
public record CumulativeIncidence(
        double[] time,
        double[] survival,
        double[][] incidence,
        double[][] standardError,
        AalenJohansen.Variance variance) {

    private static final double ROUNDING = 1e-9;

    public CumulativeIncidence {
        for (int k = 0; k < time.length; k++) {
            double total = survival[k];
            for (double[] one : incidence) {
                total += one[k];
            }
            if (!(Math.abs(total - 1) <= ROUNDING)) {
                throw new IllegalStateException(
                        "cumulative incidences and survival do not add up to 1 at time index " + k);
            }
        }
    }

    /** @param cause from 1 */
    public double at(int cause, double t) {
        int k = lastNotAfter(t);
        return k < 0 ? 0 : incidence[cause - 1][k];
    }

    /** @param cause from 1 */
    public double standardErrorAt(int cause, double t) {
        int k = lastNotAfter(t);
        return k < 0 ? 0 : standardError[cause - 1][k];
    }

    /**
     * Incidence at a time with an interval symmetric for log(−log F), which stays within 0 and 1; the p-value has no meaning here and
     * is NaN, as are the limits where F is 0.
     */
    public Estimate estimateAt(int cause, double t, double level) {
        double f = at(cause, t);
        double se = standardErrorAt(cause, t);
        double z = NormalDistribution.of(0, 1).inverseCumulativeProbability(1 - (1 - level) / 2);
        double centre = Math.log(-Math.log(f));
        double half = z * se / (f * -Math.log(f));
        return new Estimate(
                Scale.IDENTITY,
                f,
                se,
                se == 0 ? f : Math.exp(-Math.exp(centre + half)),
                se == 0 ? f : Math.exp(-Math.exp(centre - half)),
                level,
                Double.NaN,
                Double.POSITIVE_INFINITY);
    }

    private int lastNotAfter(double t) {
        int i = Arrays.binarySearch(time, t);
        return i >= 0 ? i : -i - 2;
    }
}
