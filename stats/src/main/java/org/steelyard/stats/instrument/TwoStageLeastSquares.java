package org.steelyard.stats.instrument;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.FDistribution;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.inference.ChiSquared;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.internal.Sums;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.regression.LinearFit;
import org.steelyard.stats.regression.LinearRegression;

/**
 * Linear regression with instruments by two-stage least squares.
 *
 * <p><b>Estimand.</b> The coefficient of an endogenous treatment; with one binary instrument and no defiers the effect in those whom the instrument moves (LATE) [1]. <b>Assumptions</b>: the
 * instrument is as good as random given the exogenous terms, acts through the treatment alone (not testable with as many instruments as treatments) and moves it strongly.
 *
 * <p><b>Formula.</b> β = (X̂'X̂)⁻¹X̂'y, X̂ the projection of X on exogenous terms and instruments; residuals from X itself; classical covariance s²(X̂'X̂)⁻¹, s² with n − k, or White's. <b>Tests</b>
 * as R's {@code ivreg}: first-stage F of the instruments, per endogenous term (below about 10, weak [2]); Wu–Hausman F of first-stage residuals in the outcome equation; Sargan's n R² of
 * the residuals on the instruments, with as many degrees of freedom as instruments are to spare. {@link #andersonRubin} is right however weak the instruments [3].
 *
 * <ol>
 *   <li>Angrist, Imbens, Rubin, J Am Stat Assoc 1996;91:444-455, doi:10.1080/01621459.1996.10476902.
 *   <li>Staiger and Stock, Econometrica 1997;65:557-586, doi:10.2307/2171753.
 *   <li>Anderson and Rubin, Ann Math Stat 1949;20:46-63, doi:10.1214/aoms/1177730090.
 * </ol>
 */
public final class TwoStageLeastSquares {

    /** One array per term; the intercept is added. */
    public record Data(
            double[] outcome,
            List<String> endogenous,
            double[][] endogenousColumns,
            List<String> exogenous,
            double[][] exogenousColumns,
            List<String> instruments,
            double[][] instrumentColumns) {

        public Data {
            endogenous = List.copyOf(endogenous);
            exogenous = List.copyOf(exogenous);
            instruments = List.copyOf(instruments);
            Checks.finite("outcome", outcome);
            Checks.sameLength(endogenous.size(), endogenousColumns.length);
            Checks.sameLength(exogenous.size(), exogenousColumns.length);
            Checks.sameLength(instruments.size(), instrumentColumns.length);
            if (instruments.size() < endogenous.size() || endogenous.isEmpty()) {
                throw DesignError.UNDERIDENTIFIED.at(
                        "instruments",
                        Text.of("工具变量少于内生变量，模型不可识别", "there are fewer instruments than endogenous terms"),
                        Text.of("增加工具变量或减少内生变量", "add instruments, or take fewer endogenous terms"));
            }
        }
    }

    /** An F-test. */
    public record FTest(double statistic, double df1, double df2, double p) {
        static FTest of(double statistic, double df1, double df2) {
            return new FTest(
                    statistic, df1, df2, FDistribution.of(df1, df2).survivalProbability(Math.max(0, statistic)));
        }
    }

    /** Which errors a result uses. */
    public enum Errors {
        CLASSICAL,
        HC0,
        HC1
    }

    /**
     * @param terms intercept, exogenous, endogenous
     * @param weak first-stage F per endogenous term; @param sargan df 0 when exactly identified
     */
    public record Fit(
            List<String> terms,
            double[] coefficients,
            Matrix covariance,
            double sigma,
            double[] residuals,
            List<FTest> weak,
            FTest wuHausman,
            ChiSquared sargan,
            int rows) {
        public Fit {
            terms = List.copyOf(terms);
            weak = List.copyOf(weak);
        }

        public Estimate estimate(String term, double level) {
            int i = terms.indexOf(term);
            return Estimate.student(
                    coefficients[i], Math.sqrt(covariance.at(i, i)), level, (double) rows - terms.size());
        }
    }

    private TwoStageLeastSquares() {}

