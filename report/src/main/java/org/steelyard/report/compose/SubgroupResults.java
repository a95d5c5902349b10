package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.EffectResults.Interaction;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.ForestPlot;
import org.steelyard.report.chart.ForestPlot.Kind;
import org.steelyard.report.compose.Numbers.Style;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Cell;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;

/** Subgroups with tests of heterogeneity, one table and one plot for each analysis and measure. */
record SubgroupResults(Context c) {

    List<Block> blocks() {
        Blocks b = new Blocks(c.lang());
        Map<String, List<EffectEstimate>> panels = panels();
        if (panels.isEmpty()) {
            return b.list();
        }
        b.subsection("亚组分析", "Subgroups");
        List<String> refs = new ArrayList<>();
        for (int i = 1; i <= panels.size(); i++) {
            refs.add("⟦t-subgroups-" + i + "⟧"
                    + (drawn(panels).contains(i) ? c.t("与", " and ") + "⟦f-subgroups-" + i + "⟧" : ""));
        }
        String all = String.join(c.semicolon(), refs);
        b.para("亚组结果见" + all + "。" + heterogeneity(), "Subgroup results: " + all + ". " + heterogeneity());
        int i = 0;
        for (List<EffectEstimate> estimates : panels.values()) {
            i++;
            panel(b, i, estimates, drawn(panels).contains(i));
        }
        return b.list();
    }

    private Map<String, List<EffectEstimate>> panels() {
        Map<String, List<EffectEstimate>> out = new LinkedHashMap<>();
        c.effect().estimates().stream()
                .filter(Findings::isSubgroup)
                .forEach(e -> out.computeIfAbsent(
                                e.analysis() + "\n" + e.outcome() + "\n" + e.measure(), k -> new ArrayList<>())
                        .add(e));
        return out;
    }

    /** The first measure of each analysis is drawn; the others would show the same picture again. */
    private Set<Integer> drawn(Map<String, List<EffectEstimate>> panels) {
        Set<String> seen = new HashSet<>();
        Set<Integer> out = new HashSet<>();
        int i = 0;
        for (List<EffectEstimate> estimates : panels.values()) {
            i++;
            EffectEstimate first = estimates.getFirst();
            if (estimates.size() > 1
                    && !estimates.stream().allMatch(c.counts()::hidesValue)
                    && seen.add(first.analysis() + "\n" + first.outcome())) {
                out.add(i);
            }
        }
        return out;
    }

    private String heterogeneity() {
        double alpha = 1 - c.plan().analysis().level();
        List<Interaction> tested = c.effect().interactions().stream()
                .filter(t -> !Double.isNaN(t.p()))
                .toList();
        if (tested.isEmpty()) {
            return c.t("未能进行异质性检验。", "No test of heterogeneity could be made.");
        }
        List<String> found = tested.stream()
                .filter(t -> t.p() < alpha)
                .map(t -> c.names().variable(t.variable())
                        + c.bracketed(c.names().measure(t.measure())
                                + c.t("，", ", ")
                                + c.numbers().pStatement(t.p())))
                .distinct()
                .toList();
        return found.isEmpty()
                ? c.t(
                        "共作 " + tested.size() + " 次异质性检验，未检出效应在亚组间的差异；亚组检验的把握度通常较低，不等于效应一致。",
                        tested.size() + (tested.size() == 1 ? " test" : " tests")
                                + " of heterogeneity found no difference of effects between subgroups; such tests have little power, so this is not to say that effects are equal.")
                : c.t(
                        "共作 " + tested.size() + " 次异质性检验，提示效应可能因下列因素而异：" + String.join("、", found) + "；未校正多重比较。",
                        "Of " + tested.size() + (tested.size() == 1 ? " test" : " tests")
                                + " of heterogeneity, these suggest that effects differ: " + String.join(", ", found)
                                + "; without correction for multiplicity.");
    }

