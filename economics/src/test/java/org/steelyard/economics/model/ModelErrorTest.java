package org.steelyard.economics.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;

/** Every error is provoked, stands at its line and says in both languages what to do. */
class ModelErrorTest {

    private static final String GOOD = """
            model: good
            kind: cohort
            settings: {cycle: 1 year, cycles: 3}
            strategies:
              a: {set: {treat: 0}}
              b: {set: {treat: 1}}
            parameters:
              p: 0.1
              c: {value: 100, unit: CNY/year}
              u: 0.8
            states:
              Well: {}
              Dead: {absorbing: true}
            transitions:
              Well: {Well: rest, Dead: p}
            rewards:
              care: {outcome: cost, states: {Well: c * (1 + treat)}}
              life: {outcome: qaly, states: {Well: u}}
            """;

    private static final String CURVES = """
            model: curves
            kind: partitioned-survival
            settings: {cycle: 1 year, cycles: 10}
            strategies: {a: {}}
            curves:
              pfs: {family: exponential, rate: 0.1}
              os: {family: exponential, rate: 0.3}
            states: {PF: {}, PD: {}, Dead: {absorbing: true}}
            survival: {PF: "surv(pfs, time)", PD: "surv(os, time)"}
            rewards: {life: {outcome: qaly, states: {PF: 1, PD: 0.5}}}
            """;

    private static List<Problem> with(String from, String to) {
        assertThat(GOOD).contains(from);
        return Models.problems(GOOD.replace(from, to));
    }

    @Test
    void theGoodModelIsGood() {
        assertThat(Models.said(Models.problems(GOOD))).isEmpty();
    }

    @Test
    void everyErrorIsProvoked() {
        Map<ModelError, List<Problem>> found = new EnumMap<>(ModelError.class);
        found.put(ModelError.BAD_FORMULA, with("Dead: p}", "Dead: \"p * (1\"}"));
        found.put(ModelError.UNKNOWN_NAME, with("Dead: p}", "Dead: \"q\"}"));
        found.put(ModelError.UNIT_MISMATCH, with("{Well: u}", "{Well: c}"));
        found.put(ModelError.CIRCULAR, with("Dead: p}", "Dead: x}\nlet: {x: y + p, y: x}"));
        found.put(ModelError.UNUSED, with("  u: 0.8\n", "  u: 0.8\n  idle: 3\n"));
        found.put(
                ModelError.BAD_DISTRIBUTION,
                with("p: 0.1", "p: {value: 0.1, distribution: {kind: beta, mean: 0.1, se: 0.9}}"));
        found.put(ModelError.BAD_SECTION, with("  Dead: {absorbing: true}", "  Ill: {}\n  Dead: {absorbing: true}"));
        found.put(ModelError.BAD_SETTING, with("cycles: 3", "horizon: 3"));
        found.put(ModelError.ROW_SUM, with("{Well: rest, Dead: p}", "{Well: 0.8, Dead: p}"));
        found.put(
                ModelError.NEGATIVE_COMPLEMENT,
                Models.problems(
                        GOOD.replace("  Dead: {absorbing: true}", "  Ill: {absorbing: true}\n  Dead: {absorbing: true}")
                                .replace("Dead: p}", "Dead: p, Ill: 0.95 * treat}")));
        found.put(ModelError.NOT_A_PROBABILITY, with("Dead: p}", "Dead: 0 - p}"));
        found.put(ModelError.CROSSING_CURVES, Models.problems(CURVES));
        found.put(ModelError.BAD_CURVE, Models.problems(CURVES.replace("rate: 0.1}", "shape: 0.1}")));
        found.put(ModelError.BAD_NAME, with("  u: 0.8", "  u: 0.8\n  time: 3"));
        found.put(
                ModelError.NOT_CONSTANT,
                with("states: {Well: u}", "states: {Well: u}, entry: {Dead: 0 - 1 * state_cycle * u}"));
        found.put(ModelError.NOT_FINITE, with("{Well: u}", "{Well: u / (p - p)}"));
        found.put(ModelError.TOO_LARGE, Models.problems(tree(13)));
        found.put(
                ModelError.BAD_BUDGET,
                Models.problems(GOOD + "budget: {years: 1, pools: {}, current: {}, uptake: {}}\n"));
        found.put(
                ModelError.BAD_AGREEMENT,
                Models.problems(GOOD + "agreements: {a: {strategy: a, price: 1, people: 1}}\n"));
        found.put(ModelError.UNREADABLE, thrown(() -> DecisionModel.load(Path.of("absent.yaml"), Models.RATES)));
        found.put(
                ModelError.CANCELLED,
                thrown(() -> Models.parse(GOOD)
                        .run(RunSettings.of(1).withCancelled(() -> true).withDraws(1))));
        found.forEach((error, problems) -> {
            assertThat(problems).as(error.name()).anyMatch(p -> p.code() == error);
            problems.forEach(p -> {
                for (Lang lang : Lang.values()) {
                    assertThat(p.message().in(lang)).isNotBlank();
                    assertThat(p.remedy().in(lang)).isNotBlank();
                }
            });
        });
        assertThat(found.keySet()).containsAll(List.of(ModelError.values()));
    }

