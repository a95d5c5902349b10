package org.steelyard.stats.matching.internal;

import java.util.Arrays;

/**
 * The assignment of rows to columns with the smallest total cost, by shortest augmenting paths with potentials (Jonker R, Volgenant A. Computing
 * 1987;38:325-340. doi:10.1007/BF02278710). Every row may also stay alone at a cost of its own, so that forbidden pairs need no large numbers. O(rows² · columns) at
 * worst, far less where paths are short.
 */
public final class Assignment {

    /** Cost of row and column; infinite where they may not be together. */
    public interface Cost {
        double of(int row, int column);
    }

    private final int rows;
    private final int columns;
    private final Cost cost;
    private final double[] alone;
    private final int[] rowOf;
    private final int[] columnOf;
    private final double[] v;

    private Assignment(int columns, Cost cost, double[] alone) {
        this.rows = alone.length;
        this.columns = columns;
        this.cost = cost;
        this.alone = alone;
        rowOf = new int[columns];
        columnOf = new int[rows];
        v = new double[columns];
        Arrays.fill(rowOf, -1);
        Arrays.fill(columnOf, -1);
    }

    /** @return column of each row, −1 for rows that stay alone */
    public static int[] solve(int columns, Cost cost, double[] alone) {
        Assignment a = new Assignment(columns, cost, alone);
        for (int r = 0; r < a.rows; r++) {
            a.augment(r);
        }
        return a.columnOf;
    }

    /** Dijkstra from a free row to the nearest free column, or to a row that had better stay alone. */
    private void augment(int start) {
        double[] distance = new double[columns];
        int[] from = new int[columns];
        boolean[] done = new boolean[columns];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        Arrays.fill(from, start);
        int row = start;
        double base = 0;
        double bestAlone = alone[start];
        int aloneRow = start;
        int aloneVia = -1;
        int current = -1;
        int end = -1;
        while (true) {
            for (int c = 0; c < columns; c++) {
                if (!done[c]) {
                    double d = base + reduced(row, c, current);
                    if (d < distance[c]) {
                        distance[c] = d;
                        from[c] = row;
                    }
                }
            }
            int next = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < columns; c++) {
                if (!done[c] && distance[c] < least) {
                    least = distance[c];
                    next = c;
                }
            }
            if (!(least < bestAlone)) {
                break;
            }
            done[next] = true;
            if (rowOf[next] < 0) {
                end = next;
                break;
            }
            current = next;
            base = least;
            row = rowOf[next];
            double leave = base + alone[row] - (cost.of(row, next) - v[next]);
            if (leave < bestAlone) {
                bestAlone = leave;
                aloneRow = row;
                aloneVia = next;
            }
        }
        double length = end >= 0 ? distance[end] : bestAlone;
        for (int c = 0; c < columns; c++) {
            if (done[c] && distance[c] < length) {
                v[c] += distance[c] - length;
            }
        }
        if (end >= 0) {
            flip(start, end, from);
        } else if (aloneRow != start) {
            columnOf[aloneRow] = -1;
            flip(start, aloneVia, from);
        }
    }

    /** Cost of going from a row to a column, less what the row pays for the column that it has now. */
    private double reduced(int row, int column, int current) {
        double own = current < 0 ? 0 : cost.of(row, current) - v[current];
        return cost.of(row, column) - v[column] - own;
    }

    private void flip(int start, int end, int[] from) {
        int column = end;
        while (true) {
            int row = from[column];
            int before = columnOf[row];
            columnOf[row] = column;
            rowOf[column] = row;
            if (row == start) {
                return;
            }
            column = before;
        }
    }
}
