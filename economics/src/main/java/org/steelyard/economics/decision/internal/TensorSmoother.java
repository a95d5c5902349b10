package org.steelyard.economics.decision.internal;

import java.util.Arrays;

/**
 * Penalised spline regression on one, two or three parameters: the tensor product of cubic regression splines with a penalty in each direction, the amounts by generalised cross-validation.
 *
 * <p>β̂ = (X′X + Σ λ_j S_j)⁻¹X′y, GCV = n·RSS/(n − edf)², edf = tr{(X′X + Σ λ_j S_j)⁻¹X′X}. Marginal bases have 10 knots (one parameter), 5 (two), 4 (three), as the default smooths
 * {@code s(bs = "cr")} and {@code te(bs = "cr")} of R's mgcv (three there: 5); the fit is the same. References: Wood. Generalized Additive Models. 2nd ed. CRC 2017, doi:10.1201/9781315370279. Wood. Biometrics
 * 2006;62:1025–1036, doi:10.1111/j.1541-0420.2006.00574.x.
 */
public final class TensorSmoother {

    public static final int MOST_PARAMETERS = 3;
    private static final int[] KNOTS = {10, 5, 4};
    private static final double LOWEST = -8;
    private static final double HIGHEST = 10;
    private static final double[] GRID_STEP = {1, 2, 3};
    private static final double FINEST = 0.005;
    private static final double NOTHING_LEFT = 1e-13;

    private final int n;
    private final CubicBasis[] margins;
    private final double[][] rows;
    private final double[][] gram;
    private final double[][][] penalties;
    private final int[] moving;
    private final double[] centre;
    private final double[] spread;

