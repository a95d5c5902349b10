package org.steelyard.economics.cost;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.Matrix;

/**
 * Regression of a quantile of cost: β(τ) = argmin Σ wᵢ ρ_τ(yᵢ − xᵢ′β), with ρ_τ(u) = u (τ − 1{u &lt; 0}) [1].
 *
 * <p>x by person and column, the intercept among them; β in the cost's unit per unit of the column. The linear programme is solved by the interior point of Portnoy and Koenker [2], and the answer then moved to the vertex beside it, where as many
 * residuals are exactly 0 as there are coefficients, when that is not worse; so it is the one that a simplex gives, wherever there is one only. Standard errors are Powell's, by a normal kernel with the bandwidth of Hall and Sheather, τ(1 − τ) D X′X D with
 * D the inverse of X′fX; they are those of {@code summary.rq(se = "ker")} in R's quantreg, and take weights as known.
 *
 * <p>Errors: {@code IllegalArgumentException} for τ outside 0–1, columns that depend on each other, too few people, values that are not finite, no convergence.
 *
 * <p>References: [1] Koenker, Bassett. Econometrica 1978;46:33–50, doi:10.2307/1913643. [2] Portnoy, Koenker. Statistical Science 1997;12:279–300, doi:10.1214/ss/1030037960. [3] Powell, in: Barnett, Powell, Tauchen (eds.). Nonparametric and Semiparametric Methods. 1991.
 */
public final class QuantileRegression {

    private static final int STEPS = 200;
    private static final double SHORT = 0.9995;
    private static final double GAP = 1e-11;
    private static final double ENOUGH = 1e-8;
    /** Where nobody has any cost. */
    private static final double NOTHING = 1e-280;

    private static final double SIGNIFICANCE = 0.975;
    private static final double IQR_OF_NORMAL = 1.34;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private QuantileRegression() {}

    /** @param loss Σ w ρ_τ(residual) at the answer */
    public record Fit(double tau, double[] coefficients, double[] standardErrors, double loss) {

        public double[] predict(double[][] x) {
            return Arrays.stream(x).mapToDouble(row -> dot(row, coefficients)).toArray();
        }
    }

    public static Fit fit(double[][] x, double[] y, double tau) {
        double[] ones = new double[y.length];
        Arrays.fill(ones, 1);
        return fit(x, y, ones, tau);
    }

    /** @param weights not negative; people with weight 0 are left out */
    public static Fit fit(double[][] x, double[] y, double[] weights, double tau) {
        require(x, y, weights, tau);
        int[] in = IntStream.range(0, y.length).filter(i -> weights[i] > 0).toArray();
        double[][] wx = Arrays.stream(in).mapToObj(i -> times(x[i], weights[i])).toArray(double[][]::new);
        double[] wy = Arrays.stream(in).mapToDouble(i -> y[i] * weights[i]).toArray();
        if (in.length <= x[0].length) {
            throw new IllegalArgumentException("there are no more people than coefficients");
        }
        double[] beta = vertex(wx, wy, tau, new Interior(wx, wy, tau).solve());
        return new Fit(tau, beta, errors(wx, wy, tau, beta), loss(wx, wy, tau, beta));
    }

    private static void require(double[][] x, double[] y, double[] weights, double tau) {
        boolean finite = Arrays.stream(x).allMatch(row -> Arrays.stream(row).allMatch(Double::isFinite))
                && Arrays.stream(y).allMatch(Double::isFinite);
        if (!(tau > 0 && tau < 1) || !finite || x.length == 0 || x.length != y.length || y.length != weights.length) {
            throw new IllegalArgumentException("a quantile lies between 0 and 1, and rows are as many and finite");
        }
        if (Arrays.stream(weights).anyMatch(w -> !(w >= 0) || Double.isInfinite(w))) {
            throw new IllegalArgumentException("weights are finite and not negative");
        }
    }

    private static double[] times(double[] v, double factor) {
        return Arrays.stream(v).map(a -> a * factor).toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double loss(double[][] x, double[] y, double tau, double[] beta) {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            double u = y[i] - dot(x[i], beta);
            sum += u * (u < 0 ? tau - 1 : tau);
        }
        return sum;
    }

