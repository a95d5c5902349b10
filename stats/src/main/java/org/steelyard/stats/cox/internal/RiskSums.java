package org.steelyard.stats.cox.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.steelyard.stats.cox.Ties;
import org.steelyard.stats.internal.Exponential;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.linear.internal.Parallel;

/**
 * Sums over the risk set and over the events of every event time, at given coefficients, and the weights that ties give
 * them. With {@code f = l/d} for Efron and 0 for Breslow, {@code v} the mean weight of the events and {@code S0l = S0 - f D0},
 * summed over l: {@code a = v/S0l, b = v f/S0l, aa = v/S0l^2, ab = v f/S0l^2, bb = v f^2/S0l^2}.
 */
final class RiskSums {

    private static final int PIECE = 16384;

    final RiskSets sets;
    private final boolean atZero;
    final int stride;
    /** {@code w exp(eta)} per row. */
    final double[] hazard;

    final double[] eta;
    final double[] s0;
    /** Rows of {@code stride} doubles. */
    final double[] s1;

    final double[] d0;
    final double[] d1;
    /** Place of an event time in {@link #d1}; -1 where one event only makes the sums superfluous. */
    final int[] tied;

    final double[] a;
    final double[] b;
    final double[] aa;
    final double[] ab;
    final double[] bb;
    final double logLikelihood;

    RiskSums(RiskSets sets, Ties ties, double[] coefficients, Numerics numerics) {
        this.sets = sets;
        stride = sets.x.stride();
        int k = sets.eventTimes();
        eta = new double[sets.rows()];
        hazard = new double[eta.length];
        s0 = new double[k];
        s1 = new double[k * stride];
        d0 = new double[k];
        tied = tiedTimes(ties);
        d1 = new double[(Arrays.stream(tied).max().orElse(-1) + 1) * stride];
        a = new double[k];
        b = new double[k];
        aa = new double[k];
        ab = new double[k];
        bb = new double[k];
        atZero = Arrays.stream(coefficients).allMatch(c -> c == 0);
        double fromRows = addRows(Arrays.copyOf(coefficients, stride), numerics);
        accumulate();
        double fromSets = 0;
        for (int j = 0; j < k; j++) {
            fromSets += tieWeights(j);
        }
        logLikelihood = fromRows - fromSets;
    }

    private int[] tiedTimes(Ties ties) {
        int[] place = new int[sets.eventTimes()];
        int next = 0;
        for (int j = 0; j < place.length; j++) {
            place[j] = ties == Ties.EFRON && sets.deaths[j] > 1 ? next++ : -1;
        }
        return place;
    }

    /** Work on rows from one to another that writes to those rows alone. */
    interface Piece {
        void over(int from, int to);
    }

    static void pieces(int rows, Numerics numerics, Piece work) {
        int pieces = (rows + PIECE - 1) / PIECE;
        int threads = rows < 2 * PIECE ? 1 : numerics.threads();
        Parallel.run(threads, pieces, p -> work.over(p * PIECE, Math.min(rows, (p + 1) * PIECE)));
    }

    /** Sums of one piece of rows, over the event times at which they leave. */
    private final class Partial {

        private final int from;
        private final int to;
        private final int firstTime;
        private final int firstTied;
        private final double[] all;
        private final double[] events;
        private final double[] number;
        private final double[] numberOfEvents;
        private double predictors;

        Partial(int piece) {
            from = piece * PIECE;
            to = Math.min(eta.length, from + PIECE);
            firstTime = sets.last[from] - 1;
            int times = sets.last[to - 1] - firstTime;
            all = new double[times * stride];
            number = new double[times];
            numberOfEvents = new double[times];
            int[] within = Arrays.copyOfRange(tied, firstTime, firstTime + times);
            firstTied = Arrays.stream(within).filter(t -> t >= 0).findFirst().orElse(0);
            events = new double[(int) Arrays.stream(within).filter(t -> t >= 0).count() * stride];
        }

        /** Predictors and hazards of all rows, then the sums, row after row of those that leave at one event time. */
        Partial fill(double[] coefficients) {
            for (int i = from; i < to; i++) {
                eta[i] = (atZero ? 0 : sets.x.dot(i, coefficients)) + sets.offset[i];
                hazard[i] = sets.weight[i] * Exponential.of(eta[i]);
            }
            for (int i = from; i < to; ) {
                int next = endOfRun(i);
                sets.x.addRows(i, next, hazard, all, (sets.last[i] - 1 - firstTime) * stride);
                addOthers(i, next);
                i = next;
            }
            return this;
        }

