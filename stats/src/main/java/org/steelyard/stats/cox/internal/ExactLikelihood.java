package org.steelyard.stats.cox.internal;

import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.linear.Matrix;

/**
 * The conditional likelihood of discrete times: at a time with d events, the product of the events' hazards over the sum of
 * such products over all subsets of d people at risk. The sum and its derivatives come from the recursion {@code e_d(n) =
 * e_d(n-1) + theta_n e_(d-1)(n-1)} (Gail MH, Lubin JH, Rubinstein LV. Biometrika 1981;68:703-707.
 * doi:10.1093/biomet/68.3.703).
 */
public final class ExactLikelihood implements Likelihood {

    private static final double MOST_WORK = 5e9;

    private final RiskSets sets;
    private final double[][] x;
    private final int p;

    public ExactLikelihood(RiskSets sets, CoxData data, boolean robust) {
        this.sets = sets;
        this.p = sets.x.columns();
        require(robust, data);
        x = new double[sets.rows()][];
        for (int i = 0; i < x.length; i++) {
            x[i] = sets.x.row(i);
        }
        requireFeasible();
    }

    private static void require(boolean robust, CoxData data) {
        boolean weighted = false;
        for (double w : data.weightOrOne()) {
            weighted |= w != 0 && w != 1;
        }
        if (weighted || robust) {
            throw unsupported("精确法（EXACT）不支持权重和稳健方差", "exact ties are not defined for weights or a robust variance");
        }
    }

    private void requireFeasible() {
        double work = 0;
        for (int i = 0; i < sets.rows(); i++) {
            for (int j = sets.first[i]; j < sets.last[i]; j++) {
                work += sets.deaths[j];
            }
        }
        if (work * (p + 1) * (p + 1) > MOST_WORK) {
            throw tooMany();
        }
    }

    private static SteelyardException tooMany() {
        return unsupported("同一时间的事件太多，精确法（EXACT）无法计算", "too many events at the same time for exact ties");
    }

    private static SteelyardException unsupported(String zh, String en) {
        return SteelyardException.of(
                NumericError.UNSUPPORTED, Place.field("ties"), Text.of(zh, en), Text.of("请改用 EFRON", "use EFRON"));
    }

    @Override
    public Evaluation at(double[] coefficients) {
        double[] eta = sets.x.times(coefficients);
        for (int i = 0; i < eta.length; i++) {
            eta[i] += sets.offset[i];
        }
        Sum sum = new Sum();
        for (int j = 0; j < sets.eventTimes(); j++) {
            sum.add(j, eta);
        }
        Matrix information = Matrix.of(p, p, sum.information);
        return new Evaluation(sum.logLikelihood, sum.score, information, sum.scale);
    }

    /** Running sums over event times. */
    private final class Sum {

        double logLikelihood;
        final double[] score = new double[p];
        final double[] information = new double[p * p];
        final double[] scale = new double[p];

        void add(int j, double[] eta) {
            Subsets subsets = new Subsets(sets.deaths[j]);
            double top = largest(j, eta);
            for (int i = 0; i < eta.length; i++) {
                if (sets.first[i] <= j && j < sets.last[i]) {
                    subsets.include(StrictMath.exp(eta[i] - top), x[i]);
                    if (sets.event[i] && sets.last[i] - 1 == j) {
                        logLikelihood += eta[i] - top;
                        for (int m = 0; m < p; m++) {
                            score[m] += x[i][m];
                        }
                    }
                }
            }
            subsets.finish(this);
        }

        private double largest(int j, double[] eta) {
            double top = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < eta.length; i++) {
                top = sets.first[i] <= j && j < sets.last[i] ? Math.max(top, eta[i]) : top;
            }
            return top;
        }
    }

    /** Sums over subsets of 0..d people, with gradient and second derivatives. */
    private final class Subsets {

        private final int d;
        private final double[] e;
        private final double[][] g;
        private final double[][] h;

        Subsets(int d) {
            this.d = d;
            e = new double[d + 1];
            g = new double[d + 1][p];
            h = new double[d + 1][p * p];
            e[0] = 1;
        }

        void include(double theta, double[] row) {
            for (int k = d; k > 0; k--) {
                for (int a = 0; a < p; a++) {
                    for (int b = 0; b < p; b++) {
                        h[k][a * p + b] += theta
                                * (h[k - 1][a * p + b]
                                        + row[a] * g[k - 1][b]
                                        + row[b] * g[k - 1][a]
                                        + row[a] * row[b] * e[k - 1]);
                    }
                }
                for (int a = 0; a < p; a++) {
                    g[k][a] += theta * (g[k - 1][a] + row[a] * e[k - 1]);
                }
                e[k] += theta * e[k - 1];
            }
        }

        void finish(Sum sum) {
            if (Double.isInfinite(e[d]) || e[d] == 0) {
                throw tooMany();
            }
            sum.logLikelihood -= StrictMath.log(e[d]);
            for (int a = 0; a < p; a++) {
                double mean = g[d][a] / e[d];
                sum.score[a] -= mean;
                sum.scale[a] += h[d][a * p + a] / e[d];
                for (int b = 0; b < p; b++) {
                    sum.information[a * p + b] += h[d][a * p + b] / e[d] - mean * (g[d][b] / e[d]);
                }
            }
        }
    }
}
