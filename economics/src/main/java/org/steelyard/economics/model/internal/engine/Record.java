package org.steelyard.economics.model.internal.engine;

/**
 * A base case cycle by cycle.
 *
 * @param trace people by point and state
 * @param start by account and cycle: membership at the start times reward, not discounted, a cycle
 * @param end the same with membership at the end
 * @param event what entries and transitions of the cycle add, not discounted
 * @param once at time zero
 */
public record Record(double[][] trace, double[][] start, double[][] end, double[][] event, double[] once) {

    public static Record of(int cycles, int states, int accounts) {
        return new Record(
                new double[cycles + 1][states],
                new double[accounts][cycles + 1],
                new double[accounts][cycles + 1],
                new double[accounts][cycles + 1],
                new double[accounts]);
    }

    /** Total of an account under these weights. */
    public double total(int account, TimeWeights w) {
        double sum = once[account];
        for (int t = 1; t < start[account].length; t++) {
            sum += w.start()[t - 1] * start[account][t]
                    + w.end()[t] * end[account][t]
                    + w.event()[t] * event[account][t];
        }
        return sum;
    }
}
