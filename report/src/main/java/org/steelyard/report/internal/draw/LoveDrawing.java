package org.steelyard.report.internal.draw;

import java.util.List;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.LovePlot;
import org.steelyard.report.chart.Mark;
import org.steelyard.report.internal.scene.Item.Anchor;
import org.steelyard.report.internal.scene.Scene;

/** Balance of covariates: one row a term, one marker a series. */
final class LoveDrawing {

    private static final double NAMES = 250;

    private LoveDrawing() {}

    static Scene draw(LovePlot chart) {
        Sketch sketch = new Sketch();
        Legend legend = new Legend();
        for (int i = 0; i < chart.series().size(); i++) {
            legend.marker(chart.series().get(i), Marker.of(i), Theme.series(i));
        }
        double top = legend.draw(sketch, Theme.PAD);
        Rows rows = Rows.of(
                chart.terms().stream().map(LovePlot.Term::label).toList(),
                NAMES,
                chart.terms().size() > 40 ? 17 : 23);
        Range range = range(chart);
        Axis axis = Axis.linear(chart.axisLabel()).from(0);
        double left = Theme.PAD + rows.width() + 14;
        RowAxis rowAxis = RowAxis.of(axis, range, left, Theme.WIDTH - 26);
        List<Mark> marks = List.of(new Mark(chart.threshold(), chart.thresholdLabel()));
        double plotTop = MarkLabels.draw(sketch, marks, rowAxis.scale(), top);
        rows.bands(sketch, plotTop, left);
        double bottom = rowAxis.draw(sketch, plotTop, plotTop + rows.height());
        double at = rowAxis.scale().at(chart.threshold());
        sketch.line(at, plotTop, at, plotTop + rows.height(), Theme.reference());
        for (int i = 0; i < chart.terms().size(); i++) {
            double y = plotTop + rows.middle(i);
            sketch.centred(left - 10, y, Anchor.END, rows.lines(i), Theme.NOTE);
            markers(sketch, chart.terms().get(i), rowAxis, y);
        }
        return sketch.finish(bottom + Theme.PAD);
    }

    /** The last series, usually the main adjusted one, lies on top. */
    private static void markers(Sketch sketch, LovePlot.Term term, RowAxis axis, double y) {
        for (int i = 0; i < term.values().length; i++) {
            double value = Math.abs(term.values()[i]);
            if (Double.isFinite(value)) {
                Marker.of(i).draw(sketch, axis.scale().within(value), y, Theme.series(i));
            }
        }
    }

    private static Range range(LovePlot chart) {
        Range range = Range.of(0, chart.threshold() * 1.5);
        for (LovePlot.Term term : chart.terms()) {
            for (double value : term.values()) {
                range = range.with(Math.abs(value));
            }
        }
        return range;
    }
}
