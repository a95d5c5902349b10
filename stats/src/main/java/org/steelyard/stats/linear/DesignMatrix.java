package org.steelyard.stats.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.linear.internal.Parallel;

/**
 * An immutable design matrix: one row per person, one named column per term, every value finite.
 *
 * <p>Values are kept in blocks of {@value #BLOCK} rows, row after row, each row padded with zeros to a multiple of
 * {@value #LANES}. A pass over the matrix works block by block in cache. Sums over rows are formed in at most
 * {@value #PARTS} parts, cut by the number of rows alone, and added in order: the number of threads never changes a bit.
 */
public final class DesignMatrix {

    /** Name of the intercept's term. */
    public static final String INTERCEPT = "(Intercept)";

    /** Rows are padded to a multiple of this many doubles. */
    public static final int LANES = 4;

    static final int BLOCK = 256;
    static final int PARTS = 64;

    private final List<String> terms;
    private final int rows;
    private final int stride;
    private final double[][] blocks;
    private final boolean intercept;

    private DesignMatrix(List<String> terms, int rows, double[][] blocks, boolean intercept) {
        this.terms = List.copyOf(terms);
        this.rows = rows;
        this.stride = strideOf(terms.size());
        this.blocks = blocks;
        this.intercept = intercept;
    }

    /** The given columns and no intercept. The arrays are copied. */
    public static DesignMatrix of(List<String> terms, double[][] columns) {
        return build(terms, columns, false);
    }

    /** A column of ones named {@value #INTERCEPT}, then the given columns. The arrays are copied. */
    public static DesignMatrix withIntercept(List<String> terms, double[][] columns) {
        return build(terms, columns, true);
    }

    /** An intercept alone. */
    public static DesignMatrix interceptOnly(int rows) {
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        DesignMatrix plain = build(List.of(INTERCEPT), new double[][] {ones}, false);
        return new DesignMatrix(plain.terms, rows, plain.blocks, true);
    }

    private static DesignMatrix build(List<String> terms, double[][] columns, boolean intercept) {
        int rows = columns.length == 0 ? 0 : columns[0].length;
        checkColumns(terms, columns, rows);
        List<String> names = new ArrayList<>();
        if (intercept) {
            names.add(INTERCEPT);
        }
        names.addAll(terms);
        double[][] blocks = emptyBlocks(rows, strideOf(names.size()));
        DesignMatrix design = new DesignMatrix(names, rows, blocks, intercept);
        int first = intercept ? 1 : 0;
        if (intercept) {
            design.fill(0, 1);
        }
        for (int j = 0; j < columns.length; j++) {
            design.copyIn(first + j, columns[j]);
        }
        return design;
    }

    /**
     * Rows given one after the other, {@code stride} doubles each, of which the first are the terms and the rest zero; the
     * stride must be that of {@link #stride()} for as many terms.
     */
    public static DesignMatrix ofRows(List<String> terms, double[] flat) {
        int stride = strideOf(terms.size());
        int rows = flat.length / stride;
        double[][] blocks = emptyBlocks(rows, stride);
        for (int b = 0; b < blocks.length; b++) {
            System.arraycopy(flat, b * BLOCK * stride, blocks[b], 0, blocks[b].length);
        }
        return new DesignMatrix(terms, rows, blocks, false);
    }

    private static void checkColumns(List<String> terms, double[][] columns, int rows) {
        if (terms.size() != columns.length || new LinkedHashSet<>(terms).size() != terms.size()) {
            throw new IllegalArgumentException("every column needs one name of its own");
        }
        Problems problems = new Problems();
        for (int j = 0; j < columns.length; j++) {
            if (columns[j].length != rows) {
                throw new IllegalArgumentException("columns differ in length");
            }
            if (!allFinite(columns[j])) {
                problems.add(
                        NumericError.INVALID_VALUE,
                        Place.field(terms.get(j)),
                        Text.of(
                                "该协变量含有缺失或非有限数值，模型只接受有限数值",
                                "the covariate holds missing or infinite values; a model takes finite numbers only"),
                        Text.of("请先插补或剔除这些记录", "impute or exclude those records first"));
            }
        }
        problems.throwIfAny();
    }

