package org.steelyard.stats.competing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.inference.ChiSquared;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.internal.SortOrder;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.Matrix;

/**
 * Gray's test that the cumulative incidence of one cause is the same in two or more groups, within strata if wanted.
 *
 * <p><b>Formula</b> [1]. Each group's risk set is enlarged by those who had another cause: Y_g S-corrected to R_g(t) = Y_g(t)(1 − F_g(t−))/S_g(t−).
 * The score of a group sums K(t)(dN_g − R_g dN/R) with K = (1 − F(t−))^ρ, F the incidence common to all groups. Its covariance follows the
 * jumps of the groups' own counting processes of both kinds of event: a jump of the cause at u moves the score of group i by
 * a_ig(u) + t_g(u)(c_ig(∞) − c_ig(u)), another cause by t'_g(u)(c_ig(∞) − c_ig(u)), with a and c the weights of group g in the score of
 * group i at u and cumulated up to u, and t, t' what a jump moves the group's own incidence by afterwards. Case weights are not used.
 * The ties' correction is that of R's {@code cmprsk::cuminc}, with which the statistic agrees.
 *
 * <p>[1] Gray, Ann Stat 1988;16:1141-1154, doi:10.1214/aos/1176350951.
 */
public final class GrayTest {

    /** @param stratum any number for each person; people are compared within equal numbers only */
    public record Options(int[] stratum, double rho) {}

    private GrayTest() {}

    /** @param group from 0 to {@code groups} − 1 for each person */
    public static ChiSquared test(CompetingData data, int cause, int[] group, int groups) {
        return test(data, cause, new Groups(group, groups), new Options(new int[data.size()], 0));
    }

    /** @param of from 0 to {@code count} − 1 for each person */
    public record Groups(int[] of, int count) {}

    public static ChiSquared test(CompetingData data, int cause, Groups groups, Options options) {
        Checks.sameLength(data.size(), groups.of().length, options.stratum().length);
        int free = groups.count() - 1;
        double[] score = new double[Math.max(0, free)];
        double[][] covariance = new double[score.length][score.length];
        int[] byTime = SortOrder.ascending(data.time());
        for (int s : Arrays.stream(options.stratum()).distinct().sorted().toArray()) {
            int[] rows =
                    IntStream.of(byTime).filter(i -> options.stratum()[i] == s).toArray();
            new Stratum(data, cause, groups, options.rho()).add(rows, score, covariance);
        }
        Cholesky factor = Cholesky.of(Matrix.of(covariance));
        if (free < 1 || factor.rank() == 0) {
            throw EstimationError.EMPTY_ARM.at(
                    "group",
                    Text.of("Gray 检验需要至少两组有事件风险", "Gray's test needs two or more groups at risk of the cause"),
                    Text.of("检查分组与事件定义", "check the groups and the definition of the event"));
        }
        double[] solved = factor.solve(score);
        double statistic = 0;
        for (int i = 0; i < free; i++) {
            statistic += score[i] * solved[i];
        }
        return ChiSquared.of(statistic, factor.rank());
    }

    /** What the variance needs of one time. */
    private record Jump(
            double[][] weight,
            double[][] cumulated,
            double[] own,
            double[] ownSpread,
            double[] other,
            double[] otherSpread) {}

    private static final class Stratum {

        private final CompetingData data;
        private final int cause;
        private final int[] group;
        private final int groups;
        private final double rho;
        private final double[] atRisk;
        /** Per group just before the time. */
        private final double[] survival;

        private final double[] incidence;
        private double common;

        Stratum(CompetingData data, int cause, Groups groups, double rho) {
            this.data = data;
            this.cause = cause;
            this.group = groups.of();
            this.groups = groups.count();
            this.rho = rho;
            atRisk = new double[this.groups];
            survival = new double[this.groups];
            incidence = new double[this.groups];
            Arrays.fill(survival, 1);
        }

