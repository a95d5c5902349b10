package org.steelyard.stats.longitudinal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.Matrix;

/** Minimum of a smooth function of a few numbers: Nelder and Mead's simplex, started anew where it ends, then Newton's steps on central differences. */
final class Simplex {

    private static final int RESTARTS = 4;
    private static final int MOST_STEPS = 2000;
    private static final double TOLERANCE = 1e-12;
    private static final double DIFFERENCE = 1e-4;
    private static final int POLISHING = 6;

    private Simplex() {}

    private record Vertex(double[] at, double value) {}

    static double[] minimise(ToDoubleFunction<double[]> f, double[] start) {
        double[] at = start;
        double size = 0.5;
        for (int k = 0; k < RESTARTS; k++) {
            at = once(f, at, size);
            size /= 5;
        }
        for (int k = 0; k < POLISHING; k++) {
            at = newton(f, at);
        }
        return at;
    }

    private static double[] once(ToDoubleFunction<double[]> f, double[] start, double size) {
        int n = start.length;
        Vertex[] v = new Vertex[n + 1];
        v[0] = new Vertex(start, f.applyAsDouble(start));
        for (int j = 0; j < n; j++) {
            double[] at = start.clone();
            at[j] += size;
            v[j + 1] = new Vertex(at, f.applyAsDouble(at));
        }
        for (int step = 0; step < MOST_STEPS; step++) {
            Arrays.sort(v, Comparator.comparingDouble(Vertex::value));
            if (v[n].value - v[0].value <= TOLERANCE * (1 + Math.abs(v[0].value))) {
                break;
            }
            double[] centre = new double[n];
            for (int k = 0; k < n; k++) {
                for (int j = 0; j < n; j++) {
                    centre[j] += v[k].at[j] / n;
                }
            }
            Vertex reflected = along(f, centre, v[n].at, -1);
            if (reflected.value < v[0].value) {
                Vertex expanded = along(f, centre, v[n].at, -2);
                v[n] = expanded.value < reflected.value ? expanded : reflected;
            } else if (reflected.value < v[n - 1].value) {
                v[n] = reflected;
            } else {
                boolean outside = reflected.value < v[n].value;
                Vertex contracted = along(f, centre, outside ? reflected.at : v[n].at, 0.5);
                if (contracted.value < Math.min(reflected.value, v[n].value)) {
                    v[n] = contracted;
                } else {
                    for (int k = 1; k <= n; k++) {
                        v[k] = along(f, v[0].at, v[k].at, 0.5);
                    }
                }
            }
        }
        Arrays.sort(v, Comparator.comparingDouble(Vertex::value));
        return v[0].at;
    }

    private static Vertex along(ToDoubleFunction<double[]> f, double[] from, double[] to, double share) {
        double[] at = new double[from.length];
        Arrays.setAll(at, j -> from[j] + share * (to[j] - from[j]));
        return new Vertex(at, f.applyAsDouble(at));
    }

    /** A step that is taken only where the function is convex and does not rise by it. */
    private static double[] newton(ToDoubleFunction<double[]> f, double[] at) {
        int n = at.length;
        double here = f.applyAsDouble(at);
        double[] gradient = new double[n];
        double[] hessian = new double[n * n];
        for (int i = 0; i < n; i++) {
            double up = f.applyAsDouble(moved(at, i, DIFFERENCE, i, 0));
            double down = f.applyAsDouble(moved(at, i, -DIFFERENCE, i, 0));
            gradient[i] = (up - down) / (2 * DIFFERENCE);
            hessian[i * n + i] = (up - 2 * here + down) / (DIFFERENCE * DIFFERENCE);
            for (int j = 0; j < i; j++) {
                double mixed = f.applyAsDouble(moved(at, i, DIFFERENCE, j, DIFFERENCE))
                        - f.applyAsDouble(moved(at, i, DIFFERENCE, j, -DIFFERENCE))
                        - f.applyAsDouble(moved(at, i, -DIFFERENCE, j, DIFFERENCE))
                        + f.applyAsDouble(moved(at, i, -DIFFERENCE, j, -DIFFERENCE));
                hessian[i * n + j] = mixed / (4 * DIFFERENCE * DIFFERENCE);
                hessian[j * n + i] = hessian[i * n + j];
            }
        }
        Cholesky factor = Cholesky.of(Matrix.of(n, n, hessian), 1e-8);
        if (!factor.fullRank()) {
            return at;
        }
        double[] step = factor.solve(gradient);
        double[] next = new double[n];
        Arrays.setAll(next, j -> at[j] - step[j]);
        return f.applyAsDouble(next) <= here + 1e-10 * (1 + Math.abs(here)) ? next : at;
    }

    private static double[] moved(double[] at, int i, double di, int j, double dj) {
        double[] out = at.clone();
        out[i] += di;
        out[j] += dj;
        return out;
    }
}
