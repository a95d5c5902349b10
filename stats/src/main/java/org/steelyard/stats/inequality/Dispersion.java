package org.steelyard.stats.inequality;

import java.util.Arrays;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.inequality.internal.RankedSample;
import org.steelyard.stats.internal.Checks;

/**
 * Inequality of one variable over units of equal weight: Gini coefficient and Theil's two measures.
 *
 * <p><b>Formula</b>: Gini is the concentration index of the variable ranked by itself, divisor n (no n/(n − 1) correction). Theil T =
 * mean((x/μ) ln(x/μ)) with 0 ln 0 = 0; Theil L = mean(ln(μ/x)), which does not exist when a value is 0.
 *
 * <p>[1] Cowell, Measuring Inequality, Oxford 2011, doi:10.1093/acprof:osobl/9780199594030.001.0001.
 */
public final class Dispersion {

    private Dispersion() {}

    public static double gini(double[] values) {
        double[] ones = new double[values.length];
        Arrays.fill(ones, 1);
        positiveMean(values);
        return RankedSample.of(values, values, ones).index();
    }

    public static double theilT(double[] values) {
        double mean = positiveMean(values);
        double sum = 0;
        for (double x : values) {
            sum += x > 0 ? x / mean * Math.log(x / mean) : 0;
        }
        return sum / values.length;
    }

    /** @return infinite when a value is 0 */
    public static double theilL(double[] values) {
        double mean = positiveMean(values);
        double sum = 0;
        for (double x : values) {
            sum += Math.log(mean / x);
        }
        return sum / values.length;
    }

    private static double positiveMean(double[] values) {
        Checks.nonNegative("values", values);
        double sum = 0;
        for (double x : values) {
            sum += x;
        }
        if (!(sum > 0)) {
            throw EstimationError.ZERO_MEAN.at(
                    "values",
                    Text.of("均值须大于 0", "the mean must be above 0"),
                    Text.of("检查变量取值或单位", "check the variable's values or unit"));
        }
        return sum / values.length;
    }
}
