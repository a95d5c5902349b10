package org.steelyard.economics.model.internal.engine;

import org.steelyard.economics.model.ModelError;

/** Told of every row that is no distribution. */
public interface RowFaults {

    /**
     * @param row its path
     * @param when cycle, or 0 when it does not change
     */
    void found(ModelError error, String strategy, Row row, int when, double sum);
}
