package org.steelyard.economics.model.internal.engine;

/** Sums of products over lanes; a factor of length one is the same for all. */
final class Vec {

    private Vec() {}

    /** {@code sum += (weight × b) × a}, in this order whatever the length of b, so that a lane alone has the same bits. */
    static void addProduct(double[] sum, double weight, double[] a, double[] b, int n) {
        if (b.length == 1) {
            double w = weight * b[0];
            for (int i = 0; i < n; i++) {
                sum[i] += w * a[i];
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            sum[i] += weight * b[i] * a[i];
        }
    }

    /** {@code out = a × b}. */
    static void product(double[] out, double[] a, double[] b, int n) {
        if (b.length == 1) {
            double w = b[0];
            for (int i = 0; i < n; i++) {
                out[i] = a[i] * w;
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            out[i] = a[i] * b[i];
        }
    }

    static void add(double[] sum, double[] a, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] += a[i];
        }
    }

    static void subtract(double[] sum, double[] a, int n) {
        if (a.length == 1) {
            for (int i = 0; i < n; i++) {
                sum[i] -= a[0];
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            sum[i] -= a[i];
        }
    }
}
