package org.steelyard.stats.weighting;

import java.util.Arrays;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.inference.ChiSquared;
import org.steelyard.stats.internal.Arms;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.linear.PositiveDefinite;
import org.steelyard.stats.regression.LogisticRegression;
import org.steelyard.stats.weighting.internal.ConcaveScore;

/**
 * Covariate-balancing propensity scores: a logistic score whose coefficients are chosen so that its weights balance the covariates.
 *
 * <p><b>Estimand</b> of the weights: ATE, ATT or ATC. <b>Assumptions</b>: those of weighting; balance of the given terms does not prove balance of others.
 *
 * <p><b>Just-identified</b> [1]: Σ s_i x_i = 0 with s = A/e − (1 − A)/(1 − e) for ATE, A − (1 − A)e/(1 − e) for ATT, A(1 − e)/e − (1 − A) for ATC. These are
 * gradients of concave functions (tailored losses [2]), so Newton's method finds the only solution. <b>Invariant</b>, checked in every run: weighted means
 * of the arms differ by at most 1e-8 standard deviations.
 *
 * <p><b>Over-identified</b> [1]: also the likelihood's equations Σ (A − e) x = 0; the coefficients minimise the two-step generalised method of moments'
 * distance, its weight the inverse covariance of the moments given x at the maximum-likelihood score, by Levenberg–Marquardt from both the maximum-likelihood and
 * the just-identified solution. The J statistic at the end tests whether one logistic model can both fit and balance. ATE and ATT.
 *
 * The two-step estimator is biased at usual sizes (in simulation by a quarter of a standard error at n 1,000). {@link MomentWeight#CONTINUOUS} updates the weight with the coefficients, as
 * the paper does, and has a quarter of that. All with more moments than parameters have some, of the order of one over the number of people [3]. The sample covariance of the moments in the place of
 * the one given x, as elsewhere in econometrics, does not make large weights dear [1], and in the same simulation lets the weighted means vary half as much again.
 *
 * <p><b>Differs from R</b>'s {@code CBPS}: the same estimators; it stops its general optimiser earlier.
 *
 * <ol>
 *   <li>Imai and Ratkovic, J R Stat Soc B 2014;76:243-263, doi:10.1111/rssb.12027.
 *   <li>Zhao, Ann Stat 2019;47:965-993, doi:10.1214/18-AOS1698.
 *   <li>Newey and Smith, Econometrica 2004;72:219-255, doi:10.1111/j.1468-0262.2004.00482.x.
 * </ol>
 *
 * @param score probability of treatment of each person, strictly between 0 and 1
 * @param overIdentification test that all moments can hold; no degrees of freedom for just-identified scores
 * @param influence for variances that allow for the score's having been estimated
 */
