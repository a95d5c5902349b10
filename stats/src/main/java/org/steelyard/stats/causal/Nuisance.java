package org.steelyard.stats.causal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.internal.Arms;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.internal.Parallel;
import org.steelyard.stats.learning.Covariates;
import org.steelyard.stats.learning.Learner;
import org.steelyard.stats.learning.Outcome;
import org.steelyard.stats.penalised.PenalisedRegression;

/**
 * What doubly robust estimators need to know of everybody: the probability of treatment and the mean outcome under both treatments, learned from other people
 * than the one it is said of (cross-fitting), so that learners may be as flexible as they like without the estimator's being biased by their overfitting.
 *
 * <p>Chernozhukov et al., Econom J 2018;21:C1-C68, doi:10.1111/ectj.12097.
 *
 * @param score probability of treatment, pulled in to the bounds
 * @param truncated people whose score was pulled in
 */
public record Nuisance(double[] score, AugmentedIpw.Predictions predictions, int truncated) {

    /**
     * @param score learner of the treatment
     * @param outcome learner of the outcome
     * @param form one outcome model for both arms, with treatment as a covariate, or one per arm
     * @param folds of the cross-fitting; 1 learns from everybody, which is right for few-parameter models only
     * @param bound least and largest (1 − bound) score
     */
    public record Plan(
            Learner score,
            Learner outcome,
            OutcomeRegression.Form form,
            int folds,
            double bound,
            Seed seed,
            int threads) {

        /** Five folds, one outcome model per arm, scores within 0.01 and 0.99, one thread. */
        public static Plan of(Learner score, Learner outcome, Seed seed) {
            return new Plan(score, outcome, OutcomeRegression.Form.PER_ARM, 5, 0.01, seed, 1);
        }

        public Plan withFolds(int value) {
            return new Plan(score, outcome, form, value, bound, seed, threads);
        }

        public Plan withBound(double value) {
            return new Plan(score, outcome, form, folds, value, seed, threads);
        }

        public Plan with(OutcomeRegression.Form value) {
            return new Plan(score, outcome, value, folds, bound, seed, threads);
        }

        public Plan withThreads(int value) {
            return new Plan(score, outcome, form, folds, bound, seed, value);
        }

        public Plan withSeed(Seed value) {
            return new Plan(score, outcome, form, folds, bound, value, threads);
        }
    }

    private static final String TREATMENT = "(Treatment)";

    public static Nuisance learn(Covariates x, boolean[] treated, Outcome outcome, Plan plan) {
        int n = x.rows();
        Checks.sameLength(n, treated.length, outcome.values().length);
        Checks.bothArms(treated, 2 * plan.folds());
        double[] a = Arms.indicator(treated);
        int[] arm = Arrays.stream(a).mapToInt(v -> (int) v).toArray();
        int[] fold = plan.folds() == 1 ? new int[n] : PenalisedRegression.folds(arm, plan.folds(), plan.seed());
        Task task = new Task(x, treated, outcome, plan, fold);
        List<double[][]> parts = Parallel.map(plan.folds(), plan.threads(), task::fold);
        double[] score = new double[n];
        double[] one = new double[n];
        double[] zero = new double[n];
        int truncated = 0;
        for (int f = 0; f < plan.folds(); f++) {
            int[] rows = task.heldOut(f);
            for (int k = 0; k < rows.length; k++) {
                double e = parts.get(f)[0][k];
                score[rows[k]] = Math.min(1 - plan.bound(), Math.max(plan.bound(), e));
                truncated += score[rows[k]] != e ? 1 : 0;
                one[rows[k]] = parts.get(f)[1][k];
                zero[rows[k]] = parts.get(f)[2][k];
            }
        }
        return new Nuisance(score, new AugmentedIpw.Predictions(one, zero), truncated);
    }

    private record Task(Covariates x, boolean[] treated, Outcome outcome, Plan plan, int[] fold) {

        int[] heldOut(int f) {
            return IntStream.range(0, fold.length).filter(i -> fold[i] == f).toArray();
        }

        /** Scores, and outcomes under treatment and control, of the fold's people. */
        double[][] fold(int f) {
            int[] train = plan.folds() == 1
                    ? heldOut(0)
                    : IntStream.range(0, fold.length).filter(i -> fold[i] != f).toArray();
            Covariates to = x.select(heldOut(f));
            Covariates from = x.select(train);
            double[] a = Arms.select(Arms.indicator(treated), train);
            Seed seed = plan.seed().child("nuisance", f);
            double[] score = plan.score()
                    .learn(from, new Outcome.Binary(a), seed.child("score"))
                    .predict(to);
            if (plan.form() == OutcomeRegression.Form.POOLED) {
                var predictor =
                        plan.outcome().learn(from.with(TREATMENT, a), outcome.select(train), seed.child("outcome"));
                return new double[][] {
                    score, predictor.predict(to.with(TREATMENT, 1.0)), predictor.predict(to.with(TREATMENT, 0.0))
                };
            }
            return new double[][] {score, arm(train, true, to, seed), arm(train, false, to, seed)};
        }

        private double[] arm(int[] train, boolean which, Covariates to, Seed seed) {
            int[] rows = Arrays.stream(train).filter(i -> treated[i] == which).toArray();
            return plan.outcome()
                    .learn(x.select(rows), outcome.select(rows), seed.child(which ? "treated" : "control"))
                    .predict(to);
        }
    }
}
