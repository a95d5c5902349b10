package org.steelyard.stats.matching;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.internal.Checks;

/**
 * Greedy matching of up to k controls to each treated person by any distance, without replacement.
 *
 * <p><b>Algorithm</b>: in each of k rounds treated people are taken in the given order; each takes the unused control at the smallest distance allowed. Equal distances
 * go to the control that comes first in the data. O(k n₁ n₀). For one control on a line {@link NearestNeighbourMatching} gives the same pairs in
 * O(n log n); for the smallest total distance see {@link OptimalMatching}.
 *
 * <p>Rosenbaum and Rubin, Am Stat 1985;39:33-38, doi:10.1080/00031305.1985.10479383 (Mahalanobis within calipers).
 */
public final class GreedyMatching {

    private GreedyMatching() {}

    /**
     * @param order all treated rows, who chooses first coming first
     * @param ratio controls for each
     */
    public static MatchedSets match(MatchingDistance distance, boolean[] treated, int[] order, int ratio) {
        Checks.bothArms(treated, 1);
        int[] controls =
                IntStream.range(0, treated.length).filter(i -> !treated[i]).toArray();
        boolean[] used = new boolean[treated.length];
        int[] set = new int[treated.length];
        Arrays.fill(set, -1);
        int sets = 0;
        double total = 0;
        for (int round = 0; round < ratio; round++) {
            for (int t : order) {
                int best = nearest(distance, t, controls, used);
                if (best >= 0) {
                    used[best] = true;
                    set[t] = set[t] < 0 ? sets++ : set[t];
                    set[best] = set[t];
                    total += distance.between(t, best);
                }
            }
        }
        requireSome(sets);
        return new MatchedSets(set, sets, total).checked(treated);
    }

    private static int nearest(MatchingDistance distance, int t, int[] controls, boolean[] used) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int c : controls) {
            if (!used[c]) {
                double d = distance.between(t, c);
                if (d < least) {
                    least = d;
                    best = c;
                }
            }
        }
        return best;
    }

    static void requireSome(int sets) {
        if (sets == 0) {
            throw EstimationError.NO_PAIR.at(
                    "caliper",
                    Text.of("没有任何允许的配对", "no pair is allowed"),
                    Text.of(
                            "放宽卡钳值或精确匹配条件，或检查两组是否重叠",
                            "widen the caliper or the exact conditions, or see whether the arms overlap"));
        }
    }
}
