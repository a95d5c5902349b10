package org.steelyard.report.internal.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.steelyard.report.chart.ForestPlot;
import org.steelyard.report.chart.ForestPlot.Kind;
import org.steelyard.report.chart.ForestPlot.Row;
import org.steelyard.report.chart.Mark;
import org.steelyard.report.internal.scene.Ink;
import org.steelyard.report.internal.scene.Item;
import org.steelyard.report.internal.scene.Item.Anchor;
import org.steelyard.report.internal.scene.Item.Type;
import org.steelyard.report.internal.scene.Scene;
import org.steelyard.report.internal.scene.Stroke;

/** A forest plot: label, texts, plot, texts. */
final class ForestDrawing {

    private static final Ink INK = Theme.series(0);
    private static final double PITCH = 24;

    private final ForestPlot chart;
    private final ForestColumns columns;
    private final Sketch sketch = new Sketch();

    private ForestDrawing(ForestPlot chart) {
        this.chart = chart;
        this.columns = ForestColumns.of(chart);
    }

    static Scene draw(ForestPlot chart) {
        return new ForestDrawing(chart).draw();
    }

    private Scene draw() {
        RowAxis axis = RowAxis.of(chart.axis(), ForestRange.of(chart), columns.plotLeft(), columns.plotRight());
        double header = header();
        double top = MarkLabels.draw(sketch, chart.marks(), axis.scale(), header);
        double[] tops = tops(top);
        double plotBottom = tops[chart.rows().size()] + 4;
        shade(tops);
        double bottom = axis.draw(sketch, top, plotBottom);
        if (Double.isFinite(chart.noEffect())) {
            double at = axis.scale().within(chart.noEffect());
            sketch.line(at, top, at, plotBottom, Stroke.solid(Theme.MUTED, 1.2));
        }
        for (Mark mark : chart.marks()) {
            double at = axis.scale().within(mark.value());
            sketch.line(at, top, at, plotBottom, Theme.reference());
        }
        for (int i = 0; i < chart.rows().size(); i++) {
            row(chart.rows().get(i), tops[i], tops[i + 1], axis.scale());
        }
        return sketch.finish(sides(axis.scale(), bottom) + Theme.PAD);
    }

    private double header() {
        List<List<String>> texts = new ArrayList<>();
        texts.add(Prose.wrap(chart.labelHeader(), columns.labelWidth(), Theme.STRONG));
        for (int i = 0; i < columns.texts().size(); i++) {
            texts.add(
                    Prose.wrap(columns.headers().get(i), columns.texts().get(i).width(), Theme.STRONG));
        }
        int most = texts.stream().mapToInt(List::size).max().orElse(1);
        double bottom = Theme.PAD + most * Theme.leading(Theme.STRONG) + 6;
        for (int i = 0; i < texts.size(); i++) {
            double x = i == 0 ? Theme.PAD : columns.texts().get(i - 1).middle();
            double y = bottom - 6 - texts.get(i).size() * Theme.leading(Theme.STRONG);
            sketch.lines(x, y, i == 0 ? Anchor.START : Anchor.MIDDLE, texts.get(i), Theme.STRONG);
        }
        sketch.line(Theme.PAD, bottom, Theme.WIDTH - Theme.PAD, bottom, Stroke.solid(Theme.TEXT, 1));
        return bottom + 4;
    }

    private List<String> label(Row row) {
        boolean heading = row.kind() == Kind.HEADING;
        double width = heading ? Theme.WIDTH - 2 * Theme.PAD : columns.labelWidth() - indent(row);
        return Prose.wrap(row.label(), width, labelType(row));
    }

    private static Type labelType(Row row) {
        return new Type(Theme.SMALL, row.kind() == Kind.HEADING || row.kind() == Kind.SUMMARY, Theme.TEXT);
    }

    static double indent(Row row) {
        return 12.0 * row.indent();
    }

    private List<String> texts(Row row, int column) {
        int left = row.left().size();
        String text = column < left ? row.left().get(column) : row.right().get(column - left);
        return Prose.wrap(text, columns.texts().get(column).width() + 0.5, Theme.NOTE);
    }

