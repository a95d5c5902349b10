package org.steelyard.stats.linear.internal;

import org.steelyard.stats.linear.CrossProduct;

/**
 * Two rows of the sum and four rows of data at a time, so that what is read serves several updates; the inner loop is auto-vectorised. Each cell is one
 * chain of fused multiply-adds in row order, as {@link VectorCrossProduct} has it, so that both give the same bits.
 */
public final class PlainCrossProduct implements CrossProduct {

    public static final PlainCrossProduct INSTANCE = new PlainCrossProduct();

    private PlainCrossProduct() {}

    @Override
    public String id() {
        return "plain";
    }

    @Override
    public void add(double[] block, double[] scaled, int rows, int stride, double[] sum) {
        int row = 0;
        for (; row + 4 <= rows; row += 4) {
            for (int j = 0; j < stride; j += 2) {
                addFour(block, scaled, row * stride + j, stride, sum, j);
            }
        }
        for (; row < rows; row++) {
            addOne(block, scaled, row * stride, stride, sum);
        }
    }

    /** The loop that matters; kept alone so that the compiler sees nothing but it. Of the second row its first cell lies below the diagonal and is nobody's. */
    private static void addFour(double[] x, double[] s, int at, int stride, double[] sum, int j) {
        int o1 = at + stride;
        int o2 = o1 + stride;
        int o3 = o2 + stride;
        double a0 = s[at];
        double a1 = s[o1];
        double a2 = s[o2];
        double a3 = s[o3];
        double b0 = s[at + 1];
        double b1 = s[o1 + 1];
        double b2 = s[o2 + 1];
        double b3 = s[o3 + 1];
        int upper = j * stride + j;
        int lower = upper + stride;
        int length = stride - j;
        for (int k = 0; k < length; k++) {
            double x0 = x[at + k];
            double x1 = x[o1 + k];
            double x2 = x[o2 + k];
            double x3 = x[o3 + k];
            double a = Math.fma(a1, x1, Math.fma(a0, x0, sum[upper + k]));
            double b = Math.fma(b1, x1, Math.fma(b0, x0, sum[lower + k]));
            sum[upper + k] = Math.fma(a3, x3, Math.fma(a2, x2, a));
            sum[lower + k] = Math.fma(b3, x3, Math.fma(b2, x2, b));
        }
    }

    private static void addOne(double[] x, double[] s, int at, int stride, double[] sum) {
        for (int j = 0; j < stride; j++) {
            double a = s[at + j];
            int to = j * stride;
            for (int k = j; k < stride; k++) {
                sum[to + k] = Math.fma(a, x[at + k], sum[to + k]);
            }
        }
    }
}
