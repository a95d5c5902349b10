package org.steelyard.stats.survival.internal;

import java.util.Arrays;
import org.steelyard.stats.internal.SortOrder;
import org.steelyard.stats.survival.SurvivalData;

/**
 * Counts and sums of weights by distinct observed time.
 *
 * @param row for each person the index of their time
 * @param weightSquaredAtRisk sum of squared weights of those at risk just before the time
 * @param eventsSquared sum of squared weights of those with an event at the time
 * @param leaving sum of squared weights of those whose follow-up ends at the time without event
 */
public record RiskTable(
        double[] time,
        int[] row,
        int[] atRisk,
        int[] events,
        double[] weightedAtRisk,
        double[] weightedEvents,
        double[] weightSquaredAtRisk,
        double[] eventsSquared,
        double[] leaving) {

    public static RiskTable of(SurvivalData data) {
        int[] order = SortOrder.ascending(data.time());
        int[] row = new int[order.length];
        int k = -1;
        for (int i = 0; i < order.length; i++) {
            if (i == 0 || data.time()[order[i]] != data.time()[order[i - 1]]) {
                k++;
            }
            row[order[i]] = k;
        }
        return fill(data, order, row, k + 1);
    }

    private static RiskTable fill(SurvivalData data, int[] order, int[] row, int m) {
        double[] time = new double[m];
        int[] atRisk = new int[m];
        int[] events = new int[m];
        double[] risk = new double[m];
        double[] died = new double[m];
        double[] riskSquared = new double[m];
        double[] diedSquared = new double[m];
        double[] leaving = new double[m];
        for (int i : order) {
            int k = row[i];
            double w = data.weight()[i];
            time[k] = data.time()[i];
            atRisk[k]++;
            if (data.event()[i]) {
                events[k]++;
                died[k] += w;
                diedSquared[k] += w * w;
            } else {
                leaving[k] += w * w;
            }
            risk[k] += w;
        }
        for (int k = 0; k < m; k++) {
            riskSquared[k] = diedSquared[k] + leaving[k];
        }
        for (int k = m - 2; k >= 0; k--) {
            atRisk[k] += atRisk[k + 1];
            risk[k] += risk[k + 1];
            riskSquared[k] += riskSquared[k + 1];
        }
        return new RiskTable(time, row, atRisk, events, risk, died, riskSquared, diedSquared, leaving);
    }

    public int size() {
        return time.length;
    }

    /** Index of the last time that is not after {@code t}, -1 when there is none. */
    public int lastNotAfter(double t) {
        int i = Arrays.binarySearch(time, t);
        return i >= 0 ? i : -i - 2;
    }

    public double[] survival() {
        double[] survival = new double[size()];
        double s = 1;
        for (int k = 0; k < size(); k++) {
            if (events[k] > 0 && weightedEvents[k] > 0) {
                s = finished(k) ? 0 : s * (1 - weightedEvents[k] / weightedAtRisk[k]);
            }
            survival[k] = s;
        }
        return survival;
    }

    /** Whether nobody of positive weight is left after the events at this time: those with the event carry all the weight. */
    private boolean finished(int k) {
        return leaving[k] == 0 && (k + 1 == size() || weightedAtRisk[k + 1] == 0);
    }

    /** d / (n (n − d)) at a time: its running sum is both Greenwood's sum and the part of the influence of those at risk. */
    public double greenwoodTerm(int k) {
        if (weightedEvents[k] == 0 || finished(k)) {
            return 0;
        }
        return weightedEvents[k] / (weightedAtRisk[k] * (weightedAtRisk[k] - weightedEvents[k]));
    }

    /** 1 / (n − d) at a time, 0 when the curve ends there. */
    private double eventTerm(int k) {
        return events[k] == 0 || finished(k) ? 0 : 1 / (weightedAtRisk[k] - weightedEvents[k]);
    }

    public double[] greenwood() {
        double[] survival = survival();
        double[] se = new double[size()];
        double sum = 0;
        for (int k = 0; k < size(); k++) {
            sum += greenwoodTerm(k);
            se[k] = survival[k] * Math.sqrt(sum);
        }
        return se;
    }

    /**
     * Infinitesimal jackknife. With H the running sum of Greenwood's terms, a person still at risk after t contributes
     * w²H(t)², one who left at u ≤ t contributes w²(δ/(n−d)(u) − H(u))² for good.
     */
    public double[] robust() {
        double[] survival = survival();
        double[] se = new double[size()];
        double hazard = 0;
        double left = 0;
        for (int k = 0; k < size(); k++) {
            hazard += greenwoodTerm(k);
            double event = eventTerm(k) - hazard;
            left += eventsSquared[k] * event * event + leaving[k] * hazard * hazard;
            double stay = k + 1 < size() ? weightSquaredAtRisk[k + 1] : 0;
            se[k] = survival[k] * Math.sqrt(left + stay * hazard * hazard);
        }
        return se;
    }

    /**
     * Influence of each person on Σ_j factor_j · log(1 − d_j/n_j): minus w_i (factor/(n−d) at their own event − Σ_{j ≤ own
     * time} factor_j d_j/(n_j(n_j−d_j))).
     */
    public double[] influence(SurvivalData data, double[] factor) {
        double[] running = new double[size()];
        double sum = 0;
        for (int k = 0; k < size(); k++) {
            sum += factor[k] * greenwoodTerm(k);
            running[k] = sum;
        }
        double[] influence = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            int k = row[i];
            double own = data.event()[i] ? factor[k] * eventTerm(k) : 0;
            influence[i] = data.weight()[i] * (running[k] - own);
        }
        return influence;
    }
}
