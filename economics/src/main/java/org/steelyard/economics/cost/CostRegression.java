package org.steelyard.economics.cost;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.Matrix;

/**
 * Regression of costs: generalised linear models by iteratively reweighted least squares, with prior weights.
 *
 * <p>g(μ) = Xβ; Var(y) = φV(μ) with V = 1 (normal), μ² (gamma), μ³ (inverse Gaussian), μ(1 − μ) (whether there is any cost). φ is Pearson's estimate Σ w(y − μ)²/V/(n − p), 1 for the binomial. {@code robust} is the sandwich HC0, B Σ s s′ B with
 * B the inverse of X′WX; R's {@code sandwich} as for {@code type = "HC0"}. AIC as {@code glm} in R, which takes the deviance over n for the dispersion of the gamma. Starts at μ = y (normal, gamma, inverse Gaussian), steps are halved where a mean leaves its range.
 *
 * <p>With the weights of {@link CensoredCost#weighted} it is the regression of Lin and of Bang and Tsiatis under censoring [3, 4]; the sandwich then takes the weights as known, which makes its standard errors a little too wide.
 *
 * <p>Errors: {@code IllegalArgumentException} for outcomes outside the family's range, columns that depend on each other, or no convergence in 100 steps.
 *
 * <p>References: [1] McCullagh, Nelder. Generalized Linear Models, 2nd ed. 1989, doi:10.1007/978-1-4899-3242-6. [2] Manning, Mullahy. J Health Econ 2001;20:461–494, doi:10.1016/S0167-6296(01)00086-8. [3] Lin. Biostatistics 2000;1:35–47,
 * doi:10.1093/biostatistics/1.1.35. [4] Bang, Tsiatis. Biometrics 2002;58:643–649, doi:10.1111/j.0006-341X.2002.00643.x.
 */
public final class CostRegression {

    public enum Family {
        NORMAL,
        GAMMA,
        INVERSE_GAUSSIAN,
        BINOMIAL
    }

    public enum Link {
        IDENTITY,
        LOG,
        INVERSE,
        INVERSE_SQUARE,
        LOGIT,
        PROBIT
    }

    private static final int STEPS = 100;
    private static final double CONVERGED = 1e-12;
    private static final double SETTLED = 1e-9;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final Family family;
    private final Link link;

    private CostRegression(Family family, Link link) {
        this.family = family;
        this.link = link;
    }

    public static CostRegression of(Family family, Link link) {
        boolean share = link == Link.LOGIT || link == Link.PROBIT;
        if (share != (family == Family.BINOMIAL)) {
            throw new IllegalArgumentException("logit and probit belong to the binomial family, and it to them");
        }
        return new CostRegression(family, link);
    }

    /** @param robust sandwich covariance, HC0 @param logLikelihood NaN with weights other than 1 for the gamma and inverse Gaussian */
    public record Fit(
            double[] coefficients,
            Matrix covariance,
            Matrix robust,
            double dispersion,
            double deviance,
            double logLikelihood,
            double aic,
            double[] fitted) {

        public double[] standardErrors() {
            return Arrays.stream(covariance.diagonal()).map(Math::sqrt).toArray();
        }

        public double[] robustStandardErrors() {
            return Arrays.stream(robust.diagonal()).map(Math::sqrt).toArray();
        }
    }

    /** @param x by person and column, the intercept among them */
    public Fit fit(double[][] x, double[] y) {
        double[] ones = new double[y.length];
        Arrays.fill(ones, 1);
        return fit(x, y, ones);
    }

    public Fit fit(double[][] x, double[] y, double[] weights) {
        require(x, y, weights);
        double[] mu = start(y);
        double[] eta = Arrays.stream(mu).map(this::linear).toArray();
        double[] beta = new double[x[0].length];
        double deviance = Double.POSITIVE_INFINITY;
        for (int step = 0; step < STEPS; step++) {
            double[] next = Cholesky.of(information(x, mu, weights)).solve(score(x, y, mu, eta, weights));
            double[] before = beta;
            beta = step == 0 ? next : allowed(x, before, next);
            eta = times(x, beta);
            mu = Arrays.stream(eta).map(this::mean).toArray();
            double now = deviance(y, mu, weights);
            // the deviance is flat at its least: coefficients are still moving when it no longer does
            double moved = step == 0 ? 1 : largestMove(before, beta);
            if (Math.abs(now - deviance) < CONVERGED * (Math.abs(now) + 1e-3) && moved < SETTLED) {
                return result(x, y, mu, weights, beta);
            }
            deviance = now;
        }
        throw new IllegalArgumentException("the regression did not converge");
    }

    private static double largestMove(double[] before, double[] after) {
        double size = 1e-12;
        double most = 0;
        for (int j = 0; j < after.length; j++) {
            size = Math.max(size, Math.abs(after[j]));
            most = Math.max(most, Math.abs(after[j] - before[j]));
        }
        return most / size;
    }