    private void panel(Blocks b, int i, List<EffectEstimate> estimates, boolean drawn) {
        EffectEstimate first = estimates.getFirst();
        String title = c.names().outcome(first.outcome())
                + c.t("，", ", ")
                + c.names().measureWithUnit(first)
                + c.bracketed(c.names().analysis(first.analysis()));
        b.table(
                "t-subgroups-" + i,
                c.t("亚组结果：", "Subgroups: ") + title,
                List.of(
                        Column.left(c.t("亚组", "Subgroup"), 2.2),
                        Column.right(c.t("人数", "People"), 0.8),
                        Column.right(c.t("事件数", "Events"), 0.8),
                        Column.right(c.t("估计值（CI）", "Estimate (CI)"), 2),
                        Column.right(c.t("异质性 P", "P for heterogeneity"), 1)),
                rows(estimates),
                List.of(
                        c.t("置信区间未作多重比较校正。", "Intervals are not corrected for multiplicity."),
                        estimates.stream().anyMatch(c.counts()::hidesValue)
                                ? c.t("估计值为“—”的亚组人数或事件数过少，依小样本保护规则不予公布。", "“—”: too few people or events to be shown.")
                                : ""));
        if (!drawn) {
            return;
        }
        b.figure(
                "f-subgroups-" + i,
                c.t("亚组森林图：", "Subgroup forest plot: ") + title,
                forest(estimates),
                List.of(),
                c.t("各亚组的点估计与置信区间。", "Point estimates and intervals of the subgroups."));
    }

    private List<Row> rows(List<EffectEstimate> estimates) {
        List<Row> out = new ArrayList<>();
        String open = "";
        for (EffectEstimate e : estimates) {
            String variable = variable(e);
            if (!variable.equals(open)) {
                String p = interaction(e).map(t -> c.numbers().p(t.p())).orElse(Numbers.ABSENT);
                out.add(Row.cells(new Cell(c.names().variable(variable), true, 0, 4), Cell.of(p)));
                open = variable;
            }
            out.add(Row.cells(
                    Cell.indented(level(e), 1),
                    Cell.of(c.numbers().count(c.counts().people(e))),
                    Cell.of(
                            e.events() < 0
                                    ? Numbers.ABSENT
                                    : c.numbers().count(c.counts().events(e))),
                    Cell.of(value(e)),
                    Cell.of("")));
        }
        return out;
    }

    private Optional<Interaction> interaction(EffectEstimate e) {
        return c.effect().interactions().stream()
                .filter(t -> t.analysis().equals(e.analysis())
                        && t.variable().equals(variable(e))
                        && t.measure().equals(e.measure()))
                .findFirst();
    }

    private static String variable(EffectEstimate e) {
        return e.population().substring(0, e.population().indexOf('='));
    }

    private String level(EffectEstimate e) {
        String level = e.population().substring(e.population().indexOf('=') + 1);
        int bar = level.indexOf(" | ");
        return bar < 0
                ? c.names().level(variable(e), level)
                : c.names().level(variable(e), level.substring(0, bar))
                        + c.t("，", ", ")
                        + c.names().population(level.substring(bar + 3));
    }

    private String value(EffectEstimate e) {
        return c.counts().hidesValue(e)
                ? Numbers.ABSENT
                : c.numbers().estimate(Names.style(e.measure()), e.value(), e.lower(), e.upper());
    }

    private ForestPlot forest(List<EffectEstimate> estimates) {
        EffectEstimate first = estimates.getFirst();
        Style style = Names.style(first.measure());
        double scale = style == Style.POINTS ? 100 : 1;
        List<ForestPlot.Row> rows = new ArrayList<>();
        String open = "";
        for (EffectEstimate e : estimates) {
            if (!variable(e).equals(open)) {
                open = variable(e);
                rows.add(ForestPlot.Row.heading(c.names().variable(open)));
            }
            double shown = c.counts().hidesValue(e) ? Double.NaN : scale;
            rows.add(new ForestPlot.Row(
                    level(e),
                    1,
                    c.findings().isExploratory(e) ? Kind.EXPLORATORY : Kind.ESTIMATE,
                    e.value() * shown,
                    e.lower() * shown,
                    e.upper() * shown,
                    List.of(c.numbers().count(c.counts().people(e))),
                    List.of(value(e))));
        }
        boolean higherIsBetter = c.findings().higherIsBetter(first);
        String treated = c.names().arms(first).isPresent()
                ? c.t("有利于该组", "Favours the arm")
                : c.t("有利于", "Favours ") + c.names().treated();
        String control = c.names().arms(first).isPresent()
                ? c.t("有利于参照组或后者", "Favours the reference or the other")
                : c.t("有利于", "Favours ") + c.names().control();
        String label = c.names().measureWithUnit(first);
        return new ForestPlot(
                style == Style.RATIO ? Axis.log(label) : Axis.linear(label),
                Findings.noEffect(first.measure()),
                c.t("亚组", "Subgroup"),
                List.of(c.t("人数", "People")),
                List.of(c.t("估计值（CI）", "Estimate (CI)")),
                rows,
                higherIsBetter ? control : treated,
                higherIsBetter ? treated : control);
    }
}
