package org.steelyard.stats.regression.internal;

import java.util.function.DoubleUnaryOperator;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.linear.internal.Parallel;

/** Work per row of a generalised linear model, in pieces of a fixed number of rows. */
final class RowSums {

    private static final int PIECE = 8192;

    private final Distribution distribution;
    private final double[] y;
    private final double[] v;
    private final Numerics numerics;

    RowSums(Distribution distribution, double[] y, double[] v, Numerics numerics) {
        this.distribution = distribution;
        this.y = y;
        this.v = v;
        this.numerics = numerics;
    }

    /** Work on the rows from one to another. */
    private interface Piece {
        double over(int from, int to);
    }

    private double sum(Piece piece) {
        int pieces = (y.length + PIECE - 1) / PIECE;
        double[] sums = new double[pieces];
        Parallel.run(
                y.length < 2 * PIECE ? 1 : numerics.threads(),
                pieces,
                i -> sums[i] = piece.over(i * PIECE, Math.min(y.length, (i + 1) * PIECE)));
        double total = 0;
        for (double s : sums) {
            total += s;
        }
        return total;
    }

    /** Deviance; fills the working weights and the factors of the score. */
    double evaluate(double[] eta, double[] information, double[] score) {
        Distribution.Rows rows = new Distribution.Rows(y, v, eta, information, score);
        return sum((from, to) -> distribution.evaluate(rows, from, to));
    }

    double deviance(double[] eta) {
        return sum((from, to) -> {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += v[i] == 0 ? 0 : v[i] * distribution.deviance(y[i], eta[i]);
            }
            return sum;
        });
    }

    /** For a free dispersion the likelihood uses deviance over weight, as R's AIC does. */
    double logLikelihood(double[] eta) {
        double dispersion = distribution.freeDispersion() ? deviance(eta) / totalWeight() : 1;
        return sum((from, to) -> {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += v[i] == 0 ? 0 : v[i] * distribution.logLikelihood(y[i], eta[i], dispersion);
            }
            return sum;
        });
    }

    double[] fitted(double[] eta) {
        double[] mean = new double[eta.length];
        sum((from, to) -> {
            for (int i = from; i < to; i++) {
                mean[i] = distribution.mean(eta[i]);
            }
            return 0;
        });
        return mean;
    }

    double largestMove(double[] before, double[] after) {
        double largest = 0;
        for (int i = 0; i < before.length; i++) {
            double move = Math.abs(after[i] - before[i]);
            largest = v[i] > 0 && !(move <= largest) ? move : largest;
        }
        return largest;
    }

    double[] step(double[] before, double[] after, boolean fresh) {
        double[] step = after.clone();
        for (int j = 0; j < step.length && !fresh; j++) {
            step[j] -= before[j];
        }
        return step;
    }

    /** Pearson's chi-squared over its degrees of freedom; rows of weight zero do not count. */
    double pearson(double[] eta, int columns) {
        int counted = 0;
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            double score = distribution.score(y[i], eta[i]);
            sum += v[i] * score * score / distribution.information(eta[i]);
            counted += v[i] > 0 ? 1 : 0;
        }
        return sum / (counted - columns);
    }

    private double totalWeight() {
        double total = 0;
        for (double w : v) {
            total += w;
        }
        return total;
    }

    /** The intercept that solves the score equation of the model with intercept and offset alone. */
    double nullIntercept(double[] offset) {
        double mean = 0;
        double meanOffset = 0;
        boolean hasOffset = false;
        for (int i = 0; i < y.length; i++) {
            mean += v[i] * y[i];
            meanOffset += v[i] * offset[i];
            hasOffset |= offset[i] != 0;
        }
        double total = totalWeight();
        double start = distribution.link(mean / total) - meanOffset / total;
        return hasOffset ? newton(start, offset) : start;
    }

    private double newton(double start, double[] offset) {
        DoubleUnaryOperator next = a -> {
            double score = 0;
            double information = 0;
            for (int i = 0; i < y.length; i++) {
                score += v[i] * distribution.score(y[i], a + offset[i]);
                information += v[i] * distribution.information(a + offset[i]);
            }
            return a + Math.max(-1, Math.min(1, score / information));
        };
        double a = start;
        for (int i = 0; i < 200; i++) {
            double b = next.applyAsDouble(a);
            if (Math.abs(b - a) <= 1e-12 * (1 + Math.abs(b))) {
                return b;
            }
            a = b;
        }
        return a;
    }
}
