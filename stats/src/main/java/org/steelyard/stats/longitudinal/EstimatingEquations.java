package org.steelyard.stats.longitudinal;

import java.util.List;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.Rank;

/**
 * Generalised estimating equations for clustered or repeated outcomes.
 *
 * <p><b>Estimand</b>: population-averaged coefficients of g(E[Y|x]) = x'b. <b>Assumes</b> the mean model and independent clusters; the working correlation need not be right, only
 * efficiency suffers. Outcomes missing at random given earlier ones need weights or a likelihood.
 *
 * <p><b>Formula</b> [1]: Σ D'V⁻¹(y − μ) = 0, V = φ A^½ R(α) A^½, by scoring steps with α and φ renewed by moments of Pearson residuals r between them: φ = Σ r²/N (1 when held fixed);
 * exchangeable α the mean of r_j r_k/φ over all pairs within clusters; AR(1) over neighbouring rows. Rows of a cluster stand in order of time.
 *
 * <p><b>Covariance</b>: model-based; robust sandwich [1]; with Mancl and DeRouen's correction [2], in which each cluster's residuals are divided by I − H, for few clusters (fewer than about
 * 50), where the sandwich is too small.
 *
 * <p><b>Differs from R</b>: agrees with {@code geepack::geeglm} for independence and exchangeable (whose α is scaled by an estimated φ even where φ is held fixed: a difference in the
 * fourth digit of α); its AR(1) α uses other moments.
 *
 * <ol>
 *   <li>Liang and Zeger, Biometrika 1986;73:13-22, doi:10.1093/biomet/73.1.13.
 *   <li>Mancl and DeRouen, Biometrics 2001;57:126-134, doi:10.1111/j.0006-341X.2001.00126.x.
 * </ol>
 */
public final class EstimatingEquations {

    /** Mean and variance function. */
    public enum Model {
        LINEAR,
        LOGISTIC,
        POISSON;

        double mean(double eta) {
            return switch (this) {
                case LINEAR -> eta;
                case LOGISTIC -> {
                    double e = StrictMath.exp(-Math.abs(eta));
                    yield (eta >= 0 ? 1 : e) / (1 + e);
                }
                case POISSON -> StrictMath.exp(eta);
            };
        }

        double variance(double mean) {
            return switch (this) {
                case LINEAR -> 1;
                case LOGISTIC -> mean * (1 - mean);
                case POISSON -> mean;
            };
        }
    }

    /** Working correlation within a cluster. */
    public enum Correlation {
        INDEPENDENCE,
        EXCHANGEABLE,
        AR1
    }

    /** @param fixedScale hold φ at 1, as for binary outcomes and counts */
    public record Options(Model model, Correlation correlation, boolean fixedScale) {}

    /**
     * @param alpha parameter of the working correlation; 0 for independence
     * @param scale φ
     * @param biasCorrected Mancl and DeRouen's
     */
    public record Fit(
            List<String> terms,
            double[] coefficients,
            Matrix modelCovariance,
            Matrix robustCovariance,
            Matrix biasCorrected,
            double alpha,
            double scale,
            int clusters,
            int iterations) {

        public Fit {
            terms = List.copyOf(terms);
        }

        /** From the robust covariance. */
        public double standardError(String term) {
            int i = terms.indexOf(term);
            return Math.sqrt(robustCovariance.at(i, i));
        }
    }

    private static final int MOST_ITERATIONS = 200;
    private static final double TOLERANCE = 1e-11;

    private EstimatingEquations() {}

    /** @param cluster any integers */
    public static Fit fit(DesignMatrix design, double[] outcome, int[] cluster, Options options) {
        Checks.sameLength(design.rows(), outcome.length, cluster.length);
        Checks.finite("outcome", outcome);
        double[] ones = new double[outcome.length];
        java.util.Arrays.fill(ones, 1);
        Rank.require(design, Cholesky.of(design.crossProduct(ones, org.steelyard.stats.linear.Numerics.standard())));
        Run run = new Run(design, outcome, Clusters.rows(cluster), options);
        return run.solve(new double[design.columns()]);
    }

