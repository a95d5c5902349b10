package org.steelyard.stats.longitudinal;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.Matrix;

/** Newton's steps on central differences, from close to the minimum of a smooth function of a few numbers. */
final class Polish {

    private static final double DIFFERENCE = 1e-4;
    private static final int STEPS = 6;

    private Polish() {}

    static double[] minimum(ToDoubleFunction<double[]> f, double[] near) {
        double[] at = near;
        for (int k = 0; k < STEPS; k++) {
            at = newton(f, at);
        }
        return at;
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
