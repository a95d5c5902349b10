package org.steelyard.platform.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankingTest {

    private static final double MONTE_CARLO = 0.02;

    private static Ranking.Option option(String name, List<double[]> draws) {
        return new Ranking.Option(name, "常规诊疗", draws);
    }

    /** Effects that are normal about a mean, at no cost. */
    private static List<double[]> normal(double mean, long seed) {
        Random random = new Random(seed);
        List<double[]> draws = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            draws.add(new double[] {0, mean + random.nextGaussian()});
        }
        return draws;
    }

    @Test
    void theProbabilityOfTheFirstRankIsThatOfTheDifference() {
        List<Ranking.Ranked> order = Ranking.of(List.of(option("a", normal(0, 1)), option("b", normal(1, 2))), 1);
        assertThat(order.getFirst().evaluation()).isEqualTo("b");
        // P(N(1, 2) > 0), the difference of two normals of variance 1: Phi(1 / sqrt 2)
        assertThat(order.getFirst().ranks().getFirst()).isEqualTo(0.760250, within(MONTE_CARLO));
        assertThat(order.getFirst().netBenefit()).isEqualTo(1, within(0.05));
        assertThat(order.getFirst().lower()).isEqualTo(1 - 1.96, within(0.15));
    }

    @Test
    void threeAlikeHaveEachRankAThirdOfTheTime() {
        List<Ranking.Ranked> order =
                Ranking.of(List.of(option("a", normal(0, 3)), option("b", normal(0, 4)), option("c", normal(0, 5))), 1);
        for (Ranking.Ranked option : order) {
            assertThat(option.ranks()).allSatisfy(p -> assertThat(p).isEqualTo(1.0 / 3, within(0.03)));
            assertThat(option.ranks().stream().mapToDouble(p -> p).sum()).isEqualTo(1, within(1e-9));
        }
    }

    @Test
    void theThresholdDecidesBetweenACheapAndAnEffectiveOption() {
        List<Ranking.Option> both = List.of(
                option("cheap", List.of(new double[] {-10, 0})), option("effective", List.of(new double[] {50, 1})));
        assertThat(Ranking.of(both, 50).getFirst().evaluation()).isEqualTo("cheap");
        assertThat(Ranking.of(both, 70).getFirst().evaluation()).isEqualTo("effective");
        assertThat(Ranking.of(both, 70).getFirst().ranks().getLast()).isZero();
    }

    @Test
    void resultsWithoutDrawsAreNoOption() {
        assertThat(Ranking.option("a", Map.of())).isEmpty();
        assertThat(Ranking.option("a", Map.of("economics", Map.of("psa", Map.of()))))
                .isEmpty();
        assertThat(Ranking.option(
                        "a",
                        Map.of("economics", Map.of("psa", Map.of("deltaCost", List.of("x"), "deltaQaly", List.of(1))))))
                .isEmpty();
    }
}
