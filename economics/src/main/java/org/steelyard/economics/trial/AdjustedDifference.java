package org.steelyard.economics.trial;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.regression.LinearFit;
import org.steelyard.stats.regression.LinearRegression;

/**
 * Difference of arms in QALYs with baseline utility, or any other covariates, held equal: the coefficient of the arm in a linear regression.
 *
 * <p>Without it a chance difference at baseline is counted as gain, because the area under the curve starts there. Least squares, t with n − p degrees of freedom; as {@code lm} in R. Reference: Manca, Hawkins, Sculpher. Health Econ 2005;14:487–496,
 * doi:10.1002/hec.944.
 */
public record AdjustedDifference(double value, double se, double lower, double upper, double unadjusted) {

    /** @param covariates by column, baseline utility among them */
    public static AdjustedDifference of(double[] outcome, boolean[] treated, double[][] covariates, double level) {
        double[] arm = new double[outcome.length];
        Arrays.setAll(arm, i -> treated[i] ? 1 : 0);
        double[][] columns = new double[covariates.length + 1][];
        String[] names = new String[columns.length];
        columns[0] = arm;
        names[0] = "arm";
        for (int j = 0; j < covariates.length; j++) {
            columns[j + 1] = covariates[j];
            names[j + 1] = "x" + (j + 1);
        }
        LinearFit fit =
                LinearRegression.withDefaults().fit(DesignMatrix.withIntercept(Arrays.asList(names), columns), outcome);
        double se = fit.standardError("arm");
        double value = fit.coefficient("arm");
        double half =
                TDistribution.of(outcome.length - columns.length - 1.0).inverseCumulativeProbability((1 + level) / 2)
                        * se;
        return new AdjustedDifference(value, se, value - half, value + half, plain(outcome, treated));
    }

    private static double plain(double[] outcome, boolean[] treated) {
        double[] sum = new double[2];
        int[] n = new int[2];
        for (int i = 0; i < outcome.length; i++) {
            sum[treated[i] ? 1 : 0] += outcome[i];
            n[treated[i] ? 1 : 0]++;
        }
        return sum[1] / n[1] - sum[0] / n[0];
    }
}
