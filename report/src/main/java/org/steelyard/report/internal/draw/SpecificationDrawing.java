package org.steelyard.report.internal.draw;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.SpecificationCurve;
import org.steelyard.report.chart.SpecificationCurve.Choice;
import org.steelyard.report.internal.scene.Ink;
import org.steelyard.report.internal.scene.Item.Anchor;
import org.steelyard.report.internal.scene.Scene;
import org.steelyard.report.internal.scene.Stroke;

/** A specification curve: estimates above, the choices that made them below, on the same horizontal places. */
final class SpecificationDrawing {

    private static final double HEIGHT = 220;
    private static final double NAMES = 170;
    private static final Ink OTHERS = Theme.series(0);
    private static final Ink OWN = Theme.series(1);

    private final SpecificationCurve chart;
    private final Sketch sketch = new Sketch();

    private SpecificationDrawing(SpecificationCurve chart) {
        this.chart = chart;
    }

    static Scene draw(SpecificationCurve chart) {
        return new SpecificationDrawing(chart).draw();
    }

    private Scene draw() {
        Legend legend = new Legend();
        legend.marker(chart.ownName(), Marker.DIAMOND, OWN).marker(chart.otherName(), Marker.DISC, OTHERS);
        double top = legend.draw(sketch, Theme.PAD);
        List<String> names = new ArrayList<>();
        for (Choice c : chart.choices()) {
            names.add(c.name());
            names.addAll(c.options());
        }
        Rows rows = Rows.of(names, NAMES, 17);
        double left = Theme.PAD + Math.max(rows.width() + 24, 70);
        double right = Theme.WIDTH - 24;
        double bottom = estimates(top, left, right);
        return sketch.finish(matrix(rows, bottom + 14, left, right) + Theme.PAD);
    }

    private double estimates(double top, double left, double right) {
        Range range = range();
        Ticks ticks = Ticks.vertical(chart.value(), range, HEIGHT);
        double labelBottom = sketch.lines(
                        Theme.PAD,
                        top,
                        Anchor.START,
                        Prose.wrap(chart.value().label(), right - Theme.PAD, Theme.BODY),
                        Theme.BODY)
                + 6;
        Plot plot = new Plot(left, labelBottom, right - left, HEIGHT);
        Scale y = ticks.scale(plot.bottom(), plot.y());
        for (int i = 0; i < ticks.values().length; i++) {
            double at = y.at(ticks.values()[i]);
            sketch.line(plot.x(), at, plot.right(), at, Theme.grid());
            sketch.words(plot.x() - 8, at + 4, Anchor.END, ticks.labels().get(i), Theme.TICK);
        }
        sketch.line(plot.x(), plot.y(), plot.x(), plot.bottom(), Theme.axis());
        if (Double.isFinite(chart.noEffect())) {
            double at = y.within(chart.noEffect());
            sketch.line(plot.x(), at, plot.right(), at, Theme.reference());
        }
        for (int k = 0; k < chart.values().length; k++) {
            estimate(k, x(k, left, right), y);
        }
        return plot.bottom();
    }

    private void estimate(int k, double x, Scale y) {
        Ink ink = k == chart.own() ? OWN : OTHERS;
        if (Double.isFinite(chart.lower()[k]) && Double.isFinite(chart.upper()[k])) {
            sketch.line(x, y.within(chart.lower()[k]), x, y.within(chart.upper()[k]), Stroke.solid(ink, width()));
        }
        Marker marker = k == chart.own() ? Marker.DIAMOND : Marker.DISC;
        if (k == chart.own() || chart.values().length <= 60) {
            marker.draw(sketch, x, y.within(chart.values()[k]), ink);
        } else {
            double at = y.within(chart.values()[k]);
            sketch.line(x - 1.5, at, x + 1.5, at, Stroke.solid(ink, 2.5));
        }
    }

    /** Thinner where there are many. */
    private double width() {
        return chart.values().length > 60 ? 0.8 : 1.5;
    }

    private double matrix(Rows rows, double top, double left, double right) {
        int row = 0;
        for (Choice choice : chart.choices()) {
            sketch.rectangle(
                    Theme.PAD, top + rows.tops()[row], Theme.WIDTH - 2 * Theme.PAD, rows.rowHeight(row), Theme.BAND);
            sketch.centred(Theme.PAD + 4, top + rows.middle(row), Anchor.START, rows.lines(row), Theme.STRONG);
            row++;
            for (int option = 0; option < choice.options().size(); option++, row++) {
                double y = top + rows.middle(row);
                sketch.centred(left - 12, y, Anchor.END, rows.lines(row), Theme.NOTE);
                sketch.line(left, y, right, y, Theme.grid());
                ticks(choice, option, y, rows.rowHeight(row), left, right);
            }
        }
        return top + rows.height();
    }

    private void ticks(Choice choice, int option, double y, double height, double left, double right) {
        double half = 0.32 * height;
        double wide = chart.values().length > 120 ? 1.2 : 2.6;
        for (int k = 0; k < choice.taken().length; k++) {
            if (choice.taken()[k] == option) {
                double x = x(k, left, right);
                boolean own = k == chart.own();
                sketch.line(x, y - half, x, y + half, Stroke.solid(own ? OWN : OTHERS, own ? wide + 1.4 : wide));
            }
        }
    }

    private double x(int k, double left, double right) {
        return left + (k + 0.5) / chart.values().length * (right - left);
    }

    private Range range() {
        boolean log = chart.value().scale() == Axis.Scale.LOG;
        Range core = Range.of(chart.values()).with(chart.noEffect());
        Range wide = core.with(positive(Range.of(chart.lower()), log)).with(positive(Range.of(chart.upper()), log));
        Range solid = wide.solid();
        double margin = 0.04;
        if (log) {
            double span = Math.log(solid.high() / solid.low());
            return new Range(solid.low() * Math.exp(-margin * span), solid.high() * Math.exp(margin * span));
        }
        double span = solid.high() - solid.low();
        return new Range(solid.low() - margin * span, solid.high() + margin * span);
    }

    private static Range positive(Range range, boolean log) {
        return log && !(range.low() > 0) ? Range.EMPTY : range;
    }
}