        /** The first row after a row that leaves at another event time. */
        private int endOfRun(int row) {
            int next = row + 1;
            while (next < to && sets.last[next] == sets.last[row]) {
                next++;
            }
            return next;
        }

        private void addOthers(int first, int next) {
            int j = sets.last[first] - 1;
            for (int i = first; i < next; i++) {
                number[j - firstTime] += hazard[i];
                if (sets.event[i]) {
                    predictors += sets.weight[i] * eta[i];
                    addEvent(i, j);
                }
            }
        }

        private void addEvent(int i, int j) {
            if (tied[j] >= 0) {
                numberOfEvents[j - firstTime] += hazard[i];
                sets.x.addRow(i, hazard[i], events, (tied[j] - firstTied) * stride);
            }
        }

        /** Adds to the sums over all rows; returns the part of the log-likelihood's first term. */
        double merge() {
            add(number, s0, firstTime);
            add(numberOfEvents, d0, firstTime);
            add(all, s1, firstTime * stride);
            add(events, d1, firstTied * stride);
            return predictors;
        }

        private static void add(double[] values, double[] sums, int place) {
            for (int i = 0; i < values.length; i++) {
                sums[place + i] += values[i];
            }
        }
    }

    /** Pieces of rows have sums of their own, merged in order; returns the sum of the events' predictors. */
    private double addRows(double[] coefficients, Numerics numerics) {
        int pieces = (eta.length + PIECE - 1) / PIECE;
        Partial[] partial = new Partial[pieces];
        int threads = eta.length < 2 * PIECE ? 1 : numerics.threads();
        Parallel.run(threads, pieces, piece -> partial[piece] = new Partial(piece).fill(coefficients));
        double predictors = 0;
        for (Partial p : partial) {
            predictors += p.merge();
        }
        return predictors;
    }

    /** From sums of leavers to sums of those at risk: from the last event time of each stratum to its first. */
    private void accumulate() {
        if (sets.delayedEntry) {
            takeOffLateEntries();
        }
        for (int j = s0.length - 2; j >= 0; j--) {
            if (!sets.endsStratum(j)) {
                s0[j] += s0[j + 1];
                for (int m = 0; m < stride; m++) {
                    s1[j * stride + m] += s1[(j + 1) * stride + m];
                }
            }
        }
    }

    private void takeOffLateEntries() {
        for (int i = 0; i < eta.length; i++) {
            int before = sets.first[i] - 1;
            if (before >= sets.stratumStart[sets.first[i]]) {
                s0[before] -= hazard[i];
                sets.x.addRow(i, -hazard[i], s1, before * stride);
            }
        }
    }

    /** Fills the tie weights of one event time; returns its part of the log-likelihood's second term. */
    private double tieWeights(int j) {
        int d = sets.deaths[j];
        boolean efron = tied[j] >= 0;
        int steps = efron ? d : 1;
        double v = sets.deathWeight[j] / steps;
        double sum = 0;
        for (int l = 0; l < steps; l++) {
            double f = (double) l / steps;
            double rest = s0[j] - f * d0[j];
            double inverse = 1 / rest;
            sum += v * StrictMath.log(rest);
            a[j] += v * inverse;
            b[j] += v * f * inverse;
            aa[j] += v * inverse * inverse;
            ab[j] += v * f * inverse * inverse;
            bb[j] += v * f * f * inverse * inverse;
        }
        return sum;
    }

    /** {@code factor S1 + other D1} of one event time, added to the doubles that begin at a place. */
    void addCombination(int j, double factor, double other, double[] to, int place) {
        for (int m = 0; m < stride; m++) {
            to[place + m] += factor * s1[j * stride + m];
        }
        if (tied[j] >= 0 && other != 0) {
            int from = tied[j] * stride;
            for (int m = 0; m < stride; m++) {
                to[place + m] += other * d1[from + m];
            }
        }
    }

    int[] tiedIndices() {
        return IntStream.range(0, tied.length).filter(j -> tied[j] >= 0).toArray();
    }
}
