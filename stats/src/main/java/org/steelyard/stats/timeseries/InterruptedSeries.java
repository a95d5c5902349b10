package org.steelyard.stats.timeseries;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.linear.DesignMatrix;

/**
 * The design of a segmented regression: y_t = β₀ + β₁ t + β₂ D_t + β₃ D_t (t − t₀) + seasons, D_t = 1 from the change on.
 *
 * <p>β₂ is the change of level at the change and β₃ the change of slope. With a control series its rows follow, with terms of its own, and the effects are the differences
 * between the two series' changes (terms {@code level:series}, {@code slope:series}), which takes out what happened to both at the same time [1]. Seasons are pairs of sine and
 * cosine of the given period. Years of data before and after, no other change at the same time, and a trend that would have gone on are assumed, not tested.
 *
 * <p>[1] Lopez Bernal, Cummins, Gasparrini, Int J Epidemiol 2017;46:348-355, doi:10.1093/ije/dyw098; 2018;47:2082-2093, doi:10.1093/ije/dyy135.
 *
 * @param change index (from 0) of the first point after the change
 * @param slopeChanges whether β₃ is in the model
 * @param slopeOrigin time at which the level change is read: the value of t at which D(t − t₀) is 0
 * @param harmonics pairs of sine and cosine; {@code period} in points
 */
public record InterruptedSeries(
        double[] outcome,
        double[] time,
        int change,
        boolean slopeChanges,
        double slopeOrigin,
        int harmonics,
        double period,
        Optional<double[]> seasonTime,
        Optional<double[]> control) {

    private static final int FEWEST = 3;

    public InterruptedSeries {
        int n = outcome.length;
        Checks.sameLength(n, time.length);
        Checks.finite("outcome", outcome);
        Checks.finite("time", time);
        seasonTime.ifPresent(s -> Checks.sameLength(n, s.length));
        control.ifPresent(c -> Checks.sameLength(n, c.length));
        if (change < FEWEST || n - change < FEWEST) {
            throw DesignError.TOO_FEW_POINTS.at(
                    "series",
                    Text.of("变化前后各至少需要 3 个时点", "at least 3 points before and after the change are needed"),
                    Text.of("延长序列", "lengthen the series"));
        }
        for (int i = 1; i < n; i++) {
            if (Math.abs(time[i] - time[i - 1] - (time[1] - time[0])) > 1e-6 * Math.abs(time[1] - time[0])) {
                throw Checks.invalid("time", Text.of("时间间隔须相等且按先后排列", "times must be evenly spaced and in order"));
            }
        }
    }

    /** Level and slope change, no seasons, time 1, 2, …; the level change is that at the first point after the change. */
    public static InterruptedSeries of(double[] outcome, int change) {
        double[] time = new double[outcome.length];
        for (int i = 0; i < time.length; i++) {
            time[i] = i + 1;
        }
        double origin = change < time.length && change >= 0 ? time[change] : 0;
        return new InterruptedSeries(outcome, time, change, true, origin, 0, 1, Optional.empty(), Optional.empty());
    }

    public InterruptedSeries withSeasons(int pairs, double pointsPerCycle) {
        return new InterruptedSeries(
                outcome, time, change, slopeChanges, slopeOrigin, pairs, pointsPerCycle, seasonTime, control);
    }

    public InterruptedSeries withoutSlopeChange() {
        return new InterruptedSeries(outcome, time, change, false, slopeOrigin, harmonics, period, seasonTime, control);
    }

    public InterruptedSeries withSlopeOrigin(double origin) {
        return new InterruptedSeries(
                outcome, time, change, slopeChanges, origin, harmonics, period, seasonTime, control);
    }

    public InterruptedSeries withControl(double[] series) {
        return new InterruptedSeries(
                outcome, time, change, slopeChanges, slopeOrigin, harmonics, period, seasonTime, Optional.of(series));
    }

    /** Rows of the analysis: the series, then its control if there is one. */
    double[] response() {
        if (control.isEmpty()) {
            return outcome.clone();
        }
        double[] both = java.util.Arrays.copyOf(outcome, 2 * outcome.length);
        System.arraycopy(control.get(), 0, both, outcome.length, outcome.length);
        return both;
    }

    /** Terms in the order intercept, time, level, slope, seasons, and for a control series those times {@code series}. */
    DesignMatrix design(boolean counterfactual) {
        int n = outcome.length;
        int rows = control.isPresent() ? 2 * n : n;
        List<String> names = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        addTrend(names, columns, rows, counterfactual);
        addSeasons(names, columns, rows);
        if (control.isPresent()) {
            addSeries(names, columns, rows);
        }
        return DesignMatrix.withIntercept(names, columns.toArray(double[][]::new));
    }

    private void addTrend(List<String> names, List<double[]> columns, int rows, boolean counterfactual) {
        int n = outcome.length;
        double[] trend = new double[rows];
        double[] level = new double[rows];
        double[] slope = new double[rows];
        for (int i = 0; i < rows; i++) {
            trend[i] = time[i % n];
            boolean own = i < n;
            boolean after = i % n >= change && !(counterfactual && own);
            level[i] = after ? 1 : 0;
            slope[i] = after ? time[i % n] - slopeOrigin : 0;
        }
        names.add("time");
        columns.add(trend);
        names.add("level");
        columns.add(level);
        if (slopeChanges) {
            names.add("slope");
            columns.add(slope);
        }
    }

    private void addSeasons(List<String> names, List<double[]> columns, int rows) {
        double[] clock = seasonTime.orElse(time);
        for (int h = 1; h <= harmonics; h++) {
            double[] sine = new double[rows];
            double[] cosine = new double[rows];
            for (int i = 0; i < rows; i++) {
                double angle = 2 * Math.PI * h * clock[i % outcome.length] / period;
                sine[i] = Math.sin(angle);
                cosine[i] = Math.cos(angle);
            }
            names.add("sine " + h);
            columns.add(sine);
            names.add("cosine " + h);
            columns.add(cosine);
        }
    }

    private void addSeries(List<String> names, List<double[]> columns, int rows) {
        int n = outcome.length;
        double[] series = new double[rows];
        java.util.Arrays.fill(series, 0, n, 1);
        int trendTerms = slopeChanges ? 3 : 2;
        List<String> ownNames = List.copyOf(names.subList(0, trendTerms));
        names.add("series");
        columns.add(series);
        for (int j = 0; j < trendTerms; j++) {
            double[] product = columns.get(j).clone();
            for (int i = n; i < rows; i++) {
                product[i] = 0;
            }
            names.add(ownNames.get(j) + ":series");
            columns.add(product);
        }
    }

    /** Name of the term that holds the change of level: that of the series beyond its control. */
    String levelTerm() {
        return control.isPresent() ? "level:series" : "level";
    }

    String slopeTerm() {
        return control.isPresent() ? "slope:series" : "slope";
    }
}
