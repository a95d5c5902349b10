package org.steelyard.economics.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Follow-up of the people of one arm, sorted once, so that each of a thousand resampled curves costs one pass over them
 * instead of a sort. The curve equals {@code org.steelyard.stats}' weighted Kaplan–Meier estimate; a test compares them.
 */
final class FollowUp {

    /** What ended a person's follow-up. */
    enum End {
        CENSORED,
        NON_FATAL,
        DEATH
    }

    private final int[] rows;
    private final double[] years;
    private final End[] ends;

    /**
     * @param people rows of the arm
     * @param years of follow-up of everybody, by row
     * @param ends of everybody, by row
     */
    FollowUp(int[] people, double[] years, End[] ends) {
        rows = IntStream.of(people)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> years[i]).thenComparing(i -> i))
                .mapToInt(i -> i)
                .toArray();
        this.years = IntStream.of(rows).mapToDouble(i -> years[i]).toArray();
        this.ends = IntStream.of(rows).mapToObj(i -> ends[i]).toArray(End[]::new);
    }

    /** How far the curve is known: the longest follow-up, or without limit once everybody has had the event. */
    double supported() {
        int n = years.length;
        double longest = years[n - 1];
        for (int i = n - 1; i >= 0 && years[i] == longest; i--) {
            if (ends[i] == End.CENSORED) {
                return longest;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /** Share of people followed to {@code year} or to their event. */
    double completeShare(double year) {
        int complete = 0;
        for (int i = 0; i < years.length; i++) {
            if (complete(i, year)) {
                complete++;
            }
        }
        return (double) complete / years.length;
    }

    /** Share of people still under observation at {@code year}. */
    double followedShare(double year) {
        return (double) Arrays.stream(years).filter(y -> y >= year * (1 - 1e-9)).count() / years.length;
    }

    private boolean complete(int i, double year) {
        return ends[i] != End.CENSORED || years[i] >= year * (1 - 1e-9);
    }

    /** @param weights by row, not negative */
    StepCurve curve(double[] weights) {
        return curve(weights, false);
    }

    /**
     * Weights of inverse probability of not being censored, for costs that are complete at {@code limit}: 1 / K(T−) with T
     * the earlier of follow-up and limit and K the Kaplan–Meier curve of censoring, where events come before censorings
     * at equal times; 0 for people who are lost before their costs are complete.
     *
     * <p>Reference: Bang, Tsiatis. Biometrika 2000;87:329–343, doi:10.1093/biomet/87.2.329.
     *
     * @param out by row; entries of other arms are left alone
     */
    void completionWeights(double[] weights, double limit, double[] out) {
        boolean all = limit <= 0;
        StepCurve censoring = all ? new StepCurve(new double[0], new double[0], new double[0]) : curve(weights, true);
        for (int i = 0; i < rows.length; i++) {
            boolean known = all || complete(i, limit);
            out[rows[i]] = known ? 1 / censoring.survivalBefore(Math.min(years[i], limit)) : 0;
        }
    }

    private StepCurve curve(double[] weights, boolean ofCensoring) {
        Builder builder = new Builder(rows.length);
        double[] atRisk = atRisk(weights);
        int i = 0;
        while (i < rows.length && atRisk[i] > 0) {
            double time = years[i];
            double risk = atRisk[i];
            double[] sums = new double[End.values().length];
            while (i < rows.length && years[i] == time) {
                sums[ends[i].ordinal()] += weights[rows[i]];
                i++;
            }
            builder.add(time, risk, sums, ofCensoring);
        }
        return builder.build();
    }

    /** Weight of those at or after each position, summed from the end. */
    private double[] atRisk(double[] weights) {
        double[] out = new double[rows.length];
        double sum = 0;
        for (int i = rows.length - 1; i >= 0; i--) {
            sum += weights[rows[i]];
            out[i] = sum;
        }
        return out;
    }

    private static final class Builder {
        private final double[] times;
        private final double[] survival;
        private final double[] nonFatal;
        private int size;
        private double level = 1;
        private double left;

        Builder(int capacity) {
            times = new double[capacity];
            survival = new double[capacity];
            nonFatal = new double[capacity];
        }

        void add(double time, double risk, double[] sums, boolean ofCensoring) {
            double events = sums[End.NON_FATAL.ordinal()] + sums[End.DEATH.ordinal()];
            double going = ofCensoring ? sums[End.CENSORED.ordinal()] : events;
            double exposed = ofCensoring ? risk - events : risk;
            if (going <= 0 || exposed <= 0) {
                return;
            }
            left += level * sums[End.NON_FATAL.ordinal()] / risk;
            level *= Math.max(0, 1 - going / exposed);
            times[size] = time;
            survival[size] = level;
            nonFatal[size] = left;
            size++;
        }

        StepCurve build() {
            return new StepCurve(
                    Arrays.copyOf(times, size), Arrays.copyOf(survival, size), Arrays.copyOf(nonFatal, size));
        }
    }
}
