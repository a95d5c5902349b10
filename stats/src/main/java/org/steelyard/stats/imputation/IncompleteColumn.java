package org.steelyard.stats.imputation;

/** One column of a table with holes. The arrays belong to the column: nobody writes to them. */
public sealed interface IncompleteColumn {

    String name();

    int rows();

    boolean isMissing(int row);

    /** @param values NaN where missing */
    record Numeric(String name, double[] values) implements IncompleteColumn {
        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public boolean isMissing(int row) {
            return Double.isNaN(values[row]);
        }
    }

    /** @param values 1, 0, or −1 where missing */
    record Binary(String name, byte[] values) implements IncompleteColumn {
        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public boolean isMissing(int row) {
            return values[row] < 0;
        }
    }

    /** @param codes from 0 to {@code levels} − 1, or −1 where missing */
    record Category(String name, int levels, int[] codes) implements IncompleteColumn {
        @Override
        public int rows() {
            return codes.length;
        }

        @Override
        public boolean isMissing(int row) {
            return codes[row] < 0;
        }
    }

    default int missing() {
        int n = 0;
        for (int i = 0; i < rows(); i++) {
            n += isMissing(i) ? 1 : 0;
        }
        return n;
    }
}
