package org.steelyard.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.steelyard.economics.budget.BudgetResults;
import org.steelyard.economics.budget.FundModel;
import org.steelyard.kernel.Lang;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.BarChart;
import org.steelyard.report.chart.Tornado;
import org.steelyard.report.document.Block;

/** Bars of a budget impact by year, and what moves it. Amounts are in units that leave few digits. */
public final class BudgetFigures {

    private static final int ROWS = 12;

    private final BudgetResults b;
    private final Lang lang;
    private final double unit;
    private final String money;

    private BudgetFigures(BudgetResults results, Lang lang) {
        this.b = results;
        this.lang = lang;
        double largest = results.total().stream()
                .mapToDouble(y -> Math.max(Math.abs(y.without()), Math.abs(y.with())))
                .max()
                .orElse(1);
        double million = lang == Lang.ZH ? 1e4 : 1e6;
        unit = largest >= 10 * million ? million : 1;
        String scale = unit == 1 ? "" : lang == Lang.ZH ? "万" : "million ";
        money = lang == Lang.ZH && results.currency().equals("CNY") ? scale + "元" : scale + results.currency();
    }

    public static List<Block.Figure> of(BudgetResults results, Lang lang) {
        BudgetFigures f = new BudgetFigures(results, lang);
        List<Block.Figure> out = new ArrayList<>(List.of(f.spending(), f.impact()));
        if (!results.oneWay().isEmpty()) {
            out.add(f.tornado());
        }
        return out;
    }

    private String say(String zh, String en) {
        return lang == Lang.ZH ? zh : en;
    }

    private static Block.Figure figure(String id, String caption, org.steelyard.report.chart.Chart chart) {
        return new Block.Figure(id, caption, chart, List.of(), caption);
    }

    private String amount(double value) {
        double v = value / unit;
        return String.format(Locale.ROOT, Math.abs(v) >= 100 ? "%,.0f" : "%,.2f", v);
    }

    private BarChart.Bar bar(double value) {
        return BarChart.Bar.of(value / unit, amount(value));
    }

    private Block.Figure spending() {
        List<BarChart.Group> groups = b.total().stream()
                .map(y -> new BarChart.Group(b.name(y), List.of(bar(y.without()), bar(y.with()))))
                .toList();
        return figure(
                "budget",
                say("各年总费用：无新服务与有新服务", "Yearly spending without and with the new service"),
                new BarChart(Axis.linear(money).from(0), List.of(say("无新服务", "without"), say("有新服务", "with")), groups));
    }

    private Block.Figure impact() {
        List<BarChart.Group> groups = new ArrayList<>();
        for (int i = 0; i < b.total().size(); i++) {
            FundModel.Year y = b.total().get(i);
            double lower = b.spread().isEmpty()
                    ? Double.NaN
                    : b.spread().get(i).fundNet().lower();
            double upper = b.spread().isEmpty()
                    ? Double.NaN
                    : b.spread().get(i).fundNet().upper();
            groups.add(new BarChart.Group(
                    b.name(y),
                    List.of(
                            new BarChart.Bar(y.fundNet() / unit, lower / unit, upper / unit, amount(y.fundNet())),
                            y.judged() ? bar(y.allowed()) : BarChart.Bar.of(Double.NaN, say("未判断", "not judged")))));
        }
        return figure(
                "budget-fund",
                say("基金各年净增支出与可用增长", "Added spending of the fund by year, and the growth it may take"),
                new BarChart(
                        Axis.linear(money), List.of(say("基金净增", "fund, net"), say("可用增长", "growth allowed")), groups));
    }

    private Block.Figure tornado() {
        double base = BudgetResults.fundNet(b.total());
        List<Tornado.Row> rows = b.oneWay().stream()
                .limit(ROWS)
                .map(w -> new Tornado.Row(
                        w.label().in(lang),
                        w.fundNetLow() / unit,
                        w.fundNetHigh() / unit,
                        value(w.low()),
                        value(w.high())))
                .toList();
        return figure(
                "budget-tornado",
                say("累计基金净增支出的单因素敏感性分析", "One-way analysis of the fund's added spending over all years"),
                new Tornado(
                        Axis.linear(say("累计基金净增，", "fund, net, all years, ") + money),
                        base / unit,
                        say("基线", "base case"),
                        say("低值", "low"),
                        say("高值", "high"),
                        rows));
    }

    private static String value(double v) {
        return String.format(Locale.ROOT, Math.abs(v) >= 1000 ? "%,.0f" : "%.3g", v);
    }
}
