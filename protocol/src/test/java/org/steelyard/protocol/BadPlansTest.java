package org.steelyard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Problem;
import org.steelyard.protocol.expression.ExpressionError;

/** Every way of getting a plan wrong: what is found, where, and what the message says. */
class BadPlansTest {

    /** Text of the small plan, what stands there instead, and the problem that follows. */
    record Bad(String found, String replacement, ErrorCode code, String field, String message) {}

    static final List<Bad> CASES = List.of(
            // shape
            bad("id: small", "id: [", ProtocolError.SYNTAX, "", "YAML"),
            bad(
                    "date: 2026-01-01\nauthors",
                    "date: 2026-01-01\ndate: 2026-01-02\nauthors",
                    ProtocolError.DUPLICATE_KEY,
                    "date",
                    "出现两次"),
            bad("scenario: pricing\n", "", ProtocolError.MISSING_FIELD, "scenario", "政策场景"),
            bad("design: {type: 队列, ", "design: {", ProtocolError.MISSING_FIELD, "design.type", "研究设计类型"),
            bad("causalContrast: 对比", "causalContrast:", ProtocolError.MISSING_FIELD, "design.causalContrast", "缺少必填项"),
            bad(
                    "objectType: process",
                    "objectTypes: process",
                    ProtocolError.UNKNOWN_FIELD,
                    "objectTypes",
                    "objectType"),
            bad(
                    "harmful: true, definition: 定义}\n  - {id: survival",
                    "harmfull: true, definition: 定义}\n  - {id: survival",
                    ProtocolError.UNKNOWN_FIELD,
                    "outcomes[0].harmfull",
                    "harmful"),
            bad(
                    "quantity: days, pack",
                    "quantiti: days, pack",
                    ProtocolError.UNKNOWN_FIELD,
                    "economics.model.resources[0].quantiti",
                    "quantity"),
            bad(
                    "minimumCompleteness: 0.9",
                    "minimumCompleteness: high",
                    ProtocolError.WRONG_TYPE,
                    "quality.minimumCompleteness",
                    "数值"),
            bad("covariates: [age, sex]", "covariates: age", ProtocolError.WRONG_TYPE, "analysis.covariates", "列表"),
            bad("file: main.csv, ", "", ProtocolError.BAD_SOURCE, "data.sources[0]", "file"),
            bad(
                    "file: main.csv, ",
                    "format: omop, folder: cdm, connection: cdm, ",
                    ProtocolError.BAD_SOURCE,
                    "data.sources[0]",
                    "connection"),
            bad(
                    "file: main.csv, ",
                    "file: main.csv, linkedTo: other, ",
                    ProtocolError.BAD_SOURCE,
                    "data.sources[0].linkedTo",
                    "linkedTo"),
            bad(
                    "file: main.csv, ",
                    "format: omop, folder: cdm, zone: Beijing, ",
                    ProtocolError.BAD_SOURCE,
                    "data.sources[0].zone",
                    "Asia/Shanghai"),
            bad(
                    "file: main.csv, ",
                    "file: main.csv, zone: UTC, ",
                    ProtocolError.BAD_SOURCE,
                    "data.sources[0].zone",
                    "平表"),
            bad(
                    "file: main.csv, ",
                    "file: main.csv, missing: [NA], ",
                    ProtocolError.BAD_SOURCE,
                    "data.sources[0].missing",
                    "data.missing"),
            bad(
                    "file: main.csv, ",
                    "file: main.csv, format: mapped, ",
                    ProtocolError.BAD_SOURCE,
                    "data.sources[0]",
                    "mapping"),
            bad(
                    "file: main.csv, ",
                    "file: main.csv, keep: [{column: a, purpose: x}, {column: a, purpose: y}], ",
                    ProtocolError.DUPLICATE_ID,
                    "data.sources[0].keep[1].column",
                    "a"),
            bad("centres: single", "centres: singel", ProtocolError.NOT_ALLOWED, "plan.centres", "single、multiple"),
            bad(
                    "schema: steelyard-protocol/1",
                    "schema: steelyard-protocol/9",
                    ProtocolError.NOT_ALLOWED,
                    "schema",
                    "steelyard-protocol/1"),
            bad(
                    "kind: patient-level",
                    "kind: markov",
                    ProtocolError.NOT_ALLOWED,
                    "economics.model.kind",
                    "patient-level"),
            bad("amount: 1000", "amount: -1", ProtocolError.OUT_OF_RANGE, "plan.budget[0].amount", "不小于 0"),
            bad(
                    "  descriptive: 描述",
                    "  level: 1\n  descriptive: 描述",
                    ProtocolError.OUT_OF_RANGE,
                    "analysis.level",
                    "小于 1"),
            bad(
                    "caliper: 0.2",
                    "caliper: 0",
                    ProtocolError.OUT_OF_RANGE,
                    "analysis.analyses[1].matching.caliper",
                    "大于 0"),
            bad(
                    "{name: 结束, date: 2026-06-01}",
                    "{name: 结束, date: 2026-02-30}",
                    ProtocolError.BAD_FORMAT,
                    "plan.timeline[1].date",
                    "年-月-日"),
            bad("file: main.csv", "file: ../main.csv", ProtocolError.BAD_FORMAT, "data.sources[0].file", "写法不符"),
            bad(
                    "acceptance: [expert-practice]",
                    "acceptance: []",
                    ProtocolError.EMPTY,
                    "indicators[2].acceptance",
                    "选用依据"),
            bad(
                    "selectionBias: [{risk: 风险, control: 控制}]",
                    "selectionBias: []",
                    ProtocolError.EMPTY,
                    "quality.selectionBias",
                    "选择偏倚"),
            bad(
                    "informationBias: [{risk: 风险, control: 控制}]",
                    "informationBias: []",
                    ProtocolError.EMPTY,
                    "quality.informationBias",
                    "信息偏倚"),
            bad(
                    "{risk: 风险, response: 应对}",
                    "{risk: 风险}",
                    ProtocolError.MISSING_FIELD,
                    "plan.risks[0].response",
                    "应对措施"),
            bad("title: {zh: 小方案, en: A small plan}", "title: 小方案", ProtocolError.WRONG_TYPE, "title", "中英文标题"),
            // names
            bad(
                    "{id: survival, name: 生存",
                    "{id: death30, name: 生存",
                    ProtocolError.DUPLICATE_ID,
                    "outcomes[1].id",
                    "已被使用"),
            bad("name: age10,", "name: age,", ProtocolError.DUPLICATE_ID, "variables[7].name", "已被使用"),
            bad("id: frail", "id: adult", ProtocolError.DUPLICATE_ID, "population.exclusion[0].id", "纳入标准与排除标准"),
            bad("{id: cox,", "{id: economics,", ProtocolError.DUPLICATE_ID, "analysis.analyses[2].id", "保留名称"),
            bad(
                    "outcomes: [death30]}\n  - {id: value",
                    "outcomes: [deth30]}\n  - {id: value",
                    ProtocolError.UNKNOWN_REFERENCE,
                    "indicators[0].outcomes[0]",
                    "没有名为 deth30 的结局"),
            bad(
                    "type: binary, variable: dead",
                    "type: binary, variable: ded",
                    ProtocolError.UNKNOWN_REFERENCE,
                    "outcomes[0].variable",
                    "没有名为 ded 的变量"),
            bad(
                    "covariates: [age, sex]",
                    "covariates: [age, weight]",
                    ProtocolError.UNKNOWN_REFERENCE,
                    "analysis.covariates[1]",
                    "weight"),
            bad(
                    "reason: 理由, analyses: [main]}",
                    "reason: 理由, analyses: [mian]}",
                    ProtocolError.UNKNOWN_REFERENCE,
                    "analysis.subgroups[0].analyses[0]",
                    "mian"),
            bad(
                    "    source: trial\n",
                    "    source: trail\n",
                    ProtocolError.UNKNOWN_REFERENCE,
                    "analysis.benchmark.source",
                    "数据来源"),
            bad(
                    "    source: trial\n",
                    "    source: main\n",
                    ProtocolError.UNKNOWN_REFERENCE,
                    "analysis.benchmark.source",
                    "主数据"),
            bad(
                    "reference: trial2020",
                    "reference: trial2021",
                    ProtocolError.UNKNOWN_REFERENCE,
                    "analysis.benchmark.reference",
                    "参考文献"),
            bad(
                    "    survival: survival",
                    "    survival: os",
                    ProtocolError.UNKNOWN_REFERENCE,
                    "economics.model.survival",
                    "没有名为 os 的结局"),
            bad(
                    "      - {name: dead, label: 死亡, role: event, type: binary, yes: [1], no: [0]}\n",
                    "",
                    ProtocolError.UNKNOWN_REFERENCE,
                    "analysis.benchmark.variables",
                    "试验变量"),
            // variables
            bad(
                    "exposure: {variable: treat,",
                    "exposure: {variable: age,",
                    ProtocolError.WRONG_VARIABLE,
                    "exposure.variable",
                    "several-arms"),
            bad("event: dead,", "event: sex,", ProtocolError.WRONG_VARIABLE, "outcomes[1].event", "应为二分类"),
            bad("time: days,", "time: sex,", ProtocolError.WRONG_VARIABLE, "outcomes[1].time", "应为数值或整数"),
            bad(
                    "{variable: sex, reason: 理由, analyses",
                    "{variable: age, reason: 理由, analyses",
                    ProtocolError.WRONG_VARIABLE,
                    "analysis.subgroups[0].variable",
                    "亚组"),
            bad(
                    "{variable: sex, reason: 理由, outcomes",
                    "{variable: treat, reason: 理由, outcomes",
                    ProtocolError.WRONG_VARIABLE,
                    "society.groups[0].variable",
                    "暴露变量不能作人群分组"),
            bad(
                    "rankName: 年龄, of: [dead]",
                    "rankName: 年龄, of: [sex]",
                    ProtocolError.WRONG_VARIABLE,
                    "society.concentration[0].of[0]",
                    "集中度"),
            bad(
                    "type: category, levels: [{value: f, label: 女}, {value: m, label: 男}]",
                    "type: category",
                    ProtocolError.BAD_VARIABLE,
                    "variables[3]",
                    "至少两个水平"),
            bad(
                    "role: exposure, type: binary, yes: [1], no: [0]}\n  - {name: age,",
                    "role: exposure, type: binary}\n  - {name: age,",
                    ProtocolError.BAD_VARIABLE,
                    "variables[1]",
                    "yes 和 no"),
            bad(
                    "minimum: 0, maximum: 120",
                    "minimum: 200, maximum: 120",
                    ProtocolError.BAD_VARIABLE,
                    "variables[2].minimum",
                    "大于 maximum"),
            bad(
                    "define: age / 10",
                    "define: age / 10, column: a",
                    ProtocolError.BAD_VARIABLE,
                    "variables[7].define",
                    "只能写一个"),
            bad(
                    "define: age / 10",
                    "define: age10 / 10",
                    ProtocolError.CIRCULAR_DEFINITION,
                    "variables[7].define",
                    "绕回自身"),
            bad(
                    "define: age / 10",
                    "define: agee / 10",
                    ExpressionError.UNKNOWN_VARIABLE,
                    "variables[7].define",
                    "agee"),
            bad("rule: age >= 18", "rule: age + 18", ExpressionError.WRONG_RESULT, "population.inclusion[0].rule", ""),
            bad(
                    "quantity: days,",
                    "quantity: sex,",
                    ExpressionError.WRONG_RESULT,
                    "economics.model.resources[0].quantity",
                    ""),
            // outcomes and analyses
            bad(
                    "type: binary, variable: dead,",
                    "type: binary,",
                    ProtocolError.INCOMPLETE_OUTCOME,
                    "outcomes[0].variable",
                    "须写 variable"),
            bad("timeUnit: day, ", "", ProtocolError.INCOMPLETE_OUTCOME, "outcomes[1].timeUnit", "timeUnit"),
            bad(
                    "measures: [risk-difference]",
                    "measures: [hazard-ratio]",
                    ProtocolError.IMPOSSIBLE_MEASURE,
                    "analysis.analyses[0].measures[0]",
                    "不适用于二分类结局"),
            bad(
                    "outcome: survival, adjustment: regression",
                    "outcome: survival, adjustment: augmented-weighting",
                    ProtocolError.IMPOSSIBLE_MEASURE,
                    "analysis.analyses[2].adjustment",
                    "删失"),
            bad(
                    "covariates: [age, sex]",
                    "covariates: [age, treat]",
                    ProtocolError.BAD_COVARIATE,
                    "analysis.covariates[1]",
                    "暴露变量"),
            bad(
                    "covariates: [age, sex]",
                    "covariates: [age, dead]",
                    ProtocolError.BAD_COVARIATE,
                    "analysis.covariates[1]",
                    "结局"),
            bad("role: primary", "role: secondary", ProtocolError.UNCLEAR_PRIMARY, "analysis.analyses", "没有主要分析"),
            bad(
                    "role: sensitivity",
                    "role: primary",
                    ProtocolError.UNCLEAR_PRIMARY,
                    "analysis.analyses[1].role",
                    "至多一个"),
            bad(
                    "adjustment: weighting, estimand: 目标,",
                    "adjustment: weighting,",
                    ProtocolError.INCOMPLETE_ANALYSIS,
                    "analysis.analyses[0].estimand",
                    "estimand"),
            bad(
                    ", matching: {caliper: 0.2}",
                    "",
                    ProtocolError.INCOMPLETE_ANALYSIS,
                    "analysis.analyses[1].matching",
                    "matching"),
            bad(
                    "adjustment: matching, target: att",
                    "adjustment: matching",
                    ProtocolError.INCOMPLETE_ANALYSIS,
                    "analysis.analyses[1].target",
                    "att"),
            bad(
                    "estimand: 目标,",
                    "estimand: 目标, trim: {lower: 0.9, upper: 0.1},",
                    ProtocolError.INCOMPLETE_ANALYSIS,
                    "analysis.analyses[0].trim",
                    "下限应小于上限"),
            bad(
                    "covariates: [age, sex]",
                    "covariates: []",
                    ProtocolError.INCOMPLETE_ANALYSIS,
                    "analysis.analyses[0]",
                    "须有协变量"),
            bad(
                    "outcomes: [death30]}\n  - {id: value",
                    "outcomes: [spending]}\n  - {id: value",
                    ProtocolError.NOT_ANALYSED,
                    "indicators[0].outcomes[0]",
                    "没有任何计划中的分析"),
            bad(
                    "rationale: 理由, outcomes: [death30]}\n  - {id: value",
                    "rationale: 理由}\n  - {id: value",
                    ProtocolError.MODULE_NOT_PLANNED,
                    "indicators[0].dimension",
                    "有效性"),
            // management
            bad("items: single", "items: multiple", ProtocolError.TOO_FEW_ITEMS, "management.items", "三种及以上"),
            bad(
                    "pace: routine",
                    "pace: rapid",
                    ProtocolError.RAPID_WITHOUT_REASON,
                    "management.rapidReason",
                    "突发公共卫生事件"),
            bad("level: usual-care", "level: other", ProtocolError.INCOMPLETE_COMPARATOR, "comparator.kind", "无有效治疗手段"),
            bad(
                    "level: usual-care",
                    "level: standard-therapy",
                    ProtocolError.INCOMPLETE_COMPARATOR,
                    "comparator.evidence",
                    "临床路径"),
            bad(
                    "{name: 开始, date: 2026-01-01}",
                    "{name: 开始, date: 2026-07-01}",
                    ProtocolError.TIMELINE_DISORDER,
                    "plan.timeline[1].date",
                    "先后"),
            bad(
                    "  centresRationale: 理由",
                    "  centresRationale: 理由\n  nationalCoordination: true",
                    ProtocolError.INCOMPLETE_PLAN,
                    "plan.nationalCoordinationNote",
                    "协调"),
            bad(
                    "references:\n",
                    "amendments:\n  - {version: 2.0, date: 2026-02-01, section: 统计, change: 改, reason: 因, afterResults: false}\nreferences:\n",
                    ProtocolError.BAD_AMENDMENT,
                    "version",
                    "一致"),
            bad(
                    "references:\n",
                    "amendments:\n  - {version: 2.0, date: 2026-02-01, section: 统计, change: 改, reason: 因, afterResults: false}\n  - {version: 1.0, date: 2026-03-01, section: 统计, change: 改, reason: 因, afterResults: false}\nreferences:\n",
                    ProtocolError.BAD_AMENDMENT,
                    "amendments[1].version",
                    "递增"),
            // economics
            bad(
                    "pack: inpatient-day",
                    "pack: inpatient-day, unitCost: {value: 1, source: 来源}",
                    ProtocolError.BAD_PARAMETER,
                    "economics.model.resources[0]",
                    "只能写一个"),
            bad(
                    "shape: beta, se: 0.05",
                    "shape: beta, se: 0.9",
                    ProtocolError.BAD_PARAMETER,
                    "economics.model.utility",
                    "beta"),
            bad(
                    "value: 0.8, shape: beta, se: 0.05",
                    "value: 1.2",
                    ProtocolError.BAD_PARAMETER,
                    "economics.model.utility.value",
                    "不得大于 1"),
            bad(
                    "shape: beta, se: 0.05",
                    "shape: normal",
                    ProtocolError.BAD_PARAMETER,
                    "economics.model.utility",
                    "se 应大于 0"),
            bad(
                    "pack: inpatient-day}",
                    "pack: inpatient-day, price: true}",
                    ProtocolError.BAD_PARAMETER,
                    "economics.model.resources[1].price",
                    "至多一项"),
            bad(
                    "    survival: survival",
                    "    survival: death30",
                    ProtocolError.INCOMPLETE_OUTCOME,
                    "economics.model.survival",
                    "时间-事件"));

