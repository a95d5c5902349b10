package org.steelyard.stats.causal;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.linear.DesignMatrix;

/**
 * People with two confounders whose true effects are known: 1 for everybody on the continuous outcome, exactly 0.1 as a risk difference for
 * everybody on the binary one.
 */
record CausalSample(double[][] covariates, boolean[] treated, double[] continuous, double[] binary) {

    static final double MEAN_DIFFERENCE = 1;
    static final double RISK_DIFFERENCE = 0.1;

    static CausalSample draw(RandomGenerator random, int n) {
        double[][] x = new double[2][n];
        boolean[] treated = new boolean[n];
        double[] continuous = new double[n];
        double[] binary = new double[n];
        for (int i = 0; i < n; i++) {
            x[0][i] = Draws.normal(random);
            x[1][i] = Draws.uniform(random) < 0.4 ? 1 : 0;
            treated[i] = Draws.uniform(random) < logistic(-0.2 + 0.5 * x[0][i] - 0.6 * x[1][i]);
            double a = treated[i] ? 1 : 0;
            continuous[i] = MEAN_DIFFERENCE * a + 0.7 * x[0][i] + x[1][i] + Draws.normal(random);
            double base = 0.15 + 0.4 * logistic(0.8 * x[0][i] + 0.5 * x[1][i]);
            binary[i] = Draws.uniform(random) < base + RISK_DIFFERENCE * a ? 1 : 0;
        }
        return new CausalSample(x, treated, continuous, binary);
    }

    DesignMatrix design() {
        return DesignMatrix.withIntercept(List.of("x1", "x2"), covariates);
    }

    CausalSample select(int[] rows) {
        boolean[] chosen = new boolean[rows.length];
        for (int k = 0; k < rows.length; k++) {
            chosen[k] = treated[rows[k]];
        }
        return new CausalSample(
                new double[][] {pick(covariates[0], rows), pick(covariates[1], rows)},
                chosen,
                pick(continuous, rows),
                pick(binary, rows));
    }

    private static double[] pick(double[] x, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> x[i]).toArray();
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
