package org.steelyard.stats.imputation.internal;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.steelyard.stats.internal.Arms;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.regression.GlmOptions;
import org.steelyard.stats.regression.LogisticRegression;

/** Draws binary values and categories from logistic regressions with a weak normal prior. */
final class LogisticDraw {

    /** Prior precision of a standardised coefficient: a standard deviation of 2. */
    private static final double PRIOR_PRECISION = 0.25;

    private final RandomGenerator random;

    LogisticDraw(RandomGenerator random) {
        this.random = random;
    }

    record Data(DesignMatrix observed, double[] y, DesignMatrix holes) {}

    double[] binary(DesignMatrix observed, double[] y, DesignMatrix holes) {
        double[] logit = drawnLogit(observed, y, holes);
        for (int k = 0; k < logit.length; k++) {
            double p = 1 / (1 + Math.exp(-logit[k]));
            logit[k] = Draws.uniform(random) < p ? 1 : 0;
        }
        return logit;
    }

    /** Codes. Levels never observed are never drawn. */
    double[] category(int levels, Data data) {
        int[] count = new int[levels];
        for (double code : data.y) {
            count[(int) code]++;
        }
        int base = IntStream.range(0, levels).reduce(0, (a, b) -> count[b] > count[a] ? b : a);
        double[][] logit = new double[levels][];
        for (int level = 0; level < levels; level++) {
            if (level == base) {
                logit[level] = new double[data.holes.rows()];
            } else if (count[level] > 0) {
                logit[level] = against(base, level, data);
            } else {
                logit[level] = new double[data.holes.rows()];
                Arrays.fill(logit[level], Double.NEGATIVE_INFINITY);
            }
        }
        double[] drawn = new double[data.holes.rows()];
        for (int k = 0; k < drawn.length; k++) {
            drawn[k] = pick(logit, k);
        }
        return drawn;
    }

    /** The logit of one level against the base, estimated on people at either. */
    private double[] against(int base, int level, Data data) {
        int[] rows = IntStream.range(0, data.y.length)
                .filter(i -> data.y[i] == base || data.y[i] == level)
                .toArray();
        double[] y = Arms.select(data.y, rows);
        for (int i = 0; i < y.length; i++) {
            y[i] = y[i] == level ? 1 : 0;
        }
        return drawnLogit(data.observed.select(rows), y, data.holes);
    }

    private double[] drawnLogit(DesignMatrix observed, double[] y, DesignMatrix holes) {
        GlmOptions options = GlmOptions.defaults()
                .withRidge(PRIOR_PRECISION)
                .withTolerance(1e-6)
                .requiringConvergence(false);
        GlmFit fit = LogisticRegression.withDefaults().with(options).fit(observed, y);
        double[] deviation = Cholesky.of(fit.bread()).lowerTimes(Draws.normals(random, observed.columns()));
        double[] drawn = fit.coefficients().clone();
        for (int j = 0; j < drawn.length; j++) {
            drawn[j] += deviation[j];
        }
        return holes.times(drawn);
    }

    private int pick(double[][] logit, int row) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double[] l : logit) {
            largest = Math.max(largest, l[row]);
        }
        double total = 0;
        for (double[] l : logit) {
            total += Math.exp(l[row] - largest);
        }
        double u = Draws.uniform(random) * total;
        int last = 0;
        for (int level = 0; level < logit.length; level++) {
            double share = Math.exp(logit[level][row] - largest);
            if (share > 0) {
                last = level;
                u -= share;
            }
            if (u <= 0) {
                return last;
            }
        }
        return last;
    }
}
