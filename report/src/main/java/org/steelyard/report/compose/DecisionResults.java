package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.steelyard.effect.Further.Family;
import org.steelyard.effect.Further.MarginTest;
import org.steelyard.effect.Further.Shrunken;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.ForestPlot;
import org.steelyard.report.chart.Mark;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Cell;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;

/** Equivalence and non-inferiority, families of questions, and levels of subgroups drawn together. */
record DecisionResults(Context c, BesideWords words) {

    DecisionResults(Context c) {
        this(c, new BesideWords(c));
    }

    List<Block> blocks() {
        Blocks b = new Blocks(c.lang());
        margins(b);
        families(b);
        shrunken(b);
        return b.list();
    }

    private void margins(Blocks b) {
        List<MarginTest> tests = c.effect().further().margins();
        if (tests.isEmpty()) {
            return;
        }
        b.subsection("等效性与非劣效性", "Equivalence and non-inferiority");
        List<List<MarginTest>> panels = panels(tests);
        String figures = IntStream.rangeClosed(1, panels.size())
                .mapToObj(i -> "⟦f-margins-" + i + "⟧")
                .collect(Collectors.joining(c.joint()));
        b.para(
                "按方案预设的界值判断⟦@" + Bibliography.EQUIVALENCE
                        + "⟧：等效须两个单侧检验均拒绝，即 1−2α 置信区间完全落在两界之内；非劣效须 1−2α 置信区间完全落在界值的有利一侧。结果见⟦t-margins⟧与" + figures
                        + "。未能证实不等于证实存在差异。",
                "Decisions by the plan's margins ⟦@" + Bibliography.EQUIVALENCE
                        + "⟧: equivalence needs both one-sided tests, that is, the 1−2α interval within both margins; non-inferiority needs that interval on the good side of its margin. See ⟦t-margins⟧ and "
                        + figures + ". Not to have shown something is not to have shown a difference.");
        b.table(
                "t-margins",
                c.t("界值检验", "Tests against margins"),
                marginColumns(),
                marginRows(tests),
                marginNotes(tests));
        for (int i = 0; i < panels.size(); i++) {
            figure(b, i + 1, panels.get(i));
        }
    }

    private List<Column> marginColumns() {
        return List.of(
                Column.left(c.t("结局与分析", "Outcome and analysis"), 2.2),
                Column.left(c.t("指标", "Measure"), 1.1),
                Column.left(c.t("问题与界值", "Question and margins"), 1.5),
                Column.right(c.t("估计值（1−2α CI）", "Estimate (1−2α CI)"), 1.8),
                Column.right(c.t("单侧 P", "One-sided P"), 0.8),
                Column.left(c.t("结论", "Conclusion"), 1.7));
    }

    private List<Row> marginRows(List<MarginTest> tests) {
        List<Row> out = new ArrayList<>();
        for (MarginTest m : tests) {
            boolean hidden = words.hides(m.analysis());
            out.add(Row.of(
                    c.names().outcome(m.outcome())
                            + c.bracketed(c.names().analysis(m.analysis()))
                            + (m.preSpecified() ? "" : c.t("（探索性）", " (exploratory)")),
                    words.label(m.analysis(), m.measure()),
                    question(m),
                    hidden
                            ? Numbers.ABSENT
                            : words.estimate(m.measure(), new double[] {m.value(), m.interval()[0], m.interval()[1]}),
                    hidden ? Numbers.ABSENT : c.numbers().p(m.p()),
                    hidden ? Numbers.ABSENT : c.t(m.conclusion())));
        }
        return out;
    }

    private String question(MarginTest m) {
        boolean both = !Double.isNaN(m.lower()) && !Double.isNaN(m.upper());
        String bounds = both
                ? words.interval(m.measure(), m.lower(), m.upper())
                : Double.isNaN(m.lower())
                        ? c.t("不高于 ", "below ") + words.number(m.measure(), m.upper())
                        : c.t("不低于 ", "above ") + words.number(m.measure(), m.lower());
        return (m.question().equals("equivalence") ? c.t("等效：", "Equivalence: ") : c.t("非劣效：", "Non-inferiority: "))
                + bounds;
    }

