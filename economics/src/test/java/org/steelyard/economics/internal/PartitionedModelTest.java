package org.steelyard.economics.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.kernel.Text;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.protocol.Arm;
import org.steelyard.protocol.StateCost;
import org.steelyard.protocol.StateCost.When;

class PartitionedModelTest {

    private static StateCost cost(When when, Optional<Arm> arm, Optional<Double> until) {
        return new StateCost(
                when.name(), Text.same(when.name()), when, arm, Optional.empty(), Optional.empty(), until, false);
    }

    private static StateCost cost(When when) {
        return cost(when, Optional.empty(), Optional.empty());
    }

    private static DoubleUnaryOperator weibull(double shape, double scale) {
        return t -> Math.exp(-Math.pow(t / scale, shape));
    }

    private static Partition analytic(Grid grid, DoubleUnaryOperator free, DoubleUnaryOperator alive) {
        double[] first = Arrays.stream(grid.points()).map(free).toArray();
        double[] living = Arrays.stream(grid.points()).map(alive).toArray();
        return new Partition(grid, first, living, new double[first.length], 0);
    }

    /**
     * PFS Weibull(1.2, 1.5 y), OS Weibull(1.1, 3 y), utilities 0.8 and 0.6, 60,000 and 90,000 a year, 5 %, 10 years:
     * trapezoid sums by an independent implementation (numpy).
     */
    @ParameterizedTest
    @CsvSource({"12, 1.7856643546451765, 187883.17192873015", "52, 1.7855547443048512, 187876.55275871477"})
    void weibullCurvesGiveTheTrapezoidOracle(double cyclesPerYear, double qaly, double cost) {
        Grid grid = Grid.of(10, cyclesPerYear);
        Partition p = analytic(grid, weibull(1.2, 1.5), weibull(1.1, 3));
        Use.ArmUse use = PartitionedModel.use(
                List.of(cost(When.FIRST_STATE), cost(When.SECOND_STATE)), p, Arm.CONTROL, new Rates(0.05, 0.05, 10));
        double ours = 0.8 * use.stateYears()[0] + 0.6 * use.stateYears()[1];
        double money = 60000 * use.units()[0] + 90000 * use.units()[1];
        String quantity = " of Weibull PFS and OS, " + (int) cyclesPerYear + " cycles a year";
        Oracle.check(
                "Partitioned survival, trapezoid", "numpy, independent sums", "QALY" + quantity, qaly, ours, 1e-12);
        Oracle.check(
                "Partitioned survival, trapezoid", "numpy, independent sums", "cost" + quantity, cost, money, 1e-12);
    }

    /** The same model by adaptive quadrature: the trapezoid sum closes in on it as cycles shorten. */
    @Test
    void shortCyclesCloseInOnTheIntegral() {
        Grid grid = Grid.of(10, 2000);
        Partition p = analytic(grid, weibull(1.2, 1.5), weibull(1.1, 3));
        Use.ArmUse use = PartitionedModel.use(List.of(), p, Arm.CONTROL, new Rates(0.05, 0.05, 10));
        String source = "adaptive quadrature";
        Oracle.check(
                "Partitioned survival, trapezoid",
                source,
                "discounted years in first state",
                1.3326038249501384,
                use.stateYears()[0],
                1e-6);
        Oracle.check(
                "Partitioned survival, trapezoid",
                source,
                "discounted life years",
                2.531714554884655,
                use.stateYears()[0] + use.stateYears()[1],
                1e-6);
    }

    @Test
    void smallModelByHand() {
        // yearly cycles; first state 1, .5, .25; alive 1, .8, .6; progressed 0, .4, .5
        Grid grid = Grid.of(2, 1);
        Partition p = new Partition(
                grid, new double[] {1, 0.5, 0.25}, new double[] {1, 0.8, 0.6}, new double[] {0, 0.4, 0.5}, 0);
        List<StateCost> costs = List.of(
                cost(When.START),
                cost(When.FIRST_STATE),
                cost(When.SECOND_STATE),
                cost(When.PROGRESSION),
                cost(When.DEATH),
                cost(When.START, Optional.of(Arm.TREATED), Optional.empty()),
                cost(When.FIRST_STATE, Optional.empty(), Optional.of(1.5)));
        Use.ArmUse use = PartitionedModel.use(costs, p, Arm.CONTROL, new Rates(0, 0, 2));
        assertThat(use.units()[0]).isEqualTo(1);
        assertThat(use.units()[1]).isCloseTo(0.75 + 0.375, within(1e-15));
        assertThat(use.units()[2]).isCloseTo(0.15 + 0.325, within(1e-15));
        assertThat(use.units()[3]).isCloseTo(0.5, within(1e-15));
        assertThat(use.units()[4]).isCloseTo(0.4, within(1e-15));
        assertThat(use.units()[5]).isZero();
        // the line from .5 to .25 is .375 at a year and a half
        assertThat(use.units()[6]).isCloseTo(0.75 + 0.5 * (0.5 + 0.375) / 2, within(1e-15));
        assertThat(use.lifeYears()).isCloseTo(0.9 + 0.7, within(1e-15));
        Use.ArmUse discounted = PartitionedModel.use(costs, p, Arm.TREATED, new Rates(0.05, 0.03, 2));
        double v = 1 / 1.05;
        assertThat(discounted.units()[1]).isCloseTo((1 + 0.5 * v) / 2 + (0.5 * v + 0.25 * v * v) / 2, within(1e-15));
        assertThat(discounted.units()[3]).isCloseTo(0.4 * Math.pow(v, 0.5) + 0.1 * Math.pow(v, 1.5), within(1e-15));
        assertThat(discounted.units()[5]).isEqualTo(1);
        assertThat(discounted.lifeYears()).isCloseTo(1.6, within(1e-15));
    }

    @Test
    void crossingCurvesAreLoweredAndCounted() {
        StepCurve high = new StepCurve(new double[] {1}, new double[] {0.9}, new double[] {0.1});
        StepCurve low = new StepCurve(new double[] {1}, new double[] {0.7}, new double[] {0});
        Partition p = Partition.of(Grid.of(2, 1), high, low);
        assertThat(p.first()).containsExactly(1, 0.7, 0.7);
        assertThat(p.second()).containsExactly(0, 0, 0);
        assertThat(p.crossings()).isEqualTo(2);
        for (double[] row : p.trace()) {
            assertThat(row[0] + row[1] + row[2]).isCloseTo(1, within(1e-15));
        }
    }

    @Test
    void lastCycleIsShortWhenTheHorizonIsNoWholeNumber() {
        assertThat(Grid.of(1, 4).points()).containsExactly(0, 0.25, 0.5, 0.75, 1);
        assertThat(Grid.of(1.1, 4).points()).containsExactly(0, 0.25, 0.5, 0.75, 1, 1.1);
        assertThat(Grid.of(0.1, 4).points()).containsExactly(0, 0.1);
        assertThat(Grid.of(10, 12).points()).hasSize(121);
    }
}
