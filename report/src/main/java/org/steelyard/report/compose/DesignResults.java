package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.steelyard.disclosure.ReleasedCount;
import org.steelyard.disclosure.SmallCells;
import org.steelyard.effect.DesignResult;
import org.steelyard.effect.DesignResult.Line;
import org.steelyard.effect.DesignResult.Picture;
import org.steelyard.effect.DesignResult.Point;
import org.steelyard.effect.DesignResult.Sheet;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.Outcome;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.Chart;
import org.steelyard.report.chart.ForestPlot;
import org.steelyard.report.chart.LineChart;
import org.steelyard.report.chart.Mark;
import org.steelyard.report.chart.ScatterChart;
import org.steelyard.report.chart.Series;
import org.steelyard.report.compose.Numbers.Style;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;

/** Figures and small tables of designs over time. */
record DesignResults(Context c) {

    List<Block> blocks() {
        Blocks b = new Blocks(c.lang());
        if (c.effect().designs().isEmpty()) {
            return b.list();
        }
        b.subsection("时间设计与其他设计", "Designs over time and other designs");
        c.effect().designs().forEach(d -> one(b, d));
        return b.list();
    }

    private void one(Blocks b, DesignResult d) {
        List<EffectEstimate> estimates = c.effect().estimates().stream()
                .filter(e -> e.analysis().equals(d.id()))
                .toList();
        b.labelled(c.names().analysis(d.id()), c.names().outcome(d.outcome()) + used(d, estimates));
        for (int i = 0; i < d.pictures().size(); i++) {
            Picture p = d.pictures().get(i);
            if (!hidden(d, estimates)) {
                b.figure(
                        "f-design-" + d.id() + "-" + p.kind(),
                        c.names().analysis(d.id()) + c.t("：", ": ") + caption(p),
                        chart(d, p, estimates),
                        notes(d, p),
                        alt(d, p));
            }
        }
        d.sheets().forEach(s -> sheet(b, d, s, estimates));
    }

    private String used(DesignResult d, List<EffectEstimate> estimates) {
        if (estimates.stream().anyMatch(e -> c.names().arms(e).isPresent())) {
            return c.t(
                    "；每个对比所用的人数见全部分析的估计值。", "; the people of each contrast stand with the estimates of all analyses.");
        }
        ReleasedCount count =
                estimates.isEmpty() ? new ReleasedCount.Withheld() : c.counts().people(estimates.getFirst());
        return c.t("；使用 ", "; uses ")
                + c.numbers().count(count)
                + c.t(d.aggregated() ? " 个汇总单位或时点。" : " 人。", d.aggregated() ? " aggregates." : " people.");
    }

    private boolean hidden(DesignResult d, List<EffectEstimate> estimates) {
        return !d.aggregated() && estimates.stream().anyMatch(c.counts()::hidesValue);
    }

    private String caption(Picture p) {
        return switch (p.kind()) {
            case "series" -> c.t("观察序列、模型与反事实", "observed series, model and counterfactual");
            case "event-study" -> c.t("事件研究", "event study");
            case "path" -> c.t("受处理单位与合成控制", "treated unit and synthetic control");
            case "placebos" -> c.t("与合成控制之差，及安慰剂单位", "gaps of the treated unit and of placebos");
            case "discontinuity" -> c.t("阈值附近的结局", "outcome about the threshold");
            case "two-periods" -> c.t("两组前后均值", "means of both groups before and after");
            case "risks" -> c.t("累积风险", "cumulative risk");
            case "curves" -> c.t("加权生存曲线", "weighted survival");
            case "mean-weights" -> c.t("各时期平均权重", "mean weight by period");
            case "windows" -> c.t("各风险窗的相对发生率", "relative incidence by window");
            case "contrasts" -> c.t("各组两两对比", "contrasts of the arms");
            case "arm-plane" -> c.t("各组的成本与效果", "costs and effects of the arms");
            case "arm-acceptability" -> c.t("成本效果可接受曲线", "cost-effectiveness acceptability");
            default -> c.t("各中心与合并结果", "sites and the pooled estimate");
        };
    }

