package org.steelyard.cohort.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.steelyard.data.relational.MemoryRelations;
import org.steelyard.data.relational.Rel;
import org.steelyard.data.relational.Rows;
import org.steelyard.data.relational.Schema;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.ProtocolFile;

/** What each rule of the cohort language means: records in, rows out, worked by hand. Day 0 is 2020-01-01. */
class EventCohortSpecTest {

    private static final LocalDate ZERO = LocalDate.of(2020, 1, 1);
    private static final String SETS = """
            conceptSets:
              - {id: a, label: A, items: [{code: A}]}
              - {id: b, label: B, items: [{code: B}]}
              - {id: x, label: X, items: [{prefix: X}]}
            """;
    private static final String REGISTRY =
            "    - {id: registry, name: 登记, kind: other-institution, format: omop, folder: registry, description: 描述,"
                    + " period: 2025}\n";
    private static final String ARMS = """
              treated: {event: {domain: drug, concepts: a}%s}
              control: {event: {domain: drug, concepts: b}%s}
            """;

    private final Map<String, List<Map<String, Object>>> tables = new TreeMap<>();
    private long id = 1;

    /** Two people observed from day -1000 to day 1000. */
    private EventCohortSpecTest people(long... persons) {
        for (long p : persons) {
            person(p, 8507, -1000, 1000);
        }
        return this;
    }

    private EventCohortSpecTest person(long person, long gender, int from, int to) {
        row("person", Map.of("person_id", person, "gender_concept_id", gender, "year_of_birth", 1950L));
        row(
                "observation_period",
                Map.of(
                        "person_id",
                        person,
                        "observation_period_start_date",
                        ZERO.plusDays(from),
                        "observation_period_end_date",
                        ZERO.plusDays(to)));
        return this;
    }

    private EventCohortSpecTest drug(long person, String code, int from, int to) {
        return event("drug_exposure", "drug", person, code, from, to);
    }

    private EventCohortSpecTest condition(long person, String code, int day) {
        return event("condition_occurrence", "condition", person, code, day, day);
    }

    private EventCohortSpecTest event(String table, String stem, long person, String code, int from, int to) {
        row(
                table,
                Map.of(
                        table + "_id",
                        id++,
                        "person_id",
                        person,
                        stem + "_source_value",
                        code,
                        stem + "_concept_id",
                        0L,
                        table.startsWith("procedure") ? "procedure_date" : stem(table) + "_start_date",
                        ZERO.plusDays(from),
                        table.startsWith("procedure") ? "procedure_end_date" : stem(table) + "_end_date",
                        ZERO.plusDays(to)));
        return this;
    }

    private static String stem(String table) {
        return table.equals("condition_occurrence") ? "condition" : table;
    }

    private EventCohortSpecTest stay(long person, int from, int to) {
        row(
                "visit_occurrence",
                Map.of(
                        "visit_occurrence_id",
                        id++,
                        "person_id",
                        person,
                        "visit_concept_id",
                        9201L,
                        "visit_start_date",
                        ZERO.plusDays(from),
                        "visit_end_date",
                        ZERO.plusDays(to)));
        return this;
    }

    private EventCohortSpecTest value(long person, int day, double value) {
        row(
                "measurement",
                Map.of(
                        "measurement_id",
                        id++,
                        "person_id",
                        person,
                        "measurement_date",
                        ZERO.plusDays(day),
                        "value_as_number",
                        value,
                        "measurement_source_value",
                        "X1"));
        return this;
    }

    private EventCohortSpecTest dies(long person, int day) {
        row("death", Map.of("person_id", person, "death_date", ZERO.plusDays(day)));
        return this;
    }

