package org.steelyard.stats.timeseries;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.stats.inference.ChiSquared;
import org.steelyard.stats.internal.Sums;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.regression.LinearFit;
import org.steelyard.stats.regression.LinearRegression;

/**
 * Whether residuals remember their past.
 *
 * <p>Durbin–Watson Σ(u_t − u_{t−1})²/Σu_t² (2 without autocorrelation of first order) [1]; Breusch–Godfrey n R² of the regression of u on the model's terms and its
 * own lags, residuals centred and missing lags as 0 [2, 3]; Ljung–Box n(n + 2) Σ r_k²/(n − k) [4]. A model with autocorrelation left gives standard errors that are too small.
 *
 * <ol>
 *   <li>Durbin and Watson, Biometrika 1951;38:159-177, doi:10.1093/biomet/38.1-2.159.
 *   <li>Breusch, Aust Econ Pap 1978;17:334-355, doi:10.1111/j.1467-8454.1978.tb00635.x.
 *   <li>Godfrey, Econometrica 1978;46:1293-1301, doi:10.2307/1913829.
 *   <li>Ljung and Box, Biometrika 1978;65:297-303, doi:10.1093/biomet/65.2.297.
 * </ol>
 */
public final class Autocorrelation {

    private Autocorrelation() {}

    public static double durbinWatson(double[] residuals) {
        double top = 0;
        for (int i = 1; i < residuals.length; i++) {
            double d = residuals[i] - residuals[i - 1];
            top += d * d;
        }
        return top / Sums.dot(residuals, residuals);
    }

    /** @param columns of the model without its intercept; none for residuals of a constant */
    public static ChiSquared breuschGodfrey(double[] residuals, double[][] columns, int order) {
        int n = residuals.length;
        double centre = Sums.mean(residuals);
        double[] u = java.util.Arrays.stream(residuals).map(r -> r - centre).toArray();
        List<String> names = new ArrayList<>();
        List<double[]> all = new ArrayList<>();
        for (int j = 0; j < columns.length; j++) {
            names.add("term " + j);
            all.add(columns[j]);
        }
        for (int lag = 1; lag <= order; lag++) {
            double[] shifted = new double[n];
            System.arraycopy(u, 0, shifted, lag, n - lag);
            names.add("lag " + lag);
            all.add(shifted);
        }
        DesignMatrix design = DesignMatrix.withIntercept(names, all.toArray(double[][]::new));
        LinearFit fit = LinearRegression.withDefaults().fit(design, u);
        double left = Sums.dot(fit.residuals(), fit.residuals());
        double total = Sums.dot(u, u);
        return ChiSquared.of(n * (1 - left / total), order);
    }

    /** @param parameters estimated autoregressive terms, taken from the degrees of freedom */
    public static ChiSquared ljungBox(double[] residuals, int lags, int parameters) {
        int n = residuals.length;
        double[] r = coefficients(residuals, lags);
        double q = 0;
        for (int k = 1; k <= lags; k++) {
            q += r[k - 1] * r[k - 1] / (n - k);
        }
        return ChiSquared.of(n * (n + 2.0) * q, lags - parameters);
    }

    /** Sample autocorrelations at lags 1, 2, … */
    public static double[] coefficients(double[] series, int lags) {
        double mean = Sums.mean(series);
        double total = 0;
        for (double v : series) {
            total += (v - mean) * (v - mean);
        }
        double[] r = new double[lags];
        for (int k = 1; k <= lags; k++) {
            for (int i = k; i < series.length; i++) {
                r[k - 1] += (series[i] - mean) * (series[i - k] - mean) / total;
            }
        }
        return r;
    }
}
