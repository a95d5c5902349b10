package org.steelyard.report.internal.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Seed;
import org.steelyard.report.SampleCharts;
import org.steelyard.report.chart.AcceptabilityCurve;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.BarChart;
import org.steelyard.report.chart.Chart;
import org.steelyard.report.chart.ConcentrationCurve;
import org.steelyard.report.chart.CostEffectivenessPlane;
import org.steelyard.report.chart.FlowDiagram;
import org.steelyard.report.chart.ForestPlot;
import org.steelyard.report.chart.LineChart;
import org.steelyard.report.chart.LovePlot;
import org.steelyard.report.chart.Mark;
import org.steelyard.report.chart.ScoreOverlap;
import org.steelyard.report.chart.Series;
import org.steelyard.report.chart.StateTrace;
import org.steelyard.report.chart.SurvivalPlot;
import org.steelyard.report.chart.Tornado;
import org.steelyard.report.internal.font.Fonts;
import org.steelyard.report.internal.scene.Item;
import org.steelyard.report.internal.scene.Scene;
import org.steelyard.report.internal.scene.SvgWriter;

class DrawingsTest {

    private static final double NAN = Double.NaN;

    record Sample(Lang lang, String name, Chart chart) {
        @Override
        public String toString() {
            return lang + " " + name;
        }
    }