    private List<String> marginNotes(List<MarginTest> tests) {
        String levels = tests.stream()
                .map(MarginTest::alpha)
                .distinct()
                .map(a -> c.numbers().parameter(a)
                        + c.t("（区间 ", " (interval ")
                        + c.numbers().level(1 - 2 * a)
                        + c.t("）", ")"))
                .collect(Collectors.joining(c.joint()));
        String reasons = c.plan().analysis().analyses().stream()
                .flatMap(a -> a.margin().stream())
                .map(m -> c.t(m.reason()))
                .filter(r -> !r.isBlank())
                .distinct()
                .collect(Collectors.joining(c.semicolon()));
        return List.of(
                c.t("单侧 α 为 " + levels + "。", "One-sided α: " + levels + "."),
                reasons.isBlank() ? "" : c.t("界值依据：" + reasons + "。", "Reasons for the margins: " + reasons + "."),
                tests.stream().allMatch(MarginTest::preSpecified)
                        ? ""
                        : c.t("标为探索性的检验未能证明界值先于结果确定，不作为结论的依据。", "Exploratory tests are no basis for a conclusion."));
    }

    /** Tests on one measure against the same margins share an axis. */
    private List<List<MarginTest>> panels(List<MarginTest> tests) {
        Map<List<Object>, List<MarginTest>> out = new LinkedHashMap<>();
        tests.forEach(m -> out.computeIfAbsent(
                        List.of(words.label(m.analysis(), m.measure()), m.lower(), m.upper()), k -> new ArrayList<>())
                .add(m));
        return List.copyOf(out.values());
    }

    private void figure(Blocks b, int i, List<MarginTest> panel) {
        MarginTest first = panel.getFirst();
        double scale = BesideWords.scale(first.measure());
        List<ForestPlot.Row> rows = new ArrayList<>();
        for (MarginTest m : panel) {
            double shown = words.hides(m.analysis()) ? Double.NaN : scale;
            rows.add(new ForestPlot.Row(
                    c.names().outcome(m.outcome()) + c.bracketed(c.names().analysis(m.analysis())),
                    0,
                    m.preSpecified() ? ForestPlot.Kind.ESTIMATE : ForestPlot.Kind.EXPLORATORY,
                    m.value() * shown,
                    m.interval()[0] * shown,
                    m.interval()[1] * shown,
                    List.of(),
                    List.of(Double.isNaN(shown) ? Numbers.ABSENT : shortConclusion(m))));
        }
        List<Mark> marks = new ArrayList<>();
        if (!Double.isNaN(first.lower())) {
            marks.add(new Mark(
                    first.lower() * scale, c.t("界值 ", "Margin ") + words.number(first.measure(), first.lower())));
        }
        if (!Double.isNaN(first.upper())) {
            marks.add(new Mark(
                    first.upper() * scale, c.t("界值 ", "Margin ") + words.number(first.measure(), first.upper())));
        }
        String label = words.label(first.analysis(), first.measure());
        b.figure(
                "f-margins-" + i,
                c.t("置信区间与界值：", "Intervals and margins: ") + c.names().measure(first.measure()),
                new ForestPlot(
                        BesideWords.ratio(first.measure()) ? Axis.log(label) : Axis.linear(label),
                        Findings.noEffect(first.measure()),
                        c.t("结局与分析", "Outcome and analysis"),
                        List.of(),
                        List.of(c.t("结论", "Conclusion")),
                        rows,
                        "",
                        "",
                        marks),
                List.of(c.t(
                        "虚线为界值，实线为无差异；线段为 1−2α 置信区间。", "Dashed: margins. Solid: no difference. Bars: 1−2α intervals.")),
                c.t("各结局的估计值与置信区间，虚线为界值。", "Estimates and intervals, with the margins dashed."));
    }

    private String shortConclusion(MarginTest m) {
        boolean equivalence = m.question().equals("equivalence");
        return m.shown() ? equivalence ? c.t("等效", "equivalent") : c.t("非劣效", "non-inferior") : c.t("未证实", "not shown");
    }

