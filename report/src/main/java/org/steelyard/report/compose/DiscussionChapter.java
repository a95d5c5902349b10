package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.EffectResults.Agreement;
import org.steelyard.effect.EffectResults.EValue;
import org.steelyard.protocol.Protocol;
import org.steelyard.report.compose.Numbers.Style;
import org.steelyard.report.document.Block;

/** 讨论 and 结论. What the plan's authors wrote before the results, and what follows from the numbers, are kept apart. */
record DiscussionChapter(Context c, Sentences say) {

    List<Block> discussion() {
        Protocol.Discussion written = c.plan().discussion();
        Blocks b = new Blocks(c.lang());
        b.chapter("讨论", "Discussion");
        b.section("结果解读", "Reading the results");
        interpretation().forEach(b::para);
        b.section("结果的稳健性", "Robustness");
        robustness().forEach(b::para);
        b.section("局限性", "Limitations");
        b.para(c.t(written.limitations()));
        b.bullets(limitations());
        b.section("不确定性", "Uncertainty");
        uncertainty().forEach(b::para);
        b.section("可推广性与政策意义", "Transferability and implications");
        b.para(c.t(written.transferability()));
        b.para(c.t(written.implications()));
        b.section("后续研究与改进建议", "Next steps");
        b.bullets(nextSteps());
        return b.list();
    }

    private List<String> interpretation() {
        List<String> out = new ArrayList<>();
        Optional<EffectEstimate> main = c.findings().headline();
        if (main.isEmpty()) {
            out.add(c.t(
                    "主要分析未获得结果，以下讨论仅限于其余分析。",
                    "The primary analysis has no result; what follows concerns the other analyses only."));
        }
        main.ifPresent(e -> {
            String meaning = say.meaning(e);
            out.add(c.t(
                    "主要分析中，" + c.names().outcome(e.outcome()) + "的" + say.estimate(e)
                            + (meaning.isEmpty() ? "" : "；" + meaning) + "。",
                    "In the primary analysis of " + c.names().outcome(e.outcome()) + ": " + say.estimate(e)
                            + (meaning.isEmpty() ? "" : "; " + meaning) + "."));
            precision(e).ifPresent(out::add);
        });
        c.economics().ifPresent(r -> out.add(say.incremental(r) + c.t("。", ".")));
        c.society().ifPresent(s -> out.add(new SocialSentences(c).all(s).replace("\n", c.t("", " "))));
        return out;
    }

    /** What the ends of the interval would mean. */
    private Optional<String> precision(EffectEstimate e) {
        if (c.counts().hidesValue(e) || Double.isNaN(e.lower()) || Double.isNaN(e.upper())) {
            return Optional.empty();
        }
        Style style = Names.style(e.measure());
        String unit = c.names().unit(e);
        String tail = unit.isEmpty() ? "" : c.t(unit.equals("百分点") ? " 个百分点" : " " + unit, " " + unit);
        String low = c.numbers().of(style, e.lower());
        String high = c.numbers().of(style, e.upper()) + tail;
        return Optional.of(c.t(
                "与数据相容的效应范围为 " + low + " 至 " + high + "（" + c.names().measure(e) + "）；决策时应同时考虑区间两端所代表的情形。",
                "Effects from " + low + " to " + high + " (" + c.names().measure(e)
                        + ") are compatible with the data; a decision should hold at both ends."));
    }

    private List<String> robustness() {
        List<String> out = new ArrayList<>();
        c.findings().headline().flatMap(say::consistency).ifPresent(s -> out.add(s + c.t("。", ".")));
        List<Diagnostic> failed = c.findings().failed();
        if (!failed.isEmpty()) {
            out.add(c.t(
                    "共有 " + failed.size() + " 项诊断未通过（⟦t-diagnostics⟧），涉及：" + kinds(failed) + "；相关结果应降低信任程度。",
                    failed.size() + (failed.size() == 1 ? " diagnostic" : " diagnostics")
                            + " failed (⟦t-diagnostics⟧): " + kinds(failed)
                            + "; the results concerned deserve less trust."));
        } else if (!c.findings().diagnostics().isEmpty()) {
            out.add(
                    c.t(
                            "各项诊断均未提示假定不成立（⟦t-diagnostics⟧）；诊断通过并不能排除未测量的混杂。",
                            "No diagnostic speaks against the assumptions (⟦t-diagnostics⟧); that does not rule out unmeasured confounding."));
        }
        c.findings().headline().flatMap(this::eValue).ifPresent(out::add);
        trial().ifPresent(out::add);
        if (out.isEmpty()) {
            out.add(c.t("没有其他预先规定的分析可用于检验结果的稳健性。", "No other planned analysis allows a check of robustness."));
        }
        return out;
    }

