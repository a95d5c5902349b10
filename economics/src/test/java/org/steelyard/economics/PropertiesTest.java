package org.steelyard.economics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.EconomicModel;
import org.steelyard.protocol.EconomicModel.PartitionedSurvival;
import org.steelyard.protocol.EconomicModel.PatientLevel;
import org.steelyard.protocol.EconomicPlan;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.StateCost;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.Variable.Type;

/** What must hold whatever the data are. Every test prints its seed on failure; run with -Dseed= for another. */
class PropertiesTest {

    private static final long SEED = Long.getLong("seed", 20261122);

    private static final List<Variable> DICTIONARY = List.of(
            Fixture.variable("x", Type.BINARY),
            Fixture.variable("age", Type.NUMBER),
            Fixture.variable("stage", Type.CATEGORY),
            Fixture.variable("free", Type.NUMBER),
            Fixture.variable("recurred", Type.BINARY),
            Fixture.variable("years", Type.NUMBER),
            Fixture.variable("died", Type.BINARY),
            Fixture.variable("days", Type.NUMBER));

    /** Confounded by age and stage; everybody followed for eight years. */
    private static AnalysisTable people(int n, RandomGenerator random) {
        byte[] x = new byte[n];
        byte[] died = new byte[n];
        byte[] recurred = new byte[n];
        int[] stage = new int[n];
        double[] age = new double[n];
        double[] years = new double[n];
        double[] free = new double[n];
        double[] days = new double[n];
        for (int i = 0; i < n; i++) {
            age[i] = 40 + 40 * random.nextDouble();
            stage[i] = random.nextInt(3);
            double lean = (age[i] - 60) / 20 + (stage[i] - 1) * 0.5;
            x[i] = (byte) (random.nextDouble() < 1 / (1 + Math.exp(-lean)) ? 1 : 0);
            double death = exponential(random) * 8 * Math.exp(-0.4 * lean + 0.3 * x[i]);
            double recurrence = exponential(random) * 5 * Math.exp(-0.3 * lean + 0.4 * x[i]);
            years[i] = Math.min(8, death);
            died[i] = (byte) (death < 8 ? 1 : 0);
            free[i] = Math.min(recurrence, years[i]);
            recurred[i] = (byte) (free[i] < 8 ? 1 : 0);
            days[i] = Math.floor(10 * exponential(random) + 3 * x[i] + stage[i]);
        }
        return Fixture.table(
                new Column.Binary("x", x),
                new Column.Numeric("age", age),
                new Column.Category("stage", List.of("I", "II", "III"), stage),
                new Column.Numeric("free", free),
                new Column.Binary("recurred", recurred),
                new Column.Numeric("years", years),
                new Column.Binary("died", died),
                new Column.Numeric("days", days));
    }

    private static double exponential(RandomGenerator random) {
        return -Math.log(1 - random.nextDouble());
    }

    private enum Kind {
        PATIENTS,
        STATES;

        EconomicModel model() {
            return switch (this) {
                case PATIENTS ->
                    new PatientLevel(
                            List.of(
                                    Fixture.resource("days", "days", 1000),
                                    Fixture.price(Fixture.at(Fixture.resource("course", "1", 20000), 0))),
                            "os",
                            Fixture.fixed(0.8));
                case STATES ->
                    new PartitionedSurvival(
                            "pfs",
                            "os",
                            12,
                            Text.same("free"),
                            Text.same("recurred"),
                            Text.same("dead"),
                            Fixture.fixed(0.85),
                            Fixture.fixed(0.6),
                            Arrays.stream(StateCost.When.values())
                                    .map(w -> Fixture.stateCost(w, 5000))
                                    .toList());
            };
        }
    }

    private static Protocol plan(EconomicPlan economics) {
        return Fixture.plan(
                DICTIONARY,
                List.of(Fixture.timed("os", "years", "died"), Fixture.timed("pfs", "free", "recurred")),
                List.of("age", "stage"),
                Optional.of(economics));
    }

    private static EconomicResults run(AnalysisTable table, EconomicPlan economics, EconomicSettings settings) {
        return EconomicEngine.run(table, plan(economics), Fixture.PACK, settings);
    }

