package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.steelyard.protocol.Criterion;
import org.steelyard.protocol.Indicator;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.ProtocolProse;
import org.steelyard.protocol.event.EventCohort;
import org.steelyard.protocol.event.EventCriterion;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Cell;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;

/** 方法: design, data, people, comparison, indicators. Statistics and economics have classes of their own. */
record MethodsChapter(Context c) {

    List<Block> blocks() {
        Blocks b = new Blocks(c.lang());
        b.chapter("方法", "Methods");
        design(b);
        data(b);
        people(b);
        comparison(b);
        indicators(b);
        b.addAll(new StatisticalMethods(c).blocks());
        b.addAll(new EconomicMethods(c).blocks());
        equity(b);
        b.addAll(new QualityMethods(c).blocks());
        return b.list();
    }

    private void design(Blocks b) {
        Protocol.Design design = c.plan().design();
        Protocol.Management m = c.plan().management();
        b.section("研究设计", "Study design");
        b.para(c.t(design.type()));
        b.labelled(c.t("选择该设计的理由", "Why this design"), c.t(design.rationale()));
        String classes = c.t(Labels.of(m.items()))
                + c.joint()
                + c.t(Labels.of(m.timing()))
                + c.joint()
                + c.t(Labels.of(m.pace()));
        b.labelled(c.t("管理分类", "Management class"), classes + c.t("。", ". ") + c.t(m.rationale()));
        b.labelled(c.t("采用快速评价的理由", "Why a rapid evaluation"), c.t(m.rapidReason()));
        Protocol.ResearchPlan plan = c.plan().plan();
        b.labelled(
                c.t("研究中心", "Centres"), c.t(Labels.of(plan.centres())) + c.t("。", ". ") + c.t(plan.centresRationale()));
        b.para(
                "研究按目标试验框架⟦@" + Bibliography.TARGET_TRIAL + "⟧设计，并参照 TARGET⟦@" + Bibliography.TARGET_STATEMENT
                        + "⟧与 RECORD-PE⟦@" + Bibliography.RECORD + "⟧声明报告；目标试验各要素及其模拟方式见⟦t-target-trial⟧。",
                "The study was designed as the emulation of a target trial ⟦@" + Bibliography.TARGET_TRIAL
                        + "⟧ and is reported after TARGET ⟦@" + Bibliography.TARGET_STATEMENT + "⟧ and RECORD-PE ⟦@"
                        + Bibliography.RECORD
                        + "⟧; ⟦t-target-trial⟧ sets the elements of the trial beside their emulation.");
        b.table(
                "t-target-trial",
                c.t("目标试验及其模拟", "The target trial and its emulation"),
                List.of(
                        Column.left(c.t("要素", "Element"), 1.1),
                        Column.left(c.t("目标试验", "Target trial"), 2.2),
                        Column.left(c.t("本研究的模拟", "Emulation"), 3)),
                targetTrial(),
                List.of());
    }

    private List<Row> targetTrial() {
        Protocol plan = c.plan();
        Protocol.Design design = plan.design();
        List<Row> rows = new ArrayList<>();
        row(
                rows,
                c.t("纳入条件", "Eligibility"),
                c.t("符合纳入标准且不符合排除标准者", "People who meet the criteria below"),
                c.t(plan.population().description()));
        row(
                rows,
                c.t("治疗策略", "Strategies"),
                c.t(plan.intervention().name())
                        + c.t(" 对比 ", " versus ")
                        + c.t(plan.comparator().name()),
                c.names().treated() + c.t(" 对比 ", " versus ") + c.names().control());
        row(rows, c.t("分配方式", "Assignment"), c.t("随机分配", "At random"), c.t(design.assignment()));
        row(
                rows,
                c.t("时间零点", "Time zero"),
                c.t("随机化之日", "Day of randomisation"),
                c.t(plan.population().timeZero()));
        row(
                rows,
                c.t("随访", "Follow-up"),
                c.t("自时间零点至结局、失访或观察期末", "From time zero to outcome, loss or horizon"),
                c.t(design.followUp()));
        row(
                rows,
                c.t("结局", "Outcomes"),
                c.t("同本研究", "As here"),
                plan.outcomes().stream().map(o -> c.t(o.name())).collect(Collectors.joining(c.semicolon())));
        row(
                rows,
                c.t("因果对比", "Causal contrast"),
                c.t("意向性治疗效应或遵循方案效应", "Intention-to-treat or per-protocol effect"),
                c.t(design.causalContrast()));
        row(
                rows,
                c.t("统计分析", "Analysis"),
                c.t("按随机分组比较", "Comparison of arms as randomised"),
                c.t(plan.analysis().inference()));
        return rows;
    }

    private static void row(List<Row> rows, String element, String target, String here) {
        rows.add(Row.cells(Cell.bold(element), Cell.of(target), Cell.of(here.isBlank() ? Numbers.ABSENT : here)));
    }

