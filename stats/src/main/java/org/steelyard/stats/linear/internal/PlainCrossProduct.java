package org.steelyard.stats.linear.internal;

import org.steelyard.stats.linear.CrossProduct;

/** Four rows at a time, so that the sum is read and written once for four updates; the inner loop is auto-vectorised. */
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
            addFour(block, scaled, row * stride, stride, sum);
        }
        for (; row < rows; row++) {
            addOne(block, scaled, row * stride, stride, sum);
        }
    }

    private static void addFour(double[] x, double[] s, int at, int stride, double[] sum) {
        for (int j = 0; j < stride; j++) {
            rankFour(x, s, at + j, stride, stride - j, sum, j * stride + j);
        }
    }

    /** The loop that matters; kept alone so that the compiler sees nothing but it. */
    private static void rankFour(double[] x, double[] s, int at, int stride, int length, double[] sum, int to) {
        double a0 = s[at];
        double a1 = s[at + stride];
        double a2 = s[at + 2 * stride];
        double a3 = s[at + 3 * stride];
        int o1 = at + stride;
        int o2 = at + 2 * stride;
        int o3 = at + 3 * stride;
        for (int k = 0; k < length; k++) {
            sum[to + k] += a0 * x[at + k] + a1 * x[o1 + k] + a2 * x[o2 + k] + a3 * x[o3 + k];
        }
    }

    private static void addOne(double[] x, double[] s, int at, int stride, double[] sum) {
        for (int j = 0; j < stride; j++) {
            double a = s[at + j];
            int to = j * stride;
            for (int k = j; k < stride; k++) {
                sum[to + k] += a * x[at + k];
            }
        }
    }
}
