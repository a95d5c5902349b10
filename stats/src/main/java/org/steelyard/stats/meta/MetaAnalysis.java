package org.steelyard.stats.meta;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.Scale;
import org.steelyard.stats.inference.ChiSquared;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.Matrix;

/**
 * Pooling with known variances, with or without moderators: y ~ N(Xβ, diag(v) + τ²I).
 *
 * <p><b>Estimand.</b> Fixed: the common effect (or the precision-weighted mean of those studied). Random: the mean of the distribution of effects.
 * <b>Assumptions</b>: independent studies, v known, effects normal about Xβ.
 *
 * <p><b>Formula.</b> β = (X'WX)⁻¹X'Wy, W = diag(1/(v + τ²)), P = W − WX(X'WX)⁻¹X'W. τ², never below 0: DerSimonian–Laird (Q − (k − p)) / tr P at τ² = 0 [1];
 * Hedges (y'P₁y − tr P₁V)/(k − p), P₁ that of W = I [2]; Hunter–Schmidt (Q − k)/Σ w [3]; Sidik–Jonkman τ₀² y'Py/(k − p), τ₀² = Σ(y − ȳ)²/k [4];
 * Paule–Mandel y'P(τ²)y = k − p [5]; empirical Bayes y'Py k/(k − p) = k [6]; likelihoods by Fisher scoring [7]. Hartung–Knapp: variance times
 * y'Py/(k − p), t with k − p degrees of freedom [8], optionally never below the factor 1. I² = τ²/(τ² + s²), s² = (k − p)/tr P at τ² = 0; for the fixed model
 * (Q − (k − p))/Q. Prediction interval t_{k − p − 1} √(τ² + se²) [9].
 *
 * <p><b>Edges.</b> One study: that study, τ² = 0, no heterogeneity, no prediction interval; the run-time check that pooling one database changes nothing. <b>Agrees</b>
 * with R's metafor.
 *
 * <ol>
 *   <li>DerSimonian and Laird, Control Clin Trials 1986;7:177-188, doi:10.1016/0197-2456(86)90046-2.
 *   <li>Hedges and Olkin, Statistical Methods for Meta-Analysis, 1985.
 *   <li>Hunter and Schmidt, Methods of Meta-Analysis, 2004, doi:10.4135/9781412985031.
 *   <li>Sidik and Jonkman, J R Stat Soc C 2005;54:367-384, doi:10.1111/j.1467-9876.2005.00489.x.
 *   <li>Paule and Mandel, J Res Natl Bur Stand 1982;87:377-385, doi:10.6028/jres.087.022.
 *   <li>Morris, J Am Stat Assoc 1983;78:47-55, doi:10.1080/01621459.1983.10477920.
 *   <li>Viechtbauer, J Educ Behav Stat 2005;30:261-293, doi:10.3102/10769986030003261.
 *   <li>Hartung and Knapp, Stat Med 2001;20:3875-3889, doi:10.1002/sim.1009; Röver et al., BMC Med Res Methodol 2015;15:99, doi:10.1186/s12874-015-0091-1.
 *   <li>Higgins, Thompson, Spiegelhalter, J R Stat Soc A 2009;172:137-159, doi:10.1111/j.1467-985X.2008.00552.x.
 * </ol>
 */
public final class MetaAnalysis {

    /** What the interval of the pooled estimate is built on. */
    public enum Interval {
        NORMAL,
        HARTUNG_KNAPP,
        /** Never narrower than the normal one would be with a t quantile. */
        HARTUNG_KNAPP_AT_LEAST_ONE
    }

    /** How to pool. */
    public record Options(BetweenVariance between, Interval interval, double level) {
        public static Options of(BetweenVariance between) {
            return new Options(between, Interval.NORMAL, 0.95);
        }

        public Options with(Interval value) {
            return new Options(between, value, level);
        }
    }

