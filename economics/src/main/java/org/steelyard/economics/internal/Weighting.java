package org.steelyard.economics.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.regression.LogisticRegression;
import org.steelyard.stats.weighting.BalancingWeights;
import org.steelyard.stats.weighting.TargetPopulation;

/**
 * Weights of the propensity score, fitted anew to every resample. A resample is a count for each person, so that the design
 * matrix stays where it is. Without covariates everybody weighs the same.
 */
final class Weighting {

    /** Relative change of the deviance that ends the fit to the whole sample. */
    private static final double TOLERANCE = 1e-12;

    /**
     * The same for a resample. Newton's step squares the error, so that coefficients are then known to about eight digits,
     * far beyond the Monte Carlo error, at an iteration or two less.
     */
    private static final double RESAMPLE_TOLERANCE = 1e-8;

    private final DesignMatrix design;
    private final boolean[] treated;
    private final double[] outcome;
    private final TargetPopulation target;
    private final boolean[] indicator;
    private final double[] start;

    /** @throws org.steelyard.kernel.SteelyardException when the score of the whole sample cannot be fitted */
    Weighting(People people, Target target) {
        design = people.design();
        treated = people.treated();
        this.target = TargetPopulation.valueOf(target.name());
        outcome = new double[treated.length];
        Arrays.setAll(outcome, i -> treated[i] ? 1 : 0);
        indicator = indicators(design);
        start = adjusts() ? model(TOLERANCE).fit(design, outcome).coefficients() : new double[0];
    }

    private boolean adjusts() {
        return design.columns() > 1;
    }

    private static LogisticRegression model(double tolerance) {
        return LogisticRegression.withDefaults().withTolerance(tolerance);
    }

    private static boolean[] indicators(DesignMatrix design) {
        boolean[] out = new boolean[design.columns()];
        for (int j = 0; j < out.length; j++) {
            out[j] = Arrays.stream(design.column(j)).allMatch(v -> v == 0 || v == 1);
        }
        return out;
    }

    /** Weights of the whole sample, everybody drawn once. */
    double[] weights() {
        double[] ones = new double[treated.length];
        Arrays.fill(ones, 1);
        return weights(ones, TOLERANCE);
    }

    /** @param counts how often each person was drawn */
    double[] weights(double[] counts) {
        return weights(counts, RESAMPLE_TOLERANCE);
    }

    private double[] weights(double[] counts, double tolerance) {
        if (!adjusts()) {
            return counts.clone();
        }
        double[] balance =
                BalancingWeights.of(target, treated, score(counts, tolerance)).weight();
        double[] out = new double[counts.length];
        Arrays.setAll(out, i -> counts[i] * balance[i]);
        return out;
    }

    private double[] score(double[] counts, double tolerance) {
        int[] kept = varying(counts);
        DesignMatrix used = kept.length == design.columns() ? design : design.selectColumns(kept);
        double[] from = IntStream.of(kept).mapToDouble(j -> start[j]).toArray();
        GlmFit fit = model(tolerance).startingFrom(from).fit(used, outcome, counts);
        return fit.fitted();
    }

    /** Columns that vary in the resample: a rare level may not have been drawn at all. */
    private int[] varying(double[] counts) {
        double[] sums = design.transposeTimes(counts, org.steelyard.stats.linear.Numerics.plain());
        double total = treated.length;
        return IntStream.range(0, design.columns())
                .filter(j -> j == 0 || !indicator[j] || (sums[j] > 0 && sums[j] < total))
                .toArray();
    }
}
