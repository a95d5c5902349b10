package org.steelyard.effect.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.effect.EffectError;
import org.steelyard.effect.EffectSettings;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Matching;
import org.steelyard.protocol.AnalysisPlan.Trim;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.matching.MatchedPairs;
import org.steelyard.stats.matching.NearestNeighbourMatching;
import org.steelyard.stats.weighting.BalancingWeights;
import org.steelyard.stats.weighting.TargetPopulation;
import org.steelyard.stats.weighting.Trimming;

/**
 * Makes samples comparable. A score is fitted once for the same people and covariates, whichever analyses use it. For one table and
 * one thread.
 */
final class Preparer {

    private final Numerics numerics;
    private final int replicates;
    private final Seed seed;
    private final double largestMerged;
    private final Map<Key, Propensity> scores = new HashMap<>();
    private final Map<Propensity, ScoreResamples> resamples = new IdentityHashMap<>();

    /** The seed of the resamples is the run's: all analyses share them. */
    Preparer(EffectSettings settings, int replicates) {
        this.numerics = settings.numerics();
        this.replicates = replicates;
        this.seed = settings.seed().child("effect/resamples");
        this.largestMerged = settings.limits().outsideSupport();
    }

    private record Key(List<String> covariates, int people, int rows) {}

    /** @param group a level's models leave out what does not vary within it */
    Prepared prepare(Analysis analysis, Group group, Sample sample, List<String> covariates) {
        Supplier<LevelDesign> design = () -> design(group, sample, covariates);
        return switch (analysis.adjustment()) {
            case NONE -> new Prepared.Crude(Take.all(sample.size()));
            case REGRESSION -> new Prepared.Regressed(regressors(group, sample, covariates), Take.all(sample.size()));
            case WEIGHTING -> weighted(analysis, score(sample, covariates, design));
            case AUGMENTED_WEIGHTING -> augmented(analysis, score(sample, covariates, design));
            case MATCHING -> matched(analysis, score(sample, covariates, design));
        };
    }

    private LevelDesign design(Group group, Sample sample, List<String> covariates) {
        if (group.whole()) {
            return LevelDesign.whole(CovariateDesign.encode(sample.table(), sample.rows(), covariates));
        }
        LevelDesign out = LevelDesign.of(
                CovariateDesign.encodeVarying(sample.table(), sample.rows(), covariates),
                sample.treated(),
                largestMerged);
        return new LevelDesign(out.modelled().independent(numerics), out.merged());
    }

    private CovariateDesign regressors(Group group, Sample sample, List<String> covariates) {
        return group.whole()
                ? CovariateDesign.encode(sample.table(), sample.rows(), covariates)
                : CovariateDesign.encodeVarying(sample.table(), sample.rows(), covariates)
                        .independent(numerics);
    }

    private Propensity score(Sample sample, List<String> covariates, Supplier<LevelDesign> design) {
        // People with a value in all covariates differ between analyses only by their outcome's missing values.
        Key key = new Key(covariates, sample.size(), Arrays.hashCode(sample.rows()));
        Propensity known = scores.get(key);
        if (known != null && Arrays.equals(known.rows(), sample.rows())) {
            return known;
        }
        Propensity fitted = Propensity.fit(sample, design.get(), numerics);
        scores.put(key, fitted);
        return fitted;
    }

    private static boolean[] kept(Analysis analysis, Propensity score) {
        boolean[] kept = analysis.trim()
                .map((Trim t) -> Trimming.range(score.score(), t.lower(), t.upper()))
                .orElseGet(() -> Take.all(score.score().length));
        int treated = Take.count(Take.and(kept, score.treated()));
        if (treated < 2 || Take.count(kept) - treated < 2) {
            throw Failure.of(
                    EffectError.NO_OVERLAP,
                    "trim",
                    Text.of("修剪后至少有一组不足 2 人", "after trimming an arm has fewer than 2 people"),
                    Text.of("放宽修剪范围", "widen the range of scores that are kept"));
        }
        return kept;
    }

    private Prepared weighted(Analysis analysis, Propensity score) {
        boolean[] kept = kept(analysis, score);
        BalancingWeights weights =
                BalancingWeights.of(Augmented.population(analysis.target()), score.treated(), score.score());
        return new Prepared.Weighted(score, Prepared.within(weights, kept), kept, resamples(score));
    }

    private ScoreResamples resamples(Propensity score) {
        return resamples.computeIfAbsent(score, s -> new ScoreResamples(s, replicates, seed));
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
        MatchedPairs found = matcher(analysis)
                .matchOnLogit(Take.of(score.fit().linearPredictor(), index), Take.of(score.treated(), index));
        MatchedPairs pairs = new MatchedPairs(
                Take.of(index, found.treated()),
                Take.of(index, found.control()),
                found.distance(),
                found.caliper(),
                found.unmatchedTreated(),
                kept.length);
        Invariants.pairs(pairs, score.treated(), score.fit().linearPredictor());
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
