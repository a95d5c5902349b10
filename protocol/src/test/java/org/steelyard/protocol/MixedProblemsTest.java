package org.steelyard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Faults of shape and of sense are told together, and a fault is told once: what only follows from it is not. */
class MixedProblemsTest {

    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final Path ROOT = Path.of(System.getProperty("steelyard.root", ".."));
    private static final Set<String> SHAPE =
            Set.of("PLAN-004", "PLAN-010", "PLAN-011", "PLAN-012", "PLAN-013", "PLAN-014", "PLAN-015", "PLAN-016");

    private static final List<String> WRONG_ENUM = List.of("centres: single", "centres: singel");
    private static final List<String> NO_SCENARIO = List.of("scenario: pricing\n", "");
    private static final List<String> UNKNOWN_KEY = List.of("objectType: process", "objectTypes: process");
    private static final List<String> LOST_REFERENCE = List.of("covariates: [age, sex]", "covariates: [age, weight]");
    private static final List<String> BAD_RULE = List.of("rule: age >= 18", "rule: age + 18");
    private static final List<String> DISORDER =
            List.of("{name: 开始, date: 2026-01-01}", "{name: 开始, date: 2026-07-01}");

    /** What the plan says instead (found, replacement, found, replacement ...) and all that is then wrong, by lines. */
    record Mixed(String name, List<String> changes, List<String> expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Mixed> mixed() {
        return Stream.of(
                mixed(
                        "wrong enum, missing field, unknown key, lost reference, bad rule, timeline",
                        all(NO_SCENARIO, UNKNOWN_KEY, DISORDER, WRONG_ENUM, BAD_RULE, LOST_REFERENCE),
                        "PLAN-010 objectType",
                        "PLAN-010 scenario",
                        "PLAN-011 objectTypes",
                        "PLAN-032 plan.timeline[1].date",
                        "PLAN-013 plan.centres",
                        "EXPR-009 population.inclusion[0].rule",
                        "PLAN-021 analysis.covariates[1]"),
                mixed(
                        "the type of a variable is unknown: nothing is said of its uses, but of other variables",
                        all(
                                List.of(
                                        "label: 死亡, role: event, type: binary, yes: [1], no: [0]}\n  - {name: days",
                                        "label: 死亡, role: event, type: binry, yes: [1], no: [0]}\n  - {name: days"),
                                List.of("time: days,", "time: sex,")),
                        "PLAN-013 variables[4].type",
                        "PLAN-022 outcomes[1].time",
                        "PLAN-026 analysis.covariates[1]"),
                mixed(
                        "a variable without its name: names that lead nowhere may be it",
                        all(List.of("- {name: age10, label", "- {label"), LOST_REFERENCE, BAD_RULE),
                        "EXPR-009 population.inclusion[0].rule",
                        "PLAN-010 variables[7].name"),
                mixed(
                        "no analyses: nothing that needs one is blamed",
                        all(
                                List.of(
                                        "  analyses:\n    - {id: main, role: primary, outcome: death30, adjustment: weighting, estimand: 目标, measures: [risk-difference]}\n"
                                                + "    - {id: matched, role: sensitivity, outcome: death30, adjustment: matching, target: att, matching: {caliper: 0.2}}\n"
                                                + "    - {id: cox, role: secondary, outcome: survival, adjustment: regression, measures: [hazard-ratio]}\n",
                                        ""),
                                DISORDER),
                        "PLAN-032 plan.timeline[1].date",
                        "PLAN-010 analysis.analyses"),
                mixed(
                        "the pace is rapid, its reason mistyped: only the mistake is told",
                        List.of(
                                "pace: routine, rationale",
                                "pace: rapid, rapidResaon: 疫情, rationale",
                                "role: primary",
                                "role: secondary"),
                        "PLAN-011 management.rapidResaon",
                        "PLAN-027 analysis.analyses"),
                mixed(
                        "a rapid evaluation without reason is told beside an unknown key that has nothing to do with it",
                        List.of("pace: routine, rationale", "pace: rapid, colour: red, rationale"),
                        "PLAN-011 management.colour",
                        "PLAN-030 management.rapidReason"),
                mixed(
                        "a horizon out of range is not a missing horizon",
                        List.of(
                                "horizon: 30",
                                "horizon: -30",
                                "measures: [hazard-ratio]",
                                "measures: [rmst-difference, risk-ratio]"),
                        "PLAN-014 outcomes[1].horizon",
                        "PLAN-025 analysis.analyses[2].measures[1]"),
                mixed(
                        "the kind of model is unknown: what either kind has is checked",
                        List.of("kind: patient-level", "kind: markov", "    survival: survival", "    survival: os"),
                        "PLAN-013 economics.model.kind",
                        "PLAN-021 economics.model.survival"),
                mixed(
                        "a key that stands twice, beside everything else",
                        all(
                                List.of("date: 2026-01-01\nauthors", "date: 2026-01-01\ndate: 2026-01-02\nauthors"),
                                WRONG_ENUM,
                                LOST_REFERENCE),
                        "PLAN-004 date",
                        "PLAN-013 plan.centres",
                        "PLAN-021 analysis.covariates[1]"),
                mixed(
                        "levels that cannot be read hide no other fault",
                        List.of(
                                "levels: [{value: f, label: 女}, {value: m, label: 男}]",
                                "levels: yes",
                                "rule: age > 100",
                                "rule: sex = 'x' and agee > 100"),
                        "EXPR-003 population.exclusion[0].rule",
                        "PLAN-012 variables[3].levels"),
                mixed(
                        "a parameter with a wrong number and another with a wrong shape",
                        List.of(
                                "value: 0.8, shape: beta, se: 0.05",
                                "value: 0.8, shape: beta, se: -1",
                                "unitCost: {value: 100,",
                                "unitCost: {value: 100, se: 5,"),
                        "PLAN-014 economics.model.utility.se",
                        "PLAN-036 economics.model.resources[1].unitCost"));
    }

    @ParameterizedTest
    @MethodSource("mixed")
    void allProblemsAreToldAtOnceAndEachOnce(Mixed mixed) {
        String plan = Plans.small();
        for (int i = 0; i < mixed.changes().size(); i += 2) {
            plan = Plans.replace(plan, mixed.changes().get(i), mixed.changes().get(i + 1));
        }

        assertThat(Plans.problems(plan))
                .extracting(p -> p.code().id() + " " + p.place().field())
                .containsExactlyElementsOf(mixed.expected());
    }

    @Test
    void noStandInForAnUnreadableNameIsShown() {
        String plan = Plans.smallWith("- {name: age10, label", "- {label").replace("define: age / 10", "column: x");

        assertThat(Plans.problems(plan))
                .extracting(p -> p.in(Lang.ZH) + p.in(Lang.EN))
                .noneMatch(said -> said.contains("\uE000"));
    }

    /** Each part of a good plan in turn is left out, or replaced by what cannot stand there. */
    @ParameterizedTest
    @ValueSource(strings = {"small", "rotterdam", "rhc"})
    void aSingleFaultOfShapeHasNoConsequences(String name) throws IOException {
        JsonNode plan = YAML.readTree(plan(name));
        List<List<Object>> places = new ArrayList<>();
        collect(plan, List.of(), places);
        int step = Math.max(1, places.size() / 250);

        for (int i = 0; i < places.size(); i += step) {
            for (Damage damage : Damage.values()) {
                onlyShape(damaged(plan, places.get(i), damage), places.get(i) + " " + damage);
            }
        }
    }

    @Test
    void severalFaultsOfShapeHaveNoConsequencesEither() throws IOException {
        JsonNode plan = YAML.readTree(Plans.small());
        List<List<Object>> places = new ArrayList<>();
        collect(plan, List.of(), places);
        long seed = Long.getLong("seed", 20_261_122L);
        Random random = new Random(seed);

        for (int round = 0; round < 200; round++) {
            JsonNode bad = plan;
            StringBuilder done = new StringBuilder("seed " + seed + ", round " + round + ":");
            for (int k = 0; k < 3; k++) {
                List<Object> place = places.get(random.nextInt(places.size()));
                bad = damaged(bad, place, Damage.NONSENSE);
                done.append(' ').append(place);
            }
            onlyShape(bad, done.toString());
        }
    }

    private static void onlyShape(JsonNode bad, String what) {
        List<Problem> problems = Plans.problems(YAML.writeValueAsString(bad));
        if (problems.stream().anyMatch(p -> SHAPE.contains(p.code().id()))) {
            assertThat(problems).as(what).allMatch(p -> SHAPE.contains(p.code().id()));
        }
    }

    private enum Damage {
        LEFT_OUT,
        NONSENSE
    }

    private static void collect(JsonNode node, List<Object> path, List<List<Object>> out) {
        if (!path.isEmpty()) {
            out.add(path);
        }
        if (node instanceof ObjectNode object) {
            object.propertyNames().forEach(key -> collect(object.get(key), plus(path, key), out));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                collect(array.get(i), plus(path, i), out);
            }
        }
    }

