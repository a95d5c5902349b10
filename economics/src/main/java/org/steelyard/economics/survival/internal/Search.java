package org.steelyard.economics.survival.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Maximum of a smooth function from several starts: BFGS with differences, then Newton's steps with a numeric Hessian. Only a point where the gradient vanishes and the Hessian is negative
 * definite counts as a maximum.
 */
public final class Search {

    private static final int STEPS = 300;
    private static final double GRADIENT = 1e-5;
    private static final double SAME = 1e-4;
    private static final double STEP = 1e-3;
    private static final double DROP = 0.01;

    private Search() {}

    /** @param information negative Hessian; absent where it is not positive definite @param agreed starts that came here */
    public record Found(double[] at, double value, Optional<double[][]> covariance, double gradient, int agreed) {}

    public static Optional<Found> maximum(ToDoubleFunction<double[]> f, List<double[]> starts) {
        List<Found> ends = new ArrayList<>();
        for (double[] start : starts) {
            if (Double.isFinite(f.applyAsDouble(start))) {
                ends.add(climb(f, start));
            }
        }
        Optional<Found> best = ends.stream().max((a, b) -> Double.compare(a.value, b.value));
        return best.map(b -> new Found(b.at, b.value, b.covariance, b.gradient, (int)
                ends.stream().filter(e -> b.value - e.value < SAME).count()));
    }

    private static Found climb(ToDoubleFunction<double[]> f, double[] start) {
        int n = start.length;
        double[] x = start.clone();
        double value = f.applyAsDouble(x);
        double[] g = gradient(f, x);
        double[][] h = identity(n);
        for (int step = 0; step < STEPS && norm(g) > GRADIENT; step++) {
            double[] direction = times(h, g);
            if (dot(direction, g) <= 0) {
                h = identity(n);
                direction = g.clone();
            }
            double scale = Math.min(1, 2 / norm(direction));
            double[] next = x;
            double better = value;
            for (int halving = 0; halving < 40; halving++) {
                double[] trial = plus(x, direction, scale);
                double v = f.applyAsDouble(trial);
                if (v >= value + 1e-4 * scale * dot(direction, g)) {
                    next = trial;
                    better = v;
                    break;
                }
                scale /= 2;
            }
            if (next == x) {
                break;
            }
            double[] fresh = gradient(f, next);
            update(h, minus(next, x), minus(g, fresh));
            x = next;
            value = better;
            g = fresh;
        }
        return polish(f, x, value);
    }

    /** Newton's steps while they gain; then the covariance. */
    private static Found polish(ToDoubleFunction<double[]> f, double[] start, double startValue) {
        double[] x = start;
        double value = startValue;
        for (int i = 0; i < 6; i++) {
            Optional<double[][]> covariance = invert(information(f, x));
            if (covariance.isEmpty()) {
                break;
            }
            double[] g = gradient(f, x);
            double[] step = times(covariance.get(), g);
            double[] next = plus(x, step, Math.min(1, 1 / Math.max(1e-300, norm(step))));
            double v = f.applyAsDouble(next);
            if (!(v >= value)) {
                break;
            }
            x = next;
            value = v;
        }
        return new Found(x, value, invert(information(f, x)), norm(gradient(f, x)), 1);
    }

    private static double[] gradient(ToDoubleFunction<double[]> f, double[] x) {
        double[] g = new double[x.length];
        for (int i = 0; i < g.length; i++) {
            double h = 1e-5 * Math.max(1, Math.abs(x[i]));
            double up = f.applyAsDouble(moved(x, i, h));
            double down = f.applyAsDouble(moved(x, i, -h));
            g[i] = (up - down) / (2 * h);
            if (!Double.isFinite(g[i])) {
                g[i] = 0;
            }
        }
        return g;
    }

    /** Negative Hessian by differences of two widths, extrapolated to none. */
    private static double[][] information(ToDoubleFunction<double[]> f, double[] x) {
        double[][] narrow = information(f, x, 1);
        double[][] wide = information(f, x, 2);
        for (int i = 0; i < narrow.length; i++) {
            for (int j = 0; j < narrow.length; j++) {
                narrow[i][j] = (4 * narrow[i][j] - wide[i][j]) / 3;
            }
        }
        return narrow;
    }

