package org.steelyard.stats.penalised;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.internal.Arms;
import org.steelyard.stats.internal.Checks;

/**
 * A propensity score from all the covariates that there are, chosen by an L1 penalty rather than by hand.
 *
 * <p><b>What</b> [1]: logistic regression of treatment on thousands of sparse covariates with a Laplace prior, its variance chosen by cross-validation
 * of the held-out likelihood. <b>Assumes</b> that what confounds is among the covariates or stands for by them; covariates must precede treatment, and
 * instruments (strong for treatment, unrelated to the outcome but through it) do harm.
 *
 * <p><b>Diagnostics</b>: covariates whose correlation with treatment exceeds a limit are listed: one that all but decides treatment is usually the treatment
 * itself under another name, or leaves no overlap. Nothing is dropped silently.
 *
 * <p>[1] Tian, Schuemie and Suchard, Int J Epidemiol 2018;47:2005-2014, doi:10.1093/ije/dyy120.
 */
public final class LargeScalePropensity {

    /**
     * @param standardise whether columns are penalised on a common scale; indicators usually are not
     * @param folds of the cross-validation
     * @param steps penalties on the path, down to {@code ratio} of the largest
     * @param suspicious correlation with treatment from which a covariate is listed
     */
    public record Options(
            boolean standardise, int folds, int steps, double ratio, double suspicious, Seed seed, int threads) {

        /** Laplace prior on columns as given, 10 folds, 40 penalties down to 1/500, correlations of 0.5. */
        public static Options of(Seed seed, int threads) {
            return new Options(false, 10, 40, 0.002, 0.5, seed, threads);
        }
    }

    /**
     * @param score probability of treatment of each person
     * @param variance of the chosen Laplace prior
     * @param suspicious covariates correlated with treatment beyond the limit
     */
    public record Result(
            double[] score, PenalisedFit fit, CrossValidation validation, double variance, List<String> suspicious) {

        public Result {
            suspicious = List.copyOf(suspicious);
        }
    }

    private static final int PATIENCE = 5;

    private LargeScalePropensity() {}

    public static Result fit(SparseColumns x, boolean[] treated, Options options) {
        Checks.sameLength(x.rows(), treated.length);
        Checks.bothArms(treated, options.folds());
        double[] a = Arms.indicator(treated);
        PenalisedData data = PenalisedData.of(x, new Response.Binary(a));
        PenalisedRegression method = PenalisedRegression.lasso()
                .withStandardisation(options.standardise())
                .withThreads(options.threads());
        int[] arm = Arrays.stream(a).mapToInt(v -> (int) v).toArray();
        int[] fold = PenalisedRegression.folds(arm, options.folds(), options.seed());
        double[] lambda = method.lambdas(data, options.steps(), options.ratio());
        CrossValidation validation = method.crossValidate(data, lambda, fold, PATIENCE);
        PenalisedFit fit = validation.bestFit();
        double[] score = fit.linearPredictor(x);
        for (int i = 0; i < score.length; i++) {
            score[i] = 1 / (1 + StrictMath.exp(-score[i]));
        }
        double variance = PenalisedRegression.varianceOfLambda(fit.lambda(), x.rows());
        return new Result(score, fit, validation, variance, suspicious(x, a, options.suspicious()));
    }

    private static List<String> suspicious(SparseColumns x, double[] a, double limit) {
        double[] ones = new double[a.length];
        Arrays.fill(ones, 1);
        double n = a.length;
        double share = Arrays.stream(a).sum() / n;
        List<String> names = new ArrayList<>();
        for (int j = 0; j < x.columns(); j++) {
            double mean = x.dot(j, ones) / n;
            double variance = x.dotSquares(j, ones) / n - mean * mean;
            double covariance = x.dot(j, a) / n - mean * share;
            if (Math.abs(covariance) > limit * Math.sqrt(variance * share * (1 - share))) {
                names.add(x.names().get(j));
            }
        }
        return names;
    }
}
