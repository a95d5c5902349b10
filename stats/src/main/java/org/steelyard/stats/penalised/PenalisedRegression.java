package org.steelyard.stats.penalised;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.internal.Parallel;
import org.steelyard.stats.penalised.internal.CoordinateDescent;
import org.steelyard.stats.penalised.internal.Loss;

/**
 * Regression (logistic, Poisson, linear, Cox) with a lasso, ridge or elastic-net penalty, on any number of sparse covariates.
 *
 * <p><b>Formula</b>: minimises {@code loss(a + x'b)/N + λ Σ f_j (α |s_j b_j| + (1 − α)(s_j b_j)²/2)} with N the sum of the weights, loss minus the
 * log-likelihood (half the squared error for a continuous outcome; Breslow's partial likelihood for a time to event), f_j the penalty factor and s_j
 * the column's standard deviation (divisor N; in cross-validation that of the rows fitted to) when columns are standardised, else 1. Coefficients come back on the columns' own scale. This is the
 * scale of R's {@code glmnet} [1], whose path it follows; penalty factors are taken as given, where {@code glmnet} rescales them to mean 1, and the ridge part of a continuous outcome is not divided by the outcome's
 * standard deviation, as {@code glmnet} does unnoticed.
 *
 * <p><b>As a prior</b>: a Laplace prior of variance v on each coefficient (Cyclops [2], not standardised) is λ = √(2/v)/N, see {@link #laplace}.
 *
 * <p><b>Method</b>: {@link CoordinateDescent}: cyclic coordinate descent on successive quadratic approximations with sequential strong rules [3]; the
 * optimality conditions of all columns, also of those never visited, are checked at the end of each fit and reported. Penalised coefficients are
 * biased towards 0 and have no standard errors here: use them to predict (scores, nuisance functions), not to report effects.
 *
 * <p><b>Errors</b>: an outcome that does not vary, no convergence. Separation is no error, since the penalised optimum exists; with unpenalised columns
 * ({@code f_j = 0}) it may end as no convergence.
 *
 * <ol>
 *   <li>Friedman, Hastie and Tibshirani, J Stat Softw 2010;33(1), doi:10.18637/jss.v033.i01. Simon et al., J Stat Softw 2011;39(5),
 *       doi:10.18637/jss.v039.i05 (Cox).
 *   <li>Suchard et al., ACM Trans Model Comput Simul 2013;23:10, doi:10.1145/2414416.2414791.
 *   <li>Tibshirani et al., J R Stat Soc B 2012;74:245-266, doi:10.1111/j.1467-9868.2011.01004.x.
 * </ol>
 */
public final class PenalisedRegression {

    private static final int BLOCK = 5;

    private final double mixing;
    private final boolean standardise;
    private final Optional<double[]> factors;
    private final double tolerance;
    private final int threads;

    private PenalisedRegression(
            double mixing, boolean standardise, Optional<double[]> factors, double tolerance, int threads) {
        this.mixing = mixing;
        this.standardise = standardise;
        this.factors = factors;
        this.tolerance = tolerance;
        this.threads = threads;
    }

    /** Lasso on standardised columns, tolerance 1e-7, one thread. */
    public static PenalisedRegression lasso() {
        return elasticNet(1);
    }

    /** @param alpha 1 for the lasso, 0 for ridge */
    public static PenalisedRegression elasticNet(double alpha) {
        if (!(alpha >= 0 && alpha <= 1)) {
            throw EstimationError.OUT_OF_BOUNDS.at(
                    "alpha",
                    Text.of("混合参数须在 0 与 1 之间", "the mixing parameter lies between 0 and 1"),
                    Text.of("1 为 lasso，0 为岭回归", "1 is the lasso, 0 is ridge"));
        }
        return new PenalisedRegression(alpha, true, Optional.empty(), 1e-7, 1);
    }

    /** A Laplace prior on the columns as they are: lasso without standardisation. Its variances go through {@link #lambdaOfVariance}. */
    public static PenalisedRegression laplace() {
        return lasso().withStandardisation(false);
    }