    private void data(Blocks b) {
        Protocol.DataPlan data = c.plan().data();
        b.section("数据来源与治理", "Data sources and governance");
        b.para(
                "数据来源见⟦t-sources⟧；各文件的行数与摘要值见附录⟦t-inputs⟧，数据字典见⟦t-dictionary⟧。",
                "⟦t-sources⟧ lists the sources; rows and digests of the files are in ⟦t-inputs⟧ and the dictionary in ⟦t-dictionary⟧ of the appendix.");
        List<Row> rows = data.sources().stream()
                .map(s -> Row.of(
                        c.t(s.name()), c.t(Labels.of(s.kind())), dash(c.t(s.period())), dash(c.t(s.description()))))
                .toList();
        b.table(
                "t-sources",
                c.t("数据来源", "Data sources"),
                List.of(
                        Column.left(c.t("来源", "Source"), 1.4),
                        Column.left(c.t("类别", "Class"), 1.2),
                        Column.left(c.t("时间范围", "Period"), 1),
                        Column.left(c.t("说明", "Description"), 3)),
                rows,
                List.of());
        b.labelled(c.t("提取", "Extraction"), c.t(data.extraction()));
        b.labelled(c.t("清洗", "Cleaning"), c.t(data.cleaning()));
        b.labelled(c.t("标准化", "Standardisation"), c.t(data.standardisation()));
        b.labelled(c.t("质量评估", "Quality assessment"), c.t(data.qualityAssessment()));
        b.labelled(c.t("可追溯性", "Traceability"), c.t(data.traceability()));
        List<String> steps =
                c.dossier().governance().steps().stream().map(c::fromData).toList();
        if (!steps.isEmpty()) {
            b.para("实际执行的数据治理步骤如下：", "What was done to the data:").bullets(steps);
        }
    }

    private String dash(String text) {
        return text.isBlank() ? Numbers.ABSENT : text;
    }

    private void people(Blocks b) {
        Protocol.Population p = c.plan().population();
        b.section("研究对象", "Study population");
        b.para(c.t(p.description()));
        b.labelled(c.t("疾病", "Disease"), c.t(p.disease()));
        b.labelled(c.t("诊断标准", "Diagnostic criteria"), c.t(p.diagnosticCriteria()));
        b.labelled(c.t("临床分期", "Stage"), c.t(p.stage()));
        b.labelled(c.t("诊疗场所", "Setting"), c.t(p.setting()));
        c.plan().cohort().ifPresent(cohort -> entry(b, cohort));
        b.para(
                "纳入与排除标准按⟦t-criteria⟧的顺序执行，每一步的人数见⟦f-flow⟧。",
                "Criteria were applied in the order of ⟦t-criteria⟧; ⟦f-flow⟧ gives the numbers at each step.");
        List<Row> rows = new ArrayList<>();
        rows.add(Row.group(c.t("纳入标准", "Inclusion"), 3));
        criteria(p.inclusion(), events(EventCohort::inclusion), rows);
        rows.add(Row.group(c.t("排除标准", "Exclusion"), 3));
        criteria(p.exclusion(), events(EventCohort::exclusion), rows);
        b.table(
                "t-criteria",
                c.t("纳入与排除标准", "Inclusion and exclusion criteria"),
                List.of(
                        Column.left(c.t("标准", "Criterion"), 3),
                        Column.left(c.t("数据规则", "Rule on the data"), 2.4),
                        Column.left(c.t("缺失时", "When missing"), 1.3)),
                rows,
                List.of());
    }

    private void entry(Blocks b, EventCohort cohort) {
        b.labelled(c.t("干预组入组", "Entry, treated"), prose(cohort.treated()));
        b.labelled(c.t("对照组入组", "Entry, control"), prose(cohort.control()));
        b.labelled(c.t("风险期", "Time at risk"), prose(cohort.followUp()));
    }

    private String prose(Record part) {
        return ProtocolProse.part(c.plan(), part, c.lang());
    }

    private List<EventCriterion> events(Function<EventCohort, List<EventCriterion>> which) {
        return c.plan().cohort().map(which).orElse(List.of());
    }

    /** Those of the cohort section come first, as they are applied to event tables; what cannot be told does not fulfil them. */
    private void criteria(List<Criterion> criteria, List<EventCriterion> events, List<Row> rows) {
        events.forEach(k -> rows.add(Blocks.indented(
                c.t(k.text()),
                List.of(ProtocolProse.rule(c.plan(), k, c.lang()), c.t("视为不符合该标准", "taken as not fulfilling it")))));
        criteria.forEach(k ->
                rows.add(Blocks.indented(c.t(k.text()), List.of(k.rule(), c.t(Labels.of(k.onMissing()))))));
        if (criteria.isEmpty() && events.isEmpty()) {
            rows.add(Blocks.indented(c.t("无", "None"), List.of(Numbers.ABSENT, Numbers.ABSENT)));
        }
    }

