package org.steelyard.economics.model.internal.random;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.TriangularDistribution;
import org.steelyard.economics.model.internal.graph.Special;

/** A distribution with its parameters found: it can be drawn from, and asked for a quantile. */
public sealed interface Law {

    double mean();

    /** Inverse of the distribution function. */
    double quantile(double p);

    /** One draw. Where a faster way than inversion exists it is taken. */
    default double draw(Stream stream) {
        return quantile(stream.uniform());
    }

    record Fixed(double value) implements Law {
        @Override
        public double mean() {
            return value;
        }

        @Override
        public double quantile(double p) {
            return value;
        }
    }

    /** How a normal number becomes the drawn one. */
    enum Link {
        IDENTITY,
        LOG,
        LOGIT
    }

    record Normal(double location, double spread, Link link) implements Law {
        @Override
        public double mean() {
            return switch (link) {
                case IDENTITY -> location;
                case LOG -> StrictMath.exp(location + spread * spread / 2);
                case LOGIT -> logitMean();
            };
        }

        /** No closed form: midpoint rule over the quantiles, exact to about six digits. */
        private double logitMean() {
            int n = 2000;
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += quantile((i + 0.5) / n);
            }
            return sum / n;
        }

        @Override
        public double quantile(double p) {
            double z = location + spread * Special.phiInverse(p);
            return switch (link) {
                case IDENTITY -> z;
                case LOG -> StrictMath.exp(z);
                case LOGIT -> 1 / (1 + StrictMath.exp(-z));
            };
        }
    }

    record Gamma(double shape, double scale) implements Law {
        @Override
        public double mean() {
            return shape * scale;
        }

        @Override
        public double quantile(double p) {
            return GammaDistribution.of(shape, scale).inverseCumulativeProbability(p);
        }

        @Override
        public double draw(Stream stream) {
            return scale * stream.gamma(shape);
        }
    }

    /** On min to max; the plain beta has 0 and 1. */
    record Beta(double alpha, double beta, double min, double max) implements Law {
        @Override
        public double mean() {
            return min + (max - min) * alpha / (alpha + beta);
        }

        @Override
        public double quantile(double p) {
            return min + (max - min) * BetaDistribution.of(alpha, beta).inverseCumulativeProbability(p);
        }

        @Override
        public double draw(Stream stream) {
            double a = stream.gamma(alpha);
            double b = stream.gamma(beta);
            return min + (max - min) * a / (a + b);
        }
    }

    record Uniform(double min, double max) implements Law {
        @Override
        public double mean() {
            return (min + max) / 2;
        }

        @Override
        public double quantile(double p) {
            return min + p * (max - min);
        }
    }

    record Triangular(double min, double mode, double max) implements Law {
        @Override
        public double mean() {
            return (min + mode + max) / 3;
        }

        @Override
        public double quantile(double p) {
            ContinuousDistribution d = TriangularDistribution.of(min, mode, max);
            return d.inverseCumulativeProbability(p);
        }
    }

    record Weibull(double shape, double scale) implements Law {
        @Override
        public double mean() {
            return scale * StrictMath.exp(org.apache.commons.numbers.gamma.LogGamma.value(1 + 1 / shape));
        }

        @Override
        public double quantile(double p) {
            return scale * StrictMath.pow(-StrictMath.log1p(-p), 1 / shape);
        }
    }

    /** @param cumulative of the weights, the last being 1 */
    record Discrete(double[] values, double[] cumulative) implements Law {
        @Override
        public double mean() {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[i] * (cumulative[i] - (i == 0 ? 0 : cumulative[i - 1]));
            }
            return sum;
        }

        @Override
        public double quantile(double p) {
            int i = Arrays.binarySearch(cumulative, p);
            return values[Math.min(values.length - 1, i >= 0 ? i : -i - 1)];
        }
    }
}
