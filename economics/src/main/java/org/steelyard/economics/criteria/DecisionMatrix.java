package org.steelyard.economics.criteria;

import java.util.Arrays;
import org.steelyard.kernel.Seed;

/**
 * Options valued on criteria.
 *
 * <p>{@link #weightedSum}: min–max scaled scores, weights scaled to one. {@link #topsis}: closeness d⁻/(d⁺ + d⁻) to the ideal among vector-normalised, weighted values. {@link #entropyWeights}: criteria weigh as much as they differ, 1 − e with e the
 * entropy of the column's shares over ln m. {@link #rankAcceptability}: share of weight vectors, uniform over all that are possible, in which an option has a rank.
 *
 * <p>References: Hwang, Yoon. Multiple Attribute Decision Making. Springer 1981. Lahdelma, Hokkanen, Salminen. Eur J Oper Res 1998;106:137–143, doi:10.1016/S0377-2217(97)00163-X. Marsh et al. Value Health 2016;19:125–137,
 * doi:10.1016/j.jval.2015.12.016.
 *
 * @param values by option and criterion
 * @param moreIsBetter by criterion
 */
public record DecisionMatrix(double[][] values, boolean[] moreIsBetter) {

    public DecisionMatrix {
        for (double[] row : values) {
            if (row.length != moreIsBetter.length) {
                throw new IllegalArgumentException("every option has a value on every criterion");
            }
        }
    }

    private double[] column(int c) {
        return Arrays.stream(values).mapToDouble(r -> r[c]).toArray();
    }

    private static double[] scaled(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w / sum).toArray();
    }

    /** Scores between 0, the worst option, and 1, the best; 0 on a criterion on which all are equal. */
    double[][] minMax() {
        double[][] out = new double[values.length][moreIsBetter.length];
        for (int c = 0; c < moreIsBetter.length; c++) {
            double low = Arrays.stream(column(c)).min().orElse(0);
            double high = Arrays.stream(column(c)).max().orElse(0);
            for (int o = 0; o < out.length; o++) {
                double score = high > low ? (values[o][c] - low) / (high - low) : 0;
                out[o][c] = moreIsBetter[c] || high == low ? score : 1 - score;
            }
        }
        return out;
    }

    public double[] weightedSum(double[] weights) {
        double[] w = scaled(weights);
        return Arrays.stream(minMax()).mapToDouble(row -> dot(row, w)).toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    public double[] topsis(double[] weights) {
        double[] w = scaled(weights);
        double[] up = new double[values.length];
        double[] down = new double[values.length];
        for (int c = 0; c < w.length; c++) {
            double[] x = column(c);
            double norm = Math.sqrt(dot(x, x));
            double weight = w[c];
            double[] v = Arrays.stream(x).map(a -> a / norm * weight).toArray();
            double high = Arrays.stream(v).max().orElse(0);
            double low = Arrays.stream(v).min().orElse(0);
            double ideal = moreIsBetter[c] ? high : low;
            double worst = moreIsBetter[c] ? low : high;
            for (int o = 0; o < v.length; o++) {
                up[o] += (v[o] - ideal) * (v[o] - ideal);
                down[o] += (v[o] - worst) * (v[o] - worst);
            }
        }
        double[] out = new double[up.length];
        for (int o = 0; o < out.length; o++) {
            out[o] = Math.sqrt(down[o]) / (Math.sqrt(up[o]) + Math.sqrt(down[o]));
        }
        return out;
    }

    public double[] entropyWeights() {
        double[] out = new double[moreIsBetter.length];
        for (int c = 0; c < out.length; c++) {
            double[] x = column(c);
            double sum = Arrays.stream(x).sum();
            double entropy = 0;
            for (double v : x) {
                double p = v / sum;
                entropy -= p > 0 ? p * StrictMath.log(p) : 0;
            }
            out[c] = 1 - entropy / StrictMath.log(values.length);
        }
        return scaled(out);
    }

    /** Share of weight vectors in which an option has each rank of the weighted sum: by option and rank, the best first. */
    public double[][] rankAcceptability(int vectors, Seed seed) {
        double[][] scores = minMax();
        double[][] out = new double[values.length][values.length];
        var random = seed.child("weights").generator();
        double[] w = new double[moreIsBetter.length];
        for (int i = 0; i < vectors; i++) {
            for (int c = 0; c < w.length; c++) {
                w[c] = -StrictMath.log(((random.nextLong() >>> 11) + 0.5) * 0x1.0p-53);
            }
            double[] total =
                    Arrays.stream(scores).mapToDouble(row -> dot(row, w)).toArray();
            for (int o = 0; o < total.length; o++) {
                int rank = 0;
                for (int other = 0; other < total.length; other++) {
                    boolean before = total[other] > total[o] || (total[other] == total[o] && other < o);
                    rank += before ? 1 : 0;
                }
                out[o][rank] += 1.0 / vectors;
            }
        }
        return out;
    }
}
