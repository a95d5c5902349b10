package org.steelyard.stats.longitudinal;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.internal.NelderMead;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.linear.Rank;

/**
 * Linear mixed model with random effects of one grouping: random intercept, or intercept and slopes, with any covariance.
 *
 * <p><b>Model</b>: y = X b + Z u + e, u ~ N(0, σ²ΛΛ') for each group, e ~ N(0, σ²). <b>Assumes</b> normality (mildly for b), groups independent, outcomes missing at random.
 *
 * <p><b>Method</b> [1]: the (restricted) likelihood profiled over b and σ, as a function of the lower triangle Λ alone: with M = I + Λ'Z'ZΛ per group its cost is O(groups · q p²) after
 * one pass over the rows. Minimised by Nelder and Mead's simplex, restarted, then Newton's steps on differences. A variance of 0 is a boundary that the optimum may lie on; it is
 * reported as {@link Fit#singular}. Agrees with R's {@code lme4::lmer}.
 *
 * <p><b>Variance</b> of b: σ²(X'V⁻¹X)⁻¹, no correction of degrees of freedom: with few groups use more careful methods. For cluster-robust alternatives see {@link EstimatingEquations}.
 *
 * <p>[1] Bates, Mächler, Bolker and Walker, J Stat Softw 2015;67(1), doi:10.18637/jss.v067.i01.
 */
public final class LinearMixedModel {

    /**
     * @param covariance of the coefficients
     * @param randomCovariance of a group's random effects
     * @param residualVariance σ²
     * @param logLikelihood restricted when the fit is
     * @param randomEffects conditional modes by group (in order of first appearance), one per random term
     * @param singular whether the random covariance is on the boundary
     */
    public record Fit(
            List<String> terms,
            double[] coefficients,
            Matrix covariance,
            Matrix randomCovariance,
            double residualVariance,
            double logLikelihood,
            double[][] randomEffects,
            boolean singular) {

        public Fit {
            terms = List.copyOf(terms);
        }

        public double standardError(String term) {
            int i = terms.indexOf(term);
            return Math.sqrt(covariance.at(i, i));
        }
    }

    /** Which likelihood. */
    public enum Criterion {
        RESTRICTED,
        MAXIMUM
    }

    /**
     * @param fixed X, with intercept
     * @param random Z's columns, usually an intercept alone or with time
     * @param group any integers
     */
    public record Data(DesignMatrix fixed, DesignMatrix random, double[] outcome, int[] group) {

        public Data {
            Checks.sameLength(fixed.rows(), random.rows(), outcome.length, group.length);
            Checks.finite("outcome", outcome);
        }
    }

    private static final double EDGE = 1e-4;

    private LinearMixedModel() {}

    public static Fit fit(Data data, Criterion criterion) {
        double[] ones = new double[data.outcome().length];
        Arrays.fill(ones, 1);
        Cholesky fixed = Cholesky.of(data.fixed().crossProduct(ones, Numerics.standard()));
        Rank.require(data.fixed(), fixed);
        Rank.require(data.random(), Cholesky.of(data.random().crossProduct(ones, Numerics.standard())));
        return new Run(data, criterion, fixed).fit();
    }

    private static final class Run {

        private final Data data;
        private final boolean restricted;
        private final int n;
        private final int p;
        private final int q;
        private final int groups;
        /** Per group: Z'Z, Z'X, Z'r, with r the residuals of least squares. */
        private final Matrix[] zz;

        private final Matrix[] zx;
        private final double[][] zr;
        private final Matrix xx;
        private final double rr;
        private final double[] start;
        /** Scale of each random column, taken out so that the search is well conditioned. */
        private final double[] scale;

        Run(Data data, Criterion criterion, Cholesky fixed) {
            this.data = data;
            restricted = criterion == Criterion.RESTRICTED;
            n = data.outcome().length;
            p = data.fixed().columns();
            q = data.random().columns();
            double[] ones = new double[n];
            Arrays.fill(ones, 1);
            xx = data.fixed().crossProduct(ones, Numerics.standard());
            start = fixed.solve(data.fixed().transposeTimes(data.outcome(), Numerics.standard()));
            double[] fitted = data.fixed().times(start);
            double[] r = new double[n];
            double squares = 0;
            for (int i = 0; i < n; i++) {
                r[i] = data.outcome()[i] - fitted[i];
                squares += r[i] * r[i];
            }
            rr = squares;
            scale = new double[q];
            for (int k = 0; k < q; k++) {
                scale[k] = Math.sqrt(
                        Arrays.stream(data.random().column(k)).map(v -> v * v).sum() / n);
            }
            int[][] rows = Clusters.rows(data.group());
            groups = rows.length;
            zz = new Matrix[groups];
            zx = new Matrix[groups];
            zr = new double[groups][];
            for (int g = 0; g < groups; g++) {
                fill(g, rows[g], r);
            }
        }

