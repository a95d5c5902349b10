package org.steelyard.stats.regression;

import java.util.Arrays;
import java.util.Optional;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.regression.internal.Inputs;

/**
 * Proportional-odds regression of an ordinal outcome.
 *
 * <p><b>Estimand</b>: log odds ratios common to all cuts: logit P(Y ≤ k | x) = ζ_k − x'b, so that a positive b goes with higher categories. <b>Assumes</b> that one b serves every cut.
 *
 * <p><b>Method</b>: Newton's method on b and the increasing ζ together, steps halved when they lower the likelihood or disorder ζ; covariance the inverse of the observed information, as R's
 * {@code MASS::polr} (which stops earlier). Cost O(n (p + 2)²) a step.
 *
 * <p><b>Errors</b>: a category that does not occur, collinear terms, no convergence (often separation).
 *
 * <p>McCullagh P. J R Stat Soc B 1980;42:109-142. doi:10.1111/j.2517-6161.1980.tb01109.x.
 */
public final class ProportionalOdds {

    private static final int MOST_ITERATIONS = 100;
    private static final int HALVINGS = 40;
    private static final double TOLERANCE = 1e-10;

    /**
     * @param coefficients log odds ratios, in the order of the design's terms
     * @param cuts ζ, increasing
     * @param covariance of the coefficients, then the cuts
     */
    public record Fit(
            java.util.List<String> terms,
            double[] coefficients,
            double[] cuts,
            Matrix covariance,
            double logLikelihood,
            int iterations) {

        public Fit {
            terms = java.util.List.copyOf(terms);
        }

        public double standardError(String term) {
            int i = terms.indexOf(term);
            return Math.sqrt(covariance.at(i, i));
        }

        /** Probabilities of the categories for a row of covariates. */
        public double[] probabilities(double[] row) {
            double eta = 0;
            for (int j = 0; j < row.length; j++) {
                eta += coefficients[j] * row[j];
            }
            double[] p = new double[cuts.length + 1];
            double before = 0;
            for (int k = 0; k < p.length; k++) {
                double upTo = k < cuts.length ? logistic(cuts[k] - eta) : 1;
                p[k] = upTo - before;
                before = upTo;
            }
            return p;
        }
    }

    private ProportionalOdds() {}

    /**
     * @param design covariates without an intercept
     * @param category from 0, in order
     */
    public static Fit fit(DesignMatrix design, int[] category, int categories, Optional<double[]> weights) {
        Inputs.requireLength("outcome", category.length, design.rows());
        if (design.hasIntercept()) {
            throw new IllegalArgumentException("the cuts are the intercepts: build the design without one");
        }
        return new Run(design, category, categories, Inputs.weights(weights, design.rows())).fit();
    }

    private static final class Run {

        private final DesignMatrix x;
        private final int[] category;
        private final double[] w;
        private final int p;
        private final int cuts;
        private final double[][] rows;

        Run(DesignMatrix x, int[] category, int categories, double[] w) {
            this.x = x;
            this.category = category;
            this.w = w;
            p = x.columns();
            cuts = categories - 1;
            rows = new double[x.rows()][];
            Arrays.setAll(rows, x::row);
        }

        Fit fit() {
            double[] at = start();
            double value = value(at);
            for (int iteration = 1; iteration <= MOST_ITERATIONS; iteration++) {
                double[] gradient = new double[p + cuts];
                double[] information = new double[(p + cuts) * (p + cuts)];
                derivatives(at, gradient, information);
                Matrix observed = Matrix.of(p + cuts, p + cuts, information);
                Cholesky factor = Cholesky.of(observed, iteration == 1 ? Cholesky.DEFAULT_TOLERANCE : 1e-14);
                if (!factor.fullRank()) {
                    throw failure(iteration == 1);
                }
                double[] step = factor.solve(gradient);
                double size = 0;
                for (int j = 0; j < step.length; j++) {
                    size += step[j] * gradient[j];
                }
                double share = 1;
                double[] next = plus(at, step, share);
                double there = value(next);
                for (int h = 0; h < HALVINGS && !(there >= value - 1e-12 * Math.abs(value)); h++) {
                    share /= 2;
                    next = plus(at, step, share);
                    there = value(next);
                }
                at = next;
                value = there;
                if (Math.abs(size) <= TOLERANCE * TOLERANCE * Math.max(1, Math.abs(value))) {
                    return new Fit(
                            x.terms(),
                            Arrays.copyOf(at, p),
                            Arrays.copyOfRange(at, p, p + cuts),
                            factor.inverse(),
                            value,
                            iteration);
                }
            }
            throw failure(false);
        }

