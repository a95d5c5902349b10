package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.evidence.EvidenceGrade;
import org.steelyard.evidence.EvidenceGrade.Axis;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;
import org.steelyard.report.document.Fact;

/** 证据等级: the two axes, their scores, and the rules that moved the grade. */
record EvidencePage(Context c) {

    List<Block> blocks() {
        EvidenceGrade g = c.dossier().evidence();
        Blocks b = new Blocks(c.lang());
        b.section("证据等级", "Grade of the evidence");
        b.facts(List.of(
                Fact.of(c.t("证据基础强度", "Strength of the evidence"), g.strength()),
                Fact.of(
                        c.t("决策场景适配度", "Fit to the decision"),
                        g.fit() + c.bracketed(c.t(c.plan().scenario().label()))),
                Fact.of(c.t("综合证据等级", "Overall grade"), g.grade() + meaning(g.grade()))));
        b.callout(
                Block.Level.INFO,
                c.t("关于本分级", "About this scale"),
                List.of(
                        c.t(
                                "国家尚未公布两维度证据等级的官方评分标准。本分级为依据管理指南第六部分第（七）条提出的建议，分值由程序按可核查的事实自动给出，仅供评议参考，不替代专家评议。是否为可信评价点不影响分值。",
                                "No official scale for the two axes has been published. This one is a proposal after part 6, stage 7 of the guide; a program scored it from facts that can be checked. It is meant to help reviewers, not to replace them. Whether the implementer is a trusted site does not move it.")));
        b.para("各子领域得分及理由见⟦t-scores⟧。", "⟦t-scores⟧ gives the scores and why.");
        List<Row> rows = new ArrayList<>();
        axis(rows, Axis.STRENGTH, c.t("证据基础强度", "Strength of the evidence"));
        axis(rows, Axis.FIT, c.t("决策场景适配度", "Fit to the decision"));
        b.table(
                "t-scores",
                c.t("证据评分", "Evidence scores"),
                List.of(
                        Column.left(c.t("子领域", "Domain"), 1.4),
                        Column.center(c.t("得分（0–4）", "Score (0–4)"), 0.7),
                        Column.left(c.t("理由", "Why"), 4)),
                rows,
                List.of());
        if (g.reasons().isEmpty()) {
            b.para("没有规则另行限定或调整等级。", "No rule capped or moved the grade.");
        } else {
            b.para("决定或调整等级的规则：", "Rules that fixed or moved the grade:");
            b.bullets(g.reasons().stream().map(r -> c.fromData(r.text())).toList());
        }
        return b.list();
    }

    private void axis(List<Row> rows, Axis axis, String title) {
        List<EvidenceGrade.Score> scores = c.dossier().evidence().scores().stream()
                .filter(s -> s.axis() == axis)
                .toList();
        if (!scores.isEmpty()) {
            rows.add(Row.group(title, 3));
            scores.forEach(s ->
                    rows.add(Blocks.indented(c.t(s.name()), List.of(String.valueOf(s.score()), c.fromData(s.why())))));
        }
    }

    private String meaning(String grade) {
        return switch (grade) {
            case "V" -> c.bracketed(c.t("未遵循管理指南", "the guide was not followed"));
            case "N" -> c.bracketed(c.t("负面证据", "negative evidence"));
            default -> c.t(" 级", "");
        };
    }
}
