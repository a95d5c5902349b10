package org.steelyard.stats.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;

/**
 * Minimum of a function of few variables without derivatives, begun again from its own result until nothing improves.
 *
 * <p>Nelder and Mead, Comput J 1965;7:308-313, doi:10.1093/comjnl/7.4.308. For smooth problems of up to about five variables.
 */
public final class NelderMead {

    private static final int MOST_STEPS = 4000;
    private static final int MOST_RESTARTS = 20;

    private NelderMead() {}

    private record Vertex(double[] at, double value) {}

    /** @param step size of the first simplex in each direction */
    public static double[] minimise(ToDoubleFunction<double[]> f, double[] start, double[] step) {
        double[] best = start.clone();
        double value = f.applyAsDouble(best);
        for (int restart = 0; restart < MOST_RESTARTS; restart++) {
            double[] next = once(f, best, step);
            double reached = f.applyAsDouble(next);
            boolean settled = value - reached <= 1e-14 * (1 + Math.abs(value));
            if (reached <= value) {
                best = next;
                value = reached;
            }
            if (settled && restart > 1) {
                return best;
            }
        }
        return best;
    }

    private static double[] once(ToDoubleFunction<double[]> f, double[] start, double[] step) {
        int n = start.length;
        Vertex[] simplex = new Vertex[n + 1];
        simplex[0] = vertex(f, start);
        for (int i = 0; i < n; i++) {
            double[] at = start.clone();
            at[i] += step[i];
            simplex[i + 1] = vertex(f, at);
        }
        for (int iteration = 0; iteration < MOST_STEPS; iteration++) {
            Arrays.sort(simplex, Comparator.comparingDouble(Vertex::value));
            if (small(simplex)) {
                break;
            }
            improve(f, simplex);
        }
        return simplex[0].at();
    }

    private static boolean small(Vertex[] simplex) {
        double spread = 0;
        for (int j = 0; j < simplex[0].at().length; j++) {
            for (Vertex v : simplex) {
                spread = Math.max(
                        spread,
                        Math.abs(v.at()[j] - simplex[0].at()[j])
                                / (1e-3 + Math.abs(simplex[0].at()[j])));
            }
        }
        return spread < 1e-11;
    }

    private static void improve(ToDoubleFunction<double[]> f, Vertex[] simplex) {
        int n = simplex.length - 1;
        double[] centre = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                centre[j] += simplex[i].at()[j] / n;
            }
        }
        Vertex worst = simplex[n];
        Vertex reflected = vertex(f, along(centre, worst.at(), -1));
        if (reflected.value() < simplex[0].value()) {
            Vertex further = vertex(f, along(centre, worst.at(), -2));
            simplex[n] = further.value() < reflected.value() ? further : reflected;
        } else if (reflected.value() < simplex[n - 1].value()) {
            simplex[n] = reflected;
        } else {
            Vertex nearer = vertex(f, along(centre, worst.at(), reflected.value() < worst.value() ? -0.5 : 0.5));
            if (nearer.value() < Math.min(worst.value(), reflected.value())) {
                simplex[n] = nearer;
            } else {
                shrink(f, simplex);
            }
        }
    }

    private static void shrink(ToDoubleFunction<double[]> f, Vertex[] simplex) {
        for (int i = 1; i < simplex.length; i++) {
            simplex[i] = vertex(f, along(simplex[0].at(), simplex[i].at(), 0.5));
        }
    }

    private static double[] along(double[] centre, double[] point, double factor) {
        double[] at = new double[centre.length];
        for (int j = 0; j < at.length; j++) {
            at[j] = centre[j] + factor * (point[j] - centre[j]);
        }
        return at;
    }

    private static Vertex vertex(ToDoubleFunction<double[]> f, double[] at) {
        double value = f.applyAsDouble(at);
        return new Vertex(at, Double.isNaN(value) ? Double.POSITIVE_INFINITY : value);
    }
}
