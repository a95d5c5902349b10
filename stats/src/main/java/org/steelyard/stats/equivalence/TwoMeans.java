package org.steelyard.stats.equivalence;

import org.apache.commons.statistics.distribution.TDistribution;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.internal.Sums;

/**
 * Differences and ratios of two means, first minus (over) second, as {@link Estimate}s for {@link Margins}.
 *
 * <p>Welch's and Student's t, paired t; geometric mean ratio by t on logarithms; ratio of arithmetic means by Fieller [1]: the ratios ρ with (ȳ₁ − ρȳ₂)² ≤ t²(v₁ + ρ²v₂), an interval
 * only if ȳ₂ differs from 0 at the level (else an error). <b>Assumption</b>: means (of logarithms) close to normal.
 *
 * <p>[1] Fieller, J R Stat Soc B 1954;16:175-185, doi:10.1111/j.2517-6161.1954.tb00159.x.
 */
public final class TwoMeans {

    private TwoMeans() {}

    public static Estimate welch(double[] first, double[] second, double level) {
        double a = error(first);
        double b = error(second);
        double df = (a + b) * (a + b) / (a * a / (first.length - 1) + b * b / (second.length - 1));
        return Estimate.student(Sums.mean(first) - Sums.mean(second), Math.sqrt(a + b), level, df);
    }

    public static Estimate pooled(double[] first, double[] second, double level) {
        int n = first.length;
        int m = second.length;
        requireTwo(first);
        requireTwo(second);
        double variance = ((n - 1) * Sums.variance(first) + (m - 1) * Sums.variance(second)) / (n + m - 2);
        double se = Math.sqrt(variance * (1.0 / n + 1.0 / m));
        return Estimate.student(Sums.mean(first) - Sums.mean(second), se, level, n + m - 2.0);
    }

    public static Estimate paired(double[] first, double[] second, double level) {
        Checks.sameLength(first.length, second.length);
        double[] d = new double[first.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = first[i] - second[i];
        }
        return Estimate.student(Sums.mean(d), Math.sqrt(error(d)), level, d.length - 1.0);
    }

    /** Values above 0; Welch on their logarithms. */
    public static Estimate geometricRatio(double[] first, double[] second, double level) {
        Estimate log = welch(logs(first), logs(second), level);
        return Estimate.wald(Scale.LOG, log.value(), log.se(), level, log.df());
    }

    /** Fieller's limits; {@code se} is that of the ratio by the delta method, on the identity scale, p of the ratio being 1. */
    public static Estimate fieller(double[] first, double[] second, double level) {
        double a = Sums.mean(first);
        double b = Sums.mean(second);
        double va = error(first);
        double vb = error(second);
        double df = first.length + second.length - 2.0;
        double t = TDistribution.of(df).inverseCumulativeProbability(1 - (1 - level) / 2);
        double g = t * t * vb / (b * b);
        if (!(g < 1)) {
            throw DesignError.NO_SOLUTION.at(
                    "second mean",
                    Text.of(
                            "分母均值与 0 无显著差异，比值的区间无界",
                            "the denominator is not distinct from 0, so that the ratio has no bounded interval"),
                    Text.of("改用均值差", "use the difference of means"));
        }
        double ratio = a / b;
        double half = t / b * Math.sqrt((1 - g) * va + ratio * ratio * vb);
        double lower = (ratio - Math.abs(half)) / (1 - g);
        double upper = (ratio + Math.abs(half)) / (1 - g);
        double se = Math.sqrt(va + ratio * ratio * vb) / Math.abs(b);
        double p = 2 * TDistribution.of(df).survivalProbability(Math.abs(a - b) / Math.sqrt(va + vb));
        return new Estimate(Scale.IDENTITY, ratio, se, lower, upper, level, p, df);
    }

    private static double[] logs(double[] values) {
        for (double v : values) {
            if (!(v > 0)) {
                throw Checks.invalid("values", Text.of("取对数要求全部为正数", "logarithms need values above 0"));
            }
        }
        return java.util.Arrays.stream(values).map(Math::log).toArray();
    }

    private static void requireTwo(double[] values) {
        Checks.finite("values", values);
        if (values.length < 2) {
            throw DesignError.TOO_FEW_POINTS.at(
                    "values",
                    Text.of("每组至少需要两个数值", "each arm needs two values or more"),
                    Text.of("增加样本", "add people"));
        }
    }

    private static double error(double[] values) {
        requireTwo(values);
        return Sums.variance(values) / values.length;
    }
}
