package org.steelyard.effect.internal;

import java.util.Optional;
import org.steelyard.effect.EffectResults.Overlap;

/** How far the scores of both arms lie over each other. */
final class OverlapTable {

    private static final int BINS = 20;

    private OverlapTable() {}

    static Optional<Overlap> of(String analysis, Prepared prepared) {
        return score(prepared).map(s -> of(analysis, s, prepared));
    }

    static Optional<Propensity> score(Prepared prepared) {
        return switch (prepared) {
            case Prepared.Crude c -> Optional.empty();
            case Prepared.Regressed r -> Optional.empty();
            case Prepared.Weighted w -> Optional.of(w.score());
            case Prepared.Augmented a -> Optional.of(a.score());
            case Prepared.Matched m -> Optional.of(m.score());
            case Prepared.Sets s -> s.score();
            case Prepared.Robust r -> Optional.of(r.score());
            case Prepared.Neighbours n -> Optional.empty();
            case Prepared.Standardised g -> Optional.empty();
        };
    }

    private static Overlap of(String analysis, Propensity score, Prepared prepared) {
        double[] edges = new double[BINS + 1];
        for (int i = 0; i <= BINS; i++) {
            edges[i] = (double) i / BINS;
        }
        int[][] counts = new int[2][BINS];
        for (int i = 0; i < score.treated().length; i++) {
            int bin = Math.min(BINS - 1, (int) (score.score()[i] * BINS));
            counts[score.treated()[i] ? 1 : 0][bin]++;
        }
        double[] t = score.range(true);
        double[] c = score.range(false);
        double[] weight = Prepared.weight(prepared, score.treated().length);
        return new Overlap(
                analysis,
                edges,
                counts[1],
                counts[0],
                t[0],
                t[1],
                c[0],
                c[1],
                score.concordance(),
                score.fit().logLikelihood(),
                effective(weight, score.treated(), true),
                effective(weight, score.treated(), false));
    }

    /** Kish's effective sample size of one arm. */
    static double effective(double[] weight, boolean[] treated, boolean arm) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < weight.length; i++) {
            if (treated[i] == arm) {
                sum += weight[i];
                squares += weight[i] * weight[i];
            }
        }
        return squares > 0 ? sum * sum / squares : 0;
    }

    /** Largest share of an arm's total weight that one person has. */
    static double largestShare(double[] weight, boolean[] treated) {
        double[] sum = new double[2];
        double[] top = new double[2];
        for (int i = 0; i < weight.length; i++) {
            int arm = treated[i] ? 1 : 0;
            sum[arm] += weight[i];
            top[arm] = Math.max(top[arm], weight[i]);
        }
        return Math.max(top[0] / sum[0], top[1] / sum[1]);
    }
}
