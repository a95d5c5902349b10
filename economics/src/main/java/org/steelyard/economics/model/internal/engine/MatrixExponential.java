package org.steelyard.economics.model.internal.engine;

/**
 * e^A of a small matrix by scaling, Taylor's series and squaring (Moler, Van Loan. SIAM Rev 2003;45:3–49, doi:10.1137/S00361445024180). With the norm scaled to ½ at most,
 * eighteen terms leave less than 2⁻⁵³.
 */
public final class MatrixExponential {

    private static final int TERMS = 18;

    private MatrixExponential() {}

    public static double[][] of(double[][] a) {
        int n = a.length;
        double norm = 0;
        for (double[] row : a) {
            double sum = 0;
            for (double v : row) {
                sum += Math.abs(v);
            }
            norm = Math.max(norm, sum);
        }
        int halvings = norm > 0.5 ? Math.getExponent(norm) + 2 : 0;
        double factor = Math.scalb(1.0, -halvings);
        double[][] x = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                x[i][j] = a[i][j] * factor;
            }
        }
        double[][] out = series(x);
        for (int i = 0; i < halvings; i++) {
            out = times(out, out);
        }
        return out;
    }

    /** Horner's scheme: 1 + x(1 + x/2(1 + x/3(…))). */
    private static double[][] series(double[][] x) {
        int n = x.length;
        double[][] out = identity(n);
        for (int k = TERMS; k >= 1; k--) {
            double[][] next = times(x, out);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    next[i][j] = next[i][j] / k + (i == j ? 1 : 0);
                }
            }
            out = next;
        }
        return out;
    }

    private static double[][] identity(int n) {
        double[][] out = new double[n][n];
        for (int i = 0; i < n; i++) {
            out[i][i] = 1;
        }
        return out;
    }

    private static double[][] times(double[][] a, double[][] b) {
        int n = a.length;
        double[][] out = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                double v = a[i][k];
                for (int j = 0; j < n; j++) {
                    out[i][j] += v * b[k][j];
                }
            }
        }
        return out;
    }
}