        void add(int[] rows, double[] score, double[][] covariance) {
            for (int i : rows) {
                atRisk[group[i]]++;
            }
            double[][] cumulated = new double[groups][groups];
            List<Jump> jumps = new ArrayList<>();
            for (int from = 0; from < rows.length; ) {
                int to = from;
                double[] own = new double[groups];
                double[] other = new double[groups];
                double[] left = new double[groups];
                while (to < rows.length && data.time()[rows[to]] == data.time()[rows[from]]) {
                    int g = group[rows[to]];
                    left[g]++;
                    own[g] += data.cause()[rows[to]] == cause ? 1 : 0;
                    other[g] += data.cause()[rows[to]] > 0 && data.cause()[rows[to]] != cause ? 1 : 0;
                    to++;
                }
                if (Arrays.stream(own).sum() + Arrays.stream(other).sum() > 0) {
                    jumps.add(step(own, other, score, cumulated));
                }
                for (int g = 0; g < groups; g++) {
                    atRisk[g] -= left[g];
                }
                from = to;
            }
            addVariance(jumps, cumulated, covariance);
        }

        /** One time with events: adds to the score, moves the groups' curves on, and keeps what the variance needs. */
        private Jump step(double[] own, double[] other, double[] score, double[][] cumulated) {
            double events = Arrays.stream(own).sum();
            double enlarged = 0;
            double inverse = 0;
            for (int g = 0; g < groups; g++) {
                if (atRisk[g] > 0) {
                    enlarged += atRisk[g] * (1 - incidence[g]) / survival[g];
                    inverse += atRisk[g] / survival[g];
                }
            }
            double k = Math.pow(1 - common, rho);
            for (int g = 0; g < score.length; g++) {
                if (atRisk[g] > 0) {
                    score[g] += k * (own[g] - events * atRisk[g] * (1 - incidence[g]) / (survival[g] * enlarged));
                }
            }
            double next = common + events / inverse;
            double[][] weight = weights(k, inverse);
            for (int i = 0; i < groups; i++) {
                for (int j = 0; j < groups; j++) {
                    cumulated[i][j] += weight[i][j] * events / (inverse * (1 - common));
                }
            }
            double[][] upToNow = Arrays.stream(cumulated).map(double[]::clone).toArray(double[][]::new);
            double[] t = new double[groups];
            double[] spread = new double[groups];
            double[] tOther = new double[groups];
            double[] spreadOther = new double[groups];
            for (int g = 0; g < groups; g++) {
                if (atRisk[g] > 0) {
                    double after = survival[g] * (atRisk[g] - own[g] - other[g]) / atRisk[g];
                    t[g] = after > 0 ? 1 - (1 - next) / after : 1;
                    double tie = events > 1 ? 1 - (events - 1) / (inverse * survival[g] - 1) : 1;
                    spread[g] = tie * survival[g] * events / (inverse * atRisk[g]);
                    if (other[g] > 0 && after > 0) {
                        tOther[g] = -(1 - next) / after;
                        double tieOther = other[g] > 1 ? 1 - (other[g] - 1) / (atRisk[g] - 1) : 1;
                        spreadOther[g] = tieOther * survival[g] * survival[g] * other[g] / (atRisk[g] * atRisk[g]);
                    }
                    incidence[g] += survival[g] * own[g] / atRisk[g];
                    survival[g] = after;
                }
            }
            common = next;
            return new Jump(weight, upToNow, t, spread, tOther, spreadOther);
        }

        private double[][] weights(double k, double inverse) {
            double[][] weight = new double[groups][groups];
            for (int i = 0; i < groups; i++) {
                for (int j = 0; j < groups && atRisk[i] > 0; j++) {
                    if (atRisk[j] > 0) {
                        double share = atRisk[j] / survival[j] / inverse;
                        weight[i][j] = k * atRisk[i] / survival[i] * ((i == j ? 1 : 0) - share);
                    }
                }
            }
            return weight;
        }

        private void addVariance(List<Jump> jumps, double[][] total, double[][] covariance) {
            int free = covariance.length;
            double[] own = new double[free];
            double[] other = new double[free];
            for (Jump jump : jumps) {
                for (int g = 0; g < groups; g++) {
                    for (int i = 0; i < free; i++) {
                        double rest = total[i][g] - jump.cumulated[i][g];
                        own[i] = jump.weight[i][g] + jump.own[g] * rest;
                        other[i] = jump.other[g] * rest;
                    }
                    for (int i = 0; i < free; i++) {
                        for (int j = 0; j < free; j++) {
                            covariance[i][j] +=
                                    own[i] * own[j] * jump.ownSpread[g] + other[i] * other[j] * jump.otherSpread[g];
                        }
                    }
                }
            }
        }
    }
}
