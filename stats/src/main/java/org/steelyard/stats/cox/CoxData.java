package org.steelyard.stats.cox;

import java.util.Arrays;
import java.util.Optional;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.linear.DesignMatrix;

/**
 * What a Cox model is fitted to: one row per person, or per interval {@code (start, stop]} of a person.
 *
 * @param design covariates, without an intercept
 * @param start entry times for delayed entry or time-dependent covariates; absent when all enter before the first event
 * @param stop end of follow-up of the row, in any unit
 * @param event whether the event happened at the end
 * @param weights not negative; rows of weight zero are left out
 * @param strata any integers; each stratum has a baseline hazard of its own
 * @param clusters any integers; rows of one cluster are not taken as independent
 * @param offset added to the linear predictor
 */
public record CoxData(
        DesignMatrix design,
        Optional<double[]> start,
        double[] stop,
        boolean[] event,
        Optional<double[]> weights,
        Optional<int[]> strata,
        Optional<int[]> clusters,
        Optional<double[]> offset) {

    public CoxData {
        int n = design.rows();
        requireLength("stop", stop.length, n);
        requireLength("event", event.length, n);
        start.ifPresent(s -> requireLength("start", s.length, n));
        weights.ifPresent(w -> requireLength("weights", w.length, n));
        strata.ifPresent(s -> requireLength("strata", s.length, n));
        clusters.ifPresent(c -> requireLength("clusters", c.length, n));
        offset.ifPresent(o -> requireLength("offset", o.length, n));
        if (design.hasIntercept()) {
            throw new IllegalArgumentException("a Cox model has no intercept: build the design without one");
        }
        checkValues(start, stop, weights, offset);
    }

    /** Follow-up from time zero to {@code time}. */
    public static CoxData rightCensored(DesignMatrix design, double[] time, boolean[] event) {
        return new CoxData(
                design,
                Optional.empty(),
                time,
                event,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Follow-up over the intervals {@code (start, stop]}. */
    public static CoxData counting(DesignMatrix design, double[] start, double[] stop, boolean[] event) {
        return new CoxData(
                design,
                Optional.of(start),
                stop,
                event,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public CoxData withWeights(double[] values) {
        return new CoxData(design, start, stop, event, Optional.of(values), strata, clusters, offset);
    }

    public CoxData withStrata(int[] values) {
        return new CoxData(design, start, stop, event, weights, Optional.of(values), clusters, offset);
    }

    public CoxData withClusters(int[] values) {
        return new CoxData(design, start, stop, event, weights, strata, Optional.of(values), offset);
    }

    public CoxData withOffset(double[] values) {
        return new CoxData(design, start, stop, event, weights, strata, clusters, Optional.of(values));
    }

    public int rows() {
        return design.rows();
    }

    /** The weights, ones when there are none. */
    public double[] weightOrOne() {
        return weights.orElseGet(() -> {
            double[] ones = new double[rows()];
            Arrays.fill(ones, 1);
            return ones;
        });
    }

    private static void checkValues(
            Optional<double[]> start, double[] stop, Optional<double[]> weights, Optional<double[]> offset) {
        Problems problems = new Problems();
        firstBad(stop, Double.NEGATIVE_INFINITY).ifPresent(row -> add(problems, "stop", row));
        start.flatMap(s -> firstBad(s, Double.NEGATIVE_INFINITY)).ifPresent(row -> add(problems, "start", row));
        weights.flatMap(w -> firstBad(w, 0)).ifPresent(row -> add(problems, "weights", row));
        offset.flatMap(o -> firstBad(o, Double.NEGATIVE_INFINITY)).ifPresent(row -> add(problems, "offset", row));
        for (int i = 0; i < stop.length && start.isPresent() && problems.isEmpty(); i++) {
            if (!(start.get()[i] < stop[i])) {
                problems.add(
                        NumericError.INVALID_VALUE,
                        new Place("", i + 1L, "start"),
                        Text.of("随访区间的开始须早于结束", "an interval of follow-up must start before it stops"),
                        Text.of("请检查起止时间", "check the times of start and stop"));
            }
        }
        problems.throwIfAny();
    }

    private static Optional<Integer> firstBad(double[] values, double least) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i]) || values[i] < least) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static void add(Problems problems, String what, int row) {
        problems.add(
                NumericError.INVALID_VALUE,
                new Place("", row + 1L, what),
                Text.of("缺失、非有限或不允许的数值", "missing, infinite or not allowed (times are finite, weights 0 or more)"),
                Text.of("请检查该变量和缺失值处理", "check the variable and how missing values are handled"));
    }

    private static void requireLength(String what, int length, int rows) {
        if (length != rows) {
            throw SteelyardException.of(
                    NumericError.SHAPE,
                    Place.field(what),
                    Text.of("长度应为 " + rows + "，实际为 " + length, "expected " + rows + " values, got " + length),
                    Text.EMPTY);
        }
    }
}
