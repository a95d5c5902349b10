package org.steelyard.stats.regression;

import java.util.Optional;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.Trigamma;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.NormalEquations;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.linear.Rank;
import org.steelyard.stats.regression.internal.Inputs;

/**
 * Negative binomial regression of counts, log link, the shape by maximum likelihood (NB2).
 *
 * <p><b>Estimand</b>: log ratios of mean counts: E[Y|x] = exp(x'b + offset), Var = μ + μ²/θ. <b>Assumes</b> that form of the variance; for ratios of means alone, Poisson with a robust
 * variance assumes less.
 *
 * <p><b>Method</b>: from the Poisson fit, alternately Newton's steps for θ (score Σ w(ψ(y + θ) − ψ(θ) + log θ + 1 − log(θ + μ) − (y + θ)/(θ + μ))) and scoring steps for b with weights
 * μ/(1 + μ/θ), until neither moves. <b>Covariance</b> of b: expected information at θ, to which θ is orthogonal. Agrees with R's {@code MASS::glm.nb}.
 *
 * <p><b>Errors</b>: counts without overdispersion (θ runs to infinity: fit a Poisson model), no convergence, collinear terms.
 *
 * <p>Lawless JF. Can J Stat 1987;15:209-225. doi:10.2307/3314912.
 */
public final class NegativeBinomialRegression {

    private static final int MOST_ITERATIONS = 200;
    private static final double TOLERANCE = 1e-11;
    private static final double LARGEST_THETA = 1e7;

    private final Numerics numerics;

    private NegativeBinomialRegression(Numerics numerics) {
        this.numerics = numerics;
    }

    public static NegativeBinomialRegression withDefaults() {
        return new NegativeBinomialRegression(Numerics.standard());
    }

    public NegativeBinomialRegression with(Numerics value) {
        return new NegativeBinomialRegression(value);
    }

    public NegativeBinomialFit fit(DesignMatrix design, double[] counts) {
        return fit(design, counts, Optional.empty(), Optional.empty());
    }

    /** @param weights frequencies, 0 or more */
    public NegativeBinomialFit fit(
            DesignMatrix design, double[] counts, Optional<double[]> weights, Optional<double[]> offset) {
        GlmFit poisson =
                GeneralizedLinearModel.of(Family.POISSON).with(numerics).fit(design, counts, weights, offset);
        double[] w = Inputs.weights(weights, design.rows());
        double[] shift = offset.orElseGet(() -> new double[design.rows()]);
        return new Run(design, counts, w, shift).fit(poisson.coefficients());
    }

    private final class Run {

        private final DesignMatrix x;
        private final double[] y;
        private final double[] w;
        private final double[] offset;
        private final double[] mean;

        Run(DesignMatrix x, double[] y, double[] w, double[] offset) {
            this.x = x;
            this.y = y;
            this.w = w;
            this.offset = offset;
            mean = new double[y.length];
        }

        NegativeBinomialFit fit(double[] start) {
            double[] b = start.clone();
            fillMeans(b);
            double theta = moment();
            for (int iteration = 1; iteration <= MOST_ITERATIONS; iteration++) {
                double before = theta;
                theta = shape(theta);
                double[] score = scores(theta);
                NormalEquations equations = x.normalEquations(weights(theta), score, numerics);
                Cholesky factor = Cholesky.of(equations.cross());
                Rank.require(x, factor);
                double[] step = factor.solve(equations.right());
                double size = 0;
                for (int j = 0; j < b.length; j++) {
                    b[j] += step[j];
                    size += step[j] * equations.right()[j];
                }
                fillMeans(b);
                if (size <= TOLERANCE * TOLERANCE * y.length && Math.abs(theta - before) <= TOLERANCE * theta) {
                    return summary(b, theta, iteration);
                }
            }
            throw notConverged(false);
        }

        private void fillMeans(double[] b) {
            double[] eta = x.times(b, numerics);
            for (int i = 0; i < mean.length; i++) {
                mean[i] = StrictMath.exp(Math.min(eta[i] + offset[i], 700));
            }
        }

        /** n / Σ (y/μ − 1)², as a start. */
        private double moment() {
            double sum = 0;
            double n = 0;
            for (int i = 0; i < y.length; i++) {
                double d = y[i] / mean[i] - 1;
                sum += w[i] * d * d;
                n += w[i];
            }
            return sum > 0 ? n / sum : 1;
        }

        private double shape(double start) {
            double theta = start;
            for (int k = 0; k < MOST_ITERATIONS; k++) {
                double[] d = derivatives(theta);
                double step = d[0] / Math.max(d[1], 1e-300);
                double next = d[1] > 0 ? theta + step : d[0] > 0 ? 2 * theta : theta / 2;
                next = Math.max(theta / 4, Math.min(4 * theta, next));
                if (next > LARGEST_THETA) {
                    throw notConverged(true);
                }
                boolean settled = Math.abs(next - theta) <= TOLERANCE * theta;
                theta = next;
                if (settled) {
                    return theta;
                }
            }
            throw notConverged(true);
        }

        /** Score and observed information of theta. */
        private double[] derivatives(double theta) {
            double score = 0;
            double information = 0;
            double psi = Digamma.value(theta);
            double psi1 = Trigamma.value(theta);
            for (int i = 0; i < y.length; i++) {
                double m = theta + mean[i];
                score +=
                        w[i] * (Digamma.value(theta + y[i]) - psi + StrictMath.log(theta / m) + 1 - (y[i] + theta) / m);
                information -=
                        w[i] * (Trigamma.value(theta + y[i]) - psi1 + 1 / theta - 2 / m + (y[i] + theta) / (m * m));
            }
            return new double[] {score, information};
        }

        private double[] scores(double theta) {
            double[] score = new double[y.length];
            for (int i = 0; i < score.length; i++) {
                score[i] = w[i] * (y[i] - mean[i]) / (1 + mean[i] / theta);
            }
            return score;
        }

        private double[] weights(double theta) {
            double[] weight = new double[y.length];
            for (int i = 0; i < weight.length; i++) {
                weight[i] = w[i] * mean[i] / (1 + mean[i] / theta);
            }
            return weight;
        }

        private NegativeBinomialFit summary(double[] b, double theta, int iterations) {
            double logLikelihood = 0;
            for (int i = 0; i < y.length; i++) {
                double m = theta + mean[i];
                double own = LogGamma.value(theta + y[i]) - LogGamma.value(theta) - LogGamma.value(y[i] + 1);
                own += theta * StrictMath.log(theta / m) + (y[i] > 0 ? y[i] * StrictMath.log(mean[i] / m) : 0);
                logLikelihood += w[i] * own;
            }
            Matrix covariance =
                    Cholesky.of(x.crossProduct(weights(theta), numerics)).inverse();
            return new NegativeBinomialFit(
                    x.terms(),
                    b,
                    covariance,
                    theta,
                    1 / Math.sqrt(derivatives(theta)[1]),
                    logLikelihood,
                    iterations,
                    mean,
                    scores(theta));
        }
    }

    private static SteelyardException notConverged(boolean poisson) {
        return SteelyardException.of(
                NumericError.NOT_CONVERGED,
                Place.field("theta"),
                poisson
                        ? Text.of(
                                "计数没有过度离散，负二项分布的形状参数趋于无穷",
                                "the counts are not overdispersed: the shape of the negative binomial runs to infinity")
                        : Text.of("负二项回归未收敛", "the negative binomial regression did not converge"),
                poisson
                        ? Text.of("改用泊松回归", "fit a Poisson regression")
                        : Text.of("检查极端取值的协变量与计数", "look for extreme values of covariates and counts"));
    }
}
