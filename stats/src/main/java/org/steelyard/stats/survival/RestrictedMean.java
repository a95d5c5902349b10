package org.steelyard.stats.survival;

import org.steelyard.kernel.Text;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.survival.internal.RiskTable;

/**
 * Restricted mean survival time: the mean time free of the event during the first {@code horizon} units of time.
 *
 * <p><b>Estimand</b>: E[min(T, τ)] = ∫₀^τ S(t) dt. <b>Assumptions</b>: those of {@link KaplanMeier}.
 *
 * <p><b>Formula</b>: area under the Kaplan–Meier curve. Variance without weights: Σ_j A_j² d_j / (n_j (n_j − d_j)) with A_j the
 * area between t_j and τ, over event times t_j ≤ τ [1, 2]; with weights the infinitesimal jackknife (sum of squares of
 * {@link #influence}).
 *
 * <p><b>Edges</b>: a horizon beyond the last time is an error while the curve is above 0, because the area there is unknown
 * (R carries the last value forward instead). A time at which the curve drops to 0 adds nothing to the variance.
 *
 * <ol>
 *   <li>Royston and Parmar, BMC Med Res Methodol 2013;13:152, doi:10.1186/1471-2288-13-152.
 *   <li>Uno et al., J Clin Oncol 2014;32:2380-2385, doi:10.1200/JCO.2014.55.2208.
 * </ol>
 */
public final class RestrictedMean {

    private RestrictedMean() {}

    /** The mean up to the horizon; its p-value (against 0) has no use. */
    public static Estimate of(SurvivalData data, double horizon, double level) {
        RiskTable table = RiskTable.of(data);
        double[] area = areasToHorizon(table, horizon);
        return Estimate.normal(total(table, horizon), standardError(data, table, area), level);
    }

    /** The difference of two independent groups, first minus second. */
    public static Estimate difference(SurvivalData first, SurvivalData second, double horizon, double level) {
        Estimate a = of(first, horizon, level);
        Estimate b = of(second, horizon, level);
        return Estimate.normal(a.value() - b.value(), Math.hypot(a.se(), b.se()), level);
    }

    /** The longest horizon at which the mean is known in these data: the last time, or infinity once the curve is at 0. */
    public static double longestHorizon(SurvivalData data) {
        RiskTable table = RiskTable.of(data);
        int last = table.size() - 1;
        return table.survival()[last] == 0 ? Double.POSITIVE_INFINITY : table.time()[last];
    }

    /** What each person moves the mean by, in the order of the data; squares add up to the robust variance. */
    public static double[] influence(SurvivalData data, double horizon) {
        RiskTable table = RiskTable.of(data);
        return table.influence(data, areasToHorizon(table, horizon));
    }

    private static double standardError(SurvivalData data, RiskTable table, double[] area) {
        double sum = 0;
        if (data.unweighted()) {
            for (int j = 0; j < area.length; j++) {
                sum += area[j] * area[j] * table.greenwoodTerm(j);
            }
        } else {
            for (double influence : table.influence(data, area)) {
                sum += influence * influence;
            }
        }
        return Math.sqrt(sum);
    }

    private static double total(RiskTable table, double horizon) {
        double first = Math.min(table.time()[0], horizon);
        return first + areasToHorizon(table, horizon)[0];
    }

    /** For each time the area under the curve from there to the horizon; 0 for times beyond it. */
    private static double[] areasToHorizon(RiskTable table, double horizon) {
        double[] survival = table.survival();
        int m = table.size();
        checkHorizon(table, survival[m - 1], horizon);
        double[] area = new double[m];
        double sum = 0;
        double next = horizon;
        for (int j = m - 1; j >= 0; j--) {
            if (table.time()[j] < horizon) {
                sum += survival[j] * (next - table.time()[j]);
                next = table.time()[j];
            }
            area[j] = sum;
        }
        return area;
    }

    private static void checkHorizon(RiskTable table, double lastSurvival, double horizon) {
        if (!(horizon > 0) || (horizon > table.time()[table.size() - 1] && lastSurvival > 0)) {
            throw EstimationError.BEYOND_FOLLOW_UP.at(
                    "horizon",
                    Text.of(
                            "限制平均生存时间的时间上限须大于 0，且不超过各组最长随访时间",
                            "the horizon of a restricted mean must be above 0 and within the follow-up of every group"),
                    Text.of("缩短时间上限", "choose a shorter horizon"));
        }
    }
}
