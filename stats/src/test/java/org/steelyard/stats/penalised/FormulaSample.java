package org.steelyard.stats.penalised;

import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/** The data that src/test/r/penalised.R makes, by formula. */
final class FormulaSample {

    static final int N = 500;
    static final int P = 30;

    final double[][] x = new double[P][N];
    final double[] y = new double[N];
    final double[] linear = new double[N];
    final double[] count = new double[N];
    final double[] time = new double[N];
    final boolean[] event = new boolean[N];
    final double[] weight = new double[N];
    final int[] fold = new int[N];

    FormulaSample() {
        for (int j = 1; j <= P; j++) {
            for (int i = 1; i <= N; i++) {
                x[j - 1][i - 1] = j % 3 == 0
                        ? ((i * (7919L + 104 * j)) % 101 < 20 ? 1 : 0)
                        : ((i * (104729L + 31L * j * j + 57L * j)) % 997) / 100.0 + j % 5;
            }
        }
        for (int i = 1; i <= N; i++) {
            int r = i - 1;
            double eta = -0.9 + 0.25 * (x[0][r] - 5) + 0.8 * x[2][r] - 0.2 * (x[3][r] - 5) + 0.6 * x[5][r];
            double u = ((i * 1299709L) % 991 + 0.5) / 991;
            double v = ((i * 15485863L) % 983 + 0.5) / 983;
            y[r] = u < 1 / (1 + Math.exp(-eta)) ? 1 : 0;
            linear[r] = eta + NormalDistribution.of(0, 1).inverseCumulativeProbability(v);
            count[r] = PoissonDistribution.of(Math.exp(0.3 * eta)).inverseCumulativeProbability(v);
            time[r] = -Math.log(u) * Math.exp(-eta) * 50;
            event[r] = v < 0.7;
            weight[r] = 0.5 + (i % 4) / 2.0;
            fold[r] = (i * 7) % 10;
        }
    }

    SparseColumns columns() {
        return SparseColumns.ofDense(
                IntStream.range(0, P).mapToObj(j -> "x" + (j + 1)).toList(), x);
    }
}
