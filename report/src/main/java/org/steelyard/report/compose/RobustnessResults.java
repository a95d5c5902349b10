package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.effect.Further;
import org.steelyard.effect.Further.BiasCorrected;
import org.steelyard.effect.Further.Calibration;
import org.steelyard.effect.Further.HiddenBias;
import org.steelyard.effect.Further.Specifications;
import org.steelyard.effect.Further.Tipping;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.LineChart;
import org.steelyard.report.chart.Mark;
import org.steelyard.report.chart.ScatterChart;
import org.steelyard.report.chart.Series;
import org.steelyard.report.chart.SpecificationCurve;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;

/** Sensitivity analyses: how far the answers hold when assumptions give way. */
record RobustnessResults(Context c, BesideWords words) {

    RobustnessResults(Context c) {
        this(c, new BesideWords(c));
    }

    List<Block> blocks() {
        Blocks b = new Blocks(c.lang());
        Further f = c.effect().further();
        boolean any = !f.specifications().isEmpty()
                || !f.calibrations().isEmpty()
                || !f.hiddenBias().isEmpty()
                || !f.biasCorrected().isEmpty()
                || !f.tipping().isEmpty();
        if (!any) {
            return b.list();
        }
        b.subsection("敏感性分析", "Sensitivity analyses");
        specifications(b, f.specifications());
        calibrations(b, f.calibrations());
        hidden(b, f.hiddenBias());
        bias(b, f.biasCorrected());
        tipping(b, f.tipping());
        return b.list();
    }

    private String refs(String prefix, int n) {
        return IntStream.rangeClosed(1, n).mapToObj(i -> "⟦" + prefix + i + "⟧").collect(Collectors.joining(c.joint()));
    }

    private void specifications(Blocks b, List<Specifications> all) {
        List<Specifications> shown =
                all.stream().filter(s -> !words.hides(s.analysis())).toList();
        if (shown.isEmpty()) {
            return;
        }
        String each = shown.stream().map(this::summary).collect(Collectors.joining(c.semicolon()));
        b.para(
                "规格曲线⟦@" + Bibliography.SPECIFICATION + "⟧把方案认为合理的各种选择全部组合，看结论是否取决于其中某一种（"
                        + refs("f-specifications-", shown.size()) + "）：" + each + "。",
                "Specification curves ⟦@" + Bibliography.SPECIFICATION
                        + "⟧ answer the question in every combination of the choices that the plan calls reasonable ("
                        + refs("f-specifications-", shown.size()) + "): " + each + ".");
        for (int i = 0; i < shown.size(); i++) {
            curve(b, i + 1, shown.get(i));
        }
    }

    private String summary(Specifications s) {
        int n = s.points().size();
        double low = s.points().getFirst().value();
        double high = s.points().getLast().value();
        return c.names().outcome(s.outcome())
                + c.t("，", ", ")
                + c.t(
                        n + " 种设定，" + c.names().measure(s.measure()) + "为 " + words.interval(s.measure(), low, high)
                                + "，中位数 " + words.number(s.measure(), s.median()) + "，方向一致者占 "
                                + c.numbers().percent(s.shareSameSide()) + "，有统计学意义者占 "
                                + c.numbers().percent(s.shareSignificant())
                                + (s.failed() > 0 ? "，另有 " + s.failed() + " 种无法估计" : ""),
                        n + " specifications, " + c.names().measure(s.measure()).toLowerCase(java.util.Locale.ROOT)
                                + " "
                                + words.interval(s.measure(), low, high) + ", median "
                                + words.number(s.measure(), s.median()) + "; "
                                + c.numbers().percent(s.shareSameSide()) + " agree in direction, "
                                + c.numbers().percent(s.shareSignificant()) + " are significant"
                                + (s.failed() > 0 ? ", " + s.failed() + " more could not be estimated" : ""));
    }

