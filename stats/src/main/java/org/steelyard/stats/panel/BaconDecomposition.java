package org.steelyard.stats.panel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;

/**
 * What the two-way fixed-effects coefficient of a staggered treatment averages: every comparison of two cohorts, with its weight.
 *
 * <p><b>Formula</b> [1]: for cohorts with shares n_k and treated shares of time D_k, weights in proportion to n_k n_U D_k (1 − D_k) for k against the
 * never treated, n_k n_l (D_k − D_l)(1 − D_k) for an early k against l before l's treatment, and n_k n_l D_l (D_k − D_l) for a late l
 * against k that is already treated. The last kind is the one that misleads when effects grow with time: {@link #shareAlreadyTreated}. Weights
 * sum to 1 and the weighted sum is the coefficient of {@link TwoWayFixedEffects#ofPanel}, which tests prove.
 *
 * <p>[1] Goodman-Bacon, J Econom 2021;225:254-277, doi:10.1016/j.jeconom.2021.03.014.
 */
public record BaconDecomposition(List<Comparison> comparisons) {

    /** Who serves as control. */
    public enum Kind {
        TREATED_AND_NEVER,
        EARLIER_AND_NOT_YET,
        LATER_AND_ALREADY
    }

    /** @param treated,control first treated periods */
    public record Comparison(Kind kind, int treated, int control, double estimate, double weight) {}

    public BaconDecomposition {
        comparisons = List.copyOf(comparisons);
    }

    public double coefficient() {
        return comparisons.stream().mapToDouble(c -> c.weight() * c.estimate()).sum();
    }

    /** Weight of comparisons with units that are already treated. */
    public double shareAlreadyTreated() {
        return comparisons.stream()
                .filter(c -> c.kind() == Kind.LATER_AND_ALREADY)
                .mapToDouble(Comparison::weight)
                .sum();
    }

    public static BaconDecomposition of(Panel panel) {
        int[] groups = panel.groups();
        if (groups.length == 0 || groups[0] <= panel.times()[0]) {
            throw DesignError.NO_COMPARISON.at(
                    "first treated",
                    Text.of(
                            "分解要求有单位在数据期内开始处理，且没有单位从一开始就已处理",
                            "the decomposition needs units that adopt within the data and none treated from its start"),
                    Text.of("去掉一开始就已处理的单位", "leave out the units treated from the start"));
        }
        Work work = new Work(panel);
        List<Comparison> raw = new ArrayList<>();
        for (int k : groups) {
            if (work.share(Panel.NEVER) > 0) {
                raw.add(work.againstNever(k));
            }
            for (int l : groups) {
                if (k < l) {
                    raw.add(work.earlier(k, l));
                    raw.add(work.later(k, l));
                }
            }
        }
        double total = raw.stream().mapToDouble(Comparison::weight).sum();
        if (!(total > 0)) {
            throw new IllegalStateException("a decomposition must have weights above 0");
        }
        return new BaconDecomposition(raw.stream()
                .filter(c -> c.weight() > 0)
                .map(c -> new Comparison(c.kind(), c.treated(), c.control(), c.estimate(), c.weight() / total))
                .toList());
    }

    private record Work(Panel panel) {

        double share(int group) {
            return panel.share(group);
        }

        /** Share of periods in which the cohort is treated. */
        double treatedTime(int group) {
            return Arrays.stream(panel.times()).filter(t -> t >= group).count() / (double) panel.times().length;
        }

        Comparison againstNever(int k) {
            double d = treatedTime(k);
            double estimate = difference(k, Panel.NEVER, new Window(Integer.MIN_VALUE, k, Panel.NEVER));
            return new Comparison(
                    Kind.TREATED_AND_NEVER, k, Panel.NEVER, estimate, share(k) * share(Panel.NEVER) * d * (1 - d));
        }

        Comparison earlier(int k, int l) {
            double dk = treatedTime(k);
            double dl = treatedTime(l);
            double estimate = difference(k, l, new Window(Integer.MIN_VALUE, k, l));
            return new Comparison(Kind.EARLIER_AND_NOT_YET, k, l, estimate, share(k) * share(l) * (dk - dl) * (1 - dk));
        }

        Comparison later(int k, int l) {
            double dk = treatedTime(k);
            double dl = treatedTime(l);
            double estimate = difference(l, k, new Window(k, l, Panel.NEVER));
            return new Comparison(Kind.LATER_AND_ALREADY, l, k, estimate, share(k) * share(l) * dl * (dk - dl));
        }

        double difference(int treated, int control, Window w) {
            return change(treated, w) - change(control, w);
        }

        private double change(int group, Window w) {
            int[] before = IntStream.range(0, panel.times().length)
                    .filter(t -> panel.times()[t] >= w.from() && panel.times()[t] < w.cut())
                    .toArray();
            int[] after = IntStream.range(0, panel.times().length)
                    .filter(t -> panel.times()[t] >= w.cut() && panel.times()[t] < w.to())
                    .toArray();
            return mean(group, after) - mean(group, before);
        }

        private double mean(int group, int[] periods) {
            double sum = 0;
            int count = 0;
            for (int u = 0; u < panel.units().length; u++) {
                if (panel.firstTreated()[u] == group) {
                    for (int t : periods) {
                        sum += panel.outcome()[u][t];
                        count++;
                    }
                }
            }
            return sum / count;
        }
    }

    /** From a period, cut at another, to a third that does not belong. */
    private record Window(int from, int cut, int to) {}
}
