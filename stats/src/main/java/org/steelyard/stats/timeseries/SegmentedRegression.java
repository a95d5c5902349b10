package org.steelyard.stats.timeseries;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.NamedCoefficients;
import org.steelyard.stats.regression.Family;
import org.steelyard.stats.regression.GeneralizedLinearModel;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.regression.GlmOptions;
import org.steelyard.stats.regression.LinearFit;
import org.steelyard.stats.regression.LinearRegression;

/**
 * Segmented regression of an {@link InterruptedSeries}: least squares with Newey–West errors or after Prais and Winsten, and Poisson with an offset.
 *
 * <p><b>Formula.</b> Newey–West [1]: (X'X)⁻¹ (Ω₀ + Σ_{l=1..L} (1 − l/(L + 1))(Ω_l + Ω_l')) (X'X)⁻¹, Ω_l = Σ_t u_t u_{t−l} x_t x_{t−l}', no small-sample factor, as R's
 * {@code NeweyWest(lag = L, prewhite = FALSE)}. Prais–Winsten [2]: errors u_t = ρu_{t−1} + e_t; ρ = Σ u_t u_{t−1} / Σ u_{t−1}² from the residuals of the untransformed equation, repeated until it settles; the first
 * point is kept with weight √(1 − ρ²). Its covariance is the textbook's, as R's; but residuals understate ρ, so that intervals are built on Kenward and Roger's errors [3] at the restricted likelihood's ρ. Poisson: log link, variance times Pearson's dispersion Σ(y − μ)²/μ/(n − p). With a control series autocorrelation is taken within each.
 *
 * <ol>
 *   <li>Newey and West, Econometrica 1987;55:703-708, doi:10.2307/1913610.
 *   <li>Prais and Winsten, Cowles Commission Discussion Paper 383, 1954.
 *   <li>Kenward and Roger, Biometrics 1997;53:983-997, doi:10.2307/2533558.
 * </ol>
 */
public final class SegmentedRegression {

    private static final int MOST_ROUNDS = 200;
    private static final double EXACT = 1e-12;

    /**
     * @param covariance of the coefficients by the method asked for
     * @param residuals on the scale of the tests: of the outcome, or deviance residuals
     * @param dispersion Pearson's, 1 for linear models
     * @param correlation ρ of a model with autocorrelated errors, NaN otherwise
     * @param errors what intervals are built on: t with n − p degrees of freedom, Kenward and Roger's errors with autocorrelation, normal for counts
     */
    public record Fit(
            List<String> terms,
            double[] coefficients,
            Matrix covariance,
            double[] residuals,
            double[] fitted,
            double[] counterfactual,
            double dispersion,
            double correlation,
            CoefficientErrors errors,
            boolean counts,
            InterruptedSeries series)
            implements NamedCoefficients {

        public Fit {
            terms = List.copyOf(terms);
        }

        /** The change of level: a difference, or a rate ratio for counts; that beyond the control series where there is one. */
        public Estimate level(double confidence) {
            return estimate(series.levelTerm(), confidence);
        }

        public Estimate slope(double confidence) {
            return estimate(series.slopeTerm(), confidence);
        }

        private Estimate estimate(String term, double confidence) {
            double[] combination = new double[coefficients.length];
            combination[indexOf(term)] = 1;
            return estimate(combination, confidence);
        }

        private Estimate estimate(double[] combination, double confidence) {
            double value = 0;
            for (int j = 0; j < combination.length; j++) {
                value += combination[j] * coefficients[j];
            }
            double se = Math.sqrt(errors.variance(combination));
            return counts
                    ? Estimate.ratio(value, se, confidence)
                    : Estimate.student(value, se, confidence, errors.df(combination));
        }

        /** Effect at a point after the change: level + slope · (t − origin), carried back for counts. */
        public Estimate effectAt(int point, double confidence) {
            double[] combination = new double[coefficients.length];
            combination[indexOf(series.levelTerm())] = 1;
            if (series.slopeChanges()) {
                combination[indexOf(series.slopeTerm())] = series.time()[point] - series.slopeOrigin();
            }
            return estimate(combination, confidence);
        }
    }

    private SegmentedRegression() {}

    /** @param lag L; 0 gives White's errors */
    public static Fit neweyWest(InterruptedSeries series, int lag) {
        DesignMatrix x = series.design(false);
        LinearFit fit = LinearRegression.withDefaults().fit(x, series.response());
        Matrix v = neweyWest(x, fit, lag, series.outcome().length);
        return linear(series, fit, v, Double.NaN);
    }

    /** Classical least-squares errors. */
    public static Fit leastSquares(InterruptedSeries series) {
        LinearFit fit = LinearRegression.withDefaults().fit(series.design(false), series.response());
        return linear(series, fit, fit.covariance(), Double.NaN);
    }

