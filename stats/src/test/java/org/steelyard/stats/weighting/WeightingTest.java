package org.steelyard.stats.weighting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.stats.causal.PropensityModel;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.testing.Seeds;

class WeightingTest {

    private static final boolean[] TREATED = {true, false, true, false};
    private static final double[] SCORE = {0.2, 0.2, 0.8, 0.8};

    private static double[] weights(TargetPopulation target) {
        return BalancingWeights.of(target, TREATED, SCORE).weight();
    }

    @Test
    void fourPeopleByHand() {
        assertThat(weights(TargetPopulation.ATE)).containsExactly(new double[] {5, 1.25, 1.25, 5}, within(1e-12));
        assertThat(weights(TargetPopulation.ATT)).containsExactly(new double[] {1, 0.25, 1, 4}, within(1e-12));
        assertThat(weights(TargetPopulation.ATC)).containsExactly(new double[] {4, 1, 0.25, 1}, within(1e-12));
        assertThat(weights(TargetPopulation.ATO)).containsExactly(new double[] {0.8, 0.2, 0.2, 0.8}, within(1e-12));
        assertThat(weights(TargetPopulation.ATM)).containsExactly(new double[] {1, 0.25, 0.25, 1}, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(TargetPopulation.class)
    void derivativeIsThatOfTheWeightByTheLogit(TargetPopulation target) {
        double step = 1e-6;
        BalancingWeights at = BalancingWeights.of(target, TREATED, SCORE);
        double[] up = BalancingWeights.of(target, TREATED, moved(step)).weight();
        double[] down = BalancingWeights.of(target, TREATED, moved(-step)).weight();
        for (int i = 0; i < SCORE.length; i++) {
            assertThat(at.derivative()[i]).isCloseTo((up[i] - down[i]) / (2 * step), within(1e-7));
        }
    }

    private static double[] moved(double step) {
        return Arrays.stream(SCORE)
                .map(e -> 1 / (1 + Math.exp(-(Math.log(e / (1 - e)) + step))))
                .toArray();
    }

    @Test
    void effectiveSampleSizeIsTheCountForEqualWeightsAndNeverMore() {
        RandomGenerator random = Seeds.of("effective-size").generator();
        boolean[] all = new boolean[50];
        Arrays.fill(all, true);
        double[] equal = new double[50];
        Arrays.fill(equal, 3);
        assertThat(new BalancingWeights(equal, new double[50]).effectiveSampleSize(all, true))
                .isCloseTo(50, within(1e-10));
        double[] w = random.doubles(50, 0, 9).toArray();
        BalancingWeights uneven = new BalancingWeights(w, new double[50]);
        assertThat(uneven.effectiveSampleSize(all, true)).isLessThan(50);
        assertThat(uneven.effectiveSampleSize(all, false)).isZero();
        // By hand: weights 1 and 3 count (1 + 3)²/(1 + 9) = 1.6 people.
        assertThat(new BalancingWeights(new double[] {1, 3}, new double[2])
                        .effectiveSampleSize(new boolean[] {true, true}, true))
                .isCloseTo(1.6, within(1e-12));
    }

    private record Sample(boolean[] treated, double[][] x, PropensityModel model) {

        static Sample draw(RandomGenerator random, int n) {
            boolean[] treated = new boolean[n];
            double[][] x = new double[3][n];
            for (int i = 0; i < n; i++) {
                x[0][i] = Draws.normal(random);
                x[1][i] = Draws.uniform(random) < 0.3 ? 1 : 0;
                x[2][i] = Draws.uniform(random) * 100;
                double logit = 0.8 * x[0][i] - x[1][i] + 0.01 * x[2][i] - 0.5;
                treated[i] = Draws.uniform(random) < 1 / (1 + Math.exp(-logit));
            }
            DesignMatrix design = DesignMatrix.withIntercept(java.util.List.of("a", "b", "c"), x);
            return new Sample(treated, x, PropensityModel.fit(design, treated, Numerics.plain()));
        }
    }

    @Test
    void overlapWeightsBalanceEveryTermOfTheScoreExactly() {
        Sample s = Sample.draw(Seeds.of("overlap-balance").generator(), 600);
        double[] w = BalancingWeights.of(TargetPopulation.ATO, s.treated, s.model.score())
                .weight();
        for (double[] x : s.x) {
            assertThat(StandardisedDifference.of(x, s.treated, w)).isCloseTo(0, within(1e-8));
            assertThat(Math.abs(StandardisedDifference.unweighted(x, s.treated)))
                    .isGreaterThan(0.01);
        }
    }

    @Test
    void stabilisedWeightsHaveMeanNearOne() {
        Sample s = Sample.draw(Seeds.of("stabilised-mean").generator(), 20_000);
        double[] w = BalancingWeights.of(TargetPopulation.ATE, s.treated, s.model.score())
                .stabilised(s.treated)
                .weight();
        assertThat(Arrays.stream(w).average().orElseThrow()).isCloseTo(1, within(0.02));
    }

    @Test
    void truncatedWeightsStayWithinTheirQuantilesAndNoLongerMove() {
        Sample s = Sample.draw(Seeds.of("truncation").generator(), 500);
        BalancingWeights raw = BalancingWeights.of(TargetPopulation.ATE, s.treated, s.model.score());
        BalancingWeights cut = raw.truncated(0.05, 0.95);
        int moved = 0;
        for (int i = 0; i < 500; i++) {
            boolean changed = cut.weight()[i] != raw.weight()[i];
            moved += changed ? 1 : 0;
            assertThat(cut.derivative()[i]).isEqualTo(changed ? 0 : raw.derivative()[i]);
        }
        assertThat(moved).isEqualTo(50);
        assertThat(cut.largest()).isLessThan(raw.largest());
    }

    @Test
    void commonSupportIsTheOverlapOfBothRanges() {
        boolean[] treated = {true, true, true, false, false, false};
        double[] score = {0.3, 0.6, 0.9, 0.1, 0.4, 0.7};
        assertThat(Trimming.commonSupport(treated, score)).containsExactly(true, true, false, false, true, true);
    }

    @Test
    void standardisedDifferenceByHand() {
        // Means 2 and 4, both variances 2: −2/√2.
        double[] x = {1, 3, 3, 5};
        boolean[] treated = {true, true, false, false};
        assertThat(StandardisedDifference.unweighted(x, treated)).isCloseTo(-Math.sqrt(2), within(1e-12));
        // The denominator does not follow the weights: means 3 and 3.
        assertThat(StandardisedDifference.of(x, treated, new double[] {0, 1, 1, 0}))
                .isZero();
        assertThat(StandardisedDifference.unweighted(new double[] {7, 7, 7, 7}, treated))
                .isZero();
        assertThat(StandardisedDifference.unweighted(new double[] {1, 1, 0, 0}, treated))
                .isInfinite();
    }

    @Test
    void standardisedDifferenceIgnoresUnitsAndTurnsWithTheArms() {
        RandomGenerator random = Seeds.of("smd").generator();
        double[] x = random.doubles(80).toArray();
        boolean[] treated = new boolean[80];
        Arrays.fill(treated, 0, 33, true);
        double smd = StandardisedDifference.unweighted(x, treated);
        double[] scaled = Arrays.stream(x).map(v -> 1000 * v - 5).toArray();
        assertThat(StandardisedDifference.unweighted(scaled, treated)).isCloseTo(smd, within(1e-10));
        boolean[] turned = new boolean[80];
        for (int i = 0; i < 80; i++) {
            turned[i] = !treated[i];
        }
        assertThat(StandardisedDifference.unweighted(x, turned)).isCloseTo(-smd, within(1e-12));
    }
}
