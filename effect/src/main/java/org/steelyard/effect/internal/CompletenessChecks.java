package org.steelyard.effect.internal;

import java.util.Arrays;
import java.util.List;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectSettings.Limits;
import org.steelyard.kernel.Text;

/** How far weights for being complete may be trusted. */
final class CompletenessChecks {

    static final String SHARE = "completeness-share";

    private final Work work;
    private final Completeness model;

    CompletenessChecks(Work work, Completeness model) {
        this.work = work;
        this.model = model;
    }

    List<Diagnostic> all() {
        return List.of(share(), perTerm(), spread(), balance());
    }

    private Diagnostic one(String kind, double value, double limit, boolean passed, Text message) {
        return Checks.diagnostic(work.analysis().id(), kind, value, limit, passed, message);
    }

    private int complete() {
        return Take.count(model.complete());
    }

    private Diagnostic share() {
        int n = model.complete().length;
        double share = (double) complete() / n;
        return one(
                SHARE,
                share,
                Double.NaN,
                true,
                Text.of(
                        n + " 人中 " + complete() + " 人（" + Checks.percent(share) + "）所需变量完整，按其完整概率的倒数代表其余的人",
                        complete() + " of " + n + " people (" + Checks.percent(share)
                                + ") are complete and stand for the others by the inverse of their probability of being so"));
    }

    private Diagnostic perTerm() {
        int n = model.complete().length;
        int rarer = Math.min(complete(), n - complete());
        int terms = model.terms().terms().size();
        double each = (double) rarer / terms;
        double limit = work.settings().limits().eventsPerVariable();
        return one(
                "completeness-events-per-variable",
                each,
                limit,
                each >= limit,
                Text.of(
                        "完整性模型每项平均有 " + Checks.number(each) + " 人（完整与不完整中较少的 " + rarer + " 人 ÷ " + terms + " 项）",
                        Checks.number(each) + " people per term of the model of completeness (" + rarer
                                + ", the fewer of complete and incomplete, / " + terms + ")"));
    }

    private Diagnostic spread() {
        Limits limits = work.settings().limits();
        double[] weight =
                Arrays.stream(model.model().weight()).filter(w -> w > 0).toArray();
        double total = Arrays.stream(weight).sum();
        double squares = Arrays.stream(weight).map(w -> w * w).sum();
        double share = total * total / squares / weight.length;
        double largest = Arrays.stream(weight).max().orElse(0);
        boolean passed = share >= limits.effectiveShare() && largest / total <= limits.largestWeightShare();
        return one(
                "completeness-weights",
                share,
                limits.effectiveShare(),
                passed,
                Text.of(
                        "完整性权重在 " + Checks.number(Arrays.stream(weight).min().orElse(0)) + " 至 "
                                + Checks.number(largest)
                                + " 之间，有效样本量为完整者的 " + Checks.percent(share) + "，最大一人占权重合计的 "
                                + Checks.percent(largest / total),
                        "weights for being complete lie between "
                                + Checks.number(Arrays.stream(weight).min().orElse(0)) + " and "
                                + Checks.number(largest) + "; the effective sample size is " + Checks.percent(share)
                                + " of the complete, and the largest has " + Checks.percent(largest / total)
                                + " of the total"));
    }

    private Diagnostic balance() {
        double largest = model.largestDifference();
        double limit = work.plan().smdThreshold();
        return one(
                "completeness-balance",
                largest,
                limit,
                largest <= limit,
                Text.of(
                        "加权后的完整者与全部人群相比，预测变量的标准化差异最大为 " + Checks.number(largest),
                        "largest standardised difference of a predictor between the weighted complete cases and everybody: "
                                + Checks.number(largest)));
    }
}
