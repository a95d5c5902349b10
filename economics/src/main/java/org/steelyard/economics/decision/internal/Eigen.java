package org.steelyard.economics.decision.internal;

/** Eigenvalues and vectors of a small symmetric matrix by Jacobi's rotations. */
final class Eigen {

    private static final int SWEEPS = 60;

    /** Column k of {@code vectors} belongs to {@code values[k]}. */
    record Pairs(double[] values, double[][] vectors) {}

    private Eigen() {}

    static Pairs of(double[][] symmetric) {
        int n = symmetric.length;
        double[][] a = new double[n][];
        double[][] v = new double[n][n];
        for (int i = 0; i < n; i++) {
            a[i] = symmetric[i].clone();
            v[i][i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS && off(a) > 0; sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(a, v, p, q);
                }
            }
        }
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = a[i][i];
        }
        return new Pairs(values, v);
    }

    /** Sum of what is left off the diagonal; 0 once that is below rounding. */
    private static double off(double[][] a) {
        double sum = 0;
        double scale = 0;
        for (int i = 0; i < a.length; i++) {
            scale += a[i][i] * a[i][i];
            for (int j = 0; j < i; j++) {
                sum += a[i][j] * a[i][j];
            }
        }
        return sum > 1e-28 * scale ? sum : 0;
    }

    private static void rotate(double[][] a, double[][] v, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        int n = a.length;
        for (int k = 0; k < n; k++) {
            double x = a[k][p];
            double y = a[k][q];
            a[k][p] = c * x - s * y;
            a[k][q] = s * x + c * y;
        }
        for (int k = 0; k < n; k++) {
            double x = a[p][k];
            double y = a[q][k];
            a[p][k] = c * x - s * y;
            a[q][k] = s * x + c * y;
        }
        for (int k = 0; k < n; k++) {
            double x = v[k][p];
            double y = v[k][q];
            v[k][p] = c * x - s * y;
            v[k][q] = s * x + c * y;
        }
    }
}
