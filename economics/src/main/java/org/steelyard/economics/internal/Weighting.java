package org.steelyard.economics.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.regression.LogisticRegression;
import org.steelyard.stats.weighting.BalancingWeights;
import org.steelyard.stats.weighting.TargetPopulation;

/**
 * Weights of the propensity score, fitted anew to every resample. A resample is a count for each person, so that the design
 * matrix stays where it is. Without covariates everybody weighs the same.
 *
 * <p>In a resample a rare level may be missing, or be found in one arm alone. A missing level's column is left out. A level of
 * one arm alone has a score of exactly 0 or 1 in the limit of maximum likelihood, and all other scores are those of the model
 * without these people: they are set aside with their limiting weight (1 or 0 as the target has it) and the rest is fitted.
 * What separation is left after that is met by a ridge too small to move a score that the data determine. In the whole
 * sample separation is an error.
 */
final class Weighting {

    /** Relative change of the deviance that ends the fit to the whole sample. */
    private static final double TOLERANCE = 1e-12;

    /**
     * The same for a resample. Newton's step squares the error, so that coefficients are then known to about eight digits,
     * far beyond the Monte Carlo error, at an iteration or two less.
     */
    private static final double RESAMPLE_TOLERANCE = 1e-8;

    /** Of the log-likelihood per squared coefficient of a standardised covariate. */
    private static final double RIDGE = 1e-6;

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
        start = adjusts() ? wholeSample().fit(design, outcome).coefficients() : new double[0];
    }

    private boolean adjusts() {
        return design.columns() > 1;
    }

    private static LogisticRegression wholeSample() {
        return LogisticRegression.withDefaults().withTolerance(TOLERANCE);
    }

    private static boolean[] indicators(DesignMatrix design) {
        boolean[] out = new boolean[design.columns()];
        for (int j = 1; j < out.length; j++) {
            out[j] = Arrays.stream(design.column(j)).allMatch(v -> v == 0 || v == 1);
        }
        return out;
    }

    /** Weights of the whole sample, everybody drawn once. */
    double[] weights() {
        if (!adjusts()) {
            double[] ones = new double[treated.length];
            Arrays.fill(ones, 1);
            return ones;
        }
        double[] score = wholeSample().startingFrom(start).fit(design, outcome).fitted();
        return BalancingWeights.of(target, treated, score).weight();
    }

    /** @param counts how often each person was drawn */
    double[] weights(double[] counts) {
        if (!adjusts()) {
            return counts.clone();
        }
        Resample resample = new Resample(counts);
        resample.setAside();
        return resample.weights();
    }

    private final class Resample {

        private final double[] counts;

        /** How often each person enters the model: 0 when set aside. */
        private final double[] modelled;

        private final boolean[] kept = new boolean[design.columns()];

        Resample(double[] counts) {
            this.counts = counts;
            modelled = counts.clone();
            Arrays.fill(kept, true);
        }

        /** Leaves out columns that do not vary, and people of levels that one arm has alone, until neither is found. */
        void setAside() {
            boolean changed = true;
            while (changed) {
                changed = false;
                double[] ofTreated = sums(true);
                double[] ofControl = sums(false);
                for (int j = 1; j < kept.length && !changed; j++) {
                    if (kept[j] && indicator[j]) {
                        changed = settle(j, ofTreated, ofControl);
                    }
                }
            }
        }

        /** People drawn by column, in one arm; the intercept counts everybody. */
        private double[] sums(boolean arm) {
            double[] own = new double[modelled.length];
            Arrays.setAll(own, i -> treated[i] == arm ? modelled[i] : 0);
            return design.transposeTimes(own, Numerics.plain());
        }

        private boolean settle(int j, double[] ofTreated, double[] ofControl) {
            double all = ofTreated[0] + ofControl[0];
            double here = ofTreated[j] + ofControl[j];
            boolean varies = here > 0 && here < all;
            boolean separated = varies && (ofTreated[j] == 0 || ofControl[j] == 0);
            if (varies && !separated) {
                return false;
            }
            kept[j] = false;
            for (int i = 0; i < modelled.length && separated; i++) {
                modelled[i] = design.at(i, j) == 1 ? 0 : modelled[i];
            }
            return separated;
        }

        double[] weights() {
            int[] rows = IntStream.range(0, modelled.length)
                    .filter(i -> modelled[i] > 0)
                    .toArray();
            double[] out = limits();
            double[] balance = balance(rows);
            for (int k = 0; k < rows.length; k++) {
                out[rows[k]] = counts[rows[k]] * balance[k];
            }
            return out;
        }

        /** Weights of those set aside: of a score of 1 in the treated, of 0 in the controls. */
        private double[] limits() {
            double ofTreated = target == TargetPopulation.ATE || target == TargetPopulation.ATT ? 1 : 0;
            double ofControl = target == TargetPopulation.ATE || target == TargetPopulation.ATC ? 1 : 0;
            double[] out = new double[counts.length];
            Arrays.setAll(out, i -> counts[i] * (treated[i] ? ofTreated : ofControl));
            return out;
        }

        private double[] balance(int[] rows) {
            int[] columns = IntStream.range(0, kept.length).filter(j -> kept[j]).toArray();
            DesignMatrix chosen = design.select(rows);
            DesignMatrix used = columns.length == kept.length ? chosen : chosen.selectColumns(columns);
            boolean[] arm = new boolean[rows.length];
            for (int k = 0; k < arm.length; k++) {
                arm[k] = treated[rows[k]];
            }
            double[] score = LogisticRegression.withDefaults()
                    .withTolerance(RESAMPLE_TOLERANCE)
                    .withRidge(RIDGE)
                    .startingFrom(
                            IntStream.of(columns).mapToDouble(j -> start[j]).toArray())
                    .fit(used, pick(outcome, rows), pick(modelled, rows))
                    .fitted();
            return BalancingWeights.of(target, arm, score).weight();
        }
    }

    private static double[] pick(double[] values, int[] rows) {
        return IntStream.of(rows).mapToDouble(i -> values[i]).toArray();
    }
}
