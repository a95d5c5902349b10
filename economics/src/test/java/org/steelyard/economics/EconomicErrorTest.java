package org.steelyard.economics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.steelyard.economics.Fixture.at;
import static org.steelyard.economics.Fixture.binary;
import static org.steelyard.economics.Fixture.fixed;
import static org.steelyard.economics.Fixture.number;
import static org.steelyard.economics.Fixture.packed;
import static org.steelyard.economics.Fixture.price;
import static org.steelyard.economics.Fixture.resource;
import static org.steelyard.economics.Fixture.settings;
import static org.steelyard.economics.Fixture.table;
import static org.steelyard.economics.Fixture.timed;
import static org.steelyard.economics.Fixture.variable;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.effect.EffectResults;
import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Arm;
import org.steelyard.protocol.EconomicModel;
import org.steelyard.protocol.EconomicModel.ModelFile;
import org.steelyard.protocol.EconomicModel.ModelInput;
import org.steelyard.protocol.EconomicModel.ModelInput.From;
import org.steelyard.protocol.EconomicModel.PartitionedSurvival;
import org.steelyard.protocol.EconomicModel.PatientLevel;
import org.steelyard.protocol.EconomicPlan;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Parameter;
import org.steelyard.protocol.Parameter.Shape;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Resource;
import org.steelyard.protocol.StateCost;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.Variable.Type;

/** Every code has a case that provokes it, and every message says in two languages what is wrong and what to do. */
class EconomicErrorTest {

    /** @param place part of the problem's place */
    private record Case(EconomicError code, String place, String zh, Runnable run) {
        @Override
        public String toString() {
            return code + " at " + place;
        }
    }

    private static final List<Variable> DICTIONARY = List.of(
            variable("x", Type.BINARY),
            variable("years", Type.NUMBER),
            variable("died", Type.BINARY),
            variable("days", Type.NUMBER));

    private static final Outcome OS = timed("os", "years", "died");

    private static AnalysisTable people() {
        return table(
                binary("x", 1, 1, 1, 0, 0, 0),
                number("years", 2, 2, 1, 2, 2, 1),
                binary("died", 0, 0, 1, 0, 0, 1),
                number("days", 1, 2, 3, 4, 5, 6));
    }

    private static PatientLevel model(Resource... resources) {
        return new PatientLevel(List.of(resources), "os", fixed(0.8));
    }

    private static EconomicPlan economics(EconomicModel model) {
        return Fixture.economics(model, 2);
    }

    private static void run(AnalysisTable table, EconomicPlan economics, PolicyPack pack) {
        Protocol plan = Fixture.plan(DICTIONARY, List.of(OS), List.of(), Optional.of(economics));
        EconomicEngine.run(table, plan, pack, settings(1));
    }

    private static Runnable economy(EconomicPlan economics) {
        return () -> run(people(), economics, Fixture.PACK);
    }

    private static Runnable resources(Resource... resources) {
        return economy(economics(model(resources)));
    }

    private static Runnable utility(Parameter utility) {
        return economy(economics(new PatientLevel(List.of(resource("days", "days", 1)), "os", utility)));
    }

    private static Parameter parameter(double value, Shape shape, double se) {
        return new Parameter(value, shape, se, Text.EMPTY);
    }

    private static Runnable packOf(UnaryOperator<PolicyPack.UnitCost> change) {
        PolicyPack pack = Fixture.PACK;
        PolicyPack.UnitCost day = change.apply(pack.unitCosts().get("inpatient-day"));
        PolicyPack changed = pack(pack.discountRange(), pack.thresholdMultiples(), Map.of("inpatient-day", day));
        return () -> run(people(), economics(model(packed("days", "days", "inpatient-day"))), changed);
    }

    private static PolicyPack pack(List<Double> range, List<Double> multiples, Map<String, PolicyPack.UnitCost> costs) {
        PolicyPack p = Fixture.PACK;
        return new PolicyPack(
                p.id(),
                p.version(),
                p.name(),
                p.region(),
                p.year(),
                p.validFrom(),
                p.validTo(),
                p.discountCosts(),
                p.discountEffects(),
                range,
                p.gdpPerCapita(),
                multiples,
                p.fundGrowth(),
                p.smallestCount(),
                costs,
                p.benefits(),
                p.evidence());
    }

    private static Runnable policy(List<Double> range, List<Double> multiples) {
        PolicyPack changed = pack(range, multiples, Fixture.PACK.unitCosts());
        return () -> run(people(), economics(model(resource("days", "days", 1))), changed);
    }

