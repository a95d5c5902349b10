package org.steelyard.economics.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.stats.linear.DesignMatrix;

class WeightingTest {

    private static final boolean T = true;
    private static final boolean C = false;

    private static People people(boolean[] treated, List<String> terms, double[]... columns) {
        DesignMatrix design = DesignMatrix.withIntercept(terms, columns);
        FollowUp.End[] ends = new FollowUp.End[treated.length];
        Arrays.fill(ends, FollowUp.End.CENSORED);
        People.Outcomes none = new People.Outcomes("os", new double[treated.length], ends);
        return new People(treated, terms, design, new double[0][], none, none, 0);
    }

    private static double[] ones(int n) {
        double[] out = new double[n];
        Arrays.fill(out, 1);
        return out;
    }

    /** One yes/no covariate: the score is the share of treated at each value, so every weight can be told by hand. */
    @ParameterizedTest
    @EnumSource
    void saturatedScoreGivesTheWeightsByHand(Target target) {
        // without: one of four treated; with: two of three
        People people = people(new boolean[] {T, C, C, C, T, T, C}, List.of("x"), new double[] {0, 0, 0, 0, 1, 1, 1});
        double[] expected = switch (target) {
            case ATE -> new double[] {4, 4.0 / 3, 4.0 / 3, 4.0 / 3, 1.5, 1.5, 3};
            case ATT -> new double[] {1, 1.0 / 3, 1.0 / 3, 1.0 / 3, 1, 1, 2};
            case ATC -> new double[] {3, 1, 1, 1, 0.5, 0.5, 1};
            case ATO -> new double[] {0.75, 0.25, 0.25, 0.25, 1.0 / 3, 1.0 / 3, 2.0 / 3};
            case ATM -> new double[] {1, 1.0 / 3, 1.0 / 3, 1.0 / 3, 0.5, 0.5, 1};
        };
        assertThat(new Weighting(people, target).weights()).containsExactly(expected, within(1e-9));
    }

    @Test
    void countsActAsRepeatedPeople() {
        boolean[] twice = {T, T, C, C, C, C, T, T, T, C};
        double[] x = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1};
        double[] repeated = new Weighting(people(twice, List.of("x"), x), Target.ATE).weights();
        People once = people(new boolean[] {T, C, C, C, T, C}, List.of("x"), new double[] {0, 0, 0, 0, 1, 1});
        double[] counted = new Weighting(once, Target.ATE).weights(new double[] {2, 2, 1, 1, 3, 1});
        assertThat(counted[0]).isCloseTo(repeated[0] + repeated[1], within(1e-5));
        assertThat(counted[1]).isCloseTo(repeated[2] + repeated[3], within(1e-5));
        assertThat(counted[4]).isCloseTo(3 * repeated[6], within(1e-5));
    }

    /** A level whose one treated person was not drawn: its controls come to their limiting weight, the rest have that of the rest. */
    @ParameterizedTest
    @EnumSource
    void levelOfOneArmAloneHasItsLimit(Target target) {
        boolean[] treated = {T, C, C, C, T, T, C, T, C, C};
        double[] x = {0, 0, 0, 0, 1, 1, 1, 0, 0, 0};
        double[] rare = {0, 0, 0, 0, 0, 0, 0, 1, 1, 1};
        Weighting whole = new Weighting(people(treated, List.of("x", "rare"), x, rare), target);
        double[] drawn = ones(10);
        drawn[7] = 0;
        double[] weights = whole.weights(drawn);
        double[] rest =
                new Weighting(people(Arrays.copyOf(treated, 7), List.of("x"), Arrays.copyOf(x, 7)), target).weights();
        assertThat(Arrays.copyOf(weights, 7)).containsExactly(rest, within(1e-5));
        assertThat(weights[7]).isZero();
        double limit = target == Target.ATE || target == Target.ATC ? 1 : 0;
        assertThat(weights[8]).isCloseTo(limit, within(1e-5));
        assertThat(weights[9]).isCloseTo(limit, within(1e-5));
    }

    @Test
    void levelNobodyWasDrawnFromIsLeftOut() {
        boolean[] treated = {T, C, C, C, T, T, C, T, C};
        double[] x = {0, 0, 0, 0, 1, 1, 1, 0, 0};
        double[] rare = {0, 0, 0, 0, 0, 0, 0, 1, 1};
        double[] drawn = ones(9);
        drawn[7] = 0;
        drawn[8] = 0;
        double[] weights = new Weighting(people(treated, List.of("x", "rare"), x, rare), Target.ATE).weights(drawn);
        assertThat(weights[0]).isCloseTo(4, within(1e-5));
        assertThat(weights[8]).isZero();
    }

    @Test
    void withoutCovariatesEverybodyWeighsTheSame() {
        People people = new People(
                new boolean[] {T, C},
                List.of(),
                DesignMatrix.interceptOnly(2),
                new double[0][],
                new People.Outcomes("os", new double[2], new FollowUp.End[0]),
                new People.Outcomes("os", new double[2], new FollowUp.End[0]),
                0);
        Weighting weighting = new Weighting(people, Target.ATO);
        assertThat(weighting.weights()).containsExactly(1, 1);
        assertThat(weighting.weights(new double[] {2, 0})).containsExactly(2, 0);
    }
}
