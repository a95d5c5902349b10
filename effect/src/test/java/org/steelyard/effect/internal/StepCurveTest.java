package org.steelyard.effect.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.survival.KaplanMeier;
import org.steelyard.stats.survival.RestrictedMean;
import org.steelyard.stats.survival.SurvivalData;

class StepCurveTest {

    @Test
    void equalsTheEstimatorForAnyWeights() {
        long seed = Long.getLong("seed", 20261122);
        RandomGenerator random = new Seed(seed).child("step").generator();
        for (int round = 0; round < 50; round++) {
            int n = 30;
            double[] time = new double[n];
            boolean[] event = new boolean[n];
            double[] weight = new double[n];
            for (int i = 0; i < n; i++) {
                time[i] = 1 + random.nextInt(12);
                event[i] = random.nextBoolean();
                weight[i] = random.nextDouble();
            }
            time[0] = 20;
            double horizon = 1 + random.nextInt(15);
            SurvivalData data = new SurvivalData(time, event, weight);
            StepCurve.At at = new StepCurve(new Endpoint.Survival(time, event), horizon).of(weight);
            assertThat(at.survival())
                    .as("seed " + seed)
                    .isCloseTo(KaplanMeier.fit(data).at(horizon), within(1e-12));
            assertThat(at.mean())
                    .as("seed " + seed)
                    .isCloseTo(RestrictedMean.of(data, horizon, 0.95).value(), within(1e-10));
        }
    }

    @Test
    void byHand() {
        Endpoint.Survival data =
                new Endpoint.Survival(new double[] {1, 2, 3, 4}, new boolean[] {true, false, true, true});
        StepCurve.At at = new StepCurve(data, 3.5).of(new double[] {1, 1, 1, 1});
        assertThat(at.survival()).isCloseTo(0.75 * 0.5, within(1e-15));
        assertThat(at.mean()).isCloseTo(1 + 2 * 0.75 + 0.5 * 0.375, within(1e-15));
    }
}
