package org.steelyard.report.internal.draw;

import java.util.List;
import org.steelyard.report.chart.Mark;
import org.steelyard.report.chart.Tornado;
import org.steelyard.report.internal.scene.Ink;
import org.steelyard.report.internal.scene.Item.Anchor;
import org.steelyard.report.internal.scene.Scene;
import org.steelyard.report.internal.scene.Stroke;

/** One row a parameter, a bar on each side of the base result. */
final class TornadoDrawing {

    private static final double NAMES = 230;
    private static final double PITCH = 30;

    private TornadoDrawing() {}

    static Scene draw(Tornado chart) {
        Sketch sketch = new Sketch();
        double top = new Legend()
                .box(chart.lowName(), Theme.series(5))
                .box(chart.highName(), Theme.series(0))
                .draw(sketch, Theme.PAD);
        Rows rows = Rows.of(chart.rows().stream().map(Tornado.Row::label).toList(), NAMES, PITCH);
        double texts = chart.rows().stream()
                .mapToDouble(r -> Math.max(Prose.width(r.lowText(), Theme.NOTE), Prose.width(r.highText(), Theme.NOTE)))
                .max()
                .orElse(0);
        double left = Theme.PAD + rows.width() + 14 + texts + 8;
        RowAxis axis = RowAxis.of(chart.axis(), range(chart), left, Theme.WIDTH - Theme.PAD - Math.max(texts + 10, 20));
        double plotTop = MarkLabels.draw(sketch, List.of(new Mark(chart.base(), chart.baseLabel())), axis.scale(), top);
        double bottom = axis.draw(sketch, plotTop, plotTop + rows.height());
        for (int i = 0; i < chart.rows().size(); i++) {
            double y = plotTop + rows.middle(i);
            sketch.centred(Theme.PAD + rows.width(), y, Anchor.END, rows.lines(i), Theme.NOTE);
            row(sketch, chart, chart.rows().get(i), new At(axis.scale(), y));
        }
        if (Double.isFinite(chart.base())) {
            double base = axis.scale().within(chart.base());
            sketch.line(base, plotTop, base, plotTop + rows.height(), Stroke.solid(Theme.TEXT, 1.2));
        }
        return sketch.finish(bottom + Theme.PAD);
    }

    private record At(Scale x, double y) {}

    private static Range range(Tornado chart) {
        Range range = Range.of(chart.base());
        for (Tornado.Row row : chart.rows()) {
            range = range.with(row.atLow()).with(row.atHigh());
        }
        return range;
    }

    private static void row(Sketch sketch, Tornado chart, Tornado.Row row, At at) {
        boolean sameSide = (row.atLow() - chart.base()) * (row.atHigh() - chart.base()) > 0;
        End low = new End(chart.base(), row.atLow(), row.lowText(), Theme.series(5));
        End high = new End(chart.base(), row.atHigh(), row.highText(), Theme.series(0));
        double half = sameSide ? 5 : 8;
        double apart = sameSide ? 6.5 : 0;
        draw(sketch, low, new At(at.x, at.y - apart), half);
        draw(sketch, high, new At(at.x, at.y + apart), half);
    }

    private record End(double base, double value, String text, Ink ink) {}

    private static void draw(Sketch sketch, End end, At at, double half) {
        if (!Double.isFinite(end.value) || !Double.isFinite(end.base)) {
            return;
        }
        double from = at.x.within(end.base);
        double to = at.x.within(end.value);
        sketch.rectangle(Math.min(from, to), at.y - half, Math.abs(to - from), 2 * half, end.ink);
        boolean left = to < from;
        sketch.centred(to + (left ? -5 : 5), at.y, left ? Anchor.END : Anchor.START, List.of(end.text), Theme.NOTE);
    }
}
