package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.kernel.Text;
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

    /** All 28 items one by one; what the report does not say is named as missing. */
    private List<Row> cheers() {
        List<Row> rows = new ArrayList<>();
        row(rows, "1 标题", "1 Title", "封面", "Cover");
        row(rows, "2 摘要", "2 Abstract", "摘要", "Abstract");
        row(rows, "3 背景与目的", "3 Background and objectives", "背景", "Background");
        row(rows, "4 经济分析计划", "4 Health economic analysis plan", "方案及其摘要值", "The plan and its digest");
        row(rows, "5 研究人群", "5 Study population", "方法：研究对象", "Methods: Study population");
        row(rows, "6 场所与地区", "6 Setting and location", "方法：数据来源与治理", "Methods: Data sources and governance");
        row(rows, "7 对照", "7 Comparators", "方法：干预与对照", "Methods: Intervention and comparator");
        methods(rows, "8 研究角度", "8 Perspective");
        methods(rows, "9 时间范围", "9 Time horizon");
        methods(rows, "10 贴现率", "10 Discount rate");
        row(rows, "11 结局的选择", "11 Selection of outcomes", "方法：评价维度与指标", "Methods: Dimensions and indicators");
        row(rows, "12 结局的测量", "12 Measurement of outcomes", "方法：评价维度与指标", "Methods: Dimensions and indicators");
        methods(rows, "13 结局的估值", "13 Valuation of outcomes");
        methods(rows, "14 资源与成本", "14 Resources and costs");
        methods(rows, "15 货币与价格年份", "15 Currency and price year");
        methods(rows, "16 模型的理由与描述", "16 Rationale and description of the model");
        methods(rows, "17 分析方法与假设", "17 Analytics and assumptions");
        either(rows, hasSubgroups(), "18 异质性", "18 Heterogeneity", Text.of("结果：亚组分析", "Results: Subgroups"));
        either(
                rows,
                c.society().isPresent(),
                "19 分布效应",
                "19 Distributional effects",
                Text.of("结果：社会价值", "Results: Social value"));
        methods(rows, "20 不确定性的处理", "20 Characterising uncertainty");
        row(rows, "21 参与方式", "21 Approach to engagement", "利益相关方声明", "Statement of stakeholders");
        results(rows, "22 参数", "22 Study parameters");
        results(rows, "23 主要结果", "23 Main results");
        results(rows, "24 不确定性的影响", "24 Effect of uncertainty");
        either(rows, false, "25 参与的影响", "25 Effect of engagement", Text.EMPTY);
        row(rows, "26 发现、局限与可推广性", "26 Findings, limitations, generalisability", "讨论", "Discussion");
        row(rows, "27 资金来源", "27 Source of funding", "利益相关方声明", "Statement of stakeholders");
        row(rows, "28 利益冲突", "28 Conflicts of interest", "利益相关方声明", "Statement of stakeholders");
        return rows;
    }

    private void methods(List<Row> rows, String zh, String en) {
        row(rows, zh, en, "方法：经济学评价方法", "Methods: Economic methods");
    }

    private void results(List<Row> rows, String zh, String en) {
        row(rows, zh, en, "结果：经济价值", "Results: Economic value");
    }

    private void either(List<Row> rows, boolean there, String zh, String en, Text where) {
        row(
                rows,
                zh,
                en,
                there ? where.zh() : "缺：本报告未作评价",
                there ? where.en() : "Missing: not assessed in this report");
    }

    private boolean hasSubgroups() {
        return c.effect().estimates().stream().anyMatch(Findings::isSubgroup);
    }

    private void row(List<Row> rows, String zh, String en, String whereZh, String whereEn) {
        rows.add(Row.of(c.t(zh, en), c.t(whereZh, whereEn)));
    }
}
