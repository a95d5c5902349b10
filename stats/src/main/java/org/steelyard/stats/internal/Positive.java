package org.steelyard.stats.internal;

import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;

/** A symmetric positive-definite matrix of modest size, factored once by Cholesky. */
public final class Positive {

    /** A pivot below this share of its diagonal element means that a column is a combination of earlier ones. */
    private static final double PIVOT_TOLERANCE = 1e-12;

    private final double[][] lower;

    private Positive(double[][] lower) {
        this.lower = lower;
    }

    /** @param name of the matrix, for the message when it is singular */
    public static Positive of(double[][] matrix, String name) {
        int p = matrix.length;
        double[][] lower = new double[p][p];
        for (int j = 0; j < p; j++) {
            double pivot = matrix[j][j] - squared(lower[j], j);
            if (!(pivot > PIVOT_TOLERANCE * Math.abs(matrix[j][j]))) {
                throw EstimationError.SINGULAR.at(
                        name,
                        Text.of(
                                "矩阵奇异，无法求解；列之间须线性无关",
                                "the matrix is singular and cannot be solved; its columns must not depend on each other"),
                        Text.of("去掉重复或恒定的变量", "remove repeated or constant variables"));
            }
            lower[j][j] = Math.sqrt(pivot);
            for (int i = j + 1; i < p; i++) {
                lower[i][j] = (matrix[i][j] - dot(lower[i], lower[j], j)) / lower[j][j];
            }
        }
        return new Positive(lower);
    }

    public double[] solve(double[] right) {
        double[] x = right.clone();
        for (int i = 0; i < x.length; i++) {
            x[i] = (x[i] - dot(lower[i], x, i)) / lower[i][i];
        }
        return solveTransposed(x);
    }

    /** Solves L'x = z: carries independent standard normals z to normals with the inverse matrix as covariance. */
    public double[] solveTransposed(double[] z) {
        double[] x = z.clone();
        for (int i = x.length - 1; i >= 0; i--) {
            for (int k = i + 1; k < x.length; k++) {
                x[i] -= lower[k][i] * x[k];
            }
            x[i] /= lower[i][i];
        }
        return x;
    }

    private static double squared(double[] row, int length) {
        return dot(row, row, length);
    }

    private static double dot(double[] a, double[] b, int length) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
