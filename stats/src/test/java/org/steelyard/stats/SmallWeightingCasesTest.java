package org.steelyard.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.causal.DoublyRobust;
import org.steelyard.stats.causal.MatchingEstimator;
import org.steelyard.stats.causal.Nuisance;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.learning.Covariates;
import org.steelyard.stats.learning.Learner;
import org.steelyard.stats.learning.Outcome;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.matching.ExactMatching;
import org.steelyard.stats.matching.MatchedSets;
import org.steelyard.stats.matching.MatchingDistance;
import org.steelyard.stats.penalised.PenalisedRegression;
import org.steelyard.stats.testing.Seeds;
import org.steelyard.stats.weighting.BalancingWeights;
import org.steelyard.stats.weighting.CovariateBalancing;
import org.steelyard.stats.weighting.MultiArmWeights;
import org.steelyard.stats.weighting.TargetPopulation;
import org.steelyard.stats.weighting.Trimming;

/**
 * Scores, weights, matching and doubly robust means: data small enough to work through on paper, properties that need no reference, and a few numbers of R
 * (stats/src/test/r/further.R), for methods whose own tests had not all three. docs/methods/coverage.md names these.
 */
class SmallWeightingCasesTest {

    private static final double LEVEL = 0.95;

    private static DesignMatrix x(double... values) {
        return DesignMatrix.of(List.of("x"), new double[][] {values});
    }

    private static DesignMatrix withIntercept(double... values) {
        return DesignMatrix.withIntercept(List.of("x"), new double[][] {values});
    }

    private static double share(int i, long prime, int of) {
        return (i * prime % of + 0.5) / of;
    }

    /** Shares of treated 1/4, 1/2, 3/4, 9/10 at x = −1, 0, 1, 2: logits x log 3, so that every moment vanishes at (0, log 3). */
    @Test
    void sharesOnALineSolveEveryBalancingEquation() {
        int[] people = {4, 2, 4, 10};
        int[] treatedPeople = {1, 1, 3, 9};
        List<Double> value = new ArrayList<>();
        List<Boolean> arm = new ArrayList<>();
        for (int c = 0; c < 4; c++) {
            for (int i = 0; i < people[c]; i++) {
                value.add(c - 1.0);
                arm.add(i < treatedPeople[c]);
            }
        }
        DesignMatrix design = withIntercept(value.stream().mapToDouble(v -> v).toArray());
        boolean[] treated = new boolean[arm.size()];
        for (int i = 0; i < treated.length; i++) {
            treated[i] = arm.get(i);
        }
        CovariateBalancing just = CovariateBalancing.justIdentified(design, treated, TargetPopulation.ATE);
        assertThat(just.coefficients()).containsExactly(new double[] {0, Math.log(3)}, within(1e-8));
        CovariateBalancing over = CovariateBalancing.overIdentified(design, treated, TargetPopulation.ATE);
        assertThat(over.coefficients()).containsExactly(new double[] {0, Math.log(3)}, within(1e-6));
        assertThat(over.overIdentification().statistic()).isCloseTo(0, within(1e-8));
    }

    /** Weights 5, 1.25, 1.25, 5: half of each when stabilised; cut at their median 3.125 from above. */
    @Test
    void stabilisedAndTruncatedWeightsOfFourPeople() {
        boolean[] treated = {true, false, true, false};
        BalancingWeights raw = BalancingWeights.of(TargetPopulation.ATE, treated, new double[] {0.2, 0.2, 0.8, 0.8});
        assertThat(raw.stabilised(treated).weight())
                .containsExactly(new double[] {2.5, 0.625, 0.625, 2.5}, within(1e-12));
        assertThat(raw.truncated(0, 0.5).weight())
                .containsExactly(new double[] {3.125, 1.25, 1.25, 3.125}, within(1e-12));
    }

    /** One in five treated: log odds of 0.2 are those of the share, so that preference is a half; of 0.5, log 4 above. */
    @Test
    void preferenceScoreByHandAndOfEvenArms() {
        boolean[] one = {true, false, false, false, false};
        double[] score = {0.2, 0.5, 0.2, 0.2, 0.2};
        assertThat(Trimming.preferenceScore(one, score))
                .containsExactly(new double[] {0.5, 0.8, 0.5, 0.5, 0.5}, within(1e-12));
        boolean[] even = {true, false, true, false, true, false};
        double[] any = {0.1, 0.2, 0.3, 0.6, 0.7, 0.9};
        assertThat(Trimming.preferenceScore(even, any)).containsExactly(any, within(1e-12));
    }

    /** Probabilities 1/2, 3/10, 1/5 of a person in the second arm. */
    @Test
    void weightsOfSeveralArmsByHand() {
        double[][] p = {{0.5}, {0.3}, {0.2}};
        int[] arm = {1};
        assertThat(MultiArmWeights.of(new MultiArmWeights.Target.Everybody(), arm, p)
                        .weight()[0])
                .isCloseTo(1 / 0.3, within(1e-12));
        assertThat(MultiArmWeights.of(new MultiArmWeights.Target.Arm(2), arm, p).weight()[0])
                .isCloseTo(0.2 / 0.3, within(1e-12));
        double harmonic = 1 / (1 / 0.5 + 1 / 0.3 + 1 / 0.2);
        assertThat(MultiArmWeights.of(new MultiArmWeights.Target.Overlap(), arm, p)
                        .weight()[0])
                .isCloseTo(harmonic / 0.3, within(1e-12));
        assertThat(MultiArmWeights.of(new MultiArmWeights.Target.Matching(), arm, p)
                        .weight()[0])
                .isCloseTo(0.2 / 0.3, within(1e-12));
    }