    private String alt(DesignResult d, Picture p) {
        String marks = p.marks().isEmpty()
                ? ""
                : c.t("；竖线位于 ", "; the vertical line stands at ")
                        + c.numbers().parameter(p.marks().getFirst());
        int n = p.lines().isEmpty() ? p.points().size() : p.lines().getFirst().x().length;
        return c.names().analysis(d.id())
                + c.t("：", ": ")
                + caption(p)
                + c.t("，共 " + n + " 个点", ", " + n + " points")
                + marks
                + c.t("。", ".");
    }

    private List<String> notes(DesignResult d, Picture p) {
        return switch (p.kind()) {
            case "series" ->
                List.of(
                        c.t(
                                "竖线为变化时点；“反事实”为假定变化未发生时模型的预期。",
                                "Vertical line: the change. Counterfactual: what the model expects without it."),
                        masked(d, p) ? c.t("受小样本保护的点不显示。", "Points with protected counts are not shown.") : "");
            case "event-study" ->
                List.of(c.t("横轴为距首次处理的时期数，0 之前应接近 0。", "Periods since adoption; before 0 effects should be near 0."));
            case "placebos" -> List.of(c.t("每条细线为一个对照单位轮流当作受处理单位。", "Each thin line treats one donor in turn."));
            case "discontinuity" ->
                List.of(c.t(
                        "点为等人数分组的均值，每组不少于 20 人。", "Points: means of bins of equal size, 20 people or more in each."));
            case "contrasts" -> List.of(c.t("区间未作多重性校正。", "Intervals are not adjusted for multiplicity."));
            case "arm-plane" -> List.of(c.t("折线连接位于效率前沿的各组。", "The line joins the arms on the efficiency frontier."));
            case "arm-acceptability" ->
                List.of(
                        c.t(
                                "各组净货币效益最大的概率；可接受性前沿为期望净效益最大者的概率。竖线为支付意愿阈值。",
                                "Probability that an arm has the highest net benefit; the acceptability frontier is that of the arm with the highest expected net benefit. Vertical lines: thresholds."));
            default -> List.of();
        };
    }

    private Chart chart(DesignResult d, Picture p, List<EffectEstimate> estimates) {
        return switch (p.kind()) {
            case "windows", "pooled", "contrasts" -> forest(d, p, estimates);
            case "arm-plane" -> plane(d, p);
            default -> lines(d, p);
        };
    }

    private ScatterChart plane(DesignResult d, Picture p) {
        List<ScatterChart.Points> arms = p.points().stream()
                .map(q -> new ScatterChart.Points(
                        c.names().population(q.label()), new double[] {q.at()}, new double[] {q.value()}))
                .toList();
        List<Series> lines = p.lines().stream()
                .map(l -> Series.of(DesignWords.line(c, l.name()), l.x(), l.y()))
                .toList();
        return new ScatterChart(Axis.linear(armEffect(d)), Axis.linear(armCost(d)), arms, lines, List.of());
    }

    private LineChart lines(DesignResult d, Picture p) {
        String y = yLabel(d, p);
        boolean share = p.kind().equals("risks") || p.kind().equals("curves");
        Axis axis = p.kind().equals("arm-acceptability")
                ? Axis.percent(y).from(0).to(1)
                : share ? Axis.percent(y) : Axis.linear(y);
        List<Mark> verticals =
                p.marks().stream().map(m -> new Mark(m, markLabel(p))).toList();
        boolean zero = p.kind().equals("event-study") || p.kind().equals("placebos");
        List<Mark> horizontals = zero
                ? List.of(new Mark(0, c.t("无效应", "No effect")))
                : p.kind().equals("mean-weights") ? List.of(new Mark(1, c.t("应为 1", "Should be 1"))) : List.of();
        List<Series> series = series(d, p);
        boolean whole = series.stream()
                .allMatch(s -> Arrays.stream(s.x()).noneMatch(v -> Double.isFinite(v) && v != Math.rint(v)));
        Axis time = whole ? Axis.whole(xLabel(d, p)) : Axis.linear(xLabel(d, p));
        return new LineChart(time, axis, series, verticals, horizontals);
    }