    private void curve(Blocks b, int i, Specifications s) {
        double scale = BesideWords.scale(s.measure());
        String label = words.label(s.analysis(), s.measure());
        int own = IntStream.range(0, s.points().size())
                .filter(k -> s.points().get(k).own())
                .findFirst()
                .orElse(-1);
        b.figure(
                "f-specifications-" + i,
                c.t("规格曲线：", "Specification curve: ")
                        + c.names().outcome(s.outcome())
                        + c.bracketed(c.names().analysis(s.analysis())),
                new SpecificationCurve(
                        BesideWords.ratio(s.measure()) ? Axis.log(label) : Axis.linear(label),
                        Findings.noEffect(s.measure()),
                        each(s, Further.Specifications.Point::value, scale),
                        each(s, Further.Specifications.Point::lower, scale),
                        each(s, Further.Specifications.Point::upper, scale),
                        own,
                        c.t("方案的分析", "The plan's analysis"),
                        c.t("其他合理设定", "Other reasonable specifications"),
                        choices(s)),
                List.of(
                        c.t(
                                "上：按估计值排列的各设定及置信区间，虚线为无效应；下：各设定所取的选择。",
                                "Above: estimates in rising order with intervals, no effect dashed. Below: the choices that made them.")),
                c.t(
                        "上部为 " + s.points().size() + " 种设定的估计值与区间，下部为其所取的选择。",
                        "Above, the estimates of " + s.points().size()
                                + " specifications; below, the choices that made them."));
    }

    private static double[] each(
            Specifications s, java.util.function.ToDoubleFunction<Specifications.Point> of, double scale) {
        return s.points().stream().mapToDouble(of).map(v -> v * scale).toArray();
    }

    private String level() {
        return c.numbers().level(c.plan().analysis().level());
    }

    private List<SpecificationCurve.Choice> choices(Specifications s) {
        Map<String, List<String>> options = new LinkedHashMap<>();
        for (Specifications.Point p : s.points()) {
            p.choices().forEach((choice, option) -> {
                List<String> list = options.computeIfAbsent(choice, k -> new ArrayList<>());
                if (!option.equals("-") && !list.contains(option)) {
                    list.add(option);
                }
            });
        }
        List<SpecificationCurve.Choice> out = new ArrayList<>();
        options.forEach((choice, list) -> {
            if (list.size() > 1) {
                out.add(new SpecificationCurve.Choice(
                        words.choice(choice),
                        list.stream()
                                .map(o -> words.option(s.analysis(), choice, o))
                                .toList(),
                        s.points().stream()
                                .mapToInt(p -> list.indexOf(p.choices().getOrDefault(choice, "-")))
                                .toArray()));
            }
        });
        return out;
    }

    private void calibrations(Blocks b, List<Calibration> all) {
        if (all.isEmpty()) {
            return;
        }
        List<Calibration> drawn =
                all.stream().filter(x -> !words.hides(x.analysis())).toList();
        b.para(
                "阴性对照结局不可能由处理引起，其估计值偏离无效应的程度反映残余的系统误差，据此校准 P 值与区间⟦@" + Bibliography.CALIBRATION + "⟧（⟦t-controls⟧"
                        + (drawn.isEmpty() ? "" : "、" + refs("f-controls-", drawn.size())) + "）。",
                "Negative controls are outcomes that the treatment cannot have caused: how far their estimates lie from no effect shows systematic error, by which p-values and intervals are calibrated ⟦@"
                        + Bibliography.CALIBRATION + "⟧ (⟦t-controls⟧"
                        + (drawn.isEmpty() ? "" : ", " + refs("f-controls-", drawn.size())) + ").");
        b.table(
                "t-controls",
                c.t("阴性对照校准", "Calibration by negative controls"),
                List.of(
                        Column.left(c.t("分析", "Analysis"), 2),
                        Column.left(c.t("指标", "Measure"), 1.2),
                        Column.right(c.t("对照数", "Controls"), 0.7),
                        Column.right(c.t("系统误差均值（标准差）", "Systematic error: mean (SD)"), 1.4),
                        Column.right(c.t("校准前估计值，P", "Before: estimate, P"), 1.3),
                        Column.right(c.t("校准后估计值（CI），P", "Calibrated: estimate (CI), P"), 2)),
                all.stream().map(this::calibration).toList(),
                List.of(
                        c.t(
                                "系统误差以标准误所在的尺度表示：比值为对数尺度。",
                                "Systematic error on the scale of the standard errors: logarithmic for ratios."),
                        c.t(
                                "校准假定阴性对照的系统误差与所研究结局的系统误差来自同一分布；对照少于约 10 个时，其均值与标准差很不精确。",
                                "Calibration assumes that the error of the controls and that of the outcome come from one distribution; with fewer than about ten controls its mean and SD are imprecise.")));
        for (int i = 0; i < drawn.size(); i++) {
            controls(b, i + 1, drawn.get(i));
        }
    }

