package org.steelyard.stats.survival;

import java.util.Arrays;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;

/**
 * A Kaplan–Meier curve: a right-continuous step function that is 1 before its first time. All arrays have one element
 * per distinct observed time (events and censorings), in increasing order.
 *
 * @param time distinct observed times
 * @param atRisk people under observation just before the time, not weighted
 * @param events people with an event at the time, not weighted
 * @param weightedAtRisk sum of their weights
 * @param weightedEvents sum of the weights of those with an event
 * @param survival probability of being event-free beyond the time
 * @param standardError of {@code survival}
 * @param variance how the standard error was made
 * @param size number of people
 */
public record SurvivalCurve(
        double[] time,
        int[] atRisk,
        int[] events,
        double[] weightedAtRisk,
        double[] weightedEvents,
        double[] survival,
        double[] standardError,
        KaplanMeier.Variance variance,
        int size) {

    /** Tolerance for "the curve is exactly at this level", as in R's quantile method: square root of the rounding unit. */
    private static final double LEVEL_TOLERANCE = Math.sqrt(Math.ulp(1.0));

    /** Lower and upper pointwise limits at each time. */
    public record Band(double[] lower, double[] upper) {}

    /**
     * @param value time at which the curve first reaches the probability; NaN when it never does
     * @param lower NaN when not reached, as is {@code upper}
     */
    public record QuantileEstimate(double value, double lower, double upper, double level) {}

    /** Survival at a time, the last known value beyond the last time. */
    public double at(double t) {
        int i = lastNotAfter(t);
        return i < 0 ? 1 : survival[i];
    }

    public double standardErrorAt(double t) {
        int i = lastNotAfter(t);
        return i < 0 ? 0 : standardError[i];
    }

    /** Survival at a time with a pointwise interval; the p-value has no meaning here and is NaN. */
    public Estimate estimateAt(double t, double level, IntervalTransform transform) {
        double s = at(t);
        double se = standardErrorAt(t);
        double[] limits = transform.interval(s, se, level);
        return new Estimate(Scale.IDENTITY, s, se, limits[0], limits[1], level, Double.NaN, Double.POSITIVE_INFINITY);
    }

    public Band band(double level, IntervalTransform transform) {
        double[] lower = new double[time.length];
        double[] upper = new double[time.length];
        for (int i = 0; i < time.length; i++) {
            double[] limits = transform.interval(survival[i], standardError[i], level);
            lower[i] = limits[0];
            upper[i] = limits[1];
        }
        return new Band(lower, upper);
    }

    /** People under observation just before each given time, not weighted. */
    public int[] numberAtRisk(double[] times) {
        int[] result = new int[times.length];
        for (int k = 0; k < times.length; k++) {
            int i = firstNotBefore(times[k]);
            result[k] = i < time.length ? atRisk[i] : 0;
        }
        return result;
    }

    public double lastTime() {
        return time[time.length - 1];
    }

    public QuantileEstimate median(double level, IntervalTransform transform) {
        return quantile(0.5, level, transform);
    }

    /**
     * The time by which a share {@code probability} has had the event, with the interval of Brookmeyer and Crowley: the
     * times at which the pointwise limits reach it. Where the curve is flat at exactly that level the middle of the flat
     * part is taken, as in R.
     *
     * <p>[1] Brookmeyer and Crowley, Biometrics 1982;38:29-41, doi:10.2307/2530286.
     */
    public QuantileEstimate quantile(double probability, double level, IntervalTransform transform) {
        Band band = band(level, transform);
        double target = 1 - probability;
        return new QuantileEstimate(
                crossing(survival, target), crossing(band.lower(), target), crossing(band.upper(), target), level);
    }

    private double crossing(double[] curve, double target) {
        for (int i = 0; i < curve.length; i++) {
            if (curve[i] <= target + LEVEL_TOLERANCE) {
                return curve[i] < target - LEVEL_TOLERANCE ? time[i] : middleOfFlat(curve, i);
            }
        }
        return Double.NaN;
    }

    private double middleOfFlat(double[] curve, int start) {
        for (int j = start + 1; j < curve.length; j++) {
            if (!(curve[j] >= curve[start] - LEVEL_TOLERANCE)) {
                return (time[start] + time[j]) / 2;
            }
        }
        return (time[start] + lastTime()) / 2;
    }

    private int lastNotAfter(double t) {
        int i = Arrays.binarySearch(time, t);
        return i >= 0 ? i : -i - 2;
    }

    private int firstNotBefore(double t) {
        int i = Arrays.binarySearch(time, t);
        return i >= 0 ? i : -i - 1;
    }
}