    private static Runnable data(AnalysisTable table) {
        return () -> run(table, economics(model(resource("days", "days", 1))), Fixture.PACK);
    }

    private static Runnable outcomes(List<Outcome> outcomes) {
        Protocol plan = Fixture.plan(
                DICTIONARY, outcomes, List.of(), Optional.of(economics(model(resource("days", "days", 1)))));
        return () -> EconomicEngine.run(people(), plan, Fixture.PACK, settings(1));
    }

    private static Runnable covariates(String... names) {
        Protocol plan = Fixture.plan(
                DICTIONARY, List.of(OS), List.of(names), Optional.of(economics(model(resource("days", "days", 1)))));
        return () -> EconomicEngine.run(people(), plan, Fixture.PACK, settings(1));
    }

    private static Runnable states(double cyclesPerYear, StateCost... costs) {
        return economy(economics(new PartitionedSurvival(
                "os",
                "os",
                cyclesPerYear,
                Text.same("a"),
                Text.same("b"),
                Text.same("c"),
                fixed(0.8),
                fixed(0.5),
                List.of(costs))));
    }

    private static StateCost until(StateCost.When when, double year) {
        return new StateCost(
                "cost",
                Text.same("cost"),
                when,
                Optional.empty(),
                Optional.of(fixed(1)),
                Optional.empty(),
                Optional.of(year),
                false);
    }

    private static Resource bare(Optional<Parameter> amount, Optional<String> name) {
        return new Resource("days", Text.same("days"), "days", amount, name, Optional.empty(), Optional.empty(), false);
    }

    private static Resource forArm(Resource r, Arm arm) {
        return new Resource(
                r.id(), r.label(), r.quantity(), r.unitCost(), r.pack(), Optional.of(arm), r.at(), r.price());
    }

    private static Outcome without(Outcome o, boolean unit) {
        return new Outcome(
                o.id(),
                o.name(),
                unit ? o.type() : Outcome.OutcomeType.CONTINUOUS,
                o.variable(),
                o.time(),
                o.event(),
                unit ? Optional.empty() : o.timeUnit(),
                o.horizon(),
                o.unit(),
                o.harmful(),
                o.definition());
    }

