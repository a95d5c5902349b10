package org.steelyard.report.compose;

import java.util.List;
import java.util.stream.Stream;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Protocol.QualityPlan.Bias;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;

/** Quality control, ethics, and what deviated from the plan. */
record QualityMethods(Context c) {

    List<Block> blocks() {
        Blocks b = new Blocks(c.lang());
        quality(b);
        ethics(b);
        deviations(b);
        return b.list();
    }

    private void quality(Blocks b) {
        Protocol.QualityPlan q = c.plan().quality();
        b.section("质量控制与偏倚处理", "Quality control and bias");
        b.para(c.t(q.standards()));
        b.para(
                "关键变量完整率不低于 " + c.numbers().percent(q.minimumCompleteness()) + "。偏倚风险及控制措施见⟦t-bias⟧。",
                "Key variables are at least " + c.numbers().percent(q.minimumCompleteness())
                        + " complete. ⟦t-bias⟧ lists risks of bias and what was done about them.");
        List<Row> rows = Stream.of(
                        biases(c.t("选择偏倚", "Selection"), q.selectionBias()),
                        biases(c.t("信息偏倚", "Information"), q.informationBias()),
                        biases(c.t("混杂", "Confounding"), q.confounding()))
                .flatMap(s -> s)
                .toList();
        b.table(
                "t-bias",
                c.t("偏倚风险及控制措施", "Risks of bias and their control"),
                List.of(
                        Column.left(c.t("类别", "Kind"), 0.9),
                        Column.left(c.t("风险", "Risk"), 2.5),
                        Column.left(c.t("控制措施", "Control"), 2.8)),
                rows,
                List.of());
    }

    private Stream<Row> biases(String kind, List<Bias> biases) {
        return biases.isEmpty()
                ? Stream.of(Row.of(kind, c.t("方案未列", "None in the plan"), Numbers.ABSENT))
                : biases.stream().map(x -> Row.of(kind, c.t(x.risk()), c.t(x.control())));
    }

    private void ethics(Blocks b) {
        Protocol.Ethics e = c.plan().ethics();
        b.section("伦理与隐私保护", "Ethics and privacy");
        b.labelled(
                c.t("伦理审批", "Approval"),
                c.t(e.approval())
                        + e.approvalNumber()
                                .map(n -> c.bracketed(c.t("批件号：", "number: ") + n))
                                .orElse(""));
        b.labelled(c.t("脱敏", "De-identification"), c.t(e.deIdentification()));
        b.labelled(c.t("数据使用授权", "Authorisation"), c.t(e.authorisation()));
        b.labelled(c.t("知情同意", "Consent"), c.t(e.consent()));
    }

    private void deviations(Blocks b) {
        b.section("方案修订与偏离", "Amendments and deviations");
        List<Protocol.Amendment> amendments = c.plan().amendments();
        if (amendments.isEmpty()) {
            b.para("方案确定后未作修订。", "The plan was not amended.");
        } else {
            b.para(
                    "方案修订见⟦t-amendments⟧。"
                            + (c.findings().amendedAfterResults() ? "其中在获知结果之后作出的修订所涉分析一律按探索性分析处理。" : ""),
                    "⟦t-amendments⟧ lists the amendments."
                            + (c.findings().amendedAfterResults()
                                    ? " Analyses that were added or changed after results were known are exploratory."
                                    : ""));
            b.table(
                    "t-amendments",
                    c.t("方案修订", "Amendments"),
                    List.of(
                            Column.left(c.t("版本与日期", "Version and date"), 1.2),
                            Column.left(c.t("部分", "Section"), 1),
                            Column.left(c.t("修改内容", "Change"), 2.4),
                            Column.left(c.t("理由", "Reason"), 2),
                            Column.left(c.t("获知结果后", "After results"), 0.8)),
                    amendments.stream().map(this::amendment).toList(),
                    List.of());
        }
        if (!c.dossier().plan().locked()) {
            b.callout(
                    Block.Level.BAD,
                    c.t("方案未锁定", "Plan not locked"),
                    List.of(
                            c.t(
                                    "运行前方案未锁定，无法证明分析系事先规定；本报告所有结果均应视为探索性。",
                                    "The plan was not locked before the run, so that nothing shows that the analyses were fixed in advance; all results are exploratory.")));
        }
        b.para(
                "预先规定但未获得结果的指标与探索性分析，分别在“结果”一章中单独列出。",
                "Planned outcomes without a result, and exploratory analyses, each have a section of their own under Results.");
    }

    private Row amendment(Protocol.Amendment a) {
        return Row.of(
                c.t("第 ", "Version ") + a.version() + c.t(" 版，", ", ") + a.date(),
                a.section(),
                c.t(a.change()),
                c.t(a.reason()),
                c.t(Labels.yesNo(a.afterResults())));
    }
}
