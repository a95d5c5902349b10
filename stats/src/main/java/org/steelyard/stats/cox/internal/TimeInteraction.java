package org.steelyard.stats.cox.internal;

import java.util.Arrays;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.CoxFit;
import org.steelyard.stats.cox.ProportionalHazardsTest.Transform;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.Numerics;

/**
 * Score of the interactions of covariates with a function of time, and the information of covariates and interactions
 * together, at the fitted coefficients.
 */
public record TimeInteraction(int size, double[] score, Matrix information) {

    public static TimeInteraction of(CoxData data, CoxFit fit, Transform transform, Numerics numerics) {
        RiskSets sets = RiskSets.of(data, numerics);
        PartialLikelihood likelihood = new PartialLikelihood(sets, fit.ties(), numerics);
        RiskSums sums = likelihood.sums(fit.coefficients());
        double[] g = centred(sets, transformed(data, sets, transform));
        double[] squares = Arrays.stream(g).map(v -> v * v).toArray();
        double[] ones = new double[g.length];
        Arrays.fill(ones, 1);
        Likelihood.Evaluation plain = likelihood.derivatives(sums, ones);
        Likelihood.Evaluation crossed = likelihood.derivatives(sums, g);
        Likelihood.Evaluation squared = likelihood.derivatives(sums, squares);
        int p = sets.x.columns();
        double[] joint = new double[4 * p * p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                joint[i * 2 * p + j] = plain.information().at(i, j);
                joint[i * 2 * p + p + j] = crossed.information().at(i, j);
                joint[(p + i) * 2 * p + j] = crossed.information().at(i, j);
                joint[(p + i) * 2 * p + p + j] = squared.information().at(i, j);
            }
        }
        return new TimeInteraction(p, crossed.score(), Matrix.of(2 * p, 2 * p, joint));
    }

    private static double[] transformed(CoxData data, RiskSets sets, Transform transform) {
        return switch (transform) {
            case KM -> eventsShare(data, sets);
            case IDENTITY -> sets.time.clone();
            case LOG -> Arrays.stream(sets.time).map(StrictMath::log).toArray();
        };
    }

    /** Less the mean over events. */
    private static double[] centred(RiskSets sets, double[] g) {
        double sum = 0;
        for (int j = 0; j < g.length; j++) {
            sum += sets.deaths[j] * g[j];
        }
        double mean = sum / sets.events();
        return Arrays.stream(g).map(v -> v - mean).toArray();
    }

    /** One minus the Kaplan-Meier curve of all rows, strata together and not weighted, just before each event time. */
    private static double[] eventsShare(CoxData data, RiskSets sets) {
        double[] w = data.weightOrOne();
        double[] stops = sorted(data.stop(), w);
        double[] starts = data.start().map(s -> sorted(s, w)).orElse(new double[0]);
        Integer[] order = new Integer[sets.time.length];
        Arrays.setAll(order, j -> j);
        Arrays.sort(order, (i, j) -> Double.compare(sets.time[i], sets.time[j]));
        double[] g = new double[order.length];
        double survival = 1;
        for (int from = 0; from < order.length; ) {
            double t = sets.time[order[from]];
            int to = from;
            int events = 0;
            while (to < order.length && sets.time[order[to]] == t) {
                g[order[to]] = 1 - survival;
                events += sets.deaths[order[to]];
                to++;
            }
            survival *= 1 - (double) events / (atLeast(stops, t) - atLeast(starts, t));
            from = to;
        }
        return g;
    }

    private static double[] sorted(double[] times, double[] w) {
        double[] kept = new double[times.length];
        int n = 0;
        for (int i = 0; i < times.length; i++) {
            if (w[i] > 0) {
                kept[n++] = times[i];
            }
        }
        kept = Arrays.copyOf(kept, n);
        Arrays.sort(kept);
        return kept;
    }

    private static int atLeast(double[] sorted, double t) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] >= t) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return sorted.length - low;
    }
}