    /** A step that lowers the function by a hundredth: about a seventh of a standard error, whatever the parameter's size. */
    private static double step(ToDoubleFunction<double[]> f, double[] x, int i, double middle) {
        double h = STEP * Math.max(1, Math.abs(x[i]));
        for (int round = 0; round < 8; round++) {
            double drop = middle - (f.applyAsDouble(moved(x, i, h)) + f.applyAsDouble(moved(x, i, -h))) / 2;
            if (!Double.isFinite(drop)) {
                h /= 10;
            } else if (drop <= 1e-9) {
                h *= 4;
            } else {
                h *= Math.clamp(Math.sqrt(DROP / drop), 0.05, 20);
            }
        }
        return h;
    }

    private static double[][] information(ToDoubleFunction<double[]> f, double[] x, double width) {
        int n = x.length;
        double[][] out = new double[n][n];
        double middle = f.applyAsDouble(x);
        double[] h = new double[n];
        for (int i = 0; i < n; i++) {
            h[i] = width * step(f, x, i, middle);
        }
        for (int i = 0; i < n; i++) {
            double up = f.applyAsDouble(moved(x, i, h[i]));
            double down = f.applyAsDouble(moved(x, i, -h[i]));
            out[i][i] = -(up - 2 * middle + down) / (h[i] * h[i]);
            for (int j = 0; j < i; j++) {
                double pp = f.applyAsDouble(moved(moved(x, i, h[i]), j, h[j]));
                double pm = f.applyAsDouble(moved(moved(x, i, h[i]), j, -h[j]));
                double mp = f.applyAsDouble(moved(moved(x, i, -h[i]), j, h[j]));
                double mm = f.applyAsDouble(moved(moved(x, i, -h[i]), j, -h[j]));
                out[i][j] = -(pp - pm - mp + mm) / (4 * h[i] * h[j]);
                out[j][i] = out[i][j];
            }
        }
        return out;
    }

    /** Inverse of a positive definite matrix by Cholesky; empty when it is none. */
    static Optional<double[][]> invert(double[][] a) {
        int n = a.length;
        double[][] l = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                if (i == j) {
                    if (!(sum > 1e-10 * Math.abs(a[i][i])) || !(sum > 0)) {
                        return Optional.empty();
                    }
                    l[i][i] = Math.sqrt(sum);
                } else {
                    l[i][j] = sum / l[j][j];
                }
            }
        }
        double[][] out = new double[n][n];
        for (int c = 0; c < n; c++) {
            double[] x = new double[n];
            for (int i = 0; i < n; i++) {
                double sum = i == c ? 1 : 0;
                for (int k = 0; k < i; k++) {
                    sum -= l[i][k] * x[k];
                }
                x[i] = sum / l[i][i];
            }
            for (int i = n - 1; i >= 0; i--) {
                for (int k = i + 1; k < n; k++) {
                    x[i] -= l[k][i] * x[k];
                }
                x[i] /= l[i][i];
                out[i][c] = x[i];
            }
        }
        return Optional.of(out);
    }

    private static void update(double[][] h, double[] s, double[] y) {
        double sy = dot(s, y);
        if (!(sy > 1e-12)) {
            return;
        }
        int n = s.length;
        double[] hy = times(h, y);
        double factor = (sy + dot(y, hy)) / (sy * sy);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                h[i][j] += factor * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / sy;
            }
        }
    }

    private static double[] moved(double[] x, int i, double by) {
        double[] out = x.clone();
        out[i] += by;
        return out;
    }

    private static double[] plus(double[] x, double[] d, double scale) {
        double[] out = x.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] += scale * d[i];
        }
        return out;
    }

    private static double[] minus(double[] a, double[] b) {
        return plus(a, b, -1);
    }

    private static double[] times(double[][] m, double[] v) {
        double[] out = new double[v.length];
        for (int i = 0; i < v.length; i++) {
            out[i] = dot(m[i], v);
        }
        return out;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double norm(double[] v) {
        return Math.sqrt(dot(v, v));
    }

    private static double[][] identity(int n) {
        double[][] out = new double[n][n];
        for (int i = 0; i < n; i++) {
            out[i][i] = 1;
        }
        return out;
    }
}
