package org.steelyard.stats.causal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.causal.OutcomeRegression.Options;
import org.steelyard.stats.causal.OutcomeRegression.Side;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.internal.Sums;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.regression.MultinomialFit;
import org.steelyard.stats.regression.MultinomialRegression;
import org.steelyard.stats.regression.RegressionFit;
import org.steelyard.stats.weighting.MultiArmWeights;

/**
 * Means of several arms from a model of the outcome: standardised (g-computation), or augmented by weights of a multinomial score.
 *
 * <p><b>Estimand</b>: mean outcome of everybody, or of people like those of one arm, under each arm. <b>Assumptions</b>: no unmeasured confounding; a correct outcome
 * model; for the augmented means one of both models correct, and overlap of all arms.
 *
 * <p><b>Formula</b>, with h = 1 for everybody and the indicator of arm r for those of arm r, q_a the prediction under arm a and e_a the probability of arm a.
 * Standardised [1]: μ_a = Σ h q_a / Σ h. Augmented [2, 3]: μ_a = Σ (h q_a + 1(A = a) w (Y − q_a)) / Σ h, with w = 1/e_a or e_r/e_a. <b>Variance</b>: standardised, the
 * sandwich of the model's score and the means stacked, as {@link Standardisation} has it; augmented, that of the efficient influence function with divisor n − 1, as
 * {@link AugmentedIpw} has it. With two arms both are these two.
 *
 * <p><b>Model</b>: {@link OutcomeRegression.Form#POOLED} has one indicator for each arm but the first, {@link OutcomeRegression.Form#PER_ARM} a model for each.
 * <b>Shapes</b>: one element per person; outcomes 0/1 or any number. <b>Errors</b>: an arm without people; the populations of overlap and of matching weights, which a
 * model of the outcome does not define; those of the regression.
 *
 * <ol>
 *   <li>Robins, Math Model 1986;7:1393-1512, doi:10.1016/0270-0255(86)90088-6.
 *   <li>Cattaneo, J Econometrics 2010;155:138-154, doi:10.1016/j.jeconom.2009.09.023.
 *   <li>Linden, Uysal, Ryan and Adams, Stat Med 2016;35:534-552, doi:10.1002/sim.6503.
 * </ol>
 */
public final class ArmOutcomes {

    private final Input in;
    private final List<Side> sides;

    /**
     * @param arm from 0 for each person, each number having people
     * @param design covariates with intercept, without the arm
     */
    public record Input(double[] outcome, int[] arm, DesignMatrix design, Options options) {

        public Input {
            Checks.sameLength(outcome.length, arm.length, design.rows());
            Checks.finite("outcome", outcome);
        }

        int arms() {
            return Arrays.stream(arm).max().orElse(-1) + 1;
        }

        private int[] rows(int one) {
            return IntStream.range(0, arm.length).filter(i -> arm[i] == one).toArray();
        }
    }

    private ArmOutcomes(Input in, List<Side> sides) {
        this.in = in;
        this.sides = sides;
    }

    public static ArmOutcomes fit(Input in) {
        for (int a = 0; a < in.arms(); a++) {
            if (in.rows(a).length == 0) {
                throw EstimationError.EMPTY_ARM.at(
                        "arm",
                        Text.of("有一组没有可用的人", "an arm has no usable people"),
                        Text.of("检查各组的定义与纳入排除标准", "check how the arms are defined, and eligibility"));
            }
        }
        return new ArmOutcomes(
                in,
                switch (in.options().form()) {
                    case POOLED -> pooled(in);
                    case PER_ARM ->
                        IntStream.range(0, in.arms())
                                .mapToObj(a ->
                                        OutcomeRegression.perArm(in.outcome(), in.rows(a), in.design(), in.options()))
                                .toList();
                });
    }