    private void families(Blocks b) {
        List<Family> families = c.effect().further().families();
        if (families.isEmpty()) {
            return;
        }
        b.subsection("多重性控制", "Multiplicity");
        String all = families.stream()
                .map(f -> words.method(f.method())
                        + c.t("，", ", ")
                        + c.t(f.message())
                        + (f.preSpecified() ? "" : c.t("（未能证明为预先设定）", " (not shown to be pre-specified)")))
                .collect(Collectors.joining(c.semicolon()));
        b.para(
                "方案把下列分析作为一族问题一并检验，P 值经多重性校正后与族错误率 α 比较⟦@" + Bibliography.GATEKEEPING + "⟧（⟦t-families⟧）：" + all + "。",
                "The plan tests these analyses as families; adjusted p-values are compared with the family's α ⟦@"
                        + Bibliography.GATEKEEPING + "⟧ (⟦t-families⟧): " + all + ".");
        List<Row> rows = new ArrayList<>();
        for (Family f : families) {
            rows.add(Row.group(
                    f.id()
                            + c.t("：", ": ")
                            + words.method(f.method())
                            + c.t("，α = ", ", α = ")
                            + c.numbers().parameter(f.alpha()),
                    6));
            f.members().forEach(m -> rows.add(member(m)));
        }
        b.table(
                "t-families",
                c.t("多重性校正后的 P 值", "P-values adjusted for multiplicity"),
                List.of(
                        Column.left(c.t("分析", "Analysis"), 2.2),
                        Column.left(c.t("结局", "Outcome"), 1.5),
                        Column.left(c.t("指标", "Measure"), 1.4),
                        Column.right("P", 0.8),
                        Column.right(c.t("校正后 P", "Adjusted P"), 1),
                        Column.left(c.t("结论", "Conclusion"), 1.4)),
                rows,
                List.of(c.t("置信区间未作多重性校正。", "Confidence intervals are not adjusted.")));
    }

    private Row member(Family.Member m) {
        boolean hidden = words.hides(m.analysis());
        return Row.cells(
                Cell.indented(c.names().analysis(m.analysis()), 1),
                Cell.of(c.names().outcome(m.outcome())),
                Cell.of(c.names().measure(m.measure())),
                Cell.of(hidden ? Numbers.ABSENT : c.numbers().p(m.p())),
                Cell.of(hidden ? Numbers.ABSENT : c.numbers().p(m.adjusted())),
                Cell.of(
                        hidden
                                ? Numbers.ABSENT
                                : m.rejected() ? c.t("有统计学意义", "significant") : c.t("无统计学意义", "not significant")));
    }

    private void shrunken(Blocks b) {
        List<Shrunken> all = c.effect().further().shrunken();
        if (all.isEmpty()) {
            return;
        }
        b.subsection("收缩后的亚组估计", "Subgroups drawn together");
        b.para(
                "⟦t-shrunken⟧把各亚组估计向总体收缩：层间差异不超出机遇所能解释的部分时，收缩估计更接近真值。"
                        + c.t(all.getFirst().warning()),
                "⟦t-shrunken⟧ draws the levels' estimates towards each other, as far as they do not differ beyond chance. "
                        + c.t(all.getFirst().warning()));
        List<Row> rows = new ArrayList<>();
        for (Shrunken s : all) {
            rows.add(Row.group(
                    c.names().variable(s.variable())
                            + c.t("：", ": ")
                            + c.names().measure(s.measure())
                            + c.bracketed(c.names().analysisInFull(s.analysis())),
                    3));
            s.levels().forEach(l -> rows.add(level(s, l)));
        }
        b.table(
                "t-shrunken",
                c.t("亚组的收缩估计", "Shrunken subgroups"),
                List.of(
                        Column.left(c.t("亚组", "Subgroup"), 2.2),
                        Column.right(c.t("收缩前", "Before"), 1),
                        Column.right(c.t("收缩后（CI）", "Shrunken (CI)"), 2)),
                rows,
                List.of());
    }

    /** A shrunken estimate tells its level's own as soon as the others are known: one hidden level hides the variable. */
    private Row level(Shrunken s, Shrunken.Level l) {
        boolean hidden = c.effect().estimates().stream()
                .filter(e -> e.analysis().equals(s.analysis()) && e.population().startsWith(s.variable() + "="))
                .anyMatch(c.counts()::hidesValue);
        return Row.cells(
                Cell.indented(c.names().population(l.population()), 1),
                Cell.of(hidden ? Numbers.ABSENT : words.number(s.measure(), l.raw())),
                Cell.of(
                        hidden
                                ? Numbers.ABSENT
                                : words.estimate(s.measure(), new double[] {l.value(), l.lower(), l.upper()})));
    }
}
