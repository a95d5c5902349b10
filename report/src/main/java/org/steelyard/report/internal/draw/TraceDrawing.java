package org.steelyard.report.internal.draw;

import java.util.List;
import java.util.Optional;
import org.steelyard.report.chart.StateTrace;
import org.steelyard.report.internal.scene.Item;
import org.steelyard.report.internal.scene.Item.Anchor;
import org.steelyard.report.internal.scene.Scene;
import org.steelyard.report.internal.scene.Stroke;

/** Stacked areas of state membership, two panels a row. */
final class TraceDrawing {

    private static final double SPACE = 26;

    private TraceDrawing() {}

    static Scene draw(StateTrace chart) {
        Sketch sketch = new Sketch();
        Legend legend = new Legend();
        for (int i = 0; i < chart.states().size(); i++) {
            legend.box(chart.states().get(i), Theme.series(i).fade(0.85));
        }
        double y = legend.draw(sketch, Theme.PAD);
        int columns = chart.panels().size() == 1 ? 1 : 2;
        for (int i = 0; i < chart.panels().size(); i += columns) {
            int end = Math.min(i + columns, chart.panels().size());
            y = row(sketch, chart, chart.panels().subList(i, end), new Row(y, columns)) + 10;
        }
        return sketch.finish(y);
    }

    private record Row(double top, int columns) {}

    private static double row(Sketch sketch, StateTrace chart, List<StateTrace.Panel> panels, Row row) {
        double width = (Theme.WIDTH - 2 * Theme.PAD - SPACE * (row.columns - 1)) / row.columns;
        double titleHeight = panels.stream()
                .mapToDouble(p -> Prose.wrap(p.title(), width, Theme.STRONG).size() * Theme.leading(Theme.STRONG))
                .max()
                .orElse(0);
        double bottom = row.top;
        for (int i = 0; i < panels.size(); i++) {
            double left = Theme.PAD + i * (width + SPACE);
            List<String> title = Prose.wrap(panels.get(i).title(), width, Theme.STRONG);
            sketch.lines(left, row.top, Anchor.START, title, Theme.STRONG);
            Frame.Spec spec = Frame.Spec.of(
                            chart.time(),
                            Range.of(panels.get(i).time()),
                            LineDrawing.fixed(chart.share()),
                            new Range(0, 1))
                    .top(row.top + titleHeight + 4)
                    .height(row.columns == 1 ? 300 : 230)
                    .between(left + 46, left + width - 14);
            Frame frame = Frame.draw(sketch, spec);
            Sketch inside = new Sketch();
            areas(inside, frame, panels.get(i));
            sketch.clipped(frame.plot(), inside);
            bottom = Math.max(bottom, frame.bottom());
        }
        return bottom;
    }

    private static void areas(Sketch sketch, Frame frame, StateTrace.Panel panel) {
        int n = panel.time().length;
        if (n < 2) {
            return;
        }
        double[] below = new double[n];
        for (int state = 0; state < panel.shares()[0].length; state++) {
            double[] above = below.clone();
            for (int cycle = 0; cycle < n; cycle++) {
                double share = panel.shares()[cycle][state];
                above[cycle] += Double.isFinite(share) ? share : 0;
            }
            area(sketch, frame, panel.time(), new Layer(below, above, state));
            below = above;
        }
    }

    private record Layer(double[] below, double[] above, int state) {}

    private static void area(Sketch sketch, Frame frame, double[] time, Layer layer) {
        int n = time.length;
        double[] x = new double[2 * n];
        double[] y = new double[2 * n];
        for (int i = 0; i < n; i++) {
            x[i] = frame.x().at(time[i]);
            y[i] = frame.y().at(layer.above[i]);
            x[2 * n - 1 - i] = x[i];
            y[2 * n - 1 - i] = frame.y().at(layer.below[i]);
        }
        sketch.add(new Item.Polygon(
                x, y, Optional.of(Theme.series(layer.state).fade(0.85)), Optional.of(Stroke.solid(Theme.WHITE, 0.8))));
    }
}
