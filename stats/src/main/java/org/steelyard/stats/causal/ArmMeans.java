package org.steelyard.stats.causal;

import java.util.Arrays;
import org.steelyard.kernel.Text;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.regression.MultinomialFit;
import org.steelyard.stats.regression.MultinomialRegression;
import org.steelyard.stats.weighting.MultiArmWeights;

/**
 * Mean outcome of one population under each of several treatments, with their joint covariance.
 *
 * <p><b>Formula</b>: Hájek means μ_a = Σ w Y/Σ w over arm a. <b>Variance</b>: equations of the multinomial score and of the means stacked: person i moves μ_a by
 * w_i 1(a)(Y_i − μ_a)/Σw plus what they do to the score's coefficients times ∂μ_a/∂b, as {@link WeightedMeans} has it for two arms.
 *
 * <p>Stefanski and Boos, Am Stat 2002;56:29-38, doi:10.1198/000313002753631330.
 *
 * @param mean by arm
 * @param covariance of the means
 */
public record ArmMeans(double[] mean, Matrix covariance) {

    /** What the means are made of: a multinomial score of {@code arm} on {@code design}, fitted to tight tolerance, and whom they speak of. */
    public record Input(
            double[] outcome, int[] arm, DesignMatrix design, MultinomialFit score, MultiArmWeights.Target target) {}

    public static ArmMeans estimate(Input in) {
        Checks.sameLength(in.outcome.length, in.arm.length, in.design.rows());
        Checks.finite("outcome", in.outcome);
        int arms = in.score.categories();
        double[][] probability = MultinomialRegression.predict(in.score, in.design);
        MultiArmWeights weights = MultiArmWeights.of(in.target, in.arm, probability);
        double[] mean = new double[arms];
        double[][] influence = new double[arms][];
        for (int a = 0; a < arms; a++) {
            double total = 0;
            double sum = 0;
            for (int i = 0; i < in.arm.length; i++) {
                if (in.arm[i] == a) {
                    total += weights.weight()[i];
                    sum += weights.weight()[i] * in.outcome[i];
                }
            }
            if (!(total > 0)) {
                throw EstimationError.EMPTY_ARM.at(
                        "arm",
                        Text.of("有一组没有可用的人", "an arm has no usable people"),
                        Text.of("检查各组的定义与纳入排除标准", "check how the arms are defined, and eligibility"));
            }
            mean[a] = sum / total;
            influence[a] = influence(in, a, new Side(weights, probability, mean[a], total));
        }
        double[][] covariance = new double[arms][arms];
        for (int a = 0; a < arms; a++) {
            for (int b = 0; b < arms; b++) {
                covariance[a][b] = org.steelyard.stats.internal.Sums.dot(influence[a], influence[b]);
            }
        }
        return new ArmMeans(mean, Matrix.of(covariance));
    }

    private record Side(MultiArmWeights weights, double[][] probability, double mean, double total) {}

    private static double[] influence(Input in, int a, Side side) {
        int n = in.arm.length;
        int p = in.design.columns();
        int others = side.probability.length - 1;
        double[] influence = new double[n];
        double[] gradient = new double[others * p];
        for (int i = 0; i < n; i++) {
            influence[i] = in.arm[i] == a ? side.weights.weight()[i] * (in.outcome[i] - side.mean) / side.total : 0;
        }
        for (int k = 0; k < others; k++) {
            double[] slope = new double[n];
            for (int i = 0; i < n; i++) {
                slope[i] =
                        in.arm[i] == a ? side.weights.derivative()[k][i] * (in.outcome[i] - side.mean) / side.total : 0;
            }
            System.arraycopy(in.design.transposeTimes(slope, Numerics.standard()), 0, gradient, k * p, p);
        }
        double[] through = in.score.covariance().times(gradient);
        for (int k = 0; k < others; k++) {
            double[] byPerson = in.design.times(Arrays.copyOfRange(through, k * p, (k + 1) * p));
            for (int i = 0; i < n; i++) {
                influence[i] += byPerson[i] * ((in.arm[i] == k + 1 ? 1 : 0) - side.probability[k + 1][i]);
            }
        }
        return influence;
    }

    /** Mean of arm {@code a} over that of arm {@code b}; both above 0. */
    public Estimate ratio(int a, int b, double level) {
        if (!(mean[a] > 0 && mean[b] > 0)) {
            throw EstimationError.RATIO_UNDEFINED.at(
                    "outcome",
                    Text.of("有一组均值不大于 0，无法计算比值", "an arm's mean is not above 0, so that the ratio does not exist"),
                    Text.of("改用差值", "use the difference"));
        }
        double variance = covariance.at(a, a) / (mean[a] * mean[a])
                + covariance.at(b, b) / (mean[b] * mean[b])
                - 2 * covariance.at(a, b) / (mean[a] * mean[b]);
        return Estimate.ratio(Math.log(mean[a] / mean[b]), Math.sqrt(Math.max(0, variance)), level);
    }

    /** Mean of arm {@code a} less that of arm {@code b}. */
    public Estimate difference(int a, int b, double level) {
        double variance = covariance.at(a, a) + covariance.at(b, b) - 2 * covariance.at(a, b);
        return Estimate.normal(mean[a] - mean[b], Math.sqrt(Math.max(0, variance)), level);
    }
}
