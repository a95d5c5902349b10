package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.economics.EconomicResults;
import org.steelyard.economics.EconomicResults.CostLine;
import org.steelyard.economics.EconomicResults.Incremental;
import org.steelyard.economics.EconomicResults.NetBenefit;
import org.steelyard.economics.EconomicResults.OneWay;
import org.steelyard.economics.EconomicResults.Psa;
import org.steelyard.economics.EconomicResults.Strategy;
import org.steelyard.economics.EconomicResults.ThresholdPrice;
import org.steelyard.economics.EconomicResults.Trace;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Arm;
import org.steelyard.report.chart.AcceptabilityCurve;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.CostEffectivenessPlane;
import org.steelyard.report.chart.Mark;
import org.steelyard.report.chart.Series;
import org.steelyard.report.chart.StateTrace;
import org.steelyard.report.chart.Tornado;
import org.steelyard.report.compose.Numbers.Style;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;

/** 经济价值: costs, effects, the incremental result and its uncertainty. */
record EconomicFindings(Context c, Sentences say, EconomicResults results) {

    private static final int MOST_PARAMETERS_IN_PLOT = 15;

    List<Block> blocks() {
        Blocks b = new Blocks(c.lang());
        b.section("经济价值", "Economic value");
        costs(b);
        strategies(b);
        uncertainty(b);
        thresholdPrice(b);
        oneWay(b);
        results.trace().ifPresent(t -> trace(b, t));
        results.model().ifPresent(m -> new ModelFindings(c, m).add(b));
        return b.list();
    }

    private String currency() {
        return c.names().currency(say.currency());
    }

    private void costs(Blocks b) {
        if (results.costLines().isEmpty()) {
            return;
        }
        b.subsection("成本构成", "Costs");
        b.para("⟦t-costs⟧按项目列出每例贴现后平均成本。", "⟦t-costs⟧ gives mean discounted costs a person by line.");
        Map<String, List<CostLine>> lines = new LinkedHashMap<>();
        results.costLines()
                .forEach(l ->
                        lines.computeIfAbsent(l.id(), k -> new ArrayList<>()).add(l));
        List<Row> rows = new ArrayList<>();
        lines.values()
                .forEach(l -> rows.add(cost(c.t(l.getFirst().label()), mean(l, Arm.TREATED), mean(l, Arm.CONTROL))));
        double treated = total(Arm.TREATED);
        double control = total(Arm.CONTROL);
        rows.add(Blocks.total(List.of(
                c.t("合计", "Total"),
                c.numbers().money(treated),
                c.numbers().money(control),
                c.numbers().money(treated - control))));
        b.table(
                "t-costs",
                c.t("每例平均成本（" + currency() + "）", "Mean cost a person (" + currency() + ")"),
                List.of(
                        Column.left(c.t("项目", "Line"), 2.4),
                        Column.right(c.names().treated(), 1.1),
                        Column.right(c.names().control(), 1.1),
                        Column.right(c.t("差值", "Difference"), 1.1)),
                rows,
                List.of());
    }

    private Row cost(String label, double treated, double control) {
        return Row.of(
                label,
                c.numbers().money(treated),
                c.numbers().money(control),
                c.numbers().money(treated - control));
    }

    /** A line that an arm does not have costs it nothing. */
    private static double mean(List<CostLine> lines, Arm arm) {
        return lines.stream()
                .filter(l -> l.arm() == arm)
                .mapToDouble(CostLine::mean)
                .sum();
    }

    private double total(Arm arm) {
        return mean(results.costLines(), arm);
    }

