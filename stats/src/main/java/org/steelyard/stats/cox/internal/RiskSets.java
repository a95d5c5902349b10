package org.steelyard.stats.cox.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;

/**
 * The data in the order that the partial likelihood needs. Distinct event times of all strata are numbered through, stratum
 * by stratum, ascending. A row is at risk at the event times from {@code first} (inclusive) to {@code last} (exclusive), and
 * has its event, if any, at {@code last - 1}. Rows that are in no risk set are left out. Rows stand in the order of
 * {@code last}, so those that leave between two event times lie together.
 */
public final class RiskSets {

    private static final int SOME_ROWS = 4096;

    /** Row of the data that each row here is. */
    final int[] source;

    final int[] first;
    final int[] last;
    final boolean[] event;
    final double[] weight;
    final double[] offset;
    /** Centred covariates: sums over risk sets then lose no digits to a large mean. */
    final DesignMatrix x;

    final double[] centre;
    /** Per event time. */
    final double[] time;

    final int[] stratum;
    final int[] deaths;
    final double[] deathWeight;
    /** First event time of the stratum of each event time. */
    final int[] stratumStart;

    /** The strata's own numbers, ascending. */
    final int[] stratumLevels;

    final boolean delayedEntry;
    final int rowsOfPositiveWeight;

    private RiskSets(CoxData data, Strata strata, double[] w, Order order, Numerics numerics) {
        time = strata.time;
        stratum = strata.stratum;
        stratumStart = strata.stratumStart;
        stratumLevels = strata.levels;
        source = order.source;
        first = order.first;
        last = order.last;
        int n = source.length;
        event = new boolean[n];
        weight = new double[n];
        offset = new double[n];
        deaths = new int[time.length];
        deathWeight = new double[time.length];
        boolean delayed = false;
        for (int i = 0; i < n; i++) {
            int row = source[i];
            event[i] = data.event()[row];
            weight[i] = w[row];
            offset[i] = data.offset().isPresent() ? data.offset().get()[row] : 0;
            deaths[last[i] - 1] += event[i] ? 1 : 0;
            deathWeight[last[i] - 1] += event[i] ? weight[i] : 0;
            delayed |= first[i] > stratumStart[first[i]];
        }
        delayedEntry = delayed;
        rowsOfPositiveWeight = (int) Arrays.stream(w).filter(v -> v > 0).count();
        centre = middle(data.design(), source);
        x = data.design().selectCentred(source, centre, numerics);
    }

    public static RiskSets of(CoxData data, Numerics numerics) {
        double[] w = data.weightOrOne();
        Strata strata = new Strata(data, w);
        if (strata.time.length == 0) {
            throw SteelyardException.of(
                    NumericError.NO_EVENTS,
                    Place.field("event"),
                    Text.of(
                            "分析人群中没有结局事件，无法拟合 Cox 模型",
                            "nobody in the analysed population had the event, so no Cox model can be fitted"),
                    Text.of("请检查结局定义和随访期", "check the definition of the outcome and the follow-up"));
        }
        return new RiskSets(data, strata, w, Order.of(data, strata, w, numerics), numerics);
    }

    /** Near the means of the covariates: the mean of some rows, evenly spaced, is as good as that of all. */
    private static double[] middle(DesignMatrix design, int[] rows) {
        int some = Math.min(rows.length, SOME_ROWS);
        double[] sum = new double[design.stride()];
        for (int i = 0; i < some; i++) {
            design.addRow(rows[(int) ((long) i * rows.length / some)], 1.0 / some, sum, 0);
        }
        return Arrays.copyOf(sum, design.columns());
    }

    /** Centred covariates of the rows that are at risk, in the order of this object. */
    public DesignMatrix covariates() {
        return x;
    }

    int eventTimes() {
        return time.length;
    }

    int rows() {
        return source.length;
    }

    public int events() {
        return IntStream.of(deaths).sum();
    }

    boolean endsStratum(int k) {
        return k + 1 == time.length || stratum[k + 1] != stratum[k];
    }

