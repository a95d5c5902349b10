package org.steelyard.stats.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.linear.DesignMatrix;

class LogisticRefitsTest {

    private static final int N = 400;

    private final RandomGenerator random = new Seed(20261122).child("refits").generator();
    private final double[][] x = new double[4][N];
    private final double[] y = new double[N];

    LogisticRefitsTest() {
        for (int i = 0; i < N; i++) {
            x[0][i] = 60 + 12 * random.nextGaussian();
            x[1][i] = random.nextInt(2);
            x[2][i] = 1e4 * random.nextGaussian();
            x[3][i] = i < 12 ? 1 : 0;
            double eta = 0.03 * (x[0][i] - 60) - 0.8 * x[1][i] + 5e-5 * x[2][i] + 0.5 * x[3][i];
            y[i] = random.nextDouble() < 1 / (1 + Math.exp(-eta)) ? 1 : 0;
        }
        y[0] = 1;
        y[1] = 0;
    }

    private DesignMatrix design() {
        return DesignMatrix.withIntercept(List.of("age", "sex", "income", "rare"), x);
    }

    private LogisticRefits refits() {
        return LogisticRefits.of(
                design(),
                y,
                LogisticRegression.withDefaults().withTolerance(1e-12).fit(design(), y));
    }

    private double[] times() {
        double[] out = new double[N];
        for (int i = 0; i < N; i++) {
            out[random.nextInt(N)]++;
        }
        return out;
    }

    @Test
    void equalsNewtonsFitToTheSameResample() {
        LogisticRefits refits = refits();
        for (int b = 0; b < 50; b++) {
            double[] times = times();
            times[0]++;
            times[1]++;
            double[] own = refits.probabilities(refits.coefficients(times));
            double[] newton = LogisticRegression.withDefaults()
                    .withTolerance(1e-14)
                    .fit(design(), y, times)
                    .fitted();
            for (int i = 0; i < N; i++) {
                assertThat(own[i]).isCloseTo(newton[i], within(1e-5));
            }
        }
    }

    @Test
    void wholeSampleIsLeftAsItIs() {
        double[] ones = new double[N];
        Arrays.fill(ones, 1);
        GlmFit full = LogisticRegression.withDefaults().withTolerance(1e-12).fit(design(), y);
        assertThat(refits().coefficients(ones)).containsExactly(full.coefficients());
    }

    @Test
    void levelThatNobodyDrawnHasLeavesTheOthersAtTheirMaximum() {
        double[] times = times();
        Arrays.fill(times, 0, 12, 0);
        LogisticRefits refits = refits();
        double[] own = refits.probabilities(refits.coefficients(times));
        double[] newton = LogisticRegression.withDefaults()
                .withTolerance(1e-14)
                .fit(design().selectColumns(new int[] {0, 1, 2, 3}), y, times)
                .fitted();
        for (int i = 12; i < N; i++) {
            assertThat(own[i]).isCloseTo(newton[i], within(1e-5));
        }
    }

    @Test
    void levelOfOneArmAloneHasTheLimitingScore() {
        double[] times = times();
        for (int i = 0; i < 12; i++) {
            times[i] = y[i];
        }
        LogisticRefits refits = refits();
        double[] own = refits.probabilities(refits.coefficients(times));
        assertThat(own[0]).isBetween(1 - 1e-3, 1.0);
        double[] others = times.clone();
        Arrays.fill(others, 0, 12, 0);
        double[] newton = LogisticRegression.withDefaults()
                .withTolerance(1e-14)
                .fit(design().selectColumns(new int[] {0, 1, 2, 3}), y, others)
                .fitted();
        for (int i = 12; i < N; i++) {
            assertThat(own[i]).isCloseTo(newton[i], within(1e-4));
        }
    }
}
