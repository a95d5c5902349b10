package org.steelyard.economics.decision.internal;

import java.util.Arrays;

/**
 * Gaussian-process regression: linear trend, squared-exponential covariance with one length for all scaled parameters, and noise. Length and noise maximise the likelihood over a grid, for a subset of
 * the draws; the prediction is for all. Reference: Rasmussen, Williams. Gaussian Processes for Machine Learning. MIT Press 2006, ch. 2, 5.
 */
public final class GaussianProcess {

    private static final int SUBSET = 400;
    private static final double[] LENGTHS = {0.3, 0.6, 1, 1.7, 3, 6, 12};
    private static final double[] NOISES = {1e-4, 1e-3, 1e-2, 0.1, 0.3, 1, 3, 10, 100};

    private final double[][] points;
    private final int[] subset;

    private GaussianProcess(double[][] points) {
        this.points = points;
        int m = Math.min(SUBSET, points.length);
        subset = new int[m];
        for (int i = 0; i < m; i++) {
            subset[i] = (int) ((long) i * points.length / m);
        }
    }

    /** @param phi by parameter and draw */
    public static GaussianProcess on(double[][] phi) {
        int n = phi[0].length;
        double[][] points = new double[n][phi.length];
        for (int j = 0; j < phi.length; j++) {
            double mean = Arrays.stream(phi[j]).average().orElse(0);
            double sd = Math.sqrt(
                    Arrays.stream(phi[j]).map(x -> (x - mean) * (x - mean)).sum() / n);
            for (int i = 0; i < n; i++) {
                points[i][j] = sd > 0 ? (phi[j][i] - mean) / sd : 0;
            }
        }
        return new GaussianProcess(points);
    }

    public double[][] fitted(double[][] responses) {
        double[][] lines = new double[responses.length][];
        double[][] rests = new double[responses.length][];
        for (int r = 0; r < responses.length; r++) {
            lines[r] = line(responses[r]);
            rests[r] = rest(responses[r], lines[r]);
        }
        Choice[] choices = choose(rests);
        for (int r = 0; r < responses.length; r++) {
            if (varies(rests[r], responses[r])) {
                bend(lines[r], choices[r]);
            }
        }
        return lines;
    }

    private double[] line(double[] y) {
        double[] trend = trend(y);
        double[] line = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            line[i] = trend[0];
            for (int j = 1; j < trend.length; j++) {
                line[i] += trend[j] * points[i][j - 1];
            }
        }
        return line;
    }

    private double[] rest(double[] y, double[] line) {
        return Arrays.stream(subset).mapToDouble(i -> y[i] - line[i]).toArray();
    }

    private static boolean varies(double[] rest, double[] y) {
        return squares(rest) / rest.length > 1e-20 * squares(y) / y.length;
    }

    private static double squares(double[] v) {
        return Arrays.stream(v).map(x -> x * x).sum();
    }

    private void bend(double[] line, Choice choice) {
        for (int i = 0; i < line.length; i++) {
            for (int k = 0; k < subset.length; k++) {
                line[i] += kernel(points[i], points[subset[k]], choice.length) * choice.weights[k];
            }
        }
    }

    private record Choice(double score, double length, double[] weights) {}

    /** For each response the length and noise of the highest likelihood; a factorisation serves all responses. */
    private Choice[] choose(double[][] rests) {
        Choice[] chosen = new Choice[rests.length];
        Arrays.fill(chosen, new Choice(Double.NEGATIVE_INFINITY, 1, new double[subset.length]));
        for (double length : LENGTHS) {
            double[][] k = covariance(length);
            for (double noise : NOISES) {
                double[][] l = cholesky(k, noise);
                for (int r = 0; r < rests.length; r++) {
                    Choice here = score(l, rests[r], length);
                    chosen[r] = here.score > chosen[r].score ? here : chosen[r];
                }
            }
        }
        return chosen;
    }

    private static Choice score(double[][] l, double[] rest, double length) {
        double[] alpha = solve(l, rest);
        double quadratic = 0;
        double logDeterminant = 0;
        for (int i = 0; i < rest.length; i++) {
            quadratic += rest[i] * alpha[i];
            logDeterminant += 2 * StrictMath.log(l[i][i]);
        }
        return new Choice(-0.5 * rest.length * StrictMath.log(quadratic) - 0.5 * logDeterminant, length, alpha);
    }

    private double[][] covariance(double length) {
        int m = subset.length;
        double[][] k = new double[m][m];
        for (int a = 0; a < m; a++) {
            for (int b = 0; b <= a; b++) {
                k[a][b] = kernel(points[subset[a]], points[subset[b]], length);
                k[b][a] = k[a][b];
            }
        }
        return k;
    }

    private static double kernel(double[] a, double[] b, double length) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        }
        return StrictMath.exp(-sum / (2 * length * length));
    }

    private static double[][] cholesky(double[][] k, double noise) {
        int n = k.length;
        double[][] l = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = k[i][j] + (i == j ? noise + 1e-10 : 0);
                for (int c = 0; c < j; c++) {
                    sum -= l[i][c] * l[j][c];
                }
                l[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / l[j][j];
            }
        }
        return l;
    }

    private static double[] solve(double[][] l, double[] y) {
        int n = y.length;
        double[] x = y.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= l[i][k] * x[k];
            }
            x[i] /= l[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= l[k][i] * x[k];
            }
            x[i] /= l[i][i];
        }
        return x;
    }

    /** Least squares on all draws by normal equations of the scaled parameters. */
    private double[] trend(double[] y) {
        int p = points[0].length + 1;
        double[][] a = new double[p][p];
        double[] b = new double[p];
        for (int i = 0; i < y.length; i++) {
            for (int r = 0; r < p; r++) {
                double xr = r == 0 ? 1 : points[i][r - 1];
                b[r] += xr * y[i];
                for (int c = 0; c < p; c++) {
                    a[r][c] += xr * (c == 0 ? 1 : points[i][c - 1]);
                }
            }
        }
        return solve(cholesky(a, 1e-9), b);
    }
}
