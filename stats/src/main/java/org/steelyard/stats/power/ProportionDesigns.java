package org.steelyard.stats.power;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.power.MeanDesigns.Test;

/**
 * People per arm for comparisons of proportions, by normal approximation.
 *
 * <p>Difference: n₁ = (z_α √(p̄(1 − p̄)(1 + 1/r)) + z_β √(p₁(1 − p₁) + p₂(1 − p₂)/r))²/(p₁ − p₂)², p̄ = (p₁ + rp₂)/(1 + r) [1]. Non-inferiority and equivalence with
 * unpooled variances: (z_α + z_β)²(p₁(1 − p₁) + p₂(1 − p₂)/r)/(|p₁ − p₂ − margin|)², z_{β/2} for equivalence at equal proportions [2]. Matched pairs with discordant shares
 * p₁₀, p₀₁ (McNemar): pairs (z_α √(p_d) + z_β √(p_d − d²))²/d² [3].
 *
 * <ol>
 *   <li>Fleiss, Levin, Paik, Statistical Methods for Rates and Proportions, 2003, doi:10.1002/0471445428.
 *   <li>Julious and Campbell, Stat Med 2012;31:2904-2936, doi:10.1002/sim.5381.
 *   <li>Connor, Biometrics 1987;43:207-211, doi:10.2307/2531961.
 * </ol>
 */
public final class ProportionDesigns {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private ProportionDesigns() {}

    /** People in the first arm. */
    public static double size(double p1, double p2, double power, Test test) {
        requireProportions(p1, p2);
        MeanDesigns.requirePower(power);
        double r = test.ratio();
        double mean = (p1 + r * p2) / (1 + r);
        double a = upper(test.alpha() / test.sides()) * Math.sqrt(mean * (1 - mean) * (1 + 1 / r));
        double b = upper(1 - power) * Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2) / r);
        return (a + b) * (a + b) / ((p1 - p2) * (p1 - p2));
    }

    public static double power(double p1, double p2, double n, Test test) {
        requireProportions(p1, p2);
        double r = test.ratio();
        double mean = (p1 + r * p2) / (1 + r);
        double top = Math.abs(p1 - p2) * Math.sqrt(n)
                - upper(test.alpha() / test.sides()) * Math.sqrt(mean * (1 - mean) * (1 + 1 / r));
        return NORMAL.cumulativeProbability(top / Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2) / r));
    }

    /** One-sided at alpha that p₁ − p₂ exceeds −margin; people in the first arm. */
    public static double nonInferioritySize(double[] proportions, double margin, double power, Test test) {
        double distance = proportions[0] - proportions[1] + margin;
        DesignError.requireSetting(
                distance > 0, "margin", "真实差须优于界值", "the true difference must lie within the margin");
        return oneSided(proportions, distance, upper(1 - power), test);
    }

    /** Both one-sided tests at alpha within ± margin. */
    public static double equivalenceSize(double[] proportions, double margin, double power, Test test) {
        double gap = Math.abs(proportions[0] - proportions[1]);
        DesignError.requireSetting(
                gap < margin, "margin", "真实差须在界值以内", "the true difference must lie within the margin");
        double zBeta = gap == 0 ? upper((1 - power) / 2) : upper(1 - power);
        return oneSided(proportions, margin - gap, zBeta, test);
    }

    private static double oneSided(double[] p, double distance, double zBeta, Test test) {
        requireProportions(p[0], p[1]);
        double z = upper(test.alpha()) + zBeta;
        return z * z * (p[0] * (1 - p[0]) + p[1] * (1 - p[1]) / test.ratio()) / (distance * distance);
    }

    /** Pairs, from the shares of pairs in which only the first, and only the second, has the event. */
    public static double mcNemarPairs(double firstOnly, double secondOnly, double power, Test test) {
        double discordant = firstOnly + secondOnly;
        double d = firstOnly - secondOnly;
        DesignError.requireSetting(
                firstOnly >= 0 && secondOnly >= 0 && discordant <= 1 && d != 0,
                "discordant",
                "两个不同的比例，和不大于 1",
                "two different shares, no more than 1 together");
        double a = upper(test.alpha() / test.sides()) * Math.sqrt(discordant);
        double b = upper(1 - power) * Math.sqrt(discordant - d * d);
        return (a + b) * (a + b) / (d * d);
    }

    private static void requireProportions(double p1, double p2) {
        DesignError.requireSetting(p1 >= 0 && p1 <= 1 && p2 >= 0 && p2 <= 1, "proportions", "0 至 1", "0 to 1");
    }

    static double upper(double tail) {
        return NORMAL.inverseSurvivalProbability(tail);
    }
}
