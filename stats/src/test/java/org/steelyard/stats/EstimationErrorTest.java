package org.steelyard.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.stats.causal.AugmentedIpw;
import org.steelyard.stats.causal.OutcomeRegression;
import org.steelyard.stats.causal.PotentialMeans;
import org.steelyard.stats.causal.Standardisation;
import org.steelyard.stats.causal.UnadjustedMeans;
import org.steelyard.stats.imputation.ImputationPlan;
import org.steelyard.stats.imputation.IncompleteColumn;
import org.steelyard.stats.imputation.MultipleImputation;
import org.steelyard.stats.inequality.ConcentrationIndex;
import org.steelyard.stats.inference.Independence;
import org.steelyard.stats.inference.Pooling;
import org.steelyard.stats.inference.Proportion;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.matching.NearestNeighbourMatching;
import org.steelyard.stats.resampling.Bootstrap;
import org.steelyard.stats.sensitivity.EValue;
import org.steelyard.stats.survival.LogRank;
import org.steelyard.stats.survival.RestrictedMean;
import org.steelyard.stats.survival.SurvivalData;
import org.steelyard.stats.weighting.BalancingWeights;
import org.steelyard.stats.weighting.TargetPopulation;

/** Each error of the estimators is provoked by something a user could do. */
class EstimationErrorTest {

    private static final boolean[] ARMS = {true, false, true, false};
    private static final SurvivalData TWO = SurvivalData.of(new double[] {1, 2}, new boolean[] {true, false});

    private static Map<EstimationError, Runnable> provocations() {
        Map<EstimationError, Runnable> map = new EnumMap<>(EstimationError.class);
        map.put(
                EstimationError.EMPTY_ARM,
                () -> UnadjustedMeans.risks(new double[] {1, 0}, new boolean[] {true, true}));
        map.put(
                EstimationError.SCORE_AT_BOUNDARY,
                () -> BalancingWeights.of(TargetPopulation.ATE, ARMS, new double[] {0.5, 0, 0.5, 0.5}));
        map.put(EstimationError.INVALID_VALUE, () -> UnadjustedMeans.means(new double[] {1, Double.NaN, 2, 3}, ARMS));
        map.put(
                EstimationError.NO_PAIR,
                () -> NearestNeighbourMatching.withDefaults()
                        .withCaliper(Optional.of(0.01))
                        .match(new double[] {0.9, 0.1, 0.8, 0.2}, ARMS));
        map.put(EstimationError.RATIO_UNDEFINED, () -> new PotentialMeans(0.5, 0, 0.1, 0, 0).riskRatio(0.95));
        map.put(EstimationError.BEYOND_FOLLOW_UP, () -> RestrictedMean.of(TWO, 3, 0.95));
        map.put(
                EstimationError.SINGULAR,
                () -> LogRank.test(
                        SurvivalData.of(new double[] {1, 1}, new boolean[] {true, true}), new int[] {0, 1}, 2));
        map.put(
                EstimationError.ZERO_MEAN,
                () -> ConcentrationIndex.of(
                        new double[4], new double[] {1, 2, 3, 4}, ConcentrationIndex.Options.of(0.95)));
        map.put(
                EstimationError.NOTHING_TO_IMPUTE_FROM,
                () -> MultipleImputation.run(
                        List.of(new IncompleteColumn.Numeric("income", new double[] {Double.NaN, Double.NaN})),
                        ImputationPlan.of(1, 1, new Seed(1))));
        map.put(EstimationError.EMPTY_TABLE, () -> Independence.pearson(new long[2][2]));
        map.put(
                EstimationError.RESAMPLING_FAILED,
                () -> Bootstrap.run(3, Bootstrap.Plan.of(10, new Seed(1), 1), rows -> new double[] {Double.NaN}));
        map.put(EstimationError.OUT_OF_BOUNDS, () -> EValue.of(2, 3, 4));
        map.put(EstimationError.NOT_SUPPORTED, () -> {
            double[] half = {0.5, 0.5, 0.5, 0.5};
            AugmentedIpw.Input input =
                    new AugmentedIpw.Input(half, ARMS, half, new AugmentedIpw.Predictions(half, half));
            AugmentedIpw.estimate(input, TargetPopulation.ATO);
        });
        return map;
    }

    @Test
    void everyErrorHasAProvocationThatGivesIt() {
        Map<EstimationError, Runnable> provocations = provocations();
        assertThat(provocations.keySet()).containsExactlyInAnyOrder(EstimationError.values());
        provocations.forEach((error, action) -> {
            SteelyardException e = catchThrowableOfType(SteelyardException.class, action::run);
            assertThat(e).as(error.id()).isNotNull();
            Problem problem = e.problems().getFirst();
            assertThat(problem.code()).isEqualTo(error);
            assertThat(problem.in(Lang.ZH)).contains(error.id()).contains("处理：");
            assertThat(problem.in(Lang.EN)).contains(error.id()).contains("To do: ");
            assertThat(e.kind()).isEqualTo(error.kind());
        });
    }

    @Test
    void identifiersAreUnique() {
        assertThat(EstimationError.values()).extracting(EstimationError::id).doesNotHaveDuplicates();
    }

    private static EstimationError codeOf(Runnable action) {
        SteelyardException e = catchThrowableOfType(SteelyardException.class, action::run);
        return (EstimationError) e.problems().getFirst().code();
    }

    @Test
    void otherDoorsToTheSameErrors() {
        assertThat(codeOf(() -> new SurvivalData(new double[0], new boolean[0], new double[0])))
                .isEqualTo(EstimationError.EMPTY_ARM);
        assertThat(codeOf(() -> SurvivalData.of(new double[] {-1}, new boolean[1])))
                .isEqualTo(EstimationError.INVALID_VALUE);
        assertThat(codeOf(() -> LogRank.test(TWO, new int[] {0, 0}, 2))).isEqualTo(EstimationError.EMPTY_ARM);
        assertThat(codeOf(() -> RestrictedMean.of(TWO, 0, 0.95))).isEqualTo(EstimationError.BEYOND_FOLLOW_UP);
        assertThat(codeOf(() -> Proportion.wilson(1, 0, 0.95))).isEqualTo(EstimationError.EMPTY_TABLE);
        assertThat(codeOf(() -> Pooling.fixed(List.of(), 0.95))).isEqualTo(EstimationError.EMPTY_TABLE);
        assertThat(codeOf(() -> NearestNeighbourMatching.withDefaults().withCaliper(Optional.of(0.0))))
                .isEqualTo(EstimationError.OUT_OF_BOUNDS);
        assertThat(codeOf(() -> ConcentrationIndex.of(
                        new double[] {1, 2},
                        new double[] {1, 2},
                        ConcentrationIndex.Options.of(0.95).bounded(0, 1))))
                .isEqualTo(EstimationError.OUT_OF_BOUNDS);
        OutcomeRegression model = OutcomeRegression.fit(
                new double[] {1, 2, 4, 3},
                ARMS,
                DesignMatrix.interceptOnly(4),
                OutcomeRegression.Options.of(OutcomeRegression.Kind.CONTINUOUS));
        assertThat(codeOf(() -> Standardisation.estimate(model, ARMS, TargetPopulation.ATO)))
                .isEqualTo(EstimationError.NOT_SUPPORTED);
    }
}
