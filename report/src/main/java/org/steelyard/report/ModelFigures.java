package org.steelyard.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.steelyard.economics.decision.Uncertainty;
import org.steelyard.economics.model.ModelResults;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.kernel.Lang;
import org.steelyard.report.chart.AcceptabilityCurve;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.BarChart;
import org.steelyard.report.chart.Chart;
import org.steelyard.report.chart.CostEffectivenessPlane;
import org.steelyard.report.chart.LineChart;
import org.steelyard.report.chart.Mark;
import org.steelyard.report.chart.Series;
import org.steelyard.report.chart.StateTrace;
import org.steelyard.report.chart.Tornado;
import org.steelyard.report.document.Block;

/** Figures of a run of a decision model, alone or inside a plan. */
public final class ModelFigures {

    private static final int TORNADO_ROWS = 15;

    /** Relative difference of two sums of the same terms. */
    private static final double ROUNDING = 1e-12;

    private final ModelResults r;
    private final Lang lang;
    private final List<Block.Figure> figures = new ArrayList<>();

    private ModelFigures(ModelResults results, Lang lang) {
        this.r = results;
        this.lang = lang;
    }

    public static List<Block.Figure> of(ModelResults results, Lang lang) {
        ModelFigures f = new ModelFigures(results, lang);
        f.add("model", f.say("模型结构", "Structure of the model"), ModelDiagrams.of(results.spec(), lang));
        f.trace();
        f.tornado();
        f.probabilistic();
        results.budget().ifPresent(b -> f.figures.addAll(BudgetFigures.of(b, lang)));
        return f.figures;
    }

    private String say(String zh, String en) {
        return lang == Lang.ZH ? zh : en;
    }

    private String strategy(int s) {
        return r.strategies().get(s).label().in(lang);
    }

    private String cost() {
        return r.outcomes().get(r.cost()).label().in(lang) + " (" + unit(r.cost()) + ")";
    }

    private String unit(int outcome) {
        return r.outcomes().get(outcome).unit();
    }

    private Axis willingness() {
        return Axis.linear(say("支付意愿", "willingness to pay") + " (" + unit(r.cost()) + "/" + unit(r.effect()) + ")");
    }

    private void add(String id, String caption, Chart chart) {
        figures.add(new Block.Figure(id, caption, chart, List.of(), caption));
    }

    private static String number(double v) {
        return String.format(Locale.ROOT, Math.abs(v) >= 1000 ? "%,.0f" : "%.4g", v);
    }

    private void trace() {
        r.trace().ifPresent(t -> {
            List<StateTrace.Panel> panels = new ArrayList<>();
            for (int s = 0; s < t.people().length; s++) {
                double all = Arrays.stream(t.people()[s][0]).sum();
                double[][] shares = Arrays.stream(t.people()[s])
                        .map(row -> Arrays.stream(row).map(v -> v / all).toArray())
                        .toArray(double[][]::new);
                boolean closed = Arrays.stream(shares)
                        .allMatch(row -> Math.abs(Arrays.stream(row).sum() - 1) < 1e-6);
                if (closed) {
                    panels.add(new StateTrace.Panel(strategy(s), t.years(), shares));
                }
            }
            if (!panels.isEmpty()) {
                List<String> states = t.labels().stream().map(l -> l.in(lang)).toList();
                add(
                        "trace",
                        say("各状态人群比例随时间的变化", "Share of people by state over time"),
                        new StateTrace(
                                Axis.linear(say("年", "years")), Axis.percent(say("比例", "share")), states, panels));
            }
        });
    }

    private void tornado() {
        int last = r.incremental().isEmpty() ? -1 : r.incremental().getLast().strategy();
        List<ModelResults.OneWay> rows = r.oneWay().stream()
                .filter(w -> w.strategy() == last && Double.isFinite(w.netBenefitLow()))
                .limit(TORNADO_ROWS)
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        double threshold = rows.getFirst().threshold();
        double base = threshold * r.incremental().getLast().effect()
                - r.incremental().getLast().cost();
        List<Tornado.Row> bars = rows.stream()
                .map(w -> new Tornado.Row(
                        w.label().in(lang), w.netBenefitLow(), w.netBenefitHigh(), number(w.low()), number(w.high())))
                .toList();
        String axis = say("增量净效益", "incremental net benefit") + " (λ = " + number(threshold) + ")";
        add(
                "tornado",
                say("单因素敏感性分析：", "One-way sensitivity analysis: ") + strategy(last),
                new Tornado(
                        Axis.linear(axis), base, say("基线", "base case"), say("低值", "low"), say("高值", "high"), bars));
    }

    private void probabilistic() {
        r.psa().filter(p -> r.strategies().size() > 1).ifPresent(psa -> {
            plane(psa);
            acceptability(psa);
            information(psa);
        });
    }

