package org.steelyard.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.emulation.CensoringSurvival;
import org.steelyard.stats.emulation.ParametricGFormula;
import org.steelyard.stats.emulation.PeriodWeights;
import org.steelyard.stats.emulation.PersonPeriods;
import org.steelyard.stats.instrument.TwoStageLeastSquares;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.panel.Panel;
import org.steelyard.stats.panel.StaggeredAdoption;
import org.steelyard.stats.panel.SyntheticControl;
import org.steelyard.stats.panel.TwoPeriods;
import org.steelyard.stats.survival.SurvivalData;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.Seeds;
import org.steelyard.stats.testing.Shared;
import org.steelyard.stats.timeseries.BeforeAfter;
import org.steelyard.stats.timeseries.InterruptedSeries;
import org.steelyard.stats.timeseries.SegmentedRegression;
import org.steelyard.stats.transport.TransportWeights;

/**
 * Designs over time and over units: data small enough to work through on paper, properties that need no reference, and a few numbers of R
 * (stats/src/test/r/further.R), for methods whose own tests had not all three. docs/methods/coverage.md names these.
 */
class SmallDesignCasesTest {

    private static final String R = "R 4.2.2 stats, sandwich, survival; stats/src/test/r/further.R";

    private static final double LEVEL = 0.95;

    private static final Further FURTHER = new Further();

    private static DesignMatrix x(double... values) {
        return DesignMatrix.of(List.of("x"), new double[][] {values});
    }

    private static double share(int i, long prime, int of) {
        return (i * prime % of + 0.5) / of;
    }

    private static double logistic(double v) {
        return 1 / (1 + Math.exp(-v));
    }

    private static boolean[] flags(List<int[]> rows, int column) {
        boolean[] out = new boolean[rows.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = rows.get(i)[column] == 1;
        }
        return out;
    }

    private static Estimate instrumental(double[] y, double[] d, double[] z) {
        TwoStageLeastSquares.Data data = new TwoStageLeastSquares.Data(
                y, List.of("d"), new double[][] {d}, List.of(), new double[0][], List.of("z"), new double[][] {z});
        TwoStageLeastSquares.Fit fit = TwoStageLeastSquares.fit(data, TwoStageLeastSquares.Errors.HC1);
        return fit.estimate("d", LEVEL);
    }

    /** The continuous outcome of the formula people of causal_means.R. */
    private static final class Further {
        private final double[] outcome = new double[400];

        Further() {
            var normal = org.apache.commons.statistics.distribution.NormalDistribution.of(0, 1);
            for (int i = 0; i < 400; i++) {
                long k = i + 1;
                double x1 = Math.sin(k * 1.3) * 1.5;
                double x2 = (k * 7919 % 101) / 50.0 - 1;
                double u = (k * 104729 % 997 + 0.5) / 997;
                double z = normal.inverseCumulativeProbability((k * 15485863 % 983 + 0.5) / 983);
                double a = u < logistic(-0.3 + 0.6 * x1 - 0.5 * x2) ? 1 : 0;
                outcome[i] = 3 + 1.2 * a + 0.8 * x1 - 0.5 * x2 + z;
            }
        }
    }

    /** Of three the second is censored: the third counts for two. One year of lung cancer: one minus the product limit. */
    @Test
    void censoringWeightsByHandAndOfLungCancer() {
        SurvivalData three = SurvivalData.of(new double[] {1, 2, 3}, new boolean[] {true, false, true});
        assertThat(CensoringSurvival.weights(three)).containsExactly(new double[] {1, 0, 2}, within(1e-12));
        assertThat(CensoringSurvival.risk(three, 2.5)).isCloseTo(1.0 / 3, within(1e-12));
        Csv lung = Shared.csv("data/survival/lung.csv");
        double[] status = lung.numbers("status");
        boolean[] died = new boolean[status.length];
        for (int i = 0; i < died.length; i++) {
            died[i] = status[i] == 2;
        }
        Oracle.check(
                "Inverse-probability-of-censoring weights",
                R,
                "lung: risk at 365 days",
                0.5907583755399,
                CensoringSurvival.risk(SurvivalData.of(lung.numbers("time"), died), 365),
                1e-9);
    }