    static Stream<Sample> samples() {
        return Stream.of(Lang.values())
                .flatMap(lang -> SampleCharts.all(lang).entrySet().stream()
                        .map(e -> new Sample(lang, e.getKey(), e.getValue())));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void noTwoLabelsOverlapAndNoneLeavesTheSheet(Sample sample) {
        Scene scene = Drawings.draw(sample.chart());
        assertThat(SceneText.boxes(scene)).isNotEmpty();
        assertThat(SceneText.overlaps(scene)).isEmpty();
        assertThat(SceneText.outside(scene)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyCharacterOfALabelIsInTheFont(Sample sample) {
        for (SceneText.Box box : SceneText.boxes(Drawings.draw(sample.chart()))) {
            assertThat(box.text()
                            .codePoints()
                            .filter(c -> !Fonts.of(false).has(c))
                            .toArray())
                    .as(box.text())
                    .isEmpty();
        }
    }

    static Stream<Chart> emptyAndDegenerate() {
        double[] none = {};
        double[] nans = {NAN, NAN};
        Axis x = Axis.linear("x");
        return Stream.of(
                new LovePlot("smd", List.of("a"), List.of(), 0.1, "0.1"),
                new LovePlot("smd", List.of("a"), List.of(new LovePlot.Term("t", new double[] {NAN})), 0.1, ""),
                new ScoreOverlap(
                        x,
                        "n",
                        new double[] {0, 1},
                        new ScoreOverlap.Group("a", new double[] {NAN}),
                        new ScoreOverlap.Group("b", new double[] {0}),
                        10,
                        "hidden"),
                new SurvivalPlot(x, Axis.percent("S"), List.of(), Optional.empty(), List.of()),
                new SurvivalPlot(
                        x,
                        Axis.percent("S"),
                        List.of(new SurvivalPlot.Curve("a", none, none, none, none, 0)),
                        Optional.of(new SurvivalPlot.RiskTable("n", none, List.of(List.of()))),
                        List.of("P")),
                new SurvivalPlot(
                        x,
                        Axis.percent("S"),
                        List.of(new SurvivalPlot.Curve("a", new double[] {0}, new double[] {1}, none, none, 5)),
                        Optional.of(new SurvivalPlot.RiskTable("n", new double[] {0}, List.of(List.of("5")))),
                        List.of()),
                new ForestPlot(Axis.log("HR"), 1, "", List.of(), List.of(), List.of(), "a", "b"),
                new ForestPlot(
                        Axis.log("HR"),
                        1,
                        "x",
                        List.of(),
                        List.of(),
                        List.of(new ForestPlot.Row(
                                "r",
                                0,
                                ForestPlot.Kind.ESTIMATE,
                                0,
                                0,
                                Double.POSITIVE_INFINITY,
                                List.of(),
                                List.of())),
                        "",
                        ""),
                new ForestPlot(
                        Axis.linear("RD"),
                        NAN,
                        "x",
                        List.of(),
                        List.of(),
                        List.of(new ForestPlot.Row("r", 0, ForestPlot.Kind.SUMMARY, 3, NAN, NAN, List.of(), List.of())),
                        "",
                        ""),
                new CostEffectivenessPlane(
                        x, x, none, none, "c", new CostEffectivenessPlane.Point(NAN, NAN, "b"), "e", List.of()),
                new CostEffectivenessPlane(
                        x, x, nans, nans, "c", new CostEffectivenessPlane.Point(0, 0, "b"), "e", List.of()),
                new AcceptabilityCurve(x, Axis.percent("p"), List.of(), List.of()),
                new ConcentrationCurve(x, x, List.of(Series.of("s", nans, nans)), "d"),
                new FlowDiagram(List.of(), List.of()),
                new FlowDiagram(
                        List.of(new FlowDiagram.Step(new FlowDiagram.Box("", List.of("n")), Optional.empty())),
                        List.of()),
                new BarChart(x, List.of(), List.of()),
                new BarChart(x, List.of("a"), List.of(new BarChart.Group("g", List.of(BarChart.Bar.of(NAN, ""))))),
                new Tornado(x, NAN, "", "l", "h", List.of()),
                new Tornado(x, 1, "b", "l", "h", List.of(new Tornado.Row("r", NAN, NAN, "", ""))),
                new StateTrace(x, Axis.percent("s"), List.of(), List.of()),
                new StateTrace(
                        x, Axis.percent("s"), List.of("a"), List.of(new StateTrace.Panel("p", none, new double[0][0]))),
                new LineChart(x, x, List.of(), List.of(), List.of()),
                new LineChart(
                        x,
                        x,
                        List.of(Series.of("s", nans, nans)),
                        List.of(new Mark(NAN, "m")),
                        List.of(new Mark(NAN, "m"))));
    }

    @ParameterizedTest
    @MethodSource("emptyAndDegenerate")
    void aChartWithoutDataIsStillADrawing(Chart chart) {
        Scene scene = Drawings.draw(chart);
        assertThat(scene.height()).isBetween(1.0, 3000.0);
        assertAllFinite(scene.items());
        assertThat(SvgWriter.write(scene, new SvgWriter.Label("x", "en", "t", "d")))
                .doesNotContain("NaN", "null", "Infinity");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void labelsStayApartWhateverTheNumbers(int seed) {
        RandomGenerator random = new Seed(Long.getLong("seed", seed)).generator();
        double magnitude = Math.pow(10, random.nextInt(-6, 10));
        List<Chart> charts = List.of(
                randomForest(random, magnitude),
                randomBars(random, magnitude),
                randomLines(random, magnitude),
                randomTornado(random, magnitude),
                randomLove(random));
        for (Chart chart : charts) {
            Scene scene = Drawings.draw(chart);
            assertThat(SceneText.overlaps(scene)).as("seed %s %s", seed, chart).isEmpty();
            assertThat(SceneText.outside(scene)).as("seed %s %s", seed, chart).isEmpty();
            assertAllFinite(scene.items());
        }
    }

    private static Chart randomForest(RandomGenerator random, double magnitude) {
        List<ForestPlot.Row> rows = new ArrayList<>();
        boolean log = random.nextBoolean();
        for (int i = 0; i < 1 + random.nextInt(12); i++) {
            double middle = random.nextGaussian();
            double half = Math.exp(2 * random.nextGaussian());
            double[] v = {middle - half, middle, middle + half};
            for (int k = 0; k < 3; k++) {
                v[k] = log ? Math.exp(v[k]) : v[k] * magnitude;
            }
            rows.add(new ForestPlot.Row(
                    label(random),
                    random.nextInt(3),
                    ForestPlot.Kind.ESTIMATE,
                    v[1],
                    v[0],
                    v[2],
                    List.of(label(random), "12"),
                    List.of(v[1] + " (" + v[0] + "–" + v[2] + ")", "0.03")));
        }
        return new ForestPlot(
                log ? Axis.log(label(random)) : Axis.linear(label(random)),
                log ? 1 : 0,
                label(random),
                List.of(label(random), "n"),
                List.of(label(random), "P"),
                rows,
                label(random),
                label(random));
    }

    private static Chart randomBars(RandomGenerator random, double magnitude) {
        List<BarChart.Group> groups = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            List<BarChart.Bar> bars = new ArrayList<>();
            for (int k = 0; k < 2; k++) {
                double value = magnitude * random.nextGaussian();
                bars.add(new BarChart.Bar(
                        value, value - magnitude, value + magnitude, Ticks.label(value, Axis.Style.NUMBER)));
            }
            groups.add(new BarChart.Group(label(random), bars));
        }
        return new BarChart(Axis.linear(label(random)), List.of(label(random), label(random)), groups);
    }

    private static Chart randomLines(RandomGenerator random, double magnitude) {
        double[] x = new double[30];
        double[] y = new double[30];
        for (int i = 0; i < x.length; i++) {
            x[i] = i * magnitude;
            y[i] = random.nextGaussian() * magnitude;
        }
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < random.nextInt(5); i++) {
            marks.add(new Mark(random.nextDouble() * 29 * magnitude, label(random)));
        }
        return new LineChart(
                Axis.linear(label(random)),
                Axis.linear(label(random)),
                List.of(Series.of(label(random), x, y)),
                marks,
                List.of(new Mark(magnitude, label(random))));
    }

    private static Chart randomTornado(RandomGenerator random, double magnitude) {
        List<Tornado.Row> rows = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(10); i++) {
            rows.add(new Tornado.Row(
                    label(random),
                    magnitude * random.nextGaussian(),
                    magnitude * random.nextGaussian(),
                    "0.0012",
                    "1,200,000"));
        }
        return new Tornado(Axis.linear(label(random)), 0.1 * magnitude, label(random), "low", "high", rows);
    }

    private static Chart randomLove(RandomGenerator random) {
        List<LovePlot.Term> terms = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(60); i++) {
            terms.add(
                    new LovePlot.Term(label(random), new double[] {random.nextGaussian(), random.nextGaussian() / 10}));
        }
        return new LovePlot(label(random), List.of(label(random), label(random)), terms, 0.1, label(random));
    }

