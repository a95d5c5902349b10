package org.steelyard.stats.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.matching.internal.Assignment;

/**
 * Matching with the smallest total distance: pairs (or k controls to each treated person), and full matching.
 *
 * <p><b>Pairs</b> [1]: as many pairs as are allowed, and among those the ones of smallest total distance. <b>Full matching</b> [2]: everybody who has an allowed partner is
 * in a set of one treated person and one or more controls, or of one control and one or more treated, the total distance from the set's single member to the others being
 * smallest. That is a least-cost edge cover: with m(i) a person's smallest distance, pairs that are cheaper than m(t) + m(c) are chosen by a maximum-weight matching, and
 * everybody else joins their nearest. No limits on set sizes are offered.
 *
 * <p><b>Cost</b>: shortest augmenting paths on distances made when needed; some thousands of people in seconds to minutes. Among equal totals the result depends on the order of
 * the data, never on threads. Total distances agree with {@code lpSolve}; R's {@code optmatch} rounds distances to integers first.
 *
 * <ol>
 *   <li>Rosenbaum, J Am Stat Assoc 1989;84:1024-1032, doi:10.1080/01621459.1989.10478868.
 *   <li>Hansen and Klopfer, J Comput Graph Stat 2006;15:609-627, doi:10.1198/106186006X137047.
 * </ol>
 */
public final class OptimalMatching {

    private OptimalMatching() {}

    /** @param ratio controls for each treated person, at most */
    public static MatchedSets pairs(MatchingDistance distance, boolean[] treated, int ratio) {
        Checks.bothArms(treated, 1);
        if (ratio < 1) {
            throw EstimationError.OUT_OF_BOUNDS.at(
                    "ratio",
                    Text.of("每位处理者的对照数至少为 1", "at least one control for each treated person"),
                    Text.of("改用 1 或更大的整数", "use 1 or a larger integer"));
        }
        int[] t = rows(treated, true);
        int[] c = rows(treated, false);
        double[] alone = new double[t.length * ratio];
        Arrays.fill(alone, tooMuch(distance, t, c));
        int[] column = Assignment.solve(c.length, (r, k) -> distance.between(t[r / ratio], c[k]), alone);
        int[] set = new int[treated.length];
        Arrays.fill(set, -1);
        int sets = 0;
        double total = 0;
        for (int r = 0; r < column.length; r++) {
            if (column[r] >= 0) {
                int row = t[r / ratio];
                set[row] = set[row] < 0 ? sets++ : set[row];
                set[c[column[r]]] = set[row];
                total += distance.between(row, c[column[r]]);
            }
        }
        GreedyMatching.requireSome(sets);
        return new MatchedSets(set, sets, total).checked(treated);
    }

    private static int[] rows(boolean[] treated, boolean arm) {
        return IntStream.range(0, treated.length).filter(i -> treated[i] == arm).toArray();
    }

    /** More than any rearrangement of pairs can save, so that nobody who can be matched stays alone. */
    private static double tooMuch(MatchingDistance distance, int[] t, int[] c) {
        double largest = 1;
        for (int i : t) {
            for (int j : c) {
                double d = distance.between(i, j);
                largest = Double.isInfinite(d) ? largest : Math.max(largest, d);
            }
        }
        return largest * (1 + Math.min(t.length, c.length));
    }

    public static MatchedSets full(MatchingDistance distance, boolean[] treated) {
        Checks.bothArms(treated, 1);
        int[] t = rows(treated, true);
        int[] c = rows(treated, false);
        int[] nearestOfT = new int[t.length];
        int[] nearestOfC = new int[c.length];
        double[] leastOfT = new double[t.length];
        double[] leastOfC = new double[c.length];
        Arrays.fill(leastOfT, Double.POSITIVE_INFINITY);
        Arrays.fill(leastOfC, Double.POSITIVE_INFINITY);
        for (int i = 0; i < t.length; i++) {
            for (int j = 0; j < c.length; j++) {
                double d = distance.between(t[i], c[j]);
                if (d < leastOfT[i]) {
                    leastOfT[i] = d;
                    nearestOfT[i] = j;
                }
                if (d < leastOfC[j]) {
                    leastOfC[j] = d;
                    nearestOfC[j] = i;
                }
            }
        }
        int[] partner = Assignment.solve(
                c.length,
                (i, j) -> {
                    double d = distance.between(t[i], c[j]);
                    double saved = leastOfT[i] + leastOfC[j] - d;
                    return saved > 0 && !Double.isInfinite(d) ? -saved : Double.POSITIVE_INFINITY;
                },
                new double[t.length]);
        return new Cover(t, c, distance)
                .sets(partner, new Nearest(nearestOfT, leastOfT, nearestOfC, leastOfC), treated);
    }

    private record Nearest(int[] ofT, double[] leastOfT, int[] ofC, double[] leastOfC) {}

    private record Cover(int[] t, int[] c, MatchingDistance distance) {

        /**
         * Each person's edge: to the matched partner, else to the nearest. An edge both of whose ends have another is not needed, and is left out; what is left
         * are stars.
         */
        MatchedSets sets(int[] partner, Nearest nearest, boolean[] treated) {
            List<int[]> edges = new ArrayList<>();
            boolean[] covered = new boolean[c.length];
            for (int i = 0; i < t.length; i++) {
                int to = partner[i] >= 0
                        ? partner[i]
                        : nearest.leastOfT[i] < Double.POSITIVE_INFINITY ? nearest.ofT[i] : -1;
                if (to >= 0) {
                    covered[to] = true;
                    edges.add(new int[] {t[i], c[to]});
                }
            }
            for (int j = 0; j < c.length; j++) {
                if (!covered[j] && nearest.leastOfC[j] < Double.POSITIVE_INFINITY) {
                    edges.add(new int[] {t[nearest.ofC[j]], c[j]});
                }
            }
            int[] degree = new int[treated.length];
            for (int[] edge : edges) {
                degree[edge[0]]++;
                degree[edge[1]]++;
            }
            int[] parent = IntStream.range(0, treated.length).toArray();
            double total = 0;
            for (int[] edge : edges) {
                if (degree[edge[0]] > 1 && degree[edge[1]] > 1) {
                    degree[edge[0]]--;
                    degree[edge[1]]--;
                } else {
                    parent[find(parent, edge[0])] = find(parent, edge[1]);
                    total += distance.between(edge[0], edge[1]);
                }
            }
            return numbered(parent, total, treated);
        }

        private static MatchedSets numbered(int[] parent, double total, boolean[] treated) {
            int[] size = new int[parent.length];
            for (int i = 0; i < parent.length; i++) {
                size[find(parent, i)]++;
            }
            int[] number = new int[parent.length];
            Arrays.fill(number, -1);
            int[] set = new int[parent.length];
            int sets = 0;
            for (int i = 0; i < parent.length; i++) {
                int root = find(parent, i);
                if (size[root] > 1 && number[root] < 0) {
                    number[root] = sets++;
                }
                set[i] = size[root] > 1 ? number[root] : -1;
            }
            GreedyMatching.requireSome(sets);
            return new MatchedSets(set, sets, total).checked(treated);
        }

        private static int find(int[] parent, int start) {
            int node = start;
            while (parent[node] != node) {
                parent[node] = parent[parent[node]];
                node = parent[node];
            }
            return node;
        }
    }
}