    private void strategies(Blocks b) {
        b.subsection("成本与效果", "Costs and effects");
        b.para(
                "⟦t-strategies⟧为各方案每例贴现后的成本与效果，⟦t-incremental⟧为增量结果。" + say.incremental(results) + "。",
                "⟦t-strategies⟧ gives discounted costs and effects a person, ⟦t-incremental⟧ the increments. "
                        + say.incremental(results) + ".");
        b.table(
                "t-strategies",
                c.t("各方案的成本与效果", "Costs and effects of the strategies"),
                List.of(
                        Column.left(c.t("方案", "Strategy"), 1.5),
                        Column.right(c.t("成本（", "Cost (") + currency() + c.t("）", ")"), 2),
                        Column.right("QALY", 1.7),
                        Column.right(c.t("生命年", "Life years"), 1.7)),
                results.strategies().stream().map(this::strategy).toList(),
                List.of(intervalNote()));
        Incremental i = results.incremental();
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(
                c.t("增量成本（", "Incremental cost (") + currency() + c.t("）", ")"),
                estimate(Style.MONEY, i.cost(), i.costInterval())));
        rows.add(Row.of(c.t("增量 QALY", "Incremental QALYs"), estimate(Style.QALY, i.qaly(), i.qalyInterval())));
        rows.add(Row.of(c.t("增量生命年", "Incremental life years"), c.numbers().of(Style.QALY, i.ly())));
        rows.add(Row.of(c.t("增量成本效果比（", "ICER (") + currency() + c.t("/QALY）", " per QALY)"), icer(i)));
        rows.add(Row.of(c.t("判断", "Verdict"), c.t(Labels.of(i.verdict()))));
        i.netBenefit()
                .forEach(n -> rows.add(Row.of(
                        c.t("增量净货币效益，阈值 ", "Net monetary benefit at ")
                                + c.numbers().money(n.threshold())
                                + c.bracketed(c.t(n.label())),
                        estimate(Style.MONEY, n.value(), n.interval())
                                + c.t("；具有成本效果的概率 ", "; probability cost-effective ")
                                + c.numbers().probability(n.probability()))));
        b.table(
                "t-incremental",
                c.t("增量分析结果", "Incremental analysis"),
                List.of(Column.left(c.t("指标", "Item"), 2), Column.left(c.t("结果", "Result"), 3)),
                rows,
                List.of(intervalNote()));
    }

    private String icer(Incremental i) {
        return Double.isFinite(i.icer())
                ? c.numbers().money(i.icer())
                : Numbers.ABSENT
                        + c.bracketed(c.t(
                                "一方处于优势或增量 QALY 接近零时不计算",
                                "not computed where one strategy dominates or the difference in QALYs is near zero"));
    }

    private Row strategy(Strategy s) {
        return Row.of(
                c.t(s.name()),
                estimate(Style.MONEY, s.cost(), s.costInterval()),
                estimate(Style.QALY, s.qaly(), s.qalyInterval()),
                estimate(Style.QALY, s.ly(), s.lyInterval()));
    }

    private String estimate(Style style, double value, EconomicResults.Interval interval) {
        return c.numbers().estimate(style, value, interval.lower(), interval.upper());
    }

    private String intervalNote() {
        return c.t(
                "括号内为 " + c.numbers().level(c.plan().analysis().level()) + " 不确定区间（抽样百分位数）。",
                "In brackets: " + c.numbers().level(c.plan().analysis().level())
                        + " uncertainty intervals (percentiles of the draws).");
    }

    private void uncertainty(Blocks b) {
        Psa psa = results.psa();
        if (psa.deltaCost().length == 0) {
            return;
        }
        b.subsection("概率敏感性分析", "Probabilistic sensitivity analysis");
        String probabilities = say.acceptability(results.incremental().netBenefit());
        b.para(
                "成本效果平面见⟦f-plane⟧，可接受曲线见⟦f-ceac⟧。" + (probabilities.isEmpty() ? "" : probabilities + "。"),
                "⟦f-plane⟧ shows the cost-effectiveness plane, ⟦f-ceac⟧ the acceptability curve"
                        + (probabilities.isEmpty() ? "." : ": " + probabilities + "."));
        b.figure(
                "f-plane",
                c.t("成本效果平面", "Cost-effectiveness plane"),
                plane(psa),
                List.of(),
                c.t(
                        "每点为一次抽样的增量效果与增量成本，斜线为支付意愿阈值。",
                        "Each point is one draw of incremental effect and cost; lines through the origin are thresholds."));
        if (psa.thresholds().length > 0) {
            b.figure(
                    "f-ceac",
                    c.t("成本效果可接受曲线", "Cost-effectiveness acceptability curve"),
                    acceptability(psa),
                    List.of(),
                    c.t("具有成本效果的概率随支付意愿阈值的变化。", "Probability of being cost-effective by threshold."));
        }
        information(b, psa);
    }

    private CostEffectivenessPlane plane(Psa psa) {
        Incremental i = results.incremental();
        List<CostEffectivenessPlane.Threshold> lines = i.netBenefit().stream()
                .map(n -> new CostEffectivenessPlane.Threshold(n.threshold(), label(n)))
                .toList();
        return new CostEffectivenessPlane(
                Axis.linear(c.t("增量 QALY", "Incremental QALYs")),
                Axis.linear(c.t("增量成本（", "Incremental cost (") + currency() + c.t("）", ")")),
                psa.deltaQaly(),
                psa.deltaCost(),
                c.t("抽样", "Draws"),
                new CostEffectivenessPlane.Point(i.qaly(), i.cost(), c.t("点估计", "Estimate")),
                c.t("95% 椭圆（二元正态近似）", "95% ellipse (bivariate normal)"),
                lines);
    }

    private String label(NetBenefit n) {
        String label = c.t(n.label());
        return label.isBlank() ? c.numbers().money(n.threshold()) : label;
    }

    private AcceptabilityCurve acceptability(Psa psa) {
        List<Mark> marks = results.incremental().netBenefit().stream()
                .map(n -> new Mark(n.threshold(), label(n)))
                .toList();
        return new AcceptabilityCurve(
                Axis.linear(c.t("支付意愿阈值（", "Threshold (") + currency() + c.t("/QALY）", " per QALY)"))
                        .from(0),
                Axis.percent(c.t("具有成本效果的概率", "Probability cost-effective"))
                        .from(0)
                        .to(1),
                List.of(Series.of(c.names().treated(), psa.thresholds(), psa.probability())),
                marks);
    }

    private void information(Blocks b, Psa psa) {
        double[] evpi = psa.expectedValueOfPerfectInformation();
        if (evpi.length == 0 || evpi.length != psa.thresholds().length) {
            return;
        }
        List<String> parts = new ArrayList<>();
        List<String> amounts = new ArrayList<>();
        for (NetBenefit n : results.incremental().netBenefit()) {
            int nearest = nearest(psa.thresholds(), n.threshold());
            if (psa.thresholds()[nearest] > 0) {
                parts.add(c.t(
                                "阈值 " + c.numbers().money(psa.thresholds()[nearest]) + " 时为 ",
                                "at " + c.numbers().money(psa.thresholds()[nearest]) + ": ")
                        + say.amount(evpi[nearest], currency()));
                amounts.add(say.amount(evpi[nearest], currency()));
            }
        }
        if (amounts.size() > 1 && amounts.stream().distinct().count() == 1) {
            parts.clear();
            parts.add(c.t("上述各阈值下均为 ", "at all of these thresholds ") + amounts.getFirst());
        }
        if (!parts.isEmpty()) {
            b.para(
                    "每例完全信息期望价值（消除全部参数不确定性的价值上限）：" + String.join("；", parts) + "。",
                    "Expected value of perfect information a person (an upper limit on the value of removing all parameter uncertainty): "
                            + String.join("; ", parts) + ".");
        }
    }

    private static int nearest(double[] grid, double value) {
        int best = 0;
        for (int i = 1; i < grid.length; i++) {
            best = Math.abs(grid[i] - value) < Math.abs(grid[best] - value) ? i : best;
        }
        return best;
    }

    private void thresholdPrice(Blocks b) {
        List<ThresholdPrice> prices = results.incremental().thresholdPrice();
        if (prices.isEmpty()) {
            return;
        }
        b.subsection("阈值价格", "Threshold price");
        b.para(
                "⟦t-price⟧给出其他条件不变时，使增量净货币效益恰为零的干预价格，可供价格形成与谈判参考；负值表示即使免费也不具成本效果。",
                "⟦t-price⟧ gives the price of the intervention at which net monetary benefit is zero, all else equal; a negative price means that it would not be worth it even for free.");
        b.table(
                "t-price",
                c.t("各阈值下的阈值价格（" + currency() + "）", "Threshold price by willingness to pay (" + currency() + ")"),
                List.of(
                        Column.left(c.t("支付意愿阈值（每 QALY）", "Threshold (per QALY)"), 2),
                        Column.right(c.t("阈值价格", "Threshold price"), 2)),
                prices.stream()
                        .map(p -> Row.of(
                                c.numbers().money(p.threshold()) + c.bracketed(c.t(p.label())),
                                estimate(Style.MONEY, p.price(), p.interval())))
                        .toList(),
                List.of(intervalNote()));
    }

    private void oneWay(Blocks b) {
        List<OneWay> all = results.oneWay().stream()
                .filter(o -> Double.isFinite(o.netBenefitLow()) && Double.isFinite(o.netBenefitHigh()))
                .sorted(Comparator.comparingDouble((OneWay o) -> -Math.abs(o.netBenefitHigh() - o.netBenefitLow())))
                .toList();
        if (all.isEmpty()) {
            return;
        }
        b.subsection("单因素敏感性分析", "One-way sensitivity analysis");
        OneWay first = all.getFirst();
        b.para(
                "逐一变动参数对增量净货币效益的影响见⟦t-one-way⟧与⟦f-tornado⟧；影响最大的参数为“" + c.t(first.label()) + "”。",
                "⟦t-one-way⟧ and ⟦f-tornado⟧ show what one parameter at a time does to net monetary benefit; “"
                        + c.t(first.label()) + "” matters most.");
        b.table(
                "t-one-way",
                c.t("单因素敏感性分析", "One-way sensitivity analysis"),
                List.of(
                        Column.left(c.t("参数", "Parameter"), 2),
                        Column.right(c.t("低值", "Low"), 0.8),
                        Column.right(c.t("高值", "High"), 0.8),
                        Column.right(c.t("ICER（低值）", "ICER (low)"), 1.1),
                        Column.right(c.t("ICER（高值）", "ICER (high)"), 1.1),
                        Column.right(c.t("净效益（低值）", "Net benefit (low)"), 1.2),
                        Column.right(c.t("净效益（高值）", "Net benefit (high)"), 1.2)),
                all.stream().map(this::oneWayRow).toList(),
                List.of(c.t(
                        "净效益按主要阈值计算；ICER 为“—”表示一方处于优势。",
                        "Net benefit at the main threshold; “—” for an ICER: one strategy dominates.")));
        b.figure(
                "f-tornado",
                c.t("龙卷风图：增量净货币效益", "Tornado: incremental net monetary benefit"),
                tornado(all),
                List.of(),
                c.t(
                        "各参数取低值与高值时的增量净货币效益，按影响大小排列。",
                        "Net monetary benefit at the low and high value of each parameter, by size of effect."));
    }

    private Row oneWayRow(OneWay o) {
        return Row.of(
                c.t(o.label()),
                c.numbers().parameter(o.low()),
                c.numbers().parameter(o.high()),
                c.numbers().money(o.icerLow()),
                c.numbers().money(o.icerHigh()),
                c.numbers().money(o.netBenefitLow()),
                c.numbers().money(o.netBenefitHigh()));
    }

    /** Net benefit at the threshold of the one-way analysis; the first when the results do not name it. */
    private double base() {
        Optional<Text> named = Optional.ofNullable(results.conventions().get("one-way-threshold"));
        List<NetBenefit> benefits = results.incremental().netBenefit();
        return benefits.stream()
                .filter(n -> named.filter(n.label()::equals).isPresent())
                .findFirst()
                .or(() -> benefits.stream().findFirst())
                .map(NetBenefit::value)
                .orElse(0.0);
    }

    private Tornado tornado(List<OneWay> all) {
        double base = base();
        return new Tornado(
                Axis.linear(c.t("增量净货币效益（", "Incremental net monetary benefit (") + currency() + c.t("）", ")")),
                base,
                c.t("基线 ", "base ") + c.numbers().money(base),
                c.t("取低值", "Low value"),
                c.t("取高值", "High value"),
                all.stream()
                        .limit(MOST_PARAMETERS_IN_PLOT)
                        .map(o -> new Tornado.Row(
                                c.t(o.label()),
                                o.netBenefitLow(),
                                o.netBenefitHigh(),
                                c.numbers().parameter(o.low()),
                                c.numbers().parameter(o.high())))
                        .toList());
    }

    private void trace(Blocks b, Trace t) {
        b.subsection("模型状态占比", "State membership");
        b.para("⟦f-trace⟧给出两方案随时间的状态占比。", "⟦f-trace⟧ shows state membership over time under both strategies.");
        b.figure(
                "f-trace",
                c.t("状态占比随时间的变化", "State membership over time"),
                new StateTrace(
                        Axis.linear(c.t("年", "Years")).from(0),
                        Axis.percent(c.t("占比", "Share")).from(0).to(1),
                        t.states().stream().map(c::t).toList(),
                        List.of(
                                new StateTrace.Panel(c.names().treated(), t.years(), t.treated()),
                                new StateTrace.Panel(c.names().control(), t.years(), t.control()))),
                List.of(),
                c.t("两幅堆积面积图，各为一方案的状态占比。", "Two stacked areas, one a strategy."));
    }
}
