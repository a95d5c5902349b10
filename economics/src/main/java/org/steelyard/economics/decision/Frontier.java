package org.steelyard.economics.decision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The efficiency frontier: strategies that are best at some willingness to pay, with the incremental cost-effectiveness ratio of each against the one before it.
 *
 * <p>A strategy is dominated when another costs no more and gains no less, one of the two strictly; of strategies equal in both the first stays. It is extendedly dominated when
 * a mix of two others would do the same for less, that is, when ratios along the frontier would not ascend.
 *
 * <p>Reference: Drummond, Sculpher, Claxton, Stoddart, Torrance. Methods for the Economic Evaluation of Health Care Programmes, 4th ed. Oxford 2015, ch. 4.
 *
 * @param entries of all strategies: those on the frontier by ascending cost, then the others in their own order
 */
public record Frontier(List<Entry> entries) {

    public Frontier {
        entries = List.copyOf(entries);
    }

    public enum Status {
        ON_FRONTIER,
        DOMINATED,
        EXTENDEDLY_DOMINATED
    }

    /** @param icer NaN for the first of the frontier and for those not on it */
    public record Entry(
            int strategy,
            Status status,
            double cost,
            double effect,
            double incrementalCost,
            double incrementalEffect,
            double icer) {}

    public static Frontier of(double[] cost, double[] effect) {
        if (cost.length != effect.length || cost.length == 0) {
            throw new IllegalArgumentException("a cost and an effect for each strategy");
        }
        List<Integer> left = new ArrayList<>(IntStream.range(0, cost.length)
                .filter(i -> !dominated(i, cost, effect))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> effect[i]).thenComparingDouble(i -> cost[i]))
                .toList());
        List<Integer> hull = hull(left, cost, effect);
        List<Entry> entries = new ArrayList<>();
        for (int k = 0; k < hull.size(); k++) {
            int i = hull.get(k);
            double dc = k == 0 ? Double.NaN : cost[i] - cost[hull.get(k - 1)];
            double de = k == 0 ? Double.NaN : effect[i] - effect[hull.get(k - 1)];
            entries.add(new Entry(i, Status.ON_FRONTIER, cost[i], effect[i], dc, de, dc / de));
        }
        for (int i = 0; i < cost.length; i++) {
            if (!hull.contains(i)) {
                Status status = left.contains(i) ? Status.EXTENDEDLY_DOMINATED : Status.DOMINATED;
                entries.add(new Entry(i, status, cost[i], effect[i], Double.NaN, Double.NaN, Double.NaN));
            }
        }
        return new Frontier(entries);
    }

    /** Strategies of the frontier, cheapest first. */
    public List<Entry> onFrontier() {
        return entries.stream().filter(e -> e.status() == Status.ON_FRONTIER).toList();
    }

    private static boolean dominated(int i, double[] cost, double[] effect) {
        for (int j = 0; j < cost.length; j++) {
            boolean noWorse = cost[j] <= cost[i] && effect[j] >= effect[i];
            boolean better = cost[j] < cost[i] || effect[j] > effect[i];
            if (j != i && noWorse && (better || j < i)) {
                return true;
            }
        }
        return false;
    }

    /** Lower convex hull over ascending effect. */
    private static List<Integer> hull(List<Integer> byEffect, double[] cost, double[] effect) {
        List<Integer> hull = new ArrayList<>();
        for (int i : byEffect) {
            while (hull.size() >= 2
                    && slope(hull.get(hull.size() - 2), hull.getLast(), cost, effect)
                            >= slope(hull.getLast(), i, cost, effect)) {
                hull.removeLast();
            }
            hull.add(i);
        }
        return hull;
    }

    private static double slope(int from, int to, double[] cost, double[] effect) {
        return (cost[to] - cost[from]) / (effect[to] - effect[from]);
    }
}
