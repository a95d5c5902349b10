package org.steelyard.stats.matching;

/**
 * Sets of treated people and controls that stand for one another.
 *
 * @param set number of each person's set, from 0; −1 for people in none
 * @param sets how many there are; each holds at least one treated person and one control
 * @param totalDistance sum over the pairs that make the sets; NaN where sets are not made of pairs
 */
public record MatchedSets(int[] set, int sets, double totalDistance) {

    /** Refuses sets without both arms, which would be a broken matcher. */
    public MatchedSets checked(boolean[] treated) {
        boolean[][] seen = new boolean[sets][2];
        for (int i = 0; i < set.length; i++) {
            if (set[i] >= 0) {
                seen[set[i]][treated[i] ? 1 : 0] = true;
            }
        }
        for (boolean[] s : seen) {
            if (!s[0] || !s[1]) {
                throw new IllegalStateException("matching made a set without both arms");
            }
        }
        return this;
    }

    public int matched(boolean[] treated, boolean arm) {
        int count = 0;
        for (int i = 0; i < set.length; i++) {
            count += set[i] >= 0 && treated[i] == arm ? 1 : 0;
        }
        return count;
    }

    /**
     * Weights for the effect in the matched treated: 1 for them, and for a control its set's treated per control; scaled so that the controls' weights add up to
     * the number of matched controls, as MatchIt and cem do.
     */
    public double[] weightsForTreated(boolean[] treated) {
        double[][] count = counts(treated);
        double all1 = 0;
        double all0 = 0;
        for (double[] c : count) {
            all1 += c[1];
            all0 += c[0];
        }
        double[] weight = new double[set.length];
        for (int i = 0; i < weight.length; i++) {
            if (set[i] >= 0) {
                double[] c = count[set[i]];
                weight[i] = treated[i] ? 1 : c[1] / c[0] * all0 / all1;
            }
        }
        return weight;
    }

    /** Weights for the effect in everybody matched: the set's size over that of the person's arm in it. */
    public double[] weightsForEverybody(boolean[] treated) {
        double[][] count = counts(treated);
        double[] weight = new double[set.length];
        for (int i = 0; i < weight.length; i++) {
            if (set[i] >= 0) {
                double[] c = count[set[i]];
                weight[i] = (c[0] + c[1]) / c[treated[i] ? 1 : 0];
            }
        }
        return weight;
    }

    private double[][] counts(boolean[] treated) {
        double[][] count = new double[sets][2];
        for (int i = 0; i < set.length; i++) {
            if (set[i] >= 0) {
                count[set[i]][treated[i] ? 1 : 0]++;
            }
        }
        return count;
    }
}
