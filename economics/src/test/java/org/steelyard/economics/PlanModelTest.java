package org.steelyard.economics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.economics.model.ModelSource;
import org.steelyard.effect.EffectEngine;
import org.steelyard.effect.EffectResults;
import org.steelyard.effect.EffectSettings;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.Provenance;
import org.steelyard.kernel.Text;
import org.steelyard.kernel.testing.Records;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.AnalysisRole;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.Arm;
import org.steelyard.protocol.EconomicModel.CureKind;
import org.steelyard.protocol.EconomicModel.CurveFamily;
import org.steelyard.protocol.EconomicModel.InlineModel;
import org.steelyard.protocol.EconomicModel.ModelCurve;
import org.steelyard.protocol.EconomicModel.ModelInput;
import org.steelyard.protocol.EconomicModel.SplineScale;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Variable;

/** A model written in a plan, fed with what the evaluation of simulated people found. */
class PlanModelTest {

    private static final int PEOPLE = 400;
    private static final long SEED = Long.getLong("seed", 11);
    private static final String AT = InlineModel.AT;

    private static final String MODEL = """
            economics:
              model:
                definition:
                  model: inside
                  kind: partitioned-survival
                  settings: {cycle: 1 year, counting: TRAPEZOID, crossing: repair}
                  strategies: {old: {set: {a: 1, b: 1}}, new: {set: {a: hr_p, b: hr_d}}}
                  parameters: {hr_p: 0.8, hr_d: 0.9}
                  curves:
                    p: {family: exponential, rate: 0.3, hr: a}
                    d: {family: exponential, rate: 0.1, hr: b}
                  states: {Free: {}, Ill: {}, Dead: {absorbing: true}}
                  survival: {Free: "surv(p, time)", Ill: "surv(d, time)"}
                  rewards:
                    care: {outcome: cost, states: {Free: 1000, Ill: 9000}}
                    life: {outcome: qaly, states: {Free: 0.8, Ill: 0.5}}
            """;

