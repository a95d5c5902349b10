package org.steelyard.effect.internal;

import org.steelyard.effect.EffectError;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Matching.MatchingMethod;
import org.steelyard.stats.matching.MatchedPairs;
import org.steelyard.stats.matching.MatchedSets;

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

    /** Every set has both arms; where one member is the centre, the others lie within the caliper of it. */
    static void sets(MatchedSets sets, boolean[] treated, double[] logit, double caliper, MatchingMethod method) {
        sets.checked(treated);
        if (Double.isInfinite(caliper)) {
            return;
        }
        double[][] low = new double[sets.sets()][2];
        double[][] high = new double[sets.sets()][2];
        for (double[] l : low) {
            java.util.Arrays.fill(l, Double.POSITIVE_INFINITY);
        }
        for (double[] h : high) {
            java.util.Arrays.fill(h, Double.NEGATIVE_INFINITY);
        }
        for (int i = 0; i < treated.length; i++) {
            int s = sets.set()[i];
            if (s >= 0) {
                int arm = treated[i] ? 1 : 0;
                low[s][arm] = Math.min(low[s][arm], logit[i]);
                high[s][arm] = Math.max(high[s][arm], logit[i]);
            }
        }
        for (int s = 0; s < sets.sets(); s++) {
            double reach = Math.max(high[s][1] - low[s][0], high[s][0] - low[s][1]);
            if (reach > caliper * (1 + 1e-12)) {
                throw broken("匹配集超出卡钳（" + method + "）", "a matched set reaches beyond the caliper (" + method + ")");
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
