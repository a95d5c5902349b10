package org.steelyard.stats.regression;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;

/**
 * The logistic regression of a fitted sample, fitted again to resamples of its rows, each given by how often a row was drawn.
 *
 * <p><b>Method.</b> Limited-memory quasi-Newton (BFGS, two-loop recursion) from the full sample's coefficients, its inverse information
 * being the first guess at every resample's. A step costs two passes over the rows, where Newton's costs a cross product; some ten steps
 * do. A step along which the slope comes out steeper than half of what it was, uphill, is halved.
 *
 * <p><b>Accuracy.</b> Stops when {@code g'V g <= 1e-10}, g the gradient and V the full sample's covariance: coefficients are then within
 * about 1e-5 standard errors of the maximum, far inside the Monte Carlo error of any number of resamples.
 *
 * <p><b>Edges.</b> A column that no drawn row has keeps its starting coefficient, which touches no drawn row. A level found in one arm
 * alone sends its coefficient towards infinity, and the steps end when the scores of its rows are within about 1e-5 of 0 or 1. Should
 * the steps not end, the fit is Newton's with a ridge of 1e-6.
 *
 * <p>Immutable; one resample does not depend on another, nor on threads.
 *
 * <p>1. Nocedal J. Math Comp 1980;35:773-782. doi:10.1090/S0025-5718-1980-0572855-7.
 */
public final class LogisticRefits {

    private static final double TOLERANCE = 1e-10;
    private static final int MOST_STEPS = 60;
    private static final int MEMORY = 12;
    private static final int HALVINGS = 20;
    private static final double STEEPEST = 0.5;
    private static final double RIDGE = 1e-6;

    private final DesignMatrix design;
    private final double[] outcome;
    private final double[] start;
    private final Matrix covariance;

    private LogisticRefits(DesignMatrix design, double[] outcome, double[] start, Matrix covariance) {
        this.design = design;
        this.outcome = outcome;
        this.start = start;
        this.covariance = covariance;
    }

    /** @param full the fit of {@code outcome} on {@code design}, unweighted */
    public static LogisticRefits of(DesignMatrix design, double[] outcome, GlmFit full) {
        return new LogisticRefits(design, outcome.clone(), full.coefficients().clone(), full.bread());
    }

    /** @param times how often each row was drawn, 0 or more */
    public double[] coefficients(double[] times) {
        return new Search(times).coefficients();
    }

    /** Probability of every row, drawn or not, strictly between 0 and 1 unless the coefficients are beyond all measure. */
    public double[] probabilities(double[] coefficients) {
        double[] out = design.times(coefficients);
        for (int i = 0; i < out.length; i++) {
            out[i] = probability(out[i]);
        }
        return out;
    }

    private static double probability(double logit) {
        double e = StrictMath.exp(-Math.abs(logit));
        return (logit >= 0 ? 1 : e) / (1 + e);
    }

    /** @param gradient where the step leads */
    private record Step(double[] by, double[] gradient) {}

    /** A step taken and the change of gradient it made. */
    private record Pair(double[] step, double[] change, double curvature) {}

    private final class Search {

        private final double[] times;
        private final Deque<Pair> pairs = new ArrayDeque<>();

        Search(double[] times) {
            this.times = times;
        }

        double[] coefficients() {
            double[] at = start.clone();
            double[] gradient = gradient(at);
            for (int k = 0; k < MOST_STEPS; k++) {
                if (dot(gradient, covariance.times(gradient)) <= TOLERANCE) {
                    return at;
                }
                Step step = step(at, gradient);
                at = plus(at, step.by(), 1);
                remember(step.by(), plus(step.gradient(), gradient, -1));
                gradient = step.gradient();
            }
            return newton();
        }

        /** Of the negative log-likelihood. */
        private double[] gradient(double[] at) {
            return design.score(at, times, (row, logit) -> probability(logit) - outcome[row]);
        }

        private Step step(double[] at, double[] gradient) {
            double[] by = direction(gradient);
            double slope = dot(by, gradient);
            double[] there = gradient(plus(at, by, 1));
            for (int h = 0; h < HALVINGS && dot(by, there) > -STEEPEST * slope; h++) {
                slope /= 2;
                by = plus(new double[by.length], by, 0.5);
                there = gradient(plus(at, by, 1));
            }
            return new Step(by, there);
        }

        private double[] direction(double[] gradient) {
            double[] q = gradient.clone();
            double[] share = new double[pairs.size()];
            int k = share.length;
            for (Iterator<Pair> latest = pairs.descendingIterator(); latest.hasNext(); ) {
                Pair p = latest.next();
                share[--k] = dot(p.step(), q) / p.curvature();
                q = plus(q, p.change(), -share[k]);
            }
            double[] out = covariance.times(q);
            for (Pair p : pairs) {
                out = plus(out, p.step(), share[k] - dot(p.change(), out) / p.curvature());
                k++;
            }
            return plus(new double[out.length], out, -1);
        }

        private void remember(double[] step, double[] change) {
            double curvature = dot(step, change);
            if (curvature > 0) {
                pairs.addLast(new Pair(step, change, curvature));
                if (pairs.size() > MEMORY) {
                    pairs.removeFirst();
                }
            }
        }

        private double[] newton() {
            return LogisticRegression.withDefaults()
                    .withRidge(RIDGE)
                    .startingFrom(start)
                    .fit(design, outcome, times)
                    .coefficients();
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] plus(double[] a, double[] b, double share) {
        double[] out = Arrays.copyOf(a, a.length);
        for (int i = 0; i < out.length; i++) {
            out[i] += share * b[i];
        }
        return out;
    }
}
