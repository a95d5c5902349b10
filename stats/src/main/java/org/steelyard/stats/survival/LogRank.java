package org.steelyard.stats.survival;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.inference.ChiSquared;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.internal.SortOrder;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.Matrix;

/**
 * The log-rank test that survival is the same in two or more groups, within strata if wanted, and its G-rho family.
 *
 * <p><b>Formula</b>: observed minus expected events per group, summed over event times and strata with weights S(t−)^ρ from
 * the pooled Kaplan–Meier curve of the stratum (ρ = 0 is log-rank, ρ = 1 is Peto–Peto), against their hypergeometric
 * covariance [1]. Case weights are not used. Groups without any expected event are left out of the test, and the degrees of freedom
 * count the rest minus 1.
 *
 * <p>[1] Harrington and Fleming, Biometrika 1982;69:553-566, doi:10.1093/biomet/69.3.553.
 */
public final class LogRank {

    /**
     * @param observed events by group, weighted by S(t−)^ρ
     * @param expected under equal survival
     */
    public record Result(ChiSquared test, double[] observed, double[] expected) {}

    private LogRank() {}

    /** @param group from 0 to {@code groups} − 1 for each person */
    public static Result test(SurvivalData data, int[] group, int groups) {
        return test(data, group, groups, new Options(new int[data.size()], 0));
    }

    /** @param stratum any number for each person; people are compared within equal numbers only */
    public record Options(int[] stratum, double rho) {}

    public static Result test(SurvivalData data, int[] group, int groups, Options options) {
        Checks.sameLength(data.size(), group.length, options.stratum().length);
        Sums sums = new Sums(groups);
        int[] byTime = SortOrder.descending(data.time());
        int[] strata = Arrays.stream(options.stratum()).distinct().sorted().toArray();
        for (int s : strata) {
            int[] rows =
                    IntStream.of(byTime).filter(i -> options.stratum()[i] == s).toArray();
            sums.addStratum(data, group, rows, options.rho());
        }
        return sums.result();
    }

    private static final class Sums {
        private final int groups;
        private final double[] observed;
        private final double[] expected;
        private final double[][] covariance;

        Sums(int groups) {
            this.groups = groups;
            observed = new double[groups];
            expected = new double[groups];
            covariance = new double[groups][groups];
        }

        /** @param rows people of the stratum, latest time first */
        void addStratum(SurvivalData data, int[] group, int[] rows, double rho) {
            double[] survivalBefore = survivalBefore(data, rows);
            double[] atRisk = new double[groups];
            double n = 0;
            int start = 0;
            while (start < rows.length) {
                int end = endOfTies(data, rows, start);
                double[] died = new double[groups];
                double d = 0;
                for (int k = start; k < end; k++) {
                    atRisk[group[rows[k]]]++;
                    n++;
                    if (data.event()[rows[k]]) {
                        died[group[rows[k]]]++;
                        d++;
                    }
                }
                if (d > 0) {
                    addTime(new Counts(atRisk, died, n, d), Math.pow(survivalBefore[start], rho));
                }
                start = end;
            }
        }

        private record Counts(double[] atRisk, double[] died, double n, double d) {}

        private void addTime(Counts c, double weight) {
            double spread = c.n > 1 ? weight * weight * c.d * (c.n - c.d) / (c.n - 1) : 0;
            for (int g = 0; g < groups; g++) {
                double share = c.atRisk[g] / c.n;
                observed[g] += weight * c.died[g];
                expected[g] += weight * c.d * share;
                covariance[g][g] += spread * share;
                for (int h = 0; h < groups; h++) {
                    covariance[g][h] -= spread * share * c.atRisk[h] / c.n;
                }
            }
        }

        /** Pooled survival just before each person's time, aligned with {@code rows}. */
        private static double[] survivalBefore(SurvivalData data, int[] rows) {
            double[] before = new double[rows.length];
            double survival = 1;
            int end = rows.length;
            while (end > 0) {
                int start = startOfTies(data, rows, end);
                int events = 0;
                for (int k = start; k < end; k++) {
                    before[k] = survival;
                    events += data.event()[rows[k]] ? 1 : 0;
                }
                survival *= 1 - (double) events / end;
                end = start;
            }
            return before;
        }

        private static int endOfTies(SurvivalData data, int[] rows, int start) {
            int end = start;
            while (end < rows.length && data.time()[rows[end]] == data.time()[rows[start]]) {
                end++;
            }
            return end;
        }

        private static int startOfTies(SurvivalData data, int[] rows, int end) {
            int start = end - 1;
            while (start > 0 && data.time()[rows[start - 1]] == data.time()[rows[end - 1]]) {
                start--;
            }
            return start;
        }

        Result result() {
            int[] used = IntStream.range(0, groups).filter(g -> expected[g] > 0).toArray();
            if (used.length < 2) {
                throw EstimationError.EMPTY_ARM.at(
                        "group",
                        Text.of("对数秩检验需要至少两组有事件风险", "a log-rank test needs two or more groups at risk of events"),
                        Text.of("检查分组与事件定义", "check the groups and the definition of the event"));
            }
            return new Result(ChiSquared.of(statistic(used), used.length - 1), observed, expected);
        }

        private double statistic(int[] used) {
            int k = used.length - 1;
            double[][] v = new double[k][k];
            double[] difference = new double[k];
            for (int a = 0; a < k; a++) {
                difference[a] = observed[used[a]] - expected[used[a]];
                for (int b = 0; b < k; b++) {
                    v[a][b] = covariance[used[a]][used[b]];
                }
            }
            return quadratic(difference, Cholesky.of(Matrix.of(v)));
        }

        private static double quadratic(double[] difference, Cholesky covariance) {
            if (!covariance.fullRank()) {
                throw EstimationError.SINGULAR.at(
                        "event",
                        Text.of("对数秩检验的方差为 0，无法检验", "the variance of the log-rank test is 0"),
                        Text.of(
                                "事件发生时至少要有两组的人仍在随访",
                                "people of two groups must be under observation when events happen"));
            }
            double[] solved = covariance.solve(difference);
            double sum = 0;
            for (int i = 0; i < solved.length; i++) {
                sum += difference[i] * solved[i];
            }
            return sum;
        }
    }
}