    /** The penalty of a Laplace prior of variance v for N rows. */
    public static double lambdaOfVariance(double variance, double rows) {
        return Math.sqrt(2 / variance) / rows;
    }

    public static double varianceOfLambda(double lambda, double rows) {
        return 2 / (lambda * rows * lambda * rows);
    }

    public PenalisedRegression withStandardisation(boolean value) {
        return new PenalisedRegression(mixing, value, factors, tolerance, threads);
    }

    /** @param values one per column, 0 for a column that is not penalised */
    public PenalisedRegression withPenaltyFactors(double[] values) {
        Checks.nonNegative("penalty factor", values);
        return new PenalisedRegression(mixing, standardise, Optional.of(values.clone()), tolerance, threads);
    }

    /** Squared steps, weighted by curvature, below this share of the null deviance end a fit. */
    public PenalisedRegression withTolerance(double value) {
        return new PenalisedRegression(mixing, standardise, factors, value, threads);
    }

    /** Folds of a cross-validation run on so many threads; a fit runs on one. */
    public PenalisedRegression withThreads(int value) {
        return new PenalisedRegression(mixing, standardise, factors, tolerance, value);
    }

    public PenalisedFit fit(PenalisedData data, double lambda) {
        CoordinateDescent descent = new CoordinateDescent(data, data.weight(), settings(data));
        double top = descent.largestUsefulLambda();
        for (double l = top / 2; l > lambda; l /= 2) {
            descent.fit(l);
        }
        return descent.fit(lambda);
    }

    /** @param lambda decreasing */
    public List<PenalisedFit> path(PenalisedData data, double[] lambda) {
        CoordinateDescent descent = new CoordinateDescent(data, data.weight(), settings(data));
        List<PenalisedFit> fits = new ArrayList<>();
        for (double l : lambda) {
            fits.add(descent.fit(l));
        }
        return fits;
    }

    /**
     * Penalties evenly spaced on the logarithm, from the smallest that leaves no column in down to a share of it.
     *
     * @param ratio of the last to the first, for instance 0.01
     */
    public double[] lambdas(PenalisedData data, int count, double ratio) {
        double top = new CoordinateDescent(data, data.weight(), settings(data)).largestUsefulLambda();
        double[] lambda = new double[count];
        for (int k = 0; k < count; k++) {
            lambda[k] = top * Math.pow(ratio, count == 1 ? 0 : (double) k / (count - 1));
        }
        return lambda;
    }

    /** Folds 0 … {@code folds} − 1 of nearly equal size, drawn within equal numbers of {@code stratum}. */
    public static int[] folds(int[] stratum, int folds, Seed seed) {
        int[] fold = new int[stratum.length];
        RandomGenerator random = seed.child("folds").generator();
        int next = 0;
        for (int s : Arrays.stream(stratum).distinct().sorted().toArray()) {
            int[] rows = java.util.stream.IntStream.range(0, stratum.length)
                    .filter(i -> stratum[i] == s)
                    .toArray();
            Draws.shuffle(random, rows);
            for (int row : rows) {
                fold[row] = next++ % folds;
            }
        }
        return fold;
    }

    /**
     * Cross-validation along the path.
     *
     * @param lambda decreasing
     * @param fold from 0 for each row
     * @param patience end the path when the loss has been above its minimum plus one standard error this many penalties in a row; 0 for never
     */
    public CrossValidation crossValidate(PenalisedData data, double[] lambda, int[] fold, int patience) {
        Checks.sameLength(data.x().rows(), fold.length);
        int folds = Arrays.stream(fold).max().orElse(0) + 1;
        List<Fold> states = Parallel.map(folds, threads, f -> new Fold(data, fold, f));
        Losses losses = new Losses(states, lambda.length);
        int done = 0;
        while (done < lambda.length && !losses.hasRisen(done, patience)) {
            int from = done;
            int to = Math.min(lambda.length, from + BLOCK);
            List<double[]> some =
                    Parallel.map(folds, threads, f -> states.get(f).losses(Arrays.copyOfRange(lambda, from, to)));
            losses.add(from, some);
            done = to;
        }
        double[] tried = Arrays.copyOf(lambda, done);
        return losses.summary(tried, path(data, tried));
    }

