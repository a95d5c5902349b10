package org.steelyard.report.internal.draw;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.Series;
import org.steelyard.report.chart.SurvivalPlot;
import org.steelyard.report.chart.SurvivalPlot.RiskTable;
import org.steelyard.report.internal.scene.Item.Anchor;
import org.steelyard.report.internal.scene.Item.Type;
import org.steelyard.report.internal.scene.Scene;

/** Survival curves over the numbers at risk. */
final class SurvivalDrawing {

    private static final double NAMES = 130;

    private SurvivalDrawing() {}

    static Scene draw(SurvivalPlot chart) {
        Sketch sketch = new Sketch();
        List<Series> steps = chart.curves().stream().map(SurvivalDrawing::steps).toList();
        Legend legend = new Legend();
        for (int i = 0; i < steps.size(); i++) {
            legend.banded(steps.get(i).name(), Theme.line(i), steps.get(i).lower().length > 0);
        }
        double top = legend.draw(sketch, Theme.PAD);
        Frame frame = Frame.draw(sketch, spec(chart, steps).top(top));
        Sketch inside = new Sketch();
        Curves.draw(inside, frame, steps);
        sketch.clipped(frame.plot(), inside);
        remarks(sketch, frame, chart.remarks(), steps);
        double bottom = chart.riskTable()
                .map(table -> riskTable(sketch, frame, chart, table))
                .orElse(frame.bottom());
        return sketch.finish(bottom + Theme.PAD);
    }

    private static Series steps(SurvivalPlot.Curve c) {
        return Curves.steps(new Series(c.name(), c.time(), c.value(), c.lower(), c.upper()), c.until());
    }

    private static Frame.Spec spec(SurvivalPlot chart, List<Series> steps) {
        Axis value = chart.value();
        Axis bounded = value.max().isPresent()
                ? value
                : value.to(Math.max(1, Curves.yRange(steps).high()));
        double[] ticks = chart.riskTable().map(RiskTable::times).orElse(new double[0]);
        Range bounds =
                Range.of(chart.time().min().orElse(0)).with(chart.time().max().orElse(0));
        Range times = Curves.xRange(steps);
        Range all = times.with(Range.of(ticks)).with(bounds);
        double left = chart.riskTable().isPresent() ? Theme.PAD + names(chart) + 16 + 12 : 0;
        Axis based = bounded.min().isPresent() ? bounded : bounded.from(0);
        return Frame.Spec.of(chart.time(), all, based, new Range(0, 1))
                .between(left, 0)
                .height(280)
                .ticks(ticks);
    }

    private static double names(SurvivalPlot chart) {
        return chart.curves().stream()
                .mapToDouble(c -> Prose.widest(Prose.wrap(c.name(), NAMES, Theme.NOTE), Theme.NOTE))
                .max()
                .orElse(0);
    }

    /** In whichever lower corner of the plot the curves leave free; above them otherwise. */
    private static void remarks(Sketch sketch, Frame frame, List<String> remarks, List<Series> steps) {
        List<String> lines = new ArrayList<>();
        remarks.forEach(r -> lines.addAll(Prose.wrap(r, frame.plot().width() * 0.6, Theme.NOTE)));
        double height = lines.size() * Theme.leading(Theme.NOTE);
        double width = Prose.widest(lines, Theme.NOTE);
        Plot plot = frame.plot();
        boolean low = isFree(frame, steps, new Plot(plot.x() + 8, plot.bottom() - height - 14, width + 8, height + 14));
        if (low) {
            sketch.lines(plot.x() + 12, plot.bottom() - height - 8, Anchor.START, lines, Theme.NOTE);
        } else {
            double at = plot.right() - 6;
            boolean high = isFree(frame, steps, new Plot(at - width, plot.y(), width, height + 8));
            double y = high ? plot.y() + 6 : plot.bottom() - height - 8;
            sketch.lines(at, y, Anchor.END, lines, Theme.NOTE);
        }
    }

    private static boolean isFree(Frame frame, List<Series> steps, Plot box) {
        for (Series s : steps) {
            for (int i = 0; i < s.x().length; i++) {
                double x = frame.x().at(s.x()[i]);
                double next = frame.x().at(s.x()[Math.min(i + 1, s.x().length - 1)]);
                double y = frame.y().at(s.y()[i]);
                if (next >= box.x() && x <= box.right() && y >= box.y() - 4 && y <= box.bottom()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static double riskTable(Sketch sketch, Frame frame, SurvivalPlot chart, RiskTable table) {
        double y = sketch.lines(
                Theme.PAD,
                frame.bottom() + 8,
                Anchor.START,
                Prose.wrap(table.title(), Theme.WIDTH - 2 * Theme.PAD, Theme.STRONG),
                Theme.STRONG);
        int stride = stride(frame, table);
        for (int row = 0; row < table.counts().size(); row++) {
            List<String> name = Prose.wrap(chart.curves().get(row).name(), NAMES, Theme.NOTE);
            Type type = new Type(Theme.SMALL, false, Theme.series(row));
            double next = sketch.lines(Theme.PAD, y + 3, Anchor.START, name, type);
            for (int i = 0; i < table.times().length; i += stride) {
                if (table.times()[i] > frame.x().range().high()) {
                    continue;
                }
                List<String> text = List.of(table.counts().get(row).get(i));
                sketch.centred(frame.x().at(table.times()[i]), (y + 3 + next) / 2, Anchor.MIDDLE, text, Theme.NOTE);
            }
            y = next;
        }
        return y + 4;
    }

    /** Every how-many-th time is shown, so that the numbers keep apart. */
    private static int stride(Frame frame, RiskTable table) {
        double widest = table.counts().stream()
                .mapToDouble(row -> Prose.widest(row, Theme.NOTE))
                .max()
                .orElse(0);
        int n = table.times().length;
        if (n < 2) {
            return 1;
        }
        double room = (frame.x().at(table.times()[n - 1]) - frame.x().at(table.times()[0])) / (n - 1);
        return Math.max(1, (int) Math.ceil((widest + 8) / Math.max(room, 1)));
    }
}
