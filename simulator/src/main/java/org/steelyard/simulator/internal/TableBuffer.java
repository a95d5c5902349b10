package org.steelyard.simulator.internal;

import java.util.Arrays;

/** Rows of one table of one block of people, column by column. */
final class TableBuffer {

    private static final int START = 2048;
    private static final int LINES = 120_000;

    private final Tables table;
    private final long[][] cells;
    private int rows;

    TableBuffer(Tables table) {
        this.table = table;
        cells = new long[table.columns().size()][table == Tables.FEE_LIST_D ? LINES : START];
    }

    Tables table() {
        return table;
    }

    int rows() {
        return rows;
    }

    long[] column(int index) {
        return cells[index];
    }

    /** Adds a row and gives its number in the block, from 0. */
    int add(long[] row) {
        if (rows == cells[0].length) {
            for (int i = 0; i < cells.length; i++) {
                cells[i] = Arrays.copyOf(cells[i], rows + rows / 2);
            }
        }
        for (int i = 0; i < cells.length; i++) {
            cells[i][rows] = row[i];
        }
        return rows++;
    }
}
