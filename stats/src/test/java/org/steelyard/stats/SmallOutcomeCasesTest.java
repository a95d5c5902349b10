package org.steelyard.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.stats.competing.CompetingData;
import org.steelyard.stats.competing.FineGray;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.CoxFit;
import org.steelyard.stats.cox.CoxRegression;
import org.steelyard.stats.cox.ProportionalHazardsTest;
import org.steelyard.stats.cox.RecurrentEvents;
import org.steelyard.stats.cox.Ties;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.longitudinal.EstimatingEquations;
import org.steelyard.stats.longitudinal.LinearMixedModel;
import org.steelyard.stats.regression.Family;
import org.steelyard.stats.regression.GeneralizedLinearModel;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.survival.SurvivalData;
import org.steelyard.stats.survival.WeightedLogRank;
import org.steelyard.stats.testing.Seeds;

/**
 * Models of outcomes: data small enough to work through on paper, properties that need no reference, and a few numbers of R
 * (stats/src/test/r/further.R), for methods whose own tests had not all three. docs/methods/coverage.md names these.
 */
class SmallOutcomeCasesTest {

    /** The closed form of Therneau and Grambsch's six people, appendix E. */
    private static final double SIX_PEOPLE = Math.log((3 + Math.sqrt(33)) / 2);

    private static final double[] TIME = {9, 1, 1, 6, 6, 8};

    private static final double[] X = {0, 1, 1, 1, 0, 0};

    private static DesignMatrix x(double... values) {
        return DesignMatrix.of(List.of("x"), new double[][] {values});
    }

    private static DesignMatrix withIntercept(double... values) {
        return DesignMatrix.withIntercept(List.of("x"), new double[][] {values});
    }

    private static LinearMixedModel.Fit mixed(double[] value, double[] y, int[] group) {
        return LinearMixedModel.fit(
                new LinearMixedModel.Data(withIntercept(value), DesignMatrix.interceptOnly(y.length), y, group),
                LinearMixedModel.Criterion.RESTRICTED);
    }

    private static double breslow(CoxData data) {
        return CoxRegression.withDefaults().with(Ties.BRESLOW).fit(data).coefficient("x");
    }

    private static double hazardsTest(CoxData data) {
        CoxFit fit = CoxRegression.withDefaults().fit(data);
        return ProportionalHazardsTest.of(
                        data,
                        fit,
                        ProportionalHazardsTest.Transform.IDENTITY,
                        List.of(new ProportionalHazardsTest.Group("x", List.of("x"))))
                .terms()
                .getFirst()
                .test()
                .statistic();
    }

    /** 4 in 10 against 12 in 15 person-years: ratio 2, variance 1/4 + 1/12; costs 1, 3 against 4, 8: ratio 3. */
    @Test
    void ratesAndCostsOfTwoGroupsByHand() {
        DesignMatrix design = withIntercept(0, 1);
        GlmFit rates = GeneralizedLinearModel.of(Family.POISSON)
                .fit(design, new double[] {4, 12}, Optional.empty(), Optional.of(new double[] {
                    Math.log(10), Math.log(15)
                }));
        assertThat(rates.coefficient("x")).isCloseTo(Math.log(2), within(1e-9));
        assertThat(rates.standardError("x")).isCloseTo(Math.sqrt(1.0 / 3), within(1e-8));
        DesignMatrix four = withIntercept(0, 0, 1, 1);
        GlmFit costs = GeneralizedLinearModel.of(Family.GAMMA).fit(four, new double[] {1, 3, 4, 8});
        assertThat(costs.coefficient("x")).isCloseTo(Math.log(3), within(1e-8));
        // In other money only the intercept moves.
        GlmFit cents = GeneralizedLinearModel.of(Family.GAMMA).fit(four, new double[] {100, 300, 400, 800});
        assertThat(cents.coefficient("x")).isCloseTo(costs.coefficient("x"), within(1e-7));
        assertThat(cents.standardError("x")).isCloseTo(costs.standardError("x"), within(1e-7));
        assertThat(cents.coefficients()[0] - costs.coefficients()[0]).isCloseTo(Math.log(100), within(1e-7));
        // In other years only the intercept of rates moves.
        GlmFit months = GeneralizedLinearModel.of(Family.POISSON)
                .fit(design, new double[] {4, 12}, Optional.empty(), Optional.of(new double[] {
                    Math.log(120), Math.log(180)
                }));
        assertThat(months.coefficient("x")).isCloseTo(rates.coefficient("x"), within(1e-9));
    }

    /** Two clusters of two: mean 4, residual sums −4 and 4, robust variance 32/16. */
    @Test
    void equationsOfTwoClustersByHand() {
        EstimatingEquations.Fit fit = EstimatingEquations.fit(
                DesignMatrix.interceptOnly(4),
                new double[] {1, 3, 5, 7},
                new int[] {1, 1, 2, 2},
                new EstimatingEquations.Options(
                        EstimatingEquations.Model.LINEAR, EstimatingEquations.Correlation.EXCHANGEABLE, false));
        assertThat(fit.coefficients()[0]).isCloseTo(4, within(1e-10));
        assertThat(fit.robustCovariance().at(0, 0)).isCloseTo(2, within(1e-9));
    }

