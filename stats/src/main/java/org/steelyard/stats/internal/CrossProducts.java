package org.steelyard.stats.internal;

/** Small dense products over columns, in row order, so that results never depend on threads. */
public final class CrossProducts {

    /** Rows per block: the block's columns stay in the processor's cache while all pairs of columns pass over them. */
    private static final int BLOCK = 512;

    private CrossProducts() {}

    /** X'WX. */
    public static double[][] weighted(double[][] columns, double[] weight) {
        int p = columns.length;
        double[][] result = new double[p][p];
        double[] scaled = new double[BLOCK];
        for (int start = 0; start < weight.length; start += BLOCK) {
            int size = Math.min(BLOCK, weight.length - start);
            for (int a = 0; a < p; a++) {
                for (int i = 0; i < size; i++) {
                    scaled[i] = weight[start + i] * columns[a][start + i];
                }
                for (int b = 0; b <= a; b++) {
                    result[a][b] += dot(scaled, columns[b], start, size);
                }
            }
        }
        for (int a = 0; a < p; a++) {
            for (int b = 0; b < a; b++) {
                result[b][a] = result[a][b];
            }
        }
        return result;
    }

    /** X'v. */
    public static double[] timesVector(double[][] columns, double[] v) {
        double[] result = new double[columns.length];
        for (int a = 0; a < columns.length; a++) {
            result[a] = dot(v, columns[a], 0, v.length);
        }
        return result;
    }

    /** Xb. */
    public static double[] linear(double[][] columns, double[] b) {
        double[] result = new double[columns[0].length];
        for (int a = 0; a < columns.length; a++) {
            double[] column = columns[a];
            double coefficient = b[a];
            for (int i = 0; i < result.length; i++) {
                result[i] += coefficient * column[i];
            }
        }
        return result;
    }

    /** Four running sums, added in a fixed order: the compiler can keep the multiplier busy, and the result is always the same. */
    private static double dot(double[] left, double[] right, int offset, int size) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < size; i += 4) {
            s0 += left[i] * right[offset + i];
            s1 += left[i + 1] * right[offset + i + 1];
            s2 += left[i + 2] * right[offset + i + 2];
            s3 += left[i + 3] * right[offset + i + 3];
        }
        for (; i < size; i++) {
            s0 += left[i] * right[offset + i];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
