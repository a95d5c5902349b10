package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.steelyard.economics.ConventionNames;
import org.steelyard.economics.EconomicResults;
import org.steelyard.protocol.Arm;
import org.steelyard.protocol.EconomicModel;
import org.steelyard.protocol.EconomicModel.ModelFile;
import org.steelyard.protocol.EconomicModel.PartitionedSurvival;
import org.steelyard.protocol.EconomicModel.PatientLevel;
import org.steelyard.protocol.EconomicPlan;
import org.steelyard.protocol.Parameter;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.Resource;
import org.steelyard.protocol.StateCost;
import org.steelyard.report.compose.Numbers.Style;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;

/** Economic methods, by the items of CHEERS 2022. Left out when the plan has no economic part. */
record EconomicMethods(Context c) {

    /** Conventions that the table of settings states itself, from the plan. */
    private static final Set<String> SETTINGS_ALREADY =
            Set.of("perspective", "price-year", "horizon", "model", "population", "threshold", "policy-pack");

    static String modelName(Context c) {
        return c.plan()
                .economics()
                .map(p -> switch (p.model()) {
                    case ModelFile file -> c.t("决策模型（独立文件）", "a decision model in a file of its own");
                    case EconomicModel.InlineModel inline -> c.t("决策模型（写在方案内）", "a decision model written in the plan");
                    case PatientLevel patient -> c.t("基于个体数据的成本-效用分析", "a patient-level cost-utility analysis");
                    case PartitionedSurvival states -> c.t("三状态分区生存模型", "a three-state partitioned-survival model");
                })
                .orElse(c.t("成本-效用分析", "a cost-utility analysis"));
    }

    List<Block> blocks() {
        Blocks b = new Blocks(c.lang());
        c.plan().economics().ifPresent(plan -> {
            b.section("经济学评价方法", "Economic methods");
            b.para(
                    "经济学评价遵循《中国药物经济学评价指南（2020）》⟦@" + Bibliography.CHINA_ECONOMICS + "⟧，按 CHEERS 2022⟦@"
                            + Bibliography.CHEERS + "⟧报告；主要设定见⟦t-econ-settings⟧，参数见⟦t-econ-parameters⟧。",
                    "The economic evaluation follows the China Guidelines for Pharmacoeconomic Evaluations 2020 ⟦@"
                            + Bibliography.CHINA_ECONOMICS + "⟧ and is reported after CHEERS 2022 ⟦@"
                            + Bibliography.CHEERS
                            + "⟧. ⟦t-econ-settings⟧ gives the settings, ⟦t-econ-parameters⟧ the parameters.");
            b.table(
                    "t-econ-settings",
                    c.t("经济学评价的主要设定", "Settings of the economic evaluation"),
                    List.of(Column.left(c.t("项目", "Item"), 1.2), Column.left(c.t("设定", "Setting"), 4)),
                    settings(plan),
                    List.of());
            b.table(
                    "t-econ-parameters",
                    c.t("模型参数及来源", "Parameters and sources"),
                    List.of(
                            Column.left(c.t("参数", "Parameter"), 1.8),
                            Column.right(c.t("取值", "Value"), 0.9),
                            Column.left(c.t("分布", "Distribution"), 1.2),
                            Column.left(c.t("来源", "Source"), 3)),
                    parameters(plan),
                    List.of(c.t("分布栏括号内为标准误。", "Standard errors stand in brackets.")));
            uncertainty(b, plan);
        });
        return b.list();
    }