    private void plane(ModelResults.Psa psa) {
        for (ModelResults.Incremental i : r.incremental()) {
            double[] de = difference(psa, i.strategy(), r.effect());
            double[] dc = difference(psa, i.strategy(), r.cost());
            List<CostEffectivenessPlane.Threshold> lines = i.netBenefit().stream()
                    .map(b -> new CostEffectivenessPlane.Threshold(b.threshold(), "λ = " + number(b.threshold())))
                    .toList();
            String caption = say("成本效果平面：", "Cost-effectiveness plane: ")
                    + strategy(i.strategy())
                    + say(" 对 ", " against ")
                    + strategy(r.reference());
            add(
                    "plane-" + (i.strategy() + 1),
                    caption,
                    new CostEffectivenessPlane(
                            Axis.linear(say("增量效果", "incremental effect") + " (" + unit(r.effect()) + ")"),
                            Axis.linear(say("增量", "incremental ") + cost()),
                            de,
                            dc,
                            say("抽样", "draws"),
                            new CostEffectivenessPlane.Point(i.effect(), i.cost(), say("基线", "base case")),
                            "",
                            lines));
        }
    }

    /** Strategies that do the same differ by rounding alone, which no axis should show. */
    private double[] difference(ModelResults.Psa psa, int strategy, int outcome) {
        double[] a = psa.values()[strategy][outcome];
        double[] b = psa.values()[r.reference()][outcome];
        double[] out = new double[a.length];
        Arrays.setAll(out, d -> {
            double largest = Math.max(Math.abs(a[d]), Math.abs(b[d]));
            return Math.abs(a[d] - b[d]) <= ROUNDING * largest ? 0 : a[d] - b[d];
        });
        return out;
    }

    private void acceptability(ModelResults.Psa psa) {
        if (psa.curve().size() < 2) {
            return;
        }
        double[] x = psa.curve().stream().mapToDouble(Uncertainty::threshold).toArray();
        List<Series> series = new ArrayList<>();
        for (int s = 0; s < r.strategies().size(); s++) {
            int strategy = s;
            series.add(Series.of(
                    strategy(s),
                    x,
                    psa.curve().stream()
                            .mapToDouble(u -> u.acceptability()[strategy])
                            .toArray()));
        }
        add(
                "acceptability",
                say("成本效果可接受曲线", "Cost-effectiveness acceptability curves"),
                new AcceptabilityCurve(
                        willingness(),
                        Axis.percent(say("最优概率", "probability best")).from(0).to(1),
                        series,
                        List.of()));
        add(
                "frontier",
                say(
                        "成本效果可接受边界：净效益期望最高者的可接受概率",
                        "Acceptability frontier: acceptability of the strategy with the highest expected net benefit"),
                new AcceptabilityCurve(
                        willingness(),
                        Axis.percent(say("概率", "probability")).from(0).to(1),
                        frontier(psa, x),
                        List.of()));
        double[] evpi = psa.curve().stream().mapToDouble(Uncertainty::evpi).toArray();
        add(
                "evpi",
                say("每人完全信息期望价值", "Expected value of perfect information a person"),
                new LineChart(
                        willingness(),
                        Axis.linear("EVPI (" + unit(r.cost()) + ")").from(0),
                        List.of(Series.of("EVPI", x, evpi)),
                        List.<Mark>of(),
                        List.<Mark>of()));
    }

    /** One line a strategy, drawn where it is the best on average. */
    private List<Series> frontier(ModelResults.Psa psa, double[] x) {
        List<Series> out = new ArrayList<>();
        for (int s = 0; s < r.strategies().size(); s++) {
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < x.length; i++) {
                if (psa.curve().get(i).best() == s) {
                    points.add(new double[] {x[i], psa.curve().get(i).frontier()});
                }
            }
            if (!points.isEmpty()) {
                out.add(Series.of(
                        strategy(s),
                        points.stream().mapToDouble(p -> p[0]).toArray(),
                        points.stream().mapToDouble(p -> p[1]).toArray()));
            }
        }
        return out;
    }

    private String parameter(String id) {
        ModelSpec.Parameter known = r.spec().parameters().get(id);
        return known == null || known.label().isBlank() ? id : known.label().in(lang);
    }

    private void information(ModelResults.Psa psa) {
        boolean any = psa.partial().stream().anyMatch(p -> p.value()[0] > 0);
        if (!any) {
            return; // bars of nothing would say less than the sentence that stands in their place
        }
        List<BarChart.Group> groups = psa.partial().stream()
                .sorted((a, b) -> Double.compare(b.value()[0], a.value()[0]))
                .limit(TORNADO_ROWS)
                .map(p -> new BarChart.Group(
                        p.parameters().stream().map(this::parameter).collect(Collectors.joining(", ")),
                        List.of(BarChart.Bar.of(p.value()[0], number(p.value()[0])))))
                .toList();
        String caption = say("每人部分完全信息期望价值，λ = ", "Expected value of partial perfect information a person, λ = ")
                + number(psa.partial().getFirst().thresholds()[0]);
        add(
                "evppi",
                caption,
                new BarChart(Axis.linear("EVPPI (" + unit(r.cost()) + ")").from(0), List.of("EVPPI"), groups));
    }
}
