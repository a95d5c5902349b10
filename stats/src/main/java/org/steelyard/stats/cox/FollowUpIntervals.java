package org.steelyard.stats.cox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.steelyard.stats.internal.Checks;

/**
 * Cuts each person's follow-up (0, T] at the times at which a covariate was measured anew, so that within an interval {@code (start, stop]} every
 * covariate has the value last measured at or before its start: what a Cox model with time-dependent covariates is fitted to.
 *
 * <p>A value measured at time t holds after t, never at t or before: a covariate must not know the event that it is to explain. Measurements
 * before time 0 count as made at 0; those at or after the end of follow-up are not used, and of several of one covariate at one time the last in
 * the list holds. Before its first measurement a covariate has its given starting value. The event stays on the last interval.
 *
 * <p>Therneau, Crowson and Atkinson, Using time dependent covariates and time dependent coefficients in the Cox model, vignette of R's survival
 * package (its {@code tmerge} makes the same intervals).
 *
 * @param person row of the person that each interval is of, intervals of a person together and in order of time
 * @param values covariate by covariate, one value per interval
 */
public record FollowUpIntervals(int[] person, double[] start, double[] stop, boolean[] event, double[][] values) {

    /** A covariate (from 0) of a person (a row, from 0) measured at a time. */
    public record Measurement(int person, int covariate, double time, double value) {}

    /** Values at time 0 of each covariate, one per person; NaN where unknown until first measured. */
    public record Starting(double[][] values) {}

    public static FollowUpIntervals of(
            double[] end, boolean[] event, Starting starting, List<Measurement> measurements) {
        Checks.sameLength(end.length, event.length);
        Map<Integer, List<Measurement>> byPerson =
                measurements.stream().collect(Collectors.groupingBy(Measurement::person));
        Builder builder = new Builder(starting.values().length);
        for (int i = 0; i < end.length; i++) {
            List<Measurement> own = new ArrayList<>(byPerson.getOrDefault(i, List.of()));
            own.sort(Comparator.comparingDouble(Measurement::time));
            builder.add(i, end[i], event[i], own, starting);
        }
        return builder.build();
    }

    private static final class Builder {

        private final List<Integer> person = new ArrayList<>();
        private final List<Double> start = new ArrayList<>();
        private final List<Double> stop = new ArrayList<>();
        private final List<Boolean> event = new ArrayList<>();
        private final List<double[]> values = new ArrayList<>();
        private final int covariates;

        Builder(int covariates) {
            this.covariates = covariates;
        }

        void add(int row, double end, boolean ends, List<Measurement> own, Starting starting) {
            double[] now = new double[covariates];
            Arrays.setAll(now, c -> starting.values()[c][row]);
            double from = 0;
            for (Measurement m : own) {
                double at = Math.max(0, m.time());
                if (at >= end) {
                    break;
                }
                if (at > from) {
                    close(row, from, at, now);
                    from = at;
                }
                now = now.clone();
                now[m.covariate()] = m.value();
            }
            close(row, from, end, now);
            event.set(event.size() - 1, ends);
        }

        private void close(int row, double from, double to, double[] now) {
            person.add(row);
            start.add(from);
            stop.add(to);
            event.add(false);
            values.add(now);
        }

        FollowUpIntervals build() {
            double[][] byCovariate = new double[covariates][values.size()];
            boolean[] ends = new boolean[values.size()];
            for (int k = 0; k < values.size(); k++) {
                ends[k] = event.get(k);
                for (int c = 0; c < covariates; c++) {
                    byCovariate[c][k] = values.get(k)[c];
                }
            }
            return new FollowUpIntervals(
                    person.stream().mapToInt(Integer::intValue).toArray(),
                    start.stream().mapToDouble(Double::doubleValue).toArray(),
                    stop.stream().mapToDouble(Double::doubleValue).toArray(),
                    ends,
                    byCovariate);
        }
    }
}