    private Row calibration(Calibration x) {
        boolean hidden = words.hides(x.analysis());
        return Row.of(
                c.names().analysisInFull(x.analysis()),
                c.names().measure(x.measure()),
                c.numbers().count(x.controls().size()),
                hidden
                        ? Numbers.ABSENT
                        : c.numbers().fixed(x.mean(), 3)
                                + c.bracketed(c.numbers().fixed(x.sd(), 3)),
                hidden
                        ? Numbers.ABSENT
                        : words.number(x.measure(), x.value())
                                + c.t("，", ", ")
                                + c.numbers().pStatement(x.p()),
                hidden
                        ? Numbers.ABSENT
                        : words.estimate(x.measure(), x.calibrated())
                                + c.t("，", ", ")
                                + c.numbers().pStatement(x.calibratedP()));
    }

    private void controls(Blocks b, int i, Calibration x) {
        List<Calibration.Control> shown =
                x.controls().stream().filter(k -> !words.hides(k, x.measure())).toList();
        double scale = BesideWords.scale(x.measure());
        double[] at = shown.stream().mapToDouble(k -> k.value() * scale).toArray();
        double[] se = shown.stream().mapToDouble(k -> k.se() * scale).toArray();
        double ownSe = scale
                * words.estimate(x.analysis(), x.measure()).map(e -> e.se()).orElse(Double.NaN);
        double most = DoubleStream.concat(DoubleStream.of(se), DoubleStream.of(ownSe))
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        List<ScatterChart.Points> groups = List.of(
                new ScatterChart.Points(c.t("阴性对照", "Negative controls"), at, se),
                new ScatterChart.Points(
                        c.names().outcome(outcome(x)), new double[] {x.value() * scale}, new double[] {ownSe}));
        String label = words.label(x.analysis(), x.measure());
        b.figure(
                "f-controls-" + i,
                c.t("阴性对照与校准：", "Negative controls and calibration: ")
                        + c.names().analysisInFull(x.analysis()),
                new ScatterChart(
                        x.logarithmic() ? Axis.log(label) : Axis.linear(label),
                        Axis.linear(
                                        x.logarithmic()
                                                ? c.t("对数值的标准误", "Standard error of the logarithm")
                                                : c.t("标准误", "Standard error"))
                                .from(0),
                        groups,
                        List.of(
                                limits(x, c.t("未校准 P=" + alpha(), "P = " + alpha()), 0, 0, most * 1.08),
                                limits(
                                        x,
                                        c.t("校准后 P=" + alpha(), "Calibrated P = " + alpha()),
                                        x.mean(),
                                        x.sd(),
                                        most * 1.08)),
                        List.of(new Mark(Findings.noEffect(x.measure()), c.t("无效应", "No effect")))),
                List.of(
                        c.t(
                                "空心圆为阴性对照，菱形为所研究结局；落在虚线之外者 P<" + alpha() + "。",
                                "Rings: negative controls. Diamond: the outcome studied. Outside a dashed line P < "
                                        + alpha() + "."),
                        shown.size() < x.controls().size()
                                ? c.t("涉及小样本的阴性对照不画。", "Controls with small counts are not drawn.")
                                : ""),
                c.t(
                        "阴性对照与所研究结局的估计值与标准误，虚线为校准前后的显著性界限。",
                        "Estimates and standard errors, with the limits of significance before and after calibration."));
    }

    private String outcome(Calibration x) {
        return c.names().plannedAnalysis(x.analysis()).map(a -> a.outcome()).orElse(x.analysis());
    }

