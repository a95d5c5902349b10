package org.steelyard.stats.linear;

import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;

/** Inverse and solution for a matrix that must be positive definite, such as a covariance. */
public final class PositiveDefinite {

    private PositiveDefinite() {}

    /** @param what name of the matrix, for the message */
    public static Matrix inverse(Matrix matrix, String what) {
        return factor(matrix, what).inverse();
    }

    public static double[] solve(Matrix matrix, double[] right, String what) {
        return factor(matrix, what).solve(right);
    }

    private static Cholesky factor(Matrix matrix, String what) {
        Cholesky factor = Cholesky.of(matrix, 1e-14);
        if (!factor.fullRank()) {
            throw SteelyardException.of(
                    NumericError.NOT_POSITIVE_DEFINITE,
                    Place.field(what),
                    Text.of("该矩阵应为正定矩阵，实际不是", "the matrix must be positive definite and is not"),
                    Text.of("请检查协变量是否重复或样本是否过小", "look for repeated covariates or too small a sample"));
        }
        return factor;
    }
}
