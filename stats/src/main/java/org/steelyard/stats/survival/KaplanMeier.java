package org.steelyard.stats.survival;

import org.steelyard.stats.survival.internal.RiskTable;

/**
 * The product-limit estimator of survival, weighted or not.
 *
 * <p><b>Estimand</b>: S(t) = P(T &gt; t) in the population that the weighted sample stands for. <b>Assumptions</b>:
 * censoring is independent of the event time (within the weighted sample); weights are known.
 *
 * <p><b>Formula</b>: S(t) = ∏ (1 − d_j / n_j) over event times t_j ≤ t, where d_j and n_j are sums of weights of those with
 * the event at t_j and of those under observation just before [1]. Events come before censorings at the same time.
 *
 * <p><b>Variance</b>: {@link Variance#GREENWOOD} is S² Σ d_j / (n_j (n_j − d_j)) [2]. {@link Variance#ROBUST} is the
 * infinitesimal jackknife Σ_i (w_i ∂S/∂w_i)², which stays valid when weights are not frequencies [3]; without weights the
 * two are equal. Neither accounts for weights having been estimated.
 *
 * <p><b>Edges</b>: where the curve drops to 0 the standard error is 0 and intervals are NaN (R prints NaN for both). Times
 * are tied only when equal bit for bit; R first rounds times that differ by less than 1e-8 of their size, so a caller
 * who computes times by division must round them.
 *
 * <p>Speed: one sort, then linear, the robust variance included.
 *
 * <ol>
 *   <li>Kaplan and Meier, J Am Stat Assoc 1958;53:457-481, doi:10.1080/01621459.1958.10501452.
 *   <li>Greenwood, Reports on Public Health and Medical Subjects 33, HMSO 1926.
 *   <li>Therneau and Grambsch, Modeling Survival Data, Springer 2000, doi:10.1007/978-1-4757-3294-8, ch. 7.
 * </ol>
 */
public final class KaplanMeier {

    /** How the standard error is made. */
    public enum Variance {
        GREENWOOD,
        ROBUST
    }

    private KaplanMeier() {}

    /** Greenwood's variance when every weight is 1, the robust one otherwise. */
    public static SurvivalCurve fit(SurvivalData data) {
        return fit(data, data.unweighted() ? Variance.GREENWOOD : Variance.ROBUST);
    }

    public static SurvivalCurve fit(SurvivalData data, Variance variance) {
        RiskTable table = RiskTable.of(data);
        double[] survival = table.survival();
        double[] se = switch (variance) {
            case GREENWOOD -> table.greenwood();
            case ROBUST -> table.robust();
        };
        return new SurvivalCurve(
                table.time(),
                table.atRisk(),
                table.events(),
                table.weightedAtRisk(),
                table.weightedEvents(),
                survival,
                se,
                variance,
                data.size());
    }

    /**
     * What each person moves S(t) by: w_i ∂S(t)/∂w_i, in the order of the data. Their squares add up to the robust
     * variance; summed within clusters first they give the cluster-robust one.
     */
    public static double[] influence(SurvivalData data, double t) {
        RiskTable table = RiskTable.of(data);
        double[] survival = table.survival();
        int last = table.lastNotAfter(t);
        double[] factor = new double[table.size()];
        for (int j = 0; j <= last; j++) {
            factor[j] = last < 0 ? 0 : survival[last];
        }
        return table.influence(data, factor);
    }
}
