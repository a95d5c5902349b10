package org.steelyard.stats.causal;

import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.stats.linear.DesignMatrix;

/** The 400 people that stats/src/test/r/causal_means.R makes by formula, without random numbers. */
final class FormulaData {

    static final int N = 400;

    final boolean[] treated = new boolean[N];
    final double[] binary = new double[N];
    final double[] continuous = new double[N];
    final double[][] covariates = new double[2][N];

    FormulaData() {
        NormalDistribution normal = NormalDistribution.of(0, 1);
        for (int i = 0; i < N; i++) {
            long k = i + 1;
            double x1 = Math.sin(k * 1.3) * 1.5;
            double x2 = (k * 7919 % 101) / 50.0 - 1;
            double u = (k * 104729 % 997 + 0.5) / 997;
            double v = (k * 1299709 % 991 + 0.5) / 991;
            double z = normal.inverseCumulativeProbability((k * 15485863 % 983 + 0.5) / 983);
            treated[i] = u < logistic(-0.3 + 0.6 * x1 - 0.5 * x2);
            double a = treated[i] ? 1 : 0;
            binary[i] = v < logistic(-0.6 + 0.5 * a + 0.7 * x1 + 0.4 * x2) ? 1 : 0;
            continuous[i] = 3 + 1.2 * a + 0.8 * x1 - 0.5 * x2 + z;
            covariates[0][i] = x1;
            covariates[1][i] = x2;
        }
    }

    DesignMatrix design() {
        return DesignMatrix.withIntercept(List.of("x1", "x2"), covariates);
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
