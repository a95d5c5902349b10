package org.steelyard.stats.causal;

import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.matching.MatchedSets;

/**
 * Weighted means of both arms of matched sets, with a variance clustered on sets.
 *
 * <p><b>Formula</b>: Hájek means with the sets' weights; influences w(Y − μ)/Σw summed within sets, G/(G − 1) times the sum of squares [1]. For pairs that is the paired standard
 * error. Sets and weights are taken as given.
 *
 * <p>[1] Abadie and Spiess, J Am Stat Assoc 2022;117:983-995, doi:10.1080/01621459.2020.1840383.
 */
public final class MatchedSetMeans {

    private MatchedSetMeans() {}

    /** @param weight as {@link MatchedSets} gives them; 0 for people in no set */
    public static PotentialMeans estimate(double[] outcome, boolean[] treated, MatchedSets sets, double[] weight) {
        Checks.sameLength(outcome.length, treated.length, weight.length, sets.set().length);
        Checks.finite("outcome", outcome);
        if (sets.sets() < 2) {
            throw EstimationError.EMPTY_ARM.at(
                    "sets",
                    Text.of("匹配集不足 2 个，无法估计标准误", "fewer than 2 matched sets give no standard error"),
                    Text.of("放宽匹配条件，或改用加权方法", "loosen the matching, or use weighting"));
        }
        double[] total = new double[2];
        double[] sum = new double[2];
        for (int i = 0; i < outcome.length; i++) {
            int a = treated[i] ? 1 : 0;
            total[a] += weight[i];
            sum[a] += weight[i] * outcome[i];
        }
        double mean1 = sum[1] / total[1];
        double mean0 = sum[0] / total[0];
        double[] one = new double[sets.sets()];
        double[] zero = new double[sets.sets()];
        for (int i = 0; i < outcome.length; i++) {
            int s = sets.set()[i];
            if (s >= 0 && treated[i]) {
                one[s] += weight[i] * (outcome[i] - mean1) / total[1];
            } else if (s >= 0) {
                zero[s] += weight[i] * (outcome[i] - mean0) / total[0];
            }
        }
        double g = sets.sets();
        return PotentialMeans.ofInfluence(mean1, mean0, new PotentialMeans.Influence(one, zero), g / (g - 1));
    }
}
