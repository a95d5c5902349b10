package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.steelyard.data.quality.Check;
import org.steelyard.data.quality.CheckResult;
import org.steelyard.data.quality.CheckResult.Outcome;
import org.steelyard.data.quality.CheckResult.Status;
import org.steelyard.data.quality.QualityReport;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.BarChart;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Cell;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;

/** What the checks found. */
record GovernanceQuality(GovernanceWords w) {

    /** More failed checks than this stand in the JSON form only. */
    private static final int LISTED = 80;

    List<Block> blocks() {
        Blocks b = new Blocks(w.lang());
        b.chapter("数据质量", "Data quality");
        b.section("方法", "Methods");
        b.para(
                "检查分为符合性、完整性与合理性三类（Kahn 框架，doi:10.13063/2327-9214.1244），涵盖 OHDSI 数据质量看板的各种检查类型，以及医保结算的金额恒等式（I1–I8）与质控规则（DQ01–DQ26）。每项检查有级别和阈值：未通过行的百分比不超过阈值为通过。没有可判断的数据时记为“不适用”，不计入通过。",
                "Checks are of conformance, completeness and plausibility (Kahn's framework, doi:10.13063/2327-9214.1244). They cover the types of OHDSI's Data Quality Dashboard and the identities (I1–I8) and rules (DQ01–DQ26) of settlement data. A check passes when the percentage of failing rows is at most its threshold. With nothing to judge it is not applicable, and not counted as passed.");
        b.section("总体结果", "Overview");
        overview(b);
        b.section("结算规则", "Rules of settlements");
        families(b);
        b.section("未通过的检查", "Checks that failed");
        failed(b);
        broken(b);
        return b.list();
    }

    private void overview(Blocks b) {
        List<Row> rows = new ArrayList<>();
        for (Check.Category category : Check.Category.values()) {
            for (Check.Subcategory sub : Check.Subcategory.values()) {
                QualityReport.Tally tally =
                        w.report().quality().tally(r -> r.check().kahn().equals(new Check.Kahn(category, sub)));
                if (tally.judged() + tally.notApplicable() > 0) {
                    String name = w.subcategory(sub);
                    rows.add(Row.of(
                            tally(w.category(category) + (name.isEmpty() ? "" : w.t("：", ": ") + name), tally)));
                }
            }
        }
        rows.add(Blocks.total(tally(w.t("合计", "All"), w.report().quality().tally())));
        b.table(
                "t-quality",
                w.t("各类检查的结果", "Results by kind of check"),
                List.of(
                        Column.left(w.t("类别", "Category"), 2.4),
                        Column.right(w.t("已判断", "Judged"), 1),
                        Column.right(w.t("通过", "Passed"), 1),
                        Column.right(w.t("未通过", "Failed"), 1),
                        Column.right(w.t("执行失败", "Broken"), 1),
                        Column.right(w.t("通过率", "Share passed"), 1.1),
                        Column.right(w.t("不适用", "Not applicable"), 1.1)),
                rows,
                List.of(w.t(
                        "通过率 = 通过 ÷ 已判断；不适用者不在分母中。",
                        "Share passed = passed ÷ judged; what is not applicable is in neither.")));
        chart(b);
        reasons(b);
    }

    private List<String> tally(String name, QualityReport.Tally t) {
        return List.of(
                name,
                w.count(t.judged()),
                w.count(t.pass()),
                w.count(t.fail()),
                w.count(t.error()),
                t.judged() == 0 ? Numbers.ABSENT : w.share((double) t.pass() / t.judged()),
                w.count(t.notApplicable()));
    }

    private void chart(Blocks b) {
        List<BarChart.Group> groups = new ArrayList<>();
        for (Check.Category category : Check.Category.values()) {
            QualityReport.Tally tally =
                    w.report().quality().tally(r -> r.check().kahn().category() == category);
            if (tally.judged() > 0) {
                double share = (double) tally.pass() / tally.judged();
                groups.add(new BarChart.Group(w.category(category), List.of(BarChart.Bar.of(share, w.share(share)))));
            }
        }
        if (groups.isEmpty()) {
            return;
        }
        String caption = w.t("各类检查的通过率", "Share of checks that passed");
        b.figure(
                "f-quality",
                caption,
                new BarChart(
                        Axis.percent(w.t("通过率", "Share passed")).from(0).to(1), List.of(w.t("通过", "passed")), groups),
                List.of(),
                caption);
    }

