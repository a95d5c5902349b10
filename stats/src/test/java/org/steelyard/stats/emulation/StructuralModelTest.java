package org.steelyard.stats.emulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.emulation.ParametricGFormula.Kind;
import org.steelyard.stats.emulation.ParametricGFormula.Strategy;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.resampling.Bootstrap;
import org.steelyard.stats.survival.KaplanMeier;
import org.steelyard.stats.survival.SurvivalData;
import org.steelyard.stats.testing.Seeds;

class StructuralModelTest {

    private static final String R = "R 4.2.2 glm, sandwich; stats/src/test/r/emulation.R";

    @Test
    void hazardModelAgreesWithR() {
        PersonPeriods data = Tables.simulated();
        PeriodWeights.Models treatment =
                new PeriodWeights.Models(List.of("v"), List.of("v", "b", "l"), 0, PeriodWeights.Previous.AS_TERM);
        double[] weights = PeriodWeights.ofTreatment(data, treatment)
                .times(PeriodWeights.ofCensoring(data, treatment))
                .cumulative(data, Double.POSITIVE_INFINITY);
        PooledLogisticFit fit = MarginalStructuralModel.hazard(data, weights, List.of("v"), 1);
        PeriodWeights.Summary summary = PeriodWeights.summary(weights);
        String m = "Marginal structural hazard model";
        Oracle.check(m, R, "simulated: mean weight", 0.996250566769, summary.mean(), 1e-9);
        Oracle.check(m, R, "simulated: largest weight", 12.244624651, summary.largest(), 1e-8);
        Oracle.check(m, R, "simulated: log OR of treatment", -0.389593386382, fit.coefficient("treated"), 1e-8);
        Oracle.check(m, R, "simulated: robust se", 0.254653375906, fit.standardError("treated"), 1e-8);
        assertThat(summary.effectiveRows()).isLessThan(data.rows());
        double[] cut = PeriodWeights.ofTreatment(data, treatment).cumulative(data, 3);
        assertThat(PeriodWeights.summary(cut).largest()).isEqualTo(3);
    }

    @Test
    void weightsAreOneWhenTheDenominatorHoldsNothingMore() {
        PersonPeriods data = Tables.simulated();
        PeriodWeights.Models same =
                new PeriodWeights.Models(List.of("v"), List.of("v"), 1, PeriodWeights.Previous.AS_TERM);
        assertThat(PeriodWeights.ofTreatment(data, same).factor()).containsOnly(1);
        assertThat(PeriodWeights.ofCensoring(data, same).factor()).containsOnly(1);
    }

    /** Two periods; L1 depends on A0 and confounds A1; Y = 10 + 1·(A0 + A1) + 2 L1 + noise, L1 = −A0/2 + noise: slope of both-treated 1, −1 of L1. */
    private record Course(PersonPeriods data, double[] outcome) {
        static Course draw(RandomGenerator random, int n) {
            int[] person = new int[2 * n];
            int[] period = new int[2 * n];
            boolean[] treated = new boolean[2 * n];
            double[] l = new double[2 * n];
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                person[2 * i] = i;
                person[2 * i + 1] = i;
                period[2 * i + 1] = 1;
                l[2 * i] = Draws.uniform(random) < 0.5 ? 1 : 0;
                treated[2 * i] = Draws.uniform(random) < 0.3 + 0.4 * l[2 * i];
                double a = treated[2 * i] ? 1 : 0;
                l[2 * i + 1] = Draws.uniform(random) < 0.6 - 0.3 * a ? 1 : 0;
                treated[2 * i + 1] = Draws.uniform(random) < 0.2 + 0.3 * l[2 * i + 1] + 0.3 * a;
                double b = treated[2 * i + 1] ? 1 : 0;
                y[i] = 10 + 1.6 * a + b + 2 * l[2 * i + 1] + l[2 * i] + Draws.normal(random);
            }
            PersonPeriods data = new PersonPeriods(
                    person,
                    period,
                    treated,
                    new boolean[2 * n],
                    new boolean[2 * n],
                    new boolean[2 * n],
                    List.of("l", "l0"),
                    new double[][] {l, firsts(l)});
            return new Course(data, y);
        }