    /**
     * @param coefficients of the moderators, the intercept first; without moderators the pooled effect alone
     * @param covariance of coefficients, Hartung–Knapp's factor included where asked for
     * @param residual Q, heterogeneity beyond the moderators
     * @param inconsistency I² in percent; {@code h2} H²
     * @param explained share of τ² that moderators take away, percent; NaN without
     * @param weights of the studies in the pooled effect, percent; empty with moderators
     */
    public record Result(
            double[] coefficients,
            Matrix covariance,
            double betweenVariance,
            ChiSquared residual,
            double inconsistency,
            double h2,
            double explained,
            double[] weights,
            double df,
            Scale scale,
            double level) {

        public Estimate coefficient(int i) {
            return Estimate.wald(Scale.IDENTITY, coefficients[i], Math.sqrt(covariance.at(i, i)), level, df);
        }

        /** The pooled effect, carried back to the natural scale of ratios. */
        public Estimate pooled() {
            return Estimate.wald(scale, coefficients[0], Math.sqrt(covariance.at(0, 0)), level, df);
        }

        /** Where the true effect of a new study is expected; NaN with fewer than three studies. */
        public double[] predictionInterval() {
            int k = weights.length;
            if (k < 3) {
                return new double[] {Double.NaN, Double.NaN};
            }
            double t = TDistribution.of(k - 2).inverseCumulativeProbability(1 - (1 - level) / 2);
            double half = t * Math.sqrt(betweenVariance + covariance.at(0, 0));
            return new double[] {scale.back(coefficients[0] - half), scale.back(coefficients[0] + half)};
        }
    }

    private static final int MOST_STEPS = 500;
    private static final double SETTLED = 1e-14;
    private static final double SCORING_SETTLED = 1e-12;

    private final double[] y;
    private final double[] v;
    private final Matrix x;

    private MetaAnalysis(Studies studies, Matrix x) {
        this.y = studies.y();
        this.v = studies.variance();
        this.x = x;
    }

    public static Result pool(Studies studies, Options options) {
        Matrix ones = Matrix.of(IntStream.range(0, studies.size())
                .mapToObj(i -> new double[] {1})
                .toArray(double[][]::new));
        Result result = new MetaAnalysis(studies, ones).fit(studies, options);
        if (studies.size() == 1
                && Math.abs(result.coefficients()[0] - studies.y()[0]) > 1e-12 * (1 + Math.abs(studies.y()[0]))) {
            throw new IllegalStateException("pooling one study must give that study");
        }
        return result;
    }

    /** @param moderators one array per moderator, a value per study; an intercept is added */
    public static Result regress(Studies studies, double[][] moderators, Options options) {
        double[][] rows = new double[studies.size()][moderators.length + 1];
        for (int i = 0; i < rows.length; i++) {
            rows[i][0] = 1;
            for (int j = 0; j < moderators.length; j++) {
                rows[i][j + 1] = moderators[j][i];
            }
        }
        if (studies.size() <= moderators.length + 1) {
            throw DesignError.TOO_FEW_POINTS.at(
                    "studies",
                    Text.of("研究数须多于回归系数数", "meta-regression needs more studies than coefficients"),
                    Text.of("减少调节变量", "use fewer moderators"));
        }
        return new MetaAnalysis(studies, Matrix.of(rows)).fit(studies, options);
    }

    /** Pooled effects with one study left out at a time, in order of the studies. */
    public static List<Result> leaveOneOut(Studies studies, Options options) {
        return IntStream.range(0, studies.size())
                .mapToObj(i -> pool(studies.without(i), options))
                .toList();
    }

    private Result fit(Studies studies, Options options) {
        int k = y.length;
        int p = x.columns();
        Fit zero = at(0);
        double q = zero.quadratic();
        double tau2 = k == p || k == 1 ? 0 : between(options.between());
        Fit fit = at(tau2);
        double factor = k > p ? factor(options.interval(), fit.quadratic() / (k - p)) : 1;
        boolean knapp = options.interval() != Interval.NORMAL && k > p;
        double typical = k > p ? (k - p) / zero.traceP() : Double.NaN;
        double i2 = options.between() == BetweenVariance.FIXED
                ? Math.max(0, 100 * (q - (k - p)) / q)
                : 100 * tau2 / (tau2 + typical);
        double h2 = options.between() == BetweenVariance.FIXED ? q / (k - p) : (tau2 + typical) / typical;
        return new Result(
                fit.beta(),
                fit.covariance().times(factor),
                tau2,
                ChiSquared.of(k > p ? q : 0, k - p),
                k > p ? i2 : 0,
                k > p ? h2 : Double.NaN,
                p > 1 ? explained(studies, options, tau2) : Double.NaN,
                p > 1 ? new double[0] : weights(tau2),
                knapp ? k - p : Double.POSITIVE_INFINITY,
                studies.scale(),
                options.level());
    }

