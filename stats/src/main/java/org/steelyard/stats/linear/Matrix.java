package org.steelyard.stats.linear;

import java.util.Arrays;

/** A small dense immutable matrix, row after row. For designs with a row per person see {@link DesignMatrix}. */
public final class Matrix {

    private final int rows;
    private final int columns;
    private final double[] values;

    private Matrix(int rows, int columns, double[] values) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    /** Copies {@code values}, row after row. */
    public static Matrix of(int rows, int columns, double[] values) {
        if (values.length != rows * columns) {
            throw new IllegalArgumentException("a matrix of " + rows + " x " + columns + " needs as many values");
        }
        return new Matrix(rows, columns, values.clone());
    }

    public static Matrix of(double[][] rowsOfValues) {
        int columns = rowsOfValues.length == 0 ? 0 : rowsOfValues[0].length;
        double[] flat = new double[rowsOfValues.length * columns];
        for (int i = 0; i < rowsOfValues.length; i++) {
            System.arraycopy(rowsOfValues[i], 0, flat, i * columns, columns);
        }
        return new Matrix(rowsOfValues.length, columns, flat);
    }

    public static Matrix zero(int rows, int columns) {
        return new Matrix(rows, columns, new double[rows * columns]);
    }

    public static Matrix identity(int size) {
        double[] values = new double[size * size];
        for (int i = 0; i < size; i++) {
            values[i * size + i] = 1;
        }
        return new Matrix(size, size, values);
    }

    /** The symmetric matrix whose upper triangle is that of the leading {@code size} columns of a padded sum. */
    public static Matrix symmetric(int size, double[] padded, int stride) {
        double[] values = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                values[i * size + j] = padded[i * stride + j];
                values[j * size + i] = padded[i * stride + j];
            }
        }
        return new Matrix(size, size, values);
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public double at(int row, int column) {
        return values[row * columns + column];
    }

    /** A copy of the values, row after row. */
    public double[] toArray() {
        return values.clone();
    }

    public double[] diagonal() {
        double[] d = new double[Math.min(rows, columns)];
        for (int i = 0; i < d.length; i++) {
            d[i] = at(i, i);
        }
        return d;
    }

    public Matrix transpose() {
        double[] t = new double[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                t[j * rows + i] = values[i * columns + j];
            }
        }
        return new Matrix(columns, rows, t);
    }

    public Matrix times(Matrix other) {
        requireSame(columns, other.rows);
        double[] product = new double[rows * other.columns];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < columns; k++) {
                double a = values[i * columns + k];
                for (int j = 0; j < other.columns; j++) {
                    product[i * other.columns + j] += a * other.values[k * other.columns + j];
                }
            }
        }
        return new Matrix(rows, other.columns, product);
    }

    public double[] times(double[] vector) {
        requireSame(columns, vector.length);
        double[] product = new double[rows];
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += values[i * columns + j] * vector[j];
            }
            product[i] = sum;
        }
        return product;
    }

    public Matrix plus(Matrix other) {
        requireSame(rows, other.rows);
        requireSame(columns, other.columns);
        double[] sum = values.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.values[i];
        }
        return new Matrix(rows, columns, sum);
    }

    public Matrix minus(Matrix other) {
        return plus(other.times(-1));
    }

    public Matrix times(double factor) {
        double[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return new Matrix(rows, columns, scaled);
    }

    /** {@code v' M v}. */
    public double quadraticForm(double[] vector) {
        double[] product = times(vector);
        double sum = 0;
        for (int i = 0; i < product.length; i++) {
            sum += product[i] * vector[i];
        }
        return sum;
    }

    /** The rows and columns with these numbers, in this order. */
    public Matrix select(int[] indices) {
        double[] chosen = new double[indices.length * indices.length];
        for (int i = 0; i < indices.length; i++) {
            for (int j = 0; j < indices.length; j++) {
                chosen[i * indices.length + j] = at(indices[i], indices[j]);
            }
        }
        return new Matrix(indices.length, indices.length, chosen);
    }

    private static void requireSame(int a, int b) {
        if (a != b) {
            throw new IllegalArgumentException("matrix dimensions differ: " + a + " and " + b);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matrix m && m.rows == rows && m.columns == columns && Arrays.equals(values, m.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * rows + columns) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Matrix[" + rows + " x " + columns + "]";
    }
}