    private void require(double[][] x, double[] y, double[] weights) {
        if (y.length == 0 || x.length != y.length || weights.length != y.length || x[0].length >= y.length) {
            throw new IllegalArgumentException("a row of columns and a weight for each of more people than columns");
        }
        for (int i = 0; i < y.length; i++) {
            boolean good = switch (family) {
                case NORMAL -> Double.isFinite(y[i]);
                case GAMMA, INVERSE_GAUSSIAN -> y[i] > 0 || weights[i] == 0;
                case BINOMIAL -> y[i] >= 0 && y[i] <= 1;
            };
            if (!good || !(weights[i] >= 0)) {
                throw new IllegalArgumentException("costs are above 0, shares from 0 to 1, weights not negative");
            }
        }
    }

    private double[] start(double[] y) {
        double mean = Arrays.stream(y).average().orElse(1);
        return Arrays.stream(y)
                .map(v -> switch (family) {
                    case NORMAL -> link == Link.IDENTITY ? v : Math.max(v, mean / 10);
                    case GAMMA, INVERSE_GAUSSIAN -> v > 0 ? v : mean;
                    case BINOMIAL -> (v + 0.5) / 2;
                })
                .toArray();
    }

    private double linear(double mu) {
        return switch (link) {
            case IDENTITY -> mu;
            case LOG -> Math.log(mu);
            case INVERSE -> 1 / mu;
            case INVERSE_SQUARE -> 1 / (mu * mu);
            case LOGIT -> Math.log(mu / (1 - mu));
            case PROBIT -> NORMAL.inverseCumulativeProbability(mu);
        };
    }

    /** Mean of a person with this linear predictor. */
    public double mean(double eta) {
        return switch (link) {
            case IDENTITY -> eta;
            case LOG -> Math.exp(eta);
            case INVERSE -> 1 / eta;
            case INVERSE_SQUARE -> 1 / Math.sqrt(eta);
            case LOGIT -> 1 / (1 + Math.exp(-eta));
            case PROBIT -> Math.clamp(NORMAL.cumulativeProbability(eta), 1e-15, 1 - 1e-15);
        };
    }

    /** dμ/dη. */
    private double slope(double mu) {
        return switch (link) {
            case IDENTITY -> 1;
            case LOG -> mu;
            case INVERSE -> -mu * mu;
            case INVERSE_SQUARE -> -mu * mu * mu / 2;
            case LOGIT -> Math.max(mu * (1 - mu), 1e-15);
            case PROBIT -> Math.max(NORMAL.density(NORMAL.inverseCumulativeProbability(mu)), 1e-15);
        };
    }

    private double variance(double mu) {
        return switch (family) {
            case NORMAL -> 1;
            case GAMMA -> mu * mu;
            case INVERSE_GAUSSIAN -> mu * mu * mu;
            case BINOMIAL -> Math.max(mu * (1 - mu), 1e-15);
        };
    }

    private boolean inRange(double eta) {
        boolean positive = link == Link.INVERSE
                || link == Link.INVERSE_SQUARE
                || (link == Link.IDENTITY && family != Family.NORMAL);
        return Double.isFinite(eta) && (!positive || eta > 0);
    }

    private double[] allowed(double[][] x, double[] from, double[] to) {
        double[] beta = to;
        for (int half = 0; half < 60; half++) {
            if (Arrays.stream(times(x, beta)).allMatch(this::inRange)) {
                return beta;
            }
            double[] nearer = beta.clone();
            Arrays.setAll(nearer, j -> (nearer[j] + from[j]) / 2);
            beta = nearer;
        }
        throw new IllegalArgumentException("means leave the range of the family; use a log link");
    }

    private static double[] times(double[][] x, double[] beta) {
        double[] out = new double[x.length];
        for (int i = 0; i < out.length; i++) {
            for (int j = 0; j < beta.length; j++) {
                out[i] += x[i][j] * beta[j];
            }
        }
        return out;
    }

    private Matrix information(double[][] x, double[] mu, double[] weights) {
        double[] w = new double[mu.length];
        Arrays.setAll(w, i -> weights[i] * slope(mu[i]) * slope(mu[i]) / variance(mu[i]));
        return cross(x, w);
    }

    private static Matrix cross(double[][] x, double[] w) {
        int p = x[0].length;
        double[][] a = new double[p][p];
        for (int i = 0; i < x.length; i++) {
            for (int r = 0; r < p; r++) {
                double v = w[i] * x[i][r];
                for (int c = 0; c < p; c++) {
                    a[r][c] += v * x[i][c];
                }
            }
        }
        return Matrix.of(a);
    }

    private double[] score(double[][] x, double[] y, double[] mu, double[] eta, double[] weights) {
        double[] out = new double[x[0].length];
        for (int i = 0; i < y.length; i++) {
            double d = slope(mu[i]);
            double working = weights[i] == 0 ? 0 : eta[i] + (y[i] - mu[i]) / d;
            double w = weights[i] * d * d / variance(mu[i]);
            for (int j = 0; j < out.length; j++) {
                out[j] += w * x[i][j] * working;
            }
        }
        return out;
    }

