package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.steelyard.data.quality.Check;
import org.steelyard.data.quality.CheckResult;
import org.steelyard.data.quality.FitResult;
import org.steelyard.data.quality.QualityReport;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Fact;

/** One page for who reads one page. */
record GovernanceSummary(GovernanceWords w) {

    private static final int NAMED = 5;

    List<Block> blocks() {
        Blocks b = new Blocks(w.lang());
        b.front("摘要", "Summary");
        QualityReport quality = w.report().quality();
        List<CheckResult> errors = failed(Check.Severity.ERROR);
        List<CheckResult> warnings = failed(Check.Severity.WARNING);
        b.callout(level(errors, quality), headline(errors), verdict(errors, warnings));
        b.facts(facts(quality, errors, warnings));
        worst(b, errors.isEmpty() ? warnings : errors);
        b.add(new Block.PageBreak());
        return b.list();
    }

    private List<CheckResult> failed(Check.Severity severity) {
        return w.report().quality().failed().stream()
                .filter(r -> r.check().severity() == severity)
                .toList();
    }

    private static Block.Level level(List<CheckResult> errors, QualityReport quality) {
        if (!errors.isEmpty() || quality.tally().error() > 0) {
            return Block.Level.BAD;
        }
        return quality.failed().isEmpty() ? Block.Level.INFO : Block.Level.WARNING;
    }

    private String headline(List<CheckResult> errors) {
        return errors.isEmpty()
                ? w.t("没有错误级检查未通过", "No check of the level error failed")
                : w.t(
                        errors.size() + " 项错误级检查未通过",
                        errors.size() + (errors.size() == 1 ? " check" : " checks") + " of the level error failed");
    }

    private List<String> verdict(List<CheckResult> errors, List<CheckResult> warnings) {
        List<String> lines = new ArrayList<>();
        lines.add(
                errors.isEmpty()
                        ? w.t(
                                "数据符合全部错误级规则；另有 " + warnings.size() + " 项警告需要说明。",
                                "The data meet every rule of the level error; " + warnings.size()
                                        + " warnings need a word.")
                        : w.t(
                                "使用数据之前，应逐项核实未通过的检查：改正来源数据，或说明为什么不影响结论。",
                                "Before the data are used, look into each of them: correct the source, or say why it does not bear on the conclusion."));
        long limited = w.report().fit().stream()
                .filter(f -> f.verdict() != FitResult.Verdict.FIT)
                .count();
        if (!w.report().fit().isEmpty()) {
            lines.add(
                    limited == 0
                            ? w.t("对本评价所需的各项内容，数据均适用。", "For all that this evaluation needs the data are fit.")
                            : w.t(
                                    "本评价所需内容中有 " + limited + " 项不完全适用，见⟦t-fit⟧。",
                                    limited
                                            + " of the things that this evaluation needs are not fully met, see ⟦t-fit⟧."));
        }
        return lines;
    }

    private List<Fact> facts(QualityReport quality, List<CheckResult> errors, List<CheckResult> warnings) {
        QualityReport.Tally tally = quality.tally();
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(w.t("数据来源", "Sources"), w.files(w.report().sources().size())));
        w.report()
                .period()
                .ifPresent(p ->
                        facts.add(Fact.of(w.t("共同覆盖时段", "Common period"), p.from() + w.t(" 至 ", " to ") + p.to())));
        facts.add(Fact.of(w.t("已判断的检查", "Checks judged"), w.count(tally.judged())));
        facts.add(Fact.of(w.t("通过", "Passed"), w.count(tally.pass())));
        facts.add(Fact.of(
                w.t("未通过", "Failed"),
                w.t(
                        w.count(tally.fail()) + "（错误 " + errors.size() + "，警告 " + warnings.size() + "）",
                        w.count(tally.fail()) + " (errors " + errors.size() + ", warnings " + warnings.size() + ")")));
        facts.add(Fact.of(
                w.t("不适用", "Not applicable"),
                w.t(
                        w.count(tally.notApplicable()) + "（没有可判断的数据，不计入通过）",
                        w.count(tally.notApplicable()) + " (nothing to judge; not counted as passed)")));
        return facts;
    }

    private void worst(Blocks b, List<CheckResult> failed) {
        if (failed.isEmpty()) {
            return;
        }
        b.minor("最值得注意的问题", "What needs attention first");
        List<CheckResult> worst = failed.stream()
                .sorted(Comparator.comparingDouble((CheckResult r) -> -GovernanceQuality.percent(r))
                        .thenComparing(r -> r.check().id()))
                .limit(NAMED)
                .toList();
        b.bullets(worst.stream()
                .map(r -> "⟦`" + r.check().id() + "⟧ " + w.t(r.check().what()) + w.t("：", ": ")
                        + GovernanceQuality.failing(w, r))
                .toList());
        b.para("全部未通过的检查见⟦t-failed⟧。", "⟦t-failed⟧ lists all that failed.");
    }
}