    private static final class Run {

        private final DesignMatrix x;
        private final double[] y;
        private final int[][] clusters;
        private final Options options;
        private final int p;
        private double alpha;
        private double scale = 1;

        Run(DesignMatrix x, double[] y, int[][] clusters, Options options) {
            this.x = x;
            this.y = y;
            this.clusters = clusters;
            this.options = options;
            p = x.columns();
        }

        Fit solve(double[] start) {
            double[] b = start;
            if (options.model() != Model.LINEAR && x.hasIntercept()) {
                double mean = org.steelyard.stats.internal.Sums.mean(y);
                b[0] = options.model() == Model.POISSON ? Math.log(mean) : Math.log(mean / (1 - mean));
            }
            for (int iteration = 1; iteration <= MOST_ITERATIONS; iteration++) {
                if (iteration > 1) {
                    moments(b);
                }
                Equations e = new Equations(b, false);
                Cholesky factor = Cholesky.of(Matrix.of(p, p, e.bread), 1e-14);
                double[] step = factor.solve(e.score);
                double largest = 0;
                double size = 0;
                for (int j = 0; j < p; j++) {
                    b[j] += step[j];
                    largest = Math.max(largest, Math.abs(step[j]));
                    size = Math.max(size, Math.abs(b[j]));
                }
                if (!factor.fullRank() || !Double.isFinite(largest)) {
                    throw notConverged();
                }
                if (iteration > 2 && largest <= TOLERANCE * (1e-3 + size)) {
                    moments(b);
                    return summary(b, iteration);
                }
            }
            throw notConverged();
        }

        private static SteelyardException notConverged() {
            return SteelyardException.of(
                    NumericError.NOT_CONVERGED,
                    Place.NONE,
                    Text.of("广义估计方程未收敛", "the generalised estimating equations did not converge"),
                    Text.of(
                            "检查分离或极端取值的协变量，或改用独立工作相关",
                            "look for separation or extreme covariates, or use the independence working correlation"));
        }

        private double residual(double[] b, int i) {
            double mean = options.model().mean(eta(b, i));
            return (y[i] - mean) / Math.sqrt(options.model().variance(mean));
        }

        private double eta(double[] b, int i) {
            double eta = 0;
            for (int j = 0; j < p; j++) {
                eta += b[j] * x.at(i, j);
            }
            return eta;
        }

        private void moments(double[] b) {
            double squares = 0;
            double products = 0;
            double pairs = 0;
            for (int[] rows : clusters) {
                double[] r = java.util.Arrays.stream(rows)
                        .mapToDouble(i -> residual(b, i))
                        .toArray();
                double sum = 0;
                double own = 0;
                for (int k = 0; k < r.length; k++) {
                    sum += r[k];
                    own += r[k] * r[k];
                    if (options.correlation() == Correlation.AR1 && k > 0) {
                        products += r[k] * r[k - 1];
                        pairs++;
                    }
                }
                squares += own;
                if (options.correlation() == Correlation.EXCHANGEABLE) {
                    products += (sum * sum - own) / 2;
                    pairs += r.length * (r.length - 1) / 2.0;
                }
            }
            scale = options.fixedScale() ? 1 : squares / y.length;
            alpha = pairs > 0 ? Math.max(-0.99, Math.min(0.99, products / pairs / scale)) : 0;
        }

        /** R⁻¹ v, in closed form for each structure. */
        private double[] inverseTimes(double[] v) {
            int n = v.length;
            double[] out = new double[n];
            switch (options.correlation()) {
                case INDEPENDENCE -> System.arraycopy(v, 0, out, 0, n);
                case EXCHANGEABLE -> {
                    double sum = 0;
                    for (double a : v) {
                        sum += a;
                    }
                    double shared = alpha / (1 + (n - 1) * alpha) * sum;
                    for (int k = 0; k < n; k++) {
                        out[k] = (v[k] - shared) / (1 - alpha);
                    }
                }
                case AR1 -> {
                    double d = 1 - alpha * alpha;
                    for (int k = 0; k < n; k++) {
                        boolean end = k == 0 || k == n - 1;
                        double own = n == 1 ? d : end ? 1 : 1 + alpha * alpha;
                        double near = (k > 0 ? v[k - 1] : 0) + (k + 1 < n ? v[k + 1] : 0);
                        out[k] = (own * v[k] - alpha * near) / d;
                    }
                }
            }
            return out;
        }

