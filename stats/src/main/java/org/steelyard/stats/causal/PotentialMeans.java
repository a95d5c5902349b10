package org.steelyard.stats.causal;

import org.steelyard.kernel.Text;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.Scale;

/**
 * Mean outcome (or risk) of one population under treatment and under control, with their joint covariance. All contrasts
 * of the two come from here by the delta method, so that one estimator gives all measures consistently.
 *
 * <p>Gradients: difference (1, −1); log ratio (1/μ₁, −1/μ₀); log odds ratio (1/(μ₁(1−μ₁)), −1/(μ₀(1−μ₀))).
 *
 * @param treatedVariance squared standard error of {@code treated}
 * @param df degrees of freedom for the t reference of the difference; infinite for the normal reference
 */
public record PotentialMeans(
        double treated, double control, double treatedVariance, double controlVariance, double covariance, double df) {

    public PotentialMeans(
            double treated, double control, double treatedVariance, double controlVariance, double covariance) {
        this(treated, control, treatedVariance, controlVariance, covariance, Double.POSITIVE_INFINITY);
    }

    /** From one influence per person on each mean: covariances are sums of products, times {@code factor}. */
    static PotentialMeans ofInfluence(double treated, double control, Influence influence, double factor) {
        double[] i1 = influence.treated();
        double[] i0 = influence.control();
        double v1 = 0;
        double v0 = 0;
        double v10 = 0;
        for (int i = 0; i < i1.length; i++) {
            v1 += i1[i] * i1[i];
            v0 += i0[i] * i0[i];
            v10 += i1[i] * i0[i];
        }
        return new PotentialMeans(treated, control, factor * v1, factor * v0, factor * v10);
    }

    record Influence(double[] treated, double[] control) {}

    /** Treated minus control: a risk difference or a mean difference. */
    public Estimate difference(double level) {
        return Estimate.wald(Scale.IDENTITY, treated - control, contrastError(1, 1), level, df);
    }

    /** Risk under treatment over risk under control. */
    public Estimate riskRatio(double level) {
        requireOpen(treated > 0 && control > 0);
        return Estimate.ratio(Math.log(treated / control), contrastError(1 / treated, 1 / control), level);
    }

    /** Odds under treatment over odds under control (marginal, not conditional on covariates). */
    public Estimate oddsRatio(double level) {
        requireOpen(treated > 0 && control > 0 && treated < 1 && control < 1);
        double log = Math.log(treated / (1 - treated)) - Math.log(control / (1 - control));
        return Estimate.ratio(log, contrastError(1 / (treated * (1 - treated)), 1 / (control * (1 - control))), level);
    }

    public Estimate treatedMean(double level) {
        return Estimate.normal(treated, Math.sqrt(treatedVariance), level);
    }

    public Estimate controlMean(double level) {
        return Estimate.normal(control, Math.sqrt(controlVariance), level);
    }

    private double contrastError(double a, double b) {
        double variance = a * a * treatedVariance + b * b * controlVariance - 2 * a * b * covariance;
        return Math.sqrt(Math.max(0, variance));
    }

    private static void requireOpen(boolean holds) {
        if (!holds) {
            throw EstimationError.RATIO_UNDEFINED.at(
                    "outcome",
                    Text.of("有一组风险为 0（或为 1），无法计算比值", "an arm's risk is 0 (or 1), so that the ratio does not exist"),
                    Text.of("改用风险差，或放宽结局定义", "use the risk difference, or widen the definition of the outcome"));
        }
    }
}
