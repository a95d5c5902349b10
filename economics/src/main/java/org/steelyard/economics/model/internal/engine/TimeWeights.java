package org.steelyard.economics.model.internal.engine;

import org.steelyard.economics.Discounting;
import org.steelyard.economics.model.ModelSpec.Counting;
import org.steelyard.economics.model.ModelSpec.DiscountRule;
import org.steelyard.economics.model.ModelSpec.Settings;
import org.steelyard.economics.model.ModelSpec.Timing;

/**
 * Counting and discounting as one set of weights. A yearly reward r of cycle t contributes {@code start[t−1]·m(t−1)·r + end[t]·m(t)·r}, m being membership at the
 * cycle points; what happens at the passage from point t−1 to t is weighted by {@code event[t]}.
 *
 * <p>Point rules (TRAPEZOID, SIMPSON, DARTH_SIMPSON) discount at the point; the weight of an inner point is shared evenly by the cycles on both sides. BEGINNING,
 * END and LIFE_TABLE discount at one moment of the cycle: its start, its end, its start, where the model does not say otherwise. SIMPSON uses the 3/8 rule for the last
 * three cycles when their number is odd. DARTH_SIMPSON repeats the weights ⅓, ⅔, 4⅓ … of the R package darthtools, which are those of Simpson exchanged; it exists to
 * replicate published tables.
 *
 * <p>References: Naimark, Kabboul, Krahn. Med Decis Making 2013;33:961–970, doi:10.1177/0272989X13501558. Elbasha, Chhatwal. PharmacoEconomics 2016;34:13–22,
 * doi:10.1007/s40273-015-0337-0.
 */
public record TimeWeights(double[] start, double[] end, double[] event) {

    /**
     * @param rate yearly
     * @param first cycles of the model that have passed before this cohort starts
     */
    public static TimeWeights of(Settings settings, Counting counting, Span span, double rate) {
        Clock clock = new Clock(settings.discountRule(), rate, span);
        int n = span.cycles();
        double[] start = new double[n + 1];
        double[] end = new double[n + 1];
        double[] event = new double[n + 1];
        double shift = shift(settings.discountTiming().orElse(standard(counting)));
        double eventShift =
                shift(settings.eventTiming().or(settings::discountTiming).orElse(standard(counting)));
        double[] points = points(counting, n);
        for (int t = 1; t <= n; t++) {
            event[t] = clock.factor(t - 1 + eventShift);
            double v = clock.factor(t - 1 + shift);
            switch (counting) {
                case BEGINNING -> start[t - 1] = v;
                case END -> end[t] = v;
                case LIFE_TABLE -> {
                    start[t - 1] = v / 2;
                    end[t] = v / 2;
                }
                case TRAPEZOID, SIMPSON, DARTH_SIMPSON -> {
                    start[t - 1] = points[t - 1] * clock.factor(t - 1) * (t == 1 ? 1 : 0.5);
                    end[t] = points[t] * clock.factor(t) * (t == n ? 1 : 0.5);
                }
            }
        }
        return new TimeWeights(start, end, event);
    }

    /** Cycles, their length in years, and how many have passed before the first. */
    public record Span(int cycles, double length, int before) {}

    private record Clock(DiscountRule rule, double rate, Span span) {
        double factor(double cycles) {
            double years = (span.before() + cycles) * span.length();
            return TimeWeights.factor(rule, rate, years);
        }
    }

    /** Present value of 1 at a time in years. */
    public static double factor(DiscountRule rule, double rate, double years) {
        if (rate == 0) {
            return 1;
        }
        return switch (rule) {
            case ANNUAL -> Discounting.atPoint(rate, years);
            // a cycle's end that falls on a birthday must not slip below it by rounding
            case WHOLE_YEARS -> Discounting.byYear(rate, years + 1e-9);
            case CONTINUOUS -> StrictMath.exp(-rate * years);
        };
    }

    private static Timing standard(Counting counting) {
        return switch (counting) {
            case BEGINNING, LIFE_TABLE -> Timing.START;
            case END -> Timing.END;
            case TRAPEZOID, SIMPSON, DARTH_SIMPSON -> Timing.MIDDLE;
        };
    }

    private static double shift(Timing timing) {
        return switch (timing) {
            case START -> 0;
            case MIDDLE -> 0.5;
            case END -> 1;
        };
    }

    /** Weights of the points 0 … n of a point rule. */
    static double[] points(Counting counting, int n) {
        double[] w = new double[n + 1];
        switch (counting) {
            case TRAPEZOID -> trapezoid(w, 0, n);
            case SIMPSON -> simpson(w, n);
            case DARTH_SIMPSON -> {
                for (int k = 0; k <= n; k++) {
                    w[k] = k == 0 || k == n ? 1.0 / 3 : k % 2 == 1 ? 2.0 / 3 : 4.0 / 3;
                }
            }
            case BEGINNING, END, LIFE_TABLE -> {}
        }
        return w;
    }

    private static void trapezoid(double[] w, int from, int to) {
        for (int k = from; k < to; k++) {
            w[k] += 0.5;
            w[k + 1] += 0.5;
        }
    }

    private static void simpson(double[] w, int n) {
        int thirds = n % 2 == 0 ? n : n - 3;
        if (n == 1) {
            trapezoid(w, 0, 1);
            return;
        }
        for (int k = 0; k < thirds; k += 2) {
            w[k] += 1.0 / 3;
            w[k + 1] += 4.0 / 3;
            w[k + 2] += 1.0 / 3;
        }
        if (thirds < n) {
            w[n - 3] += 3.0 / 8;
            w[n - 2] += 9.0 / 8;
            w[n - 1] += 9.0 / 8;
            w[n] += 3.0 / 8;
        }
    }
}
