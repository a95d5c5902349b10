package org.steelyard.economics.criteria;

import java.util.Arrays;

/**
 * Weights from pairwise comparisons (analytic hierarchy process): the principal eigenvector of a reciprocal matrix, and how consistent the judgements are.
 *
 * <p>CI = (λ − n)/(n − 1), CR = CI/RI(n) with Saaty's random indices; judgements with CR above 0.1 should be made again. Reference: Saaty. J Math Psychol 1977;15:234–281, doi:10.1016/0022-2496(77)90033-5.
 *
 * @param consistencyRatio NaN for fewer than three criteria, which cannot contradict each other, and for more than ten
 */
public record PairwiseComparison(double[] weights, double lambda, double consistencyIndex, double consistencyRatio) {

    private static final double[] RANDOM = {0, 0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49};
    private static final int STEPS = 10_000;

    /** @param judgements a_ij: how much more criterion i matters than j; a_ji = 1/a_ij */
    public static PairwiseComparison of(double[][] judgements) {
        int n = judgements.length;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (judgements[i].length != n || !(Math.abs(judgements[i][j] * judgements[j][i] - 1) < 1e-6)) {
                    throw new IllegalArgumentException("a_ij and a_ji are reciprocal");
                }
            }
        }
        double[] w = new double[n];
        Arrays.fill(w, 1.0 / n);
        double lambda = n;
        for (int step = 0; step < STEPS; step++) {
            double[] next = new double[n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    next[i] += judgements[i][j] * w[j];
                }
            }
            double sum = Arrays.stream(next).sum();
            double moved = 0;
            for (int i = 0; i < n; i++) {
                next[i] /= sum;
                moved += Math.abs(next[i] - w[i]);
            }
            w = next;
            lambda = sum;
            if (moved < 1e-15) {
                break;
            }
        }
        double index = n > 1 ? (lambda - n) / (n - 1) : 0;
        double ratio = n >= 3 && n < RANDOM.length ? index / RANDOM[n] : Double.NaN;
        return new PairwiseComparison(w, lambda, index, ratio);
    }
}
