package org.steelyard.stats.inference;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;

/**
 * A proportion with Wilson's score interval, which stays within [0, 1] and does not collapse at 0 or n [1]. No continuity correction
 * (R: {@code prop.test(x, n, correct = FALSE)}).
 *
 * <p>[1] Wilson, J Am Stat Assoc 1927;22:209-212, doi:10.1080/01621459.1927.10502953.
 */
public record Proportion(double value, double lower, double upper, double level) {

    public static Proportion wilson(long events, long n, double level) {
        if (n <= 0 || events < 0 || events > n) {
            throw EstimationError.EMPTY_TABLE.at(
                    "n",
                    Text.of(
                            "比例的分母须大于 0，且分子在 0 与分母之间",
                            "a proportion needs a denominator above 0 and a numerator between 0 and it"),
                    Text.of("检查分组是否为空", "see whether the group is empty"));
        }
        double z = NormalDistribution.of(0, 1).inverseCumulativeProbability(1 - (1 - level) / 2);
        double p = (double) events / n;
        double denominator = 1 + z * z / n;
        double center = (p + z * z / (2 * n)) / denominator;
        double half = z / denominator * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n));
        double lower = events == 0 ? 0 : Math.max(0, center - half);
        double upper = events == n ? 1 : Math.min(1, center + half);
        return new Proportion(p, lower, upper, level);
    }
}
