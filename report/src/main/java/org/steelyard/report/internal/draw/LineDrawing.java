package org.steelyard.report.internal.draw;

import java.util.List;
import org.steelyard.report.chart.AcceptabilityCurve;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.ConcentrationCurve;
import org.steelyard.report.chart.LineChart;
import org.steelyard.report.chart.Mark;
import org.steelyard.report.chart.Series;
import org.steelyard.report.internal.scene.Scene;
import org.steelyard.report.internal.scene.Stroke;

/** Charts made of lines on two axes. */
final class LineDrawing {

    private LineDrawing() {}

    static Scene draw(AcceptabilityCurve chart) {
        Sketch sketch = new Sketch();
        double top = legend(chart.curves(), List.of()).draw(sketch, Theme.PAD);
        Range x = withMarks(Curves.xRange(chart.curves()), chart.marks());
        Frame frame = Frame.draw(
                sketch,
                Frame.Spec.of(chart.threshold(), x, fixed(chart.probability()), new Range(0, 1))
                        .top(top)
                        .marks(chart.marks()));
        return data(sketch, frame, chart.curves(), chart.marks());
    }

    static Scene draw(ConcentrationCurve chart) {
        Sketch sketch = new Sketch();
        Legend legend = legend(chart.curves(), List.of());
        legend.line(chart.diagonalLabel(), Stroke.dashed(Theme.MUTED, 1.4));
        double top = legend.draw(sketch, Theme.PAD);
        Range y = Curves.yRange(chart.curves()).with(0).with(1);
        Frame.Spec spec = Frame.Spec.of(fixed(chart.population()), new Range(0, 1), chart.cumulative(), y);
        Frame frame = Frame.draw(sketch, spec.top(top).height(350).between(175, 565));
        double[] ends = {0, 1};
        Curves.line(sketch, frame, Series.of("", ends, ends), Stroke.dashed(Theme.MUTED, 1.4));
        return data(sketch, frame, chart.curves(), List.of());
    }

    static Scene draw(LineChart chart) {
        Sketch sketch = new Sketch();
        List<Mark> horizontals = chart.horizontals().stream()
                .filter(mark -> Double.isFinite(mark.value()))
                .toList();
        double top = legend(chart.series(), horizontals).draw(sketch, Theme.PAD);
        Range x = withMarks(Curves.xRange(chart.series()), chart.verticals());
        Range y = withMarks(Curves.yRange(chart.series()), horizontals);
        Frame frame = Frame.draw(
                sketch, Frame.Spec.of(chart.x(), x, chart.y(), y).top(top).marks(chart.verticals()));
        Sketch inside = new Sketch();
        for (int i = 0; i < horizontals.size(); i++) {
            double at = frame.y().at(horizontals.get(i).value());
            inside.line(frame.plot().x(), at, frame.plot().right(), at, reference(i));
        }
        sketch.clipped(frame.plot(), inside);
        return data(sketch, frame, chart.series(), chart.verticals());
    }

    private static Scene data(Sketch sketch, Frame frame, List<Series> series, List<Mark> marks) {
        Sketch inside = new Sketch();
        Curves.draw(inside, frame, series);
        sketch.clipped(frame.plot(), inside);
        frame.markLines(sketch, marks);
        return sketch.finish(frame.bottom() + Theme.PAD);
    }

    private static Legend legend(List<Series> series, List<Mark> horizontals) {
        Legend legend = new Legend();
        for (int i = 0; i < series.size(); i++) {
            Series s = series.get(i);
            switch (s.form()) {
                case LINE -> legend.banded(s.name(), Theme.line(i), s.lower().length > 0);
                case POINTS -> legend.marker(s.name(), Marker.DISC, Theme.series(i));
                case FAINT -> legend.line(s.name(), Curves.FAINT);
            }
        }
        for (int i = 0; i < horizontals.size(); i++) {
            legend.line(horizontals.get(i).label(), reference(i));
        }
        return legend;
    }

    /** Reference lines differ by their dashes. */
    static Stroke reference(int i) {
        double dash = 8.0 / (i + 1);
        return new Stroke(Theme.MUTED, 1.3, List.of(Math.max(dash, 1.5), 3.0));
    }

    private static Range withMarks(Range range, List<Mark> marks) {
        return marks.stream().map(m -> Range.of(m.value())).reduce(range, Range::with);
    }

    /** A share runs from 0 to 1 unless told otherwise. */
    static Axis fixed(Axis axis) {
        Axis from = axis.min().isPresent() ? axis : axis.from(0);
        return from.max().isPresent() ? from : from.to(1);
    }
}
