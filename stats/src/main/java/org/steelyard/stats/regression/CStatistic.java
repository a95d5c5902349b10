package org.steelyard.stats.regression;

import java.util.Optional;
import org.steelyard.stats.internal.SortOrder;
import org.steelyard.stats.regression.internal.Inputs;

/**
 * The c-statistic (area under the ROC curve): the probability that a random row with outcome 1 has a higher score than a
 * random row with outcome 0, ties counting one half. Formed from ranks in {@code O(n log n)}; with weights every pair
 * counts the product of its two weights.
 *
 * <p>NaN when either group is empty. Hanley JA, McNeil BJ. Radiology 1982;143:29-36. doi:10.1148/radiology.143.1.7063747
 */
public final class CStatistic {

    private CStatistic() {}

    public static double of(double[] scores, double[] outcome) {
        return of(scores, outcome, Optional.empty());
    }

    public static double of(double[] scores, double[] outcome, Optional<double[]> weights) {
        Inputs.requireLength("outcome", outcome, scores.length);
        Inputs.requireWithin("scores", scores, -Double.MAX_VALUE, Double.MAX_VALUE);
        double[] w = Inputs.weights(weights, scores.length);
        int[] order = SortOrder.ascending(scores);
        double below = 0;
        double concordant = 0;
        double ones = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            double tiedOnes = 0;
            double tiedZeros = 0;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                tiedOnes += outcome[order[to]] == 1 ? w[order[to]] : 0;
                tiedZeros += outcome[order[to]] == 1 ? 0 : w[order[to]];
                to++;
            }
            concordant += tiedOnes * (below + tiedZeros / 2);
            below += tiedZeros;
            ones += tiedOnes;
            from = Math.max(to, from + 1);
        }
        return concordant / (ones * below);
    }
}
