package org.steelyard.stats.causal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.steelyard.stats.learning.Covariates;
import org.steelyard.stats.learning.Outcome;
import org.steelyard.stats.resampling.Bootstrap;
import org.steelyard.stats.resampling.Replicates;
import org.steelyard.stats.weighting.TargetPopulation;

/**
 * Doubly robust effects with learned scores and outcomes, cross-fitted: {@link AugmentedIpw} or {@link TargetedLearning} on a {@link Nuisance}.
 *
 * <p>With several repetitions the folds are drawn anew each time, and means and variances are medians over them, the variance with the spread of the
 * estimates added, so that a result does not hang on one draw of folds [1]. The intervals are those of the influence function; they hold when both learners
 * approach the truth fast enough together (each faster than n^(−1/4) suffices). {@link #bootstrap} is for comparison, and for plug-in standardisation, which
 * has no influence function when its models are learned.
 *
 * <p>[1] Chernozhukov et al., Econom J 2018;21:C1-C68, doi:10.1111/ectj.12097, definition 3.3.
 */
public final class DoublyRobust {

    /** Which estimator is put on top of the learned functions. */
    public enum Estimator {
        AUGMENTED,
        TARGETED,
        /** Plain averages of the predictions (g-computation): not doubly robust, without influence-function intervals. */
        PLUG_IN
    }

    /** What is estimated and how. */
    public record Question(Estimator estimator, TargetPopulation target, int repetitions) {}

    private DoublyRobust() {}

    public static PotentialMeans estimate(
            Covariates x, boolean[] treated, Outcome outcome, Nuisance.Plan plan, Question question) {
        PotentialMeans[] all = IntStream.range(0, question.repetitions())
                .mapToObj(
                        k -> once(x, treated, outcome, plan.withSeed(plan.seed().child("repetition", k)), question))
                .toArray(PotentialMeans[]::new);
        double treatedMean =
                median(Arrays.stream(all).mapToDouble(PotentialMeans::treated).toArray());
        double controlMean =
                median(Arrays.stream(all).mapToDouble(PotentialMeans::control).toArray());
        double difference = treatedMean - controlMean;
        double v1 = median(Arrays.stream(all)
                .mapToDouble(m -> m.treatedVariance() + square(m.treated() - treatedMean))
                .toArray());
        double v0 = median(Arrays.stream(all)
                .mapToDouble(m -> m.controlVariance() + square(m.control() - controlMean))
                .toArray());
        double vd = median(Arrays.stream(all)
                .mapToDouble(m -> m.treatedVariance()
                        + m.controlVariance()
                        - 2 * m.covariance()
                        + square(m.treated() - m.control() - difference))
                .toArray());
        return new PotentialMeans(treatedMean, controlMean, v1, v0, (v1 + v0 - vd) / 2);
    }

    private static double square(double v) {
        return v * v;
    }

    private static double median(double[] values) {
        return org.steelyard.stats.internal.Quantiles.of(values, 0.5);
    }

    private static PotentialMeans once(
            Covariates x, boolean[] treated, Outcome outcome, Nuisance.Plan plan, Question question) {
        Nuisance nuisance = Nuisance.learn(x, treated, outcome, plan);
        AugmentedIpw.Input input =
                new AugmentedIpw.Input(outcome.values(), treated, nuisance.score(), nuisance.predictions());
        return switch (question.estimator()) {
            case AUGMENTED -> AugmentedIpw.estimate(input, question.target());
            case TARGETED ->
                TargetedLearning.estimate(input, question.target(), TargetedLearning.Fluctuation.WEIGHTS)
                        .means();
            case PLUG_IN -> plugIn(input, question.target());
        };
    }

    private static PotentialMeans plugIn(AugmentedIpw.Input in, TargetPopulation target) {
        double[] sum = new double[2];
        double size = 0;
        for (int i = 0; i < in.treated().length; i++) {
            boolean inside = switch (target) {
                case ATE -> true;
                case ATT -> in.treated()[i];
                case ATC -> !in.treated()[i];
                case ATO, ATM -> throw new IllegalArgumentException("standardisation is for ATE, ATT and ATC");
            };
            if (inside) {
                size++;
                sum[1] += in.predictions().treated()[i];
                sum[0] += in.predictions().control()[i];
            }
        }
        return new PotentialMeans(sum[1] / size, sum[0] / size, Double.NaN, Double.NaN, Double.NaN);
    }

    /** Everything learned anew in each resample of people (within arms): columns are the difference, the mean under treatment, the mean under control. */
    public static Replicates bootstrap(Data data, Nuisance.Plan plan, Question question, Bootstrap.Plan resampling) {
        return Bootstrap.run(data.treated.length, resampling.within(data.treated), rows -> {
            boolean[] arm = new boolean[rows.length];
            for (int k = 0; k < rows.length; k++) {
                arm[k] = data.treated[rows[k]];
            }
            PotentialMeans means = estimate(data.x.select(rows), arm, data.outcome.select(rows), plan, question);
            return new double[] {means.treated() - means.control(), means.treated(), means.control()};
        });
    }

    /** People with their treatment and outcome. */
    public record Data(Covariates x, boolean[] treated, Outcome outcome) {}
}
