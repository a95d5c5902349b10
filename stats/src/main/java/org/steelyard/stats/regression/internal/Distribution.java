package org.steelyard.stats.regression.internal;

import org.apache.commons.numbers.gamma.LogGamma;
import org.steelyard.stats.internal.Exponential;
import org.steelyard.stats.regression.Family;

/** What iteratively reweighted least squares needs to know of a distribution and its link. */
public sealed interface Distribution {

    static Distribution of(Family family) {
        return switch (family) {
            case BINOMIAL -> new Binomial();
            case POISSON -> new Poisson();
            case GAMMA -> new Gamma();
        };
    }

    Family family();

    double lowest();

    double highest();

    /** Linear predictor from which the iterations start; R's choice. */
    double start(double y, double weight);

    double link(double mean);

    double mean(double eta);

    /** Weight of the row in the information, for a prior weight of one. */
    double information(double eta);

    /** Factor of the row in the score, for a prior weight of one. */
    double score(double y, double eta);

    double deviance(double y, double eta);

    /**
     * Deviance of the rows from one to another, and their working weights and score factors: what one pass over the rows
     * of a fit needs.
     */
    default double evaluate(Rows rows, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double eta = rows.eta()[i];
            double v = rows.weight()[i];
            rows.information()[i] = v * information(eta);
            rows.score()[i] = v * score(rows.y()[i], eta);
            sum += v == 0 ? 0 : v * deviance(rows.y()[i], eta);
        }
        return sum;
    }

    /** Arrays with one value per row; the last two are filled. */
    record Rows(double[] y, double[] weight, double[] eta, double[] information, double[] score) {}

    double logLikelihood(double y, double eta, double dispersion);

    default boolean freeDispersion() {
        return false;
    }

    /** Whether the likelihood can rise for ever along some direction. */
    default boolean separable() {
        return true;
    }

    /** Logit link. Everything is formed from exp(-|eta|), so that no tail is lost. */
    record Binomial() implements Distribution {

        /** A product of so many factors between one and two cannot overflow. */
        private static final int FACTORS = 512;

        /**
         * One exponential per row. Rows of weight one with outcome 0 or 1, the usual ones, share a logarithm: the deviance is
         * {@code 2 sum log(1 + exp(-s eta))}, s = 1 or -1, and the factors {@code 1 + exp(-|eta|)} are multiplied first.
         */
        @Override
        public double evaluate(Rows rows, int from, int to) {
            double sum = 0;
            double product = 1;
            for (int i = from; i < to; i++) {
                double eta = rows.eta()[i];
                double y = rows.y()[i];
                double v = rows.weight()[i];
                double e = Exponential.of(-Math.abs(eta));
                double inverse = 1 / (1 + e);
                rows.information()[i] = v * e * inverse * inverse;
                boolean one = y == 1;
                if (v == 1 && (one || y == 0)) {
                    double wrong = (eta >= 0) == one ? e * inverse : inverse;
                    rows.score()[i] = one ? wrong : -wrong;
                    sum += Math.max(0, one ? -eta : eta);
                    product *= 1 + e;
                } else {
                    rows.score()[i] = v * score(y, eta);
                    sum += v == 0 ? 0 : v * deviance(y, eta) / 2;
                }
                if ((i - from) % FACTORS == FACTORS - 1) {
                    sum += StrictMath.log(product);
                    product = 1;
                }
            }
            return 2 * (sum + StrictMath.log(product));
        }

        @Override
        public Family family() {
            return Family.BINOMIAL;
        }

        @Override
        public double lowest() {
            return 0;
        }

        @Override
        public double highest() {
            return 1;
        }

        @Override
        public double start(double y, double weight) {
            return link((weight * y + 0.5) / (weight + 1));
        }

        @Override
        public double link(double mean) {
            return StrictMath.log(mean / (1 - mean));
        }

        @Override
        public double mean(double eta) {
            double e = StrictMath.exp(-Math.abs(eta));
            return eta >= 0 ? 1 / (1 + e) : e / (1 + e);
        }

        @Override
        public double information(double eta) {
            double e = StrictMath.exp(-Math.abs(eta));
            return e / ((1 + e) * (1 + e));
        }

        @Override
        public double score(double y, double eta) {
            return y == 1 ? mean(-eta) : y - mean(eta);
        }

        @Override
        public double deviance(double y, double eta) {
            double saturated = y > 0 && y < 1 ? y * StrictMath.log(y) + (1 - y) * StrictMath.log(1 - y) : 0;
            return 2 * (saturated - logLikelihood(y, eta, 1));
        }

        @Override
        public double logLikelihood(double y, double eta, double dispersion) {
            double rest = StrictMath.log1p(StrictMath.exp(-Math.abs(eta)));
            double logP = Math.min(eta, 0) - rest;
            double logQ = Math.min(-eta, 0) - rest;
            return (y > 0 ? y * logP : 0) + (y < 1 ? (1 - y) * logQ : 0);
        }
    }

    /** Log link. */
    record Poisson() implements Distribution {

        @Override
        public Family family() {
            return Family.POISSON;
        }

        @Override
        public double lowest() {
            return 0;
        }

        @Override
        public double highest() {
            return Double.MAX_VALUE;
        }

        @Override
        public double start(double y, double weight) {
            return StrictMath.log(y + 0.1);
        }

        @Override
        public double link(double mean) {
            return StrictMath.log(mean);
        }

        @Override
        public double mean(double eta) {
            return StrictMath.exp(eta);
        }

        @Override
        public double information(double eta) {
            return StrictMath.exp(eta);
        }

        @Override
        public double score(double y, double eta) {
            return y - StrictMath.exp(eta);
        }

        @Override
        public double deviance(double y, double eta) {
            double log = y > 0 ? y * (StrictMath.log(y) - eta) : 0;
            return 2 * (log - (y - StrictMath.exp(eta)));
        }

        @Override
        public double logLikelihood(double y, double eta, double dispersion) {
            return y * eta - StrictMath.exp(eta) - LogGamma.value(y + 1);
        }
    }

    /** Log link. */
    record Gamma() implements Distribution {

        @Override
        public Family family() {
            return Family.GAMMA;
        }

        @Override
        public double lowest() {
            return Double.MIN_NORMAL;
        }

        @Override
        public double highest() {
            return Double.MAX_VALUE;
        }

        @Override
        public double start(double y, double weight) {
            return StrictMath.log(y);
        }

        @Override
        public double link(double mean) {
            return StrictMath.log(mean);
        }

        @Override
        public double mean(double eta) {
            return StrictMath.exp(eta);
        }

        @Override
        public double information(double eta) {
            return 1;
        }

        @Override
        public double score(double y, double eta) {
            return y * StrictMath.exp(-eta) - 1;
        }

        @Override
        public double deviance(double y, double eta) {
            double ratio = y * StrictMath.exp(-eta);
            return 2 * (ratio - 1 - StrictMath.log(ratio));
        }

        @Override
        public double logLikelihood(double y, double eta, double dispersion) {
            double shape = 1 / dispersion;
            double scaled = y * shape * StrictMath.exp(-eta);
            return (shape - 1) * StrictMath.log(y)
                    - scaled
                    + shape * (StrictMath.log(shape) - eta)
                    - LogGamma.value(shape);
        }

        @Override
        public boolean freeDispersion() {
            return true;
        }

        @Override
        public boolean separable() {
            return false;
        }
    }
}
