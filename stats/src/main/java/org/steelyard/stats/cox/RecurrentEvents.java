package org.steelyard.stats.cox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.linear.DesignMatrix;

/**
 * Follow-up with repeated events as intervals for a Cox model, in the four usual ways. Every interval carries its person as cluster, so that the robust covariance is used.
 *
 * <ul>
 *   <li>{@link #andersenGill}: (previous event, next event], one baseline hazard: rate ratios of all events. With the robust covariance that is the proportional-rates model of Lin, Wei,
 *       Yang and Ying [1], which needs no independence of a person's events.
 *   <li>{@link #totalTime}, {@link #gapTime}: the same intervals, a baseline hazard for each number of event [2], in time since the start or since the last event: people are at risk of
 *       the k-th event once they had k − 1, so that the arms are no longer comparable beyond the first: a conditional effect.
 *   <li>{@link #marginal}: everybody at risk of each of the first K events from the start, one baseline hazard each [3].
 * </ul>
 *
 * <p>Death ends follow-up here like censoring; with many deaths rate ratios speak of a population in which nobody dies.
 *
 * <ol>
 *   <li>Lin, Wei, Yang and Ying, J R Stat Soc B 2000;62:711-730, doi:10.1111/1467-9868.00259.
 *   <li>Prentice, Williams and Peterson, Biometrika 1981;68:373-379, doi:10.1093/biomet/68.2.373.
 *   <li>Wei, Lin and Weissfeld, J Am Stat Assoc 1989;84:1065-1073, doi:10.1080/01621459.1989.10478873.
 * </ol>
 *
 * @param design covariates, one row per person
 * @param end of each person's follow-up, above 0
 * @param events times of each person's events, increasing, within (0, end]
 */
public record RecurrentEvents(DesignMatrix design, double[] end, double[][] events) {

    public RecurrentEvents {
        Checks.sameLength(design.rows(), end.length, events.length);
        for (int i = 0; i < end.length; i++) {
            double last = 0;
            for (double t : events[i]) {
                if (!(t > last && t <= end[i])) {
                    throw bad();
                }
                last = t;
            }
            if (!(end[i] > 0)) {
                throw bad();
            }
        }
    }

    private static RuntimeException bad() {
        return EstimationError.OUT_OF_BOUNDS.at(
                "events",
                Text.of(
                        "事件时间须递增、大于 0 且不晚于随访结束",
                        "times of events increase, lie above 0 and not after the end of follow-up"),
                Text.of("检查事件与随访日期；同一天的多次事件合并为一次", "check the dates of events and follow-up; merge events of one day"));
    }

    private static final class Rows {
        final List<Integer> person = new ArrayList<>();
        final List<double[]> interval = new ArrayList<>();
        final List<Boolean> event = new ArrayList<>();
        final List<Integer> number = new ArrayList<>();

        void add(int i, double from, double to, boolean ends) {
            person.add(i);
            interval.add(new double[] {from, to});
            event.add(ends);
        }

        CoxData data(DesignMatrix design, boolean stratified) {
            int[] source = person.stream().mapToInt(Integer::intValue).toArray();
            boolean[] flags = new boolean[source.length];
            for (int k = 0; k < flags.length; k++) {
                flags[k] = event.get(k);
            }
            return new CoxData(
                    design.select(source),
                    Optional.of(interval.stream().mapToDouble(v -> v[0]).toArray()),
                    interval.stream().mapToDouble(v -> v[1]).toArray(),
                    flags,
                    Optional.empty(),
                    stratified
                            ? Optional.of(
                                    number.stream().mapToInt(Integer::intValue).toArray())
                            : Optional.empty(),
                    Optional.of(source),
                    Optional.empty());
        }
    }

    public CoxData andersenGill() {
        return sequential(false, Integer.MAX_VALUE).data(design, false);
    }

    /** @param mostEvents later ones are left out, for want of people */
    public CoxData totalTime(int mostEvents) {
        return sequential(false, mostEvents).data(design, true);
    }

    /** @param mostEvents later ones are left out, for want of people */
    public CoxData gapTime(int mostEvents) {
        return sequential(true, mostEvents).data(design, true);
    }

    private Rows sequential(boolean gaps, int most) {
        Rows rows = new Rows();
        for (int i = 0; i < end.length; i++) {
            double from = 0;
            int number = 1;
            for (double t : events[i]) {
                if (number <= most) {
                    rows.add(i, gaps ? 0 : from, gaps ? t - from : t, true);
                    rows.number.add(number);
                }
                from = t;
                number++;
            }
            if (from < end[i] && number <= most) {
                rows.add(i, gaps ? 0 : from, gaps ? end[i] - from : end[i], false);
                rows.number.add(number);
            }
        }
        return rows;
    }

    public CoxData marginal(int mostEvents) {
        Rows rows = new Rows();
        for (int i = 0; i < end.length; i++) {
            for (int k = 0; k < mostEvents; k++) {
                boolean had = k < events[i].length;
                rows.add(i, 0, had ? events[i][k] : end[i], had);
                rows.number.add(k + 1);
            }
        }
        return rows.data(design, true);
    }

    /** Events of all people. */
    public int count() {
        return Arrays.stream(events).mapToInt(e -> e.length).sum();
    }
}
