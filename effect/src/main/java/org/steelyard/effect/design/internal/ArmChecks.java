package org.steelyard.effect.design.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.effect.DesignResult.Row;
import org.steelyard.effect.design.DesignLimits;
import org.steelyard.kernel.Text;
import org.steelyard.stats.weighting.MultiArmWeights;
import org.steelyard.stats.weighting.StandardisedDifference;

/** What must hold for several arms to be compared. */
record ArmChecks(Finding found, DesignLimits limits) {

    void of(ArmPeople people, MultiArmWeights weights) {
        int arms = people.levels().size();
        double[] w = weights.weight();
        double share = 1;
        double top = 0;
        int smallest = Integer.MAX_VALUE;
        for (int a = 0; a < arms; a++) {
            int one = a;
            share = Math.min(share, weights.effectiveSampleSize(people.arm(), a) / people.count(a));
            double total = IntStream.range(0, w.length)
                    .filter(i -> people.arm()[i] == one)
                    .mapToDouble(i -> w[i])
                    .sum();
            double largest = IntStream.range(0, w.length)
                    .filter(i -> people.arm()[i] == one)
                    .mapToDouble(i -> w[i])
                    .max()
                    .orElse(0);
            top = Math.max(top, largest / total);
            smallest = Math.min(smallest, people.count(a));
        }
        balance(people, w);
        found.atLeast(
                "ess",
                share,
                limits.effectiveShare(),
                Text.of(
                        "各组加权后有效样本量占比最小为 " + Finding.number(share),
                        "smallest effective share of an arm " + Finding.number(share)));
        found.atMost(
                "largest-weight",
                top,
                found.settings().limits().largestWeightShare(),
                Text.of(
                        "一个人在本组的最大权重份额 " + Finding.number(top),
                        "largest share of its arm's weight of one person " + Finding.number(top)));
        double each = (double) smallest / people.terms().names().size();
        found.atLeast(
                "events-per-variable",
                each,
                limits.eventsPerTerm(),
                Text.of(
                        "评分模型每项对应最小组 " + Finding.number(each) + " 人",
                        Finding.number(each) + " people of the smallest arm per term of the score"));
    }

    private void balance(ArmPeople people, double[] weight) {
        List<Row> rows = new ArrayList<>();
        double worst = 0;
        for (int j = 0; j < people.terms().names().size(); j++) {
            double before = largest(people, people.terms().columns()[j], ones(weight.length));
            double after = largest(people, people.terms().columns()[j], weight);
            rows.add(new Row(people.terms().names().get(j), new double[] {before, after}));
            worst = Math.max(worst, after);
        }
        found.sheet("balance", rows);
        worst("smd-max", worst);
    }

    /** Within a level of a subgroup the largest difference is told, without the table. */
    void within(ArmPeople people, double[] weight, String group) {
        double worst = 0;
        for (double[] column : people.terms().columns()) {
            worst = Math.max(worst, largest(people, column, weight));
        }
        worst("subgroup-smd-max:" + group, worst);
    }

    private void worst(String kind, double worst) {
        found.atMost(
                kind,
                worst,
                found.plan().analysis().smdThreshold(),
                Text.of(
                        "加权后任两组间标准化均值差绝对值最大为 " + Finding.number(worst),
                        "largest absolute standardised difference between any two arms after weighting "
                                + Finding.number(worst)));
    }

    private static double[] ones(int n) {
        double[] out = new double[n];
        Arrays.fill(out, 1);
        return out;
    }

    /** Over all pairs of arms. */
    private static double largest(ArmPeople people, double[] x, double[] weight) {
        double out = 0;
        for (int a = 1; a < people.levels().size(); a++) {
            for (int b = 0; b < a; b++) {
                int one = a;
                int other = b;
                int[] rows = IntStream.range(0, x.length)
                        .filter(i -> people.arm()[i] == one || people.arm()[i] == other)
                        .toArray();
                boolean[] first = new boolean[rows.length];
                for (int k = 0; k < rows.length; k++) {
                    first[k] = people.arm()[rows[k]] == one;
                }
                double d = StandardisedDifference.of(pick(x, rows), first, pick(weight, rows));
                out = Math.max(out, Math.abs(d));
            }
        }
        return out;
    }

    private static double[] pick(double[] v, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> v[i]).toArray();
    }

    /** Events (the rarer kind), or people where the outcome is a number, for each term of the model of the outcome. */
    void perTerm(ArmPeople people, double[] y) {
        double events = Arrays.stream(y).sum();
        double rarer = Rows.two(y) ? Math.min(events, y.length - events) : y.length;
        double each = rarer / (people.terms().names().size() + people.levels().size() - 1);
        found.atLeast(
                "events-per-variable",
                each,
                limits.eventsPerTerm(),
                Text.of(
                        "结局模型每项对应 " + Finding.number(each) + (Rows.two(y) ? " 个事件" : " 人"),
                        Finding.number(each) + (Rows.two(y) ? " events" : " people")
                                + " per term of the outcome's model"));
    }
}
