package org.steelyard.stats.learning.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.learning.Covariates;
import org.steelyard.stats.learning.Learner;
import org.steelyard.stats.learning.Outcome;
import org.steelyard.stats.learning.Predictor;
import org.steelyard.stats.penalised.PenalisedRegression;

/** Weights of learners from their predictions of rows that they did not learn from. */
public final class Stacking {

    private static final int STEPS = 1000;
    private static final double SETTLED = 1e-7;
    private static final double EDGE = 1e-9;

    private Stacking() {}

    public static Predictor learn(Learner.Stack stack, Covariates x, Outcome y, Seed seed) {
        int[] fold = PenalisedRegression.folds(Learning.strata(y), stack.folds(), seed.child("stack"));
        int n = x.rows();
        int m = stack.learners().size();
        double[][] held = new double[m][n];
        for (int f = 0; f < stack.folds(); f++) {
            int number = f;
            int[] train = IntStream.range(0, n).filter(i -> fold[i] != number).toArray();
            int[] test = IntStream.range(0, n).filter(i -> fold[i] == number).toArray();
            Covariates from = x.select(train);
            Covariates to = x.select(test);
            Outcome known = y.select(train);
            for (int k = 0; k < m; k++) {
                double[] predicted = stack.learners()
                        .get(k)
                        .learn(from, known, seed.child("fold", f))
                        .predict(to);
                for (int i = 0; i < test.length; i++) {
                    held[k][test[i]] = predicted[i];
                }
            }
        }
        double[] weight = weights(held, y);
        List<Predictor> all = new ArrayList<>();
        for (Learner learner : stack.learners()) {
            all.add(learner.learn(x, y, seed));
        }
        return more -> mixture(all, weight, more);
    }

    private static double[] mixture(List<Predictor> all, double[] weight, Covariates x) {
        double[] sum = new double[x.rows()];
        for (int k = 0; k < weight.length; k++) {
            if (weight[k] > 0) {
                double[] one = all.get(k).predict(x);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += weight[k] * one[i];
                }
            }
        }
        return sum;
    }

    /**
     * Smallest loss over the simplex, by exponentiated gradient steps with a falling step length: the loss is convex, and every iterate is a set of weights.
     */
    static double[] weights(double[][] held, Outcome y) {
        int m = held.length;
        int n = held[0].length;
        double[] weight = new double[m];
        Arrays.fill(weight, 1.0 / m);
        double[] best = weight;
        double bestLoss = Double.POSITIVE_INFINITY;
        double rate = 1;
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = new double[m];
            double loss = loss(held, y, weight, gradient);
            if (loss < bestLoss) {
                bestLoss = loss;
                best = weight;
                rate *= 1.1;
            } else {
                weight = best;
                rate /= 2;
                loss(held, y, weight, gradient);
            }
            double[] next = moved(weight, gradient, rate / n);
            double change = 0;
            for (int k = 0; k < m; k++) {
                change = Math.max(change, Math.abs(next[k] - weight[k]));
            }
            weight = next;
            if (change < SETTLED) {
                break;
            }
        }
        double[] rounded = Arrays.stream(best).map(w -> w < 1e-6 ? 0 : w).toArray();
        double total = Arrays.stream(rounded).sum();
        return Arrays.stream(rounded).map(w -> w / total).toArray();
    }

    private static double[] moved(double[] weight, double[] gradient, double rate) {
        double[] next = new double[weight.length];
        double least = Arrays.stream(gradient).min().orElse(0);
        double total = 0;
        for (int k = 0; k < next.length; k++) {
            next[k] = weight[k] * StrictMath.exp(-rate * (gradient[k] - least));
            total += next[k];
        }
        for (int k = 0; k < next.length; k++) {
            next[k] /= total;
        }
        return next;
    }

    private static double loss(double[][] held, Outcome y, double[] weight, double[] gradient) {
        double loss = 0;
        double[] values = y.values();
        boolean binary = y instanceof Outcome.Binary;
        for (int i = 0; i < values.length; i++) {
            double p = 0;
            for (int k = 0; k < weight.length; k++) {
                p += weight[k] * held[k][i];
            }
            double slope;
            if (binary) {
                double q = Math.min(1 - EDGE, Math.max(EDGE, p));
                loss -= values[i] * StrictMath.log(q) + (1 - values[i]) * StrictMath.log(1 - q);
                slope = (q - values[i]) / (q * (1 - q));
            } else {
                loss += (values[i] - p) * (values[i] - p) / 2;
                slope = p - values[i];
            }
            for (int k = 0; k < weight.length; k++) {
                gradient[k] += slope * held[k][i];
            }
        }
        return loss;
    }
}