    @Test
    void mixedModelFollowsTheUnitOfTheOutcome() {
        RandomGenerator random = Seeds.of("mixed model units").generator();
        int n = 60;
        int[] group = IntStream.range(0, n).map(i -> i / 6).toArray();
        double[] own = Draws.normals(random, 10);
        double[] value = Draws.normals(random, n);
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = 2 + 0.5 * value[i] + own[group[i]] + 0.7 * Draws.normal(random);
        }
        double[] other = Arrays.stream(y).map(v -> 3 * v + 5).toArray();
        LinearMixedModel.Fit fit = mixed(value, y, group);
        LinearMixedModel.Fit scaled = mixed(value, other, group);
        assertThat(scaled.coefficients()[1]).isCloseTo(3 * fit.coefficients()[1], within(1e-5));
        assertThat(scaled.residualVariance()).isCloseTo(9 * fit.residualVariance(), within(1e-4));
        assertThat(scaled.randomCovariance().at(0, 0))
                .isCloseTo(9 * fit.randomCovariance().at(0, 0), within(1e-3));
    }

    /** People who have an event once, two strata of the same six, a competing end after the others' last comparison: all have the closed form of the six. */
    @Test
    void relativesOfTheSixPeopleHaveTheirClosedForm() {
        double[][] events = {{9}, {1}, {}, {6}, {6}, {}};
        assertThat(breslow(new RecurrentEvents(x(X), TIME, events).andersenGill()))
                .isCloseTo(SIX_PEOPLE, within(1e-8));
        double[] twiceTime = IntStream.range(0, 12)
                .mapToDouble(i -> TIME[i % 6] * (i < 6 ? 1 : 7))
                .toArray();
        boolean[] event = {true, true, false, true, true, false};
        boolean[] twiceEvent = new boolean[12];
        int[] stratum = new int[12];
        for (int i = 0; i < 12; i++) {
            twiceEvent[i] = event[i % 6];
            stratum[i] = i / 6;
        }
        DesignMatrix twice = x(IntStream.range(0, 12).mapToDouble(i -> X[i % 6]).toArray());
        assertThat(breslow(CoxData.rightCensored(twice, twiceTime, twiceEvent).withStrata(stratum)))
                .isCloseTo(SIX_PEOPLE, within(1e-8));
        CompetingData competing = CompetingData.of(TIME, new int[] {1, 1, 0, 1, 1, 2});
        assertThat(FineGray.forCause(1).fit(x(X), competing).coefficient("x")).isCloseTo(SIX_PEOPLE, within(1e-8));
        SurvivalData cause = competing.causeSpecific(1);
        assertThat(breslow(CoxData.rightCensored(x(X), cause.time(), cause.event())))
                .isCloseTo(SIX_PEOPLE, within(1e-8));
    }

    /** Of two people the one in group 1 dies first: U = 1/2, residuals 1/4 and 1/4, so that χ² = (1/4)/(1/8) = 2. */
    @Test
    void weightedLogRankOfTwoPeople() {
        boolean[] event = {true, true};
        SurvivalData two = SurvivalData.of(new double[] {1, 2}, event);
        assertThat(WeightedLogRank.test(two, new int[] {1, 0}, 2).statistic()).isCloseTo(2, within(1e-10));
        SurvivalData tenfold = new SurvivalData(new double[] {1, 2}, event, new double[] {10, 10});
        assertThat(WeightedLogRank.test(tenfold, new int[] {1, 0}, 2).statistic())
                .isCloseTo(2, within(1e-10));
        assertThat(WeightedLogRank.test(two, new int[] {0, 1}, 2).statistic()).isCloseTo(2, within(1e-10));
    }

    /**
     * Two strata of two, in one the treated dies at 1 and in the other the control at 2: β = 0, each variance 1/4, and time, −1/2 and 1/2 about its mean, has U = −1/4 − 1/4 and information
     * 2 · (1/4)(1/4): χ² = (1/4)/(1/8) = 2.
     */
    @Test
    void proportionalHazardsOfTwoPairs() {
        CoxData pairs = CoxData.rightCensored(
                        x(1, 0, 0, 1), new double[] {1, 5, 2, 5}, new boolean[] {true, false, true, false})
                .withStrata(new int[] {0, 0, 1, 1});
        assertThat(hazardsTest(pairs)).isCloseTo(2, within(1e-9));
        CoxData other = CoxData.rightCensored(
                        x(9, 4, 4, 9), new double[] {10, 50, 20, 50}, new boolean[] {true, false, true, false})
                .withStrata(new int[] {0, 0, 1, 1});
        assertThat(hazardsTest(other))
                .as("units of x and of time do not matter")
                .isCloseTo(2, within(1e-9));
    }
}