    public static Fit fit(Data data, Errors errors) {
        DesignMatrix z =
                design(data.exogenous(), data.exogenousColumns(), data.instruments(), data.instrumentColumns());
        LinearRegression ols = LinearRegression.withDefaults();
        double[][] projected = new double[data.endogenous().size()][];
        double[][] left = new double[projected.length][];
        List<FTest> weak = new ArrayList<>();
        for (int j = 0; j < projected.length; j++) {
            LinearFit first = ols.fit(z, data.endogenousColumns()[j]);
            projected[j] = first.fitted();
            left[j] = first.residuals();
            weak.add(instrumentsF(data, data.endogenousColumns()[j]));
        }
        DesignMatrix x = design(data.exogenous(), data.exogenousColumns(), data.endogenous(), data.endogenousColumns());
        DesignMatrix hat = design(data.exogenous(), data.exogenousColumns(), data.endogenous(), projected);
        LinearFit second = ols.fit(hat, data.outcome());
        double[] residuals = x.times(second.coefficients());
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] = data.outcome()[i] - residuals[i];
        }
        int n = residuals.length;
        int k = x.columns();
        double variance = Sums.dot(residuals, residuals) / (n - k);
        return new Fit(
                x.terms(),
                second.coefficients(),
                covariance(hat, second.bread(), residuals, errors).times(errors == Errors.CLASSICAL ? variance : 1),
                Math.sqrt(variance),
                residuals,
                weak,
                wuHausman(data, x, left),
                sargan(z, residuals, data),
                n);
    }

    private static Matrix covariance(DesignMatrix hat, Matrix bread, double[] residuals, Errors errors) {
        if (errors == Errors.CLASSICAL) {
            return bread;
        }
        double[] squares = new double[residuals.length];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = residuals[i] * residuals[i];
        }
        Matrix v = bread.times(hat.crossProduct(squares, Numerics.standard())).times(bread);
        int n = residuals.length;
        return errors == Errors.HC0 ? v : v.times((double) n / (n - hat.columns()));
    }

    private static DesignMatrix design(List<String> a, double[][] x, List<String> b, double[][] y) {
        List<String> names = new ArrayList<>(a);
        names.addAll(b);
        double[][] columns = new double[names.size()][];
        System.arraycopy(x, 0, columns, 0, x.length);
        System.arraycopy(y, 0, columns, x.length, y.length);
        return names.isEmpty() ? DesignMatrix.interceptOnly(0) : DesignMatrix.withIntercept(names, columns);
    }

    /** F of the instruments in the regression of something on exogenous terms and instruments. */
    private static FTest instrumentsF(Data data, double[] y) {
        LinearRegression ols = LinearRegression.withDefaults();
        DesignMatrix z =
                design(data.exogenous(), data.exogenousColumns(), data.instruments(), data.instrumentColumns());
        DesignMatrix w = data.exogenous().isEmpty()
                ? DesignMatrix.interceptOnly(y.length)
                : DesignMatrix.withIntercept(data.exogenous(), data.exogenousColumns());
        LinearFit full = ols.fit(z, y);
        LinearFit small = ols.fit(w, y);
        return compare(small, full);
    }

    private static FTest compare(LinearFit small, LinearFit full) {
        double rss = Sums.dot(full.residuals(), full.residuals());
        double more = Sums.dot(small.residuals(), small.residuals());
        int q = full.terms().size() - small.terms().size();
        int df = full.residualDegreesOfFreedom();
        return FTest.of((more - rss) / q / (rss / df), q, df);
    }

    private static FTest wuHausman(Data data, DesignMatrix x, double[][] left) {
        LinearRegression ols = LinearRegression.withDefaults();
        DesignMatrix more = x;
        for (int j = 0; j < left.length; j++) {
            double size = Sums.dot(data.endogenousColumns()[j], data.endogenousColumns()[j]);
            if (Sums.dot(left[j], left[j]) <= 1e-20 * size) {
                // The instruments give the term exactly: it is exogenous, and there is nothing to test.
                return new FTest(Double.NaN, left.length, Double.NaN, Double.NaN);
            }
            more = more.withColumn("first-stage residual " + j, left[j]);
        }
        return compare(ols.fit(x, data.outcome()), ols.fit(more, data.outcome()));
    }

    private static ChiSquared sargan(DesignMatrix z, double[] residuals, Data data) {
        int spare = data.instruments().size() - data.endogenous().size();
        if (spare == 0) {
            return ChiSquared.of(0, 0);
        }
        LinearFit aux = LinearRegression.withDefaults().fit(z, residuals);
        double rss = Sums.dot(aux.residuals(), aux.residuals());
        return ChiSquared.of(residuals.length * (1 - rss / Sums.dot(residuals, residuals)), spare);
    }

    /** Test that the endogenous coefficients are {@code values}: F of the instruments on what is left of the outcome. */
    public static FTest andersonRubin(Data data, double[] values) {
        Checks.sameLength(data.endogenous().size(), values.length);
        double[] y = data.outcome().clone();
        for (int j = 0; j < values.length; j++) {
            for (int i = 0; i < y.length; i++) {
                y[i] -= values[j] * data.endogenousColumns()[j][i];
            }
        }
        return instrumentsF(data, y);
    }

    /** What values of the one endogenous coefficient the Anderson–Rubin test does not reject. */
    public sealed interface ConfidenceSet {
        /** All values between two limits. */
        record Bounded(double lower, double upper) implements ConfidenceSet {}

        /** All values but those between the limits: instruments are weak. */
        record Outside(double lower, double upper) implements ConfidenceSet {}

        /** Every value: the instruments say nothing at this level. */
        record Everything() implements ConfidenceSet {}

        /** No value: the instruments contradict each other. */
        record Nothing() implements ConfidenceSet {}
    }

    /** From a quadratic inequality in the coefficient: numerator and denominator of F are quadratic forms in y − βx. */
    public static ConfidenceSet andersonRubinSet(Data data, double level) {
        DesignError.requireSetting(
                data.endogenous().size() == 1, "endogenous", "恰一个内生变量", "exactly one endogenous term");
        double[] x = data.endogenousColumns()[0];
        double[] y = data.outcome();
        double[] sum = new double[y.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = x[i] + y[i];
        }
        double[] qx = forms(data, x);
        double[] qy = forms(data, y);
        double[] qs = forms(data, sum);
        FTest any = instrumentsF(data, y);
        double c = FDistribution.of(any.df1(), any.df2()).inverseCumulativeProbability(level) * any.df1() / any.df2();
        double a2 = qx[0] - c * qx[1];
        double a0 = qy[0] - c * qy[1];
        double cross = ((qs[0] - qx[0] - qy[0]) - c * (qs[1] - qx[1] - qy[1])) / 2;
        double discriminant = cross * cross - a2 * a0;
        if (discriminant < 0) {
            return a2 > 0 ? new ConfidenceSet.Nothing() : new ConfidenceSet.Everything();
        }
        double low = (cross - Math.sqrt(discriminant)) / a2;
        double high = (cross + Math.sqrt(discriminant)) / a2;
        return a2 > 0
                ? new ConfidenceSet.Bounded(Math.min(low, high), Math.max(low, high))
                : new ConfidenceSet.Outside(Math.min(low, high), Math.max(low, high));
    }

    /** Squares that the instruments explain beyond the exogenous terms, and squares left. */
    private static double[] forms(Data data, double[] v) {
        LinearRegression ols = LinearRegression.withDefaults();
        DesignMatrix z =
                design(data.exogenous(), data.exogenousColumns(), data.instruments(), data.instrumentColumns());
        DesignMatrix w = data.exogenous().isEmpty()
                ? DesignMatrix.interceptOnly(v.length)
                : DesignMatrix.withIntercept(data.exogenous(), data.exogenousColumns());
        LinearFit full = ols.fit(z, v);
        LinearFit small = ols.fit(w, v);
        double rss = Sums.dot(full.residuals(), full.residuals());
        return new double[] {Sums.dot(small.residuals(), small.residuals()) - rss, rss};
    }
}