    private void reasons(Blocks b) {
        Map<CheckResult.Reason, Integer> reasons = new EnumMap<>(CheckResult.Reason.class);
        for (CheckResult r : w.report().quality().results()) {
            if (r.outcome() instanceof Outcome.NotApplicable absent) {
                reasons.merge(absent.reason(), 1, Integer::sum);
            }
        }
        if (!reasons.isEmpty()) {
            List<String> parts = new ArrayList<>();
            reasons.forEach((reason, n) -> parts.add(w.reason(reason) + " " + w.count(n)));
            b.labelled(
                    w.t("不适用的原因", "Why checks were not applicable"),
                    String.join(w.t("；", "; "), parts) + w.t("。", "."));
        }
    }

    /** Rules by family: {@code DQ07.visit} and {@code DQ07.settlement} are DQ07. */
    private void families(Blocks b) {
        Map<String, List<CheckResult>> families = new TreeMap<>(Comparator.comparing(GovernanceQuality::order));
        for (CheckResult r : w.report().quality().results()) {
            String family = r.check().id().replaceAll("[.].*", "");
            if (family.matches("I[1-8]|DQ[0-9]{2}|[A-Z]{3,}")) {
                families.computeIfAbsent(family, key -> new ArrayList<>()).add(r);
            }
        }
        families.values().removeIf(list -> list.stream().allMatch(r -> r.status() == Status.NOT_APPLICABLE));
        if (families.isEmpty()) {
            b.para("没有结算数据可供这些规则判断。", "There are no settlement data for these rules to judge.");
            return;
        }
        b.table(
                "t-rules",
                w.t("金额恒等式与结算规则", "Identities and rules of settlements"),
                List.of(
                        Column.left(w.t("规则", "Rule"), 0.9),
                        Column.left(w.t("含义", "Meaning"), 4),
                        Column.right(w.t("已判断", "Judged"), 0.9),
                        Column.right(w.t("未通过", "Failed"), 0.9),
                        Column.right(w.t("最差比例", "Worst"), 1)),
                families.entrySet().stream()
                        .map(e -> family(e.getKey(), e.getValue()))
                        .toList(),
                List.of(
                        w.t(
                                "最差比例：该规则各项检查中未通过行的最高百分比。含义取其中一项为例，全文见附录一。",
                                "Worst: the highest percentage of failing rows among the checks of a rule. The meaning is that of one of them; appendix 1 has all.")));
    }

    private static String order(String family) {
        return family.matches("I[1-8]") ? "0" + family : family.startsWith("DQ") ? "1" + family : "2" + family;
    }

    private Row family(String name, List<CheckResult> results) {
        CheckResult example = results.stream()
                .max(Comparator.comparingDouble(GovernanceQuality::percent))
                .orElseThrow();
        long judged = results.stream()
                .filter(r -> r.status() != Status.NOT_APPLICABLE)
                .count();
        long failed = results.stream().filter(r -> r.status() == Status.FAIL).count();
        return Row.of(name, w.t(example.check().what()), w.count(judged), w.count(failed), w.percent(percent(example)));
    }

    private void failed(Blocks b) {
        List<CheckResult> failed = w.report().quality().failed().stream()
                .sorted(Comparator.comparing((CheckResult r) -> r.check().severity())
                        .thenComparing(Comparator.comparingDouble(GovernanceQuality::percent)
                                .reversed())
                        .thenComparing(r -> r.check().id()))
                .toList();
        if (failed.isEmpty()) {
            b.para("没有检查未通过。", "No check failed.");
        }
        List<Row> rows = new ArrayList<>();
        String group = "";
        for (CheckResult r : failed.stream().limit(LISTED).toList()) {
            String severity = w.severity(r.check().severity());
            if (!severity.equals(group)) {
                group = severity;
                rows.add(Row.group(severity, 4));
            }
            rows.add(failedRow(r));
        }
        List<String> notes = new ArrayList<>();
        if (failed.size() > LISTED) {
            notes.add(w.t(
                    "另有 " + (failed.size() - LISTED) + " 项见 JSON 形式的报告。",
                    (failed.size() - LISTED) + " more are in the JSON form of this report."));
        }
        b.table(
                "t-failed",
                w.t("未通过的检查", "Checks that failed"),
                List.of(
                        Column.left(w.t("检查", "Check"), 4.6),
                        Column.right(w.t("未通过 / 已判断", "Failing / judged"), 1.7),
                        Column.right(w.t("比例", "Share"), 0.9),
                        Column.right(w.t("阈值", "Threshold"), 0.9)),
                rows.isEmpty() ? List.of(Row.of(w.t("无", "none"), "", "", "")) : rows,
                notes);
    }