        private static double[] firsts(double[] l) {
            double[] first = new double[l.length];
            Arrays.setAll(first, i -> l[i - i % 2]);
            return first;
        }
    }

    /** Effect of A0: 1.6 − 0.3 · 2 = 1; of A1: 1. The structural model with the sum of both is right with slope 1. */
    @Test
    void meanModelFindsThePlantedEffectWhereRegressionDoesNot() {
        Course course = Course.draw(Seeds.of("msm mean").generator(), 20_000);
        PeriodWeights.Models models =
                new PeriodWeights.Models(List.of(), List.of("l", "l0"), 1, PeriodWeights.Previous.AS_TERM);
        double[] weights =
                PeriodWeights.ofTreatment(course.data(), models).cumulative(course.data(), Double.POSITIVE_INFINITY);
        Estimate effect = MarginalStructuralModel.mean(course.data(), weights, course.outcome(), 0.95)
                .perPeriod();
        double[] ones = new double[weights.length];
        Arrays.fill(ones, 1);
        Estimate naive = MarginalStructuralModel.mean(course.data(), ones, course.outcome(), 0.95)
                .perPeriod();
        assertThat(effect.value()).isCloseTo(1, within(4 * effect.se()));
        assertThat(Math.abs(naive.value() - 1)).isGreaterThan(8 * naive.se());
    }

    private static ParametricGFormula.Plan plan(int steps, int simulated) {
        return new ParametricGFormula.Plan(
                List.of(Kind.BASELINE, Kind.BINARY, Kind.CONTINUOUS), 1, steps, simulated, Seeds.of("g-formula"));
    }

    @Test
    void naturalCourseIsNearTheObservedRisk() {
        PersonPeriods data = Tables.simulated();
        ParametricGFormula model = ParametricGFormula.fit(data, plan(5, 20_000));
        double[] risk = model.risk(Strategy.natural(), 1);
        // Product limit of the person-periods: censoring comes after the outcome of its period.
        double survival = 1;
        for (int k = 0; k < 5; k++) {
            int atRisk = 0;
            int events = 0;
            for (int i = 0; i < data.rows(); i++) {
                atRisk += data.period()[i] == k ? 1 : 0;
                events += data.period()[i] == k && data.outcome()[i] ? 1 : 0;
            }
            survival *= 1 - (double) events / atRisk;
        }
        assertThat(risk[4]).isCloseTo(1 - survival, within(0.04));
        assertThat(model.risk(Strategy.natural(), 2)).isEqualTo(risk);
    }

    /**
     * One period: the g-formula is standardisation by a logistic model. Two: L1 binary, saturated by hand below. Truth by enumeration of the
     * course drawn here, P(Y | a0, a1) = Σ_l P(l) …
     */
    @Test
    void strategiesReproduceThePlantedRisks() {
        RandomGenerator random = Seeds.of("planted g-formula").generator();
        int n = 40_000;
        int[] person = new int[2 * n];
        int[] period = new int[2 * n];
        boolean[] treated = new boolean[2 * n];
        boolean[] outcome = new boolean[2 * n];
        double[] l = new double[2 * n];
        int rows = 0;
        for (int i = 0; i < n; i++) {
            double before = 0;
            double a = 0;
            for (int k = 0; k < 2; k++) {
                person[rows] = i;
                period[rows] = k;
                double p = k == 0 ? 0.4 : logistic(-0.3 + 1.2 * before - 1.0 * a);
                l[rows] = Draws.uniform(random) < p ? 1 : 0;
                treated[rows] = Draws.uniform(random) < logistic(-0.5 + 1.5 * l[rows] + a);
                a = treated[rows] ? 1 : 0;
                before = l[rows];
                outcome[rows] = Draws.uniform(random) < logistic(-2 + 1.0 * l[rows] - 0.7 * a);
                rows++;
                if (outcome[rows - 1]) {
                    break;
                }
            }
        }
        PersonPeriods data = new PersonPeriods(
                Arrays.copyOf(person, rows),
                Arrays.copyOf(period, rows),
                Arrays.copyOf(treated, rows),
                Arrays.copyOf(outcome, rows),
                new boolean[rows],
                new boolean[rows],
                List.of("l"),
                new double[][] {Arrays.copyOf(l, rows)});
        ParametricGFormula.Plan plan = new ParametricGFormula.Plan(List.of(Kind.BINARY), 0, 2, 100_000, new Seed(3));
        ParametricGFormula model = ParametricGFormula.fit(data, plan);
        for (int a = 0; a < 2; a++) {
            double truth = planted(a);
            double risk = model.risk(a == 1 ? Strategy.always() : Strategy.never(), 2)[1];
            Oracle.check(
                    "Parametric g-formula",
                    "simulation, truth by enumeration",
                    "two periods, risk had all " + (a == 1 ? "been" : "not been") + " treated",
                    truth,
                    risk,
                    0.025);
        }
    }

    private static double planted(int a) {
        double risk = 0;
        for (int l0 = 0; l0 < 2; l0++) {
            double p0 = l0 == 1 ? 0.4 : 0.6;
            double h0 = logistic(-2 + l0 - 0.7 * a);
            double p1 = logistic(-0.3 + 1.2 * l0 - a);
            double h1 = p1 * logistic(-1 - 0.7 * a) + (1 - p1) * logistic(-2 - 0.7 * a);
            risk += p0 * (h0 + (1 - h0) * h1);
        }
        return risk;
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Test
    void bootstrapOfTheRiskDifferenceHoldsTheEstimate() {
        Estimate rd = ParametricGFormula.riskDifference(
                Tables.simulated(),
                plan(4, 2000),
                List.of(Strategy.always(), Strategy.never()),
                Bootstrap.Plan.of(40, Seeds.of("g-formula bootstrap"), 2));
        assertThat(rd.value()).isNegative();
        assertThat(rd.lower()).isLessThan(rd.value());
        assertThat(rd.upper()).isGreaterThan(rd.value());
    }

    @Test
    void censoringWeightsReproduceKaplanMeier() {
        RandomGenerator random = Seeds.of("ipcw").generator();
        double[] time = new double[400];
        boolean[] event = new boolean[400];
        for (int i = 0; i < time.length; i++) {
            time[i] = 1 + Draws.index(random, 50);
            event[i] = Draws.uniform(random) < 0.6;
        }
        SurvivalData data = SurvivalData.of(time, event);
        for (double t : new double[] {5, 20, 45}) {
            assertThat(CensoringSurvival.risk(data, t))
                    .isCloseTo(1 - KaplanMeier.fit(data).at(t), within(1e-12));
            double[] w = CensoringSurvival.atHorizon(data, t);
            double sum = 0;
            double dead = 0;
            for (int i = 0; i < w.length; i++) {
                sum += w[i];
                dead += event[i] && time[i] <= t ? w[i] : 0;
            }
            assertThat(dead / 400).isCloseTo(1 - KaplanMeier.fit(data).at(t), within(1e-12));
            assertThat(sum / 400).isCloseTo(1, within(1e-12));
        }
    }
}
