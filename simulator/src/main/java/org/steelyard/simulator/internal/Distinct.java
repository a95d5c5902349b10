package org.steelyard.simulator.internal;

import java.util.Arrays;

/** Numbers the distinct values of a column in the order of their first appearance; gives up beyond a limit. */
final class Distinct {

    /** A column that hardly repeats in its first rows is a key. */
    private static final int SAMPLE = 2000;

    private static final int MANY = 1800;

    private final long[] keys;
    private final int[] numbers;
    private final int mask;
    private long[] values = new long[64];
    private int size;

    private Distinct(int limit) {
        int capacity = Integer.highestOneBit(Math.max(16, limit * 2)) * 2;
        keys = new long[capacity];
        numbers = new int[capacity];
        Arrays.fill(numbers, -1);
        mask = capacity - 1;
    }

    /** The codes of the cells that hold a value, or none when there are more than `limit` values. */
    static int[] codes(long[] cells, int rows, int limit, Holder found) {
        Distinct distinct = new Distinct(limit);
        int[] codes = new int[rows];
        int at = 0;
        long previous = Column.EMPTY;
        int code = -1;
        for (int i = 0; i < rows; i++) {
            long cell = cells[i];
            if (cell == Column.EMPTY) {
                continue;
            }
            if (cell != previous || code < 0) {
                code = distinct.number(cell);
                previous = cell;
                if (distinct.size > limit) {
                    return new int[0];
                }
            }
            codes[at++] = code;
            if (i == SAMPLE && distinct.size > MANY) {
                return new int[0];
            }
        }
        found.values = Arrays.copyOf(distinct.values, distinct.size);
        return Arrays.copyOf(codes, at);
    }

    /** Codes of numbers of the lexicon, which are small enough for a table of places. */
    static int[] words(long[] cells, int rows, int size, Holder found) {
        int[] places = new int[size];
        int[] codes = new int[rows];
        long[] values = new long[16];
        int distinct = 0;
        int at = 0;
        for (int i = 0; i < rows; i++) {
            if (cells[i] == Column.EMPTY) {
                continue;
            }
            int word = (int) cells[i];
            if (places[word] == 0) {
                if (distinct == values.length) {
                    values = Arrays.copyOf(values, distinct * 2);
                }
                values[distinct++] = word;
                places[word] = distinct;
            }
            codes[at++] = places[word] - 1;
        }
        found.values = Arrays.copyOf(values, distinct);
        return Arrays.copyOf(codes, at);
    }

    /** Where the distinct values are put. */
    static final class Holder {
        private long[] values = new long[0];

        long[] values() {
            return values;
        }
    }

    private int number(long key) {
        int slot = (int) (key * 0x9e3779b97f4a7c15L >>> 32) & mask;
        while (numbers[slot] >= 0) {
            if (keys[slot] == key) {
                return numbers[slot];
            }
            slot = slot + 1 & mask;
        }
        keys[slot] = key;
        numbers[slot] = size;
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size] = key;
        return size++;
    }
}
