package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.steelyard.disclosure.Histograms;
import org.steelyard.effect.EffectResults.Balance;
import org.steelyard.effect.EffectResults.Overlap;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.LovePlot;
import org.steelyard.report.chart.ScoreOverlap;
import org.steelyard.report.compose.Numbers.Style;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;

/** Overlap of the propensity score, and balance before and after adjustment. */
record BalanceResults(Context c) {

    private static final int MOST_TERMS_IN_PLOT = 60;
    private static final int MOST_SERIES_IN_PLOT = 6;

    List<Block> blocks() {
        Blocks b = new Blocks(c.lang());
        if (c.effect().overlap().isEmpty() && c.effect().balance().isEmpty()) {
            return b.list();
        }
        b.section("重叠与平衡", "Overlap and balance");
        overlap(b);
        balance(b);
        return b.list();
    }

    private void overlap(Blocks b) {
        List<Overlap> overlaps = c.effect().overlap();
        if (overlaps.isEmpty()) {
            return;
        }
        b.para(
                "⟦t-overlap⟧给出倾向性评分模型的区分度与加权后的有效样本量，评分分布见⟦f-overlap-1⟧。"
                        + (overlaps.size() > 1 && distinct(overlaps).size() > 1
                                ? "其余评分分布见" + others(distinct(overlaps)) + "。"
                                : ""),
                "⟦t-overlap⟧ gives the discrimination of the propensity model and effective sample sizes; ⟦f-overlap-1⟧ shows the scores."
                        + (distinct(overlaps).size() > 1
                                ? " Further score distributions: " + others(distinct(overlaps)) + "."
                                : ""));
        b.table(
                "t-overlap",
                c.t("倾向性评分模型与有效样本量", "Propensity models and effective sample sizes"),
                List.of(
                        Column.left(c.t("分析", "Analysis"), 2.2),
                        Column.right(c.t("C 统计量", "c-statistic"), 1),
                        Column.right(c.t("有效样本量：", "Effective n: ") + c.names().treated(), 1.3),
                        Column.right(c.t("有效样本量：", "Effective n: ") + c.names().control(), 1.3)),
                alike(overlaps).entrySet().stream()
                        .map(same -> Map.entry(same.getKey(), same.getValue().getFirst()))
                        .map(same -> overlapRow(same.getKey(), same.getValue()))
                        .toList(),
                List.of(
                        c.t(
                                "C 统计量衡量评分对分组的区分能力，并非越高越好：接近 1 提示两组缺乏重叠。",
                                "The c-statistic measures how well the score tells the arms apart; higher is not better: near 1 the arms lack overlap.")));
        int i = 0;
        for (Overlap o : distinct(overlaps)) {
            i++;
            b.figure(
                    "f-overlap-" + i,
                    c.t("倾向性评分分布", "Propensity scores") + scored(overlaps, o),
                    histogram(o),
                    List.of(c.t(
                            "各格人数按 " + c.counts().rule().limit() + " 的倍数取整；人数不足者以固定高度的虚线框表示。",
                            "Counts are rounded to multiples of "
                                    + c.counts().rule().limit()
                                    + "; bins with few people are dashed boxes of fixed height.")),
                    c.t("上下两个直方图分别为两组倾向性评分的分布。", "Two mirrored histograms of the propensity score, one for each arm."));
        }
    }

    private Row overlapRow(String name, Overlap o) {
        return Row.of(name, c.numbers().fixed(o.cStatistic(), 3), effective(o.essTreated()), effective(o.essControl()));
    }

    /** By name, analyses that show the same numbers together. */
    private Map<String, List<Overlap>> alike(List<Overlap> overlaps) {
        Map<List<Object>, List<Overlap>> same = new LinkedHashMap<>();
        overlaps.forEach(o -> same.computeIfAbsent(
                        List.of(
                                c.names().plannedAnalysis(o.analysis()).map(a -> List.of(a.adjustment(), a.target())),
                                c.numbers().fixed(o.cStatistic(), 3),
                                effective(o.essTreated()),
                                effective(o.essControl())),
                        k -> new ArrayList<>())
                .add(o));
        Map<String, List<Overlap>> out = new LinkedHashMap<>();
        same.values()
                .forEach(list -> out.put(
                        c.names().analyses(list.stream().map(Overlap::analysis).toList()), list));
        return out;
    }

    private String effective(double ess) {
        return c.counts().rule().isSmall(Math.round(ess))
                ? "≤" + c.counts().rule().limit()
                : c.numbers().fixed(ess, 0);
    }

    /** Analyses that share one score have one picture. */
    private static List<Overlap> distinct(List<Overlap> overlaps) {
        List<Overlap> out = new ArrayList<>();
        for (Overlap o : overlaps) {
            boolean seen = out.stream().anyMatch(p -> sameScore(p, o));
            if (!seen) {
                out.add(o);
            }
        }
        return out;
    }

    /** Which analyses the picture belongs to, where there are several pictures. */
    private String scored(List<Overlap> overlaps, Overlap shown) {
        List<String> ids = overlaps.stream()
                .filter(o -> sameScore(o, shown))
                .map(Overlap::analysis)
                .toList();
        return ids.size() == overlaps.size() ? "" : c.t("：", ": ") + c.names().analyses(ids);
    }