    /** Strategies that people follow are named by what they are, not by the arms of the plan's comparison. */
    private String lineName(Picture p, String line) {
        boolean treated = line.equals("treated");
        if (!treated && !line.equals("control")) {
            return DesignWords.line(c, line);
        }
        return switch (p.kind()) {
            case "curves" ->
                treated
                        ? c.t("宽限期内开始", "Start within the grace period")
                        : c.t("宽限期内不开始", "No start within the grace period");
            case "placebos" -> c.t("受处理单位", "Treated unit");
            case "two-periods" -> treated ? c.t("受处理组", "Treated group") : c.t("对照组", "Comparison group");
            case "risks" ->
                p.lines().stream().anyMatch(l -> l.name().equals("natural"))
                        ? (treated ? c.t("始终接受", "Always treated") : c.t("从不接受", "Never treated"))
                        : DesignWords.line(c, line);
            default -> DesignWords.line(c, line);
        };
    }

    private String markLabel(Picture p) {
        return switch (p.kind()) {
            case "discontinuity" -> c.t("阈值", "Threshold");
            case "curves" -> c.t("宽限期末", "End of grace");
            case "arm-acceptability" -> c.t("阈值", "Threshold");
            default -> c.t("变化", "Change");
        };
    }

    private String xLabel(DesignResult d, Picture p) {
        return switch (p.kind()) {
            case "event-study" -> c.t("距首次处理的时期", "Periods since adoption");
            case "discontinuity" ->
                axisVariable(d)
                        .map(v -> v + c.bracketed(c.t("驱动变量", "running variable")))
                        .orElse(c.t("驱动变量", "Running variable"));
            case "two-periods" -> c.t("变化前（0）与变化后（1）", "Before (0) and after (1) the change");
            case "risks" -> c.t("随访时期", "Periods of follow-up");
            case "arm-acceptability" -> c.t("每单位效果的支付意愿", "Willingness to pay for a unit of effect");
            case "curves" ->
                c.t("时间", "Time")
                        + c.names()
                                .plannedOutcome(d.outcome())
                                .flatMap(Outcome::timeUnit)
                                .map(u -> c.bracketed(c.t(u.label())))
                                .orElse("");
            default -> axisVariable(d).orElse(c.t("时间", "Time"));
        };
    }

    /** The variable that a design's figures run along, by its label and unit. */
    private Optional<String> axisVariable(DesignResult d) {
        return c.names().plannedDesign(d.id()).flatMap(plan -> switch (plan.method()) {
            case DesignMethod.InterruptedTimeSeries m -> Optional.of(c.names().variable(plan, m.time()));
            case DesignMethod.SyntheticControl m -> Optional.of(c.names().variable(plan, m.time()));
            case DesignMethod.RegressionDiscontinuity m -> Optional.of(c.names().variable(plan, m.running()));
            case DesignMethod.MarginalStructuralModel m -> Optional.of(c.names().variable(plan, m.period()));
            default -> Optional.<String>empty();
        });
    }

    private String yLabel(DesignResult d, Picture p) {
        return switch (p.kind()) {
            case "event-study" -> c.t("效应：", "Effect on ") + outcomeWithUnit(d.outcome());
            case "placebos" -> c.t("与合成控制之差：", "Gap to the synthetic control: ") + outcomeWithUnit(d.outcome());
            case "risks" -> c.t("累积风险", "Cumulative risk");
            case "curves" -> c.t("无事件率", "Event-free");
            case "mean-weights" -> c.t("平均权重", "Mean weight");
            case "arm-acceptability" -> c.t("最优的概率", "Probability of being best");
            default -> outcomeWithUnit(d.outcome());
        };
    }

    private Optional<DesignMethod.ArmEconomics> armEconomics(DesignResult d) {
        return c.names()
                .plannedDesign(d.id())
                .flatMap(p -> p.method() instanceof DesignMethod.SeveralArms m ? m.economics() : Optional.empty());
    }

    private String armCost(DesignResult d) {
        return armEconomics(d).map(e -> outcomeWithUnit(e.cost())).orElse("");
    }

    private String armEffect(DesignResult d) {
        return armEconomics(d).map(e -> outcomeWithUnit(e.effect())).orElse("");
    }

    private String outcomeWithUnit(String id) {
        Optional<Outcome> planned = c.names().plannedOutcome(id);
        Optional<String> unit = planned.filter(o -> o.type() == Outcome.OutcomeType.TIME_TO_EVENT)
                .map(o -> c.t("限制平均生存年", "restricted mean, years"))
                .or(() -> planned.flatMap(Outcome::unit).map(c::t));
        return c.names().outcome(id) + unit.map(c::bracketed).orElse("");
    }