    /**
     * Shares of treated 1/4 and 3/4 where not treated before (l = 0 and 1), 1/2 and 9/10 where treated before: main effects of log 9 and log 3. Without l they are 17/36 and 10/12, the numerators.
     */
    @Test
    void treatmentWeightsOfTwoPeriodsByHand() {
        int n = 24;
        int[] person = new int[2 * n];
        int[] period = new int[2 * n];
        boolean[] treated = new boolean[2 * n];
        double[] l = new double[2 * n];
        int[] later = new int[2];
        for (int i = 0; i < n; i++) {
            person[2 * i] = i;
            person[2 * i + 1] = i;
            period[2 * i + 1] = 1;
            l[2 * i] = i < 12 ? 0 : 1;
            treated[2 * i] = i % 12 < (i < 12 ? 3 : 9);
            int before = treated[2 * i] ? 1 : 0;
            int k = later[before]++;
            l[2 * i + 1] = before == 0 ? (k < 8 ? 0 : 1) : (k < 2 ? 0 : 1);
            treated[2 * i + 1] = before == 0 ? k < 2 || k > 8 : k != 0 && k != 11;
        }
        boolean[] none = new boolean[2 * n];
        PersonPeriods data =
                new PersonPeriods(person, period, treated, none, none, none, List.of("l"), new double[][] {l});
        double[] factor = PeriodWeights.ofTreatment(
                        data, new PeriodWeights.Models(List.of(), List.of("l"), 0, PeriodWeights.Previous.AS_TERM))
                .factor();
        for (int i = 0; i < 2 * n; i++) {
            boolean before = i % 2 == 1 && treated[i - 1];
            double numerator = before ? 10.0 / 12 : 17.0 / 36;
            double denominator = before ? (l[i] == 1 ? 0.9 : 0.5) : (l[i] == 1 ? 0.75 : 0.25);
            double expected = treated[i] ? numerator / denominator : (1 - numerator) / (1 - denominator);
            assertThat(factor[i]).isCloseTo(expected, within(1e-6));
        }
    }

    /** Two thousand people by formula, both courses enumerated in R from the same models; the simulation errs by some 0.001. */
    @Test
    void gFormulaAgreesWithEnumeration() {
        int n = 2000;
        int[] person = new int[2 * n];
        int[] period = new int[2 * n];
        boolean[] treated = new boolean[2 * n];
        boolean[] outcome = new boolean[2 * n];
        double[] l = new double[2 * n];
        int rows = 0;
        for (int i = 1; i <= n; i++) {
            double l0 = share(i, 7919, 1009) < 0.4 ? 1 : 0;
            double a0 = share(i, 104729, 997) < logistic(-0.5 + 1.5 * l0) ? 1 : 0;
            boolean y0 = share(i, 1299709, 991) < logistic(-1.5 + l0 - 0.7 * a0);
            person[rows] = i;
            l[rows] = l0;
            treated[rows] = a0 == 1;
            outcome[rows++] = y0;
            if (!y0) {
                double l1 = share(i, 15485863, 983) < logistic(-0.3 + 1.2 * l0 - a0) ? 1 : 0;
                double a1 = share(i, 32452843, 977) < logistic(-0.5 + 1.5 * l1 + a0) ? 1 : 0;
                person[rows] = i;
                period[rows] = 1;
                l[rows] = l1;
                treated[rows] = a1 == 1;
                outcome[rows++] = share(i, 49979687, 971) < logistic(-1.5 + l1 - 0.7 * a1);
            }
        }
        boolean[] none = new boolean[rows];
        PersonPeriods data = new PersonPeriods(
                Arrays.copyOf(person, rows),
                Arrays.copyOf(period, rows),
                Arrays.copyOf(treated, rows),
                Arrays.copyOf(outcome, rows),
                none,
                none,
                List.of("l"),
                new double[][] {Arrays.copyOf(l, rows)});
        ParametricGFormula model = ParametricGFormula.fit(
                data,
                new ParametricGFormula.Plan(
                        List.of(ParametricGFormula.Kind.BINARY), 0, 2, 100_000, Seeds.of("g-formula and R")));
        Oracle.check(
                "Parametric g-formula",
                "R 4.2.2 glm, enumerated; stats/src/test/r/further.R",
                "2,000 people by formula: risk always treated",
                0.2944966163498,
                model.risk(ParametricGFormula.Strategy.always(), 2)[1],
                0.01);
        Oracle.check(
                "Parametric g-formula",
                "R 4.2.2 glm, enumerated; stats/src/test/r/further.R",
                "2,000 people by formula: risk never treated",
                0.4752819973467,
                model.risk(ParametricGFormula.Strategy.never(), 2)[1],
                0.01);
    }