    @ParameterizedTest
    @EnumSource
    void threadsNeverChangeABit(Kind kind) {
        AnalysisTable table = people(300, new Seed(SEED).generator());
        EconomicPlan economics = Fixture.draws(Fixture.economics(kind.model(), 5), 60);
        EconomicResults one = run(table, economics, Fixture.settings(3));
        EconomicResults three = run(table, economics, Fixture.settings(3).withThreads(3));
        assertThat(three.psa().deltaCost())
                .as("seed %d", SEED)
                .containsExactly(one.psa().deltaCost());
        assertThat(three.psa().deltaQaly()).containsExactly(one.psa().deltaQaly());
        assertThat(three.estimates()).isEqualTo(one.estimates());
    }

    @ParameterizedTest
    @EnumSource
    void anotherSeedDrawsAnotherSampleButKeepsTheBaseCase(Kind kind) {
        AnalysisTable table = people(300, new Seed(SEED).generator());
        EconomicPlan economics = Fixture.draws(Fixture.economics(kind.model(), 5), 20);
        EconomicResults a = run(table, economics, Fixture.settings(3));
        EconomicResults b = run(table, economics, Fixture.settings(4));
        assertThat(b.incremental().cost()).isEqualTo(a.incremental().cost());
        assertThat(b.psa().deltaCost()).isNotEqualTo(a.psa().deltaCost());
    }

    @ParameterizedTest
    @EnumSource
    void orderOfRowsDoesNotMatter(Kind kind) {
        RandomGenerator random = new Seed(SEED).generator();
        AnalysisTable table = people(300, random);
        int[] order = IntStream.range(0, 300)
                .boxed()
                .sorted(java.util.Comparator.comparing(
                        i -> new Seed(i).child("order").value()))
                .mapToInt(i -> i)
                .toArray();
        EconomicPlan economics = Fixture.draws(Fixture.economics(kind.model(), 5), 2);
        EconomicResults a = run(table, economics, Fixture.settings(3));
        EconomicResults b = run(Fixture.reordered(table, order), economics, Fixture.settings(3));
        assertThat(b.incremental().cost())
                .as("seed %d", SEED)
                .isCloseTo(a.incremental().cost(), within(1e-6));
        assertThat(b.incremental().qaly()).isCloseTo(a.incremental().qaly(), within(1e-10));
    }

    @ParameterizedTest
    @EnumSource
    void swappedArmsSwapTheSign(Kind kind) {
        AnalysisTable table = people(300, new Seed(SEED).generator());
        EconomicPlan economics = Fixture.draws(Fixture.economics(symmetric(kind), 5), 2);
        EconomicResults a = run(table, economics, Fixture.settings(3));
        EconomicResults b = run(flipped(table), economics, Fixture.settings(3));
        assertThat(b.incremental().cost())
                .as("seed %d", SEED)
                .isCloseTo(-a.incremental().cost(), within(1e-5));
        assertThat(b.incremental().qaly()).isCloseTo(-a.incremental().qaly(), within(1e-9));
    }

    private static EconomicModel symmetric(Kind kind) {
        return switch (kind) {
            case PATIENTS ->
                new PatientLevel(List.of(Fixture.resource("days", "days", 1000)), "os", Fixture.fixed(0.8));
            case STATES -> kind.model();
        };
    }

    private static AnalysisTable flipped(AnalysisTable table) {
        List<Column> columns = table.columns().stream()
                .map(c -> c instanceof Column.Binary b && b.name().equals("x") ? opposite(b) : c)
                .toList();
        return new AnalysisTable(table.name(), table.sourceRows(), columns);
    }

    private static Column opposite(Column.Binary x) {
        byte[] v = new byte[x.rows()];
        for (int i = 0; i < v.length; i++) {
            v[i] = (byte) (1 - x.values()[i]);
        }
        return new Column.Binary("x", v);
    }

