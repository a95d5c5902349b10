package org.steelyard.stats.discontinuity;

import java.util.ArrayList;
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
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.regression.LinearFit;
import org.steelyard.stats.regression.LinearRegression;
import org.steelyard.stats.regression.RobustCovariance;

/**
 * The jump of an outcome where a running variable crosses a threshold.
 *
 * <p><b>Estimand.</b> Sharp: the mean effect in people at the threshold. Fuzzy: that in those at the threshold whom it moves to treatment: the jump of the outcome over the jump of treatment. It says
 * nothing about people far from the threshold. <b>Assumptions</b>: without treatment the mean outcome would be continuous there; nobody places himself precisely on one side
 * ({@link DensityTest}, and jumps of baseline covariates as outcomes).
 *
 * <p><b>Method.</b> Local linear regression on each side with triangular weights 1 − |x − c|/h [1]; robust (HC1) errors. Bandwidth after Imbens and Kalyanaraman [2] unless given. The bias-corrected robust
 * interval is that of the local quadratic fit with the same bandwidth, to which Calonico, Cattaneo and Titiunik's is equal when both their bandwidths are [3, remark 7]: report it beside the
 * conventional one, which ignores bias. <b>Differs</b> from R's rdrobust, which chooses the bandwidth otherwise and takes nearest-neighbour errors.
 *
 * <ol>
 *   <li>Hahn, Todd, Van der Klaauw, Econometrica 2001;69:201-209, doi:10.1111/1468-0262.00183.
 *   <li>Imbens and Kalyanaraman, Rev Econ Stud 2012;79:933-959, doi:10.1093/restud/rdr043.
 *   <li>Calonico, Cattaneo, Titiunik, Econometrica 2014;82:2295-2326, doi:10.3982/ECTA11757.
 * </ol>
 */
public final class RegressionDiscontinuity {

    /** @param bandwidth empty to have it chosen */
    public record Options(double cutoff, OptionalDouble bandwidth, double level) {
        public static Options at(double cutoff) {
            return new Options(cutoff, OptionalDouble.empty(), 0.95);
        }

        public Options withBandwidth(double h) {
            DesignError.requireSetting(h > 0, "bandwidth", "大于 0", "above 0");
            return new Options(cutoff, OptionalDouble.of(h), level);
        }
    }

    /**
     * @param conventional local linear
     * @param robust local quadratic, same bandwidth: bias-corrected, with an interval that allows for the correction
     * @param below,above people within the bandwidth
     */
    public record Fit(Estimate conventional, Estimate robust, double bandwidth, int below, int above) {}

    private static final int FEWEST = 5;
    private static final double TRIANGULAR = 3.4375;
    private static final double LEAST_CURVATURE = 0.01;

    private RegressionDiscontinuity() {}

    public static Fit sharp(double[] running, double[] outcome, Options options) {
        double[] x = centred(running, outcome, options);
        double h = options.bandwidth().orElseGet(() -> bandwidth(x, outcome));
        int[] near = near(x, h);
        Jump linear = jump(x, outcome, near, new double[] {h, 1});
        Jump quadratic = jump(x, outcome, near, new double[] {h, 2});
        int above = (int) Arrays.stream(near).filter(i -> x[i] >= 0).count();
        return new Fit(
                Estimate.normal(linear.value(), linear.se(), options.level()),
                Estimate.normal(quadratic.value(), quadratic.se(), options.level()),
                h,
                near.length - above,
                above);
    }

    /** @param treated what people received; its bandwidth is that of the outcome */
    public static Fit fuzzy(double[] running, double[] outcome, double[] treated, Options options) {
        double[] x = centred(running, outcome, options);
        Checks.sameLength(x.length, treated.length);
        double h = options.bandwidth().orElseGet(() -> bandwidth(x, outcome));
        int[] near = near(x, h);
        int above = (int) Arrays.stream(near).filter(i -> x[i] >= 0).count();
        return new Fit(
                ratio(x, outcome, treated, new Local(near, h, 1, options.level())),
                ratio(x, outcome, treated, new Local(near, h, 2, options.level())),
                h,
                near.length - above,
                above);
    }

    private record Local(int[] near, double h, int degree, double level) {}

    /** Delta method: the variance of the jump of y − τd, over the squared jump of d. */
    private static Estimate ratio(double[] x, double[] y, double[] d, Local local) {
        double[] hAndDegree = {local.h(), local.degree()};
        Jump first = jump(x, d, local.near(), hAndDegree);
        if (Math.abs(first.value()) < 1e-9) {
            throw DesignError.NO_SOLUTION.at(
                    "treated",
                    Text.of("阈值处接受治疗的比例没有跳跃", "treatment does not jump at the threshold"),
                    Text.of("检查阈值与治疗变量", "check the threshold and the treatment"));
        }
        double tau = jump(x, y, local.near(), hAndDegree).value() / first.value();
        double[] rest = new double[y.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = y[i] - tau * d[i];
        }
        double se = jump(x, rest, local.near(), hAndDegree).se() / Math.abs(first.value());
        return Estimate.normal(tau, se, local.level());
    }

    private static double[] centred(double[] running, double[] outcome, Options options) {
        Checks.sameLength(running.length, outcome.length);
        Checks.finite("running", running);
        Checks.finite("outcome", outcome);
        double[] x = Arrays.stream(running).map(v -> v - options.cutoff()).toArray();
        requireEnough(x, Double.POSITIVE_INFINITY);
        return x;
    }

