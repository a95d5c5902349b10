package org.steelyard.report.internal.draw;

import java.util.List;
import org.steelyard.report.chart.BarChart;
import org.steelyard.report.chart.BarChart.Bar;
import org.steelyard.report.chart.BarChart.Group;
import org.steelyard.report.internal.scene.Item.Anchor;
import org.steelyard.report.internal.scene.Scene;
import org.steelyard.report.internal.scene.Stroke;

/** Grouped horizontal bars with their values beside them. */
final class BarDrawing {

    private static final double NAMES = 220;
    private static final double BAR = 15;
    private static final double BETWEEN = 14;

    private BarDrawing() {}

    static Scene draw(BarChart chart) {
        Sketch sketch = new Sketch();
        Legend legend = new Legend();
        for (int i = 0; i < chart.series().size(); i++) {
            legend.box(chart.series().get(i), Theme.series(i));
        }
        double top = legend.draw(sketch, Theme.PAD) + 4;
        List<List<String>> names = chart.groups().stream()
                .map(g -> Prose.wrap(g.label(), NAMES, Theme.NOTE))
                .toList();
        double namesWidth = names.stream()
                .mapToDouble(n -> Prose.widest(n, Theme.NOTE))
                .max()
                .orElse(0);
        Range range = range(chart);
        double left = Theme.PAD + namesWidth + 12 + (range.low() < 0 ? textWidth(chart, true) + 6 : 0);
        double right = Theme.WIDTH - Theme.PAD - Math.max(textWidth(chart, false) + 10, 24);
        RowAxis axis = RowAxis.of(chart.axis(), range, left, right);
        double height = names.stream()
                .mapToDouble(n -> groupHeight(n, chart.series().size()))
                .sum();
        double bottom = axis.draw(sketch, top, top + height);
        double y = top;
        for (int i = 0; i < names.size(); i++) {
            double rowHeight = groupHeight(names.get(i), chart.series().size());
            sketch.centred(Theme.PAD + namesWidth, y + rowHeight / 2, Anchor.END, names.get(i), Theme.NOTE);
            bars(sketch, chart.groups().get(i), axis.scale(), y + rowHeight / 2);
            y += rowHeight;
        }
        double zero = axis.scale().within(0);
        sketch.line(zero, top, zero, top + height, Theme.axis());
        return sketch.finish(bottom + Theme.PAD);
    }

    private static double groupHeight(List<String> name, int bars) {
        return Math.max(name.size() * Theme.leading(Theme.NOTE), bars * BAR) + BETWEEN;
    }

    private static Range range(BarChart chart) {
        Range range = Range.of(0);
        for (Group group : chart.groups()) {
            for (Bar bar : group.bars()) {
                range = range.with(bar.value()).with(bar.lower()).with(bar.upper());
            }
        }
        return range;
    }

    private static double textWidth(BarChart chart, boolean negative) {
        return chart.groups().stream()
                .flatMap(g -> g.bars().stream())
                .filter(b -> b.value() < 0 == negative)
                .mapToDouble(b -> Prose.width(b.text(), Theme.NOTE))
                .max()
                .orElse(0);
    }

    private static void bars(Sketch sketch, Group group, Scale x, double middle) {
        double top = middle - group.bars().size() * BAR / 2;
        for (int i = 0; i < group.bars().size(); i++) {
            bar(sketch, group.bars().get(i), x, new Line(top + i * BAR, i));
        }
    }

    private record Line(double top, int series) {}

    private static void bar(Sketch sketch, Bar bar, Scale x, Line line) {
        double zero = x.within(0);
        double middle = line.top + BAR / 2;
        double end = Double.isFinite(bar.value()) ? x.within(bar.value()) : zero;
        sketch.rectangle(Math.min(zero, end), line.top + 1.5, Math.abs(end - zero), BAR - 3, Theme.series(line.series));
        double reach = end;
        if (Double.isFinite(bar.lower()) && Double.isFinite(bar.upper())) {
            double low = x.within(bar.lower());
            double high = x.within(bar.upper());
            whisker(sketch, low, high, middle);
            reach = end >= zero ? Math.max(end, high) : Math.min(end, low);
        }
        boolean negative = end < zero;
        List<String> text = List.of(bar.text());
        sketch.centred(reach + (negative ? -6 : 6), middle, negative ? Anchor.END : Anchor.START, text, Theme.NOTE);
    }

    private static void whisker(Sketch sketch, double low, double high, double y) {
        Stroke stroke = Stroke.solid(Theme.TEXT, 1.1);
        sketch.line(low, y, high, y, stroke);
        sketch.line(low, y - 3.5, low, y + 3.5, stroke);
        sketch.line(high, y - 3.5, high, y + 3.5, stroke);
    }
}
