package org.steelyard.stats.weighting.internal;

import java.util.Arrays;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.NormalEquations;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.linear.Rank;

/**
 * Maximises a concave sum over rows of a function of the linear predictor by Newton's method: balancing conditions of the form {@code sum s(eta_i) x_i = 0}
 * with s decreasing have such a function.
 */
public final class ConcaveScore {

    private static final int MOST_ITERATIONS = 200;
    private static final int HALVINGS = 50;
    /** Share of the largest balance moment that counts as none. */
    private static final double TOLERANCE = 1e-11;

    /** One row's function. */
    public interface Row {
        double value(int row, double eta);

        /** First derivative by eta. */
        double score(int row, double eta);

        /** Minus the second derivative by eta, 0 or more. */
        double curvature(int row, double eta);
    }

    /**
     * @param score by row at the end
     * @param bread inverse of the sum of curvature times xx'
     */
    public record Result(double[] coefficients, double[] eta, double[] score, Matrix bread, int iterations) {}

    private final DesignMatrix x;
    private final Row row;
    private final Numerics numerics;

    public ConcaveScore(DesignMatrix x, Row row, Numerics numerics) {
        this.x = x;
        this.row = row;
        this.numerics = numerics;
    }

    public Result maximise(double[] start) {
        double[] b = start.clone();
        double[] eta = x.times(b, numerics);
        double value = value(eta);
        double[] scale = scale();
        for (int iteration = 1; iteration <= MOST_ITERATIONS; iteration++) {
            double[] s = new double[eta.length];
            double[] c = new double[eta.length];
            for (int i = 0; i < s.length; i++) {
                s[i] = row.score(i, eta[i]);
                c[i] = row.curvature(i, eta[i]);
            }
            NormalEquations equations = x.normalEquations(c, s, numerics);
            Cholesky factor = Cholesky.of(equations.cross(), iteration == 1 ? Cholesky.DEFAULT_TOLERANCE : 1e-15);
            if (!factor.fullRank()) {
                if (iteration == 1) {
                    Rank.require(x, factor);
                }
                throw outOfReach();
            }
            if (settled(equations.right(), scale)) {
                return new Result(b, eta, s, factor.inverse(), iteration);
            }
            double[] step = factor.solve(equations.right());
            double share = 1;
            double slope = dot(step, equations.right());
            double[] next = plus(b, step, share);
            double[] nextEta = x.times(next, numerics);
            double nextValue = value(nextEta);
            for (int h = 0;
                    h < HALVINGS && !(nextValue >= value + 1e-4 * share * slope - 1e-13 * Math.abs(value));
                    h++) {
                share /= 2;
                next = plus(b, step, share);
                nextEta = x.times(next, numerics);
                nextValue = value(nextEta);
            }
            b = next;
            eta = nextEta;
            value = nextValue;
        }
        throw outOfReach();
    }

    /** Sum over rows of |x|, per column. */
    private double[] scale() {
        double[] sum = new double[x.columns()];
        for (int j = 0; j < sum.length; j++) {
            sum[j] = Arrays.stream(x.column(j)).map(Math::abs).sum();
        }
        return sum;
    }

    private static boolean settled(double[] moment, double[] scale) {
        for (int j = 0; j < moment.length; j++) {
            if (!(Math.abs(moment[j]) <= TOLERANCE * scale[j])) {
                return false;
            }
        }
        return true;
    }

    private double value(double[] eta) {
        double sum = 0;
        for (int i = 0; i < eta.length; i++) {
            sum += row.value(i, eta[i]);
        }
        return sum;
    }

    private static SteelyardException outOfReach() {
        return SteelyardException.of(
                NumericError.NOT_CONVERGED,
                Place.field("covariates"),
                Text.of(
                        "找不到使协变量均衡的权重：目标均值落在可用人群的取值范围之外，或几乎如此",
                        "no weights balance the covariates: the means aimed at lie outside what the people at hand can give, or nearly so"),
                Text.of(
                        "减少需要均衡的协变量、合并稀少类别，或限制到有重叠的人群",
                        "balance fewer covariates, merge rare categories, or restrict to a population with overlap"));
    }

    private static double[] plus(double[] b, double[] step, double share) {
        double[] sum = b.clone();
        for (int j = 0; j < sum.length; j++) {
            sum[j] += share * step[j];
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
