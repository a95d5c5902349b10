package org.steelyard.effect.internal;

import java.util.Arrays;
import java.util.Optional;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.stats.causal.Nuisance;
import org.steelyard.stats.matching.MatchedPairs;
import org.steelyard.stats.matching.MatchedSets;
import org.steelyard.stats.weighting.BalancingWeights;

/** A sample made comparable, before any outcome is looked at. */
sealed interface Prepared {

    /** People whom the analysis is about. */
    boolean[] kept();

    /** @param weight how many people each stands for */
    record Crude(double[] weight, boolean[] kept) implements Prepared {}

    /** @param weights 0 outside {@code kept} */
    record Weighted(Propensity score, BalancingWeights weights, boolean[] kept, Optional<ScoreResamples> resamples)
            implements Prepared {}

    /** @param pairs positions in the sample */
    record Matched(Propensity score, MatchedPairs pairs, boolean[] kept) implements Prepared {}

    /** @param weights those of the target, for diagnostics */
    record Augmented(Propensity score, BalancingWeights weights, boolean[] kept) implements Prepared {}

    /** @param weight how many people each stands for */
    record Regressed(CovariateDesign design, double[] weight, boolean[] kept) implements Prepared {}

    /**
     * Outcome predicted for everybody under both treatments.
     *
     * @param weight how many people each stands for
     */
    record Standardised(CovariateDesign design, double[] weight, boolean[] kept) implements Prepared {}

    /**
     * Matched sets that are not plain pairs on the score.
     *
     * @param score absent where none was needed
     * @param weight 0 for people in no set
     */
    record Sets(Optional<Propensity> score, CovariateDesign design, MatchedSets sets, double[] weight, boolean[] kept)
            implements Prepared {}

    /** Every missing outcome is to be imputed by the nearest people of the other arm. */
    record Neighbours(CovariateDesign design, boolean[] kept) implements Prepared {}

    /** @param weights those of the learned score, for diagnostics */
    record Robust(Propensity score, Nuisance nuisance, BalancingWeights weights, boolean[] kept) implements Prepared {}

    /** Weights outside the people flagged set to 0, so that sums run over them alone. */
    static BalancingWeights within(BalancingWeights weights, boolean[] in) {
        double[] w = weights.weight().clone();
        double[] d = weights.derivative().clone();
        for (int i = 0; i < w.length; i++) {
            if (!in[i]) {
                w[i] = 0;
                d[i] = 0;
            }
        }
        return new BalancingWeights(w, d);
    }

    static boolean[] members(MatchedPairs pairs) {
        boolean[] in = new boolean[pairs.size()];
        for (int k = 0; k < pairs.pairs(); k++) {
            in[pairs.treated()[k]] = true;
            in[pairs.control()[k]] = true;
        }
        return in;
    }

    /** How often each person counts after adjustment; 1 for everybody when nothing was adjusted. */
    static double[] weight(Prepared prepared, int n) {
        return switch (prepared) {
            case Crude c -> c.weight();
            case Regressed r -> r.weight();
            case Weighted w -> w.weights().weight();
            case Augmented a -> a.weights().weight();
            case Matched m -> Arrays.copyOf(m.pairs().multiplicity(), n);
            case Standardised g -> g.weight();
            case Neighbours x -> Take.ones(n);
            case Sets s -> s.weight();
            case Robust r -> r.weights().weight();
        };
    }
}
