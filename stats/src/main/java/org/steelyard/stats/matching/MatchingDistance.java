package org.steelyard.stats.matching;

import java.util.Arrays;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.internal.Sums;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.PositiveDefinite;

/** How far apart a treated person and a control are; infinite when they may not be matched. */
@FunctionalInterface
public interface MatchingDistance {

    /** @return 0 or more, or infinity */
    double between(int treated, int control);

    /** Difference of a score or its logit. */
    static MatchingDistance onLine(double[] score) {
        Checks.finite("score", score);
        return (t, c) -> Math.abs(score[t] - score[c]);
    }

    /**
     * Mahalanobis distance √((x − y)'S⁻¹(x − y)), S the covariance over everybody (divisor n − 1). MatchIt pools the covariances within arms instead.
     *
     * @param columns one array per covariate
     */
    static MatchingDistance mahalanobis(double[][] columns) {
        int p = columns.length;
        double[][] covariance = new double[p][p];
        for (int i = 0; i < p; i++) {
            Checks.finite("covariates", columns[i]);
            for (int j = 0; j < p; j++) {
                covariance[i][j] = Sums.covariance(columns[i], columns[j]);
            }
        }
        Matrix inverse = PositiveDefinite.inverse(Matrix.of(covariance), "covariates");
        double[][] whitened = whitened(columns, inverse);
        return (t, c) -> euclidean(whitened, t, c);
    }

    /** Coordinates in which the distance is Euclidean. */
    private static double[][] whitened(double[][] columns, Matrix inverse) {
        int p = columns.length;
        Cholesky factor = Cholesky.of(inverse, 1e-15);
        double[][] out = new double[p][columns[0].length];
        for (int j = 0; j < p; j++) {
            double[] unit = new double[p];
            unit[j] = 1;
            double[] column = factor.lowerTimes(unit);
            for (int m = 0; m < p; m++) {
                for (int i = 0; i < out[j].length; i++) {
                    out[j][i] += column[m] * columns[m][i];
                }
            }
        }
        return out;
    }

    private static double euclidean(double[][] x, int t, int c) {
        double sum = 0;
        for (double[] column : x) {
            double d = column[t] - column[c];
            sum += d * d;
        }
        return Math.sqrt(sum);
    }

    /** The same, for pairs whose score differs by no more than a width; others are not allowed. */
    default MatchingDistance withinCaliper(double[] score, double width) {
        double[] copy = score.clone();
        return (t, c) -> Math.abs(copy[t] - copy[c]) <= width ? between(t, c) : Double.POSITIVE_INFINITY;
    }

    /** The same, for pairs of one group; others are not allowed. */
    default MatchingDistance withinGroups(int[] group) {
        int[] copy = Arrays.copyOf(group, group.length);
        return (t, c) -> copy[t] == copy[c] ? between(t, c) : Double.POSITIVE_INFINITY;
    }
}
