package org.steelyard.stats.panel.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;

/**
 * The point of a convex hull nearest to the origin, as weights of the points that span it: Wolfe's finite algorithm.
 *
 * <p>Wolfe, Math Program 1976;11:128-149, doi:10.1007/BF01580381.
 */
public final class NearestInHull {

    private static final double TOLERANCE = 1e-12;

    private final double[][] points;
    private final List<Integer> corral = new ArrayList<>();
    private double[] weight = new double[0];

    private NearestInHull(double[][] points) {
        this.points = points;
    }

    /** Weights of 0 or more that sum to 1. */
    public static double[] weights(double[][] points) {
        return new NearestInHull(points).solve();
    }

    private double[] solve() {
        double size = Arrays.stream(points).mapToDouble(p -> dot(p, p)).max().orElse(0);
        corral.add(nearestPoint());
        weight = new double[] {1};
        int limit = 50 * (points.length + 10);
        for (int major = 0; major < limit; major++) {
            double[] x = combination();
            int best = 0;
            for (int j = 1; j < points.length; j++) {
                best = dot(x, points[j]) < dot(x, points[best]) ? j : best;
            }
            if (dot(x, points[best]) >= dot(x, x) - TOLERANCE * size || corral.contains(best)) {
                return spread();
            }
            corral.add(best);
            weight = Arrays.copyOf(weight, weight.length + 1);
            minorCycles();
        }
        throw SteelyardException.of(
                NumericError.NOT_CONVERGED,
                Place.field("weights"),
                Text.of("合成对照的权重未收敛", "the weights of the synthetic control did not converge"),
                Text.of("检查预测变量的量纲", "check the scales of the predictors"));
    }

    private int nearestPoint() {
        int best = 0;
        for (int j = 1; j < points.length; j++) {
            best = dot(points[j], points[j]) < dot(points[best], points[best]) ? j : best;
        }
        return best;
    }

    private double[] combination() {
        double[] x = new double[points[0].length];
        for (int k = 0; k < weight.length; k++) {
            for (int m = 0; m < x.length; m++) {
                x[m] += weight[k] * points[corral.get(k)][m];
            }
        }
        return x;
    }

    /** Moves to the nearest point of the affine hull, dropping points until it lies inside. */
    private void minorCycles() {
        while (true) {
            double[] affine = affineMinimum();
            double step = 1;
            int drop = -1;
            for (int k = 0; k < affine.length; k++) {
                if (affine[k] <= TOLERANCE) {
                    double ratio = weight[k] / (weight[k] - affine[k]);
                    if (drop < 0 || ratio < step) {
                        step = Math.min(step, ratio);
                        drop = k;
                    }
                }
            }
            if (drop < 0) {
                weight = affine;
                return;
            }
            double[] next = new double[weight.length - 1];
            for (int k = 0, to = 0; k < weight.length; k++) {
                if (k != drop) {
                    next[to++] = Math.max(0, weight[k] + step * (affine[k] - weight[k]));
                }
            }
            corral.remove(drop);
            weight = next;
        }
    }

    /** Solves (11' + PP') u = 1 and scales u to sum 1, by Gaussian elimination with pivoting. */
    private double[] affineMinimum() {
        int k = weight.length;
        double size = 0;
        for (int i : corral) {
            size = Math.max(size, dot(points[i], points[i]));
        }
        double shift = size > 0 ? size : 1;
        double[][] a = new double[k][k + 1];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                a[i][j] = shift + dot(points[corral.get(i)], points[corral.get(j)]);
            }
            a[i][k] = 1;
        }
        double[] u = eliminate(a);
        double sum = Arrays.stream(u).sum();
        for (int i = 0; i < k; i++) {
            u[i] /= sum;
        }
        return u;
    }

    private static double[] eliminate(double[][] a) {
        int k = a.length;
        for (int c = 0; c < k; c++) {
            int pivot = c;
            for (int r = c + 1; r < k; r++) {
                pivot = Math.abs(a[r][c]) > Math.abs(a[pivot][c]) ? r : pivot;
            }
            double[] swap = a[c];
            a[c] = a[pivot];
            a[pivot] = swap;
            for (int r = c + 1; r < k; r++) {
                double f = a[c][c] == 0 ? 0 : a[r][c] / a[c][c];
                for (int j = c; j <= k; j++) {
                    a[r][j] -= f * a[c][j];
                }
            }
        }
        double[] x = new double[k];
        for (int r = k - 1; r >= 0; r--) {
            double sum = a[r][k];
            for (int j = r + 1; j < k; j++) {
                sum -= a[r][j] * x[j];
            }
            x[r] = a[r][r] == 0 ? 0 : sum / a[r][r];
        }
        return x;
    }

    private double[] spread() {
        double[] all = new double[points.length];
        for (int k = 0; k < weight.length; k++) {
            all[corral.get(k)] += weight[k];
        }
        // Checked in every run: weights of a convex combination.
        if (Math.abs(Arrays.stream(all).sum() - 1) > 1e-9 || Arrays.stream(all).anyMatch(w -> w < 0)) {
            throw new IllegalStateException("weights of a synthetic control must not be negative and must sum to 1");
        }
        return all;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