    private TensorSmoother(double[][] phi) {
        n = phi[0].length;
        moving = java.util.stream.IntStream.range(0, phi.length)
                .filter(j -> Arrays.stream(phi[j]).anyMatch(v -> v != phi[j][0]))
                .toArray();
        if (moving.length > MOST_PARAMETERS) {
            throw new IllegalArgumentException("at most " + MOST_PARAMETERS + " parameters");
        }
        centre = new double[phi.length];
        spread = new double[phi.length];
        margins = new CubicBasis[moving.length];
        for (int m = 0; m < moving.length; m++) {
            int j = moving[m];
            centre[j] = Arrays.stream(phi[j]).average().orElse(0);
            double mean = centre[j];
            spread[j] = Math.sqrt(
                    Arrays.stream(phi[j]).map(v -> (v - mean) * (v - mean)).sum() / n);
            double[] scaled =
                    Arrays.stream(phi[j]).map(v -> (v - mean) / spread[j]).toArray();
            margins[m] = CubicBasis.on(scaled, KNOTS[moving.length - 1]);
        }
        rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = row(phi, i);
        }
        gram = gram();
        penalties = penalties();
    }

    /** @param phi by parameter and draw; a parameter that does not vary is left out */
    public static TensorSmoother on(double[][] phi) {
        return new TensorSmoother(phi);
    }

    private double[] row(double[][] phi, int i) {
        double[] product = {1};
        for (int m = 0; m < margins.length; m++) {
            int j = moving[m];
            double[] basis = margins[m].at((phi[j][i] - centre[j]) / spread[j]);
            double[] next = new double[product.length * basis.length];
            for (int a = 0; a < product.length; a++) {
                for (int b = 0; b < basis.length; b++) {
                    next[a * basis.length + b] = product[a] * basis[b];
                }
            }
            product = next;
        }
        return product;
    }

    private double[][] gram() {
        int size = rows[0].length;
        double[][] g = new double[size][size];
        for (double[] r : rows) {
            for (int a = 0; a < size; a++) {
                double v = r[a];
                for (int b = 0; v != 0 && b <= a; b++) {
                    g[a][b] += v * r[b];
                }
            }
        }
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < a; b++) {
                g[b][a] = g[a][b];
            }
        }
        return g;
    }

    /** I ⊗ … S_j … ⊗ I, scaled to the size of the cross product, so that one grid of amounts fits every model. */
    private double[][][] penalties() {
        int size = rows[0].length;
        double[][][] out = new double[margins.length][size][size];
        int inner = size;
        for (int m = 0; m < margins.length; m++) {
            int k = margins[m].size();
            inner /= k;
            double[][] s = margins[m].penalty();
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    boolean same = a / (inner * k) == b / (inner * k) && a % inner == b % inner;
                    out[m][a][b] = same ? s[a / inner % k][b / inner % k] : 0;
                }
            }
            double scale = trace(gram) / Math.max(trace(out[m]), Double.MIN_NORMAL);
            for (double[] line : out[m]) {
                Arrays.setAll(line, b -> line[b] * Math.min(scale, 1e12));
            }
        }
        return out;
    }

    private static double trace(double[][] a) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i][i];
        }
        return sum;
    }

    /** Fitted values of each response at the draws. */
    public double[][] fitted(double[][] responses) {
        return Arrays.stream(responses).map(y -> apply(coefficients(y), rows)).toArray(double[][]::new);
    }

    /** One response, read at other values of the parameters. */
    public double[] predicted(double[] response, double[][] phi) {
        double[][] there = new double[phi[0].length][];
        for (int i = 0; i < there.length; i++) {
            there[i] = row(phi, i);
        }
        return apply(coefficients(response), there);
    }

    private static double[] apply(double[] coefficients, double[][] rows) {
        double[] out = new double[rows.length];
        for (int i = 0; i < out.length; i++) {
            for (int k = 0; k < coefficients.length; k++) {
                out[i] += rows[i][k] * coefficients[k];
            }
        }
        return out;
    }

    private record Response(double[] right, double squares) {}

    private double[] coefficients(double[] y) {
        double mean = Arrays.stream(y).average().orElse(0);
        double[] right = new double[gram.length];
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double v = y[i] - mean;
            squares += v * v;
            for (int k = 0; k < right.length; k++) {
                right[k] += rows[i][k] * v;
            }
        }
        double[] out = new double[gram.length];
        if (squares > 0) {
            out = Symmetric.solve(Symmetric.cholesky(penalised(chosen(new Response(right, squares)))), right);
        }
        // The basis sums to one everywhere, so that the mean is a constant added to every coefficient.
        for (int k = 0; k < out.length; k++) {
            out[k] += mean;
        }
        return out;
    }

    private double[][] penalised(double[] amounts) {
        int size = gram.length;
        double[][] a = new double[size][size];
        double ridge = 1e-12 * trace(gram) / size;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                a[i][j] = gram[i][j] + (i == j ? ridge : 0);
                for (int m = 0; m < penalties.length; m++) {
                    a[i][j] += amounts[m] * penalties[m][i][j];
                }
            }
        }
        return a;
    }

    /** The least score on a grid, then along the axes by steps that halve. */
    private double[] chosen(Response response) {
        int dimensions = penalties.length;
        double[] best = new double[dimensions];
        Arrays.fill(best, LOWEST);
        if (dimensions == 0) {
            return best;
        }
        double step = GRID_STEP[dimensions - 1];
        double[] at = best.clone();
        double least = score(at, response);
        while (next(at, step)) {
            double here = score(at, response);
            if (here < least) {
                least = here;
                best = at.clone();
            }
        }
        return powers(descend(best, least, step / 2, response));
    }

    private static boolean next(double[] at, double step) {
        for (int m = 0; m < at.length; m++) {
            at[m] += step;
            if (at[m] <= HIGHEST) {
                return true;
            }
            at[m] = LOWEST;
        }
        return false;
    }

    private double[] descend(double[] start, double score, double firstStep, Response response) {
        double[] best = start.clone();
        double least = score;
        double step = firstStep;
        while (step > FINEST) {
            boolean moved = false;
            for (int m = 0; m < 2 * best.length; m++) {
                double[] there = best.clone();
                double move = there[m / 2] + (m % 2 == 0 ? step : -step);
                there[m / 2] = Math.clamp(move, LOWEST, HIGHEST);
                double here = score(there, response);
                if (here < least) {
                    least = here;
                    best = there;
                    moved = true;
                }
            }
            step = moved ? step : step / 2;
        }
        return best;
    }

    private static double[] powers(double[] exponents) {
        return Arrays.stream(exponents).map(e -> StrictMath.pow(10, e)).toArray();
    }

    private double score(double[] exponents, Response response) {
        double[][] lower = Symmetric.cholesky(penalised(powers(exponents)));
        double[] beta = Symmetric.solve(lower, response.right());
        double[][] inverse = Symmetric.inverseOfLower(lower);
        double freedom = 0;
        double rss = response.squares();
        int size = beta.length;
        for (int a = 0; a < size; a++) {
            rss -= 2 * beta[a] * response.right()[a];
            double dot = 0;
            for (int b = 0; b < size; b++) {
                dot += gram[a][b] * beta[b];
            }
            rss += beta[a] * dot;
        }
        for (double[] line : inverse) {
            for (int a = 0; a < size; a++) {
                if (line[a] == 0) {
                    continue;
                }
                double dot = 0;
                for (int b = 0; b < size; b++) {
                    dot += gram[a][b] * line[b];
                }
                freedom += line[a] * dot;
            }
        }
        double left = n - freedom;
        return left > 0 ? Math.max(rss, NOTHING_LEFT * response.squares()) / (left * left) : Double.POSITIVE_INFINITY;
    }
}
