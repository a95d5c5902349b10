package org.steelyard.effect.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.effect.EffectSettings;
import org.steelyard.kernel.Seed;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Matching;
import org.steelyard.protocol.method.ScoreRule;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.matching.MatchedPairs;
import org.steelyard.stats.matching.NearestNeighbourMatching;
import org.steelyard.stats.weighting.BalancingWeights;
import org.steelyard.stats.weighting.TargetPopulation;

/**
 * Makes samples comparable. A score is fitted once for the same people and covariates, whichever analyses use it. For one table and
 * one thread.
 */
final class Preparer {

    private final EffectSettings settings;
    private final Numerics numerics;
    private final int replicates;
    private final Seed seed;
    private final double largestMerged;
    private final Map<Key, Propensity> scores = new HashMap<>();
    private final Map<Propensity, ScoreResamples> resamples = new IdentityHashMap<>();

    /** The seed of the resamples is the run's: all analyses share them. */
    Preparer(EffectSettings settings, int replicates) {
        this.settings = settings;
        this.numerics = settings.numerics();
        this.replicates = replicates;
        this.seed = settings.seed().child("effect/resamples");
        this.largestMerged = settings.limits().outsideSupport();
    }

    private record Key(List<String> covariates, int people, int rows, int weights, String model) {}

    /** Scores that balance are made for their target; the others serve every target. */
    private static String kind(ScoreTask task) {
        return switch (task.rule().model()) {
            case LOGISTIC -> task.rule().rareIndicators().name();
            case LASSO, BOOSTED_TREES -> task.rule().toString();
            case COVARIATE_BALANCING, ENTROPY_BALANCING -> task.rule() + "/" + task.target();
        };
    }

    /** @param group a level's models leave out what does not vary within it */
    Prepared prepare(Analysis analysis, Group group, Sample sample, List<String> covariates) {
        return Invariants.checked(analysis, sample, made(analysis, group, sample, covariates));
    }

    private Prepared made(Analysis analysis, Group group, Sample sample, List<String> covariates) {
        Supplier<LevelDesign> design = () -> design(analysis, group, sample, covariates);
        return switch (analysis.adjustment()) {
            case NONE -> new Prepared.Crude(sample.weight(), Take.all(sample.size()));
            case REGRESSION ->
                new Prepared.Regressed(regressors(group, sample, covariates), sample.weight(), Take.all(sample.size()));
            case G_COMPUTATION ->
                new Prepared.Standardised(
                        regressors(group, sample, covariates), sample.weight(), Take.all(sample.size()));
            case WEIGHTING -> weighted(analysis, sample, score(analysis, sample, covariates, design));
            case AUGMENTED_WEIGHTING ->
                analysis.crossFit().isPresent()
                        ? Robustly.learned(analysis, sample, design.get(), settings)
                        : augmented(analysis, score(analysis, sample, covariates, design));
            case TMLE ->
                analysis.crossFit().isPresent()
                        ? Robustly.learned(analysis, sample, design.get(), settings)
                        : augmented(analysis, score(analysis, sample, covariates, design));
            case MATCHING -> matched(analysis, sample, covariates, design);
        };
    }

    private Prepared matched(Analysis analysis, Sample sample, List<String> covariates, Supplier<LevelDesign> design) {
        Matching rule = SetMatching.rule(analysis);
        if (rule.plain()) {
            return matched(analysis, score(analysis, sample, covariates, design));
        }
        return switch (rule.method()) {
            case ABADIE_IMBENS -> new Prepared.Neighbours(design.get().modelled(), Take.all(sample.size()));
            case EXACT, COARSENED ->
                new SetMatching(analysis, sample, covariates)
                        .withoutScore(design.get().modelled());
            case NEAREST, OPTIMAL, FULL ->
                new SetMatching(analysis, sample, covariates).onScore(score(analysis, sample, covariates, design));
        };
    }

    /** The same for a resample, whose columns may have lost their spread and whose score nobody else needs. */
    Prepared again(Analysis analysis, Sample sample, List<String> covariates) {
        CovariateDesign varying = CovariateDesign.encodeVarying(sample.table(), sample.rows(), covariates)
                .independent(numerics);
        return switch (analysis.adjustment()) {
            case NONE -> new Prepared.Crude(sample.weight(), Take.all(sample.size()));
            case REGRESSION -> new Prepared.Regressed(varying, sample.weight(), Take.all(sample.size()));
            case G_COMPUTATION -> new Prepared.Standardised(varying, sample.weight(), Take.all(sample.size()));
            case WEIGHTING -> {
                LevelDesign terms = mergesRare(analysis)
                        ? LevelDesign.of(varying, sample.treated(), largestMerged)
                        : LevelDesign.whole(varying);
                Propensity score = Propensity.fit(sample, terms, task(analysis));
                boolean[] kept = WeightScheme.keptOrRefused(analysis, score.treated(), score.score());
                yield new Prepared.Weighted(score, weights(analysis, score, kept), kept, Optional.empty());
            }
            case AUGMENTED_WEIGHTING, TMLE, MATCHING -> throw new IllegalStateException("is not resampled by people");
        };
    }

    private ScoreTask task(Analysis analysis) {
        return new ScoreTask(
                analysis.score().orElse(ScoreTask.PLAIN),
                analysis.target(),
                settings.seed().child("effect/score"),
                settings);
    }

