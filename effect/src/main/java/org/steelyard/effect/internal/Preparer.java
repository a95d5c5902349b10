package org.steelyard.effect.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.effect.EffectError;
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
    private final Map<Key, Propensity> scores = new HashMap<>();

    Preparer(Numerics numerics) {
        this.numerics = numerics;
    }

    private record Key(List<String> covariates, int people, int rows) {}

    Prepared prepare(Analysis analysis, Sample sample, List<String> covariates) {
        return switch (analysis.adjustment()) {
            case NONE -> new Prepared.Crude(Take.all(sample.size()));
            case REGRESSION ->
                new Prepared.Regressed(
                        CovariateDesign.encode(sample.table(), sample.rows(), covariates), Take.all(sample.size()));
            case WEIGHTING -> weighted(analysis, score(sample, covariates));
            case AUGMENTED_WEIGHTING -> augmented(analysis, score(sample, covariates));
            case MATCHING -> matched(analysis, score(sample, covariates));
        };
    }

    private Propensity score(Sample sample, List<String> covariates) {
        // People with a value in all covariates differ between analyses only by their outcome's missing values.
        Key key = new Key(covariates, sample.size(), Arrays.hashCode(sample.rows()));
        Propensity known = scores.get(key);
        if (known != null && Arrays.equals(known.rows(), sample.rows())) {
            return known;
        }
        Propensity fitted = Propensity.fit(sample, covariates, numerics);
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

    private static Prepared weighted(Analysis analysis, Propensity score) {
        boolean[] kept = kept(analysis, score);
        BalancingWeights weights =
                BalancingWeights.of(Augmented.population(analysis.target()), score.treated(), score.score());
        return new Prepared.Weighted(score, Prepared.within(weights, kept), kept);
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
