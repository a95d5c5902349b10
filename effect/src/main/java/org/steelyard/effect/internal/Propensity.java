package org.steelyard.effect.internal;

import org.steelyard.effect.CovariateDesign;
import org.steelyard.effect.EffectError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.stats.causal.PropensityModel;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.regression.CStatistic;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.regression.LogisticRegression;

/**
 * The propensity score of a sample: logistic regression of treatment on the covariates' main effects.
 *
 * @param merged terms of a level that one arm alone has, left out of the model but not out of balance
 * @param matrix the design with intercept that was fitted
 * @param rows of the table, as in the sample
 */
record Propensity(
        CovariateDesign design,
        CovariateDesign merged,
        DesignMatrix matrix,
        ScoreFit fit,
        boolean[] treated,
        int[] rows) {

    /** Tighter than R's default, so that overlap weights balance to rounding. */
    static final double TOLERANCE = 1e-12;

    static Propensity fit(Sample sample, LevelDesign terms, Numerics numerics) {
        return of(sample, terms, new ScoreFit.Logistic(logistic(sample, terms, numerics)));
    }

    /** A score, or balancing weights, by the plan's model. */
    static Propensity fit(Sample sample, LevelDesign terms, ScoreTask task) {
        return switch (task.rule().model()) {
            case LOGISTIC -> fit(sample, terms, task.settings().numerics());
            case LASSO, COVARIATE_BALANCING, ENTROPY_BALANCING, BOOSTED_TREES ->
                of(sample, terms, task.fit(sample, terms));
        };
    }

    static Propensity of(Sample sample, LevelDesign terms, ScoreFit fit) {
        DesignMatrix matrix = terms.modelled().withIntercept();
        Propensity out = new Propensity(terms.modelled(), terms.merged(), matrix, fit, sample.treated(), sample.rows());
        out.checkOverlap();
        return out;
    }

    static GlmFit logistic(Sample sample, LevelDesign terms, Numerics numerics) {
        CovariateDesign design = terms.modelled();
        checkSeparation(design, sample.treated());
        LogisticRegression method =
                LogisticRegression.withDefaults().with(numerics).withTolerance(TOLERANCE);
        double[] arm = CovariateDesign.zeroOne(sample.treated());
        return sample.weighs()
                ? method.fit(design.withIntercept(), arm, sample.weight())
                : method.fit(design.withIntercept(), arm);
    }

    double[] score() {
        return fit.score();
    }

    PropensityModel model(GlmFit logistic, Numerics numerics) {
        return new PropensityModel(matrix, logistic, numerics);
    }

    /** Probability that a treated person has a higher score than a control; ties count one half. */
    double concordance() {
        return CStatistic.of(score(), CovariateDesign.zeroOne(treated));
    }

    double[] range(boolean arm) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < treated.length; i++) {
            if (treated[i] == arm) {
                low = Math.min(low, score()[i]);
                high = Math.max(high, score()[i]);
            }
        }
        return new double[] {low, high};
    }

    /** Share of people whose score lies outside the range that both arms have. */
    double outsideSupport() {
        boolean[] in = org.steelyard.stats.weighting.Trimming.commonSupport(treated, score());
        return 1 - (double) Take.count(in) / in.length;
    }

    /**
     * A value that only one arm has makes the score 0 or 1 there, whatever the other covariates: such people have nobody to be
     * compared with. Found before the fit, it can be named; subtler combinations are left to the fit itself.
     */
    private static void checkSeparation(CovariateDesign design, boolean[] treated) {
        Problems problems = new Problems();
        for (int j = 0; j < design.columns().length; j++) {
            if (separates(design.columns()[j], treated)) {
                problems.add(
                        EffectError.SEPARATION,
                        Place.field(design.names().get(j)),
                        Text.of(
                                "该协变量的取值能完全区分两组（某一取值只见于一组），两组无法比较",
                                "the covariate tells the arms apart: some value occurs in one arm only, so these people have nobody to be compared with"),
                        Text.of(
                                "合并水平（加权与匹配的罕见水平可在 score 中写 rareIndicators: merge）、删去该协变量，或用纳入排除标准排除这部分人",
                                "merge levels (of weighting and matching, rare ones by rareIndicators: merge in score), drop the"
                                        + " covariate, or exclude these people by the eligibility criteria"));
            }
        }
        problems.throwIfAny();
    }

    private static boolean separates(double[] x, boolean[] treated) {
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int i = 0; i < x.length; i++) {
            int arm = treated[i] ? 1 : 0;
            low[arm] = Math.min(low[arm], x[i]);
            high[arm] = Math.max(high[arm], x[i]);
        }
        // For a column of 0 and 1 an arm with one value only is already separated; for a number the ranges must not
        // cross.
        boolean twoValues = Math.min(low[0], low[1]) == 0 && Math.max(high[0], high[1]) == 1 && isZeroOne(x);
        return twoValues ? low[0] == high[0] || low[1] == high[1] : high[0] <= low[1] || high[1] <= low[0];
    }

    private static boolean isZeroOne(double[] x) {
        for (double v : x) {
            if (v != 0 && v != 1) {
                return false;
            }
        }
        return true;
    }

    private void checkOverlap() {
        double[] t = range(true);
        double[] c = range(false);
        if (t[0] > c[1] || c[0] > t[1]) {
            throw Failure.of(
                    EffectError.NO_OVERLAP,
                    "",
                    Text.of(
                            "两组倾向性评分没有任何重叠，无法由数据比较两组",
                            "the propensity scores of the arms do not overlap at all: the data cannot compare them"),
                    Text.of(
                            "收紧纳入标准以选择两组都可能接受的人群，或减少能决定治疗分配的协变量",
                            "narrow eligibility to people who could get either treatment, or drop covariates that decide treatment"));
        }
    }
}
