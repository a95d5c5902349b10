package org.steelyard.stats.simulation;

import java.util.List;
import java.util.random.RandomGenerator;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.internal.Draws;

/** What simulations of several families have in common. */
final class Worlds {

    static final double LEVEL = 0.95;

    /** Tests that cost nothing are repeated more often. */
    static final int OF_TESTS = 4000;

    private Worlds() {}

    static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    static double exponential(RandomGenerator random, double rate) {
        return -Math.log(Draws.uniform(random)) / rate;
    }

    static int poisson(RandomGenerator random, double mean) {
        double limit = Math.exp(-mean);
        int k = 0;
        for (double p = Draws.uniform(random); p > limit; p *= Draws.uniform(random)) {
            k++;
        }
        return k;
    }

    /** An interval that holds 0 exactly where a test does not reject. */
    static Estimate ofTest(double value, double p) {
        boolean rejected = p <= 1 - LEVEL;
        double lower = rejected ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        return new Estimate(
                Scale.IDENTITY, value, 1, lower, Double.POSITIVE_INFINITY, LEVEL, p, Double.POSITIVE_INFINITY);
    }

    static double[] column(List<double[]> rows, int j) {
        return rows.stream().mapToDouble(r -> r[j]).toArray();
    }

    static int[] whole(List<double[]> rows, int j) {
        return rows.stream().mapToInt(r -> (int) r[j]).toArray();
    }

    static boolean[] flag(List<double[]> rows, int j) {
        boolean[] out = new boolean[rows.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = rows.get(i)[j] == 1;
        }
        return out;
    }
}
