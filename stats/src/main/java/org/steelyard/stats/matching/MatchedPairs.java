package org.steelyard.stats.matching;

/**
 * Pairs in the order in which they were made.
 *
 * @param treated row of the treated person of each pair, from 0
 * @param control row of the control
 * @param distance difference of their logits, 0 or more
 * @param caliper largest distance allowed, on the logit scale; infinite when there was none
 * @param unmatchedTreated treated people without a pair
 * @param size people in the data from which pairs were drawn
 */
public record MatchedPairs(
        int[] treated, int[] control, double[] distance, double caliper, int unmatchedTreated, int size) {

    public int pairs() {
        return treated.length;
    }

    public double largestDistance() {
        double largest = 0;
        for (double d : distance) {
            largest = Math.max(largest, d);
        }
        return largest;
    }

    /** How often each person is in a pair: the weight for balance after matching. */
    public double[] multiplicity() {
        double[] times = new double[size];
        for (int k = 0; k < treated.length; k++) {
            times[treated[k]]++;
            times[control[k]]++;
        }
        return times;
    }
}
