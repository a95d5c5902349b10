package org.steelyard.stats.equivalence;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.inference.Proportion;
import org.steelyard.stats.internal.Roots;

/**
 * Two independent proportions p₁ = x₁/n₁ and p₂ = x₂/n₂: the difference p₁ − p₂, its intervals and tests against a margin.
 *
 * <p><b>Intervals</b>: Wald; Newcombe's from Wilson limits [1]; score intervals of Mee [2] and of Miettinen and Nurminen [3], the differences δ whose score statistic
 * (p₁ − p₂ − δ)/√(p̃₁(1 − p̃₁)/n₁ + p̃₂(1 − p̃₂)/n₂) is within the quantile, p̃ the maximum-likelihood proportions given δ; Miettinen and Nurminen's variance is larger by
 * N/(N − 1). <b>Test</b> against a margin δ₀ [4]: the score statistic at δ₀ (Farrington and Manning; {@link Interval#MEE} is its interval).
 *
 * <ol>
 *   <li>Newcombe, Stat Med 1998;17:873-890, doi:10.1002/(SICI)1097-0258(19980430)17:8&lt;873::AID-SIM779&gt;3.0.CO;2-I (method 10).
 *   <li>Mee, Biometrics 1984;40:1175-1176.
 *   <li>Miettinen and Nurminen, Stat Med 1985;4:213-226, doi:10.1002/sim.4780040211.
 *   <li>Farrington and Manning, Stat Med 1990;9:1447-1454, doi:10.1002/sim.4780091208.
 * </ol>
 */
public record TwoProportions(long firstEvents, long first, long secondEvents, long second) {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** How the interval is made. */
    public enum Interval {
        WALD,
        NEWCOMBE,
        MEE,
        MIETTINEN_NURMINEN
    }

    /** @param p one-sided, small when the difference lies above the margin (below it for {@code below}) */
    public record MarginTest(double margin, double z, double p) {}

    public TwoProportions {
        DesignError.requireSetting(
                first > 0
                        && second > 0
                        && firstEvents >= 0
                        && secondEvents >= 0
                        && firstEvents <= first
                        && secondEvents <= second,
                "counts",
                "人数大于 0，事件数在 0 与人数之间",
                "people above 0, events between 0 and people");
    }

    public double difference() {
        return (double) firstEvents / first - (double) secondEvents / second;
    }

    /** Lower and upper limit of the difference. */
    public double[] interval(Interval method, double level) {
        double z = NORMAL.inverseCumulativeProbability(1 - (1 - level) / 2);
        return switch (method) {
            case WALD -> wald(z);
            case NEWCOMBE -> newcombe(level);
            case MEE -> score(z, 1);
            case MIETTINEN_NURMINEN -> score(z, correction());
        };
    }

    private double correction() {
        double n = first + second;
        return n / (n - 1);
    }

    private double[] wald(double z) {
        double p = (double) firstEvents / first;
        double q = (double) secondEvents / second;
        double half = z * Math.sqrt(p * (1 - p) / first + q * (1 - q) / second);
        return new double[] {difference() - half, difference() + half};
    }

    private double[] newcombe(double level) {
        Proportion a = Proportion.wilson(firstEvents, first, level);
        Proportion b = Proportion.wilson(secondEvents, second, level);
        double lower = Math.hypot(a.value() - a.lower(), b.upper() - b.value());
        double upper = Math.hypot(a.upper() - a.value(), b.value() - b.lower());
        return new double[] {difference() - lower, difference() + upper};
    }

    private double[] score(double z, double factor) {
        double d = difference();
        double lower = d <= -1 ? -1 : Roots.between(x -> statistic(x, factor) - z, -1 + 1e-12, d);
        double upper = d >= 1 ? 1 : Roots.between(x -> statistic(x, factor) + z, d, 1 - 1e-12);
        return new double[] {lower, upper};
    }

    /** Farrington and Manning's statistic at δ; with their own factor, Miettinen and Nurminen's. */
    private double statistic(double delta, double factor) {
        double p2 = restricted(delta);
        double p1 = Math.min(1, Math.max(0, p2 + delta));
        double variance = (p1 * (1 - p1) / first + p2 * (1 - p2) / second) * factor;
        double gap = difference() - delta;
        return gap == 0 ? 0 : gap / Math.sqrt(variance);
    }

    /** The second proportion's maximum-likelihood value when the first is δ higher: the root of a cubic, in closed form [4]. */
    private double restricted(double delta) {
        double theta = (double) second / first;
        double p1 = (double) firstEvents / first;
        double p2 = (double) secondEvents / second;
        // The cubic is that of the first proportion, with s0 = delta.
        double a = 1 + theta;
        double b = -(1 + theta + p1 + theta * p2 + delta * (theta + 2));
        double c = delta * delta + delta * (2 * p1 + theta + 1) + p1 + theta * p2;
        double d = -p1 * delta * (1 + delta);
        double v = Math.pow(b / (3 * a), 3) - b * c / (6 * a * a) + d / (2 * a);
        double u = Math.signum(v == 0 ? 1 : v) * Math.sqrt(Math.max(0, b * b / (9 * a * a) - c / (3 * a)));
        double ratio = u == 0 ? 0 : v / (u * u * u);
        double w = (Math.PI + Math.acos(Math.max(-1, Math.min(1, ratio)))) / 3;
        double own = 2 * u * Math.cos(w) - b / (3 * a);
        return Math.min(1, Math.max(0, own - delta));
    }

    /** Whether the difference exceeds the margin. */
    public MarginTest above(double margin, Interval method) {
        double z = z(margin, method);
        return new MarginTest(margin, z, NORMAL.survivalProbability(z));
    }

    /** Whether the difference is less than the margin. */
    public MarginTest below(double margin, Interval method) {
        double z = z(margin, method);
        return new MarginTest(margin, z, NORMAL.cumulativeProbability(z));
    }

    private double z(double margin, Interval method) {
        DesignError.requireSetting(margin > -1 && margin < 1, "margin", "−1 与 1 之间", "between -1 and 1");
        return switch (method) {
            case WALD, NEWCOMBE -> {
                double[] half = wald(1);
                yield (difference() - margin) / (half[1] - difference());
            }
            case MEE -> statistic(margin, 1);
            case MIETTINEN_NURMINEN -> statistic(margin, correction());
        };
    }

    /** p of equivalence within ± margins: the larger of both one-sided tests. */
    public double equivalenceP(double lower, double upper, Interval method) {
        return Math.max(above(lower, method).p(), below(upper, method).p());
    }

    /** Risk ratio, first over second, on the logarithm; needs events in both. */
    public Estimate riskRatio(double level) {
        double se = Math.sqrt(1.0 / firstEvents - 1.0 / first + 1.0 / secondEvents - 1.0 / second);
        return Estimate.ratio(Math.log((double) firstEvents / first / ((double) secondEvents / second)), se, level);
    }
}
