package org.steelyard.stats.emulation;

import java.util.List;

/**
 * Rows of a regression that are made when they are needed and not kept, in parts that can be walked at the same time. The rows of one
 * cluster lie in one part, next to each other.
 */
public interface RowStream {

    /** Takes a row; the array is the stream's and changes after the call. */
    @FunctionalInterface
    interface Sink {
        void row(double[] x, boolean outcome, double weight, int cluster);
    }

    /** Names of the columns, the intercept included. */
    List<String> terms();

    int parts();

    /** Walks the rows of one part; always the same rows in the same order. */
    void forEach(int part, Sink sink);
}
