package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.EffectResults.EValue;
import org.steelyard.kernel.Text;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.ForestPlot;
import org.steelyard.report.chart.ForestPlot.Kind;
import org.steelyard.report.compose.Numbers.Style;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Cell;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;

/** 临床价值: estimates by outcome and measure, as table and forest plot, and E-values. */
record ClinicalResults(Context c, Sentences say) {

    private static final Text ROWS = Text.of(
            "以汇总数据（如时间序列）为行的设计，人数栏为所用的行数，不是人数。",
            "For designs whose rows are aggregates, such as a series, the numbers of people are numbers of rows.");

    /** Estimates of one outcome and measure: comparable, on one axis. */
    private record Panel(String outcome, String measure, List<EffectEstimate> estimates) {}

    List<Block> blocks() {
        Blocks b = new Blocks(c.lang());
        b.section("临床价值", "Clinical value");
        List<Panel> panels = panels();
        if (panels.isEmpty()) {
            b.para("临床价值分析未获得结果。", "No clinical analysis has a result.");
            return b.list();
        }
        main(b);
        b.subsection("全部分析的估计值", "Estimates of all analyses");
        List<List<Panel>> plots = plots(panels);
        b.para(
                "⟦t-estimates⟧列出各结局、各分析的估计值" + (plots.isEmpty() ? "。" : "；森林图见" + figures(plots.size()) + "。"),
                "⟦t-estimates⟧ lists the estimates of all outcomes and analyses"
                        + (plots.isEmpty() ? "." : "; forest plots: " + figures(plots.size()) + "."));
        b.table("t-estimates", c.t("各分析的效应估计值", "Effect estimates"), columns(), rows(panels), notes(panels));
        for (int i = 0; i < plots.size(); i++) {
            forest(b, i + 1, plots.get(i));
        }
        b.addAll(new DesignResults(c).blocks());
        b.addAll(new SurvivalResults(c).blocks());
        b.addAll(new IncidenceResults(c).blocks());
        b.addAll(new DecisionResults(c).blocks());
        b.addAll(new SubgroupResults(c).blocks());
        eValues(b);
        b.addAll(new RobustnessResults(c).blocks());
        b.addAll(new BenchmarkResults(c).blocks());
        return b.list();
    }

    private List<Panel> panels() {
        Map<String, Panel> panels = new LinkedHashMap<>();
        Set<String> order = new LinkedHashSet<>();
        c.findings().primary().forEach(e -> order.add(e.outcome() + "\n" + e.measure()));
        c.findings().overall().forEach(e -> order.add(e.outcome() + "\n" + e.measure()));
        order.forEach(k -> panels.put(
                k, new Panel(k.substring(0, k.indexOf('\n')), k.substring(k.indexOf('\n') + 1), new ArrayList<>())));
        c.findings()
                .overall()
                .forEach(e -> Optional.ofNullable(panels.get(e.outcome() + "\n" + e.measure()))
                        .ifPresent(p -> p.estimates().add(e)));
        return List.copyOf(panels.values());
    }

    private String figures(int n) {
        return IntStream.rangeClosed(1, n).mapToObj(i -> "⟦f-forest-" + i + "⟧").collect(Collectors.joining(c.joint()));
    }

    /** Outcomes that share a measure, its unit and the better side share a plot; one estimate alone needs none, and where small counts hide all there is nothing to draw. */
    private List<List<Panel>> plots(List<Panel> panels) {
        Map<List<Object>, List<Panel>> out = new LinkedHashMap<>();
        for (Panel p : panels.stream().map(this::ofOneComparison).toList()) {
            EffectEstimate first = p.estimates().getFirst();
            boolean ownScale = Names.style(p.measure()) == Style.GENERAL
                    && c.names().unit(first).isEmpty();
            out.computeIfAbsent(
                            List.of(
                                    c.names().measureWithUnit(first),
                                    c.findings().higherIsBetter(first),
                                    c.names().arms(first).isPresent(),
                                    ownScale ? p.outcome() : ""),
                            k -> new ArrayList<>())
                    .add(p);
        }
        return out.values().stream()
                .filter(group ->
                        group.stream().mapToInt(p -> p.estimates().size()).sum() > 1)
                .filter(group ->
                        !group.stream().flatMap(p -> p.estimates().stream()).allMatch(c.counts()::hidesValue))
                .toList();
    }

    /** Contrasts of several arms favour other arms than the plan's two; beside those they stand in the picture of their design. */
    private Panel ofOneComparison(Panel p) {
        List<EffectEstimate> twoArms =
                p.estimates().stream().filter(e -> c.names().arms(e).isEmpty()).toList();
        return twoArms.isEmpty() ? p : new Panel(p.outcome(), p.measure(), twoArms);
    }

