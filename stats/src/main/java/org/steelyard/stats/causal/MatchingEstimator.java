package org.steelyard.stats.causal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.steelyard.kernel.Text;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.internal.Arms;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.internal.Sums;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.matching.MatchingDistance;
import org.steelyard.stats.regression.LinearFit;
import org.steelyard.stats.regression.LinearRegression;
import org.steelyard.stats.weighting.TargetPopulation;

/**
 * Abadie and Imbens's matching estimator: every missing potential outcome is the mean of those of the M nearest people of the other arm, with replacement.
 *
 * <p><b>Estimand</b>: ATE, ATT or ATC. <b>Assumptions</b>: no unmeasured confounding, overlap, continuous covariates (with several the estimator's bias falls more slowly than n^(−1/2) unless
 * adjusted). <b>Ties</b>: everybody as near as the M-th (squared distance within the tolerance) counts, each with an equal share.
 *
 * <p><b>Formula</b> [1]: τ = mean over the target of Y(1) − Y(0), one of them imputed. With K_i the shares in which person i serves as match and K'_i the sum of squared shares, the
 * variance is Σ (τ_i − τ)²/N² + Σ (K_i² − K'_i) σ²/N² over matches for ATT and ATC, Σ (τ_i − τ)²/N² + Σ (K_i² + 2K_i − K'_i) σ²/N² for ATE, σ² half the mean
 * squared difference of matched pairs about τ (equal variances). <b>Bias adjustment</b> [2]: the imputed outcomes are moved by a linear regression on the covariates among the matches,
 * weighted by K.
 *
 * <p>With {@link Metric#INVERSE_VARIANCE} (R's {@code Matching::Match} default) distances are Euclidean in standard deviations. A score used as the only covariate is taken as known. The bootstrap does
 * not work for this estimator. Numbers agree with {@code Match} of R's Matching, tolerance included.
 *
 * <ol>
 *   <li>Abadie and Imbens, Econometrica 2006;74:235-267, doi:10.1111/j.1468-0262.2006.00655.x.
 *   <li>Abadie and Imbens, J Bus Econ Stat 2011;29:1-11, doi:10.1198/jbes.2009.07333.
 * </ol>
 */
public final class MatchingEstimator {

    /** What near means. */
    public enum Metric {
        INVERSE_VARIANCE,
        MAHALANOBIS
    }

    /**
     * @param matches M
     * @param tieTolerance squared distances (in standard deviations) that differ by no more count as equal
     * @param adjusted for bias
     */
    public record Options(TargetPopulation target, int matches, Metric metric, double tieTolerance, boolean adjusted) {

        /** One match, inverse variances, tolerance 1e-5 (that of R's Matching), not adjusted. */
        public static Options of(TargetPopulation target) {
            return new Options(target, 1, Metric.INVERSE_VARIANCE, 1e-5, false);
        }

        public Options withMatches(int value) {
            return new Options(target, value, metric, tieTolerance, adjusted);
        }

        public Options with(Metric value) {
            return new Options(target, matches, value, tieTolerance, adjusted);
        }

        public Options withAdjustment(boolean value) {
            return new Options(target, matches, metric, tieTolerance, value);
        }
    }

    /**
     * @param difference mean under treatment less mean under control
     * @param timesUsed shares in which each person served as a match
     */
    public record Result(Estimate difference, double[] timesUsed) {}

    private MatchingEstimator() {}

    /** @param columns covariates to match on, one array each */
    public static Result estimate(double[] outcome, boolean[] treated, double[][] columns, Options options) {
        Checks.sameLength(outcome.length, treated.length);
        Checks.finite("outcome", outcome);
        Checks.bothArms(treated, options.matches());
        for (double[] column : columns) {
            Checks.sameLength(outcome.length, column.length);
            Checks.finite("covariates", column);
        }
        return new Run(outcome, treated, columns, options).result();
    }

    private static final class Run {

        private final double[] y;
        private final boolean[] treated;
        private final double[][] x;
        private final Options options;
        private final double[] k;
        private final double[] kk;
        private double pairSquares;
        private double pairs;

        Run(double[] y, boolean[] treated, double[][] columns, Options options) {
            this.y = y;
            this.treated = treated;
            this.options = options;
            x = Arrays.stream(columns).map(Run::scaled).toArray(double[][]::new);
            k = new double[y.length];
            kk = new double[y.length];
        }

        private static double[] scaled(double[] column) {
            double sd = Math.sqrt(Sums.variance(column));
            return Arrays.stream(column).map(v -> v / (sd > 0 ? sd : 1)).toArray();
        }