    private List<Series> series(DesignResult d, Picture p) {
        List<Series> out = new ArrayList<>();
        List<Line> placebos =
                p.lines().stream().filter(l -> l.name().equals("placebo")).toList();
        for (Line line : p.lines()) {
            if (!line.name().equals("placebo")) {
                double[] y =
                        p.kind().equals("series") && line.name().startsWith("observed") ? mask(line.y()) : line.y();
                String name =
                        p.kind().equals("arm-acceptability") && !line.name().equals("acceptability-frontier")
                                ? c.names().population(line.name())
                                : lineName(p, line.name());
                out.add(Series.of(name, line.x(), y));
            }
        }
        if (!placebos.isEmpty()) {
            out.add(joined(placebos));
        }
        if (p.kind().equals("event-study")) {
            out.add(new Series(
                    DesignWords.line(c, "effects"),
                    each(p, Point::at),
                    each(p, Point::value),
                    each(p, Point::lower),
                    each(p, Point::upper)));
        } else if (!p.points().isEmpty()) {
            out.add(dots(p));
        }
        return out;
    }

    private boolean masked(DesignResult d, Picture p) {
        return p.lines().stream()
                .filter(l -> l.name().equals("observed"))
                .anyMatch(l -> !Arrays.equals(l.y(), mask(l.y())));
    }

    /** A series of counts may hold a small one, which is not shown. */
    private double[] mask(double[] y) {
        SmallCells rule = c.counts().rule();
        boolean counts = Arrays.stream(y).allMatch(v -> v >= 0 && v == Math.rint(v));
        return counts
                ? Arrays.stream(y)
                        .map(v -> rule.isSmall((long) v) ? Double.NaN : v)
                        .toArray()
                : y;
    }

    private static double[] each(Picture p, java.util.function.ToDoubleFunction<Point> of) {
        return p.points().stream().mapToDouble(of).toArray();
    }

    private Series dots(Picture p) {
        List<Point> shown = p.points().stream()
                .filter(q -> q.count() == 0 || !c.counts().rule().isSmall(q.count()))
                .toList();
        double[] x = shown.stream().mapToDouble(Point::at).toArray();
        double[] y = shown.stream().mapToDouble(Point::value).toArray();
        return Series.of(DesignWords.line(c, "bins"), x, y).as(Series.Form.POINTS);
    }

