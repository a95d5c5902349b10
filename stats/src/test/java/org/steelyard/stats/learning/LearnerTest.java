package org.steelyard.stats.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.regression.LogisticRegression;
import org.steelyard.stats.testing.Seeds;

class LearnerTest {

    private static final Learner.BoostedTrees TREES = Learner.BoostedTrees.withDefaults();

    /** A bend and an interaction that no straight line follows. */
    private record Sample(Covariates x, double[] mean, double[] continuous, double[] binary) {

        static Sample draw(RandomGenerator random, int n) {
            double[][] x = new double[4][n];
            double[] mean = new double[n];
            double[] continuous = new double[n];
            double[] binary = new double[n];
            for (int i = 0; i < n; i++) {
                for (double[] column : x) {
                    column[i] = Draws.normal(random);
                }
                mean[i] = Math.abs(x[0][i]) + (x[1][i] > 0 == x[2][i] > 0 ? 1 : -1);
                continuous[i] = mean[i] + 0.5 * Draws.normal(random);
                binary[i] = Draws.uniform(random) < 1 / (1 + Math.exp(-1.5 * mean[i])) ? 1 : 0;
            }
            return new Sample(new Covariates(List.of("a", "b", "c", "d"), x), mean, continuous, binary);
        }
    }

    private static double error(double[] predicted, double[] truth) {
        double sum = 0;
        for (int i = 0; i < truth.length; i++) {
            sum += (predicted[i] - truth[i]) * (predicted[i] - truth[i]);
        }
        return sum / truth.length;
    }

    @Test
    void treesFollowWhatLinesCannot() {
        RandomGenerator random = Seeds.of("boosted trees").generator();
        Sample train = Sample.draw(random, 3000);
        Sample test = Sample.draw(random, 2000);
        Outcome y = new Outcome.Continuous(train.continuous);
        double lines =
                error(new Learner.MainEffects().learn(train.x, y, new Seed(1)).predict(test.x), test.mean);
        double trees = error(TREES.learn(train.x, y, new Seed(1)).predict(test.x), test.mean);
        assertThat(trees).isLessThan(lines / 8);
        double[] p = TREES.learn(train.x, new Outcome.Binary(train.binary), new Seed(1))
                .predict(test.x);
        double[] truth =
                Arrays.stream(test.mean).map(m -> 1 / (1 + Math.exp(-1.5 * m))).toArray();
        double[] straight = new Learner.MainEffects()
                .learn(train.x, new Outcome.Binary(train.binary), new Seed(1))
                .predict(test.x);
        assertThat(error(p, truth)).isLessThan(error(straight, truth) / 4);
        assertThat(Arrays.stream(p).allMatch(v -> v > 0 && v < 1)).isTrue();
    }

    @Test
    void treesDoNotCareAboutMonotoneTransformsOfCovariates() {
        Sample s = Sample.draw(Seeds.of("monotone").generator(), 500);
        double[][] cubed = Arrays.stream(s.x.columns())
                .map(c -> Arrays.stream(c).map(v -> v * v * v + 5).toArray())
                .toArray(double[][]::new);
        Covariates other = new Covariates(s.x.names(), cubed);
        Outcome y = new Outcome.Continuous(s.continuous);
        assertThat(TREES.learn(other, y, new Seed(2)).predict(other))
                .containsExactly(TREES.learn(s.x, y, new Seed(2)).predict(s.x), within(1e-9));
    }

    /** Two groups, one split: leaf values are the ridged mean residuals, here 10·(±1)·rate/(10 + 0). */
    @Test
    void oneSplitByHand() {
        double[] x = new double[20];
        double[] y = new double[20];
        Arrays.fill(x, 10, 20, 1);
        Arrays.fill(y, 10, 20, 2);
        Learner.BoostedTrees one = new Learner.BoostedTrees(1, 1, 0.5, 1, 0);
        double[] p = one.learn(new Covariates(List.of("x"), new double[][] {x}), new Outcome.Continuous(y), new Seed(1))
                .predict(new Covariates(List.of("x"), new double[][] {{0, 1, 5}}));
        Oracle.check("Boosted trees", "by hand", "one split, half a step: left", 0.5, p[0], 1e-12);
        Oracle.check("Boosted trees", "by hand", "one split, half a step: right", 1.5, p[1], 1e-12);
        assertThat(p[2]).isEqualTo(p[1]);
    }

    @Test
    void manyValuesAreCutIntoQuantiles() {
        double[] x = new double[10_000];
        Arrays.setAll(x, i -> i);
        double[] y = Arrays.stream(x).map(v -> v < 5000 ? 0 : 1).toArray();
        Predictor fit =
                TREES.learn(new Covariates(List.of("x"), new double[][] {x}), new Outcome.Continuous(y), new Seed(1));
        double[] p = fit.predict(new Covariates(List.of("x"), new double[][] {{-1e9, 4800, 5200, 1e9}}));
        assertThat(p[0]).isCloseTo(0, within(0.02));
        assertThat(p[1]).isCloseTo(0, within(0.02));
        assertThat(p[2]).isCloseTo(1, within(0.02));
        assertThat(p[3]).isCloseTo(1, within(0.02));
    }

    @Test
    void stacksPreferWhatPredictsAndMeansAreMeans() {
        Sample s = Sample.draw(Seeds.of("stack").generator(), 1500);
        Sample test = Sample.draw(Seeds.of("stack, test").generator(), 1500);
        Outcome y = new Outcome.Continuous(s.continuous);
        Learner stack = new Learner.Stack(List.of(new Learner.Mean(), new Learner.MainEffects(), TREES), 5);
        double mixed = error(stack.learn(s.x, y, new Seed(3)).predict(test.x), test.mean);
        double trees = error(TREES.learn(s.x, y, new Seed(3)).predict(test.x), test.mean);
        assertThat(mixed).isLessThan(1.1 * trees);
        double[] mean = new Learner.Mean().learn(s.x, y, new Seed(3)).predict(test.x);
        assertThat(mean[7]).isCloseTo(Arrays.stream(s.continuous).average().orElse(0), within(1e-12));
    }

    @Test
    void mainEffectsAndLassoOfFewCovariatesAgreeWithLogisticRegression() {
        Sample s = Sample.draw(Seeds.of("lasso").generator(), 2000);
        Outcome y = new Outcome.Binary(s.binary);
        DesignMatrix design = s.x.design();
        double[] expected =
                LogisticRegression.withDefaults().fit(design, s.binary).fitted();
        assertThat(new Learner.MainEffects().learn(s.x, y, new Seed(1)).predict(s.x))
                .containsExactly(expected, within(1e-6));
        assertThat(error(Learner.Lasso.withDefaults().learn(s.x, y, new Seed(1)).predict(s.x), expected))
                .isLessThan(0.01);
    }

    @Test
    void whatCannotBeLearnedIsSaid() {
        assertThatThrownBy(() -> new Outcome.Binary(new double[] {2})).isInstanceOf(SteelyardException.class);
        assertThatThrownBy(() -> new Covariates(List.of("a"), new double[][] {{Double.NaN}}))
                .isInstanceOf(SteelyardException.class);
        assertThatThrownBy(() -> new Covariates(List.of(), new double[0][]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