    private Row failedRow(CheckResult r) {
        Outcome.Counted counted = (Outcome.Counted) r.outcome();
        String details = String.join(
                w.t("；", "; "), counted.details().stream().map(w::t).limit(6).toList());
        return Row.cells(
                Cell.of(w.t(r.check().what()) + "\n" + r.check().id() + (details.isEmpty() ? "" : "\n" + details)),
                Cell.of(w.count(counted.failing()) + " / " + w.count(counted.rows())),
                Cell.of(w.percent(counted.percent())),
                Cell.of(threshold(r.check())));
    }

    private static String threshold(Check check) {
        return new java.math.BigDecimal(String.valueOf(check.threshold()))
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }

    private void broken(Blocks b) {
        List<String> broken = w.report().quality().results().stream()
                .filter(r -> r.status() == Status.ERROR)
                .map(r -> r.check().id())
                .toList();
        if (!broken.isEmpty()) {
            b.callout(
                    Block.Level.BAD,
                    w.t("执行失败的检查", "Checks that broke"),
                    List.of(w.t(
                            "以下检查未能执行，不能视为通过：" + String.join("、", broken) + "。",
                            "These checks could not be carried out and must not be taken as passed: "
                                    + String.join(", ", broken) + ".")));
        }
    }

    List<Block> appendix() {
        List<CheckResult> rules = w.report().quality().results().stream()
                .filter(r -> r.check().level() == Check.Level.RULE && r.status() != Status.NOT_APPLICABLE)
                .toList();
        if (rules.isEmpty()) {
            return List.of();
        }
        Blocks b = new Blocks(w.lang());
        b.front("附录一 规则检查明细", "Appendix 1. All checks of rules");
        b.table(
                "t-all-rules",
                w.t("已判断的规则", "Rules that were judged"),
                List.of(
                        Column.left(w.t("编号", "Id"), 1.6),
                        Column.left(w.t("含义", "Meaning"), 3.4),
                        Column.right(w.t("未通过 / 已判断", "Failing / judged"), 1.7),
                        Column.right(w.t("比例", "Share"), 0.8),
                        Column.right(w.t("阈值", "Threshold"), 0.8),
                        Column.center(w.t("结果", "Result"), 0.8)),
                rules.stream().map(this::rule).toList(),
                List.of());
        return b.list();
    }

    private Row rule(CheckResult r) {
        boolean counted = r.outcome() instanceof Outcome.Counted;
        Outcome.Counted c = counted ? (Outcome.Counted) r.outcome() : new Outcome.Counted(1, 0, List.of());
        return Row.of(
                r.check().id(),
                w.t(r.check().what()),
                counted ? w.count(c.failing()) + " / " + w.count(c.rows()) : Numbers.ABSENT,
                counted ? w.percent(c.percent()) : Numbers.ABSENT,
                threshold(r.check()),
                w.status(r.status()));
    }

    static double percent(CheckResult result) {
        return result.outcome() instanceof Outcome.Counted counted ? counted.percent() : 0;
    }

    static String failing(GovernanceWords w, CheckResult result) {
        return result.outcome() instanceof Outcome.Counted counted
                ? w.t(
                        w.count(counted.rows()) + " 项中 " + w.count(counted.failing()) + " 项未通过（"
                                + w.percent(counted.percent()) + "）",
                        w.count(counted.failing()) + " of " + w.count(counted.rows()) + " fail ("
                                + w.percent(counted.percent()) + ")")
                : "";
    }
}