    private double deviance(double[] y, double[] mu, double[] weights) {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            double v = y[i];
            double m = mu[i];
            if (weights[i] == 0) {
                continue;
            }
            sum += weights[i]
                    * switch (family) {
                        case NORMAL -> (v - m) * (v - m);
                        case GAMMA -> 2 * ((v - m) / m - Math.log(v / m));
                        case INVERSE_GAUSSIAN -> (v - m) * (v - m) / (v * m * m);
                        case BINOMIAL -> -2 * ((v > 0 ? v * Math.log(m) : 0) + (v < 1 ? (1 - v) * Math.log1p(-m) : 0));
                    };
        }
        return sum;
    }

    private Fit result(double[][] x, double[] y, double[] mu, double[] weights, double[] beta) {
        int p = beta.length;
        int used = (int) Arrays.stream(weights).filter(w -> w > 0).count();
        double[] meat = new double[y.length];
        double pearson = 0;
        for (int i = 0; i < y.length; i++) {
            if (weights[i] > 0) {
                double s = weights[i] * (y[i] - mu[i]) * slope(mu[i]) / variance(mu[i]);
                meat[i] = s * s;
                pearson += weights[i] * (y[i] - mu[i]) * (y[i] - mu[i]) / variance(mu[i]);
            }
        }
        double dispersion = family == Family.BINOMIAL ? 1 : pearson / (used - p);
        Matrix bread = Cholesky.of(information(x, mu, weights)).inverse();
        double deviance = deviance(y, mu, weights);
        double log = Arrays.stream(weights).allMatch(w -> w == 1) ? logLikelihood(y, mu, deviance) : Double.NaN;
        int free = p + (family == Family.BINOMIAL ? 0 : 1);
        return new Fit(
                beta,
                bread.times(dispersion),
                bread.times(cross(x, meat)).times(bread),
                dispersion,
                deviance,
                log,
                2 * free - 2 * log,
                mu);
    }

    private double logLikelihood(double[] y, double[] mu, double deviance) {
        int n = y.length;
        double phi = deviance / n;
        return switch (family) {
            case NORMAL -> -n / 2.0 * (Math.log(2 * Math.PI * phi) + 1);
            case INVERSE_GAUSSIAN ->
                -0.5
                        * (n * (Math.log(2 * Math.PI * phi) + 1)
                                + 3 * Arrays.stream(y).map(Math::log).sum());
            case BINOMIAL -> -deviance / 2;
            case GAMMA -> {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    double scale = mu[i] * phi;
                    sum += (1 / phi - 1) * Math.log(y[i])
                            - y[i] / scale
                            - Math.log(scale) / phi
                            - LogGamma.value(1 / phi);
                }
                yield sum;
            }
        };
    }

    /** Predicted means of other people. */
    public double[] predict(Fit fit, double[][] x) {
        return Arrays.stream(times(x, fit.coefficients)).map(this::mean).toArray();
    }

    /**
     * Costs of which many are zero: the chance of any cost, times its amount where there is one.
     *
     * <p>Part two is a {@link CostRegression}, or least squares on ln y brought back by Duan's smearing factor, the mean of e^residual. Reference: Duan. J Am Stat Assoc 1983;78:605–610, doi:10.1080/01621459.1983.10478017.
     *
     * @param smearing absent unless amounts are modelled by logarithms
     */
    public record TwoPart(
            CostRegression any, Fit anyFit, CostRegression amount, Fit amountFit, Optional<Double> smearing) {

        public static TwoPart of(double[][] x, double[] y, CostRegression any, CostRegression amount) {
            Parts p = Parts.of(x, y, false);
            return new TwoPart(any, any.fit(x, p.some), amount, amount.fit(p.x, p.y), Optional.empty());
        }

        public static TwoPart logarithms(double[][] x, double[] y, CostRegression any) {
            Parts p = Parts.of(x, y, true);
            CostRegression least = CostRegression.of(Family.NORMAL, Link.IDENTITY);
            Fit fit = least.fit(p.x, p.y);
            double factor = 0;
            for (int i = 0; i < p.y.length; i++) {
                factor += Math.exp(p.y[i] - fit.fitted[i]) / p.y.length;
            }
            return new TwoPart(any, any.fit(x, p.some), least, fit, Optional.of(factor));
        }

        public double[] predict(double[][] x) {
            double[] p = any.predict(anyFit, x);
            double[] m = amount.predict(amountFit, x);
            double[] out = new double[p.length];
            Arrays.setAll(out, i -> p[i] * smearing.map(f -> f * Math.exp(m[i])).orElse(m[i]));
            return out;
        }
    }

    private record Parts(double[] some, double[][] x, double[] y) {
        static Parts of(double[][] x, double[] y, boolean logarithm) {
            int[] positive = java.util.stream.IntStream.range(0, y.length)
                    .filter(i -> y[i] > 0)
                    .toArray();
            return new Parts(
                    Arrays.stream(y).map(v -> v > 0 ? 1 : 0).toArray(),
                    Arrays.stream(positive).mapToObj(i -> x[i]).toArray(double[][]::new),
                    Arrays.stream(positive)
                            .mapToDouble(i -> logarithm ? Math.log(y[i]) : y[i])
                            .toArray());
        }
    }
}
