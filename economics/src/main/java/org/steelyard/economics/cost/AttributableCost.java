package org.steelyard.economics.cost;

import org.apache.commons.statistics.distribution.TDistribution;
import org.steelyard.stats.matching.MatchedSets;

/**
 * Cost that a disease adds: the mean over cases of their own cost less the mean of their matched controls.
 *
 * <p>Standard error from the spread of the sets' differences, t with m − 1 degrees of freedom. Unmatched cases are counted, not imputed. Reference: Akobundu, Ju, Blatt, Mullins. PharmacoEconomics 2006;24:869–890,
 * doi:10.2165/00019053-200624090-00005.
 *
 * @param matched cases with a control
 * @param unmatched cases without
 */
public record AttributableCost(double value, double se, double lower, double upper, int matched, int unmatched) {

    /** @param sets as {@link org.steelyard.stats.matching.GreedyMatching} gives them */
    public static AttributableCost of(double[] cost, boolean[] ill, MatchedSets sets, double level) {
        double[] cases = new double[sets.sets()];
        int[] caseCount = new int[sets.sets()];
        double[] controls = new double[sets.sets()];
        int[] controlCount = new int[sets.sets()];
        int unmatched = 0;
        for (int i = 0; i < cost.length; i++) {
            int s = sets.set()[i];
            if (s < 0) {
                unmatched += ill[i] ? 1 : 0;
            } else if (ill[i]) {
                cases[s] += cost[i];
                caseCount[s]++;
            } else {
                controls[s] += cost[i];
                controlCount[s]++;
            }
        }
        int m = 0;
        double sum = 0;
        double squares = 0;
        for (int s = 0; s < cases.length; s++) {
            if (caseCount[s] > 0 && controlCount[s] > 0) {
                double d = cases[s] / caseCount[s] - controls[s] / controlCount[s];
                m++;
                sum += d;
                squares += d * d;
            }
        }
        if (m < 2) {
            throw new IllegalArgumentException("at least two matched sets");
        }
        double mean = sum / m;
        double se = Math.sqrt(Math.max(0, squares - m * mean * mean) / (m - 1) / m);
        double half = TDistribution.of(m - 1).inverseCumulativeProbability((1 + level) / 2) * se;
        return new AttributableCost(mean, se, mean - half, mean + half, m, unmatched);
    }
}
