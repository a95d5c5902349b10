package org.steelyard.effect.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.effect.EffectSettings;
import org.steelyard.kernel.Seed;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.method.ScoreRule;
import org.steelyard.stats.learning.Covariates;
import org.steelyard.stats.learning.Learner;
import org.steelyard.stats.learning.Outcome;
import org.steelyard.stats.learning.Predictor;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.penalised.LargeScalePropensity;
import org.steelyard.stats.penalised.PenalisedRegression;
import org.steelyard.stats.penalised.SparseColumns;
import org.steelyard.stats.weighting.CovariateBalancing;
import org.steelyard.stats.weighting.EntropyBalancing;
import org.steelyard.stats.weighting.TargetPopulation;

/**
 * A score other than the logistic one.
 *
 * @param target balancing methods depend on it
 * @param seed draws folds
 */
record ScoreTask(ScoreRule rule, Target target, Seed seed, EffectSettings settings) {

    /** Learned scores are pulled in to these bounds: trees say 0 and 1 where they saw one arm only. */
    static final double BOUND = 0.01;

    private static final int STEPS = 40;
    private static final double RATIO = 0.002;
    private static final double SUSPICIOUS = 0.5;

    static final ScoreRule PLAIN = new ScoreRule(ScoreRule.ScoreModel.LOGISTIC, 10, false);

    ScoreFit fit(Sample sample, LevelDesign terms) {
        DesignMatrix matrix = terms.modelled().withIntercept();
        TargetPopulation population = Augmented.population(target);
        return switch (rule.model()) {
            case LOGISTIC -> new ScoreFit.Logistic(Propensity.logistic(sample, terms, settings.numerics()));
            case LASSO ->
                new ScoreFit.Penalised(LargeScalePropensity.fit(
                        SparseColumns.ofDense(
                                terms.modelled().names(), terms.modelled().columns()),
                        sample.treated(),
                        new LargeScalePropensity.Options(
                                true, rule.folds(), STEPS, RATIO, SUSPICIOUS, seed, settings.threads())));
            case COVARIATE_BALANCING ->
                new ScoreFit.Balancing(
                        rule.overIdentified()
                                ? CovariateBalancing.overIdentified(
                                        matrix,
                                        sample.treated(),
                                        population,
                                        CovariateBalancing.MomentWeight.CONTINUOUS)
                                : CovariateBalancing.justIdentified(matrix, sample.treated(), population));
            case ENTROPY_BALANCING ->
                new ScoreFit.Entropy(
                        EntropyBalancing.of(matrix, sample.treated(), population),
                        Propensity.logistic(sample, terms, settings.numerics()));
            case BOOSTED_TREES -> trees(terms.modelled(), sample.treated());
        };
    }

    /** Cross-fitted: nobody's own treatment is in the trees that predict it. */
    private ScoreFit trees(CovariateDesign design, boolean[] treated) {
        Covariates x = new Covariates(design.names(), design.columns());
        double[] a = CovariateDesign.zeroOne(treated);
        int[] arm = Arrays.stream(a).mapToInt(v -> (int) v).toArray();
        int[] fold = PenalisedRegression.folds(arm, rule.folds(), seed);
        double[] score = new double[a.length];
        int truncated = 0;
        for (int f = 0; f < rule.folds(); f++) {
            int own = f;
            int[] to = IntStream.range(0, a.length).filter(i -> fold[i] == own).toArray();
            int[] from =
                    IntStream.range(0, a.length).filter(i -> fold[i] != own).toArray();
            Predictor learned = Learner.BoostedTrees.withDefaults()
                    .learn(x.select(from), new Outcome.Binary(Take.of(a, from)), seed.child("trees", f));
            double[] e = learned.predict(x.select(to));
            for (int k = 0; k < to.length; k++) {
                score[to[k]] = Math.min(1 - BOUND, Math.max(BOUND, e[k]));
                truncated += score[to[k]] == e[k] ? 0 : 1;
            }
        }
        return new ScoreFit.Learned(score, truncated);
    }
}
