package org.steelyard.stats.imputation;

import java.util.List;
import java.util.OptionalDouble;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;

/**
 * Pools the estimates of several imputed tables.
 *
 * <p><b>Formula</b> [1]: Q̄ the mean, W the mean of squared standard errors, B the variance of the estimates (divisor m − 1), T = W + (1 + 1/m)
 * B; r = (1 + 1/m)B/W; df = (m − 1)(1 + 1/r)². With the degrees of freedom ν₀ that complete data would have, Barnard and Rubin's [2]
 * 1/(1/df + 1/df_obs), df_obs = (ν₀ + 1)/(ν₀ + 3) ν₀ (1 − λ), λ = (1 + 1/m)B/T. Fraction of missing information (r + 2/(df + 3))/(r + 1).
 * Ratios are pooled as logarithms.
 *
 * <p><b>Edges</b>: with one table, or when all estimates are equal, T = W, the fraction is 0 and df is ν₀ or infinite.
 *
 * <ol>
 *   <li>Rubin, Multiple Imputation for Nonresponse in Surveys, Wiley 1987, doi:10.1002/9780470316696.
 *   <li>Barnard and Rubin, Biometrika 1999;86:948-955, doi:10.1093/biomet/86.4.948.
 * </ol>
 */
public final class RubinsRules {

    /**
     * @param within W
     * @param between B
     * @param total T, the squared standard error
     * @param relativeIncrease r
     * @param missingInformation fraction of missing information
     */
    public record Pooled(
            Estimate estimate,
            double within,
            double between,
            double total,
            double relativeIncrease,
            double missingInformation) {}

    private RubinsRules() {}

    /**
     * Pools estimates that are all on one scale.
     *
     * @param completeDf degrees of freedom without missing values, n − k; empty for large samples
     */
    public static Pooled pool(List<Estimate> estimates, double level, OptionalDouble completeDf) {
        Scale scale = estimates.getFirst().scale();
        if (estimates.stream().anyMatch(e -> e.scale() != scale)) {
            throw new IllegalArgumentException("estimates on different scales cannot be pooled");
        }
        double[] values = estimates.stream().mapToDouble(Estimate::transformed).toArray();
        double[] variances =
                estimates.stream().mapToDouble(e -> e.se() * e.se()).toArray();
        return pool(scale, values, variances, new Reference(level, completeDf));
    }

    /** Level of the interval, and degrees of freedom without missing values. */
    public record Reference(double level, OptionalDouble completeDf) {}

    /** @param values on {@code scale} (logarithms of ratios), with their squared standard errors */
    public static Pooled pool(Scale scale, double[] values, double[] variances, Reference reference) {
        int m = values.length;
        double mean = mean(values);
        double within = mean(variances);
        double between = 0;
        for (double v : values) {
            between += (v - mean) * (v - mean);
        }
        between = m > 1 ? between / (m - 1) : 0;
        double added = (1 + 1.0 / m) * between;
        double total = within + added;
        double increase = added / within;
        double df = degreesOfFreedom(m, increase, added / total, reference.completeDf());
        double missing = added > 0 ? (increase + 2 / (df + 3)) / (increase + 1) : 0;
        Estimate estimate = Estimate.wald(scale, mean, Math.sqrt(total), reference.level(), df);
        return new Pooled(estimate, within, between, total, increase, missing);
    }

    private static double degreesOfFreedom(int m, double increase, double share, OptionalDouble completeDf) {
        double rubin = increase > 0 ? (m - 1) * Math.pow(1 + 1 / increase, 2) : Double.POSITIVE_INFINITY;
        if (completeDf.isEmpty() || Double.isInfinite(completeDf.getAsDouble())) {
            return rubin;
        }
        double complete = completeDf.getAsDouble();
        double observed = (complete + 1) / (complete + 3) * complete * (1 - share);
        return 1 / (1 / rubin + 1 / observed);
    }

    private static double mean(double[] x) {
        return org.steelyard.stats.internal.Sums.mean(x);
    }
}
