package org.steelyard.cohort;

import java.util.List;

/**
 * One row a person, one column a variable of the dictionary.
 *
 * @param name the source it was made from
 * @param sourceRows for each row its row in the source file (header is row 1), so that every row can be traced
 */
public record AnalysisTable(String name, long[] sourceRows, List<Column> columns) {

    public AnalysisTable {
        columns = List.copyOf(columns);
        for (Column column : columns) {
            if (column.rows() != sourceRows.length) {
                throw new IllegalArgumentException("column " + column.name() + " has another length");
            }
        }
    }

    public int rows() {
        return sourceRows.length;
    }

    public Column column(String variable) {
        return columns.stream()
                .filter(c -> c.name().equals(variable))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no variable " + variable));
    }

    public boolean has(String variable) {
        return columns.stream().anyMatch(c -> c.name().equals(variable));
    }

    /** The column as numbers: binary as 1 and 0, category as its code, missing as NaN. */
    public double[] numbers(String variable) {
        Column column = column(variable);
        double[] out = new double[rows()];
        for (int i = 0; i < out.length; i++) {
            if (column.isMissing(i)) {
                out[i] = Double.NaN;
            } else {
                out[i] = switch (column) {
                    case Column.Numeric c -> c.values()[i];
                    case Column.Binary c -> c.values()[i];
                    case Column.Category c -> c.codes()[i];
                };
            }
        }
        return out;
    }
}