    private static List<Problem> thrown(Runnable task) {
        try {
            task.run();
            return List.of();
        } catch (SteelyardException e) {
            return e.problems();
        }
    }

    /** So many chance branches, each with a decision: two to the power of that many policies. */
    private static String tree(int branches) {
        StringBuilder out = new StringBuilder("model: t\nkind: tree\ntree:\n  chance:\n");
        for (int i = 0; i < branches; i++) {
            out.append("    b")
                    .append(i)
                    .append(": {p: ")
                    .append(i == 0 ? "rest" : "0.01")
                    .append(", decision: {x: {payoff: {cost: 1}}, y: {}}}\n");
        }
        return out.toString();
    }

    @Test
    void allProblemsComeAtOnceEachAtItsLine() {
        List<Problem> problems = Models.problems(GOOD.replace("Dead: p}", "Dead: pp}")
                .replace("{Well: u}", "{Wll: u}")
                .replace("c * (1 + treat)", "c * (1 + treat"));
        String said = Models.said(problems);
        assertThat(said).contains("row 15", "Did you mean p?", "row 17", "row 18", "Did you mean Well?");
        assertThat(problems).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void faultsOfShapeAndOfSenseAreToldTogether() {
        String said = Models.said(
                Models.problems(GOOD.replace("cycles: 3", "cycless: 3").replace("Dead: p}", "Dead: pp}")));
        assertThat(said).contains("cycless", "Did you mean cycles?", "Did you mean p?");
    }

    /** A row of 1.1 and a monthly utility beside a parameter that nothing uses: three findings, and no fourth that follows from one of them. */
    @Test
    void rowsAreAddedUpBesideWrongUnitsAndUnusedParameters() {
        List<Problem> problems = Models.problems(GOOD.replace("Well: {Well: rest, Dead: p}", "Well: {Well: 1, Dead: p}")
                .replace("{Well: u}", "{Well: \"0.8 months\"}")
                .replace("  u: 0.8\n", "  u: 0.8\n  idle: 3\n"));
        assertThat(problems.stream().map(Problem::code))
                .contains(ModelError.ROW_SUM, ModelError.UNIT_MISMATCH, ModelError.UNUSED)
                .doesNotContain(ModelError.UNKNOWN_NAME);
    }

    @Test
    void unquotedCommaInBracesIsExplained() {
        String said = Models.said(Models.problems(GOOD.replace("Dead: p}", "Dead: min(p, 0.5)}")));
        assertThat(said).contains("quotes");
    }

    @Test
    void aDrawThatIsNoDistributionFailsWhenTheModelWantsThat() {
        String model = GOOD.replace("p: 0.1", "p: {value: 0.1, distribution: {kind: normal, se: 0.6}}")
                .replace("cycles: 3}", "cycles: 3, negativeComplement: fail}");
        assertThatThrownBy(() -> Models.parse(model).run(RunSettings.of(1).withDraws(200)))
                .isInstanceOf(SteelyardException.class)
                .hasMessageContaining("transitions.Well");
        ModelResults repaired = Models.parse(model.replace(": fail", ": normalise"))
                .run(RunSettings.of(1).withDraws(200));
        assertThat(repaired.notes()).anyMatch(n -> n.id().startsWith("repaired") && n.times() > 0);
    }

    @Test
    void scenariosAreCheckedToo() {
        String said = Models.said(Models.problems(GOOD + "analyses: {scenarios: {odd: {set: {p: 1.5}}}}\n"));
        assertThat(said).contains("analyses.scenarios.odd");
    }
}
