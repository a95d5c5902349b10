package org.steelyard.stats.competing;

import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.competing.internal.CauseTable;

/**
 * Cumulative incidence of each of several causes, weighted or not.
 *
 * <p><b>Estimand</b>: F_k(t) = P(T ≤ t, cause k) in the population that the weighted sample stands for: the share that will have had cause k,
 * with the other causes at work. One minus a Kaplan–Meier curve that censors the other causes overstates it. <b>Assumptions</b>:
 * censoring is independent of time and cause (within the weighted sample).
 *
 * <p><b>Formula</b> [1]: F_k(t) = Σ S(t_j−) d_kj / n_j over times t_j ≤ t, S the product-limit curve of all causes together. Events come
 * before censorings at the same time.
 *
 * <p><b>Variance</b>. {@link Variance#COUNTING} is the martingale form with a correction for ties [2, 3], that of R's {@code cmprsk::cuminc}:
 * with λ the jump of a cause, the cause itself moves F_k(t) by S(u−)(1 + (F_k(u) − F_k(t))/S(u)) and every other cause by S(u−)(F_k(u) −
 * F_k(t))/S(u) at each u ≤ t. {@link Variance#JACKKNIFE} is the infinitesimal jackknife Σ (w_i ∂F/∂w_i)², that of R's {@code survfit}, and
 * the one that holds with weights. Neither accounts for weights' having been estimated.
 *
 * <p>Speed: one sort, then O(n) for all causes and times. Times are tied only when equal.
 *
 * <ol>
 *   <li>Aalen and Johansen, Scand J Stat 1978;5:141-150.
 *   <li>Gray, Ann Stat 1988;16:1141-1154, doi:10.1214/aos/1176350951.
 *   <li>Braun and Yuan, Stat Med 2007;26:1170-1180, doi:10.1002/sim.2600 (compares the estimators of the variance).
 * </ol>
 */
public final class AalenJohansen {

    /** How the standard error is made. */
    public enum Variance {
        COUNTING,
        JACKKNIFE
    }

    private AalenJohansen() {}

    /** Counting-process variance when every weight is 1, the jackknife otherwise. */
    public static CumulativeIncidence fit(CompetingData data) {
        return fit(data, data.unweighted() ? Variance.COUNTING : Variance.JACKKNIFE);
    }

    public static CumulativeIncidence fit(CompetingData data, Variance variance) {
        if (variance == Variance.COUNTING && !data.unweighted()) {
            throw EstimationError.NOT_SUPPORTED.at(
                    "variance",
                    Text.of("计数过程方差不支持权重", "the counting-process variance is not defined for weights"),
                    Text.of("改用无穷小刀切法方差", "use the infinitesimal jackknife"));
        }
        int causes = Math.max(1, data.causes());
        CauseTable table = CauseTable.of(data, causes);
        double[] survival = table.survival();
        double[][] incidence = new double[causes][];
        double[][] se = new double[causes][];
        for (int c = 0; c < causes; c++) {
            incidence[c] = table.incidence(c, survival);
            se[c] = switch (variance) {
                case COUNTING -> counting(table, survival, incidence[c], c);
                case JACKKNIFE -> new Jackknife(table, survival, incidence[c], c).standardErrors(data);
            };
        }
        return new CumulativeIncidence(table.time(), survival, incidence, se, variance);
    }

    /** w_i ∂F(t)/∂w_i of each person, in the order of the data: squares add up to the jackknife's variance. */
    public static double[] influence(CompetingData data, int cause, double t) {
        CauseTable table = CauseTable.of(data, Math.max(cause, data.causes()));
        double[] survival = table.survival();
        return new Jackknife(table, survival, table.incidence(cause - 1, survival), cause - 1).influence(data, t);
    }