        Result result() {
            int[] target = switch (options.target()) {
                case ATE -> IntStream.range(0, y.length).toArray();
                case ATT -> Arms.rows(treated, true);
                case ATC -> Arms.rows(treated, false);
                case ATO, ATM ->
                    throw EstimationError.NOT_SUPPORTED.at(
                            "target",
                            Text.of(
                                    "匹配估计量只支持 ATE、ATT、ATC",
                                    "the matching estimator is offered for ATE, ATT and ATC only"),
                            Text.of("改用加权法估计该目标人群", "use weighting for this population"));
            };
            MatchingDistance distance = options.metric() == Metric.MAHALANOBIS
                    ? MatchingDistance.mahalanobis(x)
                    : (i, j) -> {
                        double sum = 0;
                        for (double[] c : x) {
                            sum += (c[i] - c[j]) * (c[i] - c[j]);
                        }
                        return Math.sqrt(sum);
                    };
            int[][] arms = {Arms.rows(treated, false), Arms.rows(treated, true)};
            int[][] matches = new int[y.length][];
            for (int i : target) {
                matches[i] = nearest(distance, i, arms[treated[i] ? 0 : 1]);
                double share = 1.0 / matches[i].length;
                for (int j : matches[i]) {
                    k[j] += share;
                    kk[j] += share * share;
                }
            }
            double[][] mean =
                    options.adjusted() ? new double[][] {regression(false), regression(true)} : new double[2][y.length];
            double[] effect = effects(target, matches, mean);
            double tau =
                    Arrays.stream(target).mapToDouble(i -> effect[i]).average().orElse(Double.NaN);
            return new Result(Estimate.normal(tau, error(target, effect, new Matches(matches, mean, tau)), 0.95), k);
        }

        private int[] nearest(MatchingDistance distance, int i, int[] others) {
            double[] squares = new double[others.length];
            for (int m = 0; m < squares.length; m++) {
                double d = distance.between(i, others[m]);
                squares[m] = d * d;
            }
            double[] sorted = squares.clone();
            Arrays.sort(sorted);
            double limit = sorted[options.matches() - 1] + options.tieTolerance();
            return IntStream.range(0, others.length)
                    .filter(m -> squares[m] <= limit)
                    .map(m -> others[m])
                    .toArray();
        }

        /** @param mean predicted under control and under treatment, zeros without adjustment */
        private double[] effects(int[] target, int[][] matches, double[][] mean) {
            double[] effect = new double[y.length];
            for (int i : target) {
                for (int j : matches[i]) {
                    effect[i] += pairDifference(i, j, mean) / matches[i].length;
                }
            }
            return effect;
        }

        /** Treated less control, the match's outcome moved to the person's covariates. */
        private double pairDifference(int i, int j, double[][] mean) {
            double[] other = mean[treated[i] ? 0 : 1];
            double imputed = y[j] + other[i] - other[j];
            return treated[i] ? y[i] - imputed : imputed - y[i];
        }

        /** Predictions for everybody of the regression among an arm's matches; zeros where the arm has none. */
        private double[] regression(boolean arm) {
            int[] rows = IntStream.range(0, y.length)
                    .filter(i -> treated[i] == arm && k[i] > 0)
                    .toArray();
            if (rows.length == 0) {
                return new double[y.length];
            }
            java.util.List<String> names =
                    IntStream.range(0, x.length).mapToObj(j -> "x" + (j + 1)).toList();
            DesignMatrix all = DesignMatrix.withIntercept(names, x);
            LinearFit fit =
                    LinearRegression.withDefaults().fit(all.select(rows), Arms.select(y, rows), Arms.select(k, rows));
            return LinearRegression.predict(fit, all);
        }

        private record Matches(int[][] of, double[][] mean, double tau) {}

        private double error(int[] target, double[] effect, Matches matches) {
            double n = target.length;
            double spread = 0;
            for (int i : target) {
                spread += (effect[i] - matches.tau) * (effect[i] - matches.tau);
                for (int j : matches.of[i]) {
                    double d = pairDifference(i, j, matches.mean) - matches.tau;
                    pairSquares += d * d / matches.of[i].length;
                    pairs += 1.0 / matches.of[i].length;
                }
            }
            double sigma = pairSquares / pairs / 2;
            double reuse = 0;
            boolean everybody = options.target() == TargetPopulation.ATE;
            for (int i = 0; i < y.length; i++) {
                reuse += k[i] * k[i] - kk[i] + (everybody ? 2 * k[i] : 0);
            }
            return Math.sqrt(spread / (n * n) + sigma * reuse / (n * n));
        }
    }
}
