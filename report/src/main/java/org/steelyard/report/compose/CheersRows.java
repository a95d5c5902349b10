package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.steelyard.economics.EconomicResults;
import org.steelyard.economics.ModelPart;
import org.steelyard.economics.model.ReportingChecklist;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.EconomicModel;
import org.steelyard.protocol.EconomicPlan;
import org.steelyard.protocol.Parameter;
import org.steelyard.protocol.Protocol;
import org.steelyard.report.document.Block.Row;

/**
 * CHEERS 2022 in the report of a plan: for each of the 28 items where it stands, or what is missing.
 *
 * <p>An item counts as there when the plan or the results say something for it, not because the report has a chapter of that
 * name. What only a decision model can say (its own {@code reporting}) is asked of the model. Reference: Husereau D, Drummond M,
 * Augustovski F, et al. BMC Medicine 2022;20:23, doi:10.1186/s12916-021-02204-0.
 */
final class CheersRows {

    private static final Text METHODS = Text.of("方法：经济学评价方法", "Methods: Economic methods");
    private static final Text RESULTS = Text.of("结果：经济价值", "Results: Economic value");
    private static final Text STAKEHOLDERS = Text.of("利益相关方声明", "Statement of stakeholders");
    private static final Text DISCUSSION = Text.of("讨论", "Discussion");

    private final Context c;
    private final Protocol plan;
    private final EconomicPlan economics;
    private final Optional<EconomicResults> results;
    private final Optional<ReportingChecklist> model;
    private final List<Row> rows = new ArrayList<>();

    CheersRows(Context c) {
        this.c = c;
        plan = c.plan();
        economics = plan.economics().orElseThrow(() -> new IllegalStateException("only for an economic evaluation"));
        results = c.economics();
        model = results.flatMap(EconomicResults::model).map(ModelPart::results).map(ReportingChecklist::of);
    }

    List<Row> rows() {
        study();
        methods();
        values();
        findings();
        return rows;
    }

    private void study() {
        item("标题", "Title", Text.of("封面", "Cover"), !plan.title().isBlank());
        item("摘要", "Abstract", Text.of("摘要", "Abstract"), results.isPresent());
        item(
                "背景与目的",
                "Background and objectives",
                Text.of("背景", "Background"),
                said(plan.background().question(), plan.background().decision()));
        analysisPlan();
        item(
                "研究人群",
                "Study population",
                Text.of("方法：研究对象", "Methods: Study population"),
                said(plan.population().description()));
        item(
                "场所与地区",
                "Setting and location",
                Text.of("方法：研究对象", "Methods: Study population"),
                said(plan.population().setting()));
        item(
                "对照",
                "Comparators",
                Text.of("方法：干预与对照", "Methods: Intervention and comparator"),
                said(plan.comparator().name(), plan.comparator().reason()));
    }

    /** A plan that was not fixed before its results is no analysis plan. */
    private void analysisPlan() {
        String where = c.t("方案 ", "Plan ") + plan.id() + " " + plan.version();
        boolean locked = c.dossier().plan().locked();
        add(
                "经济分析计划",
                "Health economic analysis plan",
                locked
                        ? where + c.t("，已锁定", ", locked")
                        : where + c.t("；缺：方案未在结果之前锁定", "; missing: it was not locked before the results"));
    }

    private void methods() {
        item("研究角度", "Perspective", METHODS, true);
        item("时间范围", "Time horizon", METHODS, true);
        item("贴现率", "Discount rate", METHODS, true);
        item(
                "结局的选择",
                "Selection of outcomes",
                Text.of("方法：评价维度与指标", "Methods: Dimensions and indicators"),
                plan.indicators().stream().anyMatch(i -> said(i.rationale())));
        item(
                "结局的测量",
                "Measurement of outcomes",
                Text.of("方法：评价维度与指标", "Methods: Dimensions and indicators"),
                !plan.outcomes().isEmpty() && plan.outcomes().stream().allMatch(o -> said(o.definition())));
    }