    private String kinds(List<Diagnostic> failed) {
        return failed.stream()
                .map(d -> c.names().diagnostic(d.kind()))
                .distinct()
                .collect(Collectors.joining(c.joint()));
    }

    private Optional<String> eValue(EffectEstimate main) {
        if (c.counts().hidesValue(main)) {
            return Optional.empty();
        }
        return c.effect().eValues().stream()
                .filter(v -> v.analysis().equals(main.analysis()))
                .findFirst()
                .map(this::eValue);
    }

    private String eValue(EValue v) {
        String point = c.numbers().of(Style.RATIO, v.point());
        String limit = c.numbers().of(Style.RATIO, v.limit());
        return c.t(
                "主要分析的 E 值为 " + point + "（区间 " + limit + "）：须有一个与治疗和结局的相对危险度均达到 " + point + " 的未测量混杂，才能完全解释点估计。",
                "The E-value of the primary analysis is " + point + " (interval " + limit
                        + "): only an unmeasured confounder with risk ratios of " + point
                        + " with both treatment and outcome could explain the estimate away.");
    }

    private Optional<String> trial() {
        List<Agreement> all = c.effect().agreement();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        long full = all.stream()
                .filter(a -> a.significanceAgrees() && a.estimateAgrees() && a.differenceAgrees())
                .count();
        return Optional.of(
                full == all.size()
                        ? c.t(
                                "与随机对照试验的比较满足全部一致性标准（⟦t-benchmark⟧），支持但不能保证观察性估计的可信性。",
                                "The comparison with the randomised trial meets all criteria of agreement (⟦t-benchmark⟧), which supports but does not guarantee the observational estimate.")
                        : c.t(
                                "与随机对照试验的比较中，" + all.size() + " 组里有 " + full
                                        + " 组满足全部一致性标准（⟦t-benchmark⟧）；不一致可能源于残余混杂，也可能源于人群、治疗实施或随访的差异。",
                                "Of " + all.size() + " comparisons with the randomised trial " + full
                                        + " meet all criteria of agreement (⟦t-benchmark⟧); disagreement may come from residual confounding or from differences in people, treatment or follow-up."));
    }

    private List<String> limitations() {
        List<String> out = new ArrayList<>();
        out.add(
                c.t(
                        "观察性研究无法排除未测量的混杂，结果表示关联在所述假定下的因果解释。",
                        "An observational study cannot exclude unmeasured confounding; causal reading rests on the stated assumptions."));
        if (c.plan().plan().centres() == Protocol.ResearchPlan.Centres.SINGLE) {
            out.add(c.t(
                    "单中心数据，外推至其他机构与地区须谨慎。",
                    "Data come from a single centre; transfer to other places calls for caution."));
        }
        long incomplete =
                c.effect().missingness().stream().filter(m -> m.missing() > 0).count();
        if (incomplete > 0) {
            out.add(c.t(
                    "有 " + incomplete + " 个变量存在缺失值，所用处理方法依赖于缺失机制的假定。",
                    incomplete + (incomplete == 1 ? " variable has" : " variables have")
                            + " missing values; how they were handled rests on assumptions about why."));
        }
        if (!c.findings().failed().isEmpty()) {
            out.add(c.t("部分模型诊断未通过，见⟦t-diagnostics⟧。", "Some diagnostics failed, see ⟦t-diagnostics⟧."));
        }
        if (!c.findings().notEstimated().isEmpty() || !c.findings().silent().isEmpty()) {
            out.add(c.t(
                    "部分预先规定的结果未获得，见⟦t-unreported⟧。", "Some planned results were not obtained, see ⟦t-unreported⟧."));
        }
        if (!c.dossier().plan().locked() || c.findings().amendedAfterResults()) {
            out.add(
                    c.t(
                            "方案未在分析前锁定，或在获知结果后作过修订，存在选择性报告的可能。",
                            "The plan was not locked before analysis, or was amended after results, so that selective reporting is possible."));
        }
        c.economics()
                .ifPresent(
                        e -> out.add(
                                c.t(
                                        "经济学结果取决于成本与效用参数的来源及所设时限，外地区使用时须以当地价格重新计算。",
                                        "Economic results depend on the sources of costs and utilities and on the horizon; elsewhere they need local prices.")));
        return out;
    }