    private final class Fold {

        private final CoordinateDescent descent;
        private final Loss training;
        private final Loss all;
        private final double heldOut;

        Fold(PenalisedData data, int[] fold, int number) {
            double[] train = data.weight().clone();
            double[] rest = data.weight().clone();
            double sum = 0;
            for (int i = 0; i < fold.length; i++) {
                if (fold[i] == number) {
                    train[i] = 0;
                    sum += rest[i];
                } else {
                    rest[i] = 0;
                }
            }
            heldOut = sum;
            descent = new CoordinateDescent(data, train, settings(data.withWeights(train)));
            boolean survival = data.response() instanceof Response.Survival;
            training = Loss.of(data, train);
            all = Loss.of(data, survival ? data.weight() : rest);
        }

        /** Deviance of the held-out rows; of a partial likelihood, what they add to that of the others. */
        double[] losses(double[] lambda) {
            double[] out = new double[lambda.length];
            for (int k = 0; k < lambda.length; k++) {
                descent.fit(lambda[k]);
                double[] eta = descent.linearPredictor();
                double total = all.deviance(all.value(eta));
                double own = training.hasIntercept() ? 0 : training.deviance(training.value(eta));
                out[k] = (total - own) / heldOut;
            }
            return out;
        }
    }

    private static final class Losses {

        private final List<Fold> folds;
        private final double[] mean;
        private final double[] se;

        Losses(List<Fold> folds, int lambdas) {
            this.folds = folds;
            mean = new double[lambdas];
            se = new double[lambdas];
        }

        void add(int from, List<double[]> perFold) {
            double total = 0;
            for (Fold f : folds) {
                total += f.heldOut;
            }
            for (int k = 0; k < perFold.getFirst().length; k++) {
                double sum = 0;
                for (int f = 0; f < folds.size(); f++) {
                    sum += folds.get(f).heldOut * perFold.get(f)[k];
                }
                double m = sum / total;
                double squares = 0;
                for (int f = 0; f < folds.size(); f++) {
                    double d = perFold.get(f)[k] - m;
                    squares += folds.get(f).heldOut * d * d;
                }
                mean[from + k] = m;
                se[from + k] = Math.sqrt(squares / total / (folds.size() - 1));
            }
        }

        boolean hasRisen(int done, int patience) {
            if (patience <= 0 || done < patience) {
                return false;
            }
            int best = best(done);
            for (int k = done - patience; k < done; k++) {
                if (k <= best || mean[k] <= mean[best] + se[best]) {
                    return false;
                }
            }
            return true;
        }

        private int best(int done) {
            int best = 0;
            for (int k = 1; k < done; k++) {
                best = mean[k] < mean[best] ? k : best;
            }
            return best;
        }

        CrossValidation summary(double[] lambda, List<PenalisedFit> path) {
            int best = best(lambda.length);
            int simple = 0;
            while (mean[simple] > mean[best] + se[best]) {
                simple++;
            }
            return new CrossValidation(
                    lambda, Arrays.copyOf(mean, lambda.length), Arrays.copyOf(se, lambda.length), best, simple, path);
        }
    }

    private CoordinateDescent.Settings settings(PenalisedData data) {
        int p = data.x().columns();
        double[] l1 = new double[p];
        double[] l2 = new double[p];
        double total = data.totalWeight();
        factors.ifPresent(f -> Checks.sameLength(p, f.length));
        for (int j = 0; j < p; j++) {
            double factor = factors.isPresent() ? factors.get()[j] : 1;
            double scale = standardise ? deviation(data, j, total) : 1;
            l1[j] = factor * mixing * scale;
            l2[j] = factor * (1 - mixing) * scale * scale;
        }
        return new CoordinateDescent.Settings(l1, l2, tolerance);
    }

    private static double deviation(PenalisedData data, int j, double total) {
        double mean = data.x().dot(j, data.weight()) / total;
        return Math.sqrt(Math.max(0, data.x().dotSquares(j, data.weight()) / total - mean * mean));
    }
}
