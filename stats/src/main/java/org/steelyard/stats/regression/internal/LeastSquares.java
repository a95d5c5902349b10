package org.steelyard.stats.regression.internal;

import java.util.Optional;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.CrossProduct;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.NormalEquations;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.linear.Rank;
import org.steelyard.stats.regression.LinearFit;

/** Weighted least squares. */
public final class LeastSquares {

    private static final int CORRECTIONS = 2;

    private LeastSquares() {}

    public static LinearFit fit(DesignMatrix x, double[] y, Optional<double[]> given, Numerics numerics) {
        Inputs.requireLength("outcome", y, x.rows());
        Inputs.requireWithin("outcome", y, -Double.MAX_VALUE, Double.MAX_VALUE);
        Inputs.requireRows(x);
        double[] w = Inputs.weights(given, x.rows());
        NormalEquations equations = x.normalEquations(w, product(w, y), numerics);
        Cholesky factor = Cholesky.of(equations.cross());
        Rank.require(x, factor);
        double[] b = factor.solve(equations.right());
        for (int i = 0; i < CORRECTIONS; i++) {
            double[] step = factor.solve(x.transposeTimes(product(w, residuals(x, y, b, numerics)), numerics));
            for (int j = 0; j < b.length; j++) {
                b[j] += step[j];
            }
        }
        return summarise(x, y, w, b, factor.inverse(), numerics);
    }

    private static LinearFit summarise(
            DesignMatrix x, double[] y, double[] w, double[] b, Matrix bread, Numerics numerics) {
        double[] fitted = x.times(b, numerics);
        double[] residuals = new double[y.length];
        int counted = 0;
        double rss = 0;
        for (int i = 0; i < y.length; i++) {
            residuals[i] = y[i] - fitted[i];
            rss += w[i] * residuals[i] * residuals[i];
            counted += w[i] > 0 ? 1 : 0;
        }
        int df = counted - x.columns();
        double variance = df > 0 ? rss / df : Double.NaN;
        return new LinearFit(
                x.terms(),
                b,
                bread.times(variance),
                bread,
                Math.sqrt(variance),
                1 - rss / totalSquares(y, w, x.hasIntercept()),
                df,
                fitted,
                residuals,
                product(w, residuals),
                CrossProduct.of(numerics.kernel()).id());
    }

    private static double totalSquares(double[] y, double[] w, boolean aboutMean) {
        double sumW = 0;
        double sumWy = 0;
        for (int i = 0; i < y.length; i++) {
            sumW += w[i];
            sumWy += w[i] * y[i];
        }
        double centre = aboutMean ? sumWy / sumW : 0;
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += w[i] * (y[i] - centre) * (y[i] - centre);
        }
        return sum;
    }

    private static double[] residuals(DesignMatrix x, double[] y, double[] b, Numerics numerics) {
        double[] r = x.times(b, numerics);
        for (int i = 0; i < r.length; i++) {
            r[i] = y[i] - r[i];
        }
        return r;
    }

    private static double[] product(double[] a, double[] b) {
        double[] c = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            c[i] = a[i] * b[i];
        }
        return c;
    }
}