    private static Fit linear(InterruptedSeries series, LinearFit fit, Matrix v, double rho) {
        return new Fit(
                fit.terms(),
                fit.coefficients(),
                v,
                fit.residuals(),
                fit.fitted(),
                series.design(true).times(fit.coefficients()),
                1,
                rho,
                CoefficientErrors.of(v, fit.residualDegreesOfFreedom()),
                false,
                series);
    }

    private static Matrix neweyWest(DesignMatrix x, LinearFit fit, int lag, int length) {
        int p = x.columns();
        double[][] u = new double[x.rows()][];
        for (int i = 0; i < u.length; i++) {
            u[i] = x.row(i);
            for (int j = 0; j < p; j++) {
                u[i][j] *= fit.residuals()[i];
            }
        }
        double[] meat = new double[p * p];
        for (int i = 0; i < u.length; i++) {
            for (int l = 0; l <= lag && l <= i % length; l++) {
                double w = 1 - l / (lag + 1.0);
                for (int a = 0; a < p; a++) {
                    for (int b = 0; b < p; b++) {
                        double product = u[i][a] * u[i - l][b];
                        meat[a * p + b] += l == 0 ? product : w * product;
                        meat[b * p + a] += l == 0 ? 0 : w * product;
                    }
                }
            }
        }
        return fit.bread().times(Matrix.of(p, p, meat)).times(fit.bread());
    }

