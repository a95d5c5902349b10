package org.steelyard.stats.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
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

    /** What a pair is preferred by that costs no more than two people's joining others: among covers of one total the one of many small sets. */
    private static final double ALIKE = 1e-14;

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
        double[] leastOfT = new double[t.length];
        double[] leastOfC = new double[c.length];
        Arrays.fill(leastOfT, Double.POSITIVE_INFINITY);
        Arrays.fill(leastOfC, Double.POSITIVE_INFINITY);
        for (int i = 0; i < t.length; i++) {
            for (int j = 0; j < c.length; j++) {
                double d = distance.between(t[i], c[j]);
                leastOfT[i] = Math.min(leastOfT[i], d);
                leastOfC[j] = Math.min(leastOfC[j], d);
            }
        }
        double alike = ALIKE * (1 + tooMuch(distance, t, c));
        int[] partner = Assignment.solve(
                c.length,
                (i, j) -> {
                    double d = distance.between(t[i], c[j]);
                    double saved = leastOfT[i] + leastOfC[j] - d;
                    return saved >= 0 && !Double.isInfinite(d) ? -saved - alike : Double.POSITIVE_INFINITY;
                },
                new double[t.length]);
        return new Cover(t, c, distance).sets(partner, new Nearest(leastOfT, leastOfC), treated);
    }

    private record Nearest(double[] leastOfT, double[] leastOfC) {}

    private record Cover(int[] t, int[] c, MatchingDistance distance) {

        /**
         * Each person's edge: to the matched partner, else to the nearest. An edge both of whose ends have another is not needed, and is left out; what is left
         * are stars.
         */
        MatchedSets sets(int[] partner, Nearest nearest, boolean[] treated) {
            List<int[]> edges = new ArrayList<>();
            int[] joinedT = new int[t.length];
            int[] joinedC = new int[c.length];
            for (int i = 0; i < t.length; i++) {
                if (partner[i] >= 0) {
                    join(edges, joinedT, joinedC, new int[] {i, partner[i]});
                }
            }
            for (int i = 0; i < t.length; i++) {
                if (joinedT[i] == 0 && nearest.leastOfT[i] < Double.POSITIVE_INFINITY) {
                    join(edges, joinedT, joinedC, new int[] {i, freest(i, nearest.leastOfT[i], joinedC)});
                }
            }
            for (int j = 0; j < c.length; j++) {
                if (joinedC[j] == 0 && nearest.leastOfC[j] < Double.POSITIVE_INFINITY) {
                    int at = j;
                    int to = least(t.length, i -> distance.between(t[i], c[at]) <= nearest.leastOfC[at], joinedT);
                    join(edges, joinedT, joinedC, new int[] {to, j});
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

        private void join(List<int[]> edges, int[] joinedT, int[] joinedC, int[] pair) {
            joinedT[pair[0]]++;
            joinedC[pair[1]]++;
            edges.add(new int[] {t[pair[0]], c[pair[1]]});
        }

        private int freest(int i, double distanceOfNearest, int[] joinedC) {
            return least(c.length, j -> distance.between(t[i], c[j]) <= distanceOfNearest, joinedC);
        }

        /** Of the equally near, the one whom the fewest have joined. */
        private static int least(int n, IntPredicate near, int[] joined) {
            int best = -1;
            for (int k = 0; k < n; k++) {
                if (near.test(k) && (best < 0 || joined[k] < joined[best])) {
                    best = k;
                }
            }
            return best;
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