    private String alpha() {
        return java.math.BigDecimal.valueOf(1 - c.plan().analysis().level())
                .setScale(4, java.math.RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Both branches of mean ± z·√(sd² + se²) as one line with a gap. */
    private Series limits(Calibration x, String name, double mean, double sd, double most) {
        int n = 60;
        double[] at = new double[2 * n + 3];
        double[] se = new double[at.length];
        double scale = BesideWords.scale(x.measure());
        double z = NormalDistribution.of(0, 1)
                .inverseCumulativeProbability((1 + c.plan().analysis().level()) / 2);
        for (int side = 0; side < 2; side++) {
            for (int k = 0; k <= n; k++) {
                double s = most * k / n;
                double edge = mean + (side == 0 ? -z : z) * Math.hypot(sd, s / scale);
                int index = side * (n + 2) + k;
                at[index] = x.logarithmic() ? Math.exp(edge) : edge * scale;
                se[index] = s;
            }
        }
        at[n + 1] = Double.NaN;
        se[n + 1] = Double.NaN;
        return Series.of(name, at, se);
    }

    private void hidden(Blocks b, List<HiddenBias> all) {
        if (all.isEmpty()) {
            return;
        }
        b.para(
                "Rosenbaum 界⟦@" + Bibliography.HIDDEN_BIAS
                        + "⟧：假设未测量的因素使同一对子中两人接受处理的优势相差至多 Γ 倍，⟦t-rosenbaum⟧给出单侧 P 值的上下界；上界超过 α 的 Γ 即足以推翻结论的隐藏偏倚。"
                        + c.ofFirstTable(),
                "Rosenbaum bounds ⟦@" + Bibliography.HIDDEN_BIAS
                        + "⟧: if an unmeasured factor changes the odds of treatment within pairs by at most Γ, ⟦t-rosenbaum⟧ gives the bounds of the one-sided p-value; a Γ whose upper bound exceeds α is hidden bias enough to overturn the result."
                        + c.ofFirstTable());
        List<Row> rows = new ArrayList<>();
        for (HiddenBias h : all) {
            boolean hides = words.hides(h.analysis()) || revealing(h);
            rows.add(Row.group(
                    c.names().outcome(h.outcome())
                            + c.bracketed(c.names().analysis(h.analysis()))
                            + (hides
                                    ? ""
                                    : c.t("：临界 Γ 为 ", ": critical Γ ")
                                            + c.numbers().fixed(h.critical(), 2)
                                            + c.t("（α = ", " (α = ")
                                            + c.numbers().parameter(h.alpha())
                                            + c.t("）", ")")),
                    3));
            for (HiddenBias.Bound x : h.bounds()) {
                rows.add(Blocks.indented(
                        "Γ = " + c.numbers().parameter(x.gamma()),
                        List.of(
                                hides ? Numbers.ABSENT : c.numbers().p(x.lower()),
                                hides ? Numbers.ABSENT : c.numbers().p(x.upper()))));
            }
        }
        b.table(
                "t-rosenbaum",
                c.t("Rosenbaum 界", "Rosenbaum bounds"),
                List.of(
                        Column.left(c.t("隐藏偏倚", "Hidden bias"), 2.4),
                        Column.right(c.t("P 下界", "Lower bound of P"), 1),
                        Column.right(c.t("P 上界", "Upper bound of P"), 1)),
                rows,
                List.of(c.t("“—”：对子过少，依小样本保护规则不予公布。", "“—”: too few pairs to be shown.")));
    }

    /** The bounds of a binary outcome are functions of the two numbers of discordant pairs. */
    private boolean revealing(HiddenBias h) {
        return c.counts().rule().isSmall(h.positive()) || c.counts().rule().isSmall(h.negative());
    }

    private void bias(Blocks b, List<BiasCorrected> all) {
        if (all.isEmpty()) {
            return;
        }
        b.para(
                "概率偏倚分析⟦@" + Bibliography.BIAS_ANALYSIS
                        + "⟧：按方案对偏倚参数的先验分布反复抽样，修正粗四格表；⟦t-bias-analysis⟧分别给出仅含系统误差与同时含随机误差的结果。",
                "Probabilistic bias analysis ⟦@" + Bibliography.BIAS_ANALYSIS
                        + "⟧: the crude table is corrected by bias parameters drawn from the plan's priors; ⟦t-bias-analysis⟧ gives the result with systematic error alone and with random error as well.");
        b.table(
                "t-bias-analysis",
                c.t("概率偏倚分析", "Probabilistic bias analysis"),
                List.of(
                        Column.left(c.t("结局与分析", "Outcome and analysis"), 2),
                        Column.left(c.t("指标", "Measure"), 1),
                        Column.right(c.t("未修正（粗）", "Uncorrected (crude)"), 1),
                        Column.right(
                                c.t("系统误差：中位数（" + level() + " 区间）", "Systematic error: median (" + level() + ")"), 1.7),
                        Column.right(
                                c.t("加随机误差：中位数（" + level() + " 区间）", "With random error: median (" + level() + ")"),
                                1.7),
                        Column.right(c.t("抽样数", "Draws"), 0.8)),
                all.stream().map(this::corrected).toList(),
                List.of(
                        c.t(
                                "修正的是未调整的四格表，其他协变量的混杂不在其内。",
                                "It is the unadjusted table that is corrected: confounding by measured covariates stays in it."),
                        impossible(all)));
    }

    private String impossible(List<BiasCorrected> all) {
        int n = all.stream().mapToInt(BiasCorrected::impossible).sum();
        return n == 0
                ? ""
                : c.t(
                        "共有 " + c.numbers().count(n) + " 次抽样与数据不相容而舍弃。",
                        c.numbers().count(n) + " draws were given up, being ruled out by the data.");
    }

    private Row corrected(BiasCorrected x) {
        boolean hidden = words.hides(x.analysis());
        return Row.of(
                c.names().outcome(x.outcome()) + c.bracketed(c.names().analysis(x.analysis())),
                c.names().measure(x.measure()),
                hidden ? Numbers.ABSENT : words.number(x.measure(), x.conventional()),
                hidden ? Numbers.ABSENT : words.estimate(x.measure(), x.systematic()),
                hidden ? Numbers.ABSENT : words.estimate(x.measure(), x.total()),
                c.numbers().count(x.draws()));
    }

    private void tipping(Blocks b, List<Tipping> all) {
        List<Tipping> shown =
                all.stream().filter(t -> !words.hides(t.analysis())).toList();
        if (shown.isEmpty()) {
            return;
        }
        String each = shown.stream().map(this::tips).collect(Collectors.joining(c.semicolon()));
        b.para(
                "δ 调整⟦@" + Bibliography.DELTA + "⟧：先在随机缺失假定下多重插补缺失的结局，再将插补值整体偏移 δ（二分类结局为对数优势），看偏移多大时结论改变（"
                        + refs("f-delta-", shown.size()) + "）：" + each + "。",
                "Delta adjustment ⟦@" + Bibliography.DELTA
                        + "⟧: missing outcomes are imputed as if missing at random and then shifted by δ (binary outcomes on the log odds) ("
                        + refs("f-delta-", shown.size()) + "): " + each + ".");
        for (int i = 0; i < shown.size(); i++) {
            delta(b, i + 1, shown.get(i));
        }
    }

    private String tips(Tipping t) {
        String who = switch (t.arm()) {
            case "treated" -> c.names().treated();
            case "control" -> c.names().control();
            default -> c.t("两组", "both arms");
        };
        long missing = t.missing();
        String count = c.counts().rule().isSmall(missing)
                ? "≤" + c.counts().rule().limit()
                : c.numbers().count(missing);
        return c.names().outcome(t.outcome())
                + c.t("（缺失 " + count + " 人，偏移" + who + "），", " (" + count + " missing, shift of " + who + "), ")
                + (t.tips().isPresent()
                        ? c.t("δ 为 ", "the conclusion changes at δ = ")
                                + c.numbers().parameter(t.tips().getAsDouble())
                                + c.t(" 时结论改变", "")
                        : c.t("方案所列偏移均不改变结论", "no planned shift changes the conclusion"));
    }

    private void delta(Blocks b, int i, Tipping t) {
        double scale = BesideWords.scale(t.measure());
        List<Tipping.Step> steps = t.steps().stream()
                .sorted(java.util.Comparator.comparingDouble(Tipping.Step::delta))
                .toList();
        String label = words.label(t.analysis(), t.measure());
        List<Mark> verticals = t.tips().isPresent()
                ? List.of(new Mark(t.tips().getAsDouble(), c.t("结论改变", "Conclusion changes")))
                : List.of();
        b.figure(
                "f-delta-" + i,
                c.t("δ 调整：", "Delta adjustment: ")
                        + c.names().outcome(t.outcome())
                        + c.bracketed(c.names().analysis(t.analysis())),
                new LineChart(
                        Axis.linear(c.t("缺失结局的偏移 δ", "Shift δ of missing outcomes")),
                        BesideWords.ratio(t.measure()) ? Axis.log(label) : Axis.linear(label),
                        List.of(new Series(
                                c.names().measure(t.measure()),
                                step(steps, Tipping.Step::delta, 1),
                                step(steps, Tipping.Step::value, scale),
                                step(steps, Tipping.Step::lower, scale),
                                step(steps, Tipping.Step::upper, scale))),
                        verticals,
                        List.of(new Mark(Findings.noEffect(t.measure()), c.t("无效应", "No effect")))),
                List.of(),
                c.t("估计值与区间随偏移 δ 的变化。", "Estimate and interval by the shift δ."));
    }

    private static double[] step(
            List<Tipping.Step> steps, java.util.function.ToDoubleFunction<Tipping.Step> of, double scale) {
        return steps.stream().mapToDouble(of).map(v -> v * scale).toArray();
    }
}
