package org.steelyard.cohort;

import java.util.List;

/** One variable of all people, in row order. The arrays belong to the column: nobody writes to them. */
public sealed interface Column {

    String name();

    int rows();

    boolean isMissing(int row);

    /**
     * Numbers, integers, and dates as days since 1970-01-01.
     *
     * @param values NaN where missing
     */
    record Numeric(String name, double[] values) implements Column {
        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public boolean isMissing(int row) {
            return Double.isNaN(values[row]);
        }
    }

    /** @param values 1 true, 0 false, -1 missing */
    record Binary(String name, byte[] values) implements Column {
        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public boolean isMissing(int row) {
            return values[row] < 0;
        }
    }

    /**
     * @param levels in the order of the dictionary; the first is the reference
     * @param codes index into the levels, -1 missing
     */
    record Category(String name, List<String> levels, int[] codes) implements Column {
        public Category {
            levels = List.copyOf(levels);
        }

        @Override
        public int rows() {
            return codes.length;
        }

        @Override
        public boolean isMissing(int row) {
            return codes[row] < 0;
        }
    }
}
