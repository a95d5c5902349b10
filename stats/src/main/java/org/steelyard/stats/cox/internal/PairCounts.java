package org.steelyard.stats.cox.internal;

import java.util.Arrays;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.internal.SortOrder;

/**
 * For every row, the weight of other rows with which it forms a comparable pair that is concordant, discordant or tied in
 * the predictor. Two sweeps over time with a tree of cumulated weights by rank of the predictor.
 */
public final class PairCounts {

    private final CoxData data;
    private final double[] w;
    private final int[] rank;
    private final int ranks;
    private final double[] concordant;
    private final double[] discordant;
    private final double[] tied;

    private PairCounts(CoxData data, double[] predictor) {
        this.data = data;
        w = data.weightOrOne();
        double[] levels = Arrays.stream(predictor).sorted().distinct().toArray();
        ranks = levels.length;
        rank = Arrays.stream(predictor)
                .mapToInt(v -> Arrays.binarySearch(levels, v))
                .toArray();
        concordant = new double[w.length];
        discordant = new double[w.length];
        tied = new double[w.length];
    }

    public static PairCounts of(CoxData data, double[] predictor) {
        PairCounts counts = new PairCounts(data, predictor);
        int[] byStop = SortOrder.ascending(data.stop());
        int[] byStart = data.start().map(SortOrder::ascending).orElse(new int[0]);
        if (data.strata().isEmpty()) {
            counts.countStratum(byStop, byStart);
            return counts;
        }
        int[] strata = data.strata().get();
        int[][] stops = split(byStop, strata);
        int[][] starts = split(byStart, strata);
        for (int s = 0; s < stops.length; s++) {
            counts.countStratum(stops[s], starts.length == 0 ? new int[0] : starts[s]);
        }
        return counts;
    }

    /** The order within each stratum, strata ascending. */
    private static int[][] split(int[] order, int[] strata) {
        int[] levels = Arrays.stream(strata).distinct().sorted().toArray();
        int[] sizes = new int[levels.length];
        for (int row : order) {
            sizes[Arrays.binarySearch(levels, strata[row])]++;
        }
        int[][] parts = new int[order.length == 0 ? 0 : levels.length][];
        Arrays.setAll(parts, s -> new int[sizes[s]]);
        Arrays.fill(sizes, 0);
        for (int row : order) {
            int s = Arrays.binarySearch(levels, strata[row]);
            parts[s][sizes[s]++] = row;
        }
        return parts;
    }

    private void countStratum(int[] byStop, int[] byStart) {
        countAsSurvivor(byStop, byStart);
        countAsEvent(byStop, byStart);
    }

    /** Forward: events so far are in the tree; a row meets those between its start and its stop. */
    private void countAsSurvivor(int[] byStop, int[] byStart) {
        Tree events = new Tree();
        double[] stop = data.stop();
        int entered = 0;
        for (int from = 0; from < byStop.length; ) {
            double t = stop[byStop[from]];
            // Events up to and including a start are not met: take them off before later ones come in.
            while (entered < byStart.length && startOf(byStart[entered]) < t) {
                meet(byStart[entered++], events, -1);
            }
            int to = from;
            while (to < byStop.length && stop[byStop[to]] == t) {
                to++;
            }
            meetAll(byStop, from, to, events, true);
            for (int i = from; i < to; i++) {
                if (data.event()[byStop[i]]) {
                    events.add(byStop[i], 1);
                }
            }
            meetAll(byStop, from, to, events, false);
            from = to;
        }
    }

    private double startOf(int row) {
        return data.start().orElseThrow()[row];
    }

    private void meetAll(int[] byStop, int from, int to, Tree events, boolean withEvent) {
        for (int i = from; i < to; i++) {
            if (data.event()[byStop[i]] == withEvent) {
                meet(byStop[i], events, 1);
            }
        }
    }

    /** The others in the tree had the event first: concordant if their predictor is higher. */
    private void meet(int row, Tree others, double sign) {
        double below = others.below(rank[row]);
        double upTo = others.below(rank[row] + 1);
        concordant[row] += sign * (others.total - upTo);
        discordant[row] += sign * below;
        tied[row] += sign * (upTo - below);
    }

    /** Backward: those followed up beyond t are in the tree; an event at t meets them. */
    private void countAsEvent(int[] byStop, int[] byStart) {
        Tree atRisk = new Tree();
        double[] stop = data.stop();
        int left = byStart.length;
        for (int to = byStop.length; to > 0; ) {
            double t = stop[byStop[to - 1]];
            int from = to;
            while (from > 0 && stop[byStop[from - 1]] == t) {
                from--;
            }
            while (left > 0 && startOf(byStart[left - 1]) >= t) {
                atRisk.add(byStart[--left], -1);
            }
            addAll(byStop, from, to, atRisk, false);
            for (int i = from; i < to; i++) {
                if (data.event()[byStop[i]]) {
                    metBy(byStop[i], atRisk);
                }
            }
            addAll(byStop, from, to, atRisk, true);
            to = from;
        }
    }

    private void addAll(int[] byStop, int from, int to, Tree atRisk, boolean withEvent) {
        for (int i = from; i < to; i++) {
            if (data.event()[byStop[i]] == withEvent) {
                atRisk.add(byStop[i], 1);
            }
        }
    }

    /** The others in the tree outlived the row: concordant if their predictor is lower. */
    private void metBy(int row, Tree others) {
        double below = others.below(rank[row]);
        double upTo = others.below(rank[row] + 1);
        concordant[row] += below;
        discordant[row] += others.total - upTo;
        tied[row] += upTo - below;
    }

    public double[] concordant() {
        return concordant;
    }

    public double[] discordant() {
        return discordant;
    }

    public double[] tied() {
        return tied;
    }

    /** Fenwick's tree of weights by rank. */
    private final class Tree {

        private final double[] sums = new double[ranks + 1];
        private double total;

        void add(int row, int sign) {
            total += sign * w[row];
            for (int i = rank[row] + 1; i <= ranks; i += i & -i) {
                sums[i] += sign * w[row];
            }
        }

        /** Weight of ranks lower than this one. */
        double below(int r) {
            double sum = 0;
            for (int i = r; i > 0; i -= i & -i) {
                sum += sums[i];
            }
            return sum;
        }
    }
}
