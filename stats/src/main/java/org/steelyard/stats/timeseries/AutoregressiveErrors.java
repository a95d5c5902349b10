package org.steelyard.stats.timeseries;

import java.util.Arrays;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.PositiveDefinite;

/**
 * Kenward and Roger's [1] small-sample errors of generalised least squares whose errors follow a first-order autoregression with estimated ρ and σ²: the covariance
 * Φ = (X'V⁻¹X)⁻¹ enlarged by what the estimation of ρ adds, Φ + 2Φ Σ_ij w_ij (Q_ij − P_iΦP_j − R_ij/4) Φ, and for each combination c'b Satterthwaite's degrees of freedom
 * 2(c'Φc)² / (g'wg), g_i = −c'ΦP_iΦc. w is the inverse of the expected restricted information of (σ², ρ).
 *
 * <p>V⁻¹ = T(ρ)/σ² with T tridiagonal, so that every product is linear in the length. With one block V = σ²T⁻¹; blocks (a series and its control) are independent and share both
 * parameters.
 *
 * <ol>
 *   <li>Kenward and Roger, Biometrics 1997;53:983-997, doi:10.2307/2533558.
 * </ol>
 */
final class AutoregressiveErrors implements CoefficientErrors {

    /** P_i = X'(∂V⁻¹)X of the two parameters, in the order σ², ρ. */
    private final Matrix[] first;

    private final Matrix model;
    private final Matrix adjusted;
    private final Matrix parameters;

    private AutoregressiveErrors(Matrix model, Matrix[] first, Matrix parameters, Matrix adjusted) {
        this.model = model;
        this.first = first;
        this.parameters = parameters;
        this.adjusted = adjusted;
    }

    /** @param length of one block; {@code rho} in (−1, 1), {@code variance} of the innovations */
    static AutoregressiveErrors of(DesignMatrix x, int length, double rho, double variance) {
        Band band = new Band(length, rho);
        double[][] columns = new double[x.columns()][];
        Arrays.setAll(columns, x::column);
        double[][] once = map(columns, band::slope);
        Matrix inner = products(columns, map(columns, band::inverse));
        Matrix slope = products(columns, once);
        Matrix bend = products(columns, map(columns, band::bend));
        Matrix both = products(once, map(once, band::covariance));
        double s = variance;
        Matrix phi = PositiveDefinite.inverse(inner, "series").times(s);
        Matrix[] p = {inner.times(-1 / (s * s)), slope.times(1 / s)};
        Matrix[][] q = {
            {inner.times(1 / (s * s * s)), slope.times(-1 / (s * s))},
            {slope.times(-1 / (s * s)), both.times(1 / s)}
        };
        Matrix[][] r = {
            {inner.times(0), slope.times(-1 / (s * s))},
            {slope.times(-1 / (s * s)), both.times(2 / s).minus(bend.times(1 / s))}
        };
        double[] trace = band.traces(x.rows() / length, s);
        Matrix w = PositiveDefinite.inverse(information(trace, phi, p, q), "autocorrelation");
        Matrix sum = Matrix.zero(phi.rows(), phi.rows());
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                Matrix term = q[i][j].minus(p[i].times(phi).times(p[j])).minus(r[i][j].times(0.25));
                sum = sum.plus(term.times(w.at(i, j)));
            }
        }
        Matrix adjusted = phi.plus(phi.times(sum).times(phi).times(2));
        return new AutoregressiveErrors(phi, p, w, adjusted);
    }

    /** Expected restricted information of (σ², ρ): half of tr(V⁻¹V_iV⁻¹V_j) − tr(2ΦQ_ij − ΦP_iΦP_j). */
    private static Matrix information(double[] trace, Matrix phi, Matrix[] p, Matrix[][] q) {
        double[] values = new double[4];
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                double lost = 2 * trace(phi.times(q[i][j]))
                        - trace(phi.times(p[i]).times(phi).times(p[j]));
                values[2 * i + j] = 0.5 * (trace[i + j] - lost);
            }
        }
        return Matrix.of(2, 2, values);
    }

    private static double trace(Matrix m) {
        return Arrays.stream(m.diagonal()).sum();
    }

    private interface Operator {
        double[] of(double[] v);
    }

    private static double[][] map(double[][] columns, Operator operator) {
        return Arrays.stream(columns).map(operator::of).toArray(double[][]::new);
    }

    private static Matrix products(double[][] left, double[][] right) {
        int p = left.length;
        double[] values = new double[p * p];
        for (int a = 0; a < p; a++) {
            for (int b = 0; b < p; b++) {
                for (int i = 0; i < left[a].length; i++) {
                    values[a * p + b] += left[a][i] * right[b][i];
                }
            }
        }
        return Matrix.of(p, p, values);
    }

    /** The tridiagonal T(ρ), its derivatives by ρ, and its inverse, within blocks. */
    private record Band(int length, double rho) {

        double[] inverse(double[] v) {
            return banded(v, 1, 1 + rho * rho, -rho);
        }

        double[] slope(double[] v) {
            return banded(v, 0, 2 * rho, -1);
        }

        double[] bend(double[] v) {
            return banded(v, 0, 2, 0);
        }

        private double[] banded(double[] v, double end, double inside, double beside) {
            double[] out = new double[v.length];
            for (int i = 0; i < v.length; i++) {
                int at = i % length;
                boolean atEnd = at == 0 || at == length - 1;
                out[i] = (atEnd ? end : inside) * v[i];
                out[i] += at > 0 ? beside * v[i - 1] : 0;
                out[i] += at < length - 1 ? beside * v[i + 1] : 0;
            }
            return out;
        }

        /** T⁻¹v: elements ρ^|i−j| / (1 − ρ²), by one recursion in each direction. */
        double[] covariance(double[] v) {
            double[] out = new double[v.length];
            double run = 0;
            for (int i = 0; i < v.length; i++) {
                run = v[i] + (i % length == 0 ? 0 : rho * run);
                out[i] += run;
            }
            for (int i = v.length - 1; i >= 0; i--) {
                run = v[i] + (i % length == length - 1 ? 0 : rho * run);
                out[i] = (out[i] + run - v[i]) / (1 - rho * rho);
            }
            return out;
        }

        /** tr(V⁻¹V_iV⁻¹V_j): of σ² twice, of σ² and ρ, of ρ twice. */
        double[] traces(int blocks, double s) {
            double left = 1 - rho * rho;
            return new double[] {
                blocks * length / (s * s),
                blocks * 2 * rho / (left * s),
                blocks * 2 * ((1 + rho * rho) / (left * left) + (length - 2) / left)
            };
        }
    }

    @Override
    public double variance(double[] combination) {
        return adjusted.quadraticForm(combination);
    }

    @Override
    public double df(double[] combination) {
        double v = model.quadraticForm(combination);
        double[] moved = model.times(combination);
        double[] g = {-first[0].quadraticForm(moved), -first[1].quadraticForm(moved)};
        return Math.max(1, 2 * v * v / parameters.quadraticForm(g));
    }
}
