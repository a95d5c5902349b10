package org.steelyard.report.internal.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.steelyard.report.chart.Mark;
import org.steelyard.report.internal.scene.Item.Anchor;
import org.steelyard.report.internal.scene.Stroke;

/** Labels above the vertical lines of a plot, in as many rows as keep them apart. */
final class MarkLabels {

    private static final double MOST = 220;

    private MarkLabels() {}

    private record Placed(List<String> lines, double line, double left, double width, int row) {
        boolean meets(Placed other) {
            return row == other.row && left < other.left + other.width + 12 && other.left < left + width + 12;
        }

        Placed in(int newRow) {
            return new Placed(lines, line, left, width, newRow);
        }
    }

    /** Returns where the plot begins. */
    static double draw(Sketch sketch, List<Mark> marks, Scale x, double top) {
        List<Placed> placed = new ArrayList<>();
        marks.stream()
                .filter(m ->
                        m.value() >= x.range().low() && m.value() <= x.range().high())
                .sorted(Comparator.comparingDouble(Mark::value))
                .forEach(m -> placed.add(free(place(m, x), placed)));
        if (placed.isEmpty()) {
            return top;
        }
        int rows = placed.stream().mapToInt(Placed::row).max().getAsInt() + 1;
        int tallest = placed.stream().mapToInt(p -> p.lines.size()).max().getAsInt();
        double rowHeight = tallest * Theme.leading(Theme.NOTE) + 4;
        double bottom = top + rows * rowHeight + 2;
        for (Placed p : placed) {
            sketch.line(p.line, bottom - p.row * rowHeight, p.line, bottom, Stroke.solid(Theme.GRID, 1));
        }
        for (Placed p : placed) {
            write(sketch, p, bottom - 4 - p.row * rowHeight);
        }
        return bottom;
    }

    /** On white, so that the leader of a label further up does not cross the text. */
    private static void write(Sketch sketch, Placed p, double bottom) {
        double height = p.lines.size() * Theme.leading(Theme.NOTE);
        sketch.rectangle(p.left - 2, bottom - height, p.width + 4, height, Theme.WHITE);
        sketch.lines(p.left + p.width / 2, bottom - height, Anchor.MIDDLE, p.lines, Theme.NOTE);
    }

    private static Placed place(Mark mark, Scale x) {
        List<String> lines = Prose.wrap(mark.label(), MOST, Theme.NOTE);
        double width = Prose.widest(lines, Theme.NOTE);
        double at = x.at(mark.value());
        double left = Math.max(Theme.PAD, Math.min(at - width / 2, Theme.WIDTH - Theme.PAD - width));
        return new Placed(lines, at, left, width, 0);
    }

    private static Placed free(Placed wanted, List<Placed> taken) {
        Placed candidate = wanted;
        while (taken.stream().anyMatch(candidate::meets)) {
            candidate = candidate.in(candidate.row + 1);
        }
        return candidate;
    }
}