    private static Bad bad(String found, String replacement, ErrorCode code, String field, String message) {
        return new Bad(found, replacement, code, field, message);
    }

    static Stream<Bad> cases() {
        return CASES.stream();
    }

    @Test
    void theSmallPlanItselfIsGood() {
        assertThat(Plans.problems(Plans.small())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyMistakeIsNamedWithItsPlace(Bad bad) {
        List<Problem> problems = Plans.problems(Plans.smallWith(bad.found(), bad.replacement()));

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(bad.code());
            assertThat(problem.place().field()).isEqualTo(bad.field());
            assertThat(problem.message().zh() + problem.remedy().zh()).contains(bad.message());
        });
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.place().row()).isPositive();
            assertThat(problem.place().file()).isEqualTo("plan.yaml");
            assertThat(problem.message().isBlank()).isFalse();
            assertThat(problem.remedy().isBlank()).isFalse();
            assertThat(problem.message().en() + problem.remedy().en()).doesNotContainPattern("[，。；：]");
        });
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        String yaml = Plans.replace(
                Plans.replace(Plans.smallWith("pace: routine", "pace: rapid"), "level: usual-care", "level: other"),
                "role: primary",
                "role: secondary");

        assertThat(Plans.problems(yaml))
                .extracting(Problem::code)
                .contains(
                        ProtocolError.RAPID_WITHOUT_REASON,
                        ProtocolError.INCOMPLETE_COMPARATOR,
                        ProtocolError.UNCLEAR_PRIMARY);
    }

    @Test
    void theLineIsTheOneInTheFile() {
        String yaml = Plans.smallWith("centres: single", "centres: singel");
        long line = yaml.lines().takeWhile(l -> !l.contains("singel")).count() + 1;

        assertThat(Plans.problems(yaml).getFirst().place().row()).isEqualTo(line);
        assertThat(Plans.problems(yaml).getFirst().in(Lang.ZH))
                .contains("第 " + line + " 行")
                .contains("是否想写 single");
    }

    @Test
    void missingFileIsUnreadable() {
        assertThat(ProtocolFile.check(Path.of("no-such-plan.yaml")))
                .singleElement()
                .extracting(Problem::code)
                .isEqualTo(ProtocolError.UNREADABLE);
    }

    @Test
    void otherEncodingIsRefused() {
        byte[] bytes = Plans.small().getBytes(java.nio.charset.Charset.forName("GB18030"));

        assertThat(codes(bytes)).containsExactly(ProtocolError.NOT_UTF8);
    }

    @Test
    void byteOrderMarkIsNoFault() {
        assertThat(Plans.problems("\uFEFF" + Plans.small())).isEmpty();
    }

    @Test
    void aliasesThatUnfoldWithoutEndAreRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 9; i++) {
            String item = "*a" + (i - 1);
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(String.join(" , ", java.util.Collections.nCopies(10, item)))
                    .append("]\n");
        }

        assertThat(codes(bomb.toString().getBytes(StandardCharsets.UTF_8))).containsExactly(ProtocolError.TOO_LARGE);
    }

    @Test
    void nestingWithoutEndIsRefused() {
        assertThat(codes("[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8)))
                .containsExactly(ProtocolError.TOO_LARGE);
    }

    @Test
    void emptyFileIsRefused() {
        assertThat(codes(new byte[0])).containsExactly(ProtocolError.SYNTAX);
    }

    /** Those of locks and packs, and those of event cohorts, have tests of their own. */
    @Test
    void everyCodeOfAPlanHasACase() {
        Set<ProtocolError> elsewhere = EnumSet.of(
                ProtocolError.UNREADABLE,
                ProtocolError.NOT_UTF8,
                ProtocolError.TOO_LARGE,
                ProtocolError.ALREADY_LOCKED,
                ProtocolError.CHANGED_AFTER_LOCK,
                ProtocolError.LOCK_DAMAGED,
                ProtocolError.NOT_AMENDED,
                ProtocolError.LOCK_NOT_WRITTEN,
                ProtocolError.UNKNOWN_PACK,
                ProtocolError.BAD_PACK,
                ProtocolError.BAD_CONCEPT_SET,
                ProtocolError.BAD_COHORT,
                ProtocolError.BAD_WINDOW,
                // DesignPlanTest
                ProtocolError.BAD_DESIGN,
                ProtocolError.TOO_FEW_REPLICATES);

        assertThat(Arrays.stream(ProtocolError.values()).filter(code -> !elsewhere.contains(code)))
                .allMatch(code -> cases().anyMatch(c -> c.code() == code));
    }

    private static List<ErrorCode> codes(byte[] bytes) {
        try {
            ProtocolFile.load(bytes, "plan.yaml");
            return List.of();
        } catch (org.steelyard.kernel.SteelyardException e) {
            return e.problems().stream().map(Problem::code).toList();
        }
    }
}