    /** Distinct event times by stratum. */
    private static final class Strata {

        final int[] levels;
        final int[] of;
        final double[] time;
        final int[] stratum;
        final int[] stratumStart;
        /** Where the event times of each stratum begin; one more at the end. */
        final int[] begin;

        private final TimeGrid[] grids;

        Strata(CoxData data, double[] w) {
            levels = data.strata()
                    .map(s -> Arrays.stream(s).distinct().sorted().toArray())
                    .orElse(new int[1]);
            of = data.strata()
                    .map(given -> Arrays.stream(given)
                            .map(s -> Arrays.binarySearch(levels, s))
                            .toArray())
                    .orElseGet(() -> new int[data.rows()]);
            int count = levels.length;
            double[][] times = eventTimes(data, w, count);
            begin = new int[count + 1];
            for (int s = 0; s < count; s++) {
                begin[s + 1] = begin[s] + times[s].length;
            }
            time = new double[begin[count]];
            stratum = new int[begin[count]];
            stratumStart = new int[begin[count]];
            for (int s = 0; s < count; s++) {
                System.arraycopy(times[s], 0, time, begin[s], times[s].length);
                Arrays.fill(stratum, begin[s], begin[s + 1], s);
                Arrays.fill(stratumStart, begin[s], begin[s + 1], begin[s]);
            }
            grids = Arrays.stream(times).map(TimeGrid::new).toArray(TimeGrid[]::new);
        }

        private double[][] eventTimes(CoxData data, double[] w, int count) {
            int[] sizes = new int[count];
            for (int i = 0; i < of.length; i++) {
                sizes[of[i]] += data.event()[i] && w[i] > 0 ? 1 : 0;
            }
            double[][] times = new double[count][];
            Arrays.setAll(times, s -> new double[sizes[s]]);
            for (int i = 0; i < of.length; i++) {
                if (data.event()[i] && w[i] > 0) {
                    times[of[i]][--sizes[of[i]]] = data.stop()[i];
                }
            }
            Arrays.setAll(times, s -> distinct(times[s]));
            return times;
        }

        private static double[] distinct(double[] values) {
            Arrays.sort(values);
            int kept = 0;
            for (int i = 0; i < values.length; i++) {
                if (i == 0 || values[i] != values[i - 1]) {
                    values[kept++] = values[i];
                }
            }
            return Arrays.copyOf(values, kept);
        }

        /** Number (through all strata) of the first event time of a stratum that is later than a time. */
        int firstAfter(int s, double t) {
            return begin[s] + grids[s].firstAfter(t);
        }
    }

    /** Rows that are at risk at some event time, by a counting sort on the last of them. */
    private record Order(int[] source, int[] first, int[] last) {

        static Order of(CoxData data, Strata strata, double[] w, Numerics numerics) {
            int n = data.rows();
            int[] first = new int[n];
            int[] last = new int[n];
            int[] place = new int[strata.time.length + 2];
            RiskSums.pieces(n, numerics, (from, to) -> {
                for (int i = from; i < to; i++) {
                    int s = strata.of[i];
                    last[i] = strata.firstAfter(s, data.stop()[i]);
                    first[i] = data.start().isPresent()
                            ? strata.firstAfter(s, data.start().get()[i])
                            : strata.begin[s];
                }
            });
            for (int i = 0; i < n; i++) {
                if (w[i] > 0 && first[i] < last[i]) {
                    place[last[i] + 1]++;
                }
            }
            for (int k = 1; k < place.length; k++) {
                place[k] += place[k - 1];
            }
            int[] source = new int[place[place.length - 1]];
            for (int i = 0; i < n; i++) {
                if (w[i] > 0 && first[i] < last[i]) {
                    source[place[last[i]]++] = i;
                }
            }
            return new Order(source, pick(first, source), pick(last, source));
        }

        private static int[] pick(int[] values, int[] rows) {
            return Arrays.stream(rows).map(r -> values[r]).toArray();
        }
    }
}
