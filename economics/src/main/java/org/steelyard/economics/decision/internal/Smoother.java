package org.steelyard.economics.decision.internal;

import java.util.Arrays;

/**
 * Smooth regression on one parameter or several: a low-rank radial basis with a ridge penalty, the penalty by generalised cross-validation.
 *
 * <p>Basis: 1, x, and |x − κ|³ (one parameter), r² ln r (two), r (three and more) at knots κ, which are draws spread over the sample. The penalty is zC z' with C the basis
 * among the knots, so that between the extremes the fit goes from a plane to an interpolation. Reference: French, Kammann, Wand. JASA 2001;96:1285–1288; Ruppert, Wand, Carroll.
 * Semiparametric Regression. Cambridge 2003, ch. 13.
 */
public final class Smoother {

    private static final int KNOTS_ONE = 25;
    private static final int KNOTS_MORE = 60;
    private static final double INFLATION = 1.2;
    private static final double SMALLEST = 1e-9;

    private Smoother() {}

    /** @param phi by parameter and draw */
    public static Fit on(double[][] phi) {
        return new Fit(phi);
    }

    /** A prepared basis, on which any number of responses is smoothed. */
    public static final class Fit {
        private final int n;
        private final int size;
        private final double[] centre;
        private final double[] spread;
        private final double[][] knots;
        private final double[][] root;
        private final double[][] back;
        private final double[] penalty;
        private final double[][] basis;

