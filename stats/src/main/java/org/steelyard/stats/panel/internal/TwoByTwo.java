package org.steelyard.stats.panel.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.panel.Panel;
import org.steelyard.stats.panel.StaggeredAdoption.Method;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.regression.GlmOptions;
import org.steelyard.stats.regression.LinearFit;
import org.steelyard.stats.regression.LinearRegression;
import org.steelyard.stats.regression.LogisticRegression;

/** One group in two periods beside its comparison units, with the influence of every unit. */
public final class TwoByTwo {

    private static final double LARGEST_SCORE = 0.999;

    /** @param time,base indices of periods */
    public record Sample(Panel panel, boolean[] treated, boolean[] comparison, int time, int base) {}

    /** @param influence per unit of the panel, 0 for those not used */
    public record Result(double att, double[] influence) {}

    private final int n;
    private final double[] d;
    private final double[] change;
    private final DesignMatrix x;
    private final double[] fitted;
    private final double[] weight;
    private double[][] regressionInfluence = new double[0][];
    private double[][] scoreInfluence = new double[0][];

    private TwoByTwo(double[] d, double[] change, DesignMatrix x) {
        this.n = d.length;
        this.d = d;
        this.change = change;
        this.x = x;
        this.fitted = new double[n];
        this.weight = new double[n];
    }

    public static Result of(Sample s, Method method) {
        int[] used = IntStream.range(0, s.treated().length)
                .filter(u -> s.treated()[u] || s.comparison()[u])
                .toArray();
        double[] d =
                Arrays.stream(used).mapToDouble(u -> s.treated()[u] ? 1 : 0).toArray();
        double[] change = Arrays.stream(used)
                .mapToDouble(u -> s.panel().outcome()[u][s.time()] - s.panel().outcome()[u][s.base()])
                .toArray();
        TwoByTwo work = new TwoByTwo(d, change, design(s.panel(), used));
        Result own = work.estimate(method);
        double[] all = new double[s.treated().length];
        for (int k = 0; k < used.length; k++) {
            all[used[k]] = own.influence()[k] * all.length / used.length;
        }
        return new Result(own.att(), all);
    }

    private static DesignMatrix design(Panel panel, int[] used) {
        if (panel.terms().isEmpty()) {
            return DesignMatrix.interceptOnly(used.length);
        }
        double[][] columns = Arrays.stream(panel.covariates())
                .map(c -> Arrays.stream(used).mapToDouble(u -> c[u]).toArray())
                .toArray(double[][]::new);
        return DesignMatrix.withIntercept(panel.terms(), columns);
    }

    private Result estimate(Method method) {
        boolean regression = method != Method.WEIGHTING;
        boolean weighting = method != Method.REGRESSION;
        if (regression) {
            fitRegression();
        }
        if (weighting) {
            fitScore();
        }
        return weighting ? weighted(regression) : regressed();
    }

    private void fitRegression() {
        int[] controls = IntStream.range(0, n).filter(i -> d[i] == 0).toArray();
        double[] y = Arrays.stream(controls).mapToDouble(i -> change[i]).toArray();
        DesignMatrix own = x.select(controls);
        LinearFit fit = LinearRegression.withDefaults().fit(own, y);
        System.arraycopy(x.times(fit.coefficients()), 0, fitted, 0, n);
        regressionInfluence = new double[n][];
        Matrix bread = fit.bread().times(n);
        for (int i = 0; i < n; i++) {
            regressionInfluence[i] = bread.times(scaled(i, (1 - d[i]) * (change[i] - fitted[i])));
        }
    }

    private void fitScore() {
        GlmFit fit = LogisticRegression.withDefaults()
                .with(GlmOptions.defaults().withTolerance(1e-12))
                .fit(x, d);
        Matrix bread = fit.bread().times(n);
        scoreInfluence = new double[n][];
        for (int i = 0; i < n; i++) {
            double e = fit.fitted()[i];
            if (d[i] == 0 && e > LARGEST_SCORE) {
                throw DesignError.NO_POSITIVITY.at(
                        "score",
                        Text.of(
                                "对照单位的处理概率接近 1，权重过大",
                                "a comparison unit is almost sure to be treated given its covariates"),
                        Text.of("减少协变量或改用回归法", "use fewer covariates, or the regression method"));
            }
            weight[i] = d[i] == 0 ? e / (1 - e) : 0;
            scoreInfluence[i] = bread.times(scaled(i, d[i] - e));
        }
    }

    private double[] scaled(int row, double factor) {
        double[] values = x.row(row);
        for (int j = 0; j < values.length; j++) {
            values[j] *= factor;
        }
        return values;
    }

    /** Σ_i v_i x_i / n. */
    private double[] mean(double[] v) {
        double[] m = x.transposeTimes(v, org.steelyard.stats.linear.Numerics.standard());
        for (int j = 0; j < m.length; j++) {
            m[j] /= n;
        }
        return m;
    }

    private Result regressed() {
        double share = average(d);
        double att = 0;
        for (int i = 0; i < n; i++) {
            att += d[i] * (change[i] - fitted[i]) / n / share;
        }
        double[] m = mean(d);
        double[] influence = new double[n];
        for (int i = 0; i < n; i++) {
            influence[i] = (d[i] * (change[i] - fitted[i] - att) - dot(regressionInfluence[i], m)) / share;
        }
        return new Result(att, influence);
    }

    private Result weighted(boolean regression) {
        double[] r = new double[n];
        for (int i = 0; i < n; i++) {
            r[i] = change[i] - fitted[i];
        }
        double share = average(d);
        double mass = average(weight);
        double first = ratio(d, r, share);
        double second = ratio(weight, r, mass);
        double[] slopes = new double[n];
        for (int i = 0; i < n; i++) {
            slopes[i] = weight[i] * (r[i] - second);
        }
        double[] ofScore = mean(slopes);
        double[] treatedMean = mean(d);
        double[] weightMean = mean(weight);
        double[] influence = new double[n];
        for (int i = 0; i < n; i++) {
            double a = d[i] * (r[i] - first);
            double b = weight[i] * (r[i] - second) + dot(scoreInfluence[i], ofScore);
            if (regression) {
                a -= dot(regressionInfluence[i], treatedMean);
                b -= dot(regressionInfluence[i], weightMean);
            }
            influence[i] = a / share - b / mass;
        }
        return new Result(first - second, influence);
    }

    private double ratio(double[] w, double[] r, double mass) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += w[i] * r[i] / n;
        }
        return sum / mass;
    }

    private static double average(double[] v) {
        return Arrays.stream(v).sum() / v.length;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
