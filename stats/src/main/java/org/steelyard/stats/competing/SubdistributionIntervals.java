package org.steelyard.stats.competing;

import java.util.Arrays;
import java.util.Optional;
import org.steelyard.stats.competing.internal.CensoringCurve;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.internal.SortOrder;
import org.steelyard.stats.linear.DesignMatrix;

/**
 * The subdistribution of one cause as weighted follow-up intervals, to which any Cox model can be fitted: with Efron's ties, strata, or
 * time-dependent covariates that {@link FineGray} does not offer.
 *
 * <p>Someone who had another cause at T stays at risk to the last event time of the cause, in intervals of weight G(t−)/G(T−). G takes events
 * off before censorings of the same time, as {@code finegray} of R's survival, so {@code CoxRegression} on these data gives its coefficients.
 * Every interval carries its person as cluster; take the robust covariance. It treats G as known, which {@link FineGray} does not.
 *
 * <p>Rows grow to at most (people with another cause) × (event times); equal weights are kept in one interval.
 *
 * <p>Geskus, Biometrics 2011;67:39-49, doi:10.1111/j.1541-0420.2010.01420.x.
 */
public final class SubdistributionIntervals {

    private SubdistributionIntervals() {}

    /**
     * @param design covariates without an intercept, one row per person
     * @param cause from 1
     */
    public static CoxData of(DesignMatrix design, CompetingData data, int cause) {
        Checks.sameLength(data.size(), design.rows());
        int[] order = SortOrder.ascending(data.time());
        CensoringCurve curve = CensoringCurve.of(data, order, new int[data.size()], true);
        double[] eventTimes = Arrays.stream(order)
                .filter(i -> data.cause()[i] == cause && data.weight()[i] > 0)
                .mapToDouble(i -> data.time()[i])
                .distinct()
                .toArray();
        Rows rows = new Rows(design.rows());
        for (int i = 0; i < data.size(); i++) {
            boolean other = data.cause()[i] > 0 && data.cause()[i] != cause;
            double own = curve.before(0, data.time()[i]);
            rows.add(i, new Interval(-1, data.time()[i], data.weight()[i]), data.cause()[i] == cause);
            if (other) {
                addLater(rows, i, new Later(data, eventTimes, curve, own));
            }
        }
        return rows.data(design);
    }

    private record Interval(double start, double stop, double weight) {}

    private record Later(CompetingData data, double[] eventTimes, CensoringCurve curve, double own) {}

    private static void addLater(Rows rows, int i, Later later) {
        double from = later.data.time()[i];
        double open = -1;
        double start = from;
        double stop = from;
        for (double t : later.eventTimes) {
            if (t > from) {
                double w = later.data.weight()[i] * later.curve.before(0, t) / later.own;
                if (w != open) {
                    rows.addIfOpen(i, new Interval(start, stop, open));
                    start = stop;
                    open = w;
                }
                stop = t;
            }
        }
        rows.addIfOpen(i, new Interval(start, stop, open));
    }

    private static final class Rows {

        private int count;
        private int[] source;
        private double[] start;
        private double[] stop;
        private double[] weight;
        private boolean[] event;

        Rows(int expected) {
            source = new int[expected];
            start = new double[expected];
            stop = new double[expected];
            weight = new double[expected];
            event = new boolean[expected];
        }

        void addIfOpen(int row, Interval interval) {
            if (interval.weight >= 0) {
                add(row, interval, false);
            }
        }

        void add(int row, Interval interval, boolean ends) {
            if (count == source.length) {
                int more = 2 * count + 16;
                source = Arrays.copyOf(source, more);
                start = Arrays.copyOf(start, more);
                stop = Arrays.copyOf(stop, more);
                weight = Arrays.copyOf(weight, more);
                event = Arrays.copyOf(event, more);
            }
            source[count] = row;
            start[count] = interval.start;
            stop[count] = interval.stop;
            weight[count] = interval.weight;
            event[count++] = ends;
        }

        CoxData data(DesignMatrix design) {
            int[] rows = Arrays.copyOf(source, count);
            return new CoxData(
                    design.select(rows),
                    Optional.of(Arrays.copyOf(start, count)),
                    Arrays.copyOf(stop, count),
                    Arrays.copyOf(event, count),
                    Optional.of(Arrays.copyOf(weight, count)),
                    Optional.empty(),
                    Optional.of(rows),
                    Optional.empty());
        }
    }
}
