package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.steelyard.disclosure.ReleasedCount;
import org.steelyard.economics.EconomicResults;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.evidence.EvidenceGrade;
import org.steelyard.report.compose.Counts.Group;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Cell;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;

/** 摘要 and 决策摘要. */
record SummaryPages(Context c, Sentences say) {

    List<Block> summary() {
        Blocks b = new Blocks(c.lang());
        b.front("摘要", "Abstract");
        b.labelled(
                c.t("背景", "Background"),
                join(
                        c.t(c.plan().background().clinical()),
                        c.t(c.plan().background().question())));
        b.labelled(c.t("方法", "Methods"), methods());
        b.labelled(c.t("结果", "Results"), String.join(c.t("", " "), results()));
        b.labelled(
                c.t("结论与政策建议", "Conclusion and policy suggestion"),
                String.join(c.t("", " "), new Advice(c).sentences()));
        b.labelled(
                c.t("关键词", "Keywords"),
                c.plan().discussion().keywords().stream().map(c::t).collect(Collectors.joining(c.semicolon())));
        return b.list();
    }

    private String join(String first, String second) {
        return first.isBlank() || second.isBlank() ? first + second : first + c.t("", " ") + second;
    }

    private String methods() {
        String design = c.t(c.plan().design().type());
        String sources =
                c.plan().data().sources().stream().map(s -> c.t(s.name())).collect(Collectors.joining(c.joint()));
        String main = c.findings().primary().stream()
                .map(e -> c.names().outcome(e.outcome()) + c.bracketed(c.names().analysis(e.analysis())))
                .distinct()
                .collect(Collectors.joining(c.semicolon()));
        String zh = "研究设计：" + design + "。数据来源：" + sources + "。比较" + c.names().treated() + "与"
                + c.names().control() + "。主要分析：" + main + "。"
                + (c.economics().isPresent() ? "经济学评价采用" + EconomicMethods.modelName(c) + "，报告增量成本效果比与概率敏感性分析结果。" : "")
                + (c.society().isPresent() ? "社会价值评价可及性与公平性。" : "");
        String en =
                "Design: " + design + ". Data: " + sources + ". " + c.names().treated() + " was compared with "
                        + c.names().control() + ". Primary analysis: " + main + "."
                        + (c.economics().isPresent()
                                ? " The economic evaluation used " + EconomicMethods.modelName(c)
                                        + " and reports the incremental cost-effectiveness ratio and a probabilistic sensitivity analysis."
                                : "")
                        + (c.society().isPresent() ? " Social value covers access and equity." : "");
        return c.t(zh, en);
    }

    private List<String> results() {
        List<String> out = new ArrayList<>();
        out.add(c.t(
                "共纳入 " + count(Group.ALL) + " 例，其中" + c.names().treated() + " " + count(Group.TREATED) + " 例，"
                        + c.names().control() + " " + count(Group.CONTROL) + " 例。",
                count(Group.ALL) + " people were included: " + count(Group.TREATED) + " with "
                        + c.names().treated() + " and " + count(Group.CONTROL) + " with "
                        + c.names().control() + "."));
        List<EffectEstimate> primary = c.findings().primary();
        if (primary.isEmpty()) {
            out.add(c.t("主要分析未获得结果，原因见正文。", "The primary analysis has no result; the reason is given in the text."));
        }
        primary.forEach(
                e -> out.add(c.names().outcome(e.outcome()) + c.t("：", ": ") + say.estimate(e) + c.t("。", ".")));
        c.findings()
                .headline()
                .map(say::meaning)
                .filter(m -> !m.isEmpty())
                .ifPresent(m -> out.add(c.t("主要结果的", "For the main result ") + m + c.t("。", ".")));
        c.findings().headline().flatMap(say::consistency).ifPresent(s -> out.add(s + c.t("。", ".")));
        c.economics().ifPresent(e -> out.add(say.incremental(e) + c.t("。", ".")));
        c.economics()
                .map(e -> say.acceptability(e.incremental().netBenefit()))
                .filter(s -> !s.isEmpty())
                .ifPresent(s -> out.add(sentence(s)));
        c.society().flatMap(s -> new SocialSentences(c).access(s)).ifPresent(out::add);
        out.add(gradeLine());
        return out;
    }

    private String sentence(String clause) {
        return c.t(clause, Character.toUpperCase(clause.charAt(0)) + clause.substring(1)) + c.t("。", ".");
    }

