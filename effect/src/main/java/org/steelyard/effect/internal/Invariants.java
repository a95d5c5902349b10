package org.steelyard.effect.internal;

import java.util.Arrays;
import org.steelyard.effect.EffectError;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Matching.MatchingMethod;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.stats.matching.MatchedPairs;
import org.steelyard.stats.matching.MatchedSets;
import org.steelyard.stats.weighting.StandardisedDifference;

/** What must be true of a result whatever the data. Checked in every run: such faults are silent otherwise. */
final class Invariants {

    /** Rounding, in standard deviations or as a share: what exact balance and equal sums must reach. */
    private static final double EXACT = 1e-6;

    private Invariants() {}

    /** What the analysis made of a sample: every rule that holds for its kind. */
    static Prepared checked(Analysis analysis, Sample sample, Prepared prepared) {
        boolean[] treated = sample.treated();
        switch (prepared) {
            case Prepared.Weighted w -> {
                double[] weight = w.weights().weight();
                weights(weight, treated);
                if (analysis.trim().isEmpty() && !WeightScheme.truncates(analysis)) {
                    exact(analysis, w, treated);
                }
            }
            case Prepared.Augmented a -> weights(a.weights().weight(), treated);
            case Prepared.Robust r -> weights(r.weights().weight(), treated);
            case Prepared.Sets s -> {
                weights(s.weight(), treated);
                setSums(s.weight(), s.sets(), treated);
            }
            case Prepared.Crude c -> {}
            case Prepared.Regressed r -> {}
            case Prepared.Standardised g -> {}
            case Prepared.Matched m -> {}
            case Prepared.Neighbours n -> {}
        }
        return prepared;
    }

    private static void exact(Analysis analysis, Prepared.Weighted w, boolean[] treated) {
        double[] weight = w.weights().weight();
        switch (w.score().fit()) {
            case ScoreFit.Logistic l -> {
                if (analysis.target() == Target.ATO && !WeightScheme.stabilises(analysis)) {
                    equalSums(weight, treated);
                    balance(largest(w.score(), weight));
                }
            }
            case ScoreFit.Balancing c -> {
                if (c.fit().overIdentification().df() == 0) {
                    balance(largest(w.score(), weight));
                }
            }
            case ScoreFit.Entropy e -> balance(largest(w.score(), weight));
            case ScoreFit.Penalised p -> {}
            case ScoreFit.Learned t -> {}
        }
    }

    private static double largest(Propensity score, double[] weight) {
        double out = 0;
        for (double[] x : score.design().columns()) {
            out = Math.max(out, Math.abs(StandardisedDifference.of(x, score.treated(), weight)));
        }
        return out;
    }

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
            Arrays.fill(l, Double.POSITIVE_INFINITY);
        }
        for (double[] h : high) {
            Arrays.fill(h, Double.NEGATIVE_INFINITY);
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

    /** Weights that balance by construction do so: the largest standardised difference of a term of the score is nothing but rounding. */
    static void balance(double largest) {
        if (!(largest <= EXACT)) {
            throw broken(
                    "按构造应完全平衡的权重没有使各项平衡（最大标准化均值差 " + Checks.number(largest) + "）",
                    "weights that balance by construction leave a standardised difference of "
                            + Checks.number(largest));
        }
    }

    /** In both arms overlap weights come to the same sum: the score's own equation for the intercept. */
    static void equalSums(double[] weight, boolean[] treated) {
        double[] sum = new double[2];
        for (int i = 0; i < weight.length; i++) {
            sum[treated[i] ? 1 : 0] += weight[i];
        }
        if (!(Math.abs(sum[1] - sum[0]) <= EXACT * (sum[0] + sum[1]))) {
            throw broken("两组重叠权重合计不等", "the overlap weights of the two arms do not come to the same sum");
        }
    }

    /** In every matched set the arms' weights stand to each other as they do over all sets. */
    static void setSums(double[] weight, MatchedSets sets, boolean[] treated) {
        double[][] sum = new double[sets.sets()][2];
        double[] all = new double[2];
        for (int i = 0; i < weight.length; i++) {
            if (sets.set()[i] >= 0) {
                sum[sets.set()[i]][treated[i] ? 1 : 0] += weight[i];
                all[treated[i] ? 1 : 0] += weight[i];
            }
        }
        for (double[] s : sum) {
            if (!(Math.abs(s[1] * all[0] - s[0] * all[1]) <= EXACT * all[0] * all[1])) {
                throw broken("匹配集内两组权重合计不成比例", "within a matched set the arms' weights are out of proportion");
            }
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