    /**
     * Hazards 1/4 and 1/2 where l = 0 and 1/2 and 3/4 where l = 1 (both odds ratios 3, so that a model of main effects is exact), in both periods; l is 0 in 16 of 40. Always: 0.4 (1 − 1/4) + 0.6
     * (1 − 1/16) = 0.8625; never: 0.4 (1 − 9/16) + 0.6 (1 − 1/4) = 0.625.
     */
    @Test
    void gFormulaByHand() {
        List<int[]> rows = new ArrayList<>();
        int[][][] second = {{{4, 1}, {6, 3}}, {{4, 2}, {4, 3}}};
        int[][][] first = {{{8, 2}, {8, 4}}, {{8, 4}, {16, 12}}};
        int id = 0;
        for (int l = 0; l < 2; l++) {
            List<int[]> later = new ArrayList<>();
            for (int a = 0; a < 2; a++) {
                for (int k = 0; k < second[l][a][0]; k++) {
                    later.add(new int[] {a, k < second[l][a][1] ? 1 : 0});
                }
            }
            // Survivors take the second period's rows in turn, so that treatment before does not decide treatment
            // after.
            int next = 0;
            for (int a = 0; a < 2; a++) {
                for (int k = 0; k < first[l][a][0]; k++) {
                    int event = k < first[l][a][1] ? 1 : 0;
                    rows.add(new int[] {id, 0, a, event, l});
                    if (event == 0) {
                        int[] row = later.get(next * 7 % later.size());
                        rows.add(new int[] {id, 1, row[0], row[1], l});
                        next++;
                    }
                    id++;
                }
            }
            assertThat(next).isEqualTo(later.size());
        }
        boolean[] none = new boolean[rows.size()];
        PersonPeriods data = new PersonPeriods(
                rows.stream().mapToInt(r -> r[0]).toArray(),
                rows.stream().mapToInt(r -> r[1]).toArray(),
                flags(rows, 2),
                flags(rows, 3),
                none,
                none,
                List.of("l"),
                new double[][] {rows.stream().mapToDouble(r -> r[4]).toArray()});
        ParametricGFormula model = ParametricGFormula.fit(
                data,
                new ParametricGFormula.Plan(
                        List.of(ParametricGFormula.Kind.BASELINE), 0, 2, 100_000, Seeds.of("g-formula by hand")));
        assertThat(model.risk(ParametricGFormula.Strategy.always(), 1)[1]).isCloseTo(0.8625, within(0.003));
        assertThat(model.risk(ParametricGFormula.Strategy.never(), 1)[1]).isCloseTo(0.625, within(0.003));
    }

