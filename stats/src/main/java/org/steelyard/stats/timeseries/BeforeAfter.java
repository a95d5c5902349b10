package org.steelyard.stats.timeseries;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;

/**
 * Before–after comparisons without a control: a rate ratio of counts with exact limits.
 *
 * <p>With counts a after and b before over exposures T₁ and T₀, a given a + b is binomial with RT₁/(RT₁ + T₀) [1]. Read as an effect only if nothing else changed: no trend, no
 * season, no regression to the mean. Prefer {@link SegmentedRegression}. Means of the same people: {@code TwoMeans.paired}.
 *
 * <p>[1] Clopper and Pearson, Biometrika 1934;26:404-413, doi:10.1093/biomet/26.4.404; as R's {@code poisson.test}.
 */
public final class BeforeAfter {

    private BeforeAfter() {}

    /** Rate after over rate before; {@code se} is √(1/a + 1/b) of the logarithm, p exact and two-sided by doubling. */
    public static Estimate rateRatio(long[] counts, double[] exposures, double level) {
        DesignError.requireSetting(
                counts.length == 2
                        && exposures.length == 2
                        && counts[0] >= 0
                        && counts[1] >= 0
                        && exposures[0] > 0
                        && exposures[1] > 0,
                "counts, exposures",
                "后、前两个计数与两个大于 0 的人时",
                "two counts and two exposures above 0: after, before");
        if (counts[0] + counts[1] == 0) {
            throw DesignError.NO_INFORMATIVE_CASE.at(
                    "counts",
                    Text.of("变化前后均没有事件，率比无从估计", "no events before nor after: the ratio of rates cannot be known"),
                    Text.of("延长观察期或换用更常见的结局", "observe for longer, or take a more frequent outcome"));
        }
        long a = counts[0];
        long n = counts[0] + counts[1];
        double odds = exposures[1] / exposures[0];
        double tail = (1 - level) / 2;
        double low = a == 0 ? 0 : BetaDistribution.of(a, n - a + 1.0).inverseCumulativeProbability(tail);
        double high = a == n ? 1 : BetaDistribution.of(a + 1.0, n - a).inverseSurvivalProbability(tail);
        BinomialDistribution none = BinomialDistribution.of((int) n, exposures[0] / (exposures[0] + exposures[1]));
        double lower = none.cumulativeProbability((int) a);
        double upper = a == 0 ? 1 : none.survivalProbability((int) a - 1);
        double ratio = (double) a / counts[1] * odds;
        double se = Math.sqrt(1.0 / a + 1.0 / counts[1]);
        return new Estimate(
                Scale.LOG,
                ratio,
                se,
                low / (1 - low) * odds,
                high == 1 ? Double.POSITIVE_INFINITY : high / (1 - high) * odds,
                level,
                Math.min(1, 2 * Math.min(lower, upper)),
                Double.POSITIVE_INFINITY);
    }
}
