package org.steelyard.economics.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.economics.internal.FollowUp.End;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.survival.KaplanMeier;
import org.steelyard.stats.survival.RestrictedMean;
import org.steelyard.stats.survival.SurvivalCurve;
import org.steelyard.stats.survival.SurvivalData;

class FollowUpTest {

    private static final End C = End.CENSORED;
    private static final End P = End.NON_FATAL;
    private static final End D = End.DEATH;

    private static int[] all(int n) {
        return IntStream.range(0, n).toArray();
    }

    private static double[] ones(int n) {
        double[] out = new double[n];
        java.util.Arrays.fill(out, 1);
        return out;
    }

    @Test
    void smallCurveByHand() {
        // five people: progressed at 1, censored at 2, died at 2, progressed at 4, censored at 5
        FollowUp f = new FollowUp(all(5), new double[] {4, 2, 1, 5, 2}, new End[] {P, C, P, C, D});
        StepCurve curve = f.curve(ones(5));
        assertThat(curve.years()).containsExactly(1, 2, 4);
        assertThat(curve.survival()).containsExactly(0.8, 0.8 * 0.75, 0.8 * 0.75 * 0.5);
        // left by progression: 1/5, then half of the 0.6 that were left
        assertThat(curve.nonFatalAt(0.5)).isZero();
        assertThat(curve.nonFatalAt(1)).isCloseTo(0.2, within(1e-15));
        assertThat(curve.nonFatalAt(3)).isCloseTo(0.2, within(1e-15));
        assertThat(curve.nonFatalAt(4)).isCloseTo(0.5, within(1e-15));
        assertThat(curve.survivalAt(0.99)).isEqualTo(1);
        assertThat(curve.survivalBefore(2)).isEqualTo(0.8);
        // 1 + 0.8 + 2 * 0.6 + 1 * 0.3
        assertThat(curve.restrictedMean(5, 0)).isCloseTo(3.3, within(1e-12));
        // first year 1; second 0.8; third and fourth 0.6; fifth 0.3, each a year further off
        double discounted = 1 + 0.8 / 1.05 + 0.6 / 1.1025 + 0.6 / 1.157625 + 0.3 / 1.21550625;
        assertThat(curve.restrictedMean(5, 0.05)).isCloseTo(discounted, within(1e-12));
        assertThat(f.supported()).isEqualTo(5);
        assertThat(f.completeShare(3)).isEqualTo(0.8);
        assertThat(f.followedShare(3)).isEqualTo(0.4);
    }

    @Test
    void everybodyDeadMeansKnownForEver() {
        FollowUp f = new FollowUp(all(3), new double[] {1, 2, 3}, new End[] {C, D, D});
        assertThat(f.supported()).isInfinite();
        assertThat(f.curve(ones(3)).survivalAt(3)).isZero();
        FollowUp tied = new FollowUp(all(3), new double[] {1, 3, 3}, new End[] {D, D, C});
        assertThat(tied.supported()).isEqualTo(3);
    }

    @Test
    void curveEqualsTheWeightedEstimatorOfTheStatisticsModule() {
        RandomGenerator random = new Seed(Long.getLong("seed", 7)).generator();
        for (int round = 0; round < 50; round++) {
            int n = 5 + random.nextInt(60);
            double[] years =
                    random.doubles(n, 0, 6).map(t -> Math.round(t * 4) / 4.0).toArray();
            double[] weights = random.doubles(n, 0, 3).map(w -> w < 0.5 ? 0 : w).toArray();
            weights[0] = 1;
            End[] ends = IntStream.range(0, n)
                    .mapToObj(i -> End.values()[random.nextInt(3)])
                    .toArray(End[]::new);
            boolean[] event = new boolean[n];
            for (int i = 0; i < n; i++) {
                event[i] = ends[i] != C;
            }
            StepCurve ours = new FollowUp(all(n), years, ends).curve(weights);
            SurvivalData data = new SurvivalData(years, event, weights);
            SurvivalCurve theirs = KaplanMeier.fit(data, KaplanMeier.Variance.ROBUST);
            for (double t = 0; t < 7; t += 0.25) {
                assertThat(ours.survivalAt(t)).as("round %d at %s", round, t).isCloseTo(theirs.at(t), within(1e-12));
            }
            double horizon = Math.min(2, RestrictedMean.longestHorizon(data));
            if (horizon > 0) {
                assertThat(ours.restrictedMean(horizon, 0))
                        .isCloseTo(RestrictedMean.of(data, horizon, 0.95).value(), within(1e-12));
            }
        }
    }

    /** Aalen–Johansen shares of both exits and the survivors add up to one. */
    @Test
    void exitsAndSurvivorsAddUpToOne() {
        double[] years = {1, 1, 2, 3, 3, 4, 5};
        End[] ends = {P, D, C, D, P, P, C};
        End[] swapped = {D, P, C, P, D, D, C};
        double[] weights = {1, 2, 0.5, 1, 3, 1, 1};
        StepCurve progressed = new FollowUp(all(7), years, ends).curve(weights);
        StepCurve died = new FollowUp(all(7), years, swapped).curve(weights);
        for (double t = 0; t <= 5; t += 0.5) {
            assertThat(progressed.survivalAt(t) + progressed.nonFatalAt(t) + died.nonFatalAt(t))
                    .isCloseTo(1, within(1e-14));
        }
    }

    /**
     * Toy data of the R package ccostr (commit d3df69b, checked there against Stata): total costs 2544, 4245, 590, 300;
     * follow-up 343, 903 (lost), 445, 652 (died).
     */
    @Test
    void censoredCostsGiveTheBangTsiatisMean() {
        double[] cost = {2544, 4245, 590, 300};
        FollowUp f = new FollowUp(all(4), new double[] {343, 903, 445, 652}, new End[] {C, C, D, D});
        double[] g = new double[4];
        f.completionWeights(ones(4), 1000, g);
        double mean = IntStream.range(0, 4).mapToDouble(i -> g[i] * cost[i]).sum() / 4;
        Oracle.check(
                "Mean cost under censoring",
                "R package ccostr d3df69b, Stata hcost",
                "toy data, BT",
                296.66666666666663,
                mean,
                1e-12);
    }

    @Test
    void nobodyLostMeansNoWeights() {
        FollowUp f = new FollowUp(all(3), new double[] {1, 5, 6}, new End[] {D, C, C});
        double[] g = new double[3];
        f.completionWeights(ones(3), 4, g);
        assertThat(g).containsExactly(1, 1, 1);
        f.completionWeights(ones(3), 0, g);
        assertThat(g).containsExactly(1, 1, 1);
    }

    /** Weights of the completely observed add up to everybody: none of the mass is lost. */
    @Test
    void completionWeightsRestoreTheWholeSample() {
        double[] years = {1, 2, 2, 3, 4, 5, 6, 7};
        End[] ends = {C, D, C, D, C, D, C, C};
        double[] g = new double[8];
        new FollowUp(all(8), years, ends).completionWeights(ones(8), 5.5, g);
        assertThat(java.util.Arrays.stream(g).sum()).isCloseTo(8, within(1e-12));
        assertThat(g[0]).isZero();
        assertThat(g[6]).isPositive();
    }
}