    /** Many lines as one, with gaps between them. */
    private Series joined(List<Line> lines) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (Line line : lines) {
            for (int i = 0; i < line.x().length; i++) {
                x.add(line.x()[i]);
                y.add(line.y()[i]);
            }
            x.add(Double.NaN);
            y.add(Double.NaN);
        }
        return Series.of(
                        DesignWords.line(c, "placebo"),
                        x.stream().mapToDouble(v -> v).toArray(),
                        y.stream().mapToDouble(v -> v).toArray())
                .as(Series.Form.FAINT);
    }

    private ForestPlot forest(DesignResult d, Picture p, List<EffectEstimate> estimates) {
        String measure = estimates.isEmpty() ? "" : estimates.getFirst().measure();
        Style style = Names.style(measure);
        double scale = style == Style.POINTS ? 100 : 1;
        boolean ratio = style == Style.RATIO;
        String label = estimates.isEmpty() ? "" : c.names().measureWithUnit(estimates.getFirst());
        List<ForestPlot.Row> rows = p.points().stream()
                .map(q -> new ForestPlot.Row(
                        pointLabel(p, q),
                        0,
                        q.label().equals("pooled") ? ForestPlot.Kind.SUMMARY : ForestPlot.Kind.ESTIMATE,
                        q.value() * scale,
                        q.lower() * scale,
                        q.upper() * scale,
                        List.of(),
                        List.of(c.numbers().estimate(style, q.value(), q.lower(), q.upper()))))
                .toList();
        return new ForestPlot(
                ratio ? Axis.log(label) : Axis.linear(label),
                Findings.noEffect(measure),
                switch (p.kind()) {
                    case "pooled" -> c.t("中心", "Site");
                    case "contrasts" -> c.t("对比", "Contrast");
                    default -> c.t("风险窗", "Window");
                },
                List.of(),
                List.of(c.t("估计值（CI）", "Estimate (CI)")),
                rows,
                "",
                "");
    }

    private String pointLabel(Picture p, Point q) {
        if (p.kind().equals("contrasts")) {
            return c.names().population(q.label());
        }
        return q.label().equals("pooled") ? c.t("合并", "Pooled") : q.label();
    }

    private void sheet(Blocks b, DesignResult d, Sheet s, List<EffectEstimate> estimates) {
        List<String> headers = headers(d, s, estimates);
        if (headers.isEmpty() || s.rows().isEmpty() || hidden(d, estimates)) {
            return;
        }
        List<Column> columns = new ArrayList<>(List.of(Column.left(headers.getFirst(), 1.6)));
        headers.stream().skip(1).forEach(h -> columns.add(Column.right(h, 1)));
        b.table(
                "t-design-" + d.id() + "-" + s.kind(),
                c.names().analysis(d.id()) + c.t("：", ": ") + title(s.kind()),
                columns,
                s.rows().stream()
                        .map(r -> row(s.kind(), r, headers.size(), estimates))
                        .toList(),
                List.of());
    }

    private String title(String kind) {
        return switch (kind) {
            case "means" -> c.t("两组前后均值", "Means before and after");
            case "group-time" -> c.t("各组各期效应", "Group-time effects");
            case "donors" -> c.t("对照单位权重与逐一剔除", "Weights of donors, and the effect without each");
            case "bandwidths" -> c.t("不同带宽下的结果", "Results by bandwidth");
            case "placebo-jumps" -> c.t("基线变量在阈值处的跳跃", "Jumps of baseline variables");
            case "instrument-and-least-squares" -> c.t("工具变量与普通最小二乘", "Instrument and least squares");
            case "balance" -> c.t("加权前后与目标人群的距离", "Distance from the target before and after weighting");
            case "contrasts" -> c.t("各组两两对比", "Contrasts of the arms");
            case "arm-means" -> c.t("各组的平均成本与效果", "Mean cost and effect of the arms");
            case "arm-increments" -> c.t("与参照组相比的成本与效果", "Costs and effects against the reference");
            case "arm-frontier" -> c.t("效率前沿与增量成本效果比", "Efficient arms and ratios along the frontier");
            case "arm-decisions" -> c.t("各支付意愿下的决策", "Decisions by willingness to pay");
            case "arm-ranks" -> c.t("各组名次的概率（优先级排序）", "Probabilities of ranks (order of priority)");
            default -> c.t("各中心结果与逐一剔除", "Sites, and the pooled estimate without each");
        };
    }

    private List<String> headers(DesignResult d, Sheet s, List<EffectEstimate> estimates) {
        String low = c.t("下限", "Lower");
        String high = c.t("上限", "Upper");
        String arm = c.t("组别", "Arm");
        String worth = c.t("支付意愿", "Willingness to pay");
        return switch (s.kind()) {
            case "contrasts" ->
                List.of(
                        c.t("对比", "Contrast"),
                        estimates.isEmpty() ? c.t("估计值", "Estimate") : c.names().measureWithUnit(estimates.getFirst()),
                        low,
                        high,
                        "P",
                        c.t("校正后 P", "Adjusted p"));
            case "arm-increments" ->
                List.of(arm, c.t("增量成本", "Incremental cost"), low, high, c.t("增量效果", "Incremental effect"), low, high);
            case "arm-means" -> List.of(arm, armCost(d), low, high, armEffect(d), low, high);
            case "arm-frontier" ->
                List.of(
                        arm,
                        c.t("状态", "Status"),
                        armCost(d),
                        armEffect(d),
                        c.t("增量成本", "Incremental cost"),
                        c.t("增量效果", "Incremental effect"),
                        "ICER");
            case "arm-decisions" ->
                List.of(
                        arm,
                        worth,
                        c.t("净货币效益", "Net monetary benefit"),
                        c.t("最优的概率", "Probability of being best"),
                        c.t("期望损失", "Expected loss"),
                        c.t("期望净效益最大", "Highest expected net benefit"));
            case "arm-ranks" -> {
                List<String> out = new ArrayList<>(List.of(arm, worth));
                for (int k = 1; k < s.rows().getFirst().values().length; k++) {
                    out.add(c.t("第 " + k + " 位的概率", "Probability of rank " + k));
                }
                yield out;
            }
            default -> headers(s.kind());
        };
    }

    private List<String> headers(String kind) {
        String value = c.t("估计值", "Estimate");
        String low = c.t("下限", "Lower");
        String high = c.t("上限", "Upper");
        return switch (kind) {
            case "means" -> List.of(c.t("组", "Group"), c.t("前", "Before"), c.t("后", "After"), c.t("变化", "Change"));
            case "group-time" ->
                List.of(
                        c.t("处理前或后", "Before or after"),
                        c.t("首次处理", "First treated"),
                        c.t("时期", "Period"),
                        value,
                        c.t("标准误", "SE"),
                        low,
                        high);
            case "donors" -> List.of(c.t("对照单位", "Donor"), c.t("权重", "Weight"), c.t("剔除后的效应", "Effect without it"));
            case "bandwidths" -> List.of(c.t("带宽倍数", "Times the bandwidth"), c.t("带宽", "Bandwidth"), value, low, high);
            case "placebo-jumps" -> List.of(c.t("变量", "Variable"), c.t("跳跃", "Jump"), low, high, "P");
            case "instrument-and-least-squares" -> List.of(c.t("方法", "Method"), value, low, high);
            case "balance" -> List.of(c.t("变量", "Variable"), c.t("加权前", "Before"), c.t("加权后", "After"));
            case "sites" ->
                List.of(
                        c.t("中心", "Site"),
                        value,
                        low,
                        high,
                        c.t("权重（%）", "Weight (%)"),
                        c.t("剔除后合并", "Pooled without it"),
                        low,
                        high);
            default -> List.of();
        };
    }

    private Row row(String kind, DesignResult.Row r, int headers, List<EffectEstimate> estimates) {
        List<String> cells = new ArrayList<>(List.of(label(kind, r.label())));
        for (int i = 0; i < headers - 1; i++) {
            double v = r.values()[i];
            cells.add(Double.isFinite(v) ? cell(new Cell(kind, i, v), estimates) : Numbers.ABSENT);
        }
        return Row.of(cells.toArray(String[]::new));
    }

    private record Cell(String kind, int column, double value) {}

    private String cell(Cell cell, List<EffectEstimate> estimates) {
        int i = cell.column();
        double v = cell.value();
        return switch (cell.kind()) {
            case "group-time" -> i < 2 ? c.numbers().year(v, 0) : c.numbers().of(Style.GENERAL, v);
            case "contrasts" ->
                i > 2
                        ? c.numbers().p(v)
                        : c.numbers()
                                .of(
                                        estimates.isEmpty()
                                                ? Style.GENERAL
                                                : Names.style(
                                                        estimates.getFirst().measure()),
                                        v);
            case "arm-frontier" -> i == 0 ? status(v) : c.numbers().of(i == 2 || i == 4 ? Style.QALY : Style.MONEY, v);
            case "arm-means", "arm-increments" -> c.numbers().of(i < 3 ? Style.MONEY : Style.QALY, v);
            case "arm-decisions" ->
                switch (i) {
                    case 2 -> c.numbers().of(Style.PERCENT, v);
                    case 4 -> v == 1 ? c.t("是", "yes") : c.t("否", "no");
                    default -> c.numbers().of(Style.MONEY, v);
                };
            case "arm-ranks" -> c.numbers().of(i == 0 ? Style.MONEY : Style.PERCENT, v);
            default -> c.numbers().of(Style.GENERAL, v);
        };
    }

    private String status(double code) {
        return code == 0
                ? c.t("在前沿上", "On the frontier")
                : code == 1 ? c.t("被占优", "Dominated") : c.t("被扩展占优", "Extendedly dominated");
    }

    private String label(String kind, String label) {
        return switch (kind) {
            case "means" -> DesignWords.line(c, label);
            case "group-time" -> label.equals("before") ? c.t("处理前", "Before") : c.t("处理后", "After");
            case "placebo-jumps" -> c.names().variable(label);
            case "balance" -> c.names().termOf(label);
            case "contrasts", "arm-means", "arm-increments", "arm-frontier", "arm-decisions", "arm-ranks" ->
                c.names().population(label);
            case "instrument-and-least-squares" ->
                label.equals("instrument") ? c.t("工具变量", "Instrument") : c.t("普通最小二乘", "Least squares");
            default -> label;
        };
    }
}
