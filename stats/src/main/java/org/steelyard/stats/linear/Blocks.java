package org.steelyard.stats.linear;

/** Inner loops over one block of a design; kept small so that each is compiled by itself. */
final class Blocks {

    private Blocks() {}

    static void scale(double[] block, int stride, double[] weights, int firstRow, double[] scaled) {
        int row = firstRow;
        for (int at = 0; at < block.length; at += stride) {
            scaleRow(block, scaled, at, stride, weights[row++]);
        }
    }

    private static void scaleRow(double[] from, double[] to, int at, int length, double weight) {
        for (int k = at; k < at + length; k++) {
            to[k] = weight * from[k];
        }
    }

    static void copyLess(double[] from, int at, double[] centre, double[] to, int place) {
        for (int k = 0; k < centre.length; k++) {
            to[place + k] = from[at + k] - centre[k];
        }
    }

    static void widen(double[] block, int at, double[] low, double[] high) {
        for (int k = 0; k < low.length; k++) {
            low[k] = Math.min(low[k], block[at + k]);
            high[k] = Math.max(high[k], block[at + k]);
        }
    }

    static void addTransposeTimes(double[] block, int stride, double[] perRow, int firstRow, double[] sum) {
        addRows(block, new Range(0, block.length, stride), perRow, firstRow, sum, 0);
    }

    /** Rows of a block by the places of their first values: from one to another, a stride apart. */
    record Range(int from, int to, int stride) {}

    /**
     * Adds the rows, each times its factor, to the numbers that begin at a place: eight columns, then four, kept in registers over all rows. A cell's
     * additions stand in the order of the rows.
     */
    static void addRows(double[] block, Range rows, double[] factors, int firstFactor, double[] sum, int place) {
        int k = 0;
        for (; k + 2 * DesignMatrix.LANES <= rows.stride(); k += 2 * DesignMatrix.LANES) {
            addEight(block, rows, factors, firstFactor, sum, place + k, k);
        }
        if (k < rows.stride()) {
            addFour(block, rows, factors, firstFactor, sum, place + k, k);
        }
    }

    private static void addEight(
            double[] x, Range rows, double[] factors, int firstFactor, double[] sum, int place, int k) {
        int stride = rows.stride();
        int end = rows.to() + k;
        double s0 = sum[place];
        double s1 = sum[place + 1];
        double s2 = sum[place + 2];
        double s3 = sum[place + 3];
        double s4 = sum[place + 4];
        double s5 = sum[place + 5];
        double s6 = sum[place + 6];
        double s7 = sum[place + 7];
        int row = firstFactor;
        for (int at = rows.from() + k; at < end; at += stride) {
            double f = factors[row++];
            s0 += f * x[at];
            s1 += f * x[at + 1];
            s2 += f * x[at + 2];
            s3 += f * x[at + 3];
            s4 += f * x[at + 4];
            s5 += f * x[at + 5];
            s6 += f * x[at + 6];
            s7 += f * x[at + 7];
        }
        sum[place] = s0;
        sum[place + 1] = s1;
        sum[place + 2] = s2;
        sum[place + 3] = s3;
        sum[place + 4] = s4;
        sum[place + 5] = s5;
        sum[place + 6] = s6;
        sum[place + 7] = s7;
    }

    private static void addFour(
            double[] x, Range rows, double[] factors, int firstFactor, double[] sum, int place, int k) {
        int stride = rows.stride();
        int end = rows.to() + k;
        double s0 = sum[place];
        double s1 = sum[place + 1];
        double s2 = sum[place + 2];
        double s3 = sum[place + 3];
        int row = firstFactor;
        for (int at = rows.from() + k; at < end; at += stride) {
            double f = factors[row++];
            s0 += f * x[at];
            s1 += f * x[at + 1];
            s2 += f * x[at + 2];
            s3 += f * x[at + 3];
        }
        sum[place] = s0;
        sum[place + 1] = s1;
        sum[place + 2] = s2;
        sum[place + 3] = s3;
    }

    /** Rows from {@code firstRow} on, each with how often it counts. */
    record Counted(int firstRow, double[] counts, DesignMatrix.Residual residual) {}

    static void addScore(double[] block, double[] padded, Counted rows, double[] sum) {
        int stride = padded.length;
        int row = rows.firstRow();
        for (int at = 0; at < block.length; at += stride, row++) {
            double count = rows.counts()[row];
            if (count != 0) {
                addRow(block, at, stride, count * rows.residual().of(row, dot(block, at, padded, stride)), sum);
            }
        }
    }

    private static void addRow(double[] block, int at, int length, double factor, double[] sum) {
        for (int k = 0; k < length; k++) {
            sum[k] += factor * block[at + k];
        }
    }

    static void times(double[] block, int stride, double[] padded, double[] product, int firstRow) {
        int row = firstRow;
        for (int at = 0; at < block.length; at += stride) {
            product[row++] = dot(block, at, padded, stride);
        }
    }

    /** Four running sums, since one chain of additions would wait for itself. */
    static double dot(double[] block, int at, double[] b, int stride) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int k = 0; k < stride; k += DesignMatrix.LANES) {
            s0 += block[at + k] * b[k];
            s1 += block[at + k + 1] * b[k + 1];
            s2 += block[at + k + 2] * b[k + 2];
            s3 += block[at + k + 3] * b[k + 3];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
