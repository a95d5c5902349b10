package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.disclosure.ReleasedCount;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.BarChart;
import org.steelyard.report.chart.ConcentrationCurve;
import org.steelyard.report.chart.Series;
import org.steelyard.report.compose.Counts.Group;
import org.steelyard.report.compose.Numbers.Style;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Cell;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;
import org.steelyard.society.SocialResults;
import org.steelyard.society.SocialResults.Concentration;
import org.steelyard.society.SocialResults.GroupRow;
import org.steelyard.society.SocialResults.GroupTable;
import org.steelyard.society.SocialResults.OutcomeByGroup;

/** 社会价值: access and outcomes by group, and inequality along a ranking. */
record SocialFindings(Context c, SocialResults results) {

    List<Block> blocks() {
        Blocks b = new Blocks(c.lang());
        b.section("社会价值", "Social value");
        if (results.groups().isEmpty() && results.concentration().isEmpty()) {
            b.para("社会价值分析未获得结果。", "No analysis of social value has a result.");
            return b.list();
        }
        access(b);
        outcomes(b);
        concentration(b);
        return b.list();
    }

    private void access(Blocks b) {
        if (results.groups().isEmpty()) {
            return;
        }
        b.subsection("各组服务可及性", "Access by group");
        b.para(
                "⟦t-access⟧与⟦f-access⟧给出各组接受" + c.names().treated() + "的比例。"
                        + new SocialSentences(c).access(results).orElse(""),
                "⟦t-access⟧ and ⟦f-access⟧ give the share of each group that received "
                        + c.names().treated() + ". "
                        + new SocialSentences(c).access(results).orElse(""));
        List<Row> rows = new ArrayList<>();
        for (GroupTable g : results.groups()) {
            rows.add(Row.cells(
                    new Cell(c.names().variable(g.variable()), true, 0, 4),
                    Cell.of(c.numbers().p(g.accessP())),
                    Cell.of("")));
            g.rows().forEach(r -> rows.add(accessRow(g, r)));
        }
        b.table(
                "t-access",
                c.t("各组服务利用", "Access by group"),
                List.of(
                        Column.left(c.t("分组", "Group"), 1.8),
                        Column.right(c.t("人数", "People"), 0.8),
                        Column.right(c.t("接受干预", "Received"), 0.8),
                        Column.right(c.t("利用率（CI）", "Share (CI)"), 1.7),
                        Column.right("P", 0.7),
                        Column.right(c.t("调整比值比（CI）", "Adjusted odds ratio (CI)"), 1.6)),
                rows,
                List.of(c.t(
                        "比值比以首行为参照；“—”为参照组、未能估计或受小样本保护。",
                        "The first level is the reference; “—”: reference, not estimated, or protected.")));
        b.figure(
                "f-access",
                c.t("各组服务利用率", "Share receiving the service by group"),
                accessChart(),
                List.of(),
                c.t("各组利用率及置信区间的横向条形图。", "Horizontal bars of the share by group, with intervals."));
    }

    private ReleasedCount count(GroupTable g, GroupRow r, Group group) {
        return c.counts().access(g.variable(), r.level(), group);
    }

    private boolean isShown(GroupTable g, GroupRow r) {
        return count(g, r, Group.ALL).isShown() && count(g, r, Group.TREATED).isShown();
    }

    private Row accessRow(GroupTable g, GroupRow r) {
        boolean shown = isShown(g, r);
        return Row.cells(
                Cell.indented(c.names().level(g.variable(), r.level()), 1),
                Cell.of(c.numbers().count(count(g, r, Group.ALL))),
                Cell.of(c.numbers().count(count(g, r, Group.TREATED))),
                Cell.of(
                        shown
                                ? c.numbers().estimate(Style.PERCENT, r.access(), r.accessLower(), r.accessUpper())
                                : Numbers.ABSENT),
                Cell.of(""),
                Cell.of(
                        shown
                                ? c.numbers()
                                        .estimate(
                                                Style.RATIO,
                                                r.accessAdjusted(),
                                                r.accessAdjustedLower(),
                                                r.accessAdjustedUpper())
                                : Numbers.ABSENT));
    }

    private BarChart accessChart() {
        List<BarChart.Group> groups = new ArrayList<>();
        for (GroupTable g : results.groups()) {
            for (GroupRow r : g.rows()) {
                boolean shown = isShown(g, r);
                BarChart.Bar bar = shown
                        ? new BarChart.Bar(
                                r.access(),
                                r.accessLower(),
                                r.accessUpper(),
                                c.numbers().percent(r.access()))
                        : new BarChart.Bar(Double.NaN, Double.NaN, Double.NaN, c.t("受小样本保护", "protected"));
                groups.add(new BarChart.Group(
                        c.names().term(g.variable(), "")
                                + c.t("：", ": ")
                                + c.names().level(g.variable(), r.level()),
                        List.of(bar)));
            }
        }
        return new BarChart(
                Axis.percent(c.t("利用率", "Share")).from(0), List.of(c.names().treated()), groups);
    }

