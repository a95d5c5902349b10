package org.steelyard.stats.survival;

import java.util.stream.IntStream;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.inference.ChiSquared;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.survival.internal.RiskTable;

/**
 * The log-rank test for weighted people, such as those of inverse-probability weights.
 *
 * <p><b>Formula</b>: U_g = Σ_t (d_g − n_g d/n), all counts sums of weights; U'V⁻U with V = Σ_i L_i L_i' and L_i person i's score residual
 * w_i [δ_i (1_g − n_g/n)(T_i) − Σ_{t ≤ T_i} (1_g − n_g/n) d/n]. That is the robust score test of a Cox model of the groups with Breslow's ties [1]
 * (R: {@code coxph(robust = TRUE, ties = "breslow")$rscore}), and stays valid when weights are not frequencies. The usual log-rank
 * variance with weights put in for counts does not [2]. Weights are taken as known.
 *
 * <p>Degrees of freedom are the rank of V. Cost O(n · groups) after one sort.
 *
 * <ol>
 *   <li>Lin and Wei, J Am Stat Assoc 1989;84:1074-1078, doi:10.1080/01621459.1989.10478874.
 *   <li>Xie and Liu, Stat Med 2005;24:3089-3110, doi:10.1002/sim.2174.
 * </ol>
 */
public final class WeightedLogRank {

    private WeightedLogRank() {}

    /** @param group from 0 to {@code groups} − 1 for each person */
    public static ChiSquared test(SurvivalData data, int[] group, int groups) {
        Checks.sameLength(data.size(), group.length);
        RiskTable table = RiskTable.of(data);
        int m = table.size();
        double[][] share = shares(data, group, table, groups);
        double[] score = new double[Math.max(0, groups - 1)];
        double[][] v = new double[score.length][score.length];
        double[] hazard = new double[m + 1];
        double[][] drift = new double[score.length][m + 1];
        for (int k = 0; k < m; k++) {
            double jump = table.weightedAtRisk()[k] > 0 ? table.weightedEvents()[k] / table.weightedAtRisk()[k] : 0;
            hazard[k + 1] = hazard[k] + jump;
            for (int g = 0; g < score.length; g++) {
                drift[g][k + 1] = drift[g][k] + jump * share[g][k];
            }
        }
        double[] residual = new double[score.length];
        for (int i = 0; i < data.size(); i++) {
            int k = table.row()[i];
            for (int g = 0; g < residual.length; g++) {
                double mine = group[i] == g ? 1 : 0;
                double event = data.event()[i] ? mine - share[g][k] : 0;
                residual[g] = data.weight()[i] * (event - mine * hazard[k + 1] + drift[g][k + 1]);
                score[g] += residual[g];
            }
            for (int g = 0; g < residual.length; g++) {
                for (int h = 0; h < residual.length; h++) {
                    v[g][h] += residual[g] * residual[h];
                }
            }
        }
        return statistic(score, v);
    }

    private static double[][] shares(SurvivalData data, int[] group, RiskTable table, int groups) {
        int m = table.size();
        double[][] share = new double[groups][m];
        IntStream.range(0, data.size()).forEach(i -> share[group[i]][table.row()[i]] += data.weight()[i]);
        for (double[] one : share) {
            for (int k = m - 2; k >= 0; k--) {
                one[k] += one[k + 1];
            }
            for (int k = 0; k < m; k++) {
                one[k] = table.weightedAtRisk()[k] > 0 ? one[k] / table.weightedAtRisk()[k] : 0;
            }
        }
        return share;
    }

    private static ChiSquared statistic(double[] score, double[][] v) {
        Cholesky factor = Cholesky.of(Matrix.of(v));
        if (score.length == 0 || factor.rank() == 0) {
            throw EstimationError.SINGULAR.at(
                    "event",
                    Text.of("加权对数秩检验的方差为 0，无法检验", "the variance of the weighted log-rank test is 0"),
                    Text.of("事件发生时至少要有两组的人仍在随访", "people of two groups must be under observation when events happen"));
        }
        double[] solved = factor.solve(score);
        double sum = 0;
        for (int i = 0; i < score.length; i++) {
            sum += score[i] * solved[i];
        }
        return ChiSquared.of(sum, factor.rank());
    }
}
