package org.steelyard.report.internal.draw;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.Mark;
import org.steelyard.report.internal.scene.Item.Anchor;

/** Axes, grid and labels of a plot with two axes. */
record Frame(Plot plot, Scale x, Scale y, double bottom) {

    /**
     * @param top where the vertical axis' label begins
     * @param height of the plot itself
     * @param left least room left of the plot
     * @param marks vertical lines with labels above the plot
     * @param xTicks where ticks should stand; fewer than two for round values; their range is then that of the data
     */
    record Spec(
            Axis xAxis,
            Axis yAxis,
            Range xData,
            Range yData,
            double top,
            double height,
            double left,
            double right,
            List<Mark> marks,
            double[] xTicks) {

        static Spec of(Axis xAxis, Range xData, Axis yAxis, Range yData) {
            return new Spec(xAxis, yAxis, xData, yData, Theme.PAD, 280, 0, 0, List.of(), new double[0]);
        }

        Spec top(double newTop) {
            return new Spec(xAxis, yAxis, xData, yData, newTop, height, left, right, marks, xTicks);
        }

        Spec height(double newHeight) {
            return new Spec(xAxis, yAxis, xData, yData, top, newHeight, left, right, marks, xTicks);
        }

        Spec between(double newLeft, double newRight) {
            return new Spec(xAxis, yAxis, xData, yData, top, height, newLeft, newRight, marks, xTicks);
        }

        Spec marks(List<Mark> newMarks) {
            return new Spec(xAxis, yAxis, xData, yData, top, height, left, right, newMarks, xTicks);
        }

        Spec ticks(double[] newTicks) {
            return new Spec(xAxis, yAxis, xData, yData, top, height, left, right, marks, newTicks);
        }

        private Ticks xTicks(double pixels) {
            return xTicks.length < 2
                    ? Ticks.horizontal(xAxis, xData, pixels)
                    : Ticks.at(xAxis, xData.solid(), xTicks, pixels);
        }
    }

    static Frame draw(Sketch sketch, Spec spec) {
        Ticks yTicks = Ticks.vertical(spec.yAxis(), spec.yData(), spec.height());
        double left = Math.max(spec.left(), Theme.PAD + yTicks.reach() + 8);
        double reach = spec.xTicks(Theme.WIDTH - 30 - left).reach() / 2;
        double right = spec.right() > 0 ? spec.right() : Theme.WIDTH - Math.max(30, reach + 4);
        Ticks xTicks = spec.xTicks(right - left);
        Scale x = xTicks.scale(left, right);
        double labelLeft = spec.right() > 0 ? Math.max(Theme.PAD, left - yTicks.reach() - 8) : Theme.PAD;
        List<String> yLabel = Prose.wrap(spec.yAxis().label(), right - labelLeft, Theme.BODY);
        double labelBottom = sketch.lines(labelLeft, spec.top(), Anchor.START, yLabel, Theme.BODY) + 6;
        double top = MarkLabels.draw(sketch, spec.marks(), x, labelBottom);
        Plot plot = new Plot(left, top, right - left, spec.height());
        Scale y = yTicks.scale(plot.bottom(), plot.y());
        horizontals(sketch, plot, yTicks, y);
        verticals(sketch, plot, xTicks, x);
        double labelTop = plot.bottom() + 24;
        List<String> xLabel = Prose.wrap(spec.xAxis().label(), plot.width() + 2 * 20, Theme.BODY);
        double bottom = sketch.lines(plot.x() + plot.width() / 2, labelTop, Anchor.MIDDLE, xLabel, Theme.BODY);
        return new Frame(plot, x, y, bottom + 4);
    }

    private static void horizontals(Sketch sketch, Plot plot, Ticks ticks, Scale scale) {
        for (int i = 0; i < ticks.values().length; i++) {
            double at = scale.at(ticks.values()[i]);
            sketch.line(plot.x(), at, plot.right(), at, Theme.grid());
            sketch.words(plot.x() - 8, at + 4, Anchor.END, ticks.labels().get(i), Theme.TICK);
        }
        sketch.line(plot.x(), plot.y(), plot.x(), plot.bottom(), Theme.axis());
    }

    private static void verticals(Sketch sketch, Plot plot, Ticks ticks, Scale scale) {
        sketch.line(plot.x(), plot.bottom(), plot.right(), plot.bottom(), Theme.axis());
        for (int i = 0; i < ticks.values().length; i++) {
            double at = scale.at(ticks.values()[i]);
            sketch.line(at, plot.bottom(), at, plot.bottom() + 5, Theme.axis());
            sketch.words(at, plot.bottom() + 18, Anchor.MIDDLE, ticks.labels().get(i), Theme.TICK);
        }
    }

    /** The dashed lines that belong to the marks; drawn after the data so that they are seen. */
    void markLines(Sketch sketch, List<Mark> marks) {
        for (Mark mark : new ArrayList<>(marks)) {
            if (mark.value() >= x.range().low() && mark.value() <= x.range().high()) {
                sketch.line(x.at(mark.value()), plot.y(), x.at(mark.value()), plot.bottom(), Theme.reference());
            }
        }
    }
}
