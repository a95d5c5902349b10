package org.steelyard.report.internal.draw;

import org.steelyard.report.chart.Mark;
import org.steelyard.report.chart.ScatterChart;
import org.steelyard.report.chart.Series;
import org.steelyard.report.internal.scene.Scene;
import org.steelyard.report.internal.scene.Stroke;

/** Points on two axes with reference lines. */
final class ScatterDrawing {

    private ScatterDrawing() {}

    static Scene draw(ScatterChart chart) {
        Sketch sketch = new Sketch();
        Legend legend = new Legend();
        for (int i = 0; i < chart.groups().size(); i++) {
            legend.marker(chart.groups().get(i).name(), Marker.of(shape(i)), Theme.series(i));
        }
        for (int i = 0; i < chart.lines().size(); i++) {
            legend.line(chart.lines().get(i).name(), line(i));
        }
        double top = legend.draw(sketch, Theme.PAD);
        Frame frame = Frame.draw(
                sketch,
                Frame.Spec.of(chart.x(), x(chart), chart.y(), y(chart)).top(top).marks(chart.verticals()));
        Sketch inside = new Sketch();
        for (int i = 0; i < chart.lines().size(); i++) {
            Curves.line(inside, frame, chart.lines().get(i), line(i));
        }
        sketch.clipped(frame.plot(), inside);
        frame.markLines(sketch, chart.verticals());
        for (int i = 0; i < chart.groups().size(); i++) {
            points(sketch, frame, chart.groups().get(i), i);
        }
        return sketch.finish(frame.bottom() + Theme.PAD);
    }

    private static void points(Sketch sketch, Frame frame, ScatterChart.Points group, int i) {
        for (int k = 0; k < group.x().length; k++) {
            if (Double.isFinite(group.x()[k]) && Double.isFinite(group.y()[k])) {
                Marker.of(shape(i))
                        .draw(sketch, frame.x().within(group.x()[k]), frame.y().within(group.y()[k]), Theme.series(i));
            }
        }
    }

    /** A ring first, then a diamond: unlike in shape and in fill. */
    private static int shape(int group) {
        return group == 0 ? Marker.RING.ordinal() : group == 1 ? Marker.DIAMOND.ordinal() : group;
    }

    private static Stroke line(int i) {
        return LineDrawing.reference(i);
    }

    /** The points, with room about them; the lines are cut where the points end. */
    private static Range x(ScatterChart chart) {
        Range range = Range.EMPTY;
        for (ScatterChart.Points p : chart.groups()) {
            range = range.with(Range.of(p.x()));
        }
        for (Mark mark : chart.verticals()) {
            range = range.with(mark.value());
        }
        for (Series line : chart.lines()) {
            range = range.with(Range.of(line.x()));
        }
        return range;
    }

    private static Range y(ScatterChart chart) {
        Range range = Range.of(0);
        for (ScatterChart.Points p : chart.groups()) {
            range = range.with(Range.of(p.y()));
        }
        for (Series line : chart.lines()) {
            range = range.with(Range.of(line.y()));
        }
        return range;
    }
}