    private void values() {
        sourced("结局的估值", "Valuation of outcomes", utilities(), 13);
        sourced("资源与成本", "Resources and costs", costs(), 14);
        item("货币与价格年份", "Currency and price year", METHODS, true);
        item("模型的理由与描述", "Rationale and description of the model", METHODS, said(economics.rationale()));
        item(
                "分析方法与假设",
                "Analytics and assumptions",
                METHODS,
                results.filter(r -> !r.conventions().isEmpty()).isPresent());
        item(
                "异质性",
                "Heterogeneity",
                Text.of("结果：亚组分析", "Results: Subgroups"),
                c.effect().estimates().stream().anyMatch(Findings::isSubgroup));
        item(
                "分布效应",
                "Distributional effects",
                Text.of("结果：社会价值", "Results: Social value"),
                c.society().isPresent());
        item("不确定性的处理", "Characterising uncertainty", METHODS, economics.draws() > 0);
        item(
                "参与方式",
                "Approach to engagement",
                STAKEHOLDERS,
                said(plan.stakeholders().patients()));
    }

    private void findings() {
        boolean there = results.isPresent();
        item("参数", "Study parameters", METHODS, there);
        item("主要结果", "Main results", RESULTS, there);
        item(
                "不确定性的影响",
                "Effect of uncertainty",
                RESULTS,
                results.filter(r ->
                                r.psa().deltaCost().length > 1 || !r.oneWay().isEmpty())
                        .isPresent());
        fromModel("参与的影响", "Effect of engagement", 25);
        item(
                "发现、局限与可推广性",
                "Findings, limitations, generalisability",
                DISCUSSION,
                said(plan.discussion().limitations(), plan.discussion().transferability()));
        item(
                "资金来源",
                "Source of funding",
                STAKEHOLDERS,
                !plan.stakeholders().funding().isEmpty());
        item(
                "利益冲突",
                "Conflicts of interest",
                STAKEHOLDERS,
                said(plan.stakeholders().conflictsOfInterest()));
    }

    private static boolean said(Text... texts) {
        return Stream.of(texts).noneMatch(Text::isBlank);
    }

    private List<Parameter> utilities() {
        return switch (economics.model()) {
            case EconomicModel.PatientLevel m -> List.of(m.utility());
            case EconomicModel.PartitionedSurvival m -> List.of(m.firstUtility(), m.secondUtility());
            case EconomicModel.Decision m -> List.of();
        };
    }

    private List<Parameter> costs() {
        return switch (economics.model()) {
            case EconomicModel.PatientLevel m ->
                m.resources().stream().flatMap(r -> r.unitCost().stream()).toList();
            case EconomicModel.PartitionedSurvival m ->
                m.costs().stream().flatMap(r -> r.amount().stream()).toList();
            case EconomicModel.Decision m -> List.of();
        };
    }

    /** Values whose sources are all named; of a decision model, what its own list says. */
    private void sourced(String zh, String en, List<Parameter> values, int number) {
        if (economics.model() instanceof EconomicModel.Decision) {
            fromModel(zh, en, number);
            return;
        }
        long unnamed = values.stream().filter(p -> p.source().isBlank()).count();
        add(
                zh,
                en,
                unnamed == 0
                        ? c.t(METHODS)
                        : c.t(METHODS)
                                + c.t("；缺：", "; missing: ")
                                + unnamed
                                + c.t(" 个取值未写来源", unnamed == 1 ? " value names no source" : " values name no source"));
    }

    private void fromModel(String zh, String en, int number) {
        Optional<ReportingChecklist.Item> item = model.flatMap(
                m -> m.items().stream().filter(i -> i.number() == number).findFirst());
        if (item.isEmpty()) {
            item(zh, en, DISCUSSION, false);
            return;
        }
        String found = c.t(item.get().found());
        String missing = item.get().complete()
                ? ""
                : c.t("缺：", "Missing: ") + c.t(item.get().missing());
        add(zh, en, found + (found.isBlank() || missing.isBlank() ? "" : c.t("；", "; ")) + missing);
    }

    private void item(String zh, String en, Text where, boolean there) {
        add(zh, en, there ? c.t(where) : c.t("缺：方案与结果均未说明", "Missing: neither plan nor results say it"));
    }

    private void add(String zh, String en, String where) {
        rows.add(Row.of((rows.size() + 1) + " " + c.t(zh, en), where));
    }
}
