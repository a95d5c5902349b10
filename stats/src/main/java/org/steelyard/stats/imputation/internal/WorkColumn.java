package org.steelyard.stats.imputation.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.steelyard.stats.imputation.IncompleteColumn;

/** A column while its holes are being filled: values as numbers (codes for categories). Belongs to one chain. */
final class WorkColumn {

    private final IncompleteColumn source;
    private final double[] values;
    private final int[] observed;
    private final int[] holes;
    private Optional<List<double[]>> predictors = Optional.empty();

    WorkColumn(IncompleteColumn source) {
        this.source = source;
        int n = source.rows();
        values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = switch (source) {
                case IncompleteColumn.Numeric c -> c.values()[i];
                case IncompleteColumn.Binary c -> c.values()[i];
                case IncompleteColumn.Category c -> c.codes()[i];
            };
        }
        observed = IntStream.range(0, n).filter(i -> !source.isMissing(i)).toArray();
        holes = IntStream.range(0, n).filter(source::isMissing).toArray();
    }

    IncompleteColumn source() {
        return source;
    }

    /** Rows with an observed value. */
    int[] observed() {
        return observed;
    }

    /** Rows without. */
    int[] holes() {
        return holes;
    }

    double valueAt(int row) {
        return values[row];
    }

    /** Puts values into the holes, in their order. */
    void fill(double[] drawn) {
        for (int k = 0; k < drawn.length; k++) {
            values[holes[k]] = drawn[k];
        }
        predictors = Optional.empty();
    }

    double[] observedValues() {
        double[] y = new double[observed.length];
        for (int k = 0; k < y.length; k++) {
            y[k] = values[observed[k]];
        }
        return y;
    }

    double meanOfHoles() {
        double sum = 0;
        for (int i : holes) {
            sum += values[i];
        }
        return sum / holes.length;
    }

    /** The columns by which this one predicts others: itself standardised, or indicators of all levels but the first that occurs. */
    List<double[]> predictors() {
        if (predictors.isEmpty()) {
            predictors = Optional.of(standardised());
        }
        return predictors.get();
    }

    private List<double[]> standardised() {
        List<double[]> columns = new ArrayList<>();
        switch (source) {
            case IncompleteColumn.Numeric c -> columns.add(values.clone());
            case IncompleteColumn.Binary c -> columns.add(values.clone());
            case IncompleteColumn.Category c -> {
                for (int level = 1; level < c.levels(); level++) {
                    columns.add(indicator(level));
                }
            }
        }
        List<double[]> standardised = new ArrayList<>();
        for (double[] column : columns) {
            if (standardise(column)) {
                standardised.add(column);
            }
        }
        return standardised;
    }

    private double[] indicator(int level) {
        double[] indicator = new double[values.length];
        for (int i = 0; i < indicator.length; i++) {
            indicator[i] = values[i] == level ? 1 : 0;
        }
        return indicator;
    }

    /** Mean 0 and standard deviation 1, in place; false when the column is constant. */
    private static boolean standardise(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v;
        }
        double mean = sum / x.length;
        double squares = 0;
        for (double v : x) {
            squares += (v - mean) * (v - mean);
        }
        double sd = Math.sqrt(squares / x.length);
        if (!(sd > 1e-12 * Math.abs(mean)) || sd == 0) {
            return false;
        }
        for (int i = 0; i < x.length; i++) {
            x[i] = (x[i] - mean) / sd;
        }
        return true;
    }

    IncompleteColumn completed() {
        return switch (source) {
            case IncompleteColumn.Numeric c -> new IncompleteColumn.Numeric(c.name(), values.clone());
            case IncompleteColumn.Binary c -> {
                byte[] filled = new byte[values.length];
                for (int i = 0; i < filled.length; i++) {
                    filled[i] = (byte) values[i];
                }
                yield new IncompleteColumn.Binary(c.name(), filled);
            }
            case IncompleteColumn.Category c -> {
                int[] filled = new int[values.length];
                for (int i = 0; i < filled.length; i++) {
                    filled[i] = (int) values[i];
                }
                yield new IncompleteColumn.Category(c.name(), c.levels(), filled);
            }
        };
    }
}
