package org.steelyard.stats.survival;

import org.steelyard.stats.survival.internal.RiskTable;

/**
 * The Nelson–Aalen estimate of the cumulative hazard, Σ d_j/n_j over event times up to t.
 *
 * <p>[1] Aalen, Ann Stat 1978;6:701-726, doi:10.1214/aos/1176344247.
 */
public final class NelsonAalen {

    private NelsonAalen() {}

    /** The cumulative hazard at each person's own time: with the event indicator, what an imputation model needs of a survival outcome. */
    public static double[] atOwnTime(SurvivalData data) {
        RiskTable table = RiskTable.of(data);
        double[] running = new double[table.size()];
        double sum = 0;
        for (int k = 0; k < running.length; k++) {
            sum += table.weightedEvents()[k] > 0 ? table.weightedEvents()[k] / table.weightedAtRisk()[k] : 0;
            running[k] = sum;
        }
        double[] hazard = new double[data.size()];
        for (int i = 0; i < hazard.length; i++) {
            hazard[i] = running[table.row()[i]];
        }
        return hazard;
    }
}
