package org.steelyard.stats.discontinuity;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.internal.Sums;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.regression.LinearFit;
import org.steelyard.stats.regression.LinearRegression;

/**
 * Whether the running variable's density jumps at the threshold, as it does when people place themselves on the better side.
 *
 * <p>A histogram with bins of width 2 sd n^(−1/2) that do not straddle the threshold; local linear regression of its heights on each side with triangular weights; θ = log f⁺ − log f⁻ with
 * standard error √((24/5)(1/f⁺ + 1/f⁻)/(nh)). Bandwidth, unless given: the mean over sides of 3.348 (σ̃² range / Σ f̃''²)^(1/5) from fourth-order polynomials. No jump is no
 * proof: manipulation both ways cancels.
 *
 * <p>McCrary, J Econom 2008;142:698-714, doi:10.1016/j.jeconom.2007.05.005.
 *
 * @param logDifference with its interval; @param below,above densities at the threshold
 */
public record DensityTest(Estimate logDifference, double below, double above, double bandwidth, double bin) {

    private static final double PILOT = 3.348;
    private static final int FEWEST_BINS = 6;

    public static DensityTest of(double[] running, double cutoff, OptionalDouble bandwidth, double level) {
        Checks.finite("running", running);
        double[] x = Arrays.stream(running).map(v -> v - cutoff).toArray();
        int n = x.length;
        double bin = 2 * Math.sqrt(Sums.variance(x)) / Math.sqrt(n);
        int low = (int) Math.floor(Arrays.stream(x).min().orElse(0) / bin);
        int high = (int) Math.floor(Arrays.stream(x).max().orElse(0) / bin);
        if (low > -FEWEST_BINS || high < FEWEST_BINS - 1) {
            throw DesignError.TOO_FEW_POINTS.at(
                    "running",
                    Text.of(
                            "阈值一侧的取值范围太窄，无法检验密度",
                            "the range on one side of the threshold is too narrow to test the density"),
                    Text.of("检查阈值", "check the threshold"));
        }
        double[] middle = new double[high - low + 1];
        double[] height = new double[middle.length];
        for (int j = 0; j < middle.length; j++) {
            middle[j] = (low + j + 0.5) * bin;
        }
        for (double v : x) {
            height[(int) Math.floor(v / bin) - low] += 1 / (n * bin);
        }
        double h = bandwidth.orElseGet(() -> pilot(middle, height));
        double above = edge(middle, height, h, 1);
        double below = edge(middle, height, h, -1);
        if (!(above > 0 && below > 0)) {
            throw DesignError.NO_SOLUTION.at(
                    "running",
                    Text.of("阈值一侧的密度估计不为正", "the density on one side of the threshold is estimated as 0 or less"),
                    Text.of("放宽带宽", "widen the bandwidth"));
        }
        double se = Math.sqrt(24.0 / 5 * (1 / above + 1 / below) / (n * h));
        return new DensityTest(Estimate.normal(Math.log(above / below), se, level), below, above, h, bin);
    }

    private static double pilot(double[] middle, double[] height) {
        return (side(middle, height, 1) + side(middle, height, -1)) / 2;
    }

    private static double side(double[] middle, double[] height, int sign) {
        int[] rows = IntStream.range(0, middle.length)
                .filter(j -> middle[j] * sign > 0)
                .toArray();
        double[][] powers = new double[4][rows.length];
        for (int k = 0; k < rows.length; k++) {
            for (int d = 0; d < 4; d++) {
                powers[d][k] = Math.pow(middle[rows[k]], d + 1);
            }
        }
        double[] y = Arrays.stream(rows).mapToDouble(j -> height[j]).toArray();
        DesignMatrix design = DesignMatrix.withIntercept(List.of("x", "x^2", "x^3", "x^4"), powers);
        LinearFit fit = LinearRegression.withDefaults().fit(design, y);
        double[] b = fit.coefficients();
        double curvature = 0;
        for (int j : rows) {
            double second = 2 * b[2] + 6 * b[3] * middle[j] + 12 * b[4] * middle[j] * middle[j];
            curvature += second * second;
        }
        double range = Math.abs(middle[rows[rows.length - 1]] - middle[rows[0]]);
        double mse = Sums.dot(fit.residuals(), fit.residuals()) / (rows.length - 5.0);
        return PILOT * Math.pow(mse * range / curvature, 0.2);
    }

    /** Height of the local line at the threshold. */
    private static double edge(double[] middle, double[] height, double h, int sign) {
        int[] rows = IntStream.range(0, middle.length)
                .filter(j -> middle[j] * sign > 0 && Math.abs(middle[j]) < h)
                .toArray();
        if (rows.length < 3) {
            throw DesignError.TOO_FEW_POINTS.at(
                    "bandwidth",
                    Text.of("带宽内的直方条太少", "too few bins within the bandwidth"),
                    Text.of("放宽带宽", "widen the bandwidth"));
        }
        double[] x = Arrays.stream(rows).mapToDouble(j -> middle[j]).toArray();
        double[] y = Arrays.stream(rows).mapToDouble(j -> height[j]).toArray();
        double[] w = Arrays.stream(x).map(v -> 1 - Math.abs(v) / h).toArray();
        DesignMatrix design = DesignMatrix.withIntercept(List.of("x"), new double[][] {x});
        return LinearRegression.withDefaults().fit(design, y, w).coefficients()[0];
    }
}
