package org.steelyard.stats.penalised;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;

/**
 * An immutable matrix kept column by column: of an indicator only the rows that have it, of a sparse column those rows with values, of a dense
 * one the values. Rows stand for people, columns for covariates.
 */
public final class SparseColumns {

    private static final int[] ALL = new int[0];
    private static final double[] ONES = new double[0];

    private final int rows;
    private final List<String> names;
    private final int[][] row;
    private final double[][] value;

    private SparseColumns(int rows, List<String> names, int[][] row, double[][] value) {
        this.rows = rows;
        this.names = List.copyOf(names);
        this.row = row;
        this.value = value;
    }

    /** Collects columns in order. */
    public static final class Builder {

        private final int rows;
        private final List<String> names = new ArrayList<>();
        private final List<int[]> row = new ArrayList<>();
        private final List<double[]> value = new ArrayList<>();

        private Builder(int rows) {
            this.rows = rows;
        }

        /** @param having rows that have it, each once, in increasing order */
        public Builder indicator(String name, int[] having) {
            checkRows(having);
            return add(name, having.clone(), ONES);
        }

        /** @param having rows whose value is not 0, each once, in increasing order */
        public Builder sparse(String name, int[] having, double[] values) {
            checkRows(having);
            if (having.length != values.length) {
                throw new IllegalArgumentException("as many values as rows");
            }
            checkValues(name, values);
            return add(name, having.clone(), values.clone());
        }

        /** One value for every row; an indicator or a column of mostly zeros is kept as such. */
        public Builder dense(String name, double[] values) {
            if (values.length != rows) {
                throw new IllegalArgumentException("a dense column has one value per row");
            }
            checkValues(name, values);
            int[] having = java.util.stream.IntStream.range(0, rows)
                    .filter(i -> values[i] != 0)
                    .toArray();
            if (having.length > rows / 2) {
                return add(name, ALL, values.clone());
            }
            double[] kept = Arrays.stream(having).mapToDouble(i -> values[i]).toArray();
            boolean ones = Arrays.stream(kept).allMatch(v -> v == 1);
            return add(name, having, ones ? ONES : kept);
        }

        public SparseColumns build() {
            return new SparseColumns(rows, names, row.toArray(int[][]::new), value.toArray(double[][]::new));
        }

        private Builder add(String name, int[] having, double[] values) {
            names.add(name);
            row.add(having);
            value.add(values);
            return this;
        }

        private void checkRows(int[] having) {
            int last = -1;
            for (int r : having) {
                if (r <= last || r >= rows) {
                    throw new IllegalArgumentException("row numbers must increase and lie below " + rows);
                }
                last = r;
            }
        }

        private static void checkValues(String name, double[] values) {
            for (double v : values) {
                if (!Double.isFinite(v)) {
                    throw SteelyardException.of(
                            NumericError.INVALID_VALUE,
                            Place.field(name),
                            Text.of("该协变量含有缺失或非有限数值", "the covariate holds missing or infinite values"),
                            Text.of("请先插补或剔除这些记录", "impute or exclude those records first"));
                }
            }
        }
    }

    public static Builder rows(int count) {
        return new Builder(count);
    }

    public static SparseColumns ofDense(List<String> names, double[][] columns) {
        Builder builder = new Builder(columns.length == 0 ? 0 : columns[0].length);
        for (int j = 0; j < columns.length; j++) {
            builder.dense(names.get(j), columns[j]);
        }
        return builder.build();
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return names.size();
    }

    public List<String> names() {
        return names;
    }

    /** Values that are kept. */
    public long stored() {
        long sum = 0;
        for (int j = 0; j < row.length; j++) {
            sum += isDense(j) ? rows : row[j].length;
        }
        return sum;
    }

    private boolean isDense(int j) {
        return row[j] == ALL;
    }

    /** Σ x_ij a_i. */
    public double dot(int j, double[] a) {
        double[] v = value[j];
        if (isDense(j)) {
            return denseDot(v, a);
        }
        int[] at = row[j];
        return v == ONES ? indicatorDot(at, a) : sparseDot(at, v, a);
    }

    private static double denseDot(double[] v, double[] a) {
        double s0 = 0;
        double s1 = 0;
        int i = 0;
        for (; i + 1 < v.length; i += 2) {
            s0 += v[i] * a[i];
            s1 += v[i + 1] * a[i + 1];
        }
        return s0 + s1 + (i < v.length ? v[i] * a[i] : 0);
    }

    private static double indicatorDot(int[] at, double[] a) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = 0;
        for (; k + 3 < at.length; k += 4) {
            s0 += a[at[k]];
            s1 += a[at[k + 1]];
            s2 += a[at[k + 2]];
            s3 += a[at[k + 3]];
        }
        for (; k < at.length; k++) {
            s0 += a[at[k]];
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static double sparseDot(int[] at, double[] v, double[] a) {
        double s0 = 0;
        double s1 = 0;
        int k = 0;
        for (; k + 1 < at.length; k += 2) {
            s0 += v[k] * a[at[k]];
            s1 += v[k + 1] * a[at[k + 1]];
        }
        return s0 + s1 + (k < at.length ? v[k] * a[at[k]] : 0);
    }

    /** Σ x_ij² a_i. */
    public double dotSquares(int j, double[] a) {
        double[] v = value[j];
        if (v == ONES) {
            return indicatorDot(row[j], a);
        }
        double sum = 0;
        for (int k = 0; k < v.length; k++) {
            sum += v[k] * v[k] * a[isDense(j) ? k : row[j][k]];
        }
        return sum;
    }

    /** Adds factor·x_ij to every a_i. */
    public void addTo(int j, double factor, double[] a) {
        double[] v = value[j];
        if (isDense(j)) {
            for (int i = 0; i < a.length; i++) {
                a[i] += factor * v[i];
            }
        } else if (v == ONES) {
            for (int r : row[j]) {
                a[r] += factor;
            }
        } else {
            for (int k = 0; k < v.length; k++) {
                a[row[j][k]] += factor * v[k];
            }
        }
    }

    /** Takes factor·w_i·x_ij from every a_i. */
    public void takeWeighted(int j, double factor, double[] w, double[] a) {
        double[] v = value[j];
        if (isDense(j)) {
            for (int i = 0; i < a.length; i++) {
                a[i] -= factor * w[i] * v[i];
            }
        } else if (v == ONES) {
            for (int r : row[j]) {
                a[r] -= factor * w[r];
            }
        } else {
            for (int k = 0; k < v.length; k++) {
                int r = row[j][k];
                a[r] -= factor * w[r] * v[k];
            }
        }
    }

    /** The rows with these numbers, in this order, each at most once. */
    public SparseColumns select(int[] chosen) {
        int[] place = new int[rows];
        Arrays.fill(place, -1);
        for (int k = 0; k < chosen.length; k++) {
            place[chosen[k]] = k;
        }
        Builder builder = new Builder(chosen.length);
        for (int j = 0; j < columns(); j++) {
            double[] dense = new double[chosen.length];
            double[] v = value[j];
            int stored = isDense(j) ? rows : row[j].length;
            for (int k = 0; k < stored; k++) {
                int to = place[isDense(j) ? k : row[j][k]];
                if (to >= 0) {
                    dense[to] = v == ONES ? 1 : v[k];
                }
            }
            builder.dense(names.get(j), dense);
        }
        return builder.build();
    }
}
