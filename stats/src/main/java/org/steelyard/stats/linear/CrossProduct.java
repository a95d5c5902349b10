package org.steelyard.stats.linear;

import org.steelyard.stats.linear.internal.PlainCrossProduct;
import org.steelyard.stats.linear.internal.VectorCrossProductLoader;

/**
 * Adds the weighted cross product of one block of rows. An implementation is stateless, and all of them give the same bits: a cell
 * begins at what it holds and is one chain of fused multiply-adds, {@code sum = fma(scaled, value, sum)}, in the order of the rows.
 */
public interface CrossProduct {

    /** Name for the record of the run. */
    String id();

    /**
     * Adds {@code X' diag(w) X} of the block to {@code sum}; only the upper triangle of the sum need be right.
     *
     * @param block rows one after the other, with a stride that is a multiple of {@link DesignMatrix#LANES}; unused
     *     columns hold zero
     * @param scaled the same rows, each times its weight
     * @param rows number of rows
     * @param stride doubles per row
     * @param sum stride x stride, row after row
     */
    void add(double[] block, double[] scaled, int rows, int stride, double[] sum);

    /** The implementation for a choice of kernel; the plain one when the Vector API is not in this Java runtime. */
    static CrossProduct of(Numerics.Kernel kernel) {
        return switch (kernel) {
            case PLAIN -> PlainCrossProduct.INSTANCE;
            case VECTOR -> VectorCrossProductLoader.load().orElse(PlainCrossProduct.INSTANCE);
        };
    }
}
