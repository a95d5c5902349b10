package org.steelyard.economics.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.steelyard.economics.decision.Frontier;
import org.steelyard.effect.ArmValues;
import org.steelyard.kernel.Seed;

class ArmEvaluationTest {

    /**
     * By hand, λ = 100. Means: usual 100 and 1, A 150 and 2, B 400 and 1.5 (dominated by A), C 300 and 4. A buys 1 for 50 (ICER 50), C from there 2 for 150 (ICER 75).
     *
     * <p>Four resamples of net benefit λE − C:
     * <pre>
     *         usual   A     B     C
     *   1      0     50   −250   100    C A usual B
     *   2      0    150   −250   100    A C usual B
     *   3      0     50   −250    50    A C usual B (A is named before C)
     *   4    100     50   −250   100    usual C A B (usual is named before C)
     * </pre>
     */
    private static ArmValues byHand() {
        double[][] cost = {
            {100, 100, 100, 100},
            {150, 150, 150, 150},
            {400, 400, 400, 400},
            {300, 300, 300, 300}
        };
        double[][] effect = {
            {1, 1, 1, 2},
            {2, 3, 2, 2},
            {1.5, 1.5, 1.5, 1.5},
            {4, 4, 3.5, 4}
        };
        return new ArmValues(
                "arms",
                List.of("usual", "A", "B", "C"),
                new int[] {10, 10, 10, 10},
                new double[] {100, 150, 400, 300},
                new double[] {1, 2, 1.5, 4},
                cost,
                effect,
                0);
    }

    @Test
    void frontierAcceptabilityLossAndRanksByHand() {
        ArmEvaluation e = ArmEvaluation.of(byHand(), List.of(100.0));

        List<Frontier.Entry> frontier = e.frontier().onFrontier();
        assertThat(frontier).extracting(Frontier.Entry::strategy).containsExactly(0, 1, 3);
        assertThat(frontier.get(1).icer()).isEqualTo(50);
        assertThat(frontier.get(2).icer()).isEqualTo(75);
        assertThat(e.frontier().entries().getLast().status()).isEqualTo(Frontier.Status.DOMINATED);
        assertThat(e.at().getFirst().acceptability()).containsExactly(0.25, 0.5, 0, 0.25);
        // Means of net benefit 25, 75, −250, 87.5; the best of each resample 100, 150, 50, 100.
        assertThat(e.at().getFirst().loss()).containsExactly(new double[] {75, 25, 350, 12.5}, within(1e-12));
        assertThat(e.at().getFirst().best()).isEqualTo(3);
        assertThat(e.at().getFirst().frontier()).isEqualTo(0.25);
        assertThat(e.ranks().getFirst()[0]).containsExactly(0.25, 0, 0.75, 0);
        assertThat(e.ranks().getFirst()[1]).containsExactly(0.5, 0.25, 0.25, 0);
        assertThat(e.ranks().getFirst()[2]).containsExactly(0, 0, 0, 1);
        assertThat(e.ranks().getFirst()[3]).containsExactly(0.25, 0.75, 0, 0);
    }

    /** A between usual care and C in effect, but dearer than a mix of the two. */
    @Test
    void anArmThatAMixOfOthersBeatsIsExtendedlyDominated() {
        ArmValues v = byHand();
        ArmValues dear = new ArmValues(
                v.design(),
                v.arms(),
                v.people(),
                new double[] {100, 190, 400, 300},
                v.effect(),
                v.costDraws(),
                v.effectDraws(),
                0);
        ArmEvaluation e = ArmEvaluation.of(dear, List.of(100.0));
        assertThat(e.frontier().onFrontier())
                .extracting(Frontier.Entry::strategy)
                .containsExactly(0, 3);
        assertThat(e.frontier().onFrontier().get(1).icer()).isCloseTo(200.0 / 3, within(1e-12));
        assertThat(e.frontier().entries())
                .anyMatch(x -> x.strategy() == 1 && x.status() == Frontier.Status.EXTENDEDLY_DOMINATED);
    }

    /** Probabilities over arms of one rank, and over ranks of one arm, are 1; the first rank is the acceptability. */
    @Test
    void ranksAddUp() {
        RandomGenerator random = new Seed(3).generator();
        double[][] cost = new double[5][200];
        double[][] effect = new double[5][200];
        for (int a = 0; a < 5; a++) {
            for (int d = 0; d < 200; d++) {
                cost[a][d] = Math.floor(random.nextDouble() * 5) * 10;
                effect[a][d] = Math.floor(random.nextDouble() * 4);
            }
        }
        ArmValues values = new ArmValues(
                "arms", List.of("a", "b", "c", "d", "e"), new int[5], new double[5], new double[5], cost, effect, 0);
        ArmEvaluation e = ArmEvaluation.of(values, List.of(0.0, 10.0, 25.0));
        for (int k = 0; k < 3; k++) {
            double[][] ranks = e.ranks().get(k);
            for (int a = 0; a < 5; a++) {
                int at = a;
                assertThat(Arrays.stream(ranks[a]).sum()).isCloseTo(1, within(1e-12));
                assertThat(Arrays.stream(ranks).mapToDouble(r -> r[at]).sum()).isCloseTo(1, within(1e-12));
                assertThat(ranks[a][0]).isCloseTo(e.at().get(k).acceptability()[a], within(1e-12));
            }
        }
    }
}
