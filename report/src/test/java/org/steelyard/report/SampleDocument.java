package org.steelyard.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;
import org.steelyard.report.chart.Chart;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Align;
import org.steelyard.report.document.Block.Bullets;
import org.steelyard.report.document.Block.Callout;
import org.steelyard.report.document.Block.Cell;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Figure;
import org.steelyard.report.document.Block.Heading;
import org.steelyard.report.document.Block.Level;
import org.steelyard.report.document.Block.Paragraph;
import org.steelyard.report.document.Block.Row;
import org.steelyard.report.document.Block.Table;
import org.steelyard.report.document.Cover;
import org.steelyard.report.document.Document;
import org.steelyard.report.document.Fact;
import org.steelyard.report.document.Reference;
import org.steelyard.report.document.Span;

/** A document with every kind of block and every kind of chart, with long captions, wide tables and awkward text. */
public final class SampleDocument {

    static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    static final String HOSTILE = "<script>alert('x')</script> & \"引号\" ]]> <!--";

    private final Lang lang;

    private SampleDocument(Lang lang) {
        this.lang = lang;
    }

    public static Document in(Lang lang) {
        return new SampleDocument(lang).document();
    }

    private String t(String zh, String en) {
        return Text.of(zh, en).in(lang);
    }

    private Document document() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Contents());
        blocks.add(new Block.PageBreak());
        blocks.addAll(opening());
        blocks.addAll(tables());
        blocks.add(Heading.numbered(1, t("结果：全部图形", "Results: all figures")));
        blocks.addAll(figures());
        blocks.add(Heading.plain(1, t("参考文献", "References")));
        blocks.add(references());
        return new Document(lang, cover(), blocks);
    }

    private Cover cover() {
        return new Cover(
                t("医疗服务真实世界综合价值评估报告", "Real-world value assessment report"),
                t(
                        "基于区域医保结算数据的急性缺血性脑卒中机械取栓治疗真实世界综合价值评估",
                        "Real-world value of mechanical thrombectomy for acute ischaemic stroke, from regional settlement data"),
                t(
                        "Real-world value of mechanical thrombectomy for acute ischaemic stroke, from regional settlement data",
                        "基于区域医保结算数据的急性缺血性脑卒中机械取栓治疗真实世界综合价值评估"),
                List.of(t("评估组", "Assessment group"), t("统计组", "Statistics group")),
                List.of(t("某市医疗保障服务中心", "A municipal centre of medical insurance")),
                LocalDate.of(2026, 11, 22),
                List.of(
                        Fact.of(t("方案编号", "Plan"), "thrombectomy-2026"),
                        Fact.of(t("方案版本", "Version"), "1.2"),
                        Fact.of(t("方案摘要值（SHA-256）", "Digest of the plan (SHA-256)"), DIGEST)),
                t("方案已于分析前锁定", "Plan locked before analysis"));
    }

    private List<Block> opening() {
        return List.of(
                Heading.plain(1, t("摘要", "Abstract")),
                Paragraph.of(
                        Span.bold(t("背景：", "Background: ")),
                        Span.plain(
                                t(
                                        "机械取栓在随机试验中改善了功能结局，但其在真实世界中的综合价值尚不清楚",
                                        "Thrombectomy improved functional outcomes in randomised trials; its value in practice is less clear")),
                        Span.cite("goyal"),
                        Span.plain(t("。结果见", ". See ")),
                        Span.ref("wide"),
                        Span.plain(t("与", " and ")),
                        Span.ref("forest"),
                        Span.plain(t("；方法依据指南", "; methods follow guidance")),
                        Span.cite("cheers", "hernan"),
                        Span.plain(t("。", "."))),
                Paragraph.of(
                        Span.plain(t("公式与符号：", "Symbols: ")),
                        Span.italic("P"),
                        Span.plain(" < 0.001, χ"),
                        Span.superscript("2"),
                        Span.plain(" = 5.2, CO"),
                        Span.subscript("2"),
                        Span.plain(" ≤ ≥ − × ± Δ λ β σ μ ₁ ² ‰ ℃ ￥ √ ∞ ≈ ≠；"),
                        Span.plain(HOSTILE),
                        Span.plain(t("。重新运行：", ". To run again: ")),
                        Span.code("steelyard reproduce out/evaluation --seed 20260101 --digest " + DIGEST)),
                new Callout(
                        Level.INFO,
                        t("决策要点", "Key message"),
                        List.of(
                                Paragraph.of(
                                        t(
                                                "与标准内科治疗相比，取栓组 90 天功能独立比例更高；增量成本效果比低于 1 倍人均 GDP。",
                                                "More people were independent at 90 days than under standard care; the ICER is below GDP per capita.")),
                                Bullets.of(List.of(t("证据强度：中", "Strength: moderate"), t("适用性：高", "Fit: high"))))),
                Callout.of(Level.WARNING, t("注意", "Caution"), t("2 项平衡性诊断未通过。", "Two balance diagnostics failed.")),
                Callout.of(
                        Level.BAD,
                        t("未达成", "Not met"),
                        t("1 项预先规定的分析没有结果；姓名含生僻字“\uD842\uDFB7”；子女用药。", "One planned analysis has no result.")),
                Heading.numbered(1, t("背景", "Background")),
                Heading.numbered(2, t("疾病负担与现行治疗", "Burden of disease and present treatment")),
                Paragraph.of(
                        t(
                                "急性缺血性脑卒中是我国成人致死、致残的首要原因之一。本评估采用目标试验框架，利用某地区 2019—2024 年医保结算清单、病案首页与电子病历的关联数据，比较机械取栓联合标准内科治疗与单纯标准内科治疗的临床、经济与社会价值。",
                                "Acute ischaemic stroke is among the leading causes of death and disability in adults. Within a target-trial framework, linked settlement lists, front pages and records of 2019–2024 were used to compare thrombectomy with standard care alone.")),
                Heading.numbered(3, t("目标试验要素", "Elements of the target trial")),
                new Bullets(
                        List.of(
                                Paragraph.of(t(
                                        "纳入发病 24 小时内的前循环大血管闭塞患者；",
                                        "People with anterior-circulation occlusion within 24 hours;")),
                                Paragraph.of(
                                        Span.plain(t("随访起点为入院日，见", "time zero is admission, see ")), Span.ref("long")),
                                Paragraph.of(t(
                                        "结局为 90 天改良 Rankin 量表评分。",
                                        "the outcome is the modified Rankin score at 90 days."))),
                        true),
                new Block.Facts(List.of(
                        Fact.of(t("资助来源", "Funding"), t("无企业资助", "no industry funding")),
                        Fact.of(t("利益冲突", "Conflicts of interest"), t("全部作者声明无利益冲突", "none declared")))));
    }

    private List<Block> tables() {
        List<Column> wide = List.of(
                Column.left(t("变量", "Variable"), 2.6),
                Column.right(t("全部（n = 103,508）", "All (n = 103,508)"), 1.4),
                Column.right(t("干预组（n = 41,230）", "Treated (n = 41,230)"), 1.4),
                Column.right(t("对照组（n = 62,278）", "Control (n = 62,278)"), 1.4),
                Column.center(t("标准化差", "SMD"), 1),
                Column.center(t("缺失", "Missing"), 1),
                Column.center("P", 0.8),
                new Column(t("数据来源", "Source"), Align.LEFT, 1.3));
        List<Row> rows = new ArrayList<>();
        rows.add(Row.group(t("人口学特征", "Demographics"), 8));
        rows.add(Row.of(
                t("年龄，岁，均数（标准差）", "Age, years, mean (SD)"),
                "66.4 (12.1)",
                "65.2 (11.8)",
                "67.2 (12.2)",
                "0.17",
                "0",
                "<0.001",
                t("结算清单", "Settlement")));
        rows.add(Row.cells(
                Cell.indented(t("女性，n（%）", "Female, n (%)"), 1),
                Cell.of("45,210 (43.7)"),
                Cell.of("17,440 (42.3)"),
                Cell.of("27,770 (44.6)"),
                Cell.of("−0.05"),
                Cell.of("≤10"),
                Cell.of("0.032"),
                Cell.of(t("病案首页", "Front page"))));
        rows.add(new Row(
                List.of(
                        Cell.bold(t("合计", "Total")),
                        Cell.bold("103,508"),
                        Cell.bold("41,230"),
                        Cell.bold("62,278"),
                        new Cell("—", false, 0, 4)),
                true));
        rows.add(Row.of(
                "baseline_very_long_column_name_without_any_space_2024", "1", "2", "3", "0.01", "0", "1.000", HOSTILE));
        List<Row> many = IntStream.rangeClosed(1, 60)
                .mapToObj(i -> Row.of(
                        t("第 " + i + " 项要素", "Element " + i),
                        t("目标试验的规定与本研究的模拟方式，按方案第 3 节执行", "As the plan's section 3 prescribes"),
                        Integer.toString(i)))
                .toList();
        return List.of(
                Heading.numbered(2, t("表格", "Tables")),
                new Table(
                        "wide",
                        t(
                                "纳入分析人群的基线特征（按治疗分组；标准化均数差以两组方差均值的平方根为分母，分类变量列出各水平人数与百分比）",
                                "Baseline characteristics of the analysed people by treatment; the standardised mean difference is divided by the root of the mean of both variances"),
                        wide,
                        rows,
                        List.of(
                                t(
                                        "注：SMD，标准化均数差；≤10 表示为保护隐私不显示具体人数。",
                                        "Note: SMD, standardised mean difference; ≤10 hides a small count."),
                                "* P < 0.05")),
                new Table(
                        "long",
                        t("目标试验要素与模拟方式（跨页表格）", "Elements of the target trial, over pages"),
                        List.of(
                                Column.left(t("要素", "Element"), 1),
                                Column.left(t("说明", "Description"), 3),
                                Column.right(t("序号", "No."), 0.6)),
                        many,
                        List.of()));
    }

    private List<Block> figures() {
        List<Block> figures = new ArrayList<>();
        for (Map.Entry<String, Chart> chart : SampleCharts.all(lang).entrySet()) {
            figures.add(new Figure(
                    chart.getKey(),
                    t("图形示例：", "Sample figure: ")
                            + chart.getKey()
                            + t("（较长的图题会自动换行，并与图形保持在同一页，以便读者对照阅读图中的估计值及其置信区间）", ""),
                    chart.getValue(),
                    List.of(t("注：阴影为 95% 置信区间。", "Note: bands are 95% confidence intervals.")),
                    t("图形的文字说明", "What the figure shows")));
        }
        return figures;
    }

    private static Block.References references() {
        return new Block.References(List.of(
                new Reference(
                        "hernan",
                        "Hernán MA, Robins JM. Using big data to emulate a target trial when a randomized trial is not available. Am J Epidemiol. 2016;183(8):758-764.",
                        "10.1093/aje/kwv254"),
                new Reference("unused", "国家医疗保障局. 真实世界研究相关文件. 北京; 2024.", ""),
                new Reference(
                        "cheers",
                        "Husereau D, Drummond M, Augustovski F, et al. CHEERS 2022 statement. BMJ. 2022;376:e067975.",
                        "10.1136/bmj-2021-067975"),
                new Reference(
                        "goyal",
                        "Goyal M, Menon BK, van Zwam WH, et al. Endovascular thrombectomy after large-vessel ischaemic stroke. Lancet. 2016;387:1723-1731.",
                        "10.1016/S0140-6736(16)00163-X")));
    }
}
