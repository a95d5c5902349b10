package org.steelyard.stats.regression;

import java.util.HashMap;
import java.util.Map;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.regression.internal.Inputs;

/**
 * Sandwich covariance {@code B M B} of regression coefficients: {@code B} the inverse information and {@code M} the sum of
 * outer products of the scores of rows, or of clusters. Valid when the model for the mean holds, whatever the variance;
 * for clusters, when they are independent and not few.
 *
 * <p>HC0 and HC1 are as in R's {@code sandwich::vcovHC}. For clusters the correction is given: {@code vcovCL} defaults to
 * {@link ClusterCorrection#CLUSTERS_AND_TERMS} for {@code lm} and to {@link ClusterCorrection#CLUSTERS} for {@code glm}.
 *
 * <p>1. White H. Econometrica 1980;48:817-838. doi:10.2307/1912934. 2. Zeileis A. J Stat Softw 2006;16(9).
 * doi:10.18637/jss.v016.i09.
 */
public final class RobustCovariance {

    /** Factor for a finite number of clusters. */
    public enum ClusterCorrection {
        NONE,
        /** G / (G - 1) for G clusters. */
        CLUSTERS,
        /** G / (G - 1) times (n - 1) / (n - p). */
        CLUSTERS_AND_TERMS
    }

    private RobustCovariance() {}

    /** White's estimator. */
    public static Matrix hc0(DesignMatrix design, RegressionFit fit) {
        double[] squares = fit.scoreResiduals().clone();
        for (int i = 0; i < squares.length; i++) {
            squares[i] *= squares[i];
        }
        return sandwich(fit.bread(), design.crossProduct(squares, Numerics.standard()));
    }

    /** White's estimator times n / (n - p). */
    public static Matrix hc1(DesignMatrix design, RegressionFit fit) {
        int n = design.rows();
        return hc0(design, fit).times((double) n / (n - design.columns()));
    }

    /** Scores summed within clusters, which are told apart by any integers. */
    public static Matrix clustered(
            DesignMatrix design, RegressionFit fit, int[] clusters, ClusterCorrection correction) {
        Inputs.requireLength("clusters", clusters.length, design.rows());
        int p = design.columns();
        Map<Integer, double[]> sums = new HashMap<>();
        double[] scores = fit.scoreResiduals();
        for (int i = 0; i < scores.length; i++) {
            double[] sum = sums.computeIfAbsent(clusters[i], c -> new double[p]);
            for (int j = 0; j < p; j++) {
                sum[j] += scores[i] * design.at(i, j);
            }
        }
        // In the order of the ids, not of the hash table, so that the sum is always formed in the same order.
        double[][] perCluster = sums.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toArray(double[][]::new);
        double factor = factor(correction, perCluster.length, design.rows(), p);
        return sandwich(fit.bread(), outerProducts(perCluster, p)).times(factor);
    }

    private static double factor(ClusterCorrection correction, int groups, int n, int p) {
        double clusters = groups / (groups - 1.0);
        return switch (correction) {
            case NONE -> 1;
            case CLUSTERS -> clusters;
            case CLUSTERS_AND_TERMS -> clusters * (n - 1.0) / (n - p);
        };
    }

    private static Matrix outerProducts(double[][] vectors, int p) {
        double[] sum = new double[p * p];
        for (double[] vector : vectors) {
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    sum[i * p + j] += vector[i] * vector[j];
                }
            }
        }
        return Matrix.of(p, p, sum);
    }

    private static Matrix sandwich(Matrix bread, Matrix meat) {
        return bread.times(meat).times(bread);
    }
}
