package org.steelyard.disclosure.internal;

import java.util.List;

/**
 * Looks for another table that prints like the true one and has a wanted value in one cell. It starts from the true
 * table, changes that cell, and mends each sum that no longer holds by changing another hidden cell, each cell at most
 * once, with a bounded number of tries. What it finds is always a table that could be the true one; it may fail to find
 * one that exists.
 */
final class Witness {

    private static final int MOST_TRIES = 20_000;

    /** A sum as cells with signs: parts +1, total -1. */
    record Equation(int[] cells, int[] signs) {}

    private final List<Equation> equations;
    private final int[][] equationsOf;
    private final long[] lowest;
    private final long[] highest;
    private final boolean[] changed;
    private final long[] residual;
    private int tries;

    /**
     * @param lowest by cell, how far it may fall below the truth (0 or negative)
     * @param highest by cell, how far it may rise above the truth (0 or positive)
     */
    Witness(List<Equation> equations, int[][] equationsOf, long[] lowest, long[] highest) {
        this.equations = equations;
        this.equationsOf = equationsOf;
        this.lowest = lowest;
        this.highest = highest;
        this.changed = new boolean[lowest.length];
        this.residual = new long[equations.size()];
    }

    /** Whether a table with this cell changed by {@code by} prints alike. */
    boolean exists(int cell, long by) {
        if (by == 0) {
            return true;
        }
        if (by < lowest[cell] || by > highest[cell]) {
            return false;
        }
        apply(cell, by);
        return mend();
    }

    private boolean mend() {
        int broken = firstBroken();
        if (broken < 0) {
            return true;
        }
        if (++tries > MOST_TRIES) {
            return false;
        }
        return mend(equations.get(broken), residual[broken], true)
                || mend(equations.get(broken), residual[broken], false);
    }

    /** @param whole only cells that can take the whole residual, or only those that can take a part of it */
    private boolean mend(Equation equation, long excess, boolean whole) {
        for (int k = 0; k < equation.cells.length; k++) {
            int cell = equation.cells[k];
            long needed = -excess * equation.signs[k];
            long by = Math.clamp(needed, lowest[cell], highest[cell]);
            if (!changed[cell] && by != 0 && (by == needed) == whole) {
                apply(cell, by);
                if (mend()) {
                    return true;
                }
                undo(cell, by);
            }
        }
        return false;
    }

    private int firstBroken() {
        for (int e = 0; e < residual.length; e++) {
            if (residual[e] != 0) {
                return e;
            }
        }
        return -1;
    }

    private void apply(int cell, long by) {
        changed[cell] = true;
        shift(cell, by);
    }

    private void undo(int cell, long by) {
        changed[cell] = false;
        shift(cell, -by);
    }

    private void shift(int cell, long by) {
        for (int e : equationsOf[cell]) {
            Equation equation = equations.get(e);
            for (int k = 0; k < equation.cells.length; k++) {
                if (equation.cells[k] == cell) {
                    residual[e] += by * equation.signs[k];
                }
            }
        }
    }
}