    private void outcomes(Blocks b) {
        List<Row> rows = new ArrayList<>();
        for (GroupTable g : results.groups()) {
            List<Row> of = new ArrayList<>();
            g.rows().forEach(r -> r.outcomes().forEach(o -> of.add(outcomeRow(g, r, o))));
            if (!of.isEmpty()) {
                rows.add(Row.group(c.names().variable(g.variable()) + tests(g), 5));
                rows.addAll(of);
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        b.subsection("各组结局", "Outcomes by group");
        b.para(
                "⟦t-outcomes-by-group⟧按实际观察描述各组结局，未作调整，不作因果解释。",
                "⟦t-outcomes-by-group⟧ describes outcomes by group as observed, without adjustment and without causal reading.");
        b.table(
                "t-outcomes-by-group",
                c.t("各组结局", "Outcomes by group"),
                List.of(
                        Column.left(c.t("分组", "Group"), 1.6),
                        Column.left(c.t("结局与指标", "Outcome and measure"), 2.2),
                        Column.right(c.t("人数", "People"), 0.8),
                        Column.right(c.t("事件数", "Events"), 0.8),
                        Column.right(c.t("数值（CI）", "Value (CI)"), 1.8)),
                rows,
                List.of());
    }

    private String tests(GroupTable g) {
        List<String> tests = g.outcomeTests().stream()
                .filter(t -> !Double.isNaN(t.p()))
                .map(t -> c.names().outcome(t.outcome())
                        + c.t("：", ": ")
                        + c.numbers().pStatement(t.p()))
                .toList();
        return c.bracketed(String.join(c.semicolon(), tests));
    }

    private Row outcomeRow(GroupTable g, GroupRow r, OutcomeByGroup o) {
        String population = g.variable() + "=" + r.level();
        ReleasedCount n = c.counts().get(Counts.peopleId(population, o.n()));
        ReleasedCount events = c.counts().get(Counts.eventsId(o.outcome(), population, o.n(), o.events()));
        boolean counted = o.events() >= 0;
        boolean shown = n.isShown() && (!counted || events.isShown());
        return Row.cells(
                Cell.indented(c.names().level(g.variable(), r.level()), 1),
                Cell.of(c.names().outcome(o.outcome())
                        + c.t("：", ": ")
                        + c.names().measure(o.measure())),
                Cell.of(c.numbers().count(n)),
                Cell.of(counted ? c.numbers().count(events) : Numbers.ABSENT),
                Cell.of(
                        shown
                                ? c.numbers().estimate(Names.style(o.measure()), o.value(), o.lower(), o.upper())
                                : Numbers.ABSENT));
    }

    private void concentration(Blocks b) {
        List<Concentration> all = results.concentration();
        if (all.isEmpty()) {
            return;
        }
        b.subsection("分布公平性", "Equity of distribution");
        List<String> read = all.stream()
                .filter(x -> Double.isFinite(x.index()))
                .map(new SocialSentences(c)::concentration)
                .toList();
        String sentence = String.join(c.semicolon(), read);
        b.para(
                "⟦t-concentration⟧与" + curveRefs() + "给出集中指数与集中曲线。" + (sentence.isEmpty() ? "" : sentence + "。"),
                "⟦t-concentration⟧ and " + curveRefs() + " give concentration indices and curves. "
                        + (sentence.isEmpty()
                                ? ""
                                : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) + "."));
        b.table(
                "t-concentration",
                c.t("集中指数", "Concentration indices"),
                List.of(
                        Column.left(c.t("排序变量", "Ranking"), 1.4),
                        Column.left(c.t("对象", "Of"), 1.8),
                        Column.right(c.t("集中指数（CI）", "Index (CI)"), 2),
                        Column.right("P", 0.7),
                        Column.right(c.t("Erreygers 校正", "Erreygers"), 1)),
                all.stream().map(this::concentrationRow).toList(),
                List.of(
                        c.t(
                                "取值 −1 至 1，负值表示偏向状况较差者；“—”表示变量无界，不适用校正。",
                                "From −1 to 1; negative: concentrated among the worse off; “—”: unbounded variable, no correction.")));
        List<String> ranks = ranks();
        for (int i = 0; i < ranks.size(); i++) {
            String rank = ranks.get(i);
            List<Series> curves = all.stream()
                    .filter(x -> x.rank().equals(rank))
                    .map(x -> Series.of(c.names().variable(x.of()), x.population(), x.cumulative()))
                    .toList();
            b.figure(
                    "f-concentration-" + (i + 1),
                    c.t("集中曲线：按", "Concentration curves along ") + new SocialSentences(c).rank(rank) + c.t("排序", ""),
                    new ConcentrationCurve(
                            Axis.percent(c.t("人口累计百分比（由差到好）", "Cumulative share of people, worst off first"))
                                    .from(0)
                                    .to(1),
                            Axis.percent(c.t("累计百分比", "Cumulative share"))
                                    .from(0)
                                    .to(1),
                            curves,
                            c.t("平等线", "Line of equality")),
                    List.of(),
                    c.t("集中曲线与平等线。", "Concentration curves and the line of equality."));
        }
    }

    private List<String> ranks() {
        return results.concentration().stream()
                .map(Concentration::rank)
                .distinct()
                .toList();
    }

    private String curveRefs() {
        return String.join(
                c.joint(),
                IntStream.rangeClosed(1, ranks().size())
                        .mapToObj(i -> "⟦f-concentration-" + i + "⟧")
                        .toList());
    }

    private Row concentrationRow(Concentration x) {
        return Row.of(
                new SocialSentences(c).rank(x.rank()),
                c.names().variable(x.of()),
                c.numbers().estimate(Style.INDEX, x.index(), x.lower(), x.upper()),
                c.numbers().p(x.p()),
                c.numbers().of(Style.INDEX, x.erreygers()));
    }
}
