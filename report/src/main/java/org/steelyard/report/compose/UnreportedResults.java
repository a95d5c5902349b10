package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.EffectResults.NotEstimated;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.Indicator;
import org.steelyard.protocol.Outcome;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;

/** What was planned and has no result, and what has a result but was not planned: selective reporting must be visible. */
record UnreportedResults(Context c) {

    /** The variable with which a reason opens. */
    private static final Pattern SUBJECT = Pattern.compile("^([^\\s：:]+)[：:]");

    List<Block> blocks() {
        Blocks b = new Blocks(c.lang());
        unreported(b);
        exploratory(b);
        return b.list();
    }

    private void unreported(Blocks b) {
        b.section("方案预先规定但未获得结果的指标", "Planned outcomes and analyses without a result");
        List<Row> rows = new ArrayList<>();
        merged().forEach(same -> rows.add(row(same)));
        c.findings().silent().forEach(a -> rows.add(silent(a)));
        outcomesWithoutAnalysis()
                .forEach(o -> rows.add(Row.of(
                        c.t(o.name()),
                        Numbers.ABSENT,
                        Numbers.ABSENT,
                        c.t("方案未为该结局规定分析", "The plan has no analysis of this outcome"))));
        indicatorsWithoutOutcome()
                .forEach(i -> rows.add(Row.of(
                        c.t(i.name()),
                        Numbers.ABSENT,
                        Numbers.ABSENT,
                        c.t(
                                "方案未为该指标指定结局，定性说明见方法与讨论",
                                "The plan names no outcome for this indicator; see Methods and Discussion"))));
        if (missingModules(rows) == 0 && rows.isEmpty()) {
            b.para(
                    "无：方案预先规定的各项分析与指标均已获得结果并在本章报告。",
                    "None: every planned analysis and indicator has a result, reported in this chapter.");
            return;
        }
        b.para(
                "⟦t-unreported⟧列出方案已规定但未获得结果的指标与分析及其原因，共 " + rows.size() + " 项。",
                "⟦t-unreported⟧ lists what was planned and has no result, with reasons (" + rows.size() + ").");
        b.table(
                "t-unreported",
                c.t("预先规定但未获得结果的指标与分析", "Planned, without a result"),
                List.of(
                        Column.left(c.t("结局或指标", "Outcome or indicator"), 1.5),
                        Column.left(c.t("分析", "Analysis"), 1.5),
                        Column.left(c.t("效应指标", "Measure"), 1.2),
                        Column.left(c.t("原因", "Reason"), 3)),
                rows,
                List.of());
    }

    private int missingModules(List<Row> rows) {
        int before = rows.size();
        if (c.plan().economics().isPresent() && c.economics().isEmpty()) {
            rows.add(Row.of(
                    c.t("经济价值", "Economic value"),
                    Numbers.ABSENT,
                    Numbers.ABSENT,
                    c.t("方案规定了经济学评价，但本次运行没有结果", "The plan has an economic evaluation, the run has no result")));
        }
        if (c.plan().society().isPresent() && c.society().isEmpty()) {
            rows.add(Row.of(
                    c.t("社会价值", "Social value"),
                    Numbers.ABSENT,
                    Numbers.ABSENT,
                    c.t("方案规定了社会价值评价，但本次运行没有结果", "The plan has an evaluation of social value, the run has no result")));
        }
        return rows.size() - before;
    }

    /** The measures of one analysis that fail for one reason. */
    private Collection<List<NotEstimated>> merged() {
        Map<List<Object>, List<NotEstimated>> out = new LinkedHashMap<>();
        c.findings()
                .notEstimated()
                .forEach(n -> out.computeIfAbsent(
                                List.of(n.outcome(), n.analysis(), n.reason(), where(n)), k -> new ArrayList<>())
                        .add(n));
        return out.values();
    }

    /** The level of a subgroup analysis. */
    private static String where(NotEstimated n) {
        int slash = n.measure().indexOf('/');
        return slash < 0 ? "" : n.measure().substring(slash + 1);
    }

