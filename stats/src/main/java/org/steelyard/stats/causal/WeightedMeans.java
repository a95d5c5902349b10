package org.steelyard.stats.causal;

import java.util.function.UnaryOperator;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.weighting.BalancingWeights;
import org.steelyard.stats.weighting.EntropyBalancing;
import org.steelyard.stats.weighting.ScoreInfluence;
import org.steelyard.stats.weighting.TargetPopulation;

/**
 * Weighted (Hájek) means of two arms.
 *
 * <p><b>Estimand</b>: means under treatment and under control in the weights' target population. <b>Assumptions</b>: no
 * unmeasured confounding, overlap, correct propensity score. <b>Formula</b>: μ_a = Σ w Y / Σ w over arm a.
 *
 * <p><b>Variance</b>. {@link #estimate} stacks the estimating equations of the logistic score and of both means [1, 2]: the influence
 * of person i on μ_a is w_i 1(a)(Y_i − μ_a)/Σw + S_i' I⁻¹ H_a, with S_i = (A_i − e_i) x_i the score's contribution, I = Σ e(1−e)xx' its
 * information and H_a = Σ 1(a)(Y − μ_a) (∂w/∂logit e) x / Σw. {@link #robust} takes the weights as known (HC0 of the weighted regression of
 * Y on A), which usually is too wide for ATE.
 *
 * <p><b>Shapes</b>: one element per person; the outcome may be 0/1 or any number. <b>Errors</b>: an empty arm, scores at 0 or 1.
 *
 * <ol>
 *   <li>Lunceford and Davidian, Stat Med 2004;23:2937-2960, doi:10.1002/sim.1903.
 *   <li>Stefanski and Boos, Am Stat 2002;56:29-38, doi:10.1198/000313002753631330.
 * </ol>
 */
public final class WeightedMeans {

    private WeightedMeans() {}

    /** Variance accounts for the score's having been estimated. */
    public static PotentialMeans estimate(
            double[] outcome, boolean[] treated, PropensityModel model, TargetPopulation target) {
        return estimate(outcome, treated, model, BalancingWeights.of(target, treated, model.score()));
    }

    /** As above for given weights of the model's score, for instance truncated ones. */
    public static PotentialMeans estimate(
            double[] outcome, boolean[] treated, PropensityModel model, BalancingWeights weights) {
        return estimate(outcome, treated, weights, model.influence());
    }

    /** As above for weights of any estimated score, for instance one that balances covariates. */
    public static PotentialMeans estimate(
            double[] outcome, boolean[] treated, BalancingWeights weights, ScoreInfluence score) {
        return estimate(outcome, treated, new Estimated(weights, score, UnaryOperator.identity()));
    }

    /**
     * Weights that more than one fitted model made.
     *
     * @param score carries what the weights owe to the score
     * @param selection from the influences of the people at hand to those of everybody whose data made the weights, for instance also
     *     those left out for a missing value
     */
    public record Estimated(BalancingWeights weights, ScoreInfluence score, UnaryOperator<double[]> selection) {

        /** No score; weights for being selected alone. */
        public static Estimated bySelection(double[] weight, UnaryOperator<double[]> selection) {
            return new Estimated(
                    new BalancingWeights(weight, new double[weight.length]),
                    gradient -> new double[gradient.length],
                    selection);
        }
    }

    /** As above when the people at hand were themselves selected by a fitted model. */
    public static PotentialMeans estimate(double[] outcome, boolean[] treated, Estimated estimated) {
        BalancingWeights weights = estimated.weights();
        Arm one = Arm.of(outcome, treated, weights.weight(), true);
        Arm zero = Arm.of(outcome, treated, weights.weight(), false);
        double[] influence1 = one.influence(outcome, treated, weights.weight());
        double[] influence0 = zero.influence(outcome, treated, weights.weight());
        add(influence1, estimated.score().of(one.gradient(outcome, treated, weights.derivative())));
        add(influence0, estimated.score().of(zero.gradient(outcome, treated, weights.derivative())));
        PotentialMeans.Influence all = new PotentialMeans.Influence(
                estimated.selection().apply(influence1), estimated.selection().apply(influence0));
        return PotentialMeans.ofInfluence(one.mean, zero.mean, all, 1);
    }

    /** Means of arms weighted by entropy balancing, with a variance that allows for the tilts' having been estimated. */
    public static PotentialMeans estimate(double[] outcome, boolean[] treated, EntropyBalancing balanced) {
        Arm one = Arm.of(outcome, treated, balanced.weight(), true);
        Arm zero = Arm.of(outcome, treated, balanced.weight(), false);
        double[] influence1 = one.influence(outcome, treated, balanced.weight());
        double[] influence0 = zero.influence(outcome, treated, balanced.weight());
        add(influence1, balanced.influences().treated().of(influence1.clone()));
        add(influence0, balanced.influences().control().of(influence0.clone()));
        return PotentialMeans.ofInfluence(one.mean, zero.mean, new PotentialMeans.Influence(influence1, influence0), 1);
    }

    private static void add(double[] to, double[] more) {
        for (int i = 0; i < to.length; i++) {
            to[i] += more[i];
        }
    }

    /** Weights taken as known: HC0 sandwich. */
    public static PotentialMeans robust(double[] outcome, boolean[] treated, double[] weight) {
        Arm one = Arm.of(outcome, treated, weight, true);
        Arm zero = Arm.of(outcome, treated, weight, false);
        return PotentialMeans.ofInfluence(
                one.mean,
                zero.mean,
                new PotentialMeans.Influence(
                        one.influence(outcome, treated, weight), zero.influence(outcome, treated, weight)),
                1);
    }

    private record Arm(boolean arm, double total, double mean) {

        static Arm of(double[] outcome, boolean[] treated, double[] weight, boolean arm) {
            Checks.sameLength(outcome.length, treated.length, weight.length);
            Checks.finite("outcome", outcome);
            Checks.nonNegative("weight", weight);
            Checks.bothArms(treated, weight, 1);
            double total = 0;
            double sum = 0;
            for (int i = 0; i < outcome.length; i++) {
                if (treated[i] == arm) {
                    total += weight[i];
                    sum += weight[i] * outcome[i];
                }
            }
            return new Arm(arm, total, sum / total);
        }

        /** Influence of each person with the weights known. */
        double[] influence(double[] outcome, boolean[] treated, double[] weight) {
            double[] influence = new double[outcome.length];
            for (int i = 0; i < outcome.length; i++) {
                influence[i] = treated[i] == arm ? weight[i] * (outcome[i] - mean) / total : 0;
            }
            return influence;
        }

        /** How the mean moves with the logit of each person's score. */
        double[] gradient(double[] outcome, boolean[] treated, double[] derivative) {
            return influence(outcome, treated, derivative);
        }
    }
}
