package org.steelyard.economics.decision.internal;

import java.util.Arrays;

/**
 * Natural cubic regression spline of one variable, written by its values at knots, which lie at quantiles of the distinct values.
 *
 * <p>Between neighbours f(x) = a⁻β_j + a⁺β_{j+1} + c⁻δ_j + c⁺δ_{j+1} with second derivatives δ = Fβ, and straight beyond the outer knots. The penalty β′Sβ is the integral of the squared second derivative.
 * Reference: Wood. Generalized Additive Models. 2nd ed. CRC 2017, section 5.3.1, doi:10.1201/9781315370279.
 */
final class CubicBasis {

    private final double[] knots;
    private final double[][] second;
    private final double[][] penalty;

    private CubicBasis(double[] knots) {
        this.knots = knots;
        int k = knots.length;
        second = new double[k][k];
        penalty = new double[k][k];
        if (k > 2) {
            bend();
        }
    }

    /** @param most knots at most; fewer where there are fewer distinct values */
    static CubicBasis on(double[] x, int most) {
        double[] distinct = Arrays.stream(x).sorted().distinct().toArray();
        int k = Math.min(most, distinct.length);
        double[] knots = new double[k];
        double step = k > 1 ? (distinct.length - 1.0) / (k - 1) : 0;
        for (int j = 0; j < k; j++) {
            double at = j == k - 1 ? distinct.length - 1 : step * j;
            int low = (int) at;
            int high = Math.min(low + 1, distinct.length - 1);
            knots[j] = distinct[low] + (at - low) * (distinct[high] - distinct[low]);
        }
        return new CubicBasis(knots);
    }

    int size() {
        return knots.length;
    }

    double[][] penalty() {
        return penalty;
    }

    private double gap(int j) {
        return knots[j + 1] - knots[j];
    }

    /** F = B⁻¹D bordered by zeros, and S = D′B⁻¹D. */
    private void bend() {
        int inner = knots.length - 2;
        double[][] b = new double[inner][inner];
        double[][] d = new double[inner][knots.length];
        for (int i = 0; i < inner; i++) {
            d[i][i] = 1 / gap(i);
            d[i][i + 1] = -1 / gap(i) - 1 / gap(i + 1);
            d[i][i + 2] = 1 / gap(i + 1);
            b[i][i] = (gap(i) + gap(i + 1)) / 3;
            if (i + 1 < inner) {
                b[i][i + 1] = gap(i + 1) / 6;
                b[i + 1][i] = b[i][i + 1];
            }
        }
        double[][] lower = Symmetric.cholesky(b);
        for (int c = 0; c < knots.length; c++) {
            double[] column = new double[inner];
            for (int i = 0; i < inner; i++) {
                column[i] = d[i][c];
            }
            double[] solved = Symmetric.solve(lower, column);
            for (int i = 0; i < inner; i++) {
                second[i + 1][c] = solved[i];
            }
        }
        for (int r = 0; r < knots.length; r++) {
            for (int c = 0; c < knots.length; c++) {
                for (int i = 0; i < inner; i++) {
                    penalty[r][c] += d[i][r] * second[i + 1][c];
                }
            }
        }
    }

    /** Values of the basis at a point. */
    double[] at(double x) {
        int last = knots.length - 1;
        double[] out = new double[knots.length];
        if (last == 0) {
            out[0] = 1;
        } else if (x < knots[0]) {
            beyond(out, 0, x);
        } else if (x > knots[last]) {
            beyond(out, last, x);
        } else {
            within(out, x);
        }
        return out;
    }

    private void within(double[] out, double x) {
        int found = Arrays.binarySearch(knots, x);
        int j = Math.min(found >= 0 ? found : -found - 2, knots.length - 2);
        double h = gap(j);
        double left = knots[j + 1] - x;
        double right = x - knots[j];
        out[j] += left / h;
        out[j + 1] += right / h;
        double before = (left * left * left / h - h * left) / 6;
        double after = (right * right * right / h - h * right) / 6;
        for (int c = 0; c < out.length; c++) {
            out[c] += before * second[j][c] + after * second[j + 1][c];
        }
    }

    private void beyond(double[] out, int end, double x) {
        int j = end == 0 ? 0 : end - 1;
        double h = gap(j);
        double step = x - knots[end];
        out[end] += 1;
        out[j] -= step / h;
        out[j + 1] += step / h;
        for (int c = 0; c < out.length; c++) {
            double curvature = end == 0 ? -second[j + 1][c] : second[j][c];
            out[c] += step * h / 6 * curvature;
        }
    }
}