public record CovariateBalancing(
        TargetPopulation target,
        double[] coefficients,
        double[] score,
        ChiSquared overIdentification,
        ScoreInfluence influence) {

    private static final double LEFT = 1e-8;
    private static final int MOST_ITERATIONS = 200;
    private static final double PROMISE = 1e-13;
    private static final int PATIENCE = 25;
    private static final double DIFFERENCE = 1e-5;

    public BalancingWeights weights(boolean[] treated) {
        return BalancingWeights.of(target, treated, score);
    }

    /** @param design covariates with intercept */
    public static CovariateBalancing justIdentified(DesignMatrix design, boolean[] treated, TargetPopulation target) {
        check(design, treated);
        Rows rows = rows(treated, target);
        double[] start = likelihood(design, treated);
        ConcaveScore.Result result = new ConcaveScore(design, rows, Numerics.standard()).maximise(start);
        double[] score = scores(result.eta());
        Checks.openUnitInterval("score", score);
        requireBalance(
                design, treated, BalancingWeights.of(target, treated, score).weight());
        ScoreInfluence influence = gradient -> {
            double[] moved = design.times(result.bread().times(design.transposeTimes(gradient, Numerics.standard())));
            for (int i = 0; i < moved.length; i++) {
                moved[i] *= result.score()[i];
            }
            return moved;
        };
        return new CovariateBalancing(target, result.coefficients(), score, ChiSquared.of(0, 0), influence);
    }

    private static void check(DesignMatrix design, boolean[] treated) {
        Checks.sameLength(design.rows(), treated.length);
        Checks.bothArms(treated, 2);
        if (!design.hasIntercept()) {
            throw new IllegalArgumentException("the design needs an intercept");
        }
    }

    private static double[] likelihood(DesignMatrix design, boolean[] treated) {
        return LogisticRegression.withDefaults()
                .withTolerance(1e-12)
                .fit(design, Arms.indicator(treated))
                .coefficients();
    }

    private static double[] scores(double[] eta) {
        return Arrays.stream(eta).map(CovariateBalancing::logistic).toArray();
    }

    private static double logistic(double eta) {
        double e = StrictMath.exp(-Math.abs(eta));
        return (eta >= 0 ? 1 : e) / (1 + e);
    }

    private static void requireBalance(DesignMatrix design, boolean[] treated, double[] weight) {
        for (int j = 1; j < design.columns(); j++) {
            double[] x = design.column(j);
            double[] total = new double[2];
            double[] sum = new double[2];
            for (int i = 0; i < x.length; i++) {
                int a = treated[i] ? 1 : 0;
                total[a] += weight[i];
                sum[a] += weight[i] * x[i];
            }
            double difference = Math.abs(sum[1] / total[1] - sum[0] / total[0]);
            double sd = Math.sqrt(org.steelyard.stats.internal.Sums.variance(x));
            if (!(difference <= LEFT * Math.max(sd, Math.abs(sum[1] / total[1])))) {
                throw new IllegalStateException("covariate balancing left an imbalance in column " + j);
            }
        }
    }

    /** The tailored loss of a target: its gradient is the balance. */
    private record Rows(boolean[] treated, boolean ofTreated, boolean ofControls) implements ConcaveScore.Row {

        @Override
        public double value(int i, double eta) {
            return treated[i]
                    ? eta - (ofControls ? StrictMath.exp(-eta) + (ofTreated ? 0 : eta) : 0)
                    : -eta * (ofControls ? 1 : 0) - (ofTreated ? StrictMath.exp(eta) : 0);
        }

        @Override
        public double score(int i, double eta) {
            if (treated[i]) {
                return (ofTreated ? 1 : 0) + (ofControls ? StrictMath.exp(-eta) : 0);
            }
            return -(ofControls ? 1 : 0) - (ofTreated ? StrictMath.exp(eta) : 0);
        }

        @Override
        public double curvature(int i, double eta) {
            if (treated[i]) {
                return ofControls ? StrictMath.exp(-eta) : 0;
            }
            return ofTreated ? StrictMath.exp(eta) : 0;
        }
    }

    private static Rows rows(boolean[] treated, TargetPopulation target) {
        return switch (target) {
            case ATE -> new Rows(treated, true, true);
            case ATT -> new Rows(treated, true, false);
            case ATC -> new Rows(treated, false, true);
            case ATO, ATM -> throw unsupported();
        };
    }

    private static SteelyardException unsupported() {
        return EstimationError.NOT_SUPPORTED.at(
                "target",
                Text.of("协变量平衡评分不支持该目标人群", "covariate-balancing scores are not offered for this population"),
                Text.of("ATO 用普通逻辑回归评分即可精确均衡", "for ATO the maximum-likelihood score balances exactly"));
    }

    /** The two-step estimator, as R's {@code CBPS}. */
    public static CovariateBalancing overIdentified(DesignMatrix design, boolean[] treated, TargetPopulation target) {
        return overIdentified(design, treated, target, MomentWeight.TWO_STEP);
    }

    /** @param design covariates with intercept */
    public static CovariateBalancing overIdentified(
            DesignMatrix design, boolean[] treated, TargetPopulation target, MomentWeight weight) {
        check(design, treated);
        if (target != TargetPopulation.ATE && target != TargetPopulation.ATT) {
            throw unsupported();
        }
        double[] likelihood = likelihood(design, treated);
        Moments moments = new Moments(design, treated, target, likelihood);
        double[] just = justIdentified(design, treated, target).coefficients();
        Distance distance = weight == MomentWeight.TWO_STEP ? moments.fixed() : moments.updated();
        double[] a = moments.minimise(likelihood, distance);
        double[] b = moments.minimise(just, distance);
        double[] best = moments.distance(a, distance) <= moments.distance(b, distance) ? a : b;
        double[] score = scores(design.times(best));
        Checks.openUnitInterval("score", score);
        double j = design.rows() * moments.distance(best, distance);
        return new CovariateBalancing(
                target, best, score, ChiSquared.of(j, design.columns()), moments.influence(best, distance));
    }

    /** How the moments that cannot all hold are weighed against each other. */
    public enum MomentWeight {
        /** By their covariance at the maximum-likelihood score; moments and weight then err together, which biases the score at usual sizes. */
        TWO_STEP,
        /** By their covariance given x at each trial value, as the paper has it [1]: a quarter of that bias, and less spread. */
        CONTINUOUS
    }

    /** The weight of the moments at coefficients, and the derivatives of their means that belong to it: half the distance's slope is jacobian' · inverse · means. */
    private interface Distance {
        Matrix inverse(double[] b);

        Matrix jacobian(double[] b);
    }

    /** The stacked moments of likelihood and balance, on columns scaled to unit length. */
    private static final class Moments {

        private final DesignMatrix x;
        private final double[] scale;
        private final boolean[] treated;
        private final double share;
        private final boolean ate;
        private final Matrix inverse;
        private final int n;
        private final int p;

        Moments(DesignMatrix design, boolean[] treated, TargetPopulation target, double[] likelihood) {
            n = design.rows();
            p = design.columns();
            scale = new double[p];
            double[][] columns = new double[p - 1][];
            scale[0] = 1;
            for (int j = 1; j < p; j++) {
                double[] c = design.column(j);
                double norm = Math.sqrt(Arrays.stream(c).map(v -> v * v).sum() / n);
                scale[j] = norm;
                columns[j - 1] = Arrays.stream(c).map(v -> v / norm).toArray();
            }
            x = DesignMatrix.withIntercept(design.terms().subList(1, p), columns);
            this.treated = treated;
            ate = target == TargetPopulation.ATE;
            double n1 = 0;
            for (boolean t : treated) {
                n1 += t ? 1 : 0;
            }
            share = n1 / n;
            inverse = PositiveDefinite.inverse(covariance(scores(design.times(likelihood))), "moments");
        }

        private double[] scaled(double[] b) {
            double[] out = b.clone();
            for (int j = 0; j < p; j++) {
                out[j] *= scale[j];
            }
            return out;
        }

        private double[] unscaled(double[] b) {
            double[] out = b.clone();
            for (int j = 0; j < p; j++) {
                out[j] /= scale[j];
            }
            return out;
        }

        /** Covariance of the moments given x. */
        private Matrix covariance(double[] e) {
            double[] first = new double[n];
            double[] cross = new double[n];
            double[] second = new double[n];
            for (int i = 0; i < n; i++) {
                first[i] = e[i] * (1 - e[i]) / n;
                cross[i] = (ate ? 1 : e[i] / share) / n;
                second[i] = (ate ? 1 / (e[i] * (1 - e[i])) : e[i] / (share * share * (1 - e[i]))) / n;
            }
            return stacked(first, cross, second);
        }

        private Matrix stacked(double[] first, double[] cross, double[] second) {
            Matrix a = x.crossProduct(first, Numerics.standard());
            Matrix b = x.crossProduct(cross, Numerics.standard());
            Matrix c = x.crossProduct(second, Numerics.standard());
            double[] values = new double[4 * p * p];
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    values[i * 2 * p + j] = a.at(i, j);
                    values[i * 2 * p + p + j] = b.at(i, j);
                    values[(p + i) * 2 * p + j] = b.at(i, j);
                    values[(p + i) * 2 * p + p + j] = c.at(i, j);
                }
            }
            return Matrix.of(2 * p, 2 * p, values);
        }

        /** Factor of x in the balance moment. */
        private double balance(boolean t, double e) {
            if (ate) {
                return t ? 1 / e : -1 / (1 - e);
            }
            return (t ? 1 : -e / (1 - e)) / share;
        }

        /** Its derivative by the linear predictor. */
        private double slope(boolean t, double e) {
            if (ate) {
                return t ? -(1 - e) / e : -e / (1 - e);
            }
            return t ? 0 : -e / (1 - e) / share;
        }

        /** Means of the moments at scaled coefficients. */
        private double[] means(double[] b) {
            double[] e = scores(x.times(b));
            double[] s = new double[n];
            double[] w = new double[n];
            for (int i = 0; i < n; i++) {
                s[i] = ((treated[i] ? 1 : 0) - e[i]) / n;
                w[i] = balance(treated[i], e[i]) / n;
            }
            double[] means = Arrays.copyOf(x.transposeTimes(s, Numerics.standard()), 2 * p);
            System.arraycopy(x.transposeTimes(w, Numerics.standard()), 0, means, p, p);
            return means;
        }

        /** Derivatives of the means: 2p x p. */
        private Matrix jacobian(double[] b) {
            double[] e = scores(x.times(b));
            double[] s = new double[n];
            double[] w = new double[n];
            for (int i = 0; i < n; i++) {
                s[i] = -e[i] * (1 - e[i]) / n;
                w[i] = slope(treated[i], e[i]) / n;
            }
            return below(s, w);
        }

        /** Cross products of x, the one weight's above the other's. */
        private Matrix below(double[] first, double[] second) {
            double[] top = x.crossProduct(first, Numerics.standard()).toArray();
            double[] all = Arrays.copyOf(top, 2 * p * p);
            System.arraycopy(x.crossProduct(second, Numerics.standard()).toArray(), 0, all, p * p, p * p);
            return Matrix.of(2 * p, p, all);
        }

        Distance fixed() {
            return new Distance() {
                @Override
                public Matrix inverse(double[] b) {
                    return inverse;
                }

                @Override
                public Matrix jacobian(double[] b) {
                    return Moments.this.jacobian(b);
                }
            };
        }

        /** With S the covariance at b and λ = S⁻¹g, half of S'λ is taken from the derivatives of g: so the slope takes in how S moves. */
        Distance updated() {
            return new Distance() {
                @Override
                public Matrix inverse(double[] b) {
                    return PositiveDefinite.inverse(covariance(scores(x.times(b))), "moments");
                }

                @Override
                public Matrix jacobian(double[] b) {
                    return updatedJacobian(b, inverse(b).times(means(b)));
                }
            };
        }

        private Matrix updatedJacobian(double[] b, double[] lambda) {
            double[] e = scores(x.times(b));
            double[] first = x.times(Arrays.copyOf(lambda, p));
            double[] second = x.times(Arrays.copyOfRange(lambda, p, 2 * p));
            double[] s = new double[n];
            double[] w = new double[n];
            for (int i = 0; i < n; i++) {
                double v = e[i] * (1 - e[i]);
                double ofLikelihood = v * (1 - 2 * e[i]);
                double ofBoth = ate ? 0 : v / share;
                double ofBalance = ate ? -(1 - 2 * e[i]) / v : e[i] / (share * share * (1 - e[i]));
                s[i] = (-v - (first[i] * ofLikelihood + second[i] * ofBoth) / 2) / n;
                w[i] = (slope(treated[i], e[i]) - (first[i] * ofBoth + second[i] * ofBalance) / 2) / n;
            }
            return below(s, w);
        }

        double distance(double[] b, Distance distance) {
            return value(scaled(b), distance);
        }

        /** Infinite where moments or their covariance are not numbers, as at scores of 0 or 1. */
        private double value(double[] b, Distance distance) {
            double[] g = means(b);
            if (!Arrays.stream(g).allMatch(Double::isFinite)) {
                return Double.POSITIVE_INFINITY;
            }
            try {
                return distance.inverse(b).quadraticForm(g);
            } catch (SteelyardException e) {
                return Double.POSITIVE_INFINITY;
            }
        }

        /** Ends when a step promises to lower the distance by less than {@value #PROMISE} of itself. */
        double[] minimise(double[] start, Distance distance) {
            double[] b = scaled(start);
            double value = value(b, distance);
            double damping = 1e-4;
            for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
                Matrix jacobian = distance.jacobian(b);
                Matrix weighted = jacobian.transpose().times(distance.inverse(b));
                double[] gradient = weighted.times(means(b));
                Matrix normal = iteration < PATIENCE
                        ? weighted.times(jacobian)
                        : curvature(b, weighted.times(jacobian), distance);
                double[] step = damped(normal, gradient, damping);
                double promised = 0;
                double[] next = b.clone();
                for (int j = 0; j < p; j++) {
                    next[j] -= step[j];
                    promised += step[j] * gradient[j];
                }
                if (promised <= PROMISE * value) {
                    return unscaled(b);
                }
                double there = value(next, distance);
                if (there < value) {
                    b = next;
                    value = there;
                    damping = Math.max(1e-15, damping / 10);
                } else {
                    damping *= 10;
                }
            }
            throw SteelyardException.of(
                    NumericError.NOT_CONVERGED,
                    Place.field("covariates"),
                    Text.of("过度识别的协变量平衡评分未收敛", "the over-identified covariate-balancing score did not converge"),
                    Text.of("改用恰好识别的形式，或减少协变量", "use the just-identified form, or fewer covariates"));
        }

        private double[] slope(double[] b, Distance distance) {
            return distance.jacobian(b).transpose().times(distance.inverse(b)).times(means(b));
        }

        /** Second derivatives by differences where they are positive definite: Gauss and Newton's steps creep where the moments cannot all be met. */
        private Matrix curvature(double[] b, Matrix otherwise, Distance distance) {
            double[] values = new double[p * p];
            for (int j = 0; j < p; j++) {
                double[] up = b.clone();
                double[] down = b.clone();
                double h = DIFFERENCE * Math.max(1, Math.abs(b[j]));
                up[j] += h;
                down[j] -= h;
                double[] above = slope(up, distance);
                double[] below = slope(down, distance);
                for (int i = 0; i < p; i++) {
                    values[i * p + j] += (above[i] - below[i]) / (4 * h);
                    values[j * p + i] += (above[i] - below[i]) / (4 * h);
                }
            }
            Matrix second = Matrix.of(p, p, values);
            return Cholesky.of(second).fullRank() ? second : otherwise;
        }

        private static double[] damped(Matrix normal, double[] gradient, double damping) {
            int p = normal.rows();
            double[] values = normal.toArray();
            for (int j = 0; j < p; j++) {
                values[j * p + j] *= 1 + damping;
            }
            return Cholesky.of(Matrix.of(p, p, values), 1e-15).solve(gradient);
        }

        /** −(D'WD)⁻¹ D'W of each person's own moments. */
        ScoreInfluence influence(double[] coefficients, Distance distance) {
            double[] b = scaled(coefficients);
            double[] e = scores(x.times(b));
            Matrix jacobian = jacobian(b);
            Matrix weighted = jacobian.transpose().times(distance.inverse(b));
            Matrix bread = PositiveDefinite.inverse(weighted.times(jacobian), "moments");
            return gradient -> {
                double[] by = bread.times(x.transposeTimes(gradient, Numerics.standard()));
                double[] perMoment = weighted.transpose().times(by);
                double[] first = x.times(Arrays.copyOf(perMoment, p));
                double[] second = x.times(Arrays.copyOfRange(perMoment, p, 2 * p));
                double[] moved = new double[n];
                for (int i = 0; i < n; i++) {
                    double s = (treated[i] ? 1 : 0) - e[i];
                    moved[i] = -(first[i] * s + second[i] * balance(treated[i], e[i])) / n;
                }
                return moved;
            };
        }
    }
}
