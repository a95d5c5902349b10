package org.steelyard.stats.causal;

import java.util.Arrays;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.weighting.TargetPopulation;

/**
 * Standardisation (g-computation): everybody's outcome predicted under treatment and under control, then averaged.
 *
 * <p><b>Estimand</b>: means under treatment and under control in everybody (ATE), the treated (ATT) or the controls (ATC); marginal, not
 * conditional on covariates. <b>Assumptions</b>: no unmeasured confounding, correct outcome model.
 *
 * <p><b>Formula</b> [1]: μ_a = Σ h_i q_a(x_i)/Σ h_i, h the indicator of the target population. <b>Variance</b>: sandwich of the stacked equations of the
 * model's score and both means [2]: person i moves μ_a by h_i (q_a(x_i) − μ_a)/Σh + (∂μ_a/∂β)' B x_i s_i. It allows for the covariates being a
 * sample, and for a misspecified model; R's {@code marginaleffects} by default takes the covariates as fixed.
 *
 * <ol>
 *   <li>Robins, Math Model 1986;7:1393-1512, doi:10.1016/0270-0255(86)90088-6.
 *   <li>Stefanski and Boos, Am Stat 2002;56:29-38, doi:10.1198/000313002753631330.
 * </ol>
 */
public final class Standardisation {

    private Standardisation() {}

    /** @param design covariates with intercept, without treatment */
    public static PotentialMeans estimate(
            double[] outcome, boolean[] treated, DesignMatrix design, OutcomeRegression.Options options) {
        return estimate(OutcomeRegression.fit(outcome, treated, design, options), treated, TargetPopulation.ATE);
    }

    public static PotentialMeans estimate(OutcomeRegression model, boolean[] treated, TargetPopulation target) {
        double[] ones = new double[treated.length];
        Arrays.fill(ones, 1);
        return estimate(model, treated, target, ones);
    }

    /** @param counts how many people each stands for; the variance takes them as known */
    public static PotentialMeans estimate(
            OutcomeRegression model, boolean[] treated, TargetPopulation target, double[] counts) {
        double[] weight = weights(treated, target, counts);
        Mean one = Mean.of(model.side(true), weight);
        Mean zero = Mean.of(model.side(false), weight);
        return PotentialMeans.ofInfluence(
                one.value, zero.value, new PotentialMeans.Influence(one.influence, zero.influence), 1);
    }

    private record Mean(double value, double[] influence) {

        static Mean of(OutcomeRegression.Side side, double[] weight) {
            double[] predicted = side.predicted();
            double mean = 0;
            for (int i = 0; i < predicted.length; i++) {
                mean += weight[i] * predicted[i];
            }
            double[] influence = new double[predicted.length];
            for (int i = 0; i < predicted.length; i++) {
                influence[i] = weight[i] * (predicted[i] - mean);
            }
            side.addInfluence(influence, weight);
            return new Mean(mean, influence);
        }
    }

    /** Weights that add up to 1. */
    private static double[] weights(boolean[] treated, TargetPopulation target, double[] counts) {
        Checks.bothArms(treated, 1);
        double[] weight = new double[treated.length];
        double total = 0;
        for (int i = 0; i < weight.length; i++) {
            weight[i] = inTarget(treated[i], target) ? counts[i] : 0;
            total += weight[i];
        }
        for (int i = 0; i < weight.length; i++) {
            weight[i] /= total;
        }
        return weight;
    }

    private static boolean inTarget(boolean treated, TargetPopulation target) {
        return switch (target) {
            case ATE -> true;
            case ATT -> treated;
            case ATC -> !treated;
            case ATO, ATM ->
                throw EstimationError.NOT_SUPPORTED.at(
                        "target",
                        Text.of("标准化法只支持 ATE、ATT、ATC", "standardisation is offered for ATE, ATT and ATC only"),
                        Text.of("改用加权法估计该目标人群，或更改目标人群", "use weighting for this population, or another population"));
        };
    }
}