    private Row row(List<NotEstimated> same) {
        NotEstimated n = same.getFirst();
        String where = where(n);
        String measures = same.stream()
                .map(NotEstimated::measure)
                .filter(m -> !m.isBlank())
                .map(m -> c.names().measure(m.contains("/") ? m.substring(0, m.indexOf('/')) : m))
                .distinct()
                .collect(Collectors.joining(c.joint()));
        return Row.of(
                c.names().outcome(n.outcome()),
                c.names().analysis(n.analysis())
                        + (where.isBlank()
                                ? ""
                                : c.t("；亚组 ", "; subgroup ") + c.names().population(where)),
                measures.isBlank() ? Numbers.ABSENT : measures,
                reason(n));
    }

    /** Without the code, which is for people who run the program. */
    private String reason(NotEstimated n) {
        String text = c.fromData(n.reason()).replaceAll("\\[[A-Z]+-\\d+]\\s*", "");
        Matcher named = SUBJECT.matcher(text);
        return named.find() && !c.names().variable(named.group(1)).equals(named.group(1))
                ? c.names().variable(named.group(1)) + text.substring(named.end(1))
                : text;
    }

    private Row silent(Analysis a) {
        return Row.of(
                c.names().outcome(a.outcome()),
                c.names().analysis(a.id()),
                Numbers.ABSENT,
                c.t("运行未给出结果，也未说明原因；须核查", "The run gave neither result nor reason; to be looked into"));
    }

    private List<Outcome> outcomesWithoutAnalysis() {
        return c.plan().outcomes().stream()
                .filter(o -> c.plan().analysis().analyses().stream()
                        .noneMatch(a -> a.outcome().equals(o.id())))
                .filter(o -> c.plan().analysis().designs().stream()
                        .noneMatch(d -> d.outcome().equals(o.id())))
                .filter(o -> c.plan().analysis().analyses().stream()
                        .flatMap(a -> a.sensitivity().stream())
                        .noneMatch(s -> s.negativeControls().contains(o.id())))
                .filter(o -> c.effect().estimates().stream()
                        .noneMatch(e -> e.outcome().equals(o.id())))
                .filter(o -> c.society().stream()
                        .flatMap(s -> s.groups().stream())
                        .flatMap(g -> g.rows().stream())
                        .flatMap(r -> r.outcomes().stream())
                        .noneMatch(x -> x.outcome().equals(o.id())))
                .toList();
    }

    private List<Indicator> indicatorsWithoutOutcome() {
        return c.plan().indicators().stream()
                .filter(i -> i.outcomes().isEmpty())
                .filter(i -> switch (i.dimension().module()) {
                    case CLINICAL -> true;
                    case ECONOMIC -> c.plan().economics().isEmpty();
                    case SOCIAL -> c.plan().society().isEmpty();
                })
                .toList();
    }

    private void exploratory(Blocks b) {
        b.section("探索性分析", "Exploratory analyses");
        List<EffectEstimate> estimates = c.findings().exploratory();
        if (estimates.isEmpty()) {
            b.para("无：本报告的全部效应估计均来自预先规定的分析。", "None: all effect estimates of this report come from planned analyses.");
            return;
        }
        b.para(
                "⟦t-exploratory⟧中的结果来自探索性分析（方案标明为探索性、事后增加或修改，或方案未锁定），只用于提出假设，不作为结论的依据。",
                "The results in ⟦t-exploratory⟧ are exploratory (so named in the plan, added or changed after results, or run without a locked plan). They raise questions and are no basis for conclusions.");
        b.table(
                "t-exploratory",
                c.t("探索性分析", "Exploratory analyses"),
                List.of(
                        Column.left(c.t("结局", "Outcome"), 1.5),
                        Column.left(c.t("分析与人群", "Analysis and people"), 2.2),
                        Column.left(c.t("指标", "Measure"), 1.5),
                        Column.right(c.t("估计值（CI）", "Estimate (CI)"), 2)),
                estimates.stream().map(this::exploratoryRow).toList(),
                List.of());
    }

    private Row exploratoryRow(EffectEstimate e) {
        return Row.of(
                c.names().outcome(e.outcome()),
                c.names().analysis(e.analysis()) + c.t("；", "; ") + c.names().population(e.population()),
                c.names().measureWithUnit(e),
                c.counts().hidesValue(e)
                        ? Numbers.ABSENT
                        : c.numbers().estimate(Names.style(e.measure()), e.value(), e.lower(), e.upper()));
    }
}
