package org.steelyard.stats.sensitivity;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.internal.Roots;
import org.steelyard.stats.internal.SortOrder;

/**
 * Rosenbaum's bounds for matched pairs: the range of p-values when, within a pair, the odds of being the treated one may differ by up to Γ because of something
 * unmeasured.
 *
 * <p><b>Formula</b> [1]: with π⁺ = Γ/(1 + Γ) and π⁻ = 1/(1 + Γ), Wilcoxon's signed-rank sum T⁺ of the differences treated − control has, at the bounds, mean π Σq and variance
 * π(1 − π) Σq², q the ranks of |difference| (mean ranks for ties, zeros left out); normal approximation without continuity correction. For binary outcomes the number
 * of discordant pairs in which the treated had the event is binomial with π, exactly. P-values are one-sided: {@link Direction} says which way the effect
 * is claimed to go. <b>Property</b>: at Γ = 1 the usual tests.
 *
 * <p>[1] Rosenbaum, Observational Studies, Springer 2002, doi:10.1007/978-1-4757-3692-2, ch. 4.
 *
 * @param lower,upper smallest and largest p-value possible at Γ
 */
public record RosenbaumBounds(double gamma, double lower, double upper) {

    /** What the treated are claimed to have. */
    public enum Direction {
        HIGHER,
        LOWER
    }

    private static final double LARGEST = 1e4;

    /** @param differences treated minus control, one per pair */
    public static RosenbaumBounds signedRank(double[] differences, double gamma, Direction direction) {
        requireGamma(gamma);
        Ranks ranks = ranks(differences, direction);
        return new RosenbaumBounds(gamma, ranks.upperTail(1 / (1 + gamma)), ranks.upperTail(gamma / (1 + gamma)));
    }

    /** @param treatedOnly,controlOnly pairs in which only the one had the event */
    public static RosenbaumBounds mcNemar(int treatedOnly, int controlOnly, double gamma, Direction direction) {
        requireGamma(gamma);
        int n = treatedOnly + controlOnly;
        int count = direction == Direction.HIGHER ? treatedOnly : controlOnly;
        return new RosenbaumBounds(gamma, tail(n, count, 1 / (1 + gamma)), tail(n, count, gamma / (1 + gamma)));
    }

    private static double tail(int n, int count, double p) {
        return count == 0 ? 1 : BinomialDistribution.of(n, p).survivalProbability(count - 1);
    }

    /** The Γ at which the upper p-value reaches alpha: 1 when it does so already without hidden bias. */
    public static double criticalGamma(double[] differences, Direction direction, double alpha) {
        Ranks ranks = ranks(differences, direction);
        return critical(gamma -> ranks.upperTail(gamma / (1 + gamma)), alpha);
    }

    public static double criticalGamma(int treatedOnly, int controlOnly, Direction direction, double alpha) {
        return critical(
                gamma -> mcNemar(treatedOnly, controlOnly, gamma, direction).upper(), alpha);
    }

    private static double critical(DoubleUnaryOperator upper, double alpha) {
        DesignError.requireSetting(alpha > 0 && alpha < 1, "alpha", "0 与 1 之间", "between 0 and 1");
        if (upper.applyAsDouble(1) >= alpha) {
            return 1;
        }
        if (upper.applyAsDouble(LARGEST) < alpha) {
            return Double.POSITIVE_INFINITY;
        }
        return Roots.between(g -> upper.applyAsDouble(g) - alpha, 1, LARGEST);
    }

    private static void requireGamma(double gamma) {
        DesignError.requireSetting(gamma >= 1 && gamma <= LARGEST, "gamma", "1 至 10000", "1 to 10000");
    }

    private record Ranks(double statistic, double sum, double squares) {
        double upperTail(double p) {
            double z = (statistic - p * sum) / Math.sqrt(p * (1 - p) * squares);
            return NormalDistribution.of(0, 1).survivalProbability(z);
        }
    }

    private static Ranks ranks(double[] differences, Direction direction) {
        Checks.finite("differences", differences);
        double sign = direction == Direction.HIGHER ? 1 : -1;
        double[] d = java.util.Arrays.stream(differences)
                .filter(v -> v != 0)
                .map(v -> v * sign)
                .toArray();
        double[] size = java.util.Arrays.stream(d).map(Math::abs).toArray();
        int[] order = SortOrder.ascending(size);
        double statistic = 0;
        double sum = 0;
        double squares = 0;
        for (int from = 0; from < d.length; ) {
            int to = from;
            while (to < d.length && size[order[to]] == size[order[from]]) {
                to++;
            }
            double rank = (from + 1 + to) / 2.0;
            for (int k = from; k < to; k++) {
                statistic += d[order[k]] > 0 ? rank : 0;
                sum += rank;
                squares += rank * rank;
            }
            from = to;
        }
        if (sum == 0) {
            throw org.steelyard.stats.EstimationError.NO_PAIR.at(
                    "differences",
                    org.steelyard.kernel.Text.of("没有结局不同的配对", "no pair differs in the outcome"),
                    org.steelyard.kernel.Text.of("检查配对与结局", "check the pairs and the outcome"));
        }
        return new Ranks(statistic, sum, squares);
    }
}