    private void forest(Blocks b, int i, List<Panel> group) {
        boolean exploratory =
                group.stream().flatMap(p -> p.estimates().stream()).anyMatch(c.findings()::isExploratory);
        boolean summary = group.stream().flatMap(p -> p.estimates().stream()).anyMatch(e -> kind(e) == Kind.SUMMARY);
        String outcome = group.size() == 1 ? c.names().outcome(group.getFirst().outcome()) + c.t("：", ": ") : "";
        b.figure(
                "f-forest-" + i,
                outcome + c.names().measure(group.getFirst().estimates().getFirst()) + c.t("（各分析）", " (all analyses)"),
                forest(group),
                List.of(
                        summary ? c.t("菱形为主要分析。", "Diamond: primary analysis.") : "",
                        exploratory ? c.t("空心点为探索性分析。", "Hollow points: exploratory.") : "",
                        group.stream().flatMap(p -> p.estimates().stream()).anyMatch(this::countsRows)
                                ? ROWS.in(c.lang())
                                : ""),
                c.t("各分析的点估计与置信区间。", "Point estimates and intervals of all analyses."));
    }

    private void main(Blocks b) {
        b.subsection("主要结果", "Main result");
        List<EffectEstimate> primary = c.findings().primary();
        if (primary.isEmpty()) {
            b.callout(
                    Block.Level.BAD,
                    c.t("主要分析无结果", "The primary analysis has no result"),
                    List.of(c.t(
                            "原因见“预先规定但未获得结果的指标”。", "The reason is given under “Planned outcomes without a result”.")));
            return;
        }
        for (EffectEstimate e : primary) {
            String meaning = say.meaning(e);
            b.para(c.names().outcome(e.outcome())
                    + c.bracketed(c.names().analysis(e.analysis()))
                    + c.t("：", ": ")
                    + say.estimate(e)
                    + (meaning.isEmpty() ? "" : c.semicolon() + meaning)
                    + c.t("。", "."));
        }
        c.findings().headline().flatMap(say::consistency).ifPresent(s -> b.para(s + c.t("。", ".")));
        c.findings()
                .headline()
                .flatMap(h -> c.findings().unadjusted(h).filter(u -> !c.counts().hidesValue(u)))
                .ifPresent(
                        u -> b.para(
                                c.t(
                                        "作为对照，未调整的" + say.estimate(u) + "；与调整后结果之差提示可观测混杂的方向与大小。",
                                        "For comparison, without adjustment: " + say.estimate(u)
                                                + "; its distance from the adjusted result shows the direction and size of measured confounding.")));
    }

    private List<Column> columns() {
        return List.of(
                Column.left(c.t("分析", "Analysis"), 2.3),
                Column.left(c.t("角色", "Role"), 1),
                Column.right(c.t("人数", "People"), 0.8),
                Column.right(c.t("其中干预组", "Treated"), 0.8),
                Column.right(c.t("事件数", "Events"), 0.8),
                Column.right(
                        c.t("估计值（", "Estimate (")
                                + c.numbers().level(c.plan().analysis().level())
                                + c.t(" CI）", " CI)"),
                        2.1),
                Column.right("P", 0.7));
    }

    private List<Row> rows(List<Panel> panels) {
        List<Row> out = new ArrayList<>();
        for (Panel p : panels) {
            out.add(Row.group(
                    c.names().outcome(p.outcome())
                            + c.t("：", ": ")
                            + c.names().measureWithUnit(p.estimates().getFirst()),
                    7));
            p.estimates().forEach(e -> out.add(row(e)));
        }
        return out;
    }

    private Row row(EffectEstimate e) {
        return Row.cells(
                Cell.indented(DesignWords.withPart(c, e), 1),
                Cell.of(role(e)),
                Cell.of(c.numbers().count(c.counts().people(e))),
                Cell.of(c.numbers().count(c.counts().treated(e))),
                Cell.of(
                        e.events() < 0
                                ? Numbers.ABSENT
                                : c.numbers().count(c.counts().events(e))),
                Cell.of(value(e)),
                Cell.of(c.counts().hidesValue(e) ? Numbers.ABSENT : c.numbers().p(e.p())));
    }

    private String role(EffectEstimate e) {
        if (c.findings().isExploratory(e)) {
            return c.t("探索性", "Exploratory");
        }
        return c.findings().role(e.analysis()).map(r -> c.t(Labels.of(r))).orElse(c.t("探索性", "Exploratory"));
    }

    private String value(EffectEstimate e) {
        return c.counts().hidesValue(e)
                ? Numbers.ABSENT
                : c.numbers().estimate(Names.style(e.measure()), e.value(), e.lower(), e.upper());
    }

    private boolean countsRows(EffectEstimate e) {
        return c.effect().designs().stream().anyMatch(d -> d.id().equals(e.analysis()) && d.aggregated());
    }

    private List<String> notes(List<Panel> panels) {
        List<EffectEstimate> all =
                panels.stream().flatMap(p -> p.estimates().stream()).toList();
        List<String> notes = new ArrayList<>();
        notes.add(c.t("事件数栏的“—”表示该结局不计事件。", "“—” under Events: the outcome has none."));
        if (all.stream().anyMatch(e -> Double.isNaN(e.lower()) || Double.isNaN(e.p()))) {
            notes.add(c.t("区间或 P 值为“—”表示该方法不提供。", "“—” for an interval or P: the method gives none."));
        }
        if (all.stream().anyMatch(this::countsRows)) {
            notes.add(ROWS.in(c.lang()));
        }
        if (all.stream().anyMatch(c.counts()::hidesValue)) {
            notes.add(
                    c.t("估计值为“—”且人数或事件数受保护的，依小样本保护规则不予公布。", "Estimates that rest on protected counts are not shown."));
        }
        return notes;
    }