    /** The same model but for a few people whose outcome is unknown: their pictures cannot be told apart. */
    private static boolean sameScore(Overlap a, Overlap b) {
        long difference = Math.abs(IntStream.of(a.treated()).asLongStream().sum()
                        - IntStream.of(b.treated()).asLongStream().sum())
                + Math.abs(IntStream.of(a.control()).asLongStream().sum()
                        - IntStream.of(b.control()).asLongStream().sum());
        long all = IntStream.of(a.treated()).asLongStream().sum()
                + IntStream.of(a.control()).asLongStream().sum();
        return Math.abs(a.cStatistic() - b.cStatistic()) < 0.0005 && difference * 100 <= all;
    }

    private String others(List<Overlap> distinct) {
        return String.join(
                c.joint(),
                IntStream.rangeClosed(2, distinct.size())
                        .mapToObj(i -> "⟦f-overlap-" + i + "⟧")
                        .toList());
    }

    private ScoreOverlap histogram(Overlap o) {
        int limit = c.counts().rule().limit();
        boolean hides = IntStream.concat(IntStream.of(o.treated()), IntStream.of(o.control()))
                .anyMatch(n -> c.counts().rule().isSmall(n));
        return new ScoreOverlap(
                Axis.linear(c.t("倾向性评分", "Propensity score")).from(0).to(1),
                c.t("人数", "People"),
                o.edges(),
                new ScoreOverlap.Group(c.names().treated(), heights(o.treated())),
                new ScoreOverlap.Group(c.names().control(), heights(o.control())),
                limit,
                hides ? c.t("不超过 " + limit + " 人", "at most " + limit + " people") : "");
    }

    private double[] heights(int[] counts) {
        int[] coarse = Histograms.coarsen(counts, c.counts().rule());
        return IntStream.range(0, counts.length)
                .mapToDouble(i -> c.counts().rule().isSmall(counts[i]) ? Double.NaN : coarse[i])
                .toArray();
    }

    private void balance(Blocks b) {
        List<Balance> rows = c.effect().balance();
        if (rows.isEmpty()) {
            return;
        }
        List<String> analyses = analyses(rows);
        double threshold = c.plan().analysis().smdThreshold();
        long before =
                rows.stream().filter(r -> Math.abs(r.unadjusted()) > threshold).count();
        StringBuilder after = new StringBuilder();
        Map<String, String> shown = series(rows, analyses);
        for (Map.Entry<String, String> entry : shown.entrySet()) {
            String a = entry.getValue();
            long above = rows.stream()
                    .filter(r -> Math.abs(r.adjusted().getOrDefault(a, 0.0)) > threshold)
                    .count();
            double worst = rows.stream()
                    .mapToDouble(r -> Math.abs(r.adjusted().getOrDefault(a, 0.0)))
                    .filter(Double::isFinite)
                    .max()
                    .orElse(Double.NaN);
            after.append(c.t(
                    spaced(entry.getKey()) + "后 " + above + " 项（最大 "
                            + c.numbers().fixed(worst, 3) + "）；",
                    above + " after " + entry.getKey() + " (largest "
                            + c.numbers().fixed(worst, 3) + "); "));
        }
        String list = after.toString().strip();
        list = list.isEmpty() ? list : list.substring(0, list.length() - 1);
        b.para(
                "⟦f-love⟧给出调整前后各项的标准化均数差，逐项数值见附录⟦t-balance⟧。共 " + rows.size() + " 项，绝对值超过 "
                        + c.numbers().fixed(threshold, 2) + " 的，调整前 " + before + " 项"
                        + (list.isEmpty() ? "" : "；" + list) + "。",
                "⟦f-love⟧ shows standardised mean differences before and after adjustment; all values are in ⟦t-balance⟧ of the appendix. Of "
                        + rows.size() + " terms, those above " + c.numbers().fixed(threshold, 2)
                        + " in absolute value: " + before + " before adjustment" + (list.isEmpty() ? "" : "; " + list)
                        + ".");
        b.figure(
                "f-love",
                c.t("调整前后的协变量平衡", "Covariate balance before and after adjustment"),
                lovePlot(rows, drawn(shown)),
                loveNotes(rows, shown.size()),
                c.t(
                        "每行一个协变量，点为标准化均数差的绝对值，虚线为阈值。",
                        "One row a covariate; points are absolute standardised mean differences, the dashed line is the threshold."));
    }

    /** No more series than there are markers to tell them apart: primary analyses first, then secondary ones, then the others. */
    private Map<String, String> drawn(Map<String, String> shown) {
        List<String> chosen = shown.values().stream()
                .sorted(Comparator.comparingInt(this::rank))
                .limit(MOST_SERIES_IN_PLOT)
                .toList();
        Map<String, String> out = new LinkedHashMap<>(shown);
        out.values().retainAll(chosen);
        return out;
    }

