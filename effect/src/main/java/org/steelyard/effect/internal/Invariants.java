package org.steelyard.effect.internal;

import org.steelyard.effect.EffectError;
import org.steelyard.kernel.Text;
import org.steelyard.stats.matching.MatchedPairs;

/** What must be true of a result whatever the data. Checked in every run: such faults are silent otherwise. */
final class Invariants {

    private Invariants() {}

    /** Every pair joins a treated person and a control no further apart than the caliper. */
    static void pairs(MatchedPairs pairs, boolean[] treated, double[] logit) {
        for (int k = 0; k < pairs.pairs(); k++) {
            int t = pairs.treated()[k];
            int c = pairs.control()[k];
            boolean close = Math.abs(logit[t] - logit[c]) <= pairs.caliper();
            if (!treated[t] || treated[c] || !close) {
                throw broken("匹配对超出卡钳或两人同组", "a pair lies beyond the caliper or within one arm");
            }
        }
    }

    /** Weights are finite, not negative, and somebody in each arm has one. */
    static void weights(double[] weight, boolean[] treated) {
        double[] sum = new double[2];
        for (int i = 0; i < weight.length; i++) {
            if (!(weight[i] >= 0) || Double.isInfinite(weight[i])) {
                throw broken("权重为负或非有限值", "a weight is negative or not finite");
            }
            sum[treated[i] ? 1 : 0] += weight[i];
        }
        if (!(sum[0] > 0 && sum[1] > 0)) {
            throw broken("有一组权重合计为零", "the weights of an arm sum to zero");
        }
    }

    private static RuntimeException broken(String zh, String en) {
        return Failure.of(
                EffectError.INVARIANT,
                "",
                Text.of("内部检查未通过：" + zh, "an internal check failed: " + en),
                Text.of(
                        "这是程序缺陷，请连同方案报告给维护者，勿使用该结果",
                        "this is a fault of the program: report it with the plan, and do not use the result"));
    }
}