    private ForestPlot forest(List<Panel> group) {
        EffectEstimate first = group.getFirst().estimates().getFirst();
        boolean ratio = Names.style(first.measure()) == Style.RATIO;
        List<ForestPlot.Row> rows = new ArrayList<>();
        for (Panel p : group) {
            if (group.size() > 1) {
                rows.add(ForestPlot.Row.heading(c.names().outcome(p.outcome())));
            }
            p.estimates().forEach(e -> rows.add(forestRow(e, group.size() > 1 ? 1 : 0)));
        }
        String label = c.names().measureWithUnit(first);
        boolean higherIsBetter = c.findings().higherIsBetter(first);
        String treatedBetter = c.names().arms(first).isPresent()
                ? c.t("有利于该组", "Favours the arm")
                : c.t("有利于", "Favours ") + c.names().treated();
        String controlBetter = c.names().arms(first).isPresent()
                ? c.t("有利于参照组或后者", "Favours the reference or the other")
                : c.t("有利于", "Favours ") + c.names().control();
        return new ForestPlot(
                ratio ? Axis.log(label) : Axis.linear(label),
                Findings.noEffect(first.measure()),
                c.t("分析", "Analysis"),
                List.of(c.t("人数", "People")),
                List.of(c.t("估计值（CI）", "Estimate (CI)")),
                rows,
                higherIsBetter ? controlBetter : treatedBetter,
                higherIsBetter ? treatedBetter : controlBetter);
    }

    private ForestPlot.Row forestRow(EffectEstimate e, int indent) {
        boolean hidden = c.counts().hidesValue(e);
        double scale = Names.style(e.measure()) == Style.POINTS ? 100 : 1;
        return new ForestPlot.Row(
                DesignWords.withPart(c, e),
                indent,
                kind(e),
                hidden ? Double.NaN : e.value() * scale,
                hidden ? Double.NaN : e.lower() * scale,
                hidden ? Double.NaN : e.upper() * scale,
                List.of(c.numbers().count(c.counts().people(e))),
                List.of(value(e)));
    }

    private Kind kind(EffectEstimate e) {
        if (c.findings().isExploratory(e)) {
            return Kind.EXPLORATORY;
        }
        boolean primary = c.findings()
                .role(e.analysis())
                .filter(r -> r == org.steelyard.protocol.AnalysisPlan.AnalysisRole.PRIMARY)
                .isPresent();
        return primary ? Kind.SUMMARY : Kind.ESTIMATE;
    }

    private void eValues(Blocks b) {
        List<EValue> values = c.effect().eValues();
        if (values.isEmpty()) {
            return;
        }
        b.subsection("对未测量混杂的敏感性", "Sensitivity to unmeasured confounding");
        b.para(
                "⟦t-e-values⟧给出 E 值：未测量混杂与治疗、与结局的关联（以相对危险度表示）均须达到该值，方可完全解释观察到的关联；“区间”一栏为使置信区间触及无效值所需的强度，等于 1 表示区间已包含无效值。",
                "⟦t-e-values⟧ gives E-values: an unmeasured confounder would have to be associated with both treatment and outcome by at least this risk ratio to explain the association away. The column for the interval is what would move it to include no effect; 1 means that it does already.");
        b.table(
                "t-e-values",
                c.t("E 值", "E-values"),
                List.of(
                        Column.left(c.t("分析", "Analysis"), 2.4),
                        Column.left(c.t("指标", "Measure"), 1.4),
                        Column.right(c.t("近似相对危险度", "Risk ratio"), 1),
                        Column.right(c.t("E 值（点估计）", "E-value (estimate)"), 1),
                        Column.right(c.t("E 值（区间）", "E-value (interval)"), 1)),
                values.stream().map(this::eValue).toList(),
                List.of());
    }

    private Row eValue(EValue v) {
        boolean hidden = c.effect().estimates().stream()
                .anyMatch(e -> e.analysis().equals(v.analysis())
                        && e.measure().equals(v.measure())
                        && !Findings.isSubgroup(e)
                        && c.counts().hidesValue(e));
        return hidden
                ? Row.of(
                        c.names().analysisInFull(v.analysis()),
                        c.names().measure(v.measure()),
                        Numbers.ABSENT,
                        Numbers.ABSENT,
                        Numbers.ABSENT)
                : Row.of(
                        c.names().analysisInFull(v.analysis()),
                        c.names().measure(v.measure()),
                        c.numbers().of(Style.RATIO, v.riskRatio()),
                        c.numbers().of(Style.RATIO, v.point()),
                        c.numbers().of(Style.RATIO, v.limit()));
    }
}