    private List<String> uncertainty() {
        List<String> out = new ArrayList<>();
        out.add(
                c.t(
                        "抽样误差由置信区间表达；模型设定与未测量混杂带来的不确定性不包含在区间之内，故实际不确定性大于区间所示。",
                        "Intervals express sampling error; uncertainty from model choice and unmeasured confounding comes on top, so that true uncertainty is larger."));
        c.economics().ifPresent(e -> {
            String list = say.acceptability(e.incremental().netBenefit());
            if (!list.isEmpty()) {
                out.add(c.t(
                        "经济学结果的决策不确定性：" + list + "。", "Decision uncertainty of the economic result: " + list + "."));
            }
        });
        return out;
    }

    private List<String> nextSteps() {
        List<String> out = new ArrayList<>();
        boolean unclear = c.findings()
                .headline()
                .map(e -> c.findings().direction(e) == Findings.Direction.UNCLEAR)
                .orElse(true);
        if (unclear) {
            out.add(c.t(
                    "扩大样本量或延长随访，以缩小主要结局的置信区间。",
                    "More people or longer follow-up, to narrow the interval of the primary outcome."));
        }
        if (c.effect().agreement().isEmpty()) {
            out.add(c.t(
                    "寻找可对标的随机对照试验或阴性对照，检验残余混杂。",
                    "A trial to compare with, or negative controls, to probe residual confounding."));
        }
        if (c.plan().plan().centres() == Protocol.ResearchPlan.Centres.SINGLE) {
            out.add(c.t("在其他机构与地区以同一方案重复评价。", "Repeat the evaluation elsewhere under the same plan."));
        }
        if (c.plan().economics().isEmpty()) {
            out.add(c.t("补充经济性评价与预算影响分析。", "Add an economic evaluation and a budget impact analysis."));
        } else {
            out.add(c.t(
                    "结合当地人群规模与市场份额开展预算影响分析。",
                    "Add a budget impact analysis with local numbers of patients and uptake."));
        }
        out.add(c.t(
                "按管理指南建立监测，达到预警值时启动再评价。", "Monitor as the guide asks, and evaluate again when a trigger is reached."));
        return out;
    }

    List<Block> conclusion() {
        Blocks b = new Blocks(c.lang());
        b.chapter("结论", "Conclusion");
        c.findings().headline().ifPresent(e -> {
            String meaning = say.meaning(e);
            b.para(c.t(
                    "在" + c.t(c.plan().population().disease()) + "患者中比较"
                            + c.names().sides(e).first() + "与"
                            + c.names().sides(e).second() + "，"
                            + c.names().outcome(e.outcome()) + "的" + say.estimate(e)
                            + (meaning.isEmpty() ? "" : "；" + meaning) + "。",
                    c.names().sides(e).first() + " was compared with "
                            + c.names().sides(e).second() + " ("
                            + c.t(c.plan().population().disease()) + "). "
                            + c.names().outcome(e.outcome()) + ": " + say.estimate(e)
                            + (meaning.isEmpty() ? "" : "; " + meaning) + "."));
        });
        c.economics().ifPresent(r -> b.para(say.incremental(r) + c.t("。", ".")));
        c.society().flatMap(new SocialSentences(c)::access).ifPresent(b::para);
        b.para(String.join(c.t("", " "), new Advice(c).sentences()));
        return b.list();
    }
}