    private LevelDesign design(Analysis analysis, Group group, Sample sample, List<String> covariates) {
        if (group.whole()) {
            CovariateDesign all = CovariateDesign.encode(sample.table(), sample.rows(), covariates);
            return mergesRare(analysis) ? LevelDesign.of(all, sample.treated(), largestMerged) : LevelDesign.whole(all);
        }
        LevelDesign out = LevelDesign.of(
                CovariateDesign.encodeVarying(sample.table(), sample.rows(), covariates),
                sample.treated(),
                largestMerged);
        return new LevelDesign(out.modelled().independent(numerics), out.merged());
    }

    private static boolean mergesRare(Analysis analysis) {
        return analysis.score()
                .filter(rule -> rule.rareIndicators() == ScoreRule.RareIndicators.MERGE)
                .isPresent();
    }

    private CovariateDesign regressors(Group group, Sample sample, List<String> covariates) {
        return group.whole()
                ? CovariateDesign.encode(sample.table(), sample.rows(), covariates)
                : CovariateDesign.encodeVarying(sample.table(), sample.rows(), covariates)
                        .independent(numerics);
    }

    private Propensity score(Analysis analysis, Sample sample, List<String> covariates, Supplier<LevelDesign> design) {
        ScoreTask task = task(analysis);
        // People with a value in all covariates differ between analyses only by their outcome's missing values.
        Key key = new Key(
                covariates,
                sample.size(),
                Arrays.hashCode(sample.rows()),
                Arrays.hashCode(sample.weight()),
                kind(task));
        Propensity known = scores.get(key);
        if (known != null && Arrays.equals(known.rows(), sample.rows())) {
            return known;
        }
        Propensity fitted = Propensity.fit(sample, design.get(), task);
        scores.put(key, fitted);
        return fitted;
    }

    private static boolean[] kept(Analysis analysis, Propensity score) {
        return WeightScheme.keptOrRefused(analysis, score.treated(), score.score());
    }

    /** Weights for treatment times those for being complete. */
    private Prepared weighted(Analysis analysis, Sample sample, Propensity score) {
        boolean[] kept = kept(analysis, score);
        BalancingWeights weights = weights(analysis, score, kept);
        return sample.weighs()
                ? new Prepared.Weighted(score, weights.times(sample.weight()), kept, Optional.empty())
                : new Prepared.Weighted(score, weights, kept, resamples(score));
    }

    private static BalancingWeights weights(Analysis analysis, Propensity score, boolean[] kept) {
        return switch (score.fit()) {
            case ScoreFit.Entropy e ->
                WeightScheme.bounded(
                        analysis,
                        score.treated(),
                        new BalancingWeights(e.fit().weight(), new double[kept.length]),
                        kept);
            case ScoreFit.Logistic l -> WeightScheme.weights(analysis, score.treated(), l.score(), kept);
            case ScoreFit.Penalised p -> WeightScheme.weights(analysis, score.treated(), p.score(), kept);
            case ScoreFit.Balancing c -> WeightScheme.weights(analysis, score.treated(), c.score(), kept);
            case ScoreFit.Learned t -> WeightScheme.weights(analysis, score.treated(), t.score(), kept);
        };
    }

    /** Shared by every analysis with this score; other models than the logistic are fitted anew in every resample. */
    private Optional<ScoreResamples> resamples(Propensity score) {
        return score.fit() instanceof ScoreFit.Logistic l
                ? Optional.of(resamples.computeIfAbsent(score, s -> new ScoreResamples(s, l.fit(), replicates, seed)))
                : Optional.empty();
    }

    private static Prepared augmented(Analysis analysis, Propensity score) {
        boolean[] kept = kept(analysis, score);
        TargetPopulation target = Augmented.population(analysis.target());
        BalancingWeights weights = BalancingWeights.of(target, score.treated(), score.score());
        return new Prepared.Augmented(score, Prepared.within(weights, kept), kept);
    }

    private static Prepared matched(Analysis analysis, Propensity score) {
        boolean[] kept = kept(analysis, score);
        int[] index = Take.where(kept);
        double[] logit = score.fit().logit();
        MatchedPairs found = matcher(analysis).matchOnLogit(Take.of(logit, index), Take.of(score.treated(), index));
        MatchedPairs pairs = new MatchedPairs(
                Take.of(index, found.treated()),
                Take.of(index, found.control()),
                found.distance(),
                found.caliper(),
                found.unmatchedTreated(),
                kept.length);
        Invariants.pairs(pairs, score.treated(), logit);
        return new Prepared.Matched(score, pairs, Prepared.members(pairs));
    }

    private static NearestNeighbourMatching matcher(Analysis analysis) {
        NearestNeighbourMatching plain = NearestNeighbourMatching.withDefaults();
        return analysis.matching()
                .map((Matching m) -> plain.withCaliper(m.caliper())
                        .withOrder(order(m.order()))
                        .withReplacement(m.replacement()))
                .orElse(plain);
    }

    private static NearestNeighbourMatching.Order order(Matching.Order order) {
        return switch (order) {
            case DESCENDING -> NearestNeighbourMatching.Order.DESCENDING;
            case ASCENDING -> NearestNeighbourMatching.Order.ASCENDING;
            case DATA -> NearestNeighbourMatching.Order.DATA;
        };
    }
}
