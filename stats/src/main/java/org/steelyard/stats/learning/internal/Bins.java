package org.steelyard.stats.learning.internal;

import java.util.Arrays;
import org.steelyard.stats.learning.Covariates;

/** Each covariate cut at its quantiles into at most {@value #MOST} bins; a bin's number is all that trees see. */
final class Bins {

    static final int MOST = 64;

    /** Upper ends of the bins of each column, the last left out: a value belongs to the first bin whose end it does not exceed. */
    private final double[][] end;

    private Bins(double[][] end) {
        this.end = end;
    }

    static Bins of(Covariates x) {
        double[][] end = new double[x.columns().length][];
        for (int j = 0; j < end.length; j++) {
            double[] sorted = x.columns()[j].clone();
            Arrays.sort(sorted);
            double[] distinct = Arrays.stream(sorted).distinct().toArray();
            end[j] = distinct.length <= MOST ? between(distinct) : quantiles(sorted);
        }
        return new Bins(end);
    }

    private static double[] between(double[] distinct) {
        double[] ends = new double[distinct.length - 1];
        Arrays.setAll(ends, k -> (distinct[k] + distinct[k + 1]) / 2);
        return ends;
    }

    private static double[] quantiles(double[] sorted) {
        double[] ends = new double[MOST - 1];
        int kept = 0;
        for (int k = 1; k < MOST; k++) {
            int at = (int) ((long) k * sorted.length / MOST);
            double cut = (sorted[at - 1] + sorted[at]) / 2;
            if (kept == 0 || cut > ends[kept - 1]) {
                ends[kept++] = cut;
            }
        }
        return Arrays.copyOf(ends, kept);
    }

    int columns() {
        return end.length;
    }

    int count(int column) {
        return end[column].length + 1;
    }

    byte[][] place(Covariates x) {
        byte[][] bin = new byte[end.length][x.rows()];
        for (int j = 0; j < end.length; j++) {
            for (int i = 0; i < bin[j].length; i++) {
                int at = Arrays.binarySearch(end[j], x.columns()[j][i]);
                bin[j][i] = (byte) (at >= 0 ? at : -at - 1);
            }
        }
        return bin;
    }
}