    /** Sums of (a + b F(t))² s are kept as Σ a²s, Σ abs, Σ b²s, so that all t together cost one pass. */
    private static double[] counting(CauseTable table, double[] survival, double[] incidence, int cause) {
        double[] se = new double[table.size()];
        double aa = 0;
        double ab = 0;
        double bb = 0;
        double before = 1;
        for (int k = 0; k < se.length; k++) {
            double n = table.atRisk()[k];
            double own = table.events()[cause][k];
            double other = table.anyEvent()[k] - own;
            double inverse = survival[k] > 0 ? 1 / survival[k] : 0;
            double f = incidence[k];
            if (other > 0 && survival[k] > 0) {
                double s = before * before * tied(other, n) * other / (n * n);
                aa += f * f * inverse * inverse * s;
                ab -= f * inverse * inverse * s;
                bb += inverse * inverse * s;
            }
            if (own > 0) {
                double s = before * before * tied(own, n) * own / (n * n);
                double a = 1 + f * inverse;
                aa += a * a * s;
                ab -= a * inverse * s;
                bb += inverse * inverse * s;
            }
            se[k] = Math.sqrt(Math.max(0, aa + 2 * f * ab + f * f * bb));
            before = survival[k];
        }
        return se;
    }

    /** Hypergeometric share of the variance of d events among n. */
    private static double tied(double d, double n) {
        return d > 1 ? 1 - (d - 1) / (n - 1) : 1;
    }

    /**
     * Influence as A_i + B_i F(t), with A and B fixed once person i has left: with dM the person's own events less those expected,
     * A = ∫ S(u−)/n dM_k + ∫ F(u)/(n − d) dM and B = −∫ 1/(n − d) dM.
     */
    private static final class Jackknife {

        private final CauseTable table;
        private final double[] incidence;
        private final int cause;
        /** Expected parts of A and B up to and including each time. */
        private final double[] a;

        private final double[] b;
        private final double[] before;
        private final double[] inverse;

        Jackknife(CauseTable table, double[] survival, double[] incidence, int cause) {
            this.table = table;
            this.incidence = incidence;
            this.cause = cause;
            int m = table.size();
            a = new double[m];
            b = new double[m];
            before = new double[m];
            inverse = new double[m];
            double sumA = 0;
            double sumB = 0;
            for (int k = 0; k < m; k++) {
                double n = table.atRisk()[k];
                before[k] = k == 0 ? 1 : survival[k - 1];
                inverse[k] = survival[k] > 0 ? 1 / (n - table.anyEvent()[k]) : 0;
                if (table.anyEvent()[k] > 0) {
                    sumA += before[k] * table.events()[cause][k] / (n * n);
                    sumA += incidence[k] * inverse[k] * table.anyEvent()[k] / n;
                    sumB += inverse[k] * table.anyEvent()[k] / n;
                }
                a[k] = sumA;
                b[k] = sumB;
            }
        }

        /** A of someone who leaves at time k, by a cause (from 1) or censored. */
        private double leaverA(int k, int how) {
            double own = how == cause + 1 ? before[k] / table.atRisk()[k] : 0;
            return own + (how > 0 ? incidence[k] * inverse[k] : 0) - a[k];
        }

        private double leaverB(int k, int how) {
            return b[k] - (how > 0 ? inverse[k] : 0);
        }

        double[] standardErrors(CompetingData data) {
            int m = table.size();
            double[][] left = new double[3][m];
            for (int i = 0; i < data.size(); i++) {
                int k = table.row()[i];
                double w = data.weight()[i] * data.weight()[i];
                double own = leaverA(k, data.cause()[i]);
                double slope = leaverB(k, data.cause()[i]);
                left[0][k] += w * own * own;
                left[1][k] += w * own * slope;
                left[2][k] += w * slope * slope;
            }
            double[] se = new double[m];
            double[] sum = new double[3];
            for (int k = 0; k < m; k++) {
                for (int q = 0; q < 3; q++) {
                    sum[q] += left[q][k];
                }
                double f = incidence[k];
                double stay = b[k] * f - a[k];
                double squares = k + 1 < m ? table.squaresAtRisk()[k + 1] : 0;
                se[k] = Math.sqrt(Math.max(0, sum[0] + 2 * f * sum[1] + f * f * sum[2] + squares * stay * stay));
            }
            return se;
        }

        double[] influence(CompetingData data, double t) {
            double[] influence = new double[data.size()];
            int last = java.util.Arrays.binarySearch(table.time(), t);
            last = last >= 0 ? last : -last - 2;
            for (int i = 0; i < influence.length && last >= 0; i++) {
                int k = table.row()[i];
                double f = incidence[last];
                double moved = k <= last
                        ? leaverA(k, data.cause()[i]) + leaverB(k, data.cause()[i]) * f
                        : b[last] * f - a[last];
                influence[i] = data.weight()[i] * moved;
            }
            return influence;
        }
    }
}