    /** Four corners of a square, variances 4/3 and no covariance: the diagonal is √((4 + 4)/(4/3)) = √6. */
    @Test
    void mahalanobisDistanceWithinACaliperByHand() {
        double[][] corners = {{0, 2, 0, 2}, {0, 0, 2, 2}};
        MatchingDistance free = MatchingDistance.mahalanobis(corners);
        assertThat(free.between(0, 3)).isCloseTo(Math.sqrt(6), within(1e-12));
        assertThat(free.between(0, 1)).isCloseTo(Math.sqrt(3), within(1e-12));
        MatchingDistance near = free.withinCaliper(new double[] {0.1, 0.2, 0.3, 0.9}, 0.25);
        assertThat(near.between(0, 2)).isCloseTo(Math.sqrt(3), within(1e-12));
        assertThat(near.between(0, 3)).isInfinite();
        double[][] stretched = {{0, 600, 0, 600}, {5, 5, 5.1, 5.1}};
        assertThat(MatchingDistance.mahalanobis(stretched).between(0, 3)).isCloseTo(Math.sqrt(6), within(1e-9));
    }

    /** Below and above a half: one treated with two controls, one with one; three controls for two treated make 0.75 and 1.5. */
    @Test
    void coarsenedSetsByHandAndFineCutsAreExactMatching() {
        double[][] values = {{0.1, 0.4, 0.6, 0.9, 0.2}};
        boolean[] treated = {true, false, true, false, false};
        MatchedSets sets = ExactMatching.coarsened(values, new double[][] {{0.5}}, treated);
        assertThat(sets.weightsForTreated(treated))
                .containsExactly(new double[] {1, 0.75, 1, 1.5, 0.75}, within(1e-12));
        double[][] levels = {{1, 2, 3, 1, 2, 3, 3}};
        boolean[] arms = {true, true, false, false, false, true, false};
        assertThat(ExactMatching.coarsened(levels, new double[][] {{1.5, 2.5}}, arms)
                        .set())
                .isEqualTo(ExactMatching.on(levels, arms).set());
    }

    /** Treated at 0 and 1 with 4 and 5; nearest controls at 0.1 and 0.9 with 1 and 3: (3 + 2)/2. */
    @Test
    void nearestNeighboursOfFourPeople() {
        boolean[] treated = {true, true, false, false, false, false};
        double[][] at = {{0, 1, 0.1, 0.9, 7, 9}};
        double[] y = {4, 5, 1, 3, 50, 70};
        MatchingEstimator.Options options = MatchingEstimator.Options.of(TargetPopulation.ATT);
        Estimate e = MatchingEstimator.estimate(y, treated, at, options).difference();
        assertThat(e.value()).isCloseTo(2.5, within(1e-12));
        double[] other = Arrays.stream(y).map(v -> 10 * v - 3).toArray();
        Estimate tenfold =
                MatchingEstimator.estimate(other, treated, at, options).difference();
        assertThat(tenfold.value()).isCloseTo(25, within(1e-12));
        assertThat(tenfold.se()).isCloseTo(10 * e.se(), within(1e-10));
    }

    /** With means as learners every prediction is a mean of the other folds, and the augmented estimator can be written down. */
    @Test
    void crossFittedMeansByHand() {
        int n = 24;
        RandomGenerator random = Seeds.of("cross-fitting by hand").generator();
        boolean[] treated = new boolean[n];
        double[] y = new double[n];
        int[] arm = new int[n];
        for (int i = 0; i < n; i++) {
            treated[i] = i % 3 == 0;
            arm[i] = treated[i] ? 1 : 0;
            y[i] = Draws.normal(random) + arm[i];
        }
        Seed seed = new Seed(5);
        Covariates covariates = new Covariates(List.of("x"), new double[][] {Draws.normals(random, n)});
        Nuisance.Plan plan =
                Nuisance.Plan.of(new Learner.Mean(), new Learner.Mean(), seed).withFolds(2);
        Nuisance nuisance = Nuisance.learn(covariates, treated, new Outcome.Continuous(y), plan);
        int[] fold = PenalisedRegression.folds(arm, 2, seed);
        for (int i = 0; i < n; i++) {
            int own = fold[i];
            double share = IntStream.range(0, n)
                    .filter(k -> fold[k] != own)
                    .mapToDouble(k -> arm[k])
                    .average()
                    .orElseThrow();
            double mean = IntStream.range(0, n)
                    .filter(k -> fold[k] != own && treated[k])
                    .mapToDouble(k -> y[k])
                    .average()
                    .orElseThrow();
            assertThat(nuisance.score()[i]).isCloseTo(share, within(1e-12));
            assertThat(nuisance.predictions().treated()[i]).isCloseTo(mean, within(1e-12));
        }
        // A constant added to the outcome is learned by every learner, and changes no difference.
        DoublyRobust.Question question =
                new DoublyRobust.Question(DoublyRobust.Estimator.AUGMENTED, TargetPopulation.ATE, 1);
        double[] shifted = Arrays.stream(y).map(v -> v + 100).toArray();
        assertThat(DoublyRobust.estimate(covariates, treated, new Outcome.Continuous(shifted), plan, question)
                        .difference(LEVEL)
                        .value())
                .isCloseTo(
                        DoublyRobust.estimate(covariates, treated, new Outcome.Continuous(y), plan, question)
                                .difference(LEVEL)
                                .value(),
                        within(1e-9));
    }
}
