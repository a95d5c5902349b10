package org.steelyard.economics.internal;

/**
 * Membership of one arm in three states at the points of a grid, read from two survival curves: first = min(S₁, S₂),
 * second = S₂ − first, dead = 1 − S₂, with S₁ the curve of leaving the first state (death included) and S₂ survival. Where
 * S₁ lies above S₂, which sampling error can cause, it is lowered to S₂ so that no state is negative and the sum stays 1.
 *
 * <p>References: Woods, Sideris, Palmer, Latimer, Soares. Value Health 2020;23:1613–1621,
 * doi:10.1016/j.jval.2020.08.2094, and the same authors' NICE DSU Technical Support Document 19 (2017).
 *
 * @param first share in the first state, by point
 * @param alive share in the first or second state
 * @param progressed share that has left the first state by something other than death, cumulative
 * @param crossings points at which the curves had to be repaired
 */
record Partition(Grid grid, double[] first, double[] alive, double[] progressed, int crossings) {

    static Partition of(Grid grid, StepCurve progression, StepCurve survival) {
        int n = grid.points().length;
        double[] first = new double[n];
        double[] alive = new double[n];
        double[] progressed = new double[n];
        int crossings = 0;
        for (int k = 0; k < n; k++) {
            double t = grid.points()[k];
            double leaving = progression.survivalAt(t);
            alive[k] = survival.survivalAt(t);
            first[k] = Math.min(leaving, alive[k]);
            progressed[k] = progression.nonFatalAt(t);
            crossings += leaving > alive[k] + 1e-12 ? 1 : 0;
        }
        return new Partition(grid, first, alive, progressed, crossings);
    }

    double[] second() {
        double[] out = new double[alive.length];
        for (int k = 0; k < out.length; k++) {
            out[k] = alive[k] - first[k];
        }
        return out;
    }

    double[] dead() {
        double[] out = new double[alive.length];
        for (int k = 0; k < out.length; k++) {
            out[k] = 1 - alive[k];
        }
        return out;
    }

    double[][] trace() {
        double[] second = second();
        double[] dead = dead();
        double[][] out = new double[first.length][];
        for (int k = 0; k < out.length; k++) {
            out[k] = new double[] {first[k], second[k], dead[k]};
        }
        return out;
    }
}
