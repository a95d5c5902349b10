package org.steelyard.stats.causal;

import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.matching.MatchedPairs;

/**
 * Means of the two sides of matched pairs.
 *
 * <p><b>Estimand</b>: the effect in the treated who found a pair. <b>Formula</b>: means over pairs; covariance from the pairs' sums
 * of residuals, G/(G−1) Σ_g r_g r_g' / m², where a cluster g is a pair, or all the pairs that share a control when controls were used more
 * than once [1]. Without replacement the difference has the usual paired standard error sd(y₁ − y₀)/√m. The pairs are taken as given.
 *
 * <p>[1] Austin, Int J Biostat 2009;5:13, doi:10.2202/1557-4679.1146, shows why the variance must be that of pairs.
 */
public final class PairedMeans {

    private PairedMeans() {}

    public static PotentialMeans estimate(double[] outcome, MatchedPairs pairs) {
        Checks.finite("outcome", outcome);
        int m = pairs.pairs();
        double mean1 = mean(outcome, pairs.treated());
        double mean0 = mean(outcome, pairs.control());
        double[] sum1 = new double[outcome.length];
        double[] sum0 = new double[outcome.length];
        boolean[] cluster = new boolean[outcome.length];
        for (int k = 0; k < m; k++) {
            int c = pairs.control()[k];
            sum1[c] += (outcome[pairs.treated()[k]] - mean1) / m;
            sum0[c] += (outcome[c] - mean0) / m;
            cluster[c] = true;
        }
        double clusters = count(cluster);
        if (clusters < 2) {
            throw EstimationError.EMPTY_ARM.at(
                    "pairs",
                    Text.of("配对不足 2 对，无法估计标准误", "fewer than 2 pairs give no standard error"),
                    Text.of("放宽卡钳值，或改用加权方法", "widen the caliper, or use weighting"));
        }
        return PotentialMeans.ofInfluence(
                mean1, mean0, new PotentialMeans.Influence(sum1, sum0), clusters / (clusters - 1));
    }

    private static double mean(double[] outcome, int[] rows) {
        double sum = 0;
        for (int r : rows) {
            sum += outcome[r];
        }
        return sum / rows.length;
    }

    private static int count(boolean[] flags) {
        int n = 0;
        for (boolean f : flags) {
            n += f ? 1 : 0;
        }
        return n;
    }
}