    static Stream<Case> cases() {
        Resource days = resource("days", "days", 1);
        String model = "economics.model";
        return Stream.of(
                new Case(
                        EconomicError.NO_ECONOMIC_PLAN,
                        "economics",
                        "没有经济学部分",
                        () -> EconomicEngine.run(
                                people(),
                                Fixture.plan(DICTIONARY, List.of(OS), List.of(), Optional.empty()),
                                Fixture.PACK,
                                settings(1))),
                new Case(
                        EconomicError.UNKNOWN_UNIT_COST,
                        model + ".resources[0]",
                        "没有名为“inpatient-dya”的单价",
                        resources(packed("days", "days", "inpatient-dya"))),
                new Case(
                        EconomicError.UNIT_COST_NOT_ONE,
                        model + ".resources[0]",
                        "有且只有其一",
                        resources(bare(Optional.empty(), Optional.empty()))),
                new Case(
                        EconomicError.UNIT_COST_NOT_ONE,
                        model + ".resources[0]",
                        "有且只有其一",
                        resources(bare(Optional.of(fixed(1)), Optional.of("inpatient-day")))),
                new Case(
                        EconomicError.CURRENCY_MISMATCH,
                        model + ".resources[0]",
                        "USD",
                        packOf(c -> new PolicyPack.UnitCost(
                                c.label(), c.value(), "USD", c.priceYear(), c.unit(), c.source()))),
                new Case(
                        EconomicError.PRICE_YEAR_MISMATCH,
                        model + ".resources[0]",
                        "2019",
                        packOf(c -> new PolicyPack.UnitCost(
                                c.label(), c.value(), c.currency(), 2019, c.unit(), c.source()))),
                new Case(
                        EconomicError.BAD_DISTRIBUTION,
                        model + ".utility",
                        "标准误过大",
                        utility(parameter(0.9, Shape.BETA, 0.4))),
                new Case(
                        EconomicError.BAD_DISTRIBUTION,
                        model + ".utility",
                        "不得大于 1",
                        utility(parameter(1.2, Shape.FIXED, 0))),
                new Case(
                        EconomicError.BAD_DISTRIBUTION,
                        model + ".resources[0]",
                        "成本不得为负",
                        resources(resource("days", "days", -1))),
                new Case(EconomicError.BAD_OUTCOME, model + ".survival", "生存时间结局", outcomes(List.of())),
                new Case(
                        EconomicError.BAD_OUTCOME,
                        model + ".survival",
                        "timeUnit",
                        outcomes(List.of(without(OS, true)))),
                new Case(
                        EconomicError.BAD_OUTCOME,
                        model + ".survival",
                        "生存时间结局",
                        outcomes(List.of(without(OS, false)))),
                new Case(
                        EconomicError.BAD_SETTING,
                        "economics.horizon",
                        "研究时限",
                        economy(Fixture.economics(model(days), 0))),
                new Case(
                        EconomicError.BAD_SETTING,
                        "economics.draws",
                        "2 次",
                        economy(Fixture.draws(economics(model(days)), 1))),
                new Case(
                        EconomicError.BAD_SETTING,
                        "economics.discountCosts",
                        "5% 写作 0.05",
                        economy(Fixture.rates(economics(model(days)), 5, 0.05))),
                new Case(
                        EconomicError.BAD_SETTING,
                        "economics.discountEffects",
                        "5% 写作 0.05",
                        economy(Fixture.rates(economics(model(days)), 0.05, Double.NaN))),
                new Case(EconomicError.BAD_SETTING, "resources[0].at", "研究时限之间", resources(at(days, 3))),
                new Case(EconomicError.BAD_SETTING, "resources[1].id", "重复", resources(days, days)),
                new Case(EconomicError.BAD_SETTING, "cyclesPerYear", "每年周期数", states(0)),
                new Case(
                        EconomicError.BAD_SETTING,
                        "costs[0].untilYear",
                        "按年计",
                        states(12, until(StateCost.When.DEATH, 1))),
                new Case(
                        EconomicError.BAD_SETTING,
                        "costs[0].untilYear",
                        "大于 0",
                        states(12, until(StateCost.When.FIRST_STATE, 0))),
                new Case(
                        EconomicError.BAD_PRICE_LINE,
                        model,
                        "至多一个",
                        resources(price(days), price(resource("more", "1", 1)))),
                new Case(EconomicError.BAD_PRICE_LINE, model, "干预组", resources(forArm(price(days), Arm.CONTROL))),
                new Case(EconomicError.MISSING_VARIABLE, "analysis.covariates", "“weight”", covariates("weight")),
                new Case(
                        EconomicError.MISSING_VARIABLE,
                        "outcomes.os.event",
                        "“gone”",
                        outcomes(List.of(timed("os", "years", "gone")))),
                new Case(EconomicError.BAD_POLICY, "policy.", "贴现率", policy(List.of(0.08, 0.0), List.of(1.0))),
                new Case(EconomicError.BAD_POLICY, "policy.", "人均 GDP", policy(List.of(0.0, 0.08), List.of())),
                new Case(
                        EconomicError.NEGATIVE_QUANTITY,
                        "days",
                        "有 2 行",
                        data(table(
                                binary("x", 1, 1, 0, 0),
                                number("years", 2, 2, 2, 2),
                                binary("died", 0, 0, 0, 0),
                                number("days", 1, -2, -3, 4)))),
                new Case(
                        EconomicError.EMPTY_ARM,
                        "economics",
                        "没有可用于",
                        data(table(
                                binary("x", 1, 1, 0, 0),
                                number("years", 2, 2, 2, 2),
                                binary("died", 0, 0, 0, 0),
                                number("days", 1, 2, Double.NaN, Double.NaN)))),
                new Case(
                        EconomicError.HORIZON_BEYOND_FOLLOW_UP,
                        "economics.horizon",
                        "2.0000 年",
                        economy(Fixture.economics(model(days), 2.5))),
                new Case(EconomicError.MODEL_FILE, model + ".sha256", "摘要与方案不符", file("0".repeat(64), List.of())),
                new Case(
                        EconomicError.MODEL_FILE,
                        model + ".inputs[0].parameter",
                        "没有参数 idle",
                        file("", List.of(fed("idle", From.PEOPLE)))),
                new Case(
                        EconomicError.MODEL_INPUT,
                        model + ".inputs[0].estimate",
                        "效果估计",
                        file("", List.of(fed("p", From.EFFECT)))),
                new Case(
                        EconomicError.MODEL_INPUT,
                        model + ".inputs[0]",
                        "不超过政策包不予公布的最大计数 10",
                        file("", List.of(fed("p", From.PEOPLE)))));
    }

    private static final String MODEL = """
            model: m
            kind: cohort
            settings: {cycle: 1 year, cycles: 2}
            priceYear: 2024
            strategies: {old: {set: {rr: 1}}, new: {set: {rr: 0.5}}}
            parameters: {p: 0.1}
            states: {Well: {}, Dead: {absorbing: true}}
            transitions: {Well: {Well: rest, Dead: p * rr}}
            rewards: {life: {outcome: qaly, states: {Well: 1}}}
            """;

