package org.steelyard.economics.model.internal.engine;

import java.util.Arrays;

/**
 * What simulated people came to.
 *
 * @param people how many
 * @param sum by strategy and account
 * @param squares sum of squares, by strategy and account
 * @param trace people by strategy, point and state; empty when no cycles are counted
 * @param waits by strategy and resource: time waited in total, largest queue; empty without resources
 */
public record Simulation(int people, double[][] sum, double[][] squares, double[][][] trace, double[][][] waits) {

    static Simulation empty(int strategies, int accounts, int points, int states) {
        return new Simulation(
                0,
                new double[strategies][accounts],
                new double[strategies][accounts],
                new double[strategies][points][states],
                new double[strategies][0][]);
    }

    /** Sums of both; blocks are always joined in their order, so that the number of threads does not matter. */
    Simulation plus(Simulation other) {
        add(sum, other.sum);
        add(squares, other.squares);
        for (int s = 0; s < trace.length; s++) {
            add(trace[s], other.trace[s]);
        }
        return new Simulation(people + other.people, sum, squares, trace, waits);
    }

    private static void add(double[][] a, double[][] b) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                a[i][j] += b[i][j];
            }
        }
    }

    public double mean(int strategy, int account) {
        return sum[strategy][account] / people;
    }

    /** Monte Carlo standard error of a mean. */
    public double error(int strategy, int account) {
        double mean = mean(strategy, account);
        double variance = squares[strategy][account] / people - mean * mean;
        return Math.sqrt(Math.max(0, variance) / people);
    }

    @Override
    public String toString() {
        return "Simulation[" + people + " people, sums " + Arrays.deepToString(sum) + "]";
    }
}