    private static String label(RandomGenerator random) {
        String[] pieces = {
            "年龄（岁）", "long_column_name_2024", "入院时", "cost of care", "%", "，", "含异地就医备案者", "α-blocker/β", " "
        };
        StringBuilder label = new StringBuilder("项");
        for (int i = 0; i < random.nextInt(7); i++) {
            label.append(pieces[random.nextInt(pieces.length)]);
        }
        return label.toString();
    }

    private static void assertAllFinite(List<Item> items) {
        for (Item item : items) {
            switch (item) {
                case Item.Line l -> assertFinite(l.x(), l.y());
                case Item.Polygon p -> assertFinite(p.x(), p.y());
                case Item.Box b -> assertFinite(new double[] {b.x(), b.y(), b.width(), b.height()});
                case Item.Disc d -> assertFinite(new double[] {d.x(), d.y(), d.radius()});
                case Item.Words w -> assertFinite(new double[] {w.x(), w.y()});
                case Item.Clip c -> assertAllFinite(c.items());
            }
        }
    }

    private static void assertFinite(double[]... values) {
        for (double[] some : values) {
            for (double value : some) {
                assertThat(value).isFinite();
            }
        }
    }

    @Test
    void aFarTooWideIntervalIsClippedAndGetsAnArrow() {
        List<ForestPlot.Row> rows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rows.add(new ForestPlot.Row("a", 0, ForestPlot.Kind.ESTIMATE, 0.9, 0.8, 1.0125, List.of(), List.of()));
        }
        rows.add(new ForestPlot.Row("wide", 0, ForestPlot.Kind.ESTIMATE, 1, 0.001, 1000, List.of(), List.of()));
        ForestPlot chart = new ForestPlot(Axis.log("HR"), 1, "", List.of(), List.of(), rows, "", "");
        Range range = ForestRange.of(chart);
        assertThat(range.low()).isBetween(0.3, 0.8);
        assertThat(range.high()).isBetween(1.0125, 3.0);
        long arrows = Drawings.draw(chart).items().stream()
                .filter(i -> i instanceof Item.Polygon p && p.x().length == 3)
                .count();
        assertThat(arrows).isEqualTo(2);
    }

    @Test
    void drawsAreThinnedTheSameWayEveryTime() {
        double[] many = new double[100_000];
        RandomGenerator random = new Seed(3).generator();
        for (int i = 0; i < many.length; i++) {
            many[i] = random.nextGaussian();
        }
        CostEffectivenessPlane plane = new CostEffectivenessPlane(
                Axis.linear("e"),
                Axis.linear("c"),
                many,
                many,
                "c",
                new CostEffectivenessPlane.Point(0, 0, "b"),
                "",
                List.of());
        Scene scene = Drawings.draw(plane);
        SvgWriter.Label label = new SvgWriter.Label("x", "en", "t", "d");
        assertThat(SvgWriter.write(scene, label))
                .isEqualTo(SvgWriter.write(Drawings.draw(plane), label))
                .hasSizeLessThan(400_000);
    }

    @Test
    void aCurveEndsWhereItIsToldTo() {
        double[] t = {0, 10, 20, 30};
        double[] s = {1, 0.9, 0.8, 0.7};
        Series steps = Curves.steps(Series.of("a", t, s), 25);
        assertThat(steps.x()).containsExactly(0, 10, 10, 20, 20, 25);
        assertThat(steps.y()).containsExactly(1, 1, 0.9, 0.9, 0.8, 0.8);
        assertThat(Curves.steps(Series.of("a", t, s), Double.POSITIVE_INFINITY).x())
                .endsWith(20, 30, 30, 30);
    }

    /** Otherwise a curve cut at the horizon ends in an upright stroke at its last step. */
    @Test
    void aStepCurveIsHeldToWhereItEnds() {
        Series steps = Series.of("a", new double[] {0, 1}, new double[] {1, 0.5});

        assertThat(Curves.steps(steps, 3).x()).containsExactly(0, 1, 1, 3);
        assertThat(Curves.steps(steps, 3).y()).containsExactly(1, 1, 0.5, 0.5);
        assertThat(Curves.steps(steps, 1).x()).containsExactly(0, 1, 1, 1);
        assertThat(Curves.steps(steps, Double.POSITIVE_INFINITY).x()).containsExactly(0, 1, 1, 1);
        assertThat(Curves.steps(steps, 0.5).x()).containsExactly(0, 0.5);
    }
}