    private void comparison(Blocks b) {
        Protocol.Intervention i = c.plan().intervention();
        Protocol.Comparator k = c.plan().comparator();
        b.section("干预与对照", "Intervention and comparator");
        b.labelled(c.t("干预措施", "Intervention"), c.t(i.name()) + c.t("。", ". ") + c.t(i.description()));
        if (!i.codes().isEmpty()) {
            b.labelled(c.t("服务项目或产品编码", "Codes"), String.join(c.joint(), i.codes()));
        }
        b.labelled(c.t("对照措施", "Comparator"), c.t(k.name()) + c.t("。", ". ") + c.t(k.description()));
        String kind = k.kind().map(x -> c.bracketed(c.t(Labels.of(x)))).orElse("");
        b.labelled(
                c.t("对照类别", "Level of the comparator"),
                c.t(Labels.of(k.level()))
                        + kind
                        + c.t(
                                "。指南规定的优先顺序为常规诊疗对照、标准疗法对照、其他对照。",
                                ". The guide prefers usual care, then standard therapy, then others."));
        b.labelled(c.t("选择理由", "Reason"), c.t(k.reason()));
        b.labelled(c.t("依据", "Evidence"), c.t(k.evidence()));
    }

    private void indicators(Blocks b) {
        b.section("评价维度与指标", "Dimensions and indicators");
        b.para(
                "评价指标及其入选依据见⟦t-indicators⟧，结局定义见⟦t-outcomes⟧。",
                "⟦t-indicators⟧ gives the indicators and the grounds on which each was chosen; ⟦t-outcomes⟧ defines the outcomes.");
        b.table(
                "t-indicators",
                c.t("评价指标及入选依据", "Indicators and their grounds"),
                List.of(
                        Column.left(c.t("模块与维度", "Module and dimension"), 1.4),
                        Column.left(c.t("指标", "Indicator"), 1.5),
                        Column.left(c.t("入选依据", "Grounds"), 1.5),
                        Column.left(c.t("说明", "Rationale"), 2.6)),
                c.plan().indicators().stream().map(this::indicator).toList(),
                List.of());
        b.table(
                "t-outcomes",
                c.t("结局定义", "Outcomes"),
                List.of(
                        Column.left(c.t("结局", "Outcome"), 1.5),
                        Column.left(c.t("类型", "Type"), 0.9),
                        Column.left(c.t("观察期", "Horizon"), 0.8),
                        Column.left(c.t("方向", "Direction"), 1),
                        Column.left(c.t("定义", "Definition"), 3)),
                c.plan().outcomes().stream().map(this::outcome).toList(),
                List.of());
    }

    private Row indicator(Indicator i) {
        String grounds = i.acceptance().stream().map(a -> c.t(Labels.of(a))).collect(Collectors.joining(c.semicolon()));
        return Row.of(
                c.t(i.dimension().module().label())
                        + c.t("：", ": ")
                        + c.t(i.dimension().label()),
                c.t(i.name()),
                dash(grounds),
                dash(c.t(i.rationale())));
    }

    private Row outcome(Outcome o) {
        String horizon = o.horizon()
                .map(h -> c.numbers().of(Numbers.Style.GENERAL, h).replaceAll("\\.0+$", "")
                        + o.timeUnit().map(u -> " " + c.t(u.label())).orElse(""))
                .orElse(Numbers.ABSENT);
        return Row.of(
                c.t(o.name()),
                c.t(Labels.of(o.type())),
                horizon,
                o.harmful() ? c.t("越少越好", "Less is better") : c.t("越多越好", "More is better"),
                dash(c.t(o.definition())));
    }

    private void equity(Blocks b) {
        c.plan().society().ifPresent(plan -> {
            b.section("社会价值评价方法", "Methods for social value");
            b.para(
                    "可及性以各分组接受" + c.names().treated() + "的比例衡量，给出 Wilson 置信区间⟦@" + Bibliography.WILSON
                            + "⟧与 Pearson χ² 检验，并以 logistic 回归调整方案所列协变量后给出比值比；" + "各分组结局按实际观察值描述。",
                    "Access is the share of each group that received "
                            + c.names().treated() + ", with Wilson intervals ⟦@" + Bibliography.WILSON
                            + "⟧ and Pearson's chi-squared test, and with odds ratios from a logistic regression on the plan's covariates. Outcomes by group are described as observed.");
            List<String> groups = plan.groups().stream()
                    .map(g -> c.names().variable(g.variable()) + c.t("：", ": ") + c.t(g.reason()))
                    .toList();
            b.bullets(groups);
            if (!plan.concentration().isEmpty()) {
                b.para(
                        "分布不平等以集中指数⟦@" + Bibliography.CONCENTRATION + "⟧衡量，有界变量另给出 Erreygers 校正值⟦@"
                                + Bibliography.ERREYGERS + "⟧；负值表示偏向状况较差者。",
                        "Inequality along a ranking is measured by the concentration index ⟦@"
                                + Bibliography.CONCENTRATION + "⟧, with Erreygers' correction ⟦@"
                                + Bibliography.ERREYGERS
                                + "⟧ for bounded variables; negative values mean concentration among the worse off.");
            }
            b.labelled(c.t("创新性认定", "Innovation"), c.t(plan.innovation()));
            b.labelled(c.t("患者意见", "Patients' voice"), c.t(plan.patientVoice()));
        });
    }
}
