package org.steelyard.stats.penalised.internal;

import org.steelyard.stats.internal.SortOrder;
import org.steelyard.stats.penalised.PenalisedData;
import org.steelyard.stats.penalised.Response;

/** Negative log-likelihood as a function of the linear predictor, and its first and second derivatives by row. */
public sealed interface Loss {

    /** Curvatures below this would make steps of rows that are all but certain explode; the optimum does not depend on it. */
    double LEAST_CURVATURE = 1e-5;

    static Loss of(PenalisedData data, double[] weight) {
        return switch (data.response()) {
            case Response.Binary b -> new Logistic(b.y(), weight);
            case Response.Count c -> new Counts(c.y(), weight);
            case Response.Continuous c -> new Squares(c.y(), weight);
            case Response.Survival s -> new Partial(s, weight);
        };
    }

    /** The loss; fills minus its first derivatives and its second ones. */
    double evaluate(double[] eta, double[] score, double[] curvature);

    /** The loss alone. */
    double value(double[] eta);

    /** Deviance of a loss: twice its excess over the best possible. */
    double deviance(double loss);

    default boolean hasIntercept() {
        return true;
    }

    default boolean quadratic() {
        return false;
    }

    /** {@code log(1 + exp(eta)) − y eta}. */
    record Logistic(double[] y, double[] v) implements Loss {

        @Override
        public double evaluate(double[] eta, double[] score, double[] curvature) {
            double sum = 0;
            for (int i = 0; i < y.length; i++) {
                if (v[i] == 0) {
                    score[i] = 0;
                    curvature[i] = 0;
                    continue;
                }
                double e = StrictMath.exp(-Math.abs(eta[i]));
                double inverse = 1 / (1 + e);
                double p = eta[i] >= 0 ? inverse : e * inverse;
                score[i] = v[i] * (y[i] - p);
                curvature[i] = v[i] * Math.max(e * inverse * inverse, LEAST_CURVATURE);
                sum += v[i] * (Math.max(eta[i], 0) + StrictMath.log1p(e) - y[i] * eta[i]);
            }
            return sum;
        }

        @Override
        public double value(double[] eta) {
            double sum = 0;
            for (int i = 0; i < y.length; i++) {
                if (v[i] > 0) {
                    double e = StrictMath.exp(-Math.abs(eta[i]));
                    sum += v[i] * (Math.max(eta[i], 0) + StrictMath.log1p(e) - y[i] * eta[i]);
                }
            }
            return sum;
        }

        @Override
        public double deviance(double loss) {
            double saturated = 0;
            for (int i = 0; i < y.length; i++) {
                if (y[i] > 0 && y[i] < 1) {
                    saturated -= v[i] * (y[i] * StrictMath.log(y[i]) + (1 - y[i]) * StrictMath.log(1 - y[i]));
                }
            }
            return 2 * (loss - saturated);
        }
    }

    /** {@code exp(eta) − y eta}. */
    record Counts(double[] y, double[] v) implements Loss {

        @Override
        public double evaluate(double[] eta, double[] score, double[] curvature) {
            double sum = 0;
            for (int i = 0; i < y.length; i++) {
                double mean = v[i] == 0 ? 0 : StrictMath.exp(eta[i]);
                score[i] = v[i] == 0 ? 0 : v[i] * (y[i] - mean);
                curvature[i] = v[i] * Math.max(mean, LEAST_CURVATURE);
                sum += v[i] == 0 ? 0 : v[i] * (mean - y[i] * eta[i]);
            }
            return sum;
        }

        @Override
        public double value(double[] eta) {
            double sum = 0;
            for (int i = 0; i < y.length; i++) {
                sum += v[i] == 0 ? 0 : v[i] * (StrictMath.exp(eta[i]) - y[i] * eta[i]);
            }
            return sum;
        }

        @Override
        public double deviance(double loss) {
            double saturated = 0;
            for (int i = 0; i < y.length; i++) {
                saturated += y[i] > 0 ? v[i] * (y[i] - y[i] * StrictMath.log(y[i])) : 0;
            }
            return 2 * (loss - saturated);
        }
    }

    /** {@code (y − eta)²/2}. */
    record Squares(double[] y, double[] v) implements Loss {

        @Override
        public double evaluate(double[] eta, double[] score, double[] curvature) {
            for (int i = 0; i < y.length; i++) {
                score[i] = v[i] * (y[i] - eta[i]);
                curvature[i] = v[i];
            }
            return value(eta);
        }

        @Override
        public double value(double[] eta) {
            double sum = 0;
            for (int i = 0; i < y.length; i++) {
                sum += v[i] * (y[i] - eta[i]) * (y[i] - eta[i]) / 2;
            }
            return sum;
        }

        @Override
        public double deviance(double loss) {
            return 2 * loss;
        }

        @Override
        public boolean quadratic() {
            return true;
        }
    }

    /** Minus Breslow's log partial likelihood; the curvature is the diagonal of its second derivatives. */
    final class Partial implements Loss {

