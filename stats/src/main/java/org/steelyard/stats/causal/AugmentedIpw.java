package org.steelyard.stats.causal;

import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.weighting.TargetPopulation;

/**
 * Augmented inverse-probability weighting: consistent when either the propensity score or the outcome model is right.
 *
 * <p><b>Estimand</b>: means under treatment and under control in everybody (ATE), in the treated (ATT) or in the controls (ATC).
 * <b>Assumptions</b>: no unmeasured confounding, overlap, one of the two models correct.
 *
 * <p><b>Formula</b> [1, 2], with e the score and q_a the predicted outcome under a: ATE: μ₁ = mean(q₁ + A(Y − q₁)/e), μ₀ = mean(q₀ +
 * (1 − A)(Y − q₀)/(1 − e)). ATT: μ₁ = mean of Y in the treated, μ₀ = Σ(A q₀ + (1 − A) e/(1 − e)(Y − q₀))/ΣA. ATC is its mirror image.
 * <b>Variance</b>: that of the estimated efficient influence function, divisor n − 1, which is right when both models are, and needs no
 * correction for the estimated score then.
 *
 * <p><b>Shapes</b>: one element per person; outcomes 0/1 or any number. ATO and ATM are not offered: their influence functions depend on how the
 * score was estimated.
 *
 * <ol>
 *   <li>Robins, Rotnitzky and Zhao, J Am Stat Assoc 1994;89:846-866, doi:10.1080/01621459.1994.10476818.
 *   <li>Hahn, Econometrica 1998;66:315-331, doi:10.2307/2998560.
 * </ol>
 */
public final class AugmentedIpw {

    /** Predicted outcome of every person under treatment and under control. */
    public record Predictions(double[] treated, double[] control) {}

    private AugmentedIpw() {}

    /** Fits the outcome model on the score's covariates; the effect in everybody. */
    public static PotentialMeans estimate(
            double[] outcome, boolean[] treated, PropensityModel model, OutcomeRegression.Options options) {
        OutcomeRegression regression = OutcomeRegression.fit(outcome, treated, model.design(), options);
        return estimate(new Input(outcome, treated, model.score(), regression.predictions()), TargetPopulation.ATE);
    }

    /** The effect in another population, or from predictions and scores that were made elsewhere. */
    public static PotentialMeans estimate(Input in, TargetPopulation target) {
        return switch (target) {
            case ATE -> average(in);
            case ATT -> within(in, true);
            case ATC -> within(in, false);
            case ATO, ATM ->
                throw EstimationError.NOT_SUPPORTED.at(
                        "target",
                        Text.of("增强逆概率加权只支持 ATE、ATT、ATC", "augmented weighting is offered for ATE, ATT and ATC only"),
                        Text.of(
                                "改用加权法估计该目标人群，或更改目标人群",
                                "use plain weighting for this population, or another population"));
        };
    }

    /** @param score probability of treatment, strictly between 0 and 1 */
    public record Input(double[] outcome, boolean[] treated, double[] score, Predictions predictions) {

        public Input {
            Checks.sameLength(
                    outcome.length,
                    treated.length,
                    score.length,
                    predictions.treated().length,
                    predictions.control().length);
            Checks.finite("outcome", outcome);
            Checks.openUnitInterval("score", score);
            Checks.bothArms(treated, 1);
        }
    }

    private static PotentialMeans average(Input in) {
        int n = in.outcome.length;
        double[] one = new double[n];
        double[] zero = new double[n];
        for (int i = 0; i < n; i++) {
            double q1 = in.predictions.treated()[i];
            double q0 = in.predictions.control()[i];
            one[i] = q1 + (in.treated[i] ? (in.outcome[i] - q1) / in.score[i] : 0);
            zero[i] = q0 + (in.treated[i] ? 0 : (in.outcome[i] - q0) / (1 - in.score[i]));
        }
        double mean1 = mean(one);
        double mean0 = mean(zero);
        for (int i = 0; i < n; i++) {
            one[i] = (one[i] - mean1) / n;
            zero[i] = (zero[i] - mean0) / n;
        }
        return PotentialMeans.ofInfluence(mean1, mean0, new PotentialMeans.Influence(one, zero), n / (n - 1.0));
    }

    /** Effects in one arm: {@code arm} true for the treated. */
    private static PotentialMeans within(Input in, boolean arm) {
        int n = in.outcome.length;
        int size = 0;
        for (boolean t : in.treated) {
            size += t == arm ? 1 : 0;
        }
        double share = (double) size / n;
        double[] own = new double[n];
        double[] other = new double[n];
        double[] predicted = arm ? in.predictions.control() : in.predictions.treated();
        for (int i = 0; i < n; i++) {
            double odds = arm ? in.score[i] / (1 - in.score[i]) : (1 - in.score[i]) / in.score[i];
            boolean inside = in.treated[i] == arm;
            own[i] = inside ? in.outcome[i] / share : 0;
            other[i] = (inside ? predicted[i] : odds * (in.outcome[i] - predicted[i])) / share;
        }
        double ownMean = mean(own);
        double otherMean = mean(other);
        for (int i = 0; i < n; i++) {
            double inside = in.treated[i] == arm ? 1 / share : 0;
            own[i] = (own[i] - inside * ownMean) / n;
            other[i] = (other[i] - inside * otherMean) / n;
        }
        PotentialMeans.Influence influence =
                arm ? new PotentialMeans.Influence(own, other) : new PotentialMeans.Influence(other, own);
        double mean1 = arm ? ownMean : otherMean;
        double mean0 = arm ? otherMean : ownMean;
        return PotentialMeans.ofInfluence(mean1, mean0, influence, n / (n - 1.0));
    }

    private static double mean(double[] x) {
        return org.steelyard.stats.internal.Sums.mean(x);
    }
}