    @ParameterizedTest
    @EnumSource
    void everyTargetGivesFiniteNumbersAndUnitPricesScaleCosts(Kind kind) {
        AnalysisTable table = people(400, new Seed(SEED).generator());
        for (Target target : Target.values()) {
            EconomicPlan economics = Fixture.target(Fixture.draws(Fixture.economics(kind.model(), 5), 10), target);
            EconomicResults r = run(table, economics, Fixture.settings(3));
            assertThat(r.incremental().cost()).isFinite();
            assertThat(r.incremental().qaly()).isFinite();
            assertThat(Arrays.stream(r.psa().probability())).allMatch(p -> p >= 0 && p <= 1);
            assertThat(Arrays.stream(r.psa().expectedValueOfPerfectInformation()))
                    .allMatch(v -> v >= 0);
            assertThat(r.strategies()).allSatisfy(s -> {
                assertThat(s.ly()).isBetween(0.0, 5.0);
                assertThat(s.qaly()).isLessThan(s.ly());
                assertThat(s.costInterval().lower()).isLessThan(s.costInterval().upper());
            });
        }
    }

    @Test
    void stateMembershipAddsUpToOne() {
        AnalysisTable table = people(200, new Seed(SEED).generator());
        EconomicResults r =
                run(table, Fixture.draws(Fixture.economics(Kind.STATES.model(), 5), 2), Fixture.settings(3));
        EconomicResults.Trace trace = r.trace().orElseThrow();
        assertThat(trace.years()).hasSize(61);
        for (double[][] arm : List.of(trace.treated(), trace.control())) {
            for (double[] row : arm) {
                assertThat(row[0] + row[1] + row[2]).isCloseTo(1, within(1e-12));
                assertThat(Arrays.stream(row)).allMatch(share -> share >= 0);
            }
        }
        assertThat(r.oneWay())
                .extracting(EconomicResults.OneWay::parameter)
                .contains("discountCosts", "discountEffects", "discountBoth", "horizon");
    }

    @Test
    void oneWayEndsBracketTheBaseForAnUncertainPrice() {
        EconomicModel model = new PatientLevel(
                List.of(new org.steelyard.protocol.Resource(
                        "days",
                        Text.same("days"),
                        "days",
                        Optional.of(Fixture.gamma(1000, 300)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false)),
                "os",
                Fixture.fixed(0.8));
        EconomicResults r = run(
                people(300, new Seed(SEED).generator()),
                Fixture.draws(Fixture.economics(model, 1), 50),
                Fixture.settings(3));
        assertThat(r.oneWay()).singleElement().satisfies(o -> {
            double base = r.incremental().netBenefit().get(1).value();
            assertThat(Math.min(o.netBenefitLow(), o.netBenefitHigh())).isLessThan(base);
            assertThat(Math.max(o.netBenefitLow(), o.netBenefitHigh())).isGreaterThan(base);
            assertThat(o.low()).isLessThan(1000).isGreaterThan(0);
        });
        assertThat(r.diagnostics()).noneMatch(d -> d.kind().equals("price-units"));
    }

    /**
     * 95 % intervals of the incremental cost cover the truth as often as they say. Costs are 10 exp(1) + 3 x + stage, floored,
     * at 1000 each, so that the causal difference is 3,000 for everybody.
     */
    @Test
    @Tag("slow")
    void intervalsCoverTheTruth() {
        EconomicModel model = new PatientLevel(
                List.of(Fixture.at(Fixture.resource("days", "days", 1000), 0)), "os", Fixture.fixed(0.8));
        EconomicPlan economics = Fixture.draws(Fixture.target(Fixture.economics(model, 1), Target.ATO), 200);
        int rounds = 400;
        int covered = 0;
        for (int i = 0; i < rounds; i++) {
            AnalysisTable table =
                    people(250, new Seed(SEED).child("coverage", i).generator());
            EconomicResults r = run(table, economics, Fixture.settings(i).withThreads(2));
            EconomicResults.Interval interval = r.incremental().costInterval();
            covered += interval.lower() <= 3000 && 3000 <= interval.upper() ? 1 : 0;
        }
        // four binomial standard errors around 95 %, and half a point for 200 draws
        assertThat((double) covered / rounds).as("seed %d", SEED).isBetween(0.90, 0.99);
    }
}
