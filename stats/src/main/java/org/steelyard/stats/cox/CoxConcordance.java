package org.steelyard.stats.cox;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.steelyard.stats.cox.internal.PairCounts;

/**
 * Harrell's concordance of the linear predictor with survival: of all pairs in which one had the event while the other was
 * still followed up (within a stratum), the share in which the one with the event had the higher hazard, ties of the
 * predictor counting one half.
 *
 * <p>Weights: a pair counts the product of its weights. Pairs tied in event time are not used; someone censored at the time
 * of an event counts as followed up beyond it. The standard error is the infinitesimal jackknife's, by cluster where there
 * are clusters, as R's {@code concordance} of survival 3. It takes the coefficients as known.
 *
 * <p>{@code O(n log n)}. NaN when there is no pair. Harrell FE et al. JAMA 1982;247:2543-2546.
 * doi:10.1001/jama.1982.03320430047030. Therneau TM, Watson DA. Mayo Clinic technical report 85; 2017.
 */
public final class CoxConcordance {

    /** The concordance, and the weighted numbers of pairs it is made of. */
    public record Result(double concordance, double standardError, double concordant, double discordant, double tied) {}

    private CoxConcordance() {}

    public static Result of(CoxData data, CoxFit fit) {
        PairCounts counts = PairCounts.of(data, fit.linearPredictor());
        double[] w = data.weightOrOne();
        double concordant = half(counts.concordant(), w);
        double discordant = half(counts.discordant(), w);
        double tied = half(counts.tied(), w);
        double pairs = concordant + discordant + tied;
        double somers = (concordant - discordant) / pairs;
        double[] influence = new double[w.length];
        for (int i = 0; i < w.length; i++) {
            double mine = counts.concordant()[i] + counts.discordant()[i] + counts.tied()[i];
            influence[i] =
                    w[i] * ((counts.concordant()[i] - counts.discordant()[i]) / pairs - somers / pairs * mine) / 2;
        }
        return new Result(
                (somers + 1) / 2, Math.sqrt(sumOfSquares(byCluster(data, influence))), concordant, discordant, tied);
    }

    /** Every pair is counted at both its rows. */
    private static double half(double[] counts, double[] w) {
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            sum += w[i] * counts[i];
        }
        return sum / 2;
    }

    private static double[] byCluster(CoxData data, double[] influence) {
        if (data.clusters().isEmpty()) {
            return influence;
        }
        Map<Integer, Integer> place = new HashMap<>();
        double[] sums = new double[influence.length];
        for (int i = 0; i < influence.length; i++) {
            Integer known = place.putIfAbsent(data.clusters().get()[i], place.size());
            sums[known == null ? place.size() - 1 : known] += influence[i];
        }
        return Arrays.copyOf(sums, place.size());
    }

    private static double sumOfSquares(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v * v;
        }
        return sum;
    }
}
