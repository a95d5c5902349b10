package org.steelyard.stats.competing.internal;

import org.steelyard.stats.competing.CompetingData;
import org.steelyard.stats.internal.SortOrder;

/**
 * Sums of weights by distinct observed time.
 *
 * @param row for each person the index of their time
 * @param atRisk just before the time
 * @param squaresAtRisk of the weights
 * @param events by cause − 1 and time
 * @param anyEvent of all causes
 */
public record CauseTable(
        double[] time, int[] row, double[] atRisk, double[] squaresAtRisk, double[][] events, double[] anyEvent) {

    public static CauseTable of(CompetingData data, int causes) {
        int[] order = SortOrder.ascending(data.time());
        int[] row = new int[order.length];
        int m = 0;
        for (int i = 0; i < order.length; i++) {
            if (i > 0 && data.time()[order[i]] != data.time()[order[i - 1]]) {
                m++;
            }
            row[order[i]] = m;
        }
        m++;
        double[] time = new double[m];
        double[] atRisk = new double[m];
        double[] squares = new double[m];
        double[][] events = new double[causes][m];
        double[] any = new double[m];
        for (int i : order) {
            int k = row[i];
            double w = data.weight()[i];
            time[k] = data.time()[i];
            atRisk[k] += w;
            squares[k] += w * w;
            if (data.cause()[i] > 0) {
                events[data.cause()[i] - 1][k] += w;
                any[k] += w;
            }
        }
        for (int k = m - 2; k >= 0; k--) {
            atRisk[k] += atRisk[k + 1];
            squares[k] += squares[k + 1];
        }
        return new CauseTable(time, row, atRisk, squares, events, any);
    }

    public int size() {
        return time.length;
    }

    /** Whether nobody is left beyond this time: then the probability of being event-free is exactly 0, not a rounding error. */
    public boolean finished(int k) {
        return anyEvent[k] > 0
                && (k + 1 == size() || atRisk[k + 1] == 0)
                && !(atRisk[k] - anyEvent[k] > 1e-12 * atRisk[k]);
    }

    /** Probability of being free of all causes beyond each time. */
    public double[] survival() {
        double[] survival = new double[size()];
        double s = 1;
        for (int k = 0; k < size(); k++) {
            if (anyEvent[k] > 0) {
                s = finished(k) ? 0 : s * (1 - anyEvent[k] / atRisk[k]);
            }
            survival[k] = s;
        }
        return survival;
    }

    /** Cumulative incidence of a cause (from 0) at each time. */
    public double[] incidence(int cause, double[] survival) {
        double[] incidence = new double[size()];
        double sum = 0;
        double before = 1;
        for (int k = 0; k < size(); k++) {
            sum += events[cause][k] > 0 ? before * events[cause][k] / atRisk[k] : 0;
            incidence[k] = sum;
            before = survival[k];
        }
        return incidence;
    }
}
