package org.steelyard.stats.imputation;

import java.util.List;
import java.util.Map;

/**
 * One completed table.
 *
 * @param columns in the order given, without holes
 * @param trace for each column that had holes, the mean of its imputed values after every round (share of 1 for binary columns, mean code
 *     for categories); traces of several tables that wander apart show that more rounds are needed
 */
public record ImputedTable(List<IncompleteColumn> columns, Map<String, double[]> trace) {

    public ImputedTable {
        columns = List.copyOf(columns);
        trace = Map.copyOf(trace);
    }
}
