package org.steelyard.stats.internal;

/** Sums and moments in array order, so that they never depend on the number of threads. Variances are two-pass. */
public final class Sums {

    private Sums() {}

    public static double sum(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v;
        }
        return sum;
    }

    public static double mean(double[] x) {
        return sum(x) / x.length;
    }

    /** Sample covariance with divisor n − 1. */
    public static double covariance(double[] x, double[] y) {
        double mx = mean(x);
        double my = mean(y);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - mx) * (y[i] - my);
        }
        return sum / (x.length - 1);
    }

    /** Sample variance with divisor n − 1. */
    public static double variance(double[] x) {
        return covariance(x, x);
    }

    public static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
