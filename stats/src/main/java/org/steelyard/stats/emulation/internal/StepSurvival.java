package org.steelyard.stats.emulation.internal;

import java.util.Arrays;
import org.steelyard.stats.internal.SortOrder;

/** The product-limit curve of pieces of follow-up with weights: S(t) = Π (1 − d_j / n_j), d and n sums of weights. */
public record StepSurvival(double[] times, double[] survival) {

    public static StepSurvival of(Clones clones) {
        int n = clones.to().length;
        int[] byStart = SortOrder.ascending(clones.from());
        int[] byStop = SortOrder.ascending(clones.to());
        double[] times = new double[n];
        double[] survival = new double[n];
        int found = 0;
        int entered = 0;
        double atRisk = 0;
        double s = 1;
        for (int k = 0; k < n; ) {
            double t = clones.to()[byStop[k]];
            while (entered < n && clones.from()[byStart[entered]] < t) {
                atRisk += clones.weight()[byStart[entered++]];
            }
            double dead = 0;
            double leaving = 0;
            while (k < n && clones.to()[byStop[k]] == t) {
                dead += clones.event()[byStop[k]] ? clones.weight()[byStop[k]] : 0;
                leaving += clones.weight()[byStop[k++]];
            }
            if (dead > 0) {
                s *= Math.max(0, 1 - dead / atRisk);
                times[found] = t;
                survival[found++] = s;
            }
            atRisk -= leaving;
        }
        return new StepSurvival(Arrays.copyOf(times, found), Arrays.copyOf(survival, found));
    }

    public double at(double t) {
        int i = Arrays.binarySearch(times, t);
        int last = i >= 0 ? i : -i - 2;
        return last < 0 ? 1 : survival[last];
    }

    /** Area from 0 to the horizon; the last value is carried on. */
    public double area(double horizon) {
        double area = 0;
        double before = 0;
        double level = 1;
        for (int j = 0; j < times.length && times[j] < horizon; j++) {
            area += level * (times[j] - before);
            before = times[j];
            level = survival[j];
        }
        return area + level * (horizon - before);
    }
}
