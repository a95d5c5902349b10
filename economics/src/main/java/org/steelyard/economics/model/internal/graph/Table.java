package org.steelyard.economics.model.internal.graph;

import java.util.Arrays;

/** Pairs in ascending order of x. Before the first entry and after the last the nearest value holds. */
public record Table(double[] x, double[] y) {

    public double step(double at) {
        int i = index(at);
        return Double.isNaN(at) ? at : y[Math.max(i, 0)];
    }

    public double linear(double at) {
        int i = index(at);
        if (i < 0) {
            return Double.isNaN(at) ? at : y[0];
        }
        if (i == x.length - 1) {
            return y[i];
        }
        return y[i] + (y[i + 1] - y[i]) * (at - x[i]) / (x[i + 1] - x[i]);
    }

    /** The last entry at or below; −1 when there is none. */
    private int index(double at) {
        int found = Arrays.binarySearch(x, at);
        return found >= 0 ? found : -found - 2;
    }
}
