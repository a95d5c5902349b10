package org.steelyard.economics.internal;

import java.util.Arrays;
import org.steelyard.economics.Discounting;

/**
 * A weighted Kaplan–Meier curve, right-continuous, 1 before the first time.
 *
 * @param years distinct event times, ascending
 * @param survival from each of them on
 * @param nonFatal share of everyone who by then had left by an event that was not a death (Aalen–Johansen)
 */
record StepCurve(double[] years, double[] survival, double[] nonFatal) {

    /** Times that differ by less than this share are one: a horizon in years seldom equals a day exactly. */
    private static final double SAME = 1e-9;

    double survivalAt(double year) {
        int i = last(year * (1 + SAME));
        return i < 0 ? 1 : survival[i];
    }

    /** The value just before {@code year}. */
    double survivalBefore(double year) {
        int i = last(year * (1 - SAME));
        return i < 0 ? 1 : survival[i];
    }

    double nonFatalAt(double year) {
        int i = last(year * (1 + SAME));
        return i < 0 ? 0 : nonFatal[i];
    }

    private int last(double year) {
        int i = Arrays.binarySearch(years, year);
        return i >= 0 ? i : -i - 2;
    }

    /** ∫ S(t) (1 + r)<sup>−⌊t⌋</sup> dt from 0 to the horizon: restricted mean, in years; exact for a step function. */
    double restrictedMean(double horizon, double rate) {
        double sum = 0;
        double from = 0;
        double level = 1;
        for (int i = 0; i < years.length && years[i] < horizon; i++) {
            sum += level * Discounting.timeByYear(rate, from, years[i]);
            from = years[i];
            level = survival[i];
        }
        return sum + level * Discounting.timeByYear(rate, from, horizon);
    }
}