        private Fit(double[][] phi) {
            n = phi[0].length;
            double[][] moving = Arrays.stream(phi).filter(Fit::moves).toArray(double[][]::new);
            int m = phi.length;
            centre = new double[m];
            spread = new double[m];
            for (int j = 0; j < m; j++) {
                centre[j] = Arrays.stream(phi[j]).average().orElse(0);
                double mean = centre[j];
                spread[j] = Math.sqrt(
                        Arrays.stream(phi[j]).map(x -> (x - mean) * (x - mean)).sum() / n);
            }
            knots = moving.length == 0 ? new double[0][] : knots(phi);
            root = knots.length == 0 ? new double[0][] : inverseRoot(between(knots));
            basis = new double[n][];
            double[] x = new double[m];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < m; j++) {
                    x[j] = phi[j][i];
                }
                basis[i] = row(scaled(x));
            }
            int linear = m + 1;
            size = linear + knots.length;
            double[][] gram = gram();
            double[][] lower = choleskyOf(gram);
            double[][] inverse = invertLower(lower);
            double[][] inner = new double[size][size];
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    double sum = 0;
                    for (int k = linear; k < size; k++) {
                        sum += inverse[a][k] * inverse[b][k];
                    }
                    inner[a][b] = sum;
                }
            }
            Eigen.Pairs pairs = Eigen.of(inner);
            penalty = pairs.values();
            back = new double[size][size];
            for (int a = 0; a < size; a++) {
                for (int k = 0; k < size; k++) {
                    double sum = 0;
                    for (int b = 0; b < size; b++) {
                        sum += inverse[b][a] * pairs.vectors()[b][k];
                    }
                    back[a][k] = sum;
                }
            }
        }

        private static boolean moves(double[] x) {
            return Arrays.stream(x).anyMatch(v -> v != x[0]);
        }

        private double[] scaled(double[] x) {
            double[] out = new double[x.length];
            for (int j = 0; j < x.length; j++) {
                out[j] = spread[j] > 0 ? (x[j] - centre[j]) / spread[j] : 0;
            }
            return out;
        }

        /** Draws far from each other: each next knot is the one farthest from those chosen; for one parameter equal quantiles. */
        private double[][] knots(double[][] phi) {
            int m = phi.length;
            if (m == 1) {
                double[] sorted = phi[0].clone();
                Arrays.sort(sorted);
                int count = Math.min(KNOTS_ONE, n / 4 + 1);
                return Arrays.stream(quantiles(sorted, count))
                        .mapToObj(q -> scaled(new double[] {q}))
                        .toArray(double[][]::new);
            }
            int count = Math.min(KNOTS_MORE, n / 4 + 1);
            double[][] points = new double[Math.min(n, 2000)][];
            for (int i = 0; i < points.length; i++) {
                double[] x = new double[m];
                for (int j = 0; j < m; j++) {
                    x[j] = phi[j][(int) ((long) i * n / points.length)];
                }
                points[i] = scaled(x);
            }
            return farthest(points, count);
        }

        private static double[] quantiles(double[] sorted, int count) {
            double[] out = new double[count];
            for (int k = 0; k < count; k++) {
                out[k] = sorted[(int) ((k + 0.5) / count * sorted.length)];
            }
            return Arrays.stream(out).distinct().toArray();
        }

        private static double[][] farthest(double[][] points, int count) {
            double[] nearest = new double[points.length];
            Arrays.fill(nearest, Double.POSITIVE_INFINITY);
            double[][] out = new double[Math.min(count, points.length)][];
            int next = 0;
            int found = 0;
            while (found < out.length) {
                out[found++] = points[next];
                int far = 0;
                for (int i = 0; i < points.length; i++) {
                    nearest[i] = Math.min(nearest[i], distance(points[i], points[next]));
                    far = nearest[i] > nearest[far] ? i : far;
                }
                if (nearest[far] < SMALLEST) {
                    break;
                }
                next = far;
            }
            return Arrays.copyOf(out, found);
        }

        private static double distance(double[] a, double[] b) {
            double sum = 0;
            for (int j = 0; j < a.length; j++) {
                sum += (a[j] - b[j]) * (a[j] - b[j]);
            }
            return Math.sqrt(sum);
        }

        private static double radial(double r, int m) {
            return switch (m) {
                case 1 -> r * r * r;
                case 2 -> r > 0 ? r * r * StrictMath.log(r) : 0;
                default -> r;
            };
        }

        private double[][] between(double[][] points) {
            double[][] out = new double[points.length][points.length];
            for (int a = 0; a < points.length; a++) {
                for (int b = 0; b < points.length; b++) {
                    out[a][b] = radial(distance(points[a], points[b]), points[a].length);
                }
            }
            return out;
        }

        /** Ω^(−1/2) of |Ω|, tiny eigenvalues left out. */
        private static double[][] inverseRoot(double[][] omega) {
            Eigen.Pairs pairs = Eigen.of(omega);
            int k = omega.length;
            double top = Arrays.stream(pairs.values()).map(Math::abs).max().orElse(1);
            double[][] out = new double[k][k];
            for (int a = 0; a < k; a++) {
                for (int b = 0; b < k; b++) {
                    double sum = 0;
                    for (int e = 0; e < k; e++) {
                        double value = Math.abs(pairs.values()[e]);
                        sum += value > SMALLEST * top
                                ? pairs.vectors()[a][e] * pairs.vectors()[b][e] / Math.sqrt(value)
                                : 0;
                    }
                    out[a][b] = sum;
                }
            }
            return out;
        }

        private double[] row(double[] x) {
            int m = x.length;
            double[] r = new double[knots.length];
            for (int k = 0; k < r.length; k++) {
                r[k] = radial(distance(x, knots[k]), m);
            }
            double[] out = new double[m + 1 + r.length];
            out[0] = 1;
            System.arraycopy(x, 0, out, 1, m);
            for (int a = 0; a < r.length; a++) {
                double sum = 0;
                for (int b = 0; b < r.length; b++) {
                    sum += root[a][b] * r[b];
                }
                out[m + 1 + a] = sum;
            }
            return out;
        }

        private double[][] gram() {
            double[][] g = new double[size][size];
            for (double[] b : basis) {
                for (int i = 0; i < size; i++) {
                    double v = b[i];
                    for (int j = 0; j <= i; j++) {
                        g[i][j] += v * b[j];
                    }
                }
            }
            double trace = 0;
            for (int i = 0; i < size; i++) {
                trace += g[i][i];
            }
            for (int i = 0; i < size; i++) {
                g[i][i] += SMALLEST * 1e-2 * trace / size;
                for (int j = 0; j < i; j++) {
                    g[j][i] = g[i][j];
                }
            }
            return g;
        }

        private static double[][] choleskyOf(double[][] a) {
            int n = a.length;
            double[][] l = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double sum = a[i][j];
                    for (int k = 0; k < j; k++) {
                        sum -= l[i][k] * l[j][k];
                    }
                    l[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-14 * a[i][i] + 1e-300)) : sum / l[j][j];
                }
            }
            return l;
        }

        private static double[][] invertLower(double[][] l) {
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

        /** Fitted values of each response at the draws. */
        public double[][] fitted(double[][] responses) {
            double[][] out = new double[responses.length][];
            for (int r = 0; r < out.length; r++) {
                out[r] = apply(coefficients(responses[r]), basis);
            }
            return out;
        }

        /** One response, read at other values of the parameters. */
        public double[] predicted(double[] response, double[][] phi) {
            double[][] rows = new double[phi[0].length][];
            double[] x = new double[phi.length];
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < x.length; j++) {
                    x[j] = phi[j][i];
                }
                rows[i] = row(scaled(x));
            }
            return apply(coefficients(response), rows);
        }

        private static double[] apply(double[] coefficients, double[][] rows) {
            double[] out = new double[rows.length];
            for (int i = 0; i < out.length; i++) {
                double sum = 0;
                for (int k = 0; k < coefficients.length; k++) {
                    sum += rows[i][k] * coefficients[k];
                }
                out[i] = sum;
            }
            return out;
        }

        private double[] coefficients(double[] y) {
            double mean = Arrays.stream(y).average().orElse(0);
            double[] right = new double[size];
            double total = 0;
            for (int i = 0; i < n; i++) {
                double v = y[i] - mean;
                total += v * v;
                for (int k = 0; k < size; k++) {
                    right[k] += basis[i][k] * v;
                }
            }
            double[] rotated = new double[size];
            for (int k = 0; k < size; k++) {
                for (int a = 0; a < size; a++) {
                    rotated[k] += back[a][k] * right[a];
                }
            }
            double lambda = smoothing(rotated, total);
            double[] out = new double[size];
            for (int a = 0; a < size; a++) {
                for (int k = 0; k < size; k++) {
                    out[a] += back[a][k] * rotated[k] / (1 + lambda * Math.max(0, penalty[k]));
                }
            }
            out[0] += mean;
            return out;
        }

        /** The least generalised cross-validation on a grid of ratios, degrees of freedom weighing a little more than one. */
        private double smoothing(double[] rotated, double total) {
            double best = Double.POSITIVE_INFINITY;
            double chosen = 0;
            for (double exponent = -6; exponent <= 12; exponent += 0.25) {
                double lambda = StrictMath.pow(10, exponent);
                double rss = total;
                double df = 0;
                for (int k = 0; k < size; k++) {
                    double shrink = 1 / (1 + lambda * Math.max(0, penalty[k]));
                    rss -= rotated[k] * rotated[k] * shrink * (2 - shrink);
                    df += shrink;
                }
                double left = n - INFLATION * df;
                double score = left > 0 ? Math.max(rss, 0) / (left * left) : Double.POSITIVE_INFINITY;
                if (score < best) {
                    best = score;
                    chosen = lambda;
                }
            }
            return chosen;
        }
    }
}
