package org.steelyard.stats.meta;

import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.internal.SortOrder;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.meta.MetaAnalysis.Options;
import org.steelyard.stats.meta.MetaAnalysis.Result;
import org.steelyard.stats.regression.LinearFit;
import org.steelyard.stats.regression.LinearRegression;

/**
 * Whether small studies differ from large ones: regression tests, a rank test, trim and fill.
 *
 * <p>A small-study effect is not proof of publication bias: small studies may differ in other ways. With fewer than about ten studies the tests have
 * little power.
 *
 * <ol>
 *   <li>Egger et al., BMJ 1997;315:629-634, doi:10.1136/bmj.315.7109.629.
 *   <li>Begg and Mazumdar, Biometrics 1994;50:1088-1101, doi:10.2307/2533446.
 *   <li>Duval and Tweedie, J Am Stat Assoc 2000;95:89-98, doi:10.1080/01621459.2000.10473905.
 * </ol>
 */
public final class SmallStudyEffects {

    /** Kendall's τ between standardised estimates and variances; {@code p} exact up to 49 studies without ties. */
    public record RankTest(double tau, double p) {}

    /** @param added studies imputed; @param adjusted pooled with them */
    public record TrimAndFill(int added, boolean onTheRight, Result adjusted) {}

    private static final int MOST_EXACT = 49;
    private static final int MOST_ROUNDS = 100;

    private SmallStudyEffects() {}

    /** The slope on the standard error in a mixed-effects meta-regression; its z-test is metafor's {@code regtest}. */
    public static Estimate eggerMixed(Studies studies, Options options) {
        double[] se =
                java.util.Arrays.stream(studies.variance()).map(Math::sqrt).toArray();
        return MetaAnalysis.regress(studies, new double[][] {se}, options).coefficient(1);
    }

    /** The intercept of y/se on 1/se [1], which is the slope of y on se weighted by 1/v; t with k − 2 degrees of freedom. */
    public static Estimate eggerClassic(Studies studies, double level) {
        int k = studies.size();
        double[] precision = new double[k];
        double[] standard = new double[k];
        for (int i = 0; i < k; i++) {
            precision[i] = 1 / Math.sqrt(studies.variance()[i]);
            standard[i] = studies.y()[i] * precision[i];
        }
        DesignMatrix design = DesignMatrix.withIntercept(java.util.List.of("precision"), new double[][] {precision});
        LinearFit fit = LinearRegression.withDefaults().fit(design, standard);
        return Estimate.student(
                fit.coefficients()[0], Math.sqrt(fit.covariance().at(0, 0)), level, k - 2.0);
    }

    /** Begg and Mazumdar's test [2]. */
    public static RankTest begg(Studies studies) {
        int k = studies.size();
        double w = 0;
        double wy = 0;
        for (int i = 0; i < k; i++) {
            w += 1 / studies.variance()[i];
            wy += studies.y()[i] / studies.variance()[i];
        }
        double[] deviate = new double[k];
        for (int i = 0; i < k; i++) {
            deviate[i] = (studies.y()[i] - wy / w) / Math.sqrt(studies.variance()[i] - 1 / w);
        }
        return kendall(deviate, studies.variance());
    }

    private static RankTest kendall(double[] x, double[] y) {
        int n = x.length;
        long score = 0;
        long tiesX = 0;
        long tiesY = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double sign = Math.signum(x[i] - x[j]) * Math.signum(y[i] - y[j]);
                score += (long) sign;
                tiesX += x[i] == x[j] ? 1 : 0;
                tiesY += y[i] == y[j] ? 1 : 0;
            }
        }
        double pairs = n * (n - 1) / 2.0;
        double tau = score / Math.sqrt((pairs - tiesX) * (pairs - tiesY));
        boolean exact = tiesX == 0 && tiesY == 0 && n <= MOST_EXACT;
        return new RankTest(tau, exact ? exactP(score, n) : normalP(score, n));
    }

    private static double normalP(long score, int n) {
        double variance = n * (n - 1.0) * (2.0 * n + 5) / 18;
        return Math.min(1, 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(score) / Math.sqrt(variance)));
    }

    /** From the number of permutations with a given number of inversions. */
    private static double exactP(long score, int n) {
        int pairs = n * (n - 1) / 2;
        double[] share = new double[pairs + 1];
        share[0] = 1;
        for (int m = 2; m <= n; m++) {
            double[] next = new double[pairs + 1];
            for (int q = 0; q <= m * (m - 1) / 2; q++) {
                for (int j = 0; j < m && j <= q; j++) {
                    next[q] += share[q - j] / m;
                }
            }
            share = next;
        }
        int concordant = (int) ((pairs + Math.abs(score)) / 2);
        double[] last = share;
        double tail = IntStream.rangeClosed(concordant, pairs)
                .mapToDouble(q -> last[q])
                .sum();
        return Math.min(1, 2 * tail);
    }

    /**
     * Trim and fill with the estimator L₀ [3]: studies thought missing on the side where the funnel is empty are mirrored in. A sensitivity analysis, not a
     * correction.
     */
    public static TrimAndFill trimAndFill(Studies studies, Options options) {
        // A positive slope on the standard error means that studies are missing on the left.
        boolean right =
                eggerMixed(studies, MetaAnalysis.Options.of(options.between())).value() < 0;
        int[] order = order(studies, right);
        Studies sorted = flipped(studies.select(order), right);
        int k = sorted.size();
        int missing = 0;
        double middle = 0;
        for (int round = 0, before = -1; round < MOST_ROUNDS && before != missing; round++) {
            before = missing;
            middle = MetaAnalysis.pool(
                            sorted.select(IntStream.range(0, k - missing).toArray()), options)
                    .coefficients()[0];
            missing = missing(sorted, middle);
        }
        return new TrimAndFill(missing, right, filled(sorted, options, new Fill(missing, middle, right)));
    }

    private record Fill(int missing, double middle, boolean right) {}

    private static int[] order(Studies studies, boolean right) {
        return right ? SortOrder.descending(studies.y()) : SortOrder.ascending(studies.y());
    }

    private static Studies flipped(Studies studies, boolean flip) {
        double[] y =
                java.util.Arrays.stream(studies.y()).map(v -> flip ? -v : v).toArray();
        return new Studies(y, studies.variance(), studies.scale());
    }

    private static int missing(Studies sorted, double middle) {
        int k = sorted.size();
        double[] distance = new double[k];
        for (int i = 0; i < k; i++) {
            distance[i] = Math.abs(sorted.y()[i] - middle);
        }
        int[] order = SortOrder.ascending(distance);
        double ranks = 0;
        for (int r = 0; r < k; r++) {
            ranks += sorted.y()[order[r]] > middle ? r + 1 : 0;
        }
        double l0 = (4 * ranks - k * (k + 1.0)) / (2.0 * k - 1);
        return (int) Math.max(0, Math.min(k - 2.0, Math.rint(l0)));
    }

    private static Result filled(Studies sorted, Options options, Fill fill) {
        int k = sorted.size();
        double[] y = java.util.Arrays.copyOf(sorted.y(), k + fill.missing());
        double[] v = java.util.Arrays.copyOf(sorted.variance(), k + fill.missing());
        for (int j = 0; j < fill.missing(); j++) {
            y[k + j] = 2 * fill.middle() - sorted.y()[k - 1 - j];
            v[k + j] = sorted.variance()[k - 1 - j];
        }
        return MetaAnalysis.pool(flipped(new Studies(y, v, sorted.scale()), fill.right()), options);
    }
}
