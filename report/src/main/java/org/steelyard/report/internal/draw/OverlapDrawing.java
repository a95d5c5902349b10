package org.steelyard.report.internal.draw;

import java.util.Optional;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.ScoreOverlap;
import org.steelyard.report.internal.scene.Ink;
import org.steelyard.report.internal.scene.Item;
import org.steelyard.report.internal.scene.Item.Anchor;
import org.steelyard.report.internal.scene.Scene;
import org.steelyard.report.internal.scene.Stroke;

/** Two histograms back to back. */
final class OverlapDrawing {

    private static final double HALF = 125;
    /** A withheld bin is seen even where its limit is small beside the others. */
    private static final double STUB = 7;

    private OverlapDrawing() {}

    static Scene draw(ScoreOverlap chart) {
        Sketch sketch = new Sketch();
        double top = new Legend()
                .box(chart.upper().name(), Theme.series(0).fade(0.8))
                .box(chart.lower().name(), Theme.series(1).fade(0.8))
                .frame(chart.hiddenLabel(), Stroke.dashed(Theme.MUTED, 1))
                .draw(sketch, Theme.PAD);
        double label = sketch.lines(
                Theme.PAD,
                top,
                Anchor.START,
                Prose.wrap(chart.countLabel(), Theme.WIDTH - 2 * Theme.PAD, Theme.BODY),
                Theme.BODY);
        Range counts =
                Range.of(chart.upper().values()).with(Range.of(chart.lower().values()));
        boolean withheld = !chart.hiddenLabel().isBlank();
        Range all = counts.with(0).with(withheld ? chart.hiddenHeight() : 0);
        Ticks heights = Ticks.vertical(Axis.linear(""), all, HALF);
        double left = Theme.PAD + heights.reach() + 10;
        double middle = label + 10 + HALF;
        RowAxis axis = RowAxis.of(chart.axis(), Range.of(chart.edges()), left, Theme.WIDTH - 26);
        grid(sketch, heights, middle, axis.scale());
        Bars bars = new Bars(chart, axis.scale(), heights.range().high());
        bars.draw(sketch, chart.upper(), middle, -1);
        bars.draw(sketch, chart.lower(), middle, 1);
        sketch.line(left, middle, axis.scale().to(), middle, Stroke.solid(Theme.TEXT, 1.2));
        double bottom = axis.draw(sketch, middle + HALF, middle + HALF);
        return sketch.finish(bottom + Theme.PAD);
    }

    private static void grid(Sketch sketch, Ticks ticks, double middle, Scale x) {
        for (int i = 0; i < ticks.values().length; i++) {
            double reach = HALF * ticks.values()[i] / ticks.range().high();
            double[] both = reach == 0 ? new double[] {middle} : new double[] {middle - reach, middle + reach};
            for (double y : both) {
                sketch.line(x.from(), y, x.to(), y, Theme.grid());
                sketch.words(x.from() - 8, y + 4, Anchor.END, ticks.labels().get(i), Theme.TICK);
            }
        }
    }

    /** @param most value whose bar fills half of the plot */
    private record Bars(ScoreOverlap chart, Scale x, double most) {

        /** @param direction -1 for upwards */
        void draw(Sketch sketch, ScoreOverlap.Group group, double middle, int direction) {
            Ink ink = Theme.series(direction < 0 ? 0 : 1).fade(0.8);
            for (int i = 0; i < group.values().length; i++) {
                double value = group.values()[i];
                boolean hidden = Double.isNaN(value);
                double height = hidden ? Math.max(STUB, HALF * chart.hiddenHeight() / most) : HALF * value / most;
                double from = x.at(chart.edges()[i]) + 0.6;
                double width = x.at(chart.edges()[i + 1]) - 0.6 - from;
                double y = direction < 0 ? middle - height : middle;
                if (hidden) {
                    sketch.add(new Item.Box(from, y, width, height, outline(ink)));
                } else if (height > 0) {
                    sketch.rectangle(from, y, width, height, ink);
                }
            }
        }

        private static Item.Style outline(Ink ink) {
            return new Item.Style(0, Optional.empty(), Optional.of(Stroke.dashed(ink, 1)));
        }
    }
}
