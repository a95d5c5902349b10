package org.steelyard.economics.decision.internal;

import java.util.Arrays;

/**
 * Gaussian-process regression for many parameters: linear trend, squared-exponential covariance with a length for each scaled parameter, and noise.
 *
 * <p>Lengths and noise maximise the marginal likelihood on a subset of the draws (one length for all on a grid, then one each by halving steps). The noise and the mean of the process are then fitted to all draws through
 * inducing points, the subset: f̂ = K_nm(σ²K_mm + K_mnK_nm)⁻¹K_mn y, with σ² the ratio of noise to signal. References: Rasmussen, Williams. Gaussian Processes for Machine Learning. MIT Press 2006, ch. 5 and 8.3, ISBN 026218253X. Strong, Oakley, Brennan. Med
 * Decis Making 2014;34:311–326, doi:10.1177/0272989X13505910.
 */
public final class GaussianProcess {

    private static final int SUBSET = 240;
    private static final double[] LENGTHS = {0.5, 1, 2, 4, 8, 16};
    private static final double[] NOISES = {1e-3, 1e-2, 0.1, 1, 10, 100};
    private static final int ROUNDS = 12;
    private static final double FIRST_STEP = 1.0;
    private static final double FINEST = 0.2;
    private static final double LONGEST = 5;
    private static final double JITTER = 1e-8;
    private static final double LOWEST_NOISE = -6;
    private static final double HIGHEST_NOISE = 8;
    private static final double NOISE_STEP = 0.25;
    private static final double NOTHING_LEFT = 1e-12;

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
        return Arrays.stream(responses).map(this::fitted).toArray(double[][]::new);
    }

    private double[] fitted(double[] y) {
        double[] line = line(y);
        double[] rest = new double[y.length];
        Arrays.setAll(rest, i -> y[i] - line[i]);
        if (squares(rest) > 1e-20 * squares(y)) {
            bend(line, rest, chosen(rest));
        }
        return line;
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

    private static double squares(double[] v) {
        return Arrays.stream(v).map(x -> x * x).sum();
    }

    /** Logarithms of the lengths, and of the noise as the last. */
    private double[] chosen(double[] all) {
        double[] rest = Arrays.stream(subset).mapToDouble(i -> all[i]).toArray();
        int p = points[0].length;
        double[] best = new double[p + 1];
        double highest = Double.NEGATIVE_INFINITY;
        for (double length : LENGTHS) {
            double[][] k = covariance(filled(length));
            for (double noise : NOISES) {
                double here = likelihood(k, noise, rest);
                if (here > highest) {
                    highest = here;
                    best = filled(length);
                    best[p] = StrictMath.log(noise);
                }
            }
        }
        return p > 1 ? refined(best, highest, rest) : best;
    }

    private double[] filled(double length) {
        double[] out = new double[points[0].length + 1];
        Arrays.fill(out, StrictMath.log(length));
        return out;
    }

    private double[] refined(double[] start, double likelihood, double[] rest) {
        double[] best = start.clone();
        double highest = likelihood;
        double step = FIRST_STEP;
        for (int round = 0; round < ROUNDS && step > FINEST; round++) {
            boolean moved = false;
            for (int m = 0; m < 2 * best.length; m++) {
                double[] there = best.clone();
                there[m / 2] += m % 2 == 0 ? step : -step;
                boolean tooLong = m / 2 < best.length - 1 && there[m / 2] > LONGEST;
                double here = tooLong
                        ? Double.NEGATIVE_INFINITY
                        : likelihood(covariance(there), StrictMath.exp(there[there.length - 1]), rest);
                if (here > highest) {
                    highest = here;
                    best = there;
                    moved = true;
                }
            }
            step = moved ? step : step / 2;
        }
        return best;
    }

    /** With the process variance maximised out. */
    private static double likelihood(double[][] k, double noise, double[] rest) {
        double[][] l = Symmetric.cholesky(withDiagonal(k, noise + JITTER));
        double[] alpha = Symmetric.solve(l, rest);
        double quadratic = 0;
        double logDeterminant = 0;
        for (int i = 0; i < rest.length; i++) {
            quadratic += rest[i] * alpha[i];
            logDeterminant += 2 * StrictMath.log(l[i][i]);
        }
        return -0.5 * rest.length * StrictMath.log(quadratic) - 0.5 * logDeterminant;
    }

    private static double[][] withDiagonal(double[][] k, double add) {
        double[][] out = new double[k.length][];
        for (int i = 0; i < k.length; i++) {
            out[i] = k[i].clone();
            out[i][i] += add;
        }
        return out;
    }

    private double[][] covariance(double[] logs) {
        int m = subset.length;
        double[] scale = scales(logs);
        double[][] k = new double[m][m];
        for (int a = 0; a < m; a++) {
            for (int b = 0; b <= a; b++) {
                k[a][b] = kernel(points[subset[a]], points[subset[b]], scale);
                k[b][a] = k[a][b];
            }
        }
        return k;
    }

    private double[] scales(double[] logs) {
        double[] out = new double[points[0].length];
        Arrays.setAll(out, j -> StrictMath.exp(-2 * logs[j]) / 2);
        return out;
    }

    private static double kernel(double[] a, double[] b, double[] scale) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (a[j] - b[j]) * (a[j] - b[j]) * scale[j];
        }
        return StrictMath.exp(-sum);
    }

    /** In coordinates v = L⁻¹k of the inducing points, K_mm = LL′, in which the system is well conditioned. */
    private void bend(double[] line, double[] rest, double[] logs) {
        int m = subset.length;
        double[] scale = scales(logs);
        double[][] lower = Symmetric.cholesky(withDiagonal(covariance(logs), JITTER));
        double[][] a = new double[m][m];
        double[] right = new double[m];
        double[][] coordinates = new double[rest.length][m];
        for (int i = 0; i < rest.length; i++) {
            double[] v = coordinates[i];
            for (int c = 0; c < m; c++) {
                v[c] = kernel(points[i], points[subset[c]], scale);
            }
            Symmetric.forward(lower, v);
            for (int r = 0; r < m; r++) {
                right[r] += v[r] * rest[i];
                double[] row = a[r];
                for (int c = 0; c <= r; c++) {
                    row[c] += v[r] * v[c];
                }
            }
        }
        double[] weights = weights(a, right, rest);
        for (int i = 0; i < line.length; i++) {
            for (int c = 0; c < m; c++) {
                line[i] += coordinates[i][c] * weights[c];
            }
        }
    }

    /** With the noise that maximises the marginal likelihood of all draws, covariance VV′ + σ²I. */
    private static double[] weights(double[][] products, double[] right, double[] rest) {
        int n = rest.length;
        double squares = squares(rest);
        double[] best = new double[right.length];
        double highest = Double.NEGATIVE_INFINITY;
        for (double exponent = LOWEST_NOISE; exponent <= HIGHEST_NOISE; exponent += NOISE_STEP) {
            double noise = StrictMath.pow(10, exponent);
            double[][] l = Symmetric.cholesky(withDiagonal(products, noise));
            double[] w = Symmetric.solve(l, right);
            double quadratic = squares;
            double logDeterminant = (n - right.length) * StrictMath.log(noise);
            for (int c = 0; c < w.length; c++) {
                quadratic -= right[c] * w[c];
                logDeterminant += 2 * StrictMath.log(l[c][c]);
            }
            double fit = Math.max(quadratic, NOTHING_LEFT * squares) / noise;
            double here = -0.5 * n * StrictMath.log(fit) - 0.5 * logDeterminant;
            if (here > highest) {
                highest = here;
                best = w;
            }
        }
        return best;
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
        return Symmetric.solve(Symmetric.cholesky(withDiagonal(a, 1e-9)), b);
    }
}
