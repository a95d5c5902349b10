package org.steelyard.stats.weighting;

import org.steelyard.stats.internal.Checks;

/**
 * Standardised mean difference of one covariate between two arms.
 *
 * <p><b>Formula</b>: (weighted mean in the treated − weighted mean in the controls) / √((s₁² + s₀²)/2), where s² are the
 * <em>unweighted</em> sample variances (divisor n − 1) of the arms before any adjustment [1]. The denominator stays the same
 * before and after weighting or matching, so that a change is a change of balance. Other programs use other denominators; name it when
 * reporting. An indicator of a category's level is treated as a number 0/1.
 *
 * <p><b>Edges</b>: 0 when both means are equal whatever the variance; infinite when they differ and neither arm varies.
 *
 * <p>[1] Austin, Stat Med 2009;28:3083-3107, doi:10.1002/sim.3697.
 */
public final class StandardisedDifference {

    private StandardisedDifference() {}

    public static double unweighted(double[] covariate, boolean[] treated) {
        double[] ones = new double[covariate.length];
        java.util.Arrays.fill(ones, 1);
        return of(covariate, treated, ones);
    }

    /** @param weight balancing weights, or how often each person is in a matched sample */
    public static double of(double[] covariate, boolean[] treated, double[] weight) {
        Checks.sameLength(covariate.length, treated.length, weight.length);
        Checks.bothArms(treated, 1);
        double difference =
                weightedMean(covariate, treated, weight, true) - weightedMean(covariate, treated, weight, false);
        if (difference == 0) {
            return 0;
        }
        return difference / Math.sqrt((variance(covariate, treated, true) + variance(covariate, treated, false)) / 2);
    }

    private static double weightedMean(double[] x, boolean[] treated, double[] weight, boolean arm) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < x.length; i++) {
            if (treated[i] == arm) {
                sum += weight[i] * x[i];
                total += weight[i];
            }
        }
        return sum / total;
    }

    private static double variance(double[] x, boolean[] treated, boolean arm) {
        int n = 0;
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            if (treated[i] == arm) {
                sum += x[i];
                n++;
            }
        }
        if (n < 2) {
            return 0;
        }
        double mean = sum / n;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            if (treated[i] == arm) {
                squares += (x[i] - mean) * (x[i] - mean);
            }
        }
        return squares / (n - 1);
    }
}