    public static Fit praisWinsten(InterruptedSeries series) {
        DesignMatrix x = series.design(false);
        double[] y = series.response();
        int length = series.outcome().length;
        LinearFit fit = LinearRegression.withDefaults().fit(x, y);
        double[] b = fit.coefficients();
        requireResiduals(residuals(x, y, b), y);
        double rho = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double next = correlation(residuals(x, y, b), length);
            if (!(Math.abs(next) < 1)) {
                break;
            }
            fit = LinearRegression.withDefaults().fit(transformed(x, next, length), transformed(y, next, length));
            b = fit.coefficients();
            if (Math.abs(next - rho) < 1e-12) {
                return praisFit(series, fit, next, smallSample(series, likelyCorrelation(series)));
            }
            rho = next;
        }
        throw SteelyardException.of(
                NumericError.NOT_CONVERGED,
                Place.field("autocorrelation"),
                Text.of("自相关系数未收敛或达到 1", "the autocorrelation did not settle or reached 1"),
                Text.of("改用 Newey–West 标准误或对序列取差分", "use Newey–West errors, or differences of the series"));
    }

    /**
     * Errors u_t = ρu_{t−1} + e_t with ρ by restricted maximum likelihood: −½((n − p) log RSS(ρ) + log|Z'Z| − s log(1 − ρ²)), Z the transformed design and s the number of series. Less biased
     * towards 0 than Prais and Winsten's ρ in series of usual length, as R's {@code gls(correlation = corAR1(), method = "REML")}. The covariance is that of {@code gls}; intervals use Kenward and Roger's errors, which gls does not.
     */
    public static Fit restrictedLikelihood(InterruptedSeries series) {
        DesignMatrix x = series.design(false);
        double[] y = series.response();
        requireResiduals(
                residuals(x, y, LinearRegression.withDefaults().fit(x, y).coefficients()), y);
        double rho = likelyCorrelation(series);
        return praisFit(series, transformedFit(series, rho), rho, smallSample(series, rho));
    }

    /** A series that lies on its segments to the last digit has nothing whose autocorrelation could be estimated. */
    private static void requireResiduals(double[] residual, double[] y) {
        double most = Arrays.stream(residual).map(Math::abs).max().orElse(0);
        double size = Arrays.stream(y).map(Math::abs).max().orElse(0);
        if (most <= EXACT * size) {
            throw DesignError.NO_SOLUTION.at(
                    "autocorrelation",
                    Text.of(
                            "序列与分段直线完全吻合（或没有变化），没有残差可用于估计自相关",
                            "the series lies exactly on its segments, or never varies: there are no residuals whose autocorrelation could be estimated"),
                    Text.of(
                            "核对数据是否为真实观察值；如是，用 least-squares",
                            "check that these are observations; if so, use least-squares"));
        }
    }

    private static LinearFit transformedFit(InterruptedSeries series, double rho) {
        int length = series.outcome().length;
        return LinearRegression.withDefaults()
                .fit(transformed(series.design(false), rho, length), transformed(series.response(), rho, length));
    }

    /** Errors that allow for ρ's having been estimated. */
    private static CoefficientErrors smallSample(InterruptedSeries series, double rho) {
        double sigma = transformedFit(series, rho).sigma();
        return AutoregressiveErrors.of(series.design(false), series.outcome().length, rho, sigma * sigma);
    }

    private static double likelyCorrelation(InterruptedSeries series) {
        DesignMatrix x = series.design(false);
        double[] y = series.response();
        int length = series.outcome().length;
        DoubleUnaryOperator criterion = rho -> {
            LinearFit fit =
                    LinearRegression.withDefaults().fit(transformed(x, rho, length), transformed(y, rho, length));
            int df = fit.residualDegreesOfFreedom();
            double logDeterminant = -Cholesky.of(fit.bread()).logDeterminant();
            double seriesCount = (double) y.length / length;
            return df * Math.log(fit.sigma() * fit.sigma() * df)
                    + logDeterminant
                    - seriesCount * Math.log1p(-rho * rho);
        };
        return minimum(criterion);
    }

    /** On a grid first, for the criterion may have more than one valley; then by golden section. */
    private static double minimum(DoubleUnaryOperator f) {
        double best = 0;
        for (int k = -19; k <= 19; k++) {
            best = f.applyAsDouble(k / 20.0) < f.applyAsDouble(best) ? k / 20.0 : best;
        }
        double low = Math.max(-0.9999, best - 0.05);
        double high = Math.min(0.9999, best + 0.05);
        double golden = (Math.sqrt(5) - 1) / 2;
        for (int i = 0; i < 60; i++) {
            double a = high - golden * (high - low);
            double b = low + golden * (high - low);
            if (f.applyAsDouble(a) < f.applyAsDouble(b)) {
                high = b;
            } else {
                low = a;
            }
        }
        return (low + high) / 2;
    }

    private static Fit praisFit(InterruptedSeries series, LinearFit fit, double rho, CoefficientErrors errors) {
        double[] y = series.response();
        double[] residuals = residuals(series.design(false), y, fit.coefficients());
        double[] fitted = new double[y.length];
        Arrays.setAll(fitted, i -> y[i] - residuals[i]);
        return new Fit(
                fit.terms(),
                fit.coefficients(),
                fit.covariance(),
                fit.residuals(),
                fitted,
                series.design(true).times(fit.coefficients()),
                1,
                rho,
                errors,
                false,
                series);
    }

    private static double[] residuals(DesignMatrix x, double[] y, double[] b) {
        double[] r = x.times(b);
        for (int i = 0; i < r.length; i++) {
            r[i] = y[i] - r[i];
        }
        return r;
    }

    private static double correlation(double[] u, int length) {
        double top = 0;
        double bottom = 0;
        for (int i = 0; i < u.length; i++) {
            if (i % length > 0) {
                top += u[i] * u[i - 1];
                bottom += u[i - 1] * u[i - 1];
            }
        }
        return top / bottom;
    }

    private static double[] transformed(double[] v, double rho, int length) {
        double[] t = new double[v.length];
        for (int i = 0; i < v.length; i++) {
            t[i] = i % length == 0 ? Math.sqrt(1 - rho * rho) * v[i] : v[i] - rho * v[i - 1];
        }
        return t;
    }

    private static DesignMatrix transformed(DesignMatrix x, double rho, int length) {
        double[][] columns = new double[x.columns()][];
        for (int j = 0; j < columns.length; j++) {
            columns[j] = transformed(x.column(j), rho, length);
        }
        return DesignMatrix.of(x.terms(), columns);
    }

    /**
     * @param exposure person-time or population, above 0, of the rows (the control's after the series')
     * @param scaled whether standard errors grow with the dispersion; false takes counts as Poisson
     */
    public static Fit poisson(InterruptedSeries series, Optional<double[]> exposure, boolean scaled) {
        DesignMatrix x = series.design(false);
        double[] y = series.response();
        exposure.ifPresent(e -> Checks.sameLength(y.length, e.length));
        Optional<double[]> offset =
                exposure.map(e -> Arrays.stream(e).map(Math::log).toArray());
        GlmFit fit = GeneralizedLinearModel.of(Family.POISSON)
                .with(GlmOptions.defaults().withTolerance(1e-12))
                .fit(x, y, Optional.empty(), offset);
        double pearson = 0;
        double[] residuals = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            double mu = fit.fitted()[i];
            pearson += (y[i] - mu) * (y[i] - mu) / mu;
            double deviance = 2 * ((y[i] > 0 ? y[i] * Math.log(y[i] / mu) : 0) - (y[i] - mu));
            residuals[i] = Math.signum(y[i] - mu) * Math.sqrt(Math.max(0, deviance));
        }
        double dispersion = pearson / (y.length - x.columns());
        double[] counterfactual = series.design(true).times(fit.coefficients());
        for (int i = 0; i < counterfactual.length; i++) {
            counterfactual[i] = Math.exp(counterfactual[i] + (offset.isPresent() ? offset.get()[i] : 0));
        }
        return new Fit(
                fit.terms(),
                fit.coefficients(),
                fit.covariance().times(scaled ? dispersion : 1),
                residuals,
                fit.fitted(),
                counterfactual,
                dispersion,
                Double.NaN,
                CoefficientErrors.of(fit.covariance().times(scaled ? dispersion : 1), Double.POSITIVE_INFINITY),
                true,
                series);
    }
}