    private static void requireEnough(double[] x, double h) {
        long above = Arrays.stream(x).filter(v -> v >= 0 && v < h).count();
        long below = Arrays.stream(x).filter(v -> v < 0 && v > -h).count();
        if (above < FEWEST || below < FEWEST) {
            throw DesignError.TOO_FEW_POINTS.at(
                    "running",
                    Text.of(
                            "阈值一侧的带宽内不足 " + FEWEST + " 人",
                            "fewer than " + FEWEST + " people within the bandwidth on one side of the threshold"),
                    Text.of("检查阈值或放宽带宽", "check the threshold, or widen the bandwidth"));
        }
    }

    private static int[] near(double[] x, double h) {
        requireEnough(x, h);
        return IntStream.range(0, x.length).filter(i -> Math.abs(x[i]) < h).toArray();
    }

    private record Jump(double value, double se) {}

    /** The jump of a local polynomial fitted on both sides at once. */
    private static Jump jump(double[] x, double[] y, int[] near, double[] hAndDegree) {
        int degree = (int) hAndDegree[1];
        double[] w = Arrays.stream(near)
                .mapToDouble(i -> 1 - Math.abs(x[i]) / hAndDegree[0])
                .toArray();
        List<String> names = new ArrayList<>(List.of("above"));
        List<double[]> columns = new ArrayList<>();
        double[] above = Arrays.stream(near).mapToDouble(i -> x[i] >= 0 ? 1 : 0).toArray();
        columns.add(above);
        for (int d = 1; d <= degree; d++) {
            int power = d;
            double[] p = Arrays.stream(near)
                    .mapToDouble(i -> Math.pow(x[i] / hAndDegree[0], power))
                    .toArray();
            double[] q = p.clone();
            for (int k = 0; k < q.length; k++) {
                q[k] *= above[k];
            }
            names.add("x^" + d);
            columns.add(p);
            names.add("above:x^" + d);
            columns.add(q);
        }
        DesignMatrix design = DesignMatrix.withIntercept(names, columns.toArray(double[][]::new));
        double[] own = Arrays.stream(near).mapToDouble(i -> y[i]).toArray();
        LinearFit fit = LinearRegression.withDefaults().fit(design, own, w);
        Matrix v = RobustCovariance.hc1(design, fit);
        return new Jump(fit.coefficients()[1], Math.sqrt(v.at(1, 1)));
    }

    /** Imbens and Kalyanaraman's bandwidth for a triangular kernel; x is centred at the threshold. */
    static double bandwidth(double[] x, double[] y) {
        int n = x.length;
        double pilot = 1.84 * Math.sqrt(Sums.variance(x)) * Math.pow(n, -0.2);
        double[] lowY = select(x, y, -pilot, 0);
        double[] highY = select(x, y, 0, pilot);
        requireEnough(x, pilot);
        double density = (lowY.length + highY.length) / (2.0 * n * pilot);
        double variance = ((lowY.length - 1) * Sums.variance(lowY) + (highY.length - 1) * Sums.variance(highY))
                / (lowY.length + highY.length);
        double third = 6 * cubic(x, y);
        double[] curvature = new double[2];
        double[] regular = new double[2];
        for (int side = 0; side < 2; side++) {
            boolean above = side == 1;
            long people = Arrays.stream(x).filter(v -> v >= 0 == above).count();
            double h2 = Math.pow(7200, 1.0 / 7)
                    * Math.pow(variance / (density * Math.max(third * third, LEAST_CURVATURE)), 1.0 / 7)
                    * Math.pow(people, -1.0 / 7);
            int[] rows = IntStream.range(0, n)
                    .filter(i -> x[i] >= 0 == above && Math.abs(x[i]) <= h2)
                    .toArray();
            curvature[side] = 2 * quadratic(x, y, rows);
            regular[side] = 2160 * variance / (rows.length * Math.pow(h2, 4));
        }
        double gap = curvature[1] - curvature[0];
        return TRIANGULAR
                * Math.pow(2 * variance / (density * (gap * gap + regular[0] + regular[1])), 0.2)
                * Math.pow(n, -0.2);
    }

    private static double[] select(double[] x, double[] y, double low, double high) {
        return IntStream.range(0, x.length)
                .filter(i -> low < 0 ? x[i] >= low && x[i] < high : x[i] >= low && x[i] <= high)
                .mapToDouble(i -> y[i])
                .toArray();
    }

    /** Coefficient of x³ in a cubic with a jump. */
    private static double cubic(double[] x, double[] y) {
        double[][] columns = new double[4][x.length];
        for (int i = 0; i < x.length; i++) {
            columns[0][i] = x[i] >= 0 ? 1 : 0;
            columns[1][i] = x[i];
            columns[2][i] = x[i] * x[i];
            columns[3][i] = x[i] * x[i] * x[i];
        }
        DesignMatrix design = DesignMatrix.withIntercept(List.of("above", "x", "x^2", "x^3"), columns);
        return LinearRegression.withDefaults().fit(design, y).coefficients()[4];
    }

    private static double quadratic(double[] x, double[] y, int[] rows) {
        if (rows.length < FEWEST) {
            throw DesignError.TOO_FEW_POINTS.at(
                    "running",
                    Text.of("阈值附近的人数太少，无法选择带宽", "too few people near the threshold to choose a bandwidth"),
                    Text.of("给定带宽", "give a bandwidth"));
        }
        double[][] columns = {
            Arrays.stream(rows).mapToDouble(i -> x[i]).toArray(),
            Arrays.stream(rows).mapToDouble(i -> x[i] * x[i]).toArray()
        };
        double[] own = Arrays.stream(rows).mapToDouble(i -> y[i]).toArray();
        DesignMatrix design = DesignMatrix.withIntercept(List.of("x", "x^2"), columns);
        return LinearRegression.withDefaults().fit(design, own).coefficients()[2];
    }
}