    private List<Row> settings(EconomicPlan plan) {
        PolicyPack pack = c.dossier().pack();
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(
                c.t("研究角度", "Perspective"),
                c.t(Labels.of(plan.perspective())) + c.bracketed(c.t(plan.perspectiveNote()))));
        rows.add(Row.of(c.t("研究时限", "Time horizon"), plain(plan.horizon()) + c.t(" 年", " years")));
        rows.add(Row.of(
                c.t("货币与价格年份", "Currency and price year"),
                c.t(
                        plan.priceYear() + " 年" + c.names().currency(plan.currency()),
                        plan.currency() + ", " + plan.priceYear())));
        rows.add(Row.of(c.t("贴现率", "Discount rates"), discounting(plan, pack)));
        rows.add(Row.of(
                c.t("健康产出", "Health outcome"),
                c.t("质量调整生命年（QALY）与生命年", "Quality-adjusted life years (QALYs) and life years")));
        rows.add(Row.of(c.t("模型", "Model"), modelName(c)));
        rows.add(Row.of(c.t("目标人群", "Population"), c.t(plan.target().label())));
        rows.add(Row.of(c.t("支付意愿阈值", "Thresholds"), thresholds(pack)));
        c.economics()
                .map(EconomicResults::conventions)
                .ifPresent(conventions -> conventions.forEach((name, text) -> {
                    if (!SETTINGS_ALREADY.contains(name)) {
                        rows.add(Row.of(c.t(ConventionNames.of(name)), c.t(text)));
                    }
                }));
        if (!plan.rationale().isBlank()) {
            rows.add(Row.of(c.t("理由", "Rationale"), c.t(plan.rationale())));
        }
        return rows;
    }

    private String discounting(EconomicPlan plan, PolicyPack pack) {
        String costs = c.numbers()
                .percent(plan.discountCosts().orElse(pack.discountCosts().value()));
        String effects = c.numbers()
                .percent(plan.discountEffects().orElse(pack.discountEffects().value()));
        String range = pack.discountRange().size() < 2
                ? ""
                : c.t("；敏感性分析 ", "; sensitivity analysis ")
                        + c.numbers().percent(pack.discountRange().getFirst()) + "–"
                        + c.numbers().percent(pack.discountRange().getLast());
        return c.t("成本每年 " + costs + "，健康产出每年 " + effects, "Costs " + costs + " and effects " + effects + " a year")
                + range;
    }

    private String thresholds(PolicyPack pack) {
        String gdp = c.numbers().money(pack.gdpPerCapita().value());
        String multiples = String.join(
                c.joint(),
                pack.thresholdMultiples().stream().map(EconomicMethods::plain).toList());
        return c.t("人均 GDP " + gdp + " 元的 " + multiples + " 倍", multiples + " times GDP per capita of " + gdp)
                + c.bracketed(c.t(pack.gdpPerCapita().source()));
    }

    private List<Row> parameters(EconomicPlan plan) {
        return switch (plan.model()) {
            case EconomicModel.Decision m -> fed();
            case PatientLevel m -> patientLevel(m);
            case PartitionedSurvival m -> partitioned(m);
        };
    }

    /** Parameters that came from this evaluation; the file has the others. */
    private List<Row> fed() {
        List<Row> rows = new ArrayList<>();
        c.economics().flatMap(EconomicResults::model).ifPresent(m -> {
            m.inputs()
                    .forEach(i -> rows.add(Row.of(
                            c.t(i.label()),
                            c.numbers().parameter(i.value()),
                            i.distribution() + c.bracketed(c.numbers().parameter(i.se())),
                            c.t("本评价：", "This evaluation: ") + i.from() + " " + i.what())));
            rows.add(Row.of(
                    c.t("其余参数", "Other parameters"),
                    Numbers.ABSENT,
                    Numbers.ABSENT,
                    (m.inline() ? c.t("方案 ", "Plan ") : c.t("模型文件 ", "Model file "))
                            + m.file()
                            + c.bracketed("SHA-256 " + m.sha256().substring(0, 12))));
        });
        return rows;
    }

    private List<Row> patientLevel(PatientLevel m) {
        List<Row> rows = new ArrayList<>();
        for (Resource r : m.resources()) {
            rows.add(row(c.t(r.label()) + arm(r.arm()), r.unitCost(), r.pack(), Style.MONEY));
        }
        rows.add(row(c.t("效用值", "Utility"), Optional.of(m.utility()), Optional.empty(), Style.QALY));
        return rows;
    }

    private List<Row> partitioned(PartitionedSurvival m) {
        List<Row> rows = new ArrayList<>();
        rows.add(row(
                c.t("效用值：", "Utility: ") + c.t(m.firstState()),
                Optional.of(m.firstUtility()),
                Optional.empty(),
                Style.QALY));
        rows.add(row(
                c.t("效用值：", "Utility: ") + c.t(m.secondState()),
                Optional.of(m.secondUtility()),
                Optional.empty(),
                Style.QALY));
        for (StateCost cost : m.costs()) {
            rows.add(row(
                    c.t(cost.label()) + c.bracketed(when(cost)) + arm(cost.arm()),
                    cost.amount(),
                    cost.pack(),
                    Style.MONEY));
        }
        return rows;
    }

    private String when(StateCost cost) {
        return c.t(Labels.of(cost.when()))
                + cost.untilYear()
                        .map(y -> c.t("，至第 " + plain(y) + " 年", ", until year " + plain(y)))
                        .orElse("");
    }

    private String arm(Optional<Arm> arm) {
        return arm.map(a -> c.bracketed(
                        switch (a) {
                            case TREATED -> c.names().treated();
                            case CONTROL -> c.names().control();
                        }))
                .orElse("");
    }

    private Row row(String label, Optional<Parameter> own, Optional<String> packName, Style style) {
        Optional<PolicyPack.UnitCost> pack = packName.flatMap(
                n -> Optional.ofNullable(c.dossier().pack().unitCosts().get(n)));
        if (own.isPresent()) {
            Parameter p = own.get();
            return Row.of(label, c.numbers().of(style, p.value()), distribution(p, style), dash(c.t(p.source())));
        }
        return pack.map(u -> Row.of(label, c.numbers().money(u.value()), c.t("固定值", "Fixed"), dash(c.t(u.source()))))
                .orElseGet(
                        () -> Row.of(label, Numbers.ABSENT, Numbers.ABSENT, c.t("政策参数包未列出", "Not in the policy pack")));
    }

    private String dash(String text) {
        return text.isBlank() ? Numbers.ABSENT : text;
    }

    private String distribution(Parameter p, Style style) {
        String se = c.bracketed(c.numbers().of(style, p.se()));
        return switch (p.shape()) {
            case FIXED -> c.t("固定值", "Fixed");
            case NORMAL -> c.t("正态", "Normal") + se;
            case GAMMA -> c.t("伽马", "Gamma") + se;
            case BETA -> c.t("贝塔", "Beta") + se;
            case LOGNORMAL -> c.t("对数正态", "Lognormal") + se;
        };
    }

    private void uncertainty(Blocks b, EconomicPlan plan) {
        boolean partitioned = plan.model() instanceof PartitionedSurvival;
        if (plan.model() instanceof EconomicModel.Decision) {
            b.para(
                    "不确定性：模型全部参数（含取自本评价的效果估计与拟合曲线）联合抽样 " + c.numbers().count(plan.draws()) + " 次⟦@"
                            + Bibliography.ACCEPTABILITY + "⟧；增量净货币效益的定义见⟦@" + Bibliography.NET_BENEFIT + "⟧。",
                    "Uncertainty: all parameters of the model, effect estimates and fitted curves of this evaluation among them, are drawn together "
                            + c.numbers().count(plan.draws()) + " times ⟦@" + Bibliography.ACCEPTABILITY
                            + "⟧; incremental net monetary benefit is that of ⟦@" + Bibliography.NET_BENEFIT + "⟧.");
            return;
        }
        b.para(
                "不确定性：对患者作自助抽样并同时从分布中抽取参数，共 " + c.numbers().count(plan.draws())
                        + " 次，同一次抽样得到的成本与效果保持配对；据此给出不确定区间、成本效果平面与可接受曲线⟦@" + Bibliography.ACCEPTABILITY
                        + "⟧。增量净货币效益为阈值乘以增量 QALY 再减去增量成本⟦@" + Bibliography.NET_BENEFIT + "⟧。"
                        + (partitioned ? "分区生存模型由两条调整后的生存曲线读取各状态占比⟦@" + Bibliography.PARTITIONED + "⟧。" : ""),
                "Uncertainty: people are resampled and parameters drawn together "
                        + c.numbers().count(plan.draws())
                        + " times, so that costs and effects of one draw belong together; intervals, the cost-effectiveness plane and the acceptability curve ⟦@"
                        + Bibliography.ACCEPTABILITY
                        + "⟧ come from the draws. Incremental net monetary benefit is the threshold times incremental QALYs minus incremental cost ⟦@"
                        + Bibliography.NET_BENEFIT + "⟧."
                        + (partitioned
                                ? " The partitioned-survival model reads state membership from two adjusted survival curves ⟦@"
                                        + Bibliography.PARTITIONED + "⟧."
                                : ""));
    }

    private static String plain(double x) {
        return java.math.BigDecimal.valueOf(x).stripTrailingZeros().toPlainString();
    }
}