        private final double[] v;
        private final boolean[] event;
        /** Rows of positive weight by stratum, then by decreasing time. */
        private final int[] order;
        /** End (exclusive) of the rows with the same stratum and time as each place of {@link #order}. */
        private final int[] tieEnd;

        private final boolean[] firstOfStratum;
        private final double saturated;

        Partial(Response.Survival data, double[] weight) {
            v = weight;
            event = data.event();
            int[] byTime = SortOrder.descending(data.time());
            int[] levels =
                    java.util.Arrays.stream(data.stratum()).distinct().sorted().toArray();
            int[] count = new int[levels.length + 1];
            int[] level = new int[weight.length];
            for (int i = 0; i < level.length; i++) {
                level[i] = java.util.Arrays.binarySearch(levels, data.stratum()[i]);
                count[level[i] + 1] += v[i] > 0 ? 1 : 0;
            }
            for (int s = 1; s < count.length; s++) {
                count[s] += count[s - 1];
            }
            order = new int[count[levels.length]];
            firstOfStratum = new boolean[order.length];
            for (int s = 0; s < levels.length; s++) {
                if (count[s] < order.length && count[s] < count[s + 1]) {
                    firstOfStratum[count[s]] = true;
                }
            }
            for (int i : byTime) {
                if (v[i] > 0) {
                    order[count[level[i]]++] = i;
                }
            }
            tieEnd = new int[order.length];
            for (int k = order.length - 1; k >= 0; k--) {
                boolean same = k + 1 < order.length
                        && !firstOfStratum[k + 1]
                        && data.time()[order[k]] == data.time()[order[k + 1]];
                tieEnd[k] = same ? tieEnd[k + 1] : k + 1;
            }
            double sum = 0;
            for (int k = 0; k < order.length; k = tieEnd[k]) {
                double d = 0;
                for (int q = k; q < tieEnd[k]; q++) {
                    d += event[order[q]] ? v[order[q]] : 0;
                }
                sum += d > 0 ? d * StrictMath.log(d) : 0;
            }
            saturated = sum;
        }

        @Override
        public boolean hasIntercept() {
            return false;
        }

        @Override
        public double value(double[] eta) {
            double shift = shift(eta);
            double risk = 0;
            double loss = 0;
            for (int k = 0; k < order.length; ) {
                risk = firstOfStratum[k] ? 0 : risk;
                double d = 0;
                int end = tieEnd[k];
                for (; k < end; k++) {
                    int i = order[k];
                    risk += v[i] * StrictMath.exp(eta[i] - shift);
                    d += event[i] ? v[i] : 0;
                    loss -= event[i] ? v[i] * (eta[i] - shift) : 0;
                }
                loss += d > 0 ? d * StrictMath.log(risk) : 0;
            }
            return loss;
        }

        @Override
        public double evaluate(double[] eta, double[] score, double[] curvature) {
            java.util.Arrays.fill(score, 0);
            java.util.Arrays.fill(curvature, 0);
            double shift = shift(eta);
            double[] theta = new double[order.length];
            double[] rate = new double[order.length];
            double[] square = new double[order.length];
            double risk = 0;
            double loss = 0;
            for (int k = 0; k < order.length; ) {
                risk = firstOfStratum[k] ? 0 : risk;
                double d = 0;
                int from = k;
                int end = tieEnd[k];
                for (; k < end; k++) {
                    int i = order[k];
                    theta[k] = v[i] * StrictMath.exp(eta[i] - shift);
                    risk += theta[k];
                    d += event[i] ? v[i] : 0;
                    loss -= event[i] ? v[i] * (eta[i] - shift) : 0;
                }
                loss += d > 0 ? d * StrictMath.log(risk) : 0;
                rate[from] = d > 0 ? d / risk : 0;
                square[from] = d > 0 ? d / (risk * risk) : 0;
            }
            double sum = 0;
            double squares = 0;
            for (int k = order.length - 1; k >= 0; ) {
                int from = k;
                while (from > 0 && tieEnd[from - 1] == tieEnd[k]) {
                    from--;
                }
                sum += rate[from];
                squares += square[from];
                for (int q = from; q <= k; q++) {
                    int i = order[q];
                    score[i] = (event[i] ? v[i] : 0) - theta[q] * sum;
                    curvature[i] = Math.max(theta[q] * sum - theta[q] * theta[q] * squares, LEAST_CURVATURE * v[i]);
                }
                if (firstOfStratum[from]) {
                    sum = 0;
                    squares = 0;
                }
                k = from - 1;
            }
            return loss;
        }

        /** Exponentials of differences from the largest cannot overflow. */
        private double shift(double[] eta) {
            double shift = Double.NEGATIVE_INFINITY;
            for (int i : order) {
                shift = Math.max(shift, eta[i]);
            }
            return shift;
        }

        @Override
        public double deviance(double loss) {
            return 2 * (loss - saturated);
        }
    }
}