    private int rank(String analysis) {
        return c.names().plannedAnalysis(analysis).map(a -> a.role().ordinal()).orElse(Integer.MAX_VALUE);
    }

    private List<String> loveNotes(List<Balance> rows, int series) {
        boolean masked = rows.stream().anyMatch(r -> !Masks.smdIsShown(c, r));
        List<String> notes = new ArrayList<>();
        if (rows.size() > MOST_TERMS_IN_PLOT) {
            notes.add(c.t(
                    "仅画出调整前差异最大的 " + MOST_TERMS_IN_PLOT + " 项。",
                    "Only the " + MOST_TERMS_IN_PLOT
                            + " terms with the largest differences before adjustment are drawn."));
        }
        if (series > MOST_SERIES_IN_PLOT) {
            notes.add(c.t(
                    "仅画出 " + MOST_SERIES_IN_PLOT + " 种调整，主要分析在先；其余见附录。",
                    "Only " + MOST_SERIES_IN_PLOT
                            + " adjustments are drawn, primary analyses first; the appendix has all."));
        }
        if (masked) {
            notes.add(c.t("涉及小样本的项目不画调整前的点。", "Terms with small counts have no point before adjustment."));
        }
        return notes;
    }

    static List<String> analyses(List<Balance> rows) {
        Set<String> out = new LinkedHashSet<>();
        rows.forEach(r -> r.adjusted().keySet().stream().sorted().forEach(out::add));
        return List.copyOf(out);
    }

    /** Name of a series to the analysis it is read from; analyses that balance alike are one series. */
    private Map<String, String> series(List<Balance> rows, List<String> analyses) {
        Map<List<Object>, List<String>> same = new LinkedHashMap<>();
        for (String a : analyses) {
            List<Object> key = new ArrayList<>();
            key.add(c.names().plannedAnalysis(a).map(p -> List.of(p.adjustment(), p.target())));
            rows.forEach(r -> key.add(Math.round(1e6 * r.adjusted().getOrDefault(a, Double.NaN))));
            same.computeIfAbsent(key, k -> new ArrayList<>()).add(a);
        }
        Map<String, String> out = new LinkedHashMap<>();
        same.values().forEach(ids -> out.put(c.names().analyses(ids), ids.getFirst()));
        return out;
    }

    private LovePlot lovePlot(List<Balance> rows, Map<String, String> shown) {
        List<String> series = new ArrayList<>();
        series.add(c.t("调整前", "Before"));
        series.addAll(shown.keySet());
        List<String> analyses = List.copyOf(shown.values());
        List<LovePlot.Term> terms = rows.stream()
                .sorted(Comparator.comparingDouble((Balance r) -> -Math.abs(r.unadjusted())))
                .limit(MOST_TERMS_IN_PLOT)
                .map(r -> new LovePlot.Term(c.names().term(r.variable(), r.level()), values(r, analyses)))
                .toList();
        double threshold = c.plan().analysis().smdThreshold();
        return new LovePlot(
                c.t("标准化均数差的绝对值", "Absolute standardised mean difference"),
                series,
                terms,
                threshold,
                c.t("阈值 ", "threshold ") + c.numbers().fixed(threshold, 2));
    }

    private double[] values(Balance row, List<String> analyses) {
        double[] out = new double[analyses.size() + 1];
        out[0] = Masks.smdIsShown(c, row) ? Math.abs(row.unadjusted()) : Double.NaN;
        for (int i = 0; i < analyses.size(); i++) {
            out[i + 1] = Math.abs(row.adjusted().getOrDefault(analyses.get(i), Double.NaN));
        }
        return out;
    }

    /** The numbers behind the plot, for the appendix. */
    void table(Blocks b) {
        List<Balance> rows = c.effect().balance();
        if (rows.isEmpty()) {
            return;
        }
        List<Column> columns = new ArrayList<>();
        columns.add(Column.left(c.t("协变量", "Covariate"), 2.4));
        columns.add(Column.right(c.t("调整前", "Before"), 0.8));
        Map<String, String> shown = series(rows, analyses(rows));
        List<String> analyses = List.copyOf(shown.values());
        shown.keySet().forEach(name -> columns.add(Column.right(name, 1)));
        List<Row> out = new ArrayList<>();
        for (Balance r : rows) {
            List<String> cells = new ArrayList<>();
            cells.add(c.names().term(r.variable(), r.level()));
            cells.add(Masks.smdIsShown(c, r) ? c.numbers().of(Style.INDEX, r.unadjusted()) : Numbers.ABSENT);
            analyses.forEach(a ->
                    cells.add(c.numbers().of(Style.INDEX, r.adjusted().getOrDefault(a, Double.NaN))));
            out.add(Row.of(cells));
        }
        b.table(
                "t-balance",
                c.t("标准化均数差", "Standardised mean differences"),
                columns,
                out,
                List.of(c.t("“—”：该分析未使用此变量，或涉及小样本而隐去。", "“—”: not used in the analysis, or hidden for small counts.")));
    }

    /** Chinese and Latin letters stand apart. */
    private static String spaced(String words) {
        return words.charAt(words.length() - 1) < 128 ? words + " " : words;
    }
}