    /** Hazards 1/4 and 1/2 in eight people each: one period needs no model of what comes next, and two periods are more than there are. */
    @Test
    void gFormulaOfOnePeriodIsTheModelOfTheOutcomeAndNothingIsExtrapolated() {
        int n = 16;
        boolean[] treated = new boolean[n];
        boolean[] outcome = new boolean[n];
        for (int i = 0; i < n; i++) {
            treated[i] = i >= 8;
            outcome[i] = treated[i] ? i < 12 : i < 2;
        }
        boolean[] none = new boolean[n];
        PersonPeriods data = new PersonPeriods(
                IntStream.range(0, n).toArray(),
                new int[n],
                treated,
                outcome,
                none,
                none,
                List.of("l"),
                new double[][] {IntStream.range(0, n).mapToDouble(i -> i % 2).toArray()});
        List<ParametricGFormula.Kind> kinds = List.of(ParametricGFormula.Kind.BINARY);
        ParametricGFormula model =
                ParametricGFormula.fit(data, new ParametricGFormula.Plan(kinds, 0, 1, 20_000, Seeds.of("one period")));
        assertThat(model.risk(ParametricGFormula.Strategy.always(), 1)[0]).isCloseTo(0.5, within(0.01));
        assertThat(model.risk(ParametricGFormula.Strategy.never(), 1)[0]).isCloseTo(0.25, within(0.01));
        assertThatThrownBy(
                        () -> ParametricGFormula.fit(data, new ParametricGFormula.Plan(kinds, 0, 2, 1000, new Seed(1))))
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo(DesignError.TOO_FEW_POINTS));
    }

    /** Among x = 0 half are of the target, among x = 1 three quarters: odds 1 and 3; with nothing to tell them apart, all alike. */
    @Test
    void oddsOfBelongingToTheTargetByHand() {
        double[] study = {0, 0, 1};
        double[] target = {0, 0, 1, 1, 1};
        double[] weight = TransportWeights.of(
                        List.of("x"), new double[][] {study}, new double[][] {target}, TransportWeights.Target.OTHERS)
                .weight();
        assertThat(weight[1] / weight[0]).isCloseTo(1, within(1e-9));
        assertThat(weight[2] / weight[0]).isCloseTo(3, within(1e-6));
        double[] same = TransportWeights.of(
                        List.of("x"), new double[][] {target}, new double[][] {target}, TransportWeights.Target.OTHERS)
                .weight();
        assertThat(Arrays.stream(same).map(w -> w / same[0]).toArray())
                .containsExactly(new double[] {1, 1, 1, 1, 1}, within(1e-8));
    }

    /** 12 after and 6 before in the same time: ratio 2, variance of its logarithm 1/12 + 1/6. */
    @Test
    void rateRatioOfTwoCountsByHand() {
        Estimate e = BeforeAfter.rateRatio(new long[] {12, 6}, new double[] {10, 10}, LEVEL);
        assertThat(e.value()).isCloseTo(2, within(1e-12));
        assertThat(e.se()).isCloseTo(0.5, within(1e-12));
        Estimate turned = BeforeAfter.rateRatio(new long[] {6, 12}, new double[] {700, 700}, LEVEL);
        assertThat(turned.value() * e.value()).isCloseTo(1, within(1e-12));
        assertThat(turned.lower() * e.upper()).isCloseTo(1, within(1e-9));
        assertThat(turned.p()).isCloseTo(e.p(), within(1e-12));
    }

    @Test
    void aSeriesWithoutResidualsHasNoAutocorrelationAndNoEventsHaveNoRatio() {
        double[] level = new double[8];
        Arrays.fill(level, 5);
        InterruptedSeries series = InterruptedSeries.of(level, 4);
        assertThatThrownBy(() -> SegmentedRegression.restrictedLikelihood(series))
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo(DesignError.NO_SOLUTION));
        assertThatThrownBy(() -> SegmentedRegression.praisWinsten(series)).isInstanceOf(SteelyardException.class);
        assertThatThrownBy(() -> BeforeAfter.rateRatio(new long[] {0, 0}, new double[] {1, 1}, LEVEL))
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo(DesignError.NO_INFORMATIVE_CASE));
    }

    /** A hundred units by formula, two rows before and two after. */
    @Test
    void twoPeriodsAgreeWithClusteredLeastSquares() {
        int n = 400;
        double[] y = new double[n];
        boolean[] treated = new boolean[n];
        boolean[] after = new boolean[n];
        int[] unit = new int[n];
        for (int i = 0; i < n; i++) {
            y[i] = FURTHER.outcome[i];
            unit[i] = i / 4;
            treated[i] = unit[i] % 2 == 0;
            after[i] = i % 4 >= 2;
        }
        TwoPeriods.Data data = new TwoPeriods.Data(y, treated, after, unit, List.of(), new double[0][]);
        Estimate e = TwoPeriods.effect(data, LEVEL);
        Oracle.check(
                "Difference-in-differences, two periods", R, "by formula: effect", 0.1948290255907, e.value(), 1e-9);
        Oracle.check(
                "Difference-in-differences, two periods", R, "by formula: clustered se", 0.3998712714009, e.se(), 1e-9);
        double[] lifted = IntStream.range(0, n)
                .mapToDouble(i -> y[i] + unit[i] % 2 * 50.0)
                .toArray();
        assertThat(TwoPeriods.effect(
                                new TwoPeriods.Data(lifted, treated, after, unit, List.of(), new double[0][]), LEVEL)
                        .value())
                .as("a group's level does not matter")
                .isCloseTo(e.value(), within(1e-9));
    }

    /** Changes of 5 and 3 in those treated from the second period on, of 1 and 3 in the others: 4 − 2. */
    @Test
    void staggeredEffectOfFourUnitsByHand() {
        Panel panel = new Panel(
                new int[] {1, 2, 3, 4},
                new int[] {1, 2},
                new double[][] {{10, 15}, {12, 15}, {8, 9}, {6, 9}},
                new int[] {2, 2, Panel.NEVER, Panel.NEVER},
                List.of(),
                new double[0][]);
        StaggeredAdoption fit = StaggeredAdoption.of(
                panel,
                StaggeredAdoption.Plan.of(
                        StaggeredAdoption.Method.REGRESSION, StaggeredAdoption.Comparison.NEVER_TREATED));
        assertThat(fit.effects()).hasSize(1);
        assertThat(fit.effects().getFirst().estimate().value()).isCloseTo(2, within(1e-12));
        assertThat(fit.aggregate().byExposure().points().getFirst().estimate().value())
                .isCloseTo(2, within(1e-12));
    }

    @Test
    void syntheticControlDoesNotCareAboutTheUnitOfTheOutcome() {
        double[][] y = {{2, 3, 4, 9}, {1, 2, 4, 3}, {3, 4, 3, 5}, {9, 0, 2, 1}};
        double[][] other = Arrays.stream(y)
                .map(row -> Arrays.stream(row).map(v -> 100 * v + 7).toArray())
                .toArray(double[][]::new);
        SyntheticControl.Fit fit = SyntheticControl.fit(SyntheticControl.Data.of(y, 3), 0);
        SyntheticControl.Fit scaled = SyntheticControl.fit(SyntheticControl.Data.of(other, 3), 0);
        assertThat(scaled.weights()).containsExactly(fit.weights(), within(1e-7));
        assertThat(scaled.meanEffect()).isCloseTo(100 * fit.meanEffect(), within(1e-5));
    }

    @Test
    void instrumentsMayBeTurnedAndMoved() {
        RandomGenerator random = Seeds.of("instrument units").generator();
        int n = 200;
        double[] z = Draws.normals(random, n);
        double[] hidden = Draws.normals(random, n);
        double[] d = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            d[i] = 0.8 * z[i] + hidden[i];
            y[i] = 1 + 0.5 * d[i] + hidden[i] + Draws.normal(random);
        }
        Estimate e = instrumental(y, d, z);
        Estimate other = instrumental(y, d, Arrays.stream(z).map(v -> 4 - 9 * v).toArray());
        assertThat(other.value()).isCloseTo(e.value(), within(1e-9));
        assertThat(other.se()).isCloseTo(e.se(), within(1e-9));
    }
}