    private static boolean allFinite(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v * 0;
        }
        return sum == 0;
    }

    private static int strideOf(int columns) {
        return Math.max(LANES, (columns + LANES - 1) / LANES * LANES);
    }

    private static double[][] emptyBlocks(int rows, int stride) {
        double[][] blocks = new double[(rows + BLOCK - 1) / BLOCK][];
        for (int b = 0; b < blocks.length; b++) {
            blocks[b] = new double[Math.min(BLOCK, rows - b * BLOCK) * stride];
        }
        return blocks;
    }

    private void fill(int column, double value) {
        for (double[] block : blocks) {
            for (int at = column; at < block.length; at += stride) {
                block[at] = value;
            }
        }
    }

    private void copyIn(int column, double[] values) {
        int row = 0;
        for (double[] block : blocks) {
            for (int at = column; at < block.length; at += stride) {
                block[at] = values[row++];
            }
        }
    }

    public int rows() {
        return rows;
    }

    /** Number of columns, the intercept included. */
    public int columns() {
        return terms.size();
    }

    public List<String> terms() {
        return terms;
    }

    public boolean hasIntercept() {
        return intercept;
    }

    /** Doubles kept per row, the padding included. */
    public int stride() {
        return stride;
    }

    /** Adds a row times a factor to the {@link #stride()} numbers that begin at a place. */
    public void addRow(int row, double factor, double[] to, int place) {
        double[] block = blocks[row / BLOCK];
        int at = row % BLOCK * stride;
        for (int k = 0; k < stride; k++) {
            to[place + k] += factor * block[at + k];
        }
    }

    /** Adds the rows from one (inclusive) to another (exclusive), each times its factor, as {@link #addRow} one after the other would, bit for bit. */
    public void addRows(int from, int to, double[] factors, double[] sum, int place) {
        for (int row = from; row < to; ) {
            int end = Math.min(to, (row / BLOCK + 1) * BLOCK);
            Blocks.Range range = new Blocks.Range(row % BLOCK * stride, (row % BLOCK + end - row) * stride, stride);
            Blocks.addRows(blocks[row / BLOCK], range, factors, row, sum, place);
            row = end;
        }
    }

    /** Row times coefficients, which are padded with zeros to {@link #stride()}. */
    public double dot(int row, double[] padded) {
        return Blocks.dot(blocks[row / BLOCK], row % BLOCK * stride, padded, stride);
    }

    public double at(int row, int column) {
        return blocks[row / BLOCK][row % BLOCK * stride + column];
    }

    /** A copy of one column. */
    public double[] column(int column) {
        double[] values = new double[rows];
        int row = 0;
        for (double[] block : blocks) {
            for (int at = column; at < block.length; at += stride) {
                values[row++] = block[at];
            }
        }
        return values;
    }

    /** A copy of one row. */
    public double[] row(int row) {
        int at = row % BLOCK * stride;
        return Arrays.copyOfRange(blocks[row / BLOCK], at, at + columns());
    }

    /** The same rows with one column more, at the end. */
    public DesignMatrix withColumn(String term, double[] values) {
        checkColumns(List.of(term), new double[][] {values}, rows);
        List<String> names = new ArrayList<>(terms);
        names.add(term);
        if (new LinkedHashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("every column needs one name of its own");
        }
        DesignMatrix wider = new DesignMatrix(names, rows, emptyBlocks(rows, strideOf(names.size())), intercept);
        for (int b = 0; b < blocks.length; b++) {
            for (int from = 0, to = 0; from < blocks[b].length; from += stride, to += wider.stride) {
                System.arraycopy(blocks[b], from, wider.blocks[b], to, columns());
            }
        }
        wider.copyIn(columns(), values);
        return wider;
    }

    /** The same matrix with one column set to one value for everybody, as standardisation (g-computation) needs. */
    public DesignMatrix withValue(String term, double value) {
        int column = terms.indexOf(term);
        if (column < 0 || !Double.isFinite(value)) {
            throw new IllegalArgumentException("no such term, or no finite value: " + term);
        }
        double[][] copies = Arrays.stream(blocks).map(double[]::clone).toArray(double[][]::new);
        DesignMatrix copy = new DesignMatrix(terms, rows, copies, intercept);
        copy.fill(column, value);
        return copy;
    }

    /** The rows with these numbers, in this order; a row may be taken more than once. */
    public DesignMatrix select(int[] rowNumbers) {
        double[][] chosen = emptyBlocks(rowNumbers.length, stride);
        for (int i = 0; i < rowNumbers.length; i++) {
            int from = rowNumbers[i];
            System.arraycopy(
                    blocks[from / BLOCK], from % BLOCK * stride, chosen[i / BLOCK], i % BLOCK * stride, stride);
        }
        return new DesignMatrix(terms, rowNumbers.length, chosen, intercept);
    }

    /** The columns with these numbers, in this order. */
    public DesignMatrix selectColumns(int[] columnNumbers) {
        List<String> names = Arrays.stream(columnNumbers).mapToObj(terms::get).toList();
        boolean keepsIntercept = intercept && IntStream.of(columnNumbers).anyMatch(c -> c == 0);
        DesignMatrix narrower =
                new DesignMatrix(names, rows, emptyBlocks(rows, strideOf(names.size())), keepsIntercept);
        for (int j = 0; j < columnNumbers.length; j++) {
            narrower.copyIn(j, column(columnNumbers[j]));
        }
        return narrower;
    }

    /** The rows with these numbers, in this order, with a constant taken from each column; no column is an intercept. */
    public DesignMatrix selectCentred(int[] rowNumbers, double[] centre, Numerics numerics) {
        requireLength(centre, columns(), "centre");
        double[] padded = Arrays.copyOf(centre, stride);
        double[][] chosen = new double[(rowNumbers.length + BLOCK - 1) / BLOCK][];
        DesignMatrix result = new DesignMatrix(terms, rowNumbers.length, chosen, false);
        Parallel.run(result.threadsFor(numerics, 1), chosen.length, b -> {
            int first = b * BLOCK;
            int count = Math.min(BLOCK, rowNumbers.length - first);
            double[] to = new double[count * stride];
            for (int i = 0; i < count; i++) {
                int row = rowNumbers[first + i];
                Blocks.copyLess(blocks[row / BLOCK], row % BLOCK * stride, padded, to, i * stride);
            }
            chosen[b] = to;
        });
        return result;
    }

    /** {@code X b}, one value per row. */
    public double[] times(double[] coefficients, Numerics numerics) {
        requireLength(coefficients, columns(), "coefficients");
        double[] product = new double[rows];
        double[] padded = Arrays.copyOf(coefficients, stride);
        Parallel.run(threadsFor(numerics, 1), parts(), part -> {
            for (int b = firstBlock(part); b < firstBlock(part + 1); b++) {
                Blocks.times(blocks[b], stride, padded, product, b * BLOCK);
            }
        });
        return product;
    }

    /** {@code X b} on one thread. */
    public double[] times(double[] coefficients) {
        return times(coefficients, Numerics.standard());
    }

    /** {@code X' r}, one value per column. */
    public double[] transposeTimes(double[] perRow, Numerics numerics) {
        requireLength(perRow, rows, "values per row");
        double[][] sums = new double[parts()][stride];
        Parallel.run(threadsFor(numerics, 1), parts(), part -> {
            for (int b = firstBlock(part); b < firstBlock(part + 1); b++) {
                Blocks.addTransposeTimes(blocks[b], stride, perRow, b * BLOCK, sums[part]);
            }
        });
        return Arrays.copyOf(sumInOrder(sums), columns());
    }

    /** What a row adds to a sum over rows, given its predictor. */
    @FunctionalInterface
    public interface Residual {
        double of(int row, double predictor);
    }

    /**
     * {@code X' r} with {@code r = counts * residual(X b)}, in one pass that leaves out rows counted 0 times: the same bits as {@link #times} followed by
     * {@link #transposeTimes}, on one thread.
     */
    public double[] score(double[] coefficients, double[] counts, Residual residual) {
        requireLength(coefficients, columns(), "coefficients");
        requireLength(counts, rows, "counts");
        double[] padded = Arrays.copyOf(coefficients, stride);
        double[][] sums = new double[parts()][stride];
        for (int part = 0; part < sums.length; part++) {
            for (int b = firstBlock(part); b < firstBlock(part + 1); b++) {
                Blocks.addScore(blocks[b], padded, new Blocks.Counted(b * BLOCK, counts, residual), sums[part]);
            }
        }
        return Arrays.copyOf(sumInOrder(sums), columns());
    }

    /** {@code X' diag(w) X}. Weights may be negative. */
    public Matrix crossProduct(double[] weights, Numerics numerics) {
        requireLength(weights, rows, "weights");
        CrossProduct kernel = CrossProduct.of(numerics.kernel());
        double[][] sums = new double[parts()][];
        Parallel.run(threadsFor(numerics, stride), parts(), part -> {
            double[] sum = new double[stride * stride];
            double[] scaled = new double[BLOCK * stride];
            for (int b = firstBlock(part); b < firstBlock(part + 1); b++) {
                Blocks.scale(blocks[b], stride, weights, b * BLOCK, scaled);
                kernel.add(blocks[b], scaled, blocks[b].length / stride, stride, sum);
            }
            sums[part] = sum;
        });
        return Matrix.symmetric(columns(), sumInOrder(sums), stride);
    }

    /** {@code X' diag(w) X} and {@code X' r} in one pass. */
    public NormalEquations normalEquations(double[] weights, double[] perRow, Numerics numerics) {
        requireLength(weights, rows, "weights");
        requireLength(perRow, rows, "values per row");
        CrossProduct kernel = CrossProduct.of(numerics.kernel());
        double[][] cross = new double[parts()][];
        double[][] right = new double[parts()][];
        Parallel.run(threadsFor(numerics, stride), parts(), part -> {
            double[] sum = new double[stride * stride];
            double[] vector = new double[stride];
            double[] scaled = new double[BLOCK * stride];
            for (int b = firstBlock(part); b < firstBlock(part + 1); b++) {
                Blocks.scale(blocks[b], stride, weights, b * BLOCK, scaled);
                kernel.add(blocks[b], scaled, blocks[b].length / stride, stride, sum);
                Blocks.addTransposeTimes(blocks[b], stride, perRow, b * BLOCK, vector);
            }
            cross[part] = sum;
            right[part] = vector;
        });
        return new NormalEquations(
                Matrix.symmetric(columns(), sumInOrder(cross), stride), Arrays.copyOf(sumInOrder(right), columns()));
    }

    /** Smallest and largest value of each column: two arrays. */
    public double[][] ranges() {
        double[] low = new double[stride];
        double[] high = new double[stride];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        for (double[] block : blocks) {
            for (int at = 0; at < block.length; at += stride) {
                Blocks.widen(block, at, low, high);
            }
        }
        return new double[][] {Arrays.copyOf(low, columns()), Arrays.copyOf(high, columns())};
    }

    private double[] sumInOrder(double[][] sums) {
        if (sums.length == 0) {
            return new double[stride * stride];
        }
        double[] total = sums[0].clone();
        for (int part = 1; part < sums.length; part++) {
            for (int i = 0; i < total.length; i++) {
                total[i] += sums[part][i];
            }
        }
        return total;
    }

    private int parts() {
        return Math.min(PARTS, blocks.length);
    }

    private int firstBlock(int part) {
        return (int) ((long) part * blocks.length / Math.max(1, parts()));
    }

    /** Starting a thread is not worth it below some hundred thousand multiplications. */
    private int threadsFor(Numerics numerics, int workPerValue) {
        return (long) rows * stride * workPerValue < 500_000 ? 1 : numerics.threads();
    }

    private static void requireLength(double[] values, int length, String what) {
        if (values.length != length) {
            throw SteelyardException.of(
                    NumericError.SHAPE,
                    Place.field(what),
                    Text.of(
                            "长度应为 " + length + "，实际为 " + values.length,
                            "expected " + length + " values, got " + values.length),
                    Text.EMPTY);
        }
    }
}
