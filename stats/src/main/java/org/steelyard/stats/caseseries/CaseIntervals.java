package org.steelyard.stats.caseseries;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.internal.Checks;

/**
 * Follow-up of cases cut into intervals within which nothing changes.
 *
 * @param person any integers; equal ones stand together
 * @param length of the interval, above 0
 * @param events in it
 * @param columns one array per term, usually indicators of exposure windows and of age bands but the first
 */
public record CaseIntervals(int[] person, double[] length, int[] events, List<String> terms, double[][] columns) {

    /** A risk window from {@code from} to {@code to} days after each exposure's start (or its end). */
    public record Window(String name, double from, double to) {
        public Window {
            DesignError.requireSetting(from < to, "window", "起点早于终点", "a start before the end");
        }
    }

    /**
     * A case's observation, its events and the starts of its exposures, in one unit such as days since birth.
     *
     * @param exposures starts; later windows take over from earlier ones where they overlap
     */
    public record History(double start, double end, double[] events, double[] exposures) {}

    public CaseIntervals {
        int n = person.length;
        Checks.sameLength(n, length.length, events.length);
        Checks.sameLength(terms.size(), columns.length);
        terms = List.copyOf(terms);
        for (int j = 0; j < columns.length; j++) {
            Checks.sameLength(n, columns[j].length);
            Checks.finite(terms.get(j), columns[j]);
        }
        for (int i = 0; i < n; i++) {
            if (!(length[i] > 0) || Double.isInfinite(length[i]) || events[i] < 0) {
                throw Checks.invalid("length", Text.of("区间长度须大于 0，事件数不小于 0", "lengths are above 0, events 0 or more"));
            }
        }
        TreeSet<Integer> seen = new TreeSet<>();
        for (int i = 0; i < n; i++) {
            if ((i == 0 || person[i] != person[i - 1]) && !seen.add(person[i])) {
                throw DesignError.ROWS_OUT_OF_ORDER.at(
                        "person",
                        Text.of("同一病例的区间须相邻", "the intervals of a case must stand together"),
                        Text.of("按病例排序", "sort by case"));
            }
        }
    }

    /** First row of every person, and the number of rows at the end. */
    int[] starts() {
        return IntStream.concat(
                        IntStream.range(0, person.length).filter(i -> i == 0 || person[i] != person[i - 1]),
                        IntStream.of(person.length))
                .toArray();
    }

    /** The persons with an event. */
    CaseIntervals ofCases() {
        int[] starts = starts();
        int[] rows = IntStream.range(0, starts.length - 1)
                .filter(i -> IntStream.range(starts[i], starts[i + 1])
                                .map(r -> events[r])
                                .sum()
                        > 0)
                .flatMap(i -> IntStream.range(starts[i], starts[i + 1]))
                .toArray();
        if (rows.length == 0) {
            throw DesignError.NO_INFORMATIVE_CASE.at(
                    "events",
                    Text.of("没有发生事件的人", "nobody had the event"),
                    Text.of("检查事件定义与观察期", "check the event and the observation time"));
        }
        return new CaseIntervals(
                Arrays.stream(rows).map(r -> person[r]).toArray(),
                Arrays.stream(rows).mapToDouble(r -> length[r]).toArray(),
                Arrays.stream(rows).map(r -> events[r]).toArray(),
                terms,
                Arrays.stream(columns)
                        .map(c -> Arrays.stream(rows).mapToDouble(r -> c[r]).toArray())
                        .toArray(double[][]::new));
    }

    /**
     * Cuts histories at the edges of windows and age bands.
     *
     * @param ageCuts in the unit of the histories, in order; bands are [cut, next cut), the first is the reference
     */
    public static CaseIntervals of(List<History> histories, List<Window> windows, double[] ageCuts) {
        Builder builder = new Builder(windows, ageCuts);
        for (int i = 0; i < histories.size(); i++) {
            builder.add(i, histories.get(i));
        }
        return builder.build();
    }

    private static final class Builder {
        private final List<Window> windows;
        private final double[] ageCuts;
        private final List<double[]> rows = new ArrayList<>();

        Builder(List<Window> windows, double[] ageCuts) {
            this.windows = windows;
            this.ageCuts = ageCuts;
        }

        void add(int person, History history) {
            TreeSet<Double> cuts = new TreeSet<>(List.of(history.start(), history.end()));
            for (double cut : ageCuts) {
                addWithin(cuts, history, cut);
            }
            for (double exposure : history.exposures()) {
                for (Window w : windows) {
                    addWithin(cuts, history, exposure + w.from());
                    addWithin(cuts, history, exposure + w.to());
                }
            }
            double[] edges = cuts.stream().mapToDouble(c -> c).toArray();
            for (int k = 1; k < edges.length; k++) {
                rows.add(row(person, history, edges[k - 1], edges[k]));
            }
        }

        private static void addWithin(TreeSet<Double> cuts, History history, double cut) {
            if (cut > history.start() && cut < history.end()) {
                cuts.add(cut);
            }
        }

        /** Events at {@code e} belong to the interval [from, to), the last one to [from, to]. */
        private double[] row(int person, History history, double from, double to) {
            double[] row = new double[3 + windows.size() + ageCuts.length];
            row[0] = person;
            row[1] = to - from;
            boolean last = to == history.end();
            for (double e : history.events()) {
                row[2] += e >= from && (e < to || (last && e == to)) ? 1 : 0;
            }
            int window = windowAt(history, (from + to) / 2);
            if (window >= 0) {
                row[3 + window] = 1;
            }
            int band = (int) Arrays.stream(ageCuts).filter(c -> c <= from).count();
            if (band > 0) {
                row[2 + windows.size() + band] = 1;
            }
            return row;
        }

        /** The window of the latest exposure that covers the moment, or −1. */
        private int windowAt(History history, double moment) {
            double[] exposures = history.exposures().clone();
            Arrays.sort(exposures);
            for (int k = exposures.length - 1; k >= 0; k--) {
                for (int w = 0; w < windows.size(); w++) {
                    double since = moment - exposures[k];
                    if (since >= windows.get(w).from() && since < windows.get(w).to()) {
                        return w;
                    }
                }
            }
            return -1;
        }

        CaseIntervals build() {
            List<String> terms =
                    new ArrayList<>(windows.stream().map(Window::name).toList());
            for (int k = 0; k < ageCuts.length; k++) {
                terms.add("age from " + ageCuts[k]);
            }
            double[][] columns = new double[terms.size()][rows.size()];
            for (int j = 0; j < columns.length; j++) {
                for (int r = 0; r < rows.size(); r++) {
                    columns[j][r] = rows.get(r)[3 + j];
                }
            }
            return new CaseIntervals(
                    rows.stream().mapToInt(r -> (int) r[0]).toArray(),
                    rows.stream().mapToDouble(r -> r[1]).toArray(),
                    rows.stream().mapToInt(r -> (int) r[2]).toArray(),
                    terms,
                    columns);
        }
    }
}
