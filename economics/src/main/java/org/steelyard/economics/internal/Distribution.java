package org.steelyard.economics.internal;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Parameter;

/**
 * A parameter's distribution, found from its mean m and standard error s by the method of moments: gamma shape m²/s²
 * and scale s²/m; beta α = m k, β = (1 − m) k with k = m(1 − m)/s² − 1; log-normal σ² = ln(1 + s²/m²), μ = ln m − σ²/2.
 *
 * <p>Reference: Briggs, Claxton, Sculpher. Decision Modelling for Health Economic Evaluation. Oxford 2006, ch. 4.
 */
public record Distribution(Parameter parameter) {

    /** Why the parameter has no such distribution; empty when all is well. */
    public static Optional<Text> problem(Parameter parameter) {
        double mean = parameter.value();
        double se = parameter.se();
        if (!Double.isFinite(mean) || !Double.isFinite(se) || se < 0) {
            return wrong("均值和标准误必须是有限数，标准误不得为负", "mean and standard error must be finite, the error not negative");
        }
        return switch (parameter.shape()) {
            case FIXED ->
                se == 0 ? Optional.empty() : wrong("固定值（fixed）的标准误应为 0", "a fixed value has standard error 0");
            case NORMAL -> positiveError(se);
            case GAMMA, LOGNORMAL ->
                mean > 0
                        ? positiveError(se)
                        : wrong("伽马或对数正态分布的均值必须大于 0", "a gamma or log-normal mean must be above 0");
            case BETA -> betaProblem(mean, se);
        };
    }

    private static Optional<Text> betaProblem(double mean, double se) {
        if (mean <= 0 || mean >= 1) {
            return wrong("贝塔分布的均值必须在 0 与 1 之间", "a beta mean must lie between 0 and 1");
        }
        if (se * se >= mean * (1 - mean)) {
            return wrong(
                    "贝塔分布的标准误过大：其平方必须小于 均值×(1−均值)",
                    "the standard error is too large for a beta: its square must be below mean × (1 − mean)");
        }
        return positiveError(se);
    }

    private static Optional<Text> positiveError(double se) {
        return se > 0
                ? Optional.empty()
                : wrong(
                        "该分布的标准误必须大于 0；无不确定性时请用 fixed",
                        "the standard error must be above 0; use fixed when there is none");
    }

    private static Optional<Text> wrong(String zh, String en) {
        return Optional.of(Text.of(zh, en));
    }

    public double mean() {
        return parameter.value();
    }

    public boolean fixed() {
        return parameter.shape() == Parameter.Shape.FIXED;
    }

    /** Inverse of the distribution function at {@code p}; the mean of a fixed value. */
    public double quantile(double p) {
        double mean = parameter.value();
        double se = parameter.se();
        double ratio = se / mean;
        return switch (parameter.shape()) {
            case FIXED -> mean;
            case NORMAL -> NormalDistribution.of(mean, se).inverseCumulativeProbability(p);
            case GAMMA -> GammaDistribution.of(1 / (ratio * ratio), se * ratio).inverseCumulativeProbability(p);
            case BETA -> {
                double size = mean * (1 - mean) / (se * se) - 1;
                yield BetaDistribution.of(mean * size, (1 - mean) * size).inverseCumulativeProbability(p);
            }
            case LOGNORMAL -> {
                double variance = StrictMath.log1p(ratio * ratio);
                yield LogNormalDistribution.of(StrictMath.log(mean) - variance / 2, Math.sqrt(variance))
                        .inverseCumulativeProbability(p);
            }
        };
    }

    /** One draw, by inversion: one number of the stream a draw, whatever the shape. */
    public double draw(RandomGenerator random) {
        double uniform = (random.nextLong() >>> 11) * 0x1.0p-53 + 0x1.0p-54;
        return quantile(uniform);
    }
}
