package org.steelyard.stats.learning;

import java.util.Arrays;
import java.util.List;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.penalised.SparseColumns;

/**
 * Named columns of numbers, one row per person. The arrays are not copied: do not write to them.
 *
 * @param columns one array per name
 */
public record Covariates(List<String> names, double[][] columns) {

    public Covariates {
        names = List.copyOf(names);
        if (names.size() != columns.length || columns.length == 0) {
            throw new IllegalArgumentException("every column needs one name, and there must be one");
        }
        for (int j = 0; j < columns.length; j++) {
            Checks.sameLength(columns[0].length, columns[j].length);
            Checks.finite(names.get(j), columns[j]);
        }
    }

    public int rows() {
        return columns[0].length;
    }

    public Covariates select(int[] rows) {
        double[][] chosen = new double[columns.length][];
        for (int j = 0; j < chosen.length; j++) {
            double[] column = columns[j];
            chosen[j] = Arrays.stream(rows).mapToDouble(i -> column[i]).toArray();
        }
        return new Covariates(names, chosen);
    }

    /** With one column more, at the end. */
    public Covariates with(String name, double[] values) {
        double[][] more = Arrays.copyOf(columns, columns.length + 1);
        more[columns.length] = values;
        List<String> moreNames = new java.util.ArrayList<>(names);
        moreNames.add(name);
        return new Covariates(moreNames, more);
    }

    /** With one value of a new last column for everybody. */
    public Covariates with(String name, double value) {
        double[] values = new double[rows()];
        Arrays.fill(values, value);
        return with(name, values);
    }

    public DesignMatrix design() {
        return DesignMatrix.withIntercept(names, columns);
    }

    public SparseColumns sparse() {
        return SparseColumns.ofDense(names, columns);
    }
}