    private static List<Object> plus(List<Object> path, Object next) {
        return Stream.concat(path.stream(), Stream.of(next)).toList();
    }

    /** A text in place of a mapping, a mapping in place of all else. */
    private static JsonNode damaged(JsonNode plan, List<Object> place, Damage damage) {
        JsonNode copy = plan.deepCopy();
        JsonNode parent = copy;
        for (Object step : place.subList(0, place.size() - 1)) {
            parent = step instanceof Integer i ? parent.path(i) : parent.path((String) step);
        }
        Object last = place.getLast();
        JsonNode there = last instanceof Integer i ? parent.path(i) : parent.path((String) last);
        JsonNode nonsense = there.isObject()
                ? JsonNodeFactory.instance.stringNode("¿")
                : JsonNodeFactory.instance.objectNode().put("¿", 1);
        if (parent instanceof ObjectNode object && last instanceof String key) {
            if (damage == Damage.LEFT_OUT) {
                object.remove(key);
            } else {
                object.set(key, nonsense);
            }
        } else if (parent instanceof ArrayNode array && last instanceof Integer i && i < array.size()) {
            array.set(i, nonsense);
        }
        return copy;
    }

    private static String plan(String name) throws IOException {
        return name.equals("small")
                ? Plans.small()
                : Files.readString(ROOT.resolve("examples").resolve(name).resolve("protocol.yaml"));
    }

    private static Mixed mixed(String name, List<String> changes, String... expected) {
        return new Mixed(name, changes, List.of(expected));
    }

    @SafeVarargs
    private static List<String> all(List<String>... changes) {
        return Stream.of(changes).flatMap(List::stream).toList();
    }
}