        /** Cuts at the logits of the cumulative shares. */
        private double[] start() {
            double[] count = new double[cuts + 1];
            double total = 0;
            for (int i = 0; i < category.length; i++) {
                if (category[i] < 0 || category[i] > cuts) {
                    throw new IllegalArgumentException("a category outside 0 to " + cuts);
                }
                count[category[i]] += w[i];
                total += w[i];
            }
            if (cuts < 1 || Arrays.stream(count).anyMatch(c -> c == 0)) {
                throw SteelyardException.of(
                        NumericError.OUTCOME_CONSTANT,
                        Place.field("outcome"),
                        Text.of(
                                "有序结局的每个类别都要出现，且至少两个",
                                "every category of an ordinal outcome must occur, and there must be two"),
                        Text.of("请合并没有出现的类别", "merge categories that do not occur"));
            }
            double[] at = new double[p + cuts];
            double sum = 0;
            for (int k = 0; k < cuts; k++) {
                sum += count[k] / total;
                at[p + k] = Math.log(sum / (1 - sum));
            }
            return at;
        }

        private double eta(double[] at, int i) {
            double eta = 0;
            for (int j = 0; j < p; j++) {
                eta += at[j] * rows[i][j];
            }
            return eta;
        }

        private double value(double[] at) {
            for (int k = 1; k < cuts; k++) {
                if (!(at[p + k] > at[p + k - 1])) {
                    return Double.NEGATIVE_INFINITY;
                }
            }
            double sum = 0;
            for (int i = 0; i < rows.length; i++) {
                sum += w[i] == 0 ? 0 : w[i] * StrictMath.log(probability(at, i, eta(at, i)));
            }
            return sum;
        }

        private double probability(double[] at, int i, double eta) {
            int k = category[i];
            double upper = k < cuts ? logistic(at[p + k] - eta) : 1;
            double lower = k > 0 ? logistic(at[p + k - 1] - eta) : 0;
            return upper - lower;
        }

        private void derivatives(double[] at, double[] gradient, double[] information) {
            double[] first = new double[p + cuts];
            for (int i = 0; i < rows.length; i++) {
                if (w[i] > 0) {
                    addRow(at, i, first, gradient, information);
                }
            }
        }

        /** With f and f' density and slope at both cuts of the category, derivatives of log(F_u − F_l) by the cuts and by −eta. */
        private void addRow(double[] at, int i, double[] first, double[] gradient, double[] information) {
            int size = p + cuts;
            int k = category[i];
            double eta = eta(at, i);
            double pr = probability(at, i, eta);
            double fu = k < cuts ? density(at[p + k] - eta) : 0;
            double fl = k > 0 ? density(at[p + k - 1] - eta) : 0;
            double su = k < cuts ? fu * (1 - 2 * logistic(at[p + k] - eta)) : 0;
            double sl = k > 0 ? fl * (1 - 2 * logistic(at[p + k - 1] - eta)) : 0;
            Arrays.fill(first, 0);
            for (int j = 0; j < p; j++) {
                first[j] = -(fu - fl) * rows[i][j];
            }
            if (k < cuts) {
                first[p + k] = fu;
            }
            if (k > 0) {
                first[p + k - 1] = -fl;
            }
            for (int a = 0; a < size; a++) {
                gradient[a] += w[i] * first[a] / pr;
                for (int b = 0; b < size; b++) {
                    information[a * size + b] += w[i] * first[a] * first[b] / (pr * pr);
                }
            }
            double[] up = new double[size];
            double[] low = new double[size];
            for (int j = 0; j < p; j++) {
                up[j] = -rows[i][j];
                low[j] = -rows[i][j];
            }
            if (k < cuts) {
                up[p + k] = 1;
            }
            if (k > 0) {
                low[p + k - 1] = 1;
            }
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    information[a * size + b] -= w[i] * (su * up[a] * up[b] - sl * low[a] * low[b]) / pr;
                }
            }
        }

        private static double[] plus(double[] a, double[] step, double share) {
            double[] sum = a.clone();
            for (int j = 0; j < sum.length; j++) {
                sum[j] += share * step[j];
            }
            return sum;
        }

        private static SteelyardException failure(boolean collinear) {
            return SteelyardException.of(
                    collinear ? NumericError.COLLINEAR : NumericError.NOT_CONVERGED,
                    Place.NONE,
                    collinear
                            ? Text.of("协变量线性相关", "the covariates are linearly dependent")
                            : Text.of(
                                    "比例优势模型未收敛，可能存在分离",
                                    "the proportional-odds model did not converge; some term may separate the categories"),
                    Text.of("请检查协变量，或合并稀少类别", "look at the covariates, or merge rare categories"));
        }
    }

    private static double logistic(double x) {
        double e = StrictMath.exp(-Math.abs(x));
        return (x >= 0 ? 1 : e) / (1 + e);
    }

    private static double density(double x) {
        double e = StrictMath.exp(-Math.abs(x));
        return e / ((1 + e) * (1 + e));
    }
}
