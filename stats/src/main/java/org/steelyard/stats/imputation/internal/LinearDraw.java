package org.steelyard.stats.imputation.internal;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.steelyard.stats.imputation.ImputationPlan;
import org.steelyard.stats.internal.Arms;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.internal.SortOrder;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.NormalEquations;
import org.steelyard.stats.linear.Numerics;

/** Draws numbers from a Bayesian linear regression, directly or by predictive mean matching. */
final class LinearDraw {

    private static final double RIDGE = 1e-5;

    private final ImputationPlan plan;
    private final RandomGenerator random;

    LinearDraw(ImputationPlan plan, RandomGenerator random) {
        this.plan = plan;
        this.random = random;
    }

    /**
     * Estimate, posterior draw and residual spread.
     *
     * @param estimate coefficients of the regression
     * @param drawn from their posterior
     * @param sigma drawn residual standard deviation
     */
    private record Posterior(double[] estimate, double[] drawn, double sigma) {}

    double[] draw(DesignMatrix observed, double[] y, DesignMatrix holes) {
        Posterior posterior = posterior(observed, y);
        double[] mean = holes.times(posterior.drawn);
        return switch (plan.numeric()) {
            case NORMAL -> {
                for (int k = 0; k < mean.length; k++) {
                    mean[k] += posterior.sigma * Draws.normal(random);
                }
                yield mean;
            }
            case PREDICTIVE_MEAN_MATCHING -> match(observed.times(posterior.estimate), y, mean);
        };
    }

    private Posterior posterior(DesignMatrix x, double[] y) {
        double[] ones = new double[y.length];
        Arrays.fill(ones, 1);
        NormalEquations equations = x.normalEquations(ones, y, Numerics.standard());
        Cholesky information = Cholesky.of(ridged(equations.cross()));
        double[] estimate = information.solve(equations.right());
        double[] fitted = x.times(estimate);
        double residual = 0;
        for (int i = 0; i < y.length; i++) {
            residual += (y[i] - fitted[i]) * (y[i] - fitted[i]);
        }
        double df = Math.max(1, y.length - x.columns());
        double sigma = Math.sqrt(residual / Draws.chiSquared(random, df));
        double[] deviation = Cholesky.of(information.inverse()).lowerTimes(Draws.normals(random, x.columns()));
        double[] drawn = estimate.clone();
        for (int j = 0; j < drawn.length; j++) {
            drawn[j] += sigma * deviation[j];
        }
        return new Posterior(estimate, drawn, sigma);
    }

    private static Matrix ridged(Matrix cross) {
        int p = cross.rows();
        double[] values = cross.toArray();
        for (int j = 0; j < p; j++) {
            values[j * p + j] *= 1 + RIDGE;
        }
        return Matrix.of(p, p, values);
    }

    /** For each hole the observed value of one of the donors whose predictions are nearest to the hole's. */
    private double[] match(double[] predicted, double[] y, double[] wanted) {
        int[] shuffled = java.util.stream.IntStream.range(0, y.length).toArray();
        Draws.shuffle(random, shuffled);
        double[] inShuffledOrder = Arms.select(predicted, shuffled);
        int[] order = SortOrder.ascending(inShuffledOrder);
        double[] sorted = Arms.select(inShuffledOrder, order);
        int donors = Math.min(plan.donors(), y.length);
        double[] drawn = new double[wanted.length];
        for (int k = 0; k < wanted.length; k++) {
            int first = firstDonor(sorted, wanted[k], donors);
            drawn[k] = y[shuffled[order[first + Draws.index(random, donors)]]];
        }
        return drawn;
    }

    /** Start of the run of {@code donors} predictions nearest to {@code wanted}. */
    private static int firstDonor(double[] sorted, double wanted, int donors) {
        int at = Arrays.binarySearch(sorted, wanted);
        int low = at >= 0 ? at : -at - 1;
        int high = low;
        while (high - low < donors) {
            boolean takeLower = low > 0 && (high == sorted.length || wanted - sorted[low - 1] <= sorted[high] - wanted);
            if (takeLower) {
                low--;
            } else {
                high++;
            }
        }
        return low;
    }
}
