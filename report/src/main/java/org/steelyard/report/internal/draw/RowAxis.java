package org.steelyard.report.internal.draw;

import java.util.List;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.internal.scene.Item.Anchor;

/** The horizontal axis below rows. */
record RowAxis(Axis axis, Ticks ticks, Scale scale) {

    static RowAxis of(Axis axis, Range data, double left, double right) {
        double reach = Ticks.horizontal(axis, data, right - left).reach() / 2;
        double end = Math.min(right, Theme.WIDTH - 2 - reach);
        Ticks ticks = Ticks.horizontal(axis, data, end - left);
        return new RowAxis(axis, ticks, ticks.scale(left, end));
    }

    /** Grid, ticks and label; returns the bottom of the label. */
    double draw(Sketch sketch, double top, double bottom) {
        sketch.line(scale.from(), bottom, scale.to(), bottom, Theme.axis());
        for (int i = 0; i < ticks.values().length; i++) {
            double at = scale.at(ticks.values()[i]);
            sketch.line(at, top, at, bottom, Theme.grid());
            sketch.line(at, bottom, at, bottom + 5, Theme.axis());
            sketch.words(at, bottom + 18, Anchor.MIDDLE, ticks.labels().get(i), Theme.TICK);
        }
        double middle = (scale.from() + scale.to()) / 2;
        double most = 2 * Math.min(middle - Theme.PAD, Theme.WIDTH - Theme.PAD - middle);
        List<String> label = Prose.wrap(axis.label(), most, Theme.BODY);
        return sketch.lines(middle, bottom + 24, Anchor.MIDDLE, label, Theme.BODY) + 2;
    }
}