    private static ModelInput fed(String parameter, From from) {
        return new ModelInput(
                parameter,
                from,
                from == From.EFFECT ? Optional.of("absent/hazard-ratio") : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                List.of(),
                Optional.empty());
    }

    /** @param digest empty for the right one */
    private static Runnable file(String digest, List<ModelInput> inputs) {
        byte[] bytes = MODEL.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String right = digest.isEmpty() ? org.steelyard.kernel.Digest.of(bytes).hex() : digest;
        Protocol plan = Fixture.plan(
                DICTIONARY,
                List.of(OS),
                List.of(),
                Optional.of(economics(new ModelFile("m.yaml", right, "new", "old", inputs, List.of()))));
        EffectResults none = new EffectResults(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of());
        return () -> EconomicEngine.runModel(
                new ModelInputs(
                        people(),
                        none,
                        org.steelyard.economics.model.ModelSource.file(bytes, "m.yaml"),
                        org.steelyard.kernel.Place::field),
                plan,
                Fixture.PACK,
                settings(1));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyProblemIsNamedWithItsPlaceAndRemedy(Case c) {
        SteelyardException e = catchThrowableOfType(SteelyardException.class, c.run()::run);
        assertThat(e).as(c.toString()).isNotNull();
        Problem problem = e.problems().stream()
                .filter(p -> p.code() == c.code() && p.message().zh().contains(c.zh()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("found instead: " + e.getMessage()));
        assertThat(problem.place().field()).contains(c.place());
        assertThat(problem.message().en())
                .isNotBlank()
                .isNotEqualTo(problem.message().zh());
        assertThat(problem.remedy().zh()).isNotBlank();
        assertThat(problem.remedy().en()).isNotBlank();
    }

    @Test
    void everyCodeHasACase() {
        Set<EconomicError> provoked =
                cases().map(Case::code).collect(Collectors.toCollection(() -> EnumSet.noneOf(EconomicError.class)));
        assertThat(provoked).containsExactlyInAnyOrder(EconomicError.values());
    }

    @Test
    void codesAreNumberedOnceAndHaveAKind() {
        assertThat(Arrays.stream(EconomicError.values()).map(ErrorCode::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("ECON-\\d{3}"));
        assertThat(EconomicError.BAD_POLICY.kind()).isEqualTo(ErrorKind.POLICY);
        assertThat(EconomicError.HORIZON_BEYOND_FOLLOW_UP.kind().exitCode()).isEqualTo(11);
    }

    @Test
    void allProblemsOfThePlanComeAtOnce() {
        EconomicPlan bad = Fixture.draws(
                economics(new PatientLevel(
                        List.of(packed("a", "days", "no-such"), bare(Optional.empty(), Optional.empty())),
                        "os",
                        parameter(2, Shape.FIXED, 0))),
                0);
        SteelyardException e = catchThrowableOfType(SteelyardException.class, economy(bad)::run);
        assertThat(e.problems()).hasSize(4);
        assertThat(e.kind()).isEqualTo(ErrorKind.PROTOCOL);
    }

    @Test
    void wrongQuantityKeepsTheLanguagesOwnCodeAndPlace() {
        SteelyardException e =
                catchThrowableOfType(SteelyardException.class, resources(resource("days", "dayz * 2", 1))::run);
        assertThat(e.problems().getFirst().place().field()).isEqualTo("economics.model.resources[0].quantity");
        assertThat(e.kind()).isEqualTo(ErrorKind.PROTOCOL);
    }

    @Test
    void propensityThatCannotBeFittedIsPlacedUnderEconomics() {
        AnalysisTable separated = table(
                binary("x", 1, 1, 1, 0, 0, 0),
                number("years", 2, 2, 2, 2, 2, 2),
                binary("died", 0, 0, 0, 0, 0, 0),
                number("days", 7, 8, 9, 4, 5, 6));
        Protocol plan = Fixture.plan(
                DICTIONARY, List.of(OS), List.of("days"), Optional.of(economics(model(resource("days", "days", 1)))));
        SteelyardException e = catchThrowableOfType(
                SteelyardException.class, () -> EconomicEngine.run(separated, plan, Fixture.PACK, settings(1)));
        assertThat(e.kind()).isEqualTo(ErrorKind.NUMERICAL);
        assertThat(e.problems().getFirst().place().field()).startsWith("economics");
    }
}