    private void row(String table, Map<String, Object> values) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (Schema.Column c : StandardColumns.of(table).columns()) {
            row.put(c.name(), values.get(c.name()));
        }
        tables.computeIfAbsent(table, t -> new ArrayList<>()).add(row);
    }

    private record Answer(List<Map<String, Object>> rows, EventCompiler.Result result) {

        /** Rows as "person arm day: values" in order. */
        List<String> show(String... columns) {
            return rows.stream()
                    .map(r -> r.get("person") + " " + (r.get("treated").equals(1L) ? "T" : "C") + " "
                            + java.time.temporal.ChronoUnit.DAYS.between(ZERO, (LocalDate) r.get("index_date"))
                            + List.of(columns).stream().map(c -> " " + r.get(c)).collect(Collectors.joining()))
                    .toList();
        }

        String left(String step) {
            EventStep found = result.steps().stream()
                    .filter(s -> s.id().equals(step))
                    .findFirst()
                    .orElseThrow();
            return found.arms().map(a -> a.treated() + "+" + a.control()).orElse(String.valueOf(found.rows()));
        }
    }

    private Answer cohort(String section) {
        Protocol plan = plan(section);
        Map<String, Rel.Table> known = new HashMap<>();
        try (MemoryRelations engine = new MemoryRelations()) {
            tables.forEach((name, rows) -> known.put(
                    name, engine.keep(name, MemoryRelations.values(new Rows(StandardColumns.of(name), rows)))));
            List<Map<String, Object>> out = new ArrayList<>();
            EventCompiler.Result result = EventCompiler.compile(
                    plan.cohort().orElseThrow(),
                    plan.conceptSets(),
                    new EventTables(List.of(new EventTables.Source("s", known))),
                    engine,
                    flat -> out.addAll(engine.rows(flat).rows()));
            return new Answer(out, result);
        }
    }

    static Protocol plan(String section) {
        return plan(section, SETS.substring(SETS.indexOf('\n') + 1));
    }

    static Protocol plan(String section, String sets) {
        try (var in = EventCohortSpecTest.class.getResourceAsStream("/events/plan.yaml")) {
            String plan = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (section.contains("source: registry")) {
                plan = plan.replaceFirst(
                        "    - \\{id: main,", java.util.regex.Matcher.quoteReplacement(REGISTRY + "    - {id: main,"));
            }
            return ProtocolFile.parse(
                    (plan + "conceptSets:\n" + sets + "cohort:\n" + section.stripTrailing() + "\n")
                            .getBytes(StandardCharsets.UTF_8),
                    "plan.yaml");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String arms(String treated, String control) {
        return ARMS.formatted(treated, control);
    }

    @Test
    void eachPersonEntersWithTheFirstEventThatQualifies() {
        people(1, 2, 3)
                .drug(1, "A", 0, 5)
                .drug(1, "A", 40, 45)
                .drug(2, "B", 7, 7)
                .drug(3, "C", 1, 1);

        assertThat(cohort(arms("", "")).show()).containsExactly("1 T 0", "2 C 7");
    }

    @Test
    void washoutNeedsObservationAndNoEventForSoManyDays() {
        person(1, 0, -30, 100).person(2, 0, -29, 100).person(3, 0, -900, 900);
        drug(1, "A", 0, 0)
                .drug(2, "A", 0, 0)
                .drug(3, "A", 0, 0)
                .drug(3, "A", 30, 30)
                .drug(3, "A", 61, 61);

        Answer answer = cohort(arms(", washout: 30, period: {start: 2020-01-01}", ""));

        // day 30 is 30 days after day 0 and so inside its washout; person 2 lacks a day of observation
        assertThat(answer.show()).containsExactly("1 T 0", "3 T 0");
        assertThat(answer.left("entry")).isEqualTo("5+0");
        assertThat(answer.left("washout")).isEqualTo("4+0");
        assertThat(answer.left("observed")).isEqualTo("3+0");
        assertThat(answer.left("one-each")).isEqualTo("2+0");
    }

    @Test
    void aWashoutThatFailsOnceMaySucceedLater() {
        person(1, 0, -10, 900).drug(1, "A", 0, 0).drug(1, "A", 31, 31);

        assertThat(cohort(arms(", washout: 30", "")).show()).containsExactly("1 T 31");
    }

    @Test
    void firstOnlyLooksAtTheWholeLife() {
        people(1).drug(1, "A", -800, -800).drug(1, "A", 0, 0);

        assertThat(cohort("  period: {start: 2020-01-01}\n" + arms("", "")).show())
                .containsExactly("1 T 0");
        assertThat(cohort("  period: {start: 2020-01-01}\n" + arms(", firstOnly: true", ""))
                        .show())
                .isEmpty();
    }

    @Test
    void naiveMeansFreeOfTheOtherDrugBeforeButNotOnTheDay() {
        people(1, 2, 3).drug(1, "A", 0, 0).drug(1, "B", 0, 0).drug(2, "A", 0, 0).drug(2, "B", -1, -1);
        drug(3, "A", 0, 0).drug(3, "B", -31, -31);

        assertThat(cohort(arms(", washout: 30, naive: [b]", ", period: {end: 2019-01-01}")
                                + "  restrictions: {bothArms: keep-all}\n")
                        .show())
                .containsExactly("1 T 0", "3 T 0");
    }

    @Test
    void peopleInBothArms() {
        people(1, 2, 3)
                .drug(1, "A", 0, 0)
                .drug(1, "B", 9, 9)
                .drug(2, "A", 5, 5)
                .drug(2, "B", 5, 5)
                .drug(3, "B", 1, 1);

        assertThat(cohort(arms("", "") + "  restrictions: {bothArms: keep-all}\n")
                        .show())
                .containsExactly("1 T 0", "1 C 9", "2 C 5", "2 T 5", "3 C 1");
        assertThat(cohort(arms("", "")).show()).containsExactly("1 T 0", "3 C 1");
        assertThat(cohort(arms("", "") + "  restrictions: {bothArms: remove-all}\n")
                        .show())
                .containsExactly("3 C 1");
    }

    @Test
    void theCommonPeriodRunsFromTheLaterStartToTheEarlierEnd() {
        people(1, 2, 3, 4, 5)
                .drug(1, "A", 0, 0)
                .drug(2, "A", 50, 50)
                .drug(3, "B", 20, 20)
                .drug(4, "B", 50, 50);
        drug(5, "B", 51, 51);

        assertThat(cohort(arms("", "") + "  restrictions: {commonPeriod: true}\n")
                        .show())
                .containsExactly("2 T 50", "3 C 20", "4 C 50");
    }

    @Test
    void bothEndsOfAWindowBelongToIt() {
        people(1, 2, 3).drug(1, "A", 0, 0).drug(2, "A", 0, 0).drug(3, "A", 0, 0);
        condition(1, "X1", -30).condition(2, "X1", -31).condition(3, "X1", 0);

        assertThat(cohort(arms("", "")
                                + "  exclusion: [{id: e, text: e, kind: event, event: {domain: condition, concepts: x},"
                                + " window: {from: -30, to: -1}}]\n")
                        .show())
                .containsExactly("2 T 0", "3 T 0");
    }

    @Test
    void aWindowMayCountFromAnotherEvent() {
        people(1, 2).drug(1, "A", 0, 0).drug(2, "A", 0, 0);
        condition(1, "X1", -20).condition(2, "X1", -20).value(1, -15, 1).value(2, -9, 1);

        assertThat(cohort(arms("", "")
                                + "  inclusion: [{id: i, text: i, kind: event, event: {domain: measurement},"
                                + " window: {from: 0, to: 10}, anchor: {event: {domain: condition, concepts: x},"
                                + " window: {to: 0}, which: last}}]\n")
                        .show())
                .containsExactly("1 T 0");
    }

    @Test
    void ageCountsCompletedYearsAsFarAsTheBirthdayIsKnown() {
        people(1).drug(1, "A", 0, 0);
        tables.get("person").getFirst().put("month_of_birth", 1L);
        tables.get("person").getFirst().put("day_of_birth", 2L);

        assertThat(cohort(arms("", "") + "  covariates: [{name: age, label: 年龄, kind: age}]\n")
                        .show("age"))
                .containsExactly("1 T 0 69");
    }

    @Test
    void anEraJoinsExposuresUpToTheGapAndAddsTheSurveillance() {
        people(1, 2).drug(1, "A", 0, 9).drug(1, "A", 39, 45).drug(2, "A", 0, 9).drug(2, "A", 40, 45);

        assertThat(cohort(arms("", "") + "  followUp: {exposure: {gap: 30, surveillance: 7}}\n")
                        .show("days_at_risk"))
                .containsExactly("1 T 0 53", "2 T 0 17");
    }

    @Test
    void followUpEndsWithTheFirstOfItsCensors() {
        people(1, 2, 3)
                .person(4, 0, -100, 20)
                .drug(1, "A", 0, 0)
                .drug(2, "A", 0, 0)
                .drug(3, "A", 0, 0)
                .drug(4, "A", 0, 0);
        dies(1, 10).drug(2, "B", 15, 15);

        assertThat(cohort(arms("", ", period: {end: 2019-01-01}")
                                + "  followUp: {endAnchor: cohort-start, endOffset: 30,"
                                + " censor: [death, observation-end, switch]}\n")
                        .show("days_at_risk"))
                .containsExactly("1 T 0 11", "2 T 0 16", "3 T 0 31", "4 T 0 21");
    }

    @Test
    void timeAtRiskMayBeginLaterAndTimesCountItsFirstDay() {
        people(1, 2, 3).drug(1, "A", 0, 0).drug(2, "A", 0, 0).drug(3, "A", 0, 0);
        condition(1, "X1", 0).condition(1, "X1", 5).condition(2, "X1", 31);
        dies(3, 0);

        Answer answer = cohort(
                arms("", "")
                        + "  restrictions: {minimumDaysAtRisk: 1}\n"
                        + "  followUp: {startOffset: 1, endAnchor: cohort-start, endOffset: 30}\n"
                        + "  outcomes: [{name: hit, label: 结局, kind: time-to-event, event: {domain: condition, concepts: x}}]\n");

        assertThat(answer.show("hit", "hit_days")).containsExactly("1 T 0 1 5", "2 T 0 0 30");
        assertThat(answer.left("days-at-risk")).isEqualTo("2+0");
    }

    @Test
    void recurrencesPauseBetweenEvents() {
        people(1).drug(1, "A", 0, 0);
        condition(1, "X1", 3).condition(1, "X1", 3).condition(1, "X2", 13).condition(1, "X1", 24);
        String measure = "{name: n, label: 次, kind: recurrent, event: {domain: condition, concepts: x}, cleanDays: %d}";

        assertThat(cohort(arms("", "") + "  outcomes: [" + measure.formatted(0) + "]\n")
                        .show("n"))
                .containsExactly("1 T 0 3");
        assertThat(cohort(arms("", "") + "  outcomes: [" + measure.formatted(10) + "]\n")
                        .show("n"))
                .containsExactly("1 T 0 2");
    }

    @Test
    void daysInHospitalAreNightsInTheWindow() {
        people(1).drug(1, "A", 0, 0).stay(1, -2, 3).stay(1, 8, 8).stay(1, 28, 40);

        // nights of days 0, 1, 2; the day of 8; nights of days 28, 29, 30
        assertThat(cohort(
                                arms("", "")
                                        + "  outcomes: [{name: n, label: 天, kind: inpatient-days, window: {from: 0, to: 30}}]\n")
                        .show("n"))
                .containsExactly("1 T 0 7");
    }

    @Test
    void readmissionCountsFromTheEndOfTheIndexStay() {
        people(1, 2, 3).drug(1, "A", 0, 0).drug(2, "A", 0, 0).drug(3, "A", 0, 0);
        stay(1, -1, 5).stay(1, 35, 36).stay(2, 0, 5).stay(2, 36, 37);

        assertThat(cohort(arms("", "") + "  outcomes: [{name: r, label: 再入院, kind: readmission}]\n")
                        .show("r"))
                .containsExactly("1 T 0 1", "2 T 0 0", "3 T 0 null");
    }

    @Test
    void valuesAreTheFirstLastLowestOrHighestOfTheWindow() {
        people(1)
                .drug(1, "A", 0, 0)
                .value(1, -5, 3)
                .value(1, -9, 8)
                .value(1, -1, 5)
                .value(1, 1, 99);
        StringBuilder measures = new StringBuilder("  covariates:\n");
        for (String which : List.of("first", "last", "lowest", "highest")) {
            measures.append("    - {name: " + which + ", label: 值, kind: value, which: " + which
                    + ", event: {domain: measurement}, window: {to: 0}}\n");
        }

        assertThat(cohort(arms("", "") + measures).show("first", "last", "lowest", "highest"))
                .containsExactly("1 T 0 8.0 5.0 3.0 8.0");
    }

    @Test
    void costsAddUpByComponent() {
        people(1).drug(1, "A", 0, 0);
        for (int day : new int[] {0, 10, 31}) {
            row(
                    "claim_settlement",
                    Map.of(
                            "claim_id",
                            id++,
                            "person_id",
                            1L,
                            "settlement_date",
                            ZERO.plusDays(day),
                            "total_cost",
                            new BigDecimal("100.10"),
                            "fund_paid",
                            new BigDecimal("60.05")));
        }

        assertThat(cohort(arms("", "")
                                + "  outcomes: [{name: all, label: 总额, kind: cost, window: {from: 0, to: 30}},"
                                + " {name: fund, label: 基金, kind: cost, component: fund, window: {from: 0, to: 30}},"
                                + " {name: cash, label: 现金, kind: cost, component: cash, window: {from: 0, to: 30}}]\n")
                        .show("all", "fund", "cash"))
                .containsExactly("1 T 0 200.20 120.10 0.00");
    }

    @Test
    void anIncompleteWindowIsMissingUnlessDeathCompletedIt() {
        person(1, 0, -9, 20)
                .person(2, 0, -9, 20)
                .person(3, 0, -9, 30)
                .drug(1, "A", 0, 0)
                .drug(2, "A", 0, 0)
                .drug(3, "A", 0, 0);
        dies(2, 20);

        assertThat(cohort(arms("", "")
                                + "  outcomes: [{name: n, label: 次, kind: count, event: {domain: condition},"
                                + " window: {from: 0, to: 30}, incomplete: missing}]\n")
                        .show("n"))
                .containsExactly("1 T 0 null", "2 T 0 0", "3 T 0 0");
    }

    @Test
    void charlsonLetsTheMilderFormGiveWay() {
        people(1, 2).drug(1, "A", 0, 0).drug(2, "A", 0, 0);
        condition(1, "E11.900", -3)
                .condition(1, "E11.200x001", -3)
                .condition(1, "I50.900", -3)
                .condition(1, "I50.1", -2);
        condition(2, "C50.900", -1).condition(2, "C7800", -1).condition(2, "K25.3", 1);

        // complicated diabetes 2 + heart failure 1; metastatic 6, the ulcer is after the window
        assertThat(cohort(
                                arms("", "")
                                        + "  covariates: [{name: cci, label: 查尔森, kind: charlson, window: {from: -365, to: 0}}]\n")
                        .show("cci"))
                .containsExactly("1 T 0 3", "2 T 0 6");
    }

    @Test
    void theMostFrequentCodesBecomeColumnsAndTiesGoByCode() {
        people(1, 2, 3).drug(1, "A", 0, 0).drug(2, "A", 0, 0).drug(3, "B", 0, 0);
        condition(1, "X9", -1)
                .condition(1, "X9", -2)
                .condition(2, "X9", -1)
                .condition(2, "X2", -1)
                .condition(3, "X1", -1);

        Answer answer = cohort(arms("", "")
                + "  features: [{name: dx, label: 诊断, domain: condition, window: {to: 0}, top: 2, value: count}]\n");

        assertThat(answer.show("dx_1", "dx_2")).containsExactly("1 T 0 2 0", "2 T 0 1 0", "3 C 0 0 1");
        assertThat(answer.result().features())
                .containsExactly(new FeatureCode("dx_1", "X9", 2), new FeatureCode("dx_2", "X1", 1));
    }

    @Test
    void aCommonEntryIsAssignedWithinTheGracePeriod() {
        people(1, 2, 3, 4)
                .condition(1, "X1", 0)
                .condition(2, "X1", 0)
                .condition(3, "X1", 0)
                .condition(4, "X1", 0);
        drug(1, "A", 14, 14).drug(2, "A", 15, 15).drug(3, "A", -5, -5);
        dies(4, 13);
        String section = "  design: common-entry\n  entry: {domain: condition, concepts: x}\n"
                + "  assignment: {grace: 14%s}\n  treated: {event: {domain: drug, concepts: a}, washout: 30}\n  control: {}\n";

        Answer landmark = cohort(section.formatted(""));
        assertThat(landmark.show()).containsExactly("1 T 14", "2 C 14");
        assertThat(landmark.left("untreated")).isEqualTo("1+2");
        assertThat(landmark.left("landmark")).isEqualTo("1+1");
        assertThat(cohort(section.formatted(", timeZero: entry")).show()).containsExactly("1 T 0", "2 C 0", "4 C 0");
    }

    @Test
    void anActiveComparatorMustComeFirstToDecideTheArm() {
        people(1, 2, 3, 4)
                .condition(1, "X1", 0)
                .condition(2, "X1", 0)
                .condition(3, "X1", 0)
                .condition(4, "X1", 0);
        drug(1, "A", 2, 2)
                .drug(1, "B", 3, 3)
                .drug(2, "B", 2, 2)
                .drug(3, "A", 5, 5)
                .drug(3, "B", 5, 5);

        assertThat(cohort("  design: common-entry\n  entry: {domain: condition, concepts: x}\n"
                                + "  assignment: {grace: 10, timeZero: entry}\n" + arms("", ""))
                        .show())
                .containsExactly("1 T 0", "2 C 0");
    }

    @Test
    void repeatedTrialsGiveARowAPersonAndTrialUntilTreated() {
        person(1, 0, -10, 70).drug(1, "A", 35, 35);

        Answer answer = cohort("  design: repeated-trials\n  period: {start: 2020-01-01, end: 2020-04-30}\n"
                + "  trials: {every: 1, unit: month}\n  assignment: {grace: 9, timeZero: entry}\n"
                + "  treated: {event: {domain: drug, concepts: a}, firstOnly: true}\n  control: {}\n");

        // trials on days 0, 31, 60; day 35 is within nine days of 31, and makes the third ineligible
        assertThat(answer.show("trial")).containsExactly("1 C 0 1", "1 T 31 2");
        assertThat(answer.left("entry")).isEqualTo("3");
    }

    @Test
    void historicalControlsComeFromAnEarlierPeriod() {
        people(1, 2, 3).drug(1, "A", 0, 0).drug(2, "A", -300, -300).drug(3, "A", 10, 10);

        assertThat(cohort("  treated: {event: {domain: drug, concepts: a}, period: {start: 2020-01-01}}\n"
                                + "  control: {event: {domain: drug, concepts: a}, period: {end: 2019-12-31}}\n")
                        .show())
                .containsExactly("1 T 0", "2 C -300", "3 T 10");
    }

    @Test
    void theOrderOfStepsIsShown() {
        people(1, 2).drug(1, "A", 0, 0).drug(2, "B", 0, 0);

        assertThat(cohort(arms(", washout: 10, firstOnly: true", "")
                                + "  restrictions: {commonPeriod: true, minimumDaysAtRisk: 1}\n"
                                + "  inclusion: [{id: old, text: old, kind: age, minimum: 18}]\n")
                        .result()
                        .steps())
                .extracting(EventStep::id)
                .containsExactly(
                        "entry",
                        "first-ever",
                        "washout",
                        "observed",
                        "period",
                        "one-each",
                        "both-arms",
                        "common-period",
                        "old",
                        "days-at-risk");
    }
}