    private static double factor(Interval interval, double spread) {
        return switch (interval) {
            case NORMAL -> 1;
            case HARTUNG_KNAPP -> spread;
            case HARTUNG_KNAPP_AT_LEAST_ONE -> Math.max(1, spread);
        };
    }

    private static double explained(Studies studies, Options options, double tau2) {
        double alone = pool(studies, options).betweenVariance();
        return alone > 0 ? Math.max(0, 100 * (alone - tau2) / alone) : Double.NaN;
    }

    private double[] weights(double tau2) {
        double total = 0;
        for (double vi : v) {
            total += 1 / (vi + tau2);
        }
        double[] share = new double[v.length];
        for (int i = 0; i < share.length; i++) {
            share[i] = 100 / (v[i] + tau2) / total;
        }
        return share;
    }

    /** The fit at a given τ², with y'Py and traces of P. */
    private record Fit(
            double[] beta, Matrix covariance, double quadratic, double quadratic2, double traceP, double traceP2) {}

    private Fit at(double tau2) {
        double[] w = new double[v.length];
        for (int i = 0; i < w.length; i++) {
            w[i] = 1 / (v[i] + tau2);
        }
        return withWeights(w);
    }

    private Fit withWeights(double[] w) {
        int k = y.length;
        int p = x.columns();
        double[] cross = new double[p * p];
        double[] right = new double[p];
        for (int i = 0; i < k; i++) {
            for (int a = 0; a < p; a++) {
                right[a] += w[i] * x.at(i, a) * y[i];
                for (int b = 0; b < p; b++) {
                    cross[a * p + b] += w[i] * x.at(i, a) * x.at(i, b);
                }
            }
        }
        Cholesky factor = Cholesky.of(Matrix.of(p, p, cross), 1e-12);
        if (!factor.fullRank()) {
            throw SteelyardException.of(
                    NumericError.COLLINEAR,
                    Place.field("moderators"),
                    Text.of("调节变量线性相关或不变", "moderators depend linearly on each other or do not vary"),
                    Text.of("去掉其中之一", "leave one out"));
        }
        double[] beta = factor.solve(right);
        Matrix bread = factor.inverse();
        return traces(w, beta, bread);
    }

