package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;

/** Where each item of the guide's annexes and of CHEERS 2022 stands in the report. */
record Checklists(Context c) {

    List<Block> blocks() {
        Blocks b = new Blocks(c.lang());
        b.minor("对照检查表", "Checklists");
        b.para(
                "⟦t-guide-check⟧对照管理指南附件 2 与附件 3"
                        + (c.plan().economics().isPresent() ? "，⟦t-cheers⟧对照 CHEERS 2022" : "") + "。",
                "⟦t-guide-check⟧ maps Annexes 2 and 3 of the guide to this report"
                        + (c.plan().economics().isPresent() ? ", ⟦t-cheers⟧ maps CHEERS 2022." : "."));
        List<Column> columns = List.of(Column.left(c.t("条目", "Item"), 2.6), Column.left(c.t("报告位置", "Where"), 3));
        b.table("t-guide-check", c.t("管理指南对照表", "The guide's annexes"), columns, guide(), List.of());
        if (c.plan().economics().isPresent()) {
            b.table("t-cheers", c.t("CHEERS 2022 对照表", "CHEERS 2022"), columns, cheers(), List.of());
        }
        return b.list();
    }

    private List<Row> guide() {
        List<Row> rows = new ArrayList<>();
        rows.add(Row.group(c.t("附件 2（方案）", "Annex 2 (plan)"), 2));
        row(rows, "背景目的", "Background and aims", "背景", "Background");
        row(rows, "研究计划", "Plan of work", "方法：研究设计；附录：研究计划", "Methods: Study design; Appendix: Plan of work");
        row(rows, "研究对象", "Population", "方法：研究对象", "Methods: Study population");
        row(rows, "干预与对照措施", "Intervention and comparator", "方法：干预与对照", "Methods: Intervention and comparator");
        row(rows, "评价维度及评价指标", "Dimensions and indicators", "方法：评价维度与指标", "Methods: Dimensions and indicators");
        row(rows, "研究设计类型", "Type of design", "方法：研究设计", "Methods: Study design");
        row(
                rows,
                "数据来源与数据治理",
                "Data and governance",
                "方法：数据来源与治理；附录：数据字典",
                "Methods: Data sources and governance; Appendix: Dictionary");
        row(rows, "统计分析计划", "Statistical analysis plan", "方法：统计分析", "Methods: Statistical analysis");
        row(rows, "质量控制与偏倚处理", "Quality control and bias", "方法：质量控制与偏倚处理", "Methods: Quality control and bias");
        row(rows, "伦理与隐私保护", "Ethics and privacy", "方法：伦理与隐私保护", "Methods: Ethics and privacy");
        rows.add(Row.group(c.t("附件 3（报告）", "Annex 3 (report)"), 2));
        row(rows, "封面", "Cover", "封面", "Cover");
        row(rows, "利益相关方声明", "Stakeholders", "利益相关方声明", "Statement of stakeholders");
        row(rows, "目录", "Contents", "目录与图表索引", "Contents, tables and figures");
        row(rows, "摘要", "Abstract", "摘要", "Abstract");
        row(rows, "背景、方法、结果、讨论、结论", "Background to conclusion", "各章", "Chapters of these names");
        row(rows, "参考文献", "References", "参考文献", "References");
        row(rows, "附录", "Appendix", "附录", "Appendix");
        return rows;
    }

    /** All 28 items one by one, judged by what the plan and the results hold; what they do not hold is named as missing. */
    private List<Row> cheers() {
        return new CheersRows(c).rows();
    }

    private void row(List<Row> rows, String zh, String en, String whereZh, String whereEn) {
        rows.add(Row.of(c.t(zh, en), c.t(whereZh, whereEn)));
    }
}
