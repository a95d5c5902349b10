package org.steelyard.stats.power;

import org.steelyard.stats.DesignError;

/**
 * What clustering costs: hospitals, doctors, villages.
 *
 * <p>Design effect 1 + ((1 + cv²) m − 1) ρ, m the mean cluster size, cv its coefficient of variation, ρ the intracluster correlation [1]. People = those of an
 * individually randomised design times the effect. With a fixed number k of clusters per arm and n people needed without clustering, m = n(1 − ρ)/(k − nρ), which exists only for k &gt; nρ [2].
 * With fewer than about 15 clusters per arm add one per arm for the t distribution.
 *
 * <ol>
 *   <li>Eldridge, Ashby, Kerry, Int J Epidemiol 2006;35:1292-1300, doi:10.1093/ije/dyl129.
 *   <li>Hemming et al., BMC Med Res Methodol 2011;11:102, doi:10.1186/1471-2288-11-102.
 * </ol>
 */
public record Clusters(double meanSize, double variation, double correlation) {

    public Clusters {
        DesignError.requireSetting(
                meanSize >= 1 && variation >= 0 && correlation >= 0 && correlation <= 1,
                "clusters",
                "平均规模不小于 1，组内相关 0 至 1",
                "a mean size of 1 or more, a correlation from 0 to 1");
    }

    public double designEffect() {
        return 1 + ((1 + variation * variation) * meanSize - 1) * correlation;
    }

    /** @param individuals people per arm without clustering */
    public double clustersPerArm(double individuals) {
        return individuals * designEffect() / meanSize;
    }

    /** People per cluster when there are {@code clusters} of equal size per arm. */
    public static double sizeNeeded(double individuals, double clusters, double correlation) {
        if (!(clusters > individuals * correlation)) {
            throw DesignError.NO_SOLUTION.at(
                    "clusters",
                    org.steelyard.kernel.Text.of(
                            "群组数太少，再大的群组也达不到所需把握度", "with so few clusters no cluster size gives the power"),
                    org.steelyard.kernel.Text.of("增加群组数", "use more clusters"));
        }
        return individuals * (1 - correlation) / (clusters - individuals * correlation);
    }
}
