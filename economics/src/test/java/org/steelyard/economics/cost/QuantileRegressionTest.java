package org.steelyard.economics.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;

class QuantileRegressionTest {

    private static final double[] X = {
        0.2, 1.1, 2.3, 2.9, 3.7, 4.1, 5.6, 6.2, 7.7, 8.4, 9.1, 9.9, 10.5, 11.8, 12.2, 13.6, 14.1, 15.9, 16.3, 17.4
    };
    private static final double[] Y = {
        120, 0, 340, 410, 95, 880, 610, 1320, 700, 2100, 905, 1480, 3310, 1190, 2750, 1620, 5120, 2240, 1990, 7800
    };

    private static double[][] design() {
        double[][] out = new double[X.length][];
        Arrays.setAll(out, i -> new double[] {1, X[i], i % 2});
        return out;
    }

    /** quantreg 5.94, R 4.2.2: {@code summary(rq(y ~ x + g, tau), se = "ker")} with the numbers above and g = 0, 1, 0, 1, … */
    @Test
    void coefficientsAndErrorsAreThoseOfQuantreg() {
        double[] taus = {0.23, 0.52, 0.87};
        double[][] coefficients = {
            {-274.36, 129.60, 131.80},
            {48.6666666666667, 126.6666666666667, 177.3333333333332},
            {48.0575539568345, 359.7122302158273, -443.7410071942447}
        };
        double[][] errors = {
            {310.8523815819032, 35.8544547556638, 357.0929148172746},
            {797.4015978120397, 88.6424661464998, 821.9572884551105},
            {855.576363576511, 109.901264403016, 823.956968376482}
        };
        for (int t = 0; t < taus.length; t++) {
            QuantileRegression.Fit f = QuantileRegression.fit(design(), Y, taus[t]);
            for (int j = 0; j < 3; j++) {
                String what = "tau " + taus[t] + ", coefficient " + j;
                Oracle.check(
                        "quantile regression",
                        "R quantreg 5.94 rq",
                        what,
                        coefficients[t][j],
                        f.coefficients()[j],
                        1e-8);
                Oracle.check(
                        "quantile regression",
                        "R quantreg 5.94 summary.rq, se = \"ker\"",
                        what + ", standard error",
                        errors[t][j],
                        f.standardErrors()[j],
                        1e-7);
            }
        }
    }

    @Test
    void withTheInterceptAloneItIsTheSampleQuantile() {
        double[][] one = new double[5][];
        Arrays.setAll(one, i -> new double[] {1});
        double[] y = {9, 1, 4, 30, 2};
        assertThat(QuantileRegression.fit(one, y, 0.5).coefficients()[0]).isCloseTo(4, Offset.offset(1e-12));
        assertThat(QuantileRegression.fit(one, y, 0.9).coefficients()[0]).isCloseTo(30, Offset.offset(1e-12));
        double[] heavy = {1, 1, 1, 1, 10};
        assertThat(QuantileRegression.fit(one, y, heavy, 0.5).coefficients()[0]).isCloseTo(2, Offset.offset(1e-12));
    }

    /** Adding a plane to y adds it to the answer; no other plane through as many people has a smaller loss. */
    @Test
    void itMovesWithThePlaneAndNoVertexIsBetter() {
        long seed = Long.getLong("seed", 11);
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 60; run++) {
            int n = 8 + random.nextInt(10);
            double[][] x = new double[n][];
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = new double[] {1, random.nextDouble() * 10};
                y[i] = Math.exp(3 * random.nextDouble()) * (random.nextInt(5) == 0 ? 0 : 1);
            }
            double tau = 0.1 + 0.8 * random.nextDouble();
            QuantileRegression.Fit f = QuantileRegression.fit(x, y, tau);
            assertThat(f.loss()).as("seed %d, run %d", seed, run).isLessThanOrEqualTo(least(x, y, tau) * (1 + 1e-7));
            double[] shifted = new double[n];
            Arrays.setAll(shifted, i -> y[i] + 5 - 2 * x[i][1]);
            assertThat(QuantileRegression.fit(x, shifted, tau).loss())
                    .as("seed %d, run %d", seed, run)
                    .isCloseTo(f.loss(), Offset.offset(1e-6 * (1 + f.loss())));
        }
    }

    private static double least(double[][] x, double[] y, double tau) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < y.length; i++) {
            for (int k = 0; k < i; k++) {
                double slope = (y[i] - y[k]) / (x[i][1] - x[k][1]);
                best = Math.min(best, QuantileRegression.loss(x, y, tau, new double[] {y[i] - slope * x[i][1], slope}));
            }
        }
        return best;
    }

    /** n τ is whole: every plane between two of the people is best. */
    @Test
    void whereSeveralAnswersAreBestOneOfThemIsGiven() {
        double best = QuantileRegression.loss(
                design(), Y, 0.9, new double[] {-760.613496932515, 478.527607361963, 234.233128834356});
        assertThat(QuantileRegression.fit(design(), Y, 0.9).loss()).isCloseTo(best, Offset.offset(1e-6 * best));
        assertThat(QuantileRegression.fit(design(), new double[Y.length], 0.5).coefficients())
                .containsExactly(new double[] {0, 0, 0}, Offset.offset(1e-200));
    }

    @Test
    void manyPeopleAreNoTrouble() {
        SplittableRandom random = new SplittableRandom(5);
        int n = 20_000;
        double[][] x = new double[n][];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = new double[] {1, random.nextInt(2), random.nextDouble()};
            y[i] = random.nextInt(4) == 0 ? 0 : 1000 * (1 + x[i][1]) * -Math.log(random.nextDouble());
        }
        QuantileRegression.Fit f = QuantileRegression.fit(x, y, 0.75);
        assertThat(f.coefficients()[1]).isCloseTo(1000 * Math.log(3), Offset.offset(5 * f.standardErrors()[1]));
    }

    @Test
    void whatCannotBeFittedIsRefused() {
        double[][] twice = new double[6][];
        Arrays.setAll(twice, i -> new double[] {1, i, 2.0 * i});
        assertThatThrownBy(() -> QuantileRegression.fit(twice, new double[6], 0.5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> QuantileRegression.fit(design(), Y, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> QuantileRegression.fit(new double[][] {{1}}, new double[] {1}, 0.5))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
