package org.steelyard.economics.decision.internal;

/** Small symmetric positive definite systems. */
final class Symmetric {

    private static final double SMALLEST = 1e-14;

    private Symmetric() {}

    /** Lower factor; a pivot that rounding made negative is kept a little above zero. */
    static double[][] cholesky(double[][] a) {
        int n = a.length;
        double[][] l = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                l[i][j] = i == j ? Math.sqrt(Math.max(sum, SMALLEST * a[i][i] + Double.MIN_NORMAL)) : sum / l[j][j];
            }
        }
        return l;
    }

    /** Puts L⁻¹x in the place of x. */
    static void forward(double[][] l, double[] x) {
        for (int i = 0; i < x.length; i++) {
            double[] row = l[i];
            double sum = x[i];
            for (int k = 0; k < i; k++) {
                sum -= row[k] * x[k];
            }
            x[i] = sum / row[i];
        }
    }

    static double[] solve(double[][] l, double[] right) {
        int n = l.length;
        double[] x = right.clone();
        forward(l, x);
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= l[k][i] * x[k];
            }
            x[i] /= l[i][i];
        }
        return x;
    }

    static double[][] inverseOfLower(double[][] l) {
        int n = l.length;
        double[][] out = new double[n][n];
        for (int j = 0; j < n; j++) {
            out[j][j] = 1 / l[j][j];
            for (int i = j + 1; i < n; i++) {
                double sum = 0;
                for (int k = j; k < i; k++) {
                    sum -= l[i][k] * out[k][j];
                }
                out[i][j] = sum / l[i][i];
            }
        }
        return out;
    }
}
