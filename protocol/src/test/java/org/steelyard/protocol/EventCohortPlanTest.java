package org.steelyard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Problem;
import org.steelyard.protocol.event.EventCohort;
import org.steelyard.protocol.event.FollowUp;
import org.steelyard.protocol.event.Restrictions;

/** The cohort section: what it defaults to, what it adds to the dictionary, how it reads, and every way to get it wrong. */
class EventCohortPlanTest {

    private static final String SOURCE = "file: main.csv, ";

    /** The small plan over event tables instead of a flat file. */
    static String plan() {
        try (var in = EventCohortPlanTest.class.getResourceAsStream("/cohort-part.yaml")) {
            String part = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String small = Plans.replace(Plans.small(), SOURCE, "format: omop, folder: cdm, ");
            for (String[] column : new String[][] {
                {"role: identifier, type: text", "role: identifier, type: text, column: row_key"},
                {"role: exposure, type: binary", "role: exposure, type: binary, column: treated"},
                {"name: age, label: 年龄, role", "name: age, column: age_at_index, label: 年龄, role"},
                {"name: sex, label: 性别, role", "name: sex, column: fund_type, label: 性别, role"},
                {"name: dead, label: 死亡, role", "name: dead, column: hosp, label: 死亡, role"},
                {"name: days, label: 天数, role", "name: days, column: hosp_days, label: 天数, role"},
                {"name: cost, label: 费用, role", "name: cost, column: spent, label: 费用, role"},
            }) {
                int at = small.indexOf(column[0]);
                small = small.substring(0, at) + column[1] + small.substring(at + column[0].length());
            }
            return Plans.replace(
                    small.replaceFirst("\nvariables:", "\n" + part + "variables:"),
                    "covariates: [age, sex]",
                    "covariates: [age, sex, dx, charlson]");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        EventCohort cohort = Plans.load(plan()).protocol().cohort().orElseThrow();

        assertThat(cohort.design()).isEqualTo(EventCohort.CohortDesign.NEW_USER);
        assertThat(cohort.restrictions().bothArms()).isEqualTo(Restrictions.BothArms.KEEP_FIRST);
        assertThat(cohort.followUp().startAnchor()).isEqualTo(FollowUp.StartAnchor.COHORT_START);
        assertThat(cohort.followUp().exposure().orElseThrow().surveillance()).isZero();
        assertThat(cohort.inclusion().getFirst().atLeast()).isEqualTo(1);
        assertThat(cohort.assignment().grace()).isZero();
    }

    @Test
    void theDictionaryTakesInWhatTheCohortDefines() {
        Protocol plan = Plans.load(plan()).protocol();

        assertThat(plan.variables().stream().map(Variable::name))
                .contains("dx_1", "dx_3", "charlson", "relapses", "hba1c", "index_date")
                .doesNotContain("dx_4", "hosp", "treated", "age_at_index")
                .doesNotHaveDuplicates();
        assertThat(plan.analysis().covariates()).containsExactly("age", "sex", "dx_1", "dx_2", "dx_3", "charlson");
    }

    @Test
    void theCohortDecidesEveryAnalysisButItsWordsDoNot() {
        PlanFile plain = Plans.load(plan());
        PlanFile window = Plans.load(Plans.replace(plan(), "endOffset: 365", "endOffset: 180"));
        PlanFile codes = Plans.load(Plans.replace(plan(), "prefix: I50", "prefix: I51"));
        PlanFile words = Plans.load(Plans.replace(plan(), "text: 成人", "text: 成年人"));

        assertThat(window.analysisDigests().get("main"))
                .isNotEqualTo(plain.analysisDigests().get("main"));
        assertThat(codes.analysisDigests().get("main"))
                .isNotEqualTo(plain.analysisDigests().get("main"));
        assertThat(words.analysisDigests().get("main"))
                .isEqualTo(plain.analysisDigests().get("main"));
        assertThat(words.canonicalSha256()).isNotEqualTo(plain.canonicalSha256());
        assertThat(ProtocolDiff.diff(plain, window))
                .extracting(ProtocolDiff.Change::path)
                .containsExactly("cohort.followUp.endOffset");
    }

    @Test
    void theCohortReadsAsChinese() {
        String text = ProtocolProse.render(Plans.load(plan()).protocol(), Lang.ZH);

        assertThat(text)
                .contains("因药品“新药”进入；此前 365 天均在观察期内且无同类事件；洗脱期内也没有旧药")
                .contains("规则：最早记录至指标日前 1 天，诊断“心力衰竭”（主要诊断）至少 1 次")
                .contains("规则：指标日年龄不小于 18 岁")
                .contains("自指标日后 1 天至指标日后 365 天；遇死亡、观察期结束、改用另一组治疗提前结束")
                .contains("概念 1503297 及其下位概念")
                .contains("去除：编码 XA10BK01（NHSA_DRUG）");
    }

    @ParameterizedTest
    @EnumSource(Lang.class)
    void noChoiceLacksItsWords(Lang lang) {
        String text = ProtocolProse.render(Plans.load(plan()).protocol(), lang);

        assertThat(text).doesNotContain("Optional", "null", "[]", "EventSelector");
    }

    /** Text of the plan, what stands there instead, the problem, its place and a word of its message. */
    record Bad(String found, String replacement, ProtocolError code, String field, String word) {}

    static Stream<Bad> faults() {
        String control =
                "control: {event: {domain: drug, concepts: old_drug}, washout: 365, firstOnly: true, period: {end: 2021-12-31}}";
        return Stream.of(
                bad(
                        "{system: ICD10CN, prefix: I50}",
                        "{system: ICD10CN}",
                        ProtocolError.BAD_CONCEPT_SET,
                        "conceptSets[2].items[0]",
                        "code"),
                bad(
                        "prefix: I50}",
                        "prefix: I50, descendants: true}",
                        ProtocolError.BAD_CONCEPT_SET,
                        "conceptSets[2].items[0].descendants",
                        "concept"),
                bad(
                        "concept: 1503297",
                        "system: RxNorm, concept: 1503297",
                        ProtocolError.BAD_CONCEPT_SET,
                        "conceptSets[1].items[0].system",
                        "system"),
                bad(
                        "prefix: I50}",
                        "prefix: I50, exclude: true}",
                        ProtocolError.BAD_CONCEPT_SET,
                        "conceptSets[2].items",
                        "exclude"),
                bad("id: old_drug", "id: new_drug", ProtocolError.DUPLICATE_ID, "conceptSets[1].id", "new_drug"),
                bad(
                        "{domain: condition, concepts: hf}}",
                        "{domain: condition, concepts: hfx}}",
                        ProtocolError.UNKNOWN_REFERENCE,
                        "cohort.outcomes[0].event.concepts",
                        "hf"),
                bad(
                        "naive: [old_drug]",
                        "naive: [oldd_drug]",
                        ProtocolError.UNKNOWN_REFERENCE,
                        "cohort.treated.naive[0]",
                        "old_drug"),
                bad("format: omop, folder: cdm, ", "file: main.csv, ", ProtocolError.BAD_COHORT, "cohort.source", "0"),
                bad(
                        "cohort:\n",
                        "cohort:\n  source: trial\n",
                        ProtocolError.UNKNOWN_REFERENCE,
                        "cohort.source",
                        "main"),
                bad(control, "control: {}", ProtocolError.BAD_COHORT, "cohort.control.event", "对照组"),
                bad(control, "control: {naive: [hf]}", ProtocolError.BAD_COHORT, "cohort.control.naive", "naive"),
                bad(
                        "cohort:\n",
                        "cohort:\n  entry: {domain: visit}\n",
                        ProtocolError.BAD_COHORT,
                        "cohort.entry",
                        "new-user"),
                bad(
                        "cohort:\n",
                        "cohort:\n  design: common-entry\n",
                        ProtocolError.BAD_COHORT,
                        "cohort.entry",
                        "common-entry"),
                bad(
                        "cohort:\n  period: {start: 2019-01-01, end: 2023-12-31}",
                        "cohort:\n  design: repeated-trials",
                        ProtocolError.BAD_COHORT,
                        "cohort.period",
                        "period"),
                bad(
                        "cohort:\n  period: {start: 2019-01-01, end",
                        "cohort:\n  period: {start: 2029-01-01, end",
                        ProtocolError.BAD_WINDOW,
                        "cohort.period",
                        "起点"),
                bad(
                        "window: {from: -90, to: 0}",
                        "window: {from: 90, to: 0}",
                        ProtocolError.BAD_WINDOW,
                        "cohort.exclusion[1].anchor.window",
                        "起点"),
                bad(
                        "{domain: condition, concepts: hf}}",
                        "{domain: condition, concepts: hf, visits: [inpatient]}}",
                        ProtocolError.BAD_COHORT,
                        "cohort.outcomes[0].event.visits",
                        "visits"),
                bad(
                        "{domain: condition, concepts: hf}}",
                        "{domain: drug, mainDiagnosis: true}}",
                        ProtocolError.BAD_COHORT,
                        "cohort.outcomes[0].event.mainDiagnosis",
                        "condition"),
                bad(
                        "{domain: condition, concepts: hf}}",
                        "{domain: drug, minimum: 3}}",
                        ProtocolError.BAD_COHORT,
                        "cohort.outcomes[0].event",
                        "minimum"),
                bad(
                        "{domain: measurement, minimum: 3.5}",
                        "{domain: measurement, minimum: 3.5, maximum: 2}",
                        ProtocolError.BAD_COHORT,
                        "cohort.exclusion[1].event.minimum",
                        "maximum"),
                bad("kind: age, minimum: 18", "kind: age", ProtocolError.BAD_COHORT, "cohort.inclusion[0]", "minimum"),
                bad(
                        "kind: age, minimum: 18",
                        "kind: event",
                        ProtocolError.BAD_COHORT,
                        "cohort.inclusion[0].event",
                        "event"),
                bad(
                        "values: [male, female]",
                        "values: [man]",
                        ProtocolError.BAD_COHORT,
                        "cohort.inclusion[1].values",
                        "male"),
                bad(
                        "kind: sex, values: [male, female]",
                        "kind: sex",
                        ProtocolError.BAD_COHORT,
                        "cohort.inclusion[1].values",
                        "values"),
                bad(
                        "atLeast: 0, atMost: 0",
                        "atMost: 0",
                        ProtocolError.BAD_COHORT,
                        "cohort.exclusion[1].atMost",
                        "atLeast"),
                bad(
                        "id: sex, text",
                        "id: age18, text",
                        ProtocolError.DUPLICATE_ID,
                        "cohort.inclusion+exclusion[1].id",
                        "age18"),
                bad(
                        "label: 心衰住院, kind: time-to-event, event: {domain: condition, concepts: hf}",
                        "label: 心衰住院, kind: time-to-event",
                        ProtocolError.BAD_COHORT,
                        "cohort.outcomes[0].event",
                        "事件"),
                bad(
                        "kind: recurrent, cleanDays: 30",
                        "kind: any, cleanDays: 30",
                        ProtocolError.BAD_COHORT,
                        "cohort.outcomes[2].cleanDays",
                        "recurrent"),
                bad(
                        "kind: recurrent, cleanDays: 30, event: {domain: visit, visits: [inpatient, emergency]}",
                        "kind: age",
                        ProtocolError.BAD_COHORT,
                        "cohort.outcomes[2].kind",
                        "结局"),
                bad(
                        "label: 年龄, kind: age}",
                        "label: 年龄, kind: time-to-event, event: {domain: drug}, window: {to: 0}}",
                        ProtocolError.BAD_COHORT,
                        "cohort.covariates[0].kind",
                        "协变量"),
                bad(
                        "kind: charlson, window: {from: -365, to: 0}",
                        "kind: charlson",
                        ProtocolError.BAD_COHORT,
                        "cohort.covariates[2].window",
                        "时间窗"),
                bad(
                        "values: [\"310\", \"390\"]",
                        "values: [\"310\"]",
                        ProtocolError.BAD_COHORT,
                        "cohort.covariates[1].values",
                        "水平"),
                bad(
                        "kind: cost, component: fund",
                        "kind: cost, event: {domain: drug}",
                        ProtocolError.BAD_COHORT,
                        "cohort.outcomes[1].event.domain",
                        "claim"),
                bad(
                        "kind: cost, component: fund",
                        "kind: cost, component: fund, event: {domain: claim-item}",
                        ProtocolError.BAD_COHORT,
                        "cohort.outcomes[1].component",
                        "总额"),
                bad(
                        "kind: value, event: {domain: measurement}",
                        "kind: value, event: {domain: drug}",
                        ProtocolError.BAD_COHORT,
                        "cohort.covariates[3].event.domain",
                        "检验"),
                bad(
                        "kind: charlson, window",
                        "kind: charlson, event: {domain: condition}, window",
                        ProtocolError.BAD_COHORT,
                        "cohort.covariates[2].event",
                        "不用事件"),
                bad(
                        "name: hosp, label: 心衰住院, kind: time-to-event,",
                        "name: hosp, label: 心衰住院, kind: time-to-event, anchor: {event: {domain: visit}, window: {to: 0}},",
                        ProtocolError.BAD_COHORT,
                        "cohort.outcomes[0].anchor",
                        "anchor"),
                bad("endAnchor: cohort-start", "endAnchor: study-end", null, "", ""),
                bad(
                        "name: spent, label: 费用, kind",
                        "name: hosp_days, label: 费用, kind",
                        ProtocolError.DUPLICATE_ID,
                        "cohort",
                        "hosp_days"),
                bad(
                        "column: hosp_days",
                        "column: hosp_day",
                        ProtocolError.UNKNOWN_REFERENCE,
                        "variables[5].column",
                        "hosp_days"),
                bad(
                        "firstOnly: true, period",
                        "firstOnly: true, source: elsewhere, period",
                        ProtocolError.UNKNOWN_REFERENCE,
                        "cohort.control.source",
                        "main"));
    }

    private static Bad bad(String found, String replacement, ProtocolError code, String field, String word) {
        return new Bad(found, replacement, code, field, word);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everyFaultIsFoundAndPlaced(Bad bad) {
        List<Problem> problems = Plans.problems(Plans.replace(plan(), bad.found(), bad.replacement()));
        if (bad.code() == null) {
            assertThat(problems).isEmpty();
            return;
        }
        assertThat(problems).anySatisfy(p -> {
            assertThat(p.code()).isEqualTo(bad.code());
            assertThat(p.place().field()).isEqualTo(bad.field());
            assertThat(p.message().zh() + p.remedy().zh()).contains(bad.word());
        });
    }

    @Test
    void anEventSourceNeedsACohort() {
        assertThat(Plans.problems(Plans.smallWith(SOURCE, "format: omop, folder: cdm, ")))
                .anySatisfy(p -> assertThat(p.code()).isEqualTo(ProtocolError.BAD_COHORT));
    }

    @Test
    void aStudyEndMustBeKnownToEndThere() {
        assertThat(Plans.problems(Plans.replace(
                        Plans.replace(plan(), "endAnchor: cohort-start", "endAnchor: study-end"),
                        "start: 2019-01-01, end: 2023-12-31",
                        "start: 2019-01-01")))
                .anySatisfy(p -> assertThat(p.place().field()).isEqualTo("cohort.followUp.endAnchor"));
    }
}