    private static List<Side> pooled(Input in) {
        DesignMatrix full = in.design();
        for (int a = 1; a < in.arms(); a++) {
            full = full.withColumn(term(a), indicator(in.arm(), a));
        }
        RegressionFit fit = OutcomeRegression.fitModel(full, in.outcome(), in.options());
        int[] everybody = IntStream.range(0, in.arm().length).toArray();
        List<Side> sides = new ArrayList<>();
        for (int a = 0; a < in.arms(); a++) {
            sides.add(new Side(fit, full, everybody, under(full, a, in.arms()), in.options()));
        }
        return sides;
    }

    private static DesignMatrix under(DesignMatrix full, int a, int arms) {
        DesignMatrix out = full;
        for (int b = 1; b < arms; b++) {
            out = out.withValue(term(b), a == b ? 1 : 0);
        }
        return out;
    }

    private static String term(int arm) {
        return "(Arm " + arm + ")";
    }

    private static double[] indicator(int[] arm, int one) {
        return Arrays.stream(arm).mapToDouble(a -> a == one ? 1 : 0).toArray();
    }

    /** Everybody's predicted outcome under one arm. */
    public double[] predicted(int arm) {
        return sides.get(arm).predicted();
    }

    /** Means of predictions. */
    public ArmMeans standardised(MultiArmWeights.Target target) {
        double[] h = members(target);
        double total = Arrays.stream(h).sum();
        double[] share = Arrays.stream(h).map(v -> v / total).toArray();
        double[] mean = new double[sides.size()];
        double[][] influence = new double[sides.size()][];
        for (int a = 0; a < mean.length; a++) {
            double[] q = predicted(a);
            mean[a] = Sums.dot(share, q);
            influence[a] = new double[q.length];
            for (int i = 0; i < q.length; i++) {
                influence[a][i] = share[i] * (q[i] - mean[a]);
            }
            sides.get(a).addInfluence(influence[a], share);
        }
        return new ArmMeans(mean, covariance(influence, 1));
    }

    /** @param score multinomial regression of the arm on the covariates, categories as the arms */
    public ArmMeans augmented(MultinomialFit score, MultiArmWeights.Target target) {
        double[] h = members(target);
        double[] w = MultiArmWeights.of(target, in.arm(), MultinomialRegression.predict(score, in.design()))
                .weight();
        int n = h.length;
        double total = Arrays.stream(h).sum();
        double[] mean = new double[sides.size()];
        double[][] influence = new double[sides.size()][n];
        for (int a = 0; a < mean.length; a++) {
            double[] q = predicted(a);
            double[] part = influence[a];
            for (int i = 0; i < n; i++) {
                part[i] = (h[i] * q[i] + (in.arm()[i] == a ? w[i] * (in.outcome()[i] - q[i]) : 0)) / total;
                mean[a] += part[i];
            }
            for (int i = 0; i < n; i++) {
                part[i] -= h[i] * mean[a] / total;
            }
        }
        return new ArmMeans(mean, covariance(influence, n / (n - 1.0)));
    }

    private double[] members(MultiArmWeights.Target target) {
        return switch (target) {
            case MultiArmWeights.Target.Everybody e -> {
                double[] ones = new double[in.arm().length];
                Arrays.fill(ones, 1);
                yield ones;
            }
            case MultiArmWeights.Target.Arm a -> indicator(in.arm(), a.arm());
            case MultiArmWeights.Target.Overlap o -> throw notSupported();
            case MultiArmWeights.Target.Matching m -> throw notSupported();
        };
    }

    private static RuntimeException notSupported() {
        return EstimationError.NOT_SUPPORTED.at(
                "target",
                Text.of(
                        "结局模型只支持全部人群与某一组人群",
                        "a model of the outcome is offered for everybody and for one arm's people"),
                Text.of("改用加权法估计该目标人群，或更改目标人群", "use weighting for this population, or another population"));
    }

    private static Matrix covariance(double[][] influence, double factor) {
        double[][] out = new double[influence.length][influence.length];
        for (int a = 0; a < out.length; a++) {
            for (int b = 0; b < out.length; b++) {
                out[a][b] = factor * Sums.dot(influence[a], influence[b]);
            }
        }
        return Matrix.of(out);
    }
}