    private double[] tops(double top) {
        double[] tops = new double[chart.rows().size() + 1];
        tops[0] = top;
        for (int i = 0; i < chart.rows().size(); i++) {
            Row row = chart.rows().get(i);
            int lines = label(row).size();
            for (int c = 0; row.kind() != Kind.HEADING && c < columns.texts().size(); c++) {
                lines = Math.max(lines, texts(row, c).size());
            }
            tops[i + 1] = tops[i] + lines * Theme.leading(Theme.NOTE) + PITCH - Theme.leading(Theme.NOTE);
        }
        return tops;
    }

    private void shade(double[] tops) {
        for (int i = 0; i < chart.rows().size(); i++) {
            if (chart.rows().get(i).kind() == Kind.HEADING) {
                sketch.rectangle(Theme.PAD, tops[i], Theme.WIDTH - 2 * Theme.PAD, tops[i + 1] - tops[i], Theme.BAND);
            }
        }
    }

    private void row(Row row, double top, double bottom, Scale x) {
        double middle = (top + bottom) / 2;
        sketch.centred(Theme.PAD + 4 + indent(row), middle, Anchor.START, label(row), labelType(row));
        if (row.kind() == Kind.HEADING) {
            return;
        }
        for (int c = 0; c < columns.texts().size(); c++) {
            sketch.centred(columns.texts().get(c).middle(), middle, Anchor.MIDDLE, texts(row, c), Theme.NOTE);
        }
        if (Double.isFinite(row.value())) {
            estimate(row, middle, x);
        }
    }

    private void estimate(Row row, double y, Scale x) {
        boolean interval = Double.isFinite(row.lower()) && Double.isFinite(row.upper());
        if (row.kind() == Kind.SUMMARY && interval) {
            diamond(x.within(row.lower()), x.within(row.value()), x.within(row.upper()), y);
            return;
        }
        if (interval) {
            interval(row, y, x);
        }
        boolean seen =
                row.value() >= x.range().low() && row.value() <= x.range().high();
        if (seen) {
            point(row.kind(), x.at(row.value()), y);
        }
    }

    private void diamond(double low, double middle, double high, double y) {
        sketch.polygon(new double[] {low, middle, high, middle}, new double[] {y, y - 6, y, y + 6}, INK);
    }

    private void point(Kind kind, double x, double y) {
        Optional<Ink> fill = Optional.of(kind == Kind.EXPLORATORY ? Theme.WHITE : INK);
        sketch.add(new Item.Box(x - 4, y - 4, 8, 8, new Item.Style(0, fill, Optional.of(Stroke.solid(INK, 1.4)))));
    }

    private void interval(Row row, double y, Scale x) {
        Stroke stroke = Stroke.solid(INK, 1.5);
        double low = x.within(row.lower());
        double high = x.within(row.upper());
        sketch.line(low, y, high, y, stroke);
        if (row.lower() < x.range().low()) {
            sketch.polygon(new double[] {low + 7, low, low + 7}, new double[] {y - 4, y, y + 4}, INK);
        } else {
            sketch.line(low, y - 3.5, low, y + 3.5, stroke);
        }
        if (row.upper() > x.range().high()) {
            sketch.polygon(new double[] {high - 7, high, high - 7}, new double[] {y - 4, y, y + 4}, INK);
        } else {
            sketch.line(high, y - 3.5, high, y + 3.5, stroke);
        }
    }

    /** What either side of the line means, below the axis. */
    private double sides(Scale x, double top) {
        if (!Double.isFinite(chart.noEffect())
                || (chart.lowerSide().isBlank() && chart.upperSide().isBlank())) {
            return top;
        }
        double at = x.within(chart.noEffect());
        String lower = chart.lowerSide().isBlank() ? "" : "← " + chart.lowerSide();
        String upper = chart.upperSide().isBlank() ? "" : chart.upperSide() + " →";
        double leftMost = at - 10 - Theme.PAD;
        double rightMost = Theme.WIDTH - Theme.PAD - at - 10;
        List<String> left = Prose.wrap(lower, Math.min(leftMost, 220), Theme.NOTE);
        List<String> right = Prose.wrap(upper, Math.min(rightMost, 220), Theme.NOTE);
        double a = sketch.lines(at - 10, top + 2, Anchor.END, left, Theme.NOTE);
        double b = sketch.lines(at + 10, top + 2, Anchor.START, right, Theme.NOTE);
        return Math.max(a, b);
    }
}