    private String gradeLine() {
        EvidenceGrade g = c.dossier().evidence();
        return c.t(
                "证据基础强度 " + g.strength() + "，决策场景适配度 " + g.fit() + "，综合证据等级 " + g.grade() + " 级。",
                "Strength of evidence " + g.strength() + ", fit to the decision " + g.fit() + ", overall grade "
                        + g.grade() + ".");
    }

    private String count(Group group) {
        ReleasedCount count = c.counts().group(Counts.FLOW, group);
        return c.numbers().count(count);
    }

    List<Block> brief() {
        Blocks b = new Blocks(c.lang());
        b.front("决策摘要", "Decision brief");
        b.para(
                "⟦t-brief⟧以一页说明：已知什么、把握多大、花费多少、谁受益、还不知道什么。",
                "⟦t-brief⟧ says on one page what is known, how well, at what cost, who gains, and what is not known.");
        List<Row> rows = new ArrayList<>();
        row(rows, c.t("决策问题", "Decision"), c.t(c.plan().background().decision()));
        row(
                rows,
                c.t("比较对象", "Comparison"),
                c.t(c.plan().intervention().name())
                        + c.t(" 对比 ", " versus ")
                        + c.t(c.plan().comparator().name()));
        row(rows, c.t("已知什么", "What is known"), known());
        row(rows, c.t("把握多大", "How well it is known"), certainty());
        c.economics().ifPresent(e -> row(rows, c.t("花费多少", "What it costs"), cost(e)));
        c.society().ifPresent(s -> row(rows, c.t("谁受益", "Who gains"), new SocialSentences(c).all(s)));
        row(rows, c.t("还不知道什么", "What is not known"), unknown());
        row(rows, c.t("决策参考", "For the decision"), String.join("\n", new Advice(c).sentences()));
        return b.table(
                        "t-brief",
                        c.t("决策摘要", "Decision brief"),
                        List.of(Column.left(c.t("问题", "Question"), 1), Column.left(c.t("回答", "Answer"), 4.6)),
                        rows,
                        List.of())
                .list();
    }

    private static void row(List<Row> rows, String question, String answer) {
        if (!answer.isBlank()) {
            rows.add(Row.cells(Cell.bold(question), Cell.of(answer)));
        }
    }

    private String known() {
        List<EffectEstimate> primary = c.findings().primary();
        if (primary.isEmpty()) {
            return c.t("主要分析未获得结果。", "The primary analysis has no result.");
        }
        return primary.stream()
                .map(e -> c.names().outcome(e.outcome()) + c.t("：", ": ") + say.estimate(e) + ending(e))
                .collect(Collectors.joining("\n"));
    }

    private String ending(EffectEstimate e) {
        String meaning = say.meaning(e);
        return meaning.isEmpty() ? c.t("。", ".") : c.t("；" + meaning + "。", "; " + meaning + ".");
    }

    private String certainty() {
        List<String> out = new ArrayList<>();
        out.add(gradeLine());
        long checks = c.findings().diagnostics().stream()
                .filter(d -> Double.isFinite(d.threshold()))
                .count();
        int failed = c.findings().failed().size();
        if (checks + failed > 0) {
            out.add(
                    failed == 0
                            ? c.t(
                                    "设有界值的 " + checks + " 项诊断均在界值内。",
                                    "All " + checks + " diagnostics with a limit are within it.")
                            : c.t(
                                    "有 " + failed + " 项诊断未通过，见诊断表。",
                                    failed + (failed == 1 ? " diagnostic" : " diagnostics")
                                            + " failed; see the table of diagnostics."));
        }
        c.findings().headline().flatMap(say::consistency).ifPresent(s -> out.add(s + c.t("。", ".")));
        return String.join("\n", out);
    }

    private String cost(EconomicResults results) {
        List<String> out = new ArrayList<>();
        out.add(say.incremental(results) + c.t("。", "."));
        String probabilities = say.acceptability(results.incremental().netBenefit());
        if (!probabilities.isEmpty()) {
            out.add(sentence(probabilities));
        }
        return String.join("\n", out);
    }

    private String unknown() {
        List<String> out = new ArrayList<>();
        int missing = c.findings().notEstimated().size() + c.findings().silent().size();
        if (missing > 0) {
            out.add(c.t(
                    "有 " + missing + " 项预先规定的结果未获得，原因见正文。",
                    missing + (missing == 1 ? " planned result was" : " planned results were")
                            + " not obtained; the reasons are given in the text."));
        }
        Optional<String> limits =
                Optional.of(c.t(c.plan().discussion().limitations())).filter(t -> !t.isBlank());
        limits.ifPresent(out::add);
        out.add(c.t("未测量的混杂无法排除。", "Unmeasured confounding cannot be excluded."));
        return String.join("\n", out);
    }
}
