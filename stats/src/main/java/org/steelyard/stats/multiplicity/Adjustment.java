package org.steelyard.stats.multiplicity;

import java.util.Arrays;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.internal.SortOrder;

/**
 * P-values adjusted for several hypotheses: a hypothesis is rejected at level α when its adjusted p-value is at most α.
 *
 * <p>Bonferroni m p; Holm's step-down max_{j≤i} (m − j + 1) p_(j) [1]: family-wise error, any dependence. Hochberg's step-up min_{j≥i} (m − j + 1) p_(j) [2] and Hommel's closed Simes test [3]:
 * family-wise error for independent or positively dependent tests. Benjamini–Hochberg min_{j≥i} m p_(j)/j [4]: false discovery rate under the same condition; Benjamini–Yekutieli times Σ1/k [5]: under any
 * dependence. Fixed sequence: the running maximum in the given order, so that nothing is tested after a failure. As R's {@code p.adjust}.
 *
 * <ol>
 *   <li>Holm, Scand J Stat 1979;6:65-70.
 *   <li>Hochberg, Biometrika 1988;75:800-802, doi:10.1093/biomet/75.4.800.
 *   <li>Hommel, Biometrika 1988;75:383-386, doi:10.1093/biomet/75.2.383.
 *   <li>Benjamini and Hochberg, J R Stat Soc B 1995;57:289-300, doi:10.1111/j.2517-6161.1995.tb02031.x.
 *   <li>Benjamini and Yekutieli, Ann Stat 2001;29:1165-1188, doi:10.1214/aos/1013699998.
 * </ol>
 */
public enum Adjustment {
    BONFERRONI,
    HOLM,
    HOCHBERG,
    HOMMEL,
    BENJAMINI_HOCHBERG,
    BENJAMINI_YEKUTIELI,
    /** The order of the array is the order of testing. */
    FIXED_SEQUENCE;

    /** @param p each from 0 to 1 */
    public double[] adjust(double[] p) {
        for (double v : p) {
            DesignError.requireSetting(v >= 0 && v <= 1, "p", "0 至 1", "0 to 1");
        }
        int m = p.length;
        return switch (this) {
            case BONFERRONI -> Arrays.stream(p).map(v -> Math.min(1, m * v)).toArray();
            case HOLM -> stepDown(p);
            case HOCHBERG -> stepUp(p, rank -> m - rank + 1.0);
            case HOMMEL -> hommel(p);
            case BENJAMINI_HOCHBERG -> stepUp(p, rank -> (double) m / rank);
            case BENJAMINI_YEKUTIELI -> {
                double sum = 0;
                for (int k = 1; k <= m; k++) {
                    sum += 1.0 / k;
                }
                double factor = sum;
                yield stepUp(p, rank -> factor * m / rank);
            }
            case FIXED_SEQUENCE -> {
                double[] out = p.clone();
                for (int i = 1; i < m; i++) {
                    out[i] = Math.max(out[i - 1], out[i]);
                }
                yield out;
            }
        };
    }

    private static double[] stepDown(double[] p) {
        int[] order = SortOrder.ascending(p);
        double[] out = new double[p.length];
        double running = 0;
        for (int i = 0; i < p.length; i++) {
            running = Math.max(running, (p.length - i) * p[order[i]]);
            out[order[i]] = Math.min(1, running);
        }
        return out;
    }

    /** What a p-value of a rank from 1 is multiplied by. */
    private interface Factor {
        double of(int rank);
    }

    private static double[] stepUp(double[] p, Factor factor) {
        int[] order = SortOrder.ascending(p);
        double[] out = new double[p.length];
        double running = 1;
        for (int i = p.length - 1; i >= 0; i--) {
            running = Math.min(running, factor.of(i + 1) * p[order[i]]);
            out[order[i]] = running;
        }
        return out;
    }

    /** Wright's algorithm, Biometrics 1992;48:1005-1013, doi:10.2307/2532694. */
    private static double[] hommel(double[] p) {
        int n = p.length;
        int[] order = SortOrder.ascending(p);
        double[] s = new double[n];
        double simes = 1;
        for (int i = 0; i < n; i++) {
            s[i] = p[order[i]];
            simes = Math.min(simes, n * s[i] / (i + 1));
        }
        double[] q = new double[n];
        double[] best = new double[n];
        Arrays.fill(q, simes);
        Arrays.fill(best, simes);
        for (int m = n - 1; m >= 2; m--) {
            double least = Double.POSITIVE_INFINITY;
            for (int j = 2; j <= m; j++) {
                least = Math.min(least, m * s[n - m + j - 1] / j);
            }
            for (int i = 0; i <= n - m; i++) {
                q[i] = Math.min(m * s[i], least);
            }
            for (int i = n - m + 1; i < n; i++) {
                q[i] = q[n - m];
            }
            for (int i = 0; i < n; i++) {
                best[i] = Math.max(best[i], q[i]);
            }
        }
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[order[i]] = Math.min(1, Math.max(best[i], s[i]));
        }
        return out;
    }
}
