package org.steelyard.stats.competing.internal;

import java.util.Arrays;
import org.steelyard.stats.competing.CompetingData;

/**
 * The product-limit curve of censoring in each group, just before any time. Someone with an event at a time counts as at risk of being censored
 * at that time or not, by choice: the two conventions that programs have.
 */
public final class CensoringCurve {

    private final int[] groupOf;
    private final double[][] time;
    /** After each of those times. */
    private final double[][] survival;
    /** Jump of the hazard of censoring at each of those times, and people at risk of it. */
    private final double[][] jump;

    private final double[][] atRisk;

    private CensoringCurve(int[] groupOf, int groups) {
        this.groupOf = groupOf;
        time = new double[groups][];
        survival = new double[groups][];
        jump = new double[groups][];
        atRisk = new double[groups][];
    }

    /**
     * @param order rows by increasing time
     * @param groupOf from 0
     * @param eventsFirst whether events at a time leave the risk set before censorings at that time
     */
    public static CensoringCurve of(CompetingData data, int[] order, int[] groupOf, boolean eventsFirst) {
        int groups = Arrays.stream(groupOf).max().orElse(0) + 1;
        CensoringCurve curve = new CensoringCurve(groupOf, groups);
        for (int g = 0; g < groups; g++) {
            int group = g;
            curve.fill(
                    data, Arrays.stream(order).filter(i -> groupOf[i] == group).toArray(), g, eventsFirst);
        }
        return curve;
    }

    private void fill(CompetingData data, int[] rows, int g, boolean eventsFirst) {
        double[] t = new double[rows.length];
        double[] s = new double[rows.length];
        double[] h = new double[rows.length];
        double[] y = new double[rows.length];
        double risk = 0;
        for (int i : rows) {
            risk += data.weight()[i];
        }
        double now = 1;
        int m = 0;
        for (int from = 0; from < rows.length; ) {
            int to = from;
            double censored = 0;
            double events = 0;
            while (to < rows.length && data.time()[rows[to]] == data.time()[rows[from]]) {
                double w = data.weight()[rows[to]];
                censored += data.cause()[rows[to]] == 0 ? w : 0;
                events += data.cause()[rows[to]] == 0 ? 0 : w;
                to++;
            }
            if (censored > 0) {
                double exposed = eventsFirst ? risk - events : risk;
                t[m] = data.time()[rows[from]];
                h[m] = censored / exposed;
                y[m] = exposed;
                now *= Math.max(0, 1 - h[m]);
                s[m++] = now;
            }
            risk -= censored + events;
            from = to;
        }
        time[g] = Arrays.copyOf(t, m);
        survival[g] = Arrays.copyOf(s, m);
        jump[g] = Arrays.copyOf(h, m);
        atRisk[g] = Arrays.copyOf(y, m);
    }

    public int groups() {
        return time.length;
    }

    public int groupOf(int row) {
        return groupOf[row];
    }

    /** Probability of not having been censored before a time. */
    public double before(int group, double t) {
        int i = Arrays.binarySearch(time[group], t);
        int last = (i >= 0 ? i : -i - 1) - 1;
        return last < 0 ? 1 : survival[group][last];
    }

    double[] times(int group) {
        return time[group];
    }

    double[] jumps(int group) {
        return jump[group];
    }

    double[] atRisk(int group) {
        return atRisk[group];
    }
}