        /** Sums of the equations at coefficients; and, if wanted, of outer products of clusters' scores, plain and corrected. */
        private final class Equations {

            final double[] bread = new double[p * p];
            final double[] score = new double[p];
            final double[] meat = new double[p * p];
            final double[] corrected = new double[p * p];

            Equations(double[] b, boolean withMeat) {
                for (int[] rows : clusters) {
                    Cluster c = new Cluster(b, rows);
                    for (int i = 0; i < p; i++) {
                        score[i] += c.score[i];
                        for (int j = 0; j < p; j++) {
                            bread[i * p + j] += c.bread[i * p + j];
                            meat[i * p + j] += withMeat ? c.score[i] * c.score[j] : 0;
                        }
                    }
                }
                if (withMeat) {
                    Matrix inverse = Cholesky.of(Matrix.of(p, p, bread), 1e-14).inverse();
                    for (int[] rows : clusters) {
                        double[] s = new Cluster(b, rows).corrected(inverse);
                        for (int i = 0; i < p; i++) {
                            for (int j = 0; j < p; j++) {
                                corrected[i * p + j] += s[i] * s[j];
                            }
                        }
                    }
                }
            }
        }

        /** One cluster: with E = A^½ X and Pearson residuals r, score E'R⁻¹r/φ and bread E'R⁻¹E/φ. */
        private final class Cluster {

            final double[] score = new double[p];
            final double[] bread = new double[p * p];
            final double[] r;
            final double[][] e;
            final double[][] inverse;

            Cluster(double[] b, int[] rows) {
                int n = rows.length;
                r = new double[n];
                e = new double[p][n];
                inverse = new double[p][];
                for (int k = 0; k < n; k++) {
                    double mean = options.model().mean(eta(b, rows[k]));
                    double sd = Math.sqrt(options.model().variance(mean));
                    r[k] = (y[rows[k]] - mean) / sd;
                    for (int j = 0; j < p; j++) {
                        e[j][k] = sd * x.at(rows[k], j);
                    }
                }
                for (int j = 0; j < p; j++) {
                    inverse[j] = inverseTimes(e[j]);
                }
                for (int i = 0; i < p; i++) {
                    score[i] = dot(inverse[i], r) / scale;
                    for (int j = 0; j < p; j++) {
                        bread[i * p + j] = dot(inverse[i], e[j]) / scale;
                    }
                }
            }

            /** E'R⁻¹(I − H)⁻¹ r with H = E B E'R⁻¹, by Woodbury's identity in p dimensions: (I − H)⁻¹ r = r + E (B⁻¹ − C)⁻¹ E'R⁻¹ r, C this cluster's bread. */
            double[] corrected(Matrix total) {
                Matrix own = Matrix.of(p, p, bread);
                Matrix rest = Cholesky.of(total, 1e-15).inverse().minus(own);
                Cholesky factor = Cholesky.of(rest, 1e-14);
                double[] z = factor.solve(score);
                double[] through = own.times(z);
                double[] out = score.clone();
                for (int j = 0; j < p; j++) {
                    out[j] += through[j];
                }
                return out;
            }
        }

        private static double dot(double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }

        private Fit summary(double[] b, int iterations) {
            Equations e = new Equations(b, true);
            Matrix bread = Cholesky.of(Matrix.of(p, p, e.bread), 1e-14).inverse();
            return new Fit(
                    x.terms(),
                    b,
                    bread,
                    bread.times(Matrix.of(p, p, e.meat)).times(bread),
                    bread.times(Matrix.of(p, p, e.corrected)).times(bread),
                    alpha,
                    scale,
                    clusters.length,
                    iterations);
        }
    }
}
