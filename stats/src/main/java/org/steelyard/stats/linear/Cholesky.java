package org.steelyard.stats.linear;

import java.util.ArrayList;
import java.util.List;

/**
 * Cholesky factor {@code A = L L'} of a symmetric positive semi-definite matrix, with detection of dependent columns.
 *
 * <p>The matrix is first scaled to unit diagonal. Pivot {@code j} is then one minus the squared multiple correlation
 * (uncentred) of column {@code j} with the columns before it; a column whose pivot is not above the tolerance is
 * dependent on the earlier ones. It is left out of the factor and listed with the columns that make it up. Columns keep
 * their order, so that the later of two equal columns is the one reported, as R's {@code glm} aliases it.
 *
 * <p>Higham NJ. Accuracy and Stability of Numerical Algorithms. 2nd ed. SIAM; 2002. doi:10.1137/1.9780898718027
 */
public final class Cholesky {

    /** Pivot at which a column counts as dependent: a residual norm of one part in 100,000 of the column's. */
    public static final double DEFAULT_TOLERANCE = 1e-10;

    private static final double SHARE_IN_COMBINATION = 1e-5;

    private final int size;
    private final double[] lower;
    private final double[] scale;
    private final boolean[] kept;

    private Cholesky(int size, double[] lower, double[] scale, boolean[] kept) {
        this.size = size;
        this.lower = lower;
        this.scale = scale;
        this.kept = kept;
    }

    public static Cholesky of(Matrix symmetric) {
        return of(symmetric, DEFAULT_TOLERANCE);
    }

    public static Cholesky of(Matrix symmetric, double tolerance) {
        int n = symmetric.rows();
        double[] scale = new double[n];
        for (int i = 0; i < n; i++) {
            double d = symmetric.at(i, i);
            scale[i] = d > 0 && d < Double.POSITIVE_INFINITY ? Math.sqrt(d) : 0;
        }
        double[] lower = new double[n * n];
        boolean[] kept = new boolean[n];
        for (int j = 0; j < n; j++) {
            kept[j] = scale[j] > 0 && pivot(symmetric, scale, lower, kept, j) > tolerance;
        }
        return new Cholesky(n, lower, scale, kept);
    }

    /** Fills row j of the factor and returns the squared pivot. */
    private static double pivot(Matrix a, double[] scale, double[] lower, boolean[] kept, int j) {
        int n = scale.length;
        double rest = 1;
        for (int k = 0; k < j; k++) {
            if (!kept[k]) {
                continue;
            }
            double sum = a.at(j, k) / (scale[j] * scale[k]);
            for (int m = 0; m < k; m++) {
                sum -= lower[j * n + m] * lower[k * n + m];
            }
            double value = sum / lower[k * n + k];
            lower[j * n + k] = value;
            rest -= value * value;
        }
        lower[j * n + j] = rest > 0 ? Math.sqrt(rest) : 0;
        return rest;
    }

    public boolean fullRank() {
        return rank() == size;
    }

    public int rank() {
        int rank = 0;
        for (boolean k : kept) {
            rank += k ? 1 : 0;
        }
        return rank;
    }

    /** Columns left out because they depend on earlier ones, in order. */
    public List<Integer> dependent() {
        List<Integer> columns = new ArrayList<>();
        for (int j = 0; j < size; j++) {
            if (!kept[j]) {
                columns.add(j);
            }
        }
        return columns;
    }

    /** The earlier columns of which a dependent column is a linear combination; empty for a column of zeros. */
    public List<Integer> combinationOf(int column) {
        double[] share = new double[size];
        for (int j = column - 1; j >= 0; j--) {
            if (kept[j]) {
                double sum = lower[column * size + j];
                for (int k = j + 1; k < column; k++) {
                    sum -= kept[k] ? lower[k * size + j] * share[k] : 0;
                }
                share[j] = sum / lower[j * size + j];
            }
        }
        List<Integer> columns = new ArrayList<>();
        for (int j = 0; j < column; j++) {
            if (Math.abs(share[j]) > SHARE_IN_COMBINATION) {
                columns.add(j);
            }
        }
        return columns;
    }

    /** Solves {@code A x = b}; dependent columns get zero. */
    public double[] solve(double[] right) {
        double[] x = new double[size];
        for (int i = 0; i < size; i++) {
            if (kept[i]) {
                double sum = right[i] / scale[i];
                for (int k = 0; k < i; k++) {
                    sum -= lower[i * size + k] * x[k];
                }
                x[i] = sum / lower[i * size + i];
            }
        }
        for (int i = size - 1; i >= 0; i--) {
            if (kept[i]) {
                double sum = x[i];
                for (int k = i + 1; k < size; k++) {
                    sum -= kept[k] ? lower[k * size + i] * x[k] : 0;
                }
                x[i] = sum / lower[i * size + i];
            }
        }
        for (int i = 0; i < size; i++) {
            x[i] = kept[i] ? x[i] / scale[i] : 0;
        }
        return x;
    }

    /** Symmetric inverse; rows and columns of dependent columns are zero. */
    public Matrix inverse() {
        double[] values = new double[size * size];
        for (int j = 0; j < size; j++) {
            double[] unit = new double[size];
            unit[j] = kept[j] ? 1 : 0;
            double[] column = solve(unit);
            for (int i = 0; i <= j; i++) {
                values[i * size + j] = column[i];
                values[j * size + i] = column[i];
            }
        }
        return Matrix.of(size, size, values);
    }

    /** Natural logarithm of the determinant of the part of full rank. */
    public double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += kept[i] ? 2 * (StrictMath.log(lower[i * size + i]) + StrictMath.log(scale[i])) : 0;
        }
        return sum;
    }

    /**
     * The product {@code L z}, a draw from a normal distribution with this covariance when z is standard normal.
     */
    public double[] lowerTimes(double[] z) {
        double[] x = new double[size];
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int k = 0; k <= i; k++) {
                sum += kept[k] ? lower[i * size + k] * z[k] : 0;
            }
            x[i] = sum * scale[i];
        }
        return x;
    }
}
