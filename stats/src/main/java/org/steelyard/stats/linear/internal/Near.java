package org.steelyard.stats.linear.internal;

/**
 * Rows that are worked on together, by the places of their first values: from one to another, a stride apart. So few that they stay in the cache next to
 * the processor while tile after tile of the sum reads them; as each tile goes on where it stopped, the order of the sums is that of the rows.
 */
record Near(int from, int to, int stride) {

    private static final int DOUBLES = 1536;
    private static final int FEWEST = 8;

    static int rows(int stride) {
        return Math.max(FEWEST, DOUBLES / stride);
    }
}