        private void fill(int g, int[] rows, double[] r) {
            double[] a = new double[q * q];
            double[] b = new double[q * p];
            zr[g] = new double[q];
            for (int i : rows) {
                for (int k = 0; k < q; k++) {
                    double z = data.random().at(i, k) / scale[k];
                    zr[g][k] += z * r[i];
                    for (int m = 0; m < q; m++) {
                        a[k * q + m] += z * data.random().at(i, m) / scale[m];
                    }
                    for (int j = 0; j < p; j++) {
                        b[k * p + j] += z * data.fixed().at(i, j);
                    }
                }
            }
            zz[g] = Matrix.of(q, q, a);
            zx[g] = Matrix.of(q, p, b);
        }

        private Matrix lambda(double[] theta) {
            double[] values = new double[q * q];
            int at = 0;
            for (int j = 0; j < q; j++) {
                for (int i = j; i < q; i++) {
                    values[i * q + j] = theta[at++];
                }
            }
            return Matrix.of(q, q, values);
        }

        /** The profile at theta: what its value and the summary need. */
        private final class Profile {

            final Matrix lambda;
            final Cholesky[] m = new Cholesky[groups];
            final Cholesky xvx;
            final double[] move;
            final double squares;
            final double deviance;

            Profile(double[] theta) {
                lambda = lambda(theta);
                Matrix t = lambda.transpose();
                Matrix cross = xx;
                double[] right = new double[p];
                double rest = rr;
                double logs = 0;
                for (int g = 0; g < groups; g++) {
                    m[g] = Cholesky.of(Matrix.identity(q).plus(t.times(zz[g]).times(lambda)), 0);
                    logs += m[g].logDeterminant();
                    double[] zr0 = t.times(zr[g]);
                    double[] solved = m[g].solve(zr0);
                    rest -= dot(zr0, solved);
                    Matrix zx0 = t.times(zx[g]);
                    double[] through = zx0.transpose().times(solved);
                    for (int j = 0; j < p; j++) {
                        right[j] -= through[j];
                    }
                    cross = cross.minus(zx0.transpose().times(m[g].inverse()).times(zx0));
                }
                xvx = Cholesky.of(cross, 1e-14);
                move = xvx.solve(right);
                squares = rest - dot(right, move);
                double df = restricted ? n - p : n;
                deviance = logs
                        + (restricted ? xvx.logDeterminant() : 0)
                        + df * (1 + Math.log(2 * Math.PI * squares / df));
            }
        }

        Fit fit() {
            int size = q * (q + 1) / 2;
            double[] theta = new double[size];
            int at = 0;
            for (int j = 0; j < q; j++) {
                theta[at] = 1;
                at += q - j;
            }
            ToDoubleFunction<double[]> deviance = v -> {
                double d = new Profile(v).deviance;
                return Double.isNaN(d) ? Double.POSITIVE_INFINITY : d;
            };
            double[] step = new double[size];
            Arrays.fill(step, 0.3);
            theta = Polish.minimum(deviance, NelderMead.minimise(deviance, theta, step));
            Profile best = new Profile(theta);
            if (!Double.isFinite(best.deviance) || !(best.squares > 0)) {
                throw SteelyardException.of(
                        NumericError.NOT_CONVERGED,
                        Place.NONE,
                        Text.of("线性混合模型未收敛", "the linear mixed model did not converge"),
                        Text.of(
                                "减少随机效应，或检查每组的观测数",
                                "use fewer random effects, or look at the number of observations in a group"));
            }
            return summary(best);
        }

        private Fit summary(Profile best) {
            double sigma2 = best.squares / (restricted ? n - p : n);
            double[] b = start.clone();
            for (int j = 0; j < p; j++) {
                b[j] += best.move[j];
            }
            double[] unscale = new double[q * q];
            for (int k = 0; k < q; k++) {
                unscale[k * q + k] = 1 / scale[k];
            }
            Matrix lambda = Matrix.of(q, q, unscale).times(best.lambda);
            double[][] effects = new double[groups][];
            for (int g = 0; g < groups; g++) {
                double[] right = zr[g].clone();
                double[] taken = zx[g].times(best.move);
                for (int k = 0; k < q; k++) {
                    right[k] -= taken[k];
                }
                effects[g] =
                        lambda.times(best.m[g].solve(best.lambda.transpose().times(right)));
            }
            boolean singular = false;
            for (int k = 0; k < q; k++) {
                singular |= Math.abs(best.lambda.at(k, k)) < EDGE;
            }
            return new Fit(
                    data.fixed().terms(),
                    b,
                    best.xvx.inverse().times(sigma2),
                    lambda.times(lambda.transpose()).times(sigma2),
                    sigma2,
                    -best.deviance / 2,
                    effects,
                    singular);
        }

        private static double dot(double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }
    }
}