    /** X′ diag(q) X. */
    private static Matrix gram(double[][] x, double[] q) {
        int p = x[0].length;
        double[][] out = new double[p][p];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < p; j++) {
                double v = q[i] * x[i][j];
                for (int k = 0; k <= j; k++) {
                    out[j][k] += v * x[i][k];
                }
            }
        }
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < j; k++) {
                out[k][j] = out[j][k];
            }
        }
        return Matrix.of(out);
    }

    /** The basic solution through the people with the smallest residuals, unless it is worse. */
    private static double[] vertex(double[][] x, double[] y, double tau, double[] beta) {
        int p = beta.length;
        List<Integer> near = IntStream.range(0, y.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> Math.abs(y[i] - dot(x[i], beta))))
                .limit(40L * p)
                .toList();
        double[][] rows = new double[p][];
        double[] values = new double[p];
        int n = 0;
        for (int i : near) {
            if (n < p && independent(rows, n, x[i])) {
                rows[n] = x[i];
                values[n++] = y[i];
            }
        }
        if (n < p) {
            return beta;
        }
        double[] exact = solve(rows, values);
        double before = loss(x, y, tau, beta);
        return loss(x, y, tau, exact) <= before * (1 + 1e-9) + 1e-300 ? exact : beta;
    }

    private static boolean independent(double[][] rows, int n, double[] row) {
        double[][] all = Arrays.copyOf(rows, n + 1);
        all[n] = row;
        double[][] cross = new double[n + 1][n + 1];
        for (int i = 0; i <= n; i++) {
            for (int j = 0; j <= n; j++) {
                cross[i][j] = dot(all[i], all[j]);
            }
        }
        return Cholesky.of(Matrix.of(cross)).fullRank();
    }

    /** Gaussian elimination with row pivots. */
    private static double[] solve(double[][] rows, double[] values) {
        int p = values.length;
        double[][] a = new double[p][];
        for (int i = 0; i < p; i++) {
            a[i] = Arrays.copyOf(rows[i], p + 1);
            a[i][p] = values[i];
        }
        for (int c = 0; c < p; c++) {
            int best = c;
            for (int r = c + 1; r < p; r++) {
                best = Math.abs(a[r][c]) > Math.abs(a[best][c]) ? r : best;
            }
            double[] pivot = a[best];
            a[best] = a[c];
            a[c] = pivot;
            for (int r = 0; r < p; r++) {
                double f = r == c ? 0 : a[r][c] / pivot[c];
                for (int k = c; f != 0 && k <= p; k++) {
                    a[r][k] -= f * pivot[k];
                }
            }
        }
        double[] out = new double[p];
        Arrays.setAll(out, i -> a[i][p] / a[i][i]);
        return out;
    }

    private static double[] errors(double[][] x, double[] y, double tau, double[] beta) {
        int n = y.length;
        double[] u = new double[n];
        Arrays.setAll(u, i -> y[i] - dot(x[i], beta));
        double h = bandwidth(tau, n);
        while (tau - h < 0 || tau + h > 1) {
            h /= 2;
        }
        double width = (quantile(tau + h) - quantile(tau - h)) * Math.min(sd(u), iqr(u) / IQR_OF_NORMAL);
        double[] f =
                Arrays.stream(u).map(v -> NORMAL.density(v / width) / width).toArray();
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        int p = beta.length;
        Cholesky bread = Cholesky.of(gram(x, f));
        if (!(width > 0) || !bread.fullRank()) {
            return filled(p, Double.NaN);
        }
        Matrix inverse = bread.inverse();
        Matrix covariance = inverse.times(gram(x, ones)).times(inverse).times(tau * (1 - tau));
        return Arrays.stream(covariance.diagonal()).map(Math::sqrt).toArray();
    }

    private static double[] filled(int n, double value) {
        double[] out = new double[n];
        Arrays.fill(out, value);
        return out;
    }

    private static double quantile(double p) {
        return NORMAL.inverseCumulativeProbability(p);
    }

    /** Hall and Sheather, for tests at 5 %. */
    private static double bandwidth(double tau, int n) {
        double x = quantile(tau);
        double f = NORMAL.density(x);
        return Math.pow(n, -1.0 / 3)
                * Math.pow(quantile(SIGNIFICANCE), 2.0 / 3)
                * Math.cbrt(1.5 * f * f / (2 * x * x + 1));
    }

    private static double sd(double[] v) {
        double mean = Arrays.stream(v).average().orElse(0);
        return Math.sqrt(Arrays.stream(v).map(a -> (a - mean) * (a - mean)).sum() / (v.length - 1));
    }

    /** Quartiles of type 7. */
    private static double iqr(double[] v) {
        double[] s = v.clone();
        Arrays.sort(s);
        return at(s, 0.75) - at(s, 0.25);
    }

    private static double at(double[] sorted, double p) {
        double h = (sorted.length - 1) * p;
        int low = (int) Math.floor(h);
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (h - low) * (sorted[high] - sorted[low]);
    }

    /** The dual programme: max y′a with X′a = (1 − τ) X′1 and 0 ≤ a ≤ 1, by Mehrotra's predictor and corrector; the coefficients are its multipliers. */
    private static final class Interior {
        private final double[][] x;
        private final double[] y;
        private final int n;
        private final double[] a;
        private final double[] s;
        private final double[] z;
        private final double[] w;
        private final double[] beta;

        Interior(double[][] x, double[] y, double tau) {
            this.x = x;
            this.y = y;
            n = y.length;
            a = filled(n, 1 - tau);
            s = filled(n, tau);
            z = new double[n];
            w = new double[n];
            Cholesky normal = Cholesky.of(gram(x, filled(n, 1)));
            if (!normal.fullRank()) {
                throw new IllegalArgumentException("columns depend on each other");
            }
            beta = normal.solve(cross(y));
            double scale = Arrays.stream(y).map(Math::abs).average().orElse(1) + 1e-300;
            for (int i = 0; i < n; i++) {
                double r = dot(x[i], beta) - y[i];
                z[i] = Math.max(r, 0) + 1e-3 * scale;
                w[i] = z[i] - r;
            }
        }

        private double[] cross(double[] v) {
            double[] out = new double[x[0].length];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < out.length; j++) {
                    out[j] += x[i][j] * v[i];
                }
            }
            return out;
        }

        double[] solve() {
            double size = Arrays.stream(y).map(Math::abs).sum() + NOTHING;
            double gap = gap();
            for (int step = 0; step < STEPS && gap > GAP * size; step++) {
                if (!step(gap)) {
                    break;
                }
                gap = gap();
            }
            if (!(gap <= ENOUGH * size)) {
                throw new IllegalArgumentException("the regression did not converge");
            }
            return beta;
        }

        private double gap() {
            return dot(z, a) + dot(w, s);
        }

        /** q, and the moves of all unknowns for given second-order and centring terms. */
        private final class Move {
            private final double[] da = new double[n];
            private final double[] dz = new double[n];
            private final double[] dw = new double[n];
            private final double[] db;

            /** @param predictor the move without centring, whose products are corrected for */
            Move(double[] q, Cholesky normal, double mu, Optional<Move> predictor) {
                double[] r = new double[n];
                for (int i = 0; i < n; i++) {
                    double centre = mu * (1 / a[i] - 1 / s[i]);
                    r[i] = z[i]
                            - w[i]
                            - centre
                            + product(predictor, i, true) / a[i]
                            - product(predictor, i, false) / s[i];
                }
                double[] qr = new double[n];
                Arrays.setAll(qr, i -> q[i] * r[i]);
                db = normal.solve(cross(qr));
                for (int i = 0; i < n; i++) {
                    da[i] = q[i] * (dot(x[i], db) - r[i]);
                    double up = product(predictor, i, true);
                    double down = product(predictor, i, false);
                    dz[i] = mu / a[i] - z[i] - z[i] * da[i] / a[i] - up / a[i];
                    dw[i] = mu / s[i] - w[i] + w[i] * da[i] / s[i] - down / s[i];
                }
            }

            /** da·dz, or ds·dw with ds = −da. */
            private static double product(Optional<Move> predictor, int i, boolean lower) {
                return predictor
                        .map(m -> lower ? m.da[i] * m.dz[i] : -m.da[i] * m.dw[i])
                        .orElse(0.0);
            }

            double primal() {
                double f = 1 / SHORT;
                for (int i = 0; i < n; i++) {
                    f = da[i] < 0 ? Math.min(f, -a[i] / da[i]) : da[i] > 0 ? Math.min(f, s[i] / da[i]) : f;
                }
                return Math.min(1, SHORT * f);
            }

            double dual() {
                double f = 1 / SHORT;
                for (int i = 0; i < n; i++) {
                    f = dz[i] < 0 ? Math.min(f, -z[i] / dz[i]) : f;
                    f = dw[i] < 0 ? Math.min(f, -w[i] / dw[i]) : f;
                }
                return Math.min(1, SHORT * f);
            }
        }

        /** False when the equations can no longer be solved: where more than one answer is best they are singular in the end. */
        private boolean step(double gap) {
            double[] q = new double[n];
            Arrays.setAll(q, i -> 1 / (z[i] / a[i] + w[i] / s[i]));
            Cholesky normal = Cholesky.of(gram(x, q), 0);
            if (!normal.fullRank()) {
                return false;
            }
            Move m = new Move(q, normal, 0, Optional.empty());
            double fp = m.primal();
            double fd = m.dual();
            if (Math.min(fp, fd) < 1) {
                double after = 0;
                for (int i = 0; i < n; i++) {
                    after += (z[i] + fd * m.dz[i]) * (a[i] + fp * m.da[i]);
                    after += (w[i] + fd * m.dw[i]) * (s[i] - fp * m.da[i]);
                }
                double mu = gap * Math.pow(after / gap, 3) / (2 * n);
                m = new Move(q, normal, mu, Optional.of(m));
                fp = m.primal();
                fd = m.dual();
            }
            if (!Arrays.stream(m.db).allMatch(Double::isFinite)
                    || !Arrays.stream(m.da).allMatch(Double::isFinite)) {
                return false;
            }
            for (int i = 0; i < n; i++) {
                a[i] += fp * m.da[i];
                s[i] -= fp * m.da[i];
                z[i] += fd * m.dz[i];
                w[i] += fd * m.dw[i];
            }
            for (int j = 0; j < beta.length; j++) {
                beta[j] -= fd * m.db[j];
            }
            return true;
        }
    }
}