    /** tr P = Σw − tr BX'W²X and tr P² = Σw² − 2 tr BX'W³X + tr (BX'W²X)², B the inverse of X'WX. */
    private Fit traces(double[] w, double[] beta, Matrix bread) {
        double quadratic = 0;
        double quadratic2 = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < w.length; i++) {
            double fitted = 0;
            for (int a = 0; a < beta.length; a++) {
                fitted += x.at(i, a) * beta[a];
            }
            double r = w[i] * (y[i] - fitted);
            quadratic += r * (y[i] - fitted);
            quadratic2 += r * r;
            sum += w[i];
            squares += w[i] * w[i];
        }
        Matrix second = bread.times(cross(w, 2));
        Matrix third = bread.times(cross(w, 3));
        double traceP = sum - trace(second);
        double traceP2 = squares - 2 * trace(third) + trace(second.times(second));
        return new Fit(beta, bread, quadratic, quadratic2, traceP, traceP2);
    }

    /** X'WᵐX. */
    private Matrix cross(double[] w, int power) {
        int p = x.columns();
        double[] cross = new double[p * p];
        for (int i = 0; i < w.length; i++) {
            double weight = Math.pow(w[i], power);
            for (int a = 0; a < p; a++) {
                for (int b = 0; b < p; b++) {
                    cross[a * p + b] += weight * x.at(i, a) * x.at(i, b);
                }
            }
        }
        return Matrix.of(p, p, cross);
    }

    private static double trace(Matrix m) {
        double trace = 0;
        for (double d : m.diagonal()) {
            trace += d;
        }
        return trace;
    }

    private double leverage(Matrix bread, int i, int j) {
        double sum = 0;
        for (int a = 0; a < bread.rows(); a++) {
            for (int b = 0; b < bread.rows(); b++) {
                sum += x.at(i, a) * bread.at(a, b) * x.at(j, b);
            }
        }
        return sum;
    }

    private double between(BetweenVariance method) {
        int k = y.length;
        int p = x.columns();
        Fit zero = at(0);
        return switch (method) {
            case FIXED -> 0;
            case DERSIMONIAN_LAIRD -> Math.max(0, (zero.quadratic() - (k - p)) / zero.traceP());
            case HEDGES -> hedges();
            case HUNTER_SCHMIDT -> Math.max(0, (zero.quadratic() - k) / sum(0));
            case SIDIK_JONKMAN -> {
                double mean = 0;
                for (double yi : y) {
                    mean += yi / k;
                }
                double start = 0;
                for (double yi : y) {
                    start += (yi - mean) * (yi - mean) / k;
                }
                yield start == 0 ? 0 : start * at(start).quadratic() / (k - p);
            }
            case MAXIMUM_LIKELIHOOD, RESTRICTED_MAXIMUM_LIKELIHOOD -> scoring(method);
            case EMPIRICAL_BAYES -> root(k, (double) k / (k - p));
            case PAULE_MANDEL -> root(k - p, 1);
        };
    }

    private double sum(double tau2) {
        double sum = 0;
        for (double vi : v) {
            sum += 1 / (vi + tau2);
        }
        return sum;
    }

    private double hedges() {
        double[] ones = new double[y.length];
        java.util.Arrays.fill(ones, 1);
        Fit plain = withWeights(ones);
        double trace = 0;
        for (int i = 0; i < y.length; i++) {
            trace += v[i] * (1 - leverage(plain.covariance(), i, i));
        }
        return Math.max(0, (plain.quadratic() - trace) / (y.length - x.columns()));
    }

    /** Fisher scoring from Hedges' estimate, steps shortened when they change direction. */
    private double scoring(BetweenVariance method) {
        double tau2 = hedges();
        double before = 0;
        double damping = 1;
        for (int step = 0; step < MOST_STEPS; step++) {
            Fit fit = at(tau2);
            double move;
            if (method == BetweenVariance.MAXIMUM_LIKELIHOOD) {
                double squares = 0;
                for (double vi : v) {
                    squares += 1 / ((vi + tau2) * (vi + tau2));
                }
                move = (fit.quadratic2() - sum(tau2)) / squares;
            } else {
                move = (fit.quadratic2() - fit.traceP()) / fit.traceP2();
            }
            damping *= move * before < 0 ? 0.7 : 1;
            before = move;
            double next = Math.max(0, tau2 + damping * move);
            if (Math.abs(next - tau2) <= SCORING_SETTLED * (1e-3 + next)) {
                return next;
            }
            tau2 = next;
        }
        throw notConverged();
    }

    /** Where factor · y'P(τ²)y = target; the left side falls as τ² grows. */
    private double root(double target, double factor) {
        if (factor * at(0).quadratic() <= target) {
            return 0;
        }
        double low = 0;
        double high = 1;
        while (factor * at(high).quadratic() > target) {
            high *= 2;
            if (high > 1e12) {
                throw notConverged();
            }
        }
        for (int i = 0; i < 200 && high - low > SETTLED * high; i++) {
            double middle = (low + high) / 2;
            if (factor * at(middle).quadratic() > target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static SteelyardException notConverged() {
        return SteelyardException.of(
                NumericError.NOT_CONVERGED,
                Place.field("between variance"),
                Text.of("研究间方差的迭代未收敛", "the variance between studies did not converge"),
                Text.of("改用 Paule–Mandel 或 DerSimonian–Laird", "use Paule–Mandel or DerSimonian–Laird"));
    }

    /** Points of a funnel plot: estimate, standard error, and the pooled estimate's 95 % limits at that standard error. */
    public record FunnelPoint(double estimate, double se, double lower, double upper) {}

    public static List<FunnelPoint> funnel(Studies studies, Result result) {
        List<FunnelPoint> points = new ArrayList<>();
        for (int i = 0; i < studies.size(); i++) {
            double se = Math.sqrt(studies.variance()[i]);
            double middle = result.coefficients()[0];
            points.add(new FunnelPoint(
                    studies.y()[i], se, middle - 1.959963984540054 * se, middle + 1.959963984540054 * se));
        }
        return points;
    }
}