    private static AnalysisTable people() {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] x = new byte[PEOPLE];
        double[] progress = new double[PEOPLE];
        double[] death = new double[PEOPLE];
        byte[] progressed = new byte[PEOPLE];
        byte[] died = new byte[PEOPLE];
        for (int i = 0; i < PEOPLE; i++) {
            x[i] = (byte) (i % 2);
            double frailty = -Math.log(1 - random.nextDouble());
            double hr = x[i] == 1 ? 0.6 : 1;
            double d = -Math.log(1 - random.nextDouble()) / (0.15 * hr * (0.2 + frailty));
            double p = Math.min(d, -Math.log(1 - random.nextDouble()) / (0.3 * hr * (0.2 + frailty)));
            double end = 4 + 4 * random.nextDouble();
            death[i] = Math.min(d, end);
            died[i] = (byte) (d <= end ? 1 : 0);
            progress[i] = Math.min(p, end);
            progressed[i] = (byte) (p <= end ? 1 : 0);
        }
        return Fixture.table(
                new Column.Binary("x", x),
                new Column.Numeric("pt", progress),
                new Column.Binary("pe", progressed),
                new Column.Numeric("dt", death),
                new Column.Binary("de", died));
    }

    private static Analysis analysis(String id, String outcome) {
        return new Analysis(
                id,
                AnalysisRole.SECONDARY,
                outcome,
                Adjustment.NONE,
                Target.ATE,
                List.of(Measure.HAZARD_RATIO),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Text.EMPTY,
                List.of(),
                false);
    }

    private static Protocol plan(List<ModelInput> inputs, List<ModelCurve> curves) {
        List<Variable> variables = new ArrayList<>();
        variables.add(Fixture.variable("x", Variable.Type.BINARY));
        variables.add(Fixture.variable("pt", Variable.Type.NUMBER));
        variables.add(Fixture.variable("pe", Variable.Type.BINARY));
        variables.add(Fixture.variable("dt", Variable.Type.NUMBER));
        variables.add(Fixture.variable("de", Variable.Type.BINARY));
        List<Outcome> outcomes = List.of(Fixture.timed("progress", "pt", "pe"), Fixture.timed("death", "dt", "de"));
        Protocol frame = Fixture.plan(
                variables,
                outcomes,
                List.of(),
                Optional.of(Fixture.draws(
                        Fixture.economics(new InlineModel("{}", "new", "old", inputs, curves), 10), 300)));
        return frame.withAnalysis(Records.with(
                frame.analysis(),
                Map.of(
                        "covariates", List.of(),
                        "analyses", List.of(analysis("p", "progress"), analysis("d", "death")),
                        "subgroups", List.of(),
                        "benchmark", Optional.empty())));
    }

    private static ModelInput effect(String parameter, String analysis, Optional<Double> bound) {
        return new ModelInput(
                parameter,
                ModelInput.From.EFFECT,
                Optional.of(analysis + "/hazard-ratio"),
                Optional.empty(),
                Optional.empty(),
                1,
                List.of(),
                bound);
    }

    private static ModelSource source(String text) {
        return ModelSource.part(text.getBytes(StandardCharsets.UTF_8), "plan.yaml", AT);
    }

    private static EconomicResults run(Protocol plan, int threads) {
        AnalysisTable table = people();
        Provenance provenance =
                new Provenance(List.of(Digest.of("data")), Digest.of("plan"), "test", "steelyard test", 5);
        EffectResults effect = EffectEngine.run(table, Optional.empty(), plan, EffectSettings.of(provenance));
        return EconomicEngine.runModel(
                new ModelInputs(table, effect, source(MODEL), Place::field),
                plan,
                Fixture.PACK,
                Fixture.settings(5).withThreads(threads));
    }

    private static double[] draws(EconomicResults r, String parameter) {
        return r.model()
                .orElseThrow()
                .results()
                .psa()
                .orElseThrow()
                .parameters()
                .get(parameter);
    }

    private static double correlation(double[] x, double[] y) {
        double mx = Arrays.stream(x).average().orElseThrow();
        double my = Arrays.stream(y).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mx) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
        }
        return xy / Math.sqrt(xx * yy);
    }

    @Test
    void twoEffectsInTheSamePeopleAreDrawnTogether() {
        System.out.println("seed " + SEED);
        List<ModelInput> inputs = List.of(effect("hr_p", "p", Optional.empty()), effect("hr_d", "d", Optional.empty()));
        EconomicResults one = run(plan(inputs, List.of()), 1);
        double r = correlation(
                Arrays.stream(draws(one, "hr_p")).map(Math::log).toArray(),
                Arrays.stream(draws(one, "hr_d")).map(Math::log).toArray());
        assertThat(r).isBetween(0.3, 0.95);
        String said = one.conventions().get("several-effects").en();
        assertThat(said).contains("drawn together").contains("p/hazard-ratio ~ d/hazard-ratio");
        EconomicResults three = run(plan(inputs, List.of()), 3);
        assertThat(draws(three, "hr_p")).isEqualTo(draws(one, "hr_p"));
    }

    /** B = 1.5² / 2 = 1.125: the logarithm of the bias lies evenly between −ln B and ln B. */
    @Test
    void aBiasWithinItsBoundIsDrawnAsAParameterOfItsOwn() {
        EconomicResults r = run(plan(List.of(effect("hr_d", "d", Optional.of(1.5))), List.of()), 1);
        double limit = Math.log(1.5 * 1.5 / 2);
        assertThat(Arrays.stream(draws(r, "hr_d.bias")).map(Math::abs).max().orElseThrow())
                .isLessThanOrEqualTo(limit);
        assertThat(Arrays.stream(draws(r, "hr_d.bias")).max().orElseThrow()).isGreaterThan(0.8 * limit);
        assertThat(r.model().orElseThrow().results().oneWay())
                .extracting(w -> w.parameter())
                .contains("hr_d.observed", "hr_d.bias");
        assertThat(r.conventions()).doesNotContainKey("several-effects");
    }

    @ParameterizedTest
    @CsvSource({
        "EXPONENTIAL, NONE, HAZARD",
        "WEIBULL, NONE, HAZARD",
        "WEIBULL_PH, NONE, HAZARD",
        "GOMPERTZ, NONE, HAZARD",
        "LOGNORMAL, NONE, HAZARD",
        "LOGLOGISTIC, NONE, HAZARD",
        "GAMMA, NONE, HAZARD",
        "GENERALISED_GAMMA, NONE, HAZARD",
        "ROYSTON_PARMAR, NONE, HAZARD",
        "ROYSTON_PARMAR, NONE, ODDS",
        "ROYSTON_PARMAR, NONE, NORMAL",
        "PIECEWISE_EXPONENTIAL, NONE, HAZARD",
    })
    void theModelLivesAsLongAsTheFittedCurveSays(CurveFamily family, CureKind cure, SplineScale scale) {
        List<Double> breaks = family == CurveFamily.PIECEWISE_EXPONENTIAL ? List.of(1.0, 3.0) : List.of();
        ModelCurve curve = new ModelCurve("d", "death", Arm.CONTROL, family, scale, 1, breaks, cure, Optional.empty());
        EconomicResults r = run(plan(List.of(), List.of(curve)), 1);
        ModelPart part = r.model().orElseThrow();
        ModelPart.FamilyFit used = part.fits().getFirst().families().stream()
                .filter(ModelPart.FamilyFit::used)
                .findFirst()
                .orElseThrow();
        assertThat(used.converged()).isTrue();
        double[] people = Arrays.stream(part.results().trace().orElseThrow().people()[0])
                .mapToDouble(row -> row[0] + row[1])
                .toArray();
        int grid = (used.survival().length - 1) / 10;
        for (int year = 1; year < people.length; year++) {
            assertThat(people[year]).isCloseTo(used.survival()[year * grid], within(1e-9));
        }
    }

    @Test
    void faultsOfAModelInAPlanStandAtThePlansLines() {
        String faulty = MODEL.replace("hr_p: 0.8, ", "").replace("Ill: 9000", "Sick: 9000");
        List<Problem> problems = EconomicEngine.checkModel(
                source(faulty),
                Place::field,
                plan(List.of(effect("hr_x", "d", Optional.empty())), List.of()),
                Fixture.PACK);
        assertThat(problems).anySatisfy(p -> {
            assertThat(p.place().file()).isEqualTo("plan.yaml");
            assertThat(p.place().row()).isEqualTo(7);
            assertThat(p.place().field()).startsWith(AT + ".strategies.new");
        });
        assertThat(problems)
                .anySatisfy(p -> assertThat(p.place().field()).isEqualTo("economics.model.inputs[0].parameter"));
        assertThat(problems).anySatisfy(p -> assertThat(p.place().row()).isEqualTo(15));
    }

    @Test
    void aDefinitionTakesCurrencyPriceYearAndHorizonFromThePlan() {
        assertThat(EconomicEngine.checkModel(source(MODEL), Place::field, plan(List.of(), List.of()), Fixture.PACK))
                .isEmpty();
        String other = MODEL.replace("kind: partitioned-survival", "kind: partitioned-survival\n      currency: USD");
        assertThat(EconomicEngine.checkModel(source(other), Place::field, plan(List.of(), List.of()), Fixture.PACK))
                .extracting(p -> p.place().field())
                .containsExactly("economics.currency");
    }

    @Test
    void aFedParameterMayNotStandInAJointDistributionOfTheModel() {
        String joint = MODEL.replace(
                "curves:",
                "joint: [{kind: multivariate-normal, mean: {hr_p: 0.8, hr_d: 0.9}, covariance: [[0.01, 0], [0, 0.01]]}]\n      curves:");
        assertThat(EconomicEngine.checkModel(
                        source(joint),
                        Place::field,
                        plan(List.of(effect("hr_d", "d", Optional.empty())), List.of()),
                        Fixture.PACK))
                .anySatisfy(p -> assertThat(p.message().en()).contains("joint"));
    }
}
