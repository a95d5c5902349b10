package org.steelyard.report.internal.draw;

import java.util.List;
import java.util.Optional;
import org.steelyard.report.chart.FlowDiagram;
import org.steelyard.report.chart.FlowDiagram.Box;
import org.steelyard.report.chart.FlowDiagram.Step;
import org.steelyard.report.internal.scene.Item;
import org.steelyard.report.internal.scene.Item.Anchor;
import org.steelyard.report.internal.scene.Item.Type;
import org.steelyard.report.internal.scene.Scene;
import org.steelyard.report.internal.scene.Stroke;

/** Boxes from top to bottom, what leaves to the right, and the arms side by side at the end. */
final class FlowDrawing {

    private static final double MAIN = 340;
    private static final double SIDE = 310;
    private static final double INSET = 12;
    private static final double GAP = 26;
    private static final Stroke ARROW = Stroke.solid(Theme.AXIS, 1.3);
    private static final double AXIS_X = Theme.PAD + MAIN / 2;

    private FlowDrawing() {}

    static Scene draw(FlowDiagram chart) {
        Sketch sketch = new Sketch();
        double y = Theme.PAD;
        for (int i = 0; i < chart.steps().size(); i++) {
            Step step = chart.steps().get(i);
            boolean last = i == chart.steps().size() - 1;
            y = box(sketch, new Place(Theme.PAD, y, MAIN), step.box(), true);
            if (step.side().isPresent()) {
                y = side(sketch, step.side().get(), y);
            } else if (!last) {
                y += GAP;
            }
            if (!last) {
                arrowDown(sketch, AXIS_X, y);
            }
            if (!last || !chart.ends().isEmpty()) {
                connect(sketch, y, step, last);
            }
        }
        double bottom = chart.ends().isEmpty() ? y : ends(sketch, chart.ends(), y);
        return sketch.finish(bottom + Theme.PAD);
    }

    private record Place(double x, double y, double width) {}

    private static double height(Box box, double width) {
        double inner = width - 2 * INSET;
        double lines = box.lines().stream()
                        .mapToInt(l -> Prose.wrap(l, inner, Theme.NOTE).size())
                        .sum()
                * Theme.leading(Theme.NOTE);
        double title = box.title().isBlank()
                ? 0
                : Prose.wrap(box.title(), inner, Theme.STRONG).size() * Theme.leading(Theme.STRONG);
        return title + lines + 2 * 9;
    }

    /** Returns the bottom of the box. */
    private static double box(Sketch sketch, Place place, Box box, boolean main) {
        double height = height(box, place.width);
        Stroke edge = Stroke.solid(main ? Theme.series(0) : Theme.AXIS, main ? 1.3 : 1);
        sketch.add(new Item.Box(
                place.x,
                place.y,
                place.width,
                height,
                new Item.Style(4, Optional.of(main ? Theme.WHITE : Theme.BAND), Optional.of(edge))));
        double y = place.y + 9;
        double inner = place.width - 2 * INSET;
        double x = main ? place.x + place.width / 2 : place.x + INSET;
        Anchor anchor = main ? Anchor.MIDDLE : Anchor.START;
        if (!box.title().isBlank()) {
            y = sketch.lines(x, y, anchor, Prose.wrap(box.title(), inner, Theme.STRONG), Theme.STRONG);
        }
        Type type = Theme.NOTE;
        for (String line : box.lines()) {
            y = sketch.lines(x, y, anchor, Prose.wrap(line, inner, type), type);
        }
        return place.y + height;
    }

    /** A side box hangs in the gap below the main box; the gap grows with it. Returns the top of the next main box. */
    private static double side(Sketch sketch, Box box, double top) {
        double x = Theme.WIDTH - Theme.PAD - SIDE;
        double height = height(box, SIDE);
        double boxTop = top + 10;
        box(sketch, new Place(x, boxTop, SIDE), box, false);
        double middle = boxTop + height / 2;
        sketch.line(AXIS_X, middle, x - 6, middle, ARROW);
        sketch.polygon(new double[] {x - 8, x, x - 8}, new double[] {middle - 4, middle, middle + 4}, Theme.AXIS);
        return boxTop + height + 14;
    }

    /** The vertical line from a box to whatever follows at {@code y}. */
    private static void connect(Sketch sketch, double y, Step step, boolean last) {
        double gap = step.side().map(s -> height(s, SIDE) + 24).orElse(last ? 0.0 : GAP);
        sketch.line(AXIS_X, y - gap, AXIS_X, last ? y : y - 6, ARROW);
    }

    private static void arrowDown(Sketch sketch, double x, double y) {
        sketch.polygon(new double[] {x - 4, x, x + 4}, new double[] {y - 8, y, y - 8}, Theme.AXIS);
    }

    private static double ends(Sketch sketch, List<Box> ends, double top) {
        double space = 16;
        double width = (Theme.WIDTH - 2 * Theme.PAD - space * (ends.size() - 1)) / ends.size();
        double fork = top + 16;
        double boxTop = fork + 20;
        sketch.line(AXIS_X, top, AXIS_X, fork, ARROW);
        double first = Theme.PAD + width / 2;
        double last = Theme.PAD + (ends.size() - 1) * (width + space) + width / 2;
        sketch.line(Math.min(first, AXIS_X), fork, Math.max(last, AXIS_X), fork, ARROW);
        double bottom = boxTop;
        for (int i = 0; i < ends.size(); i++) {
            double x = Theme.PAD + i * (width + space);
            sketch.line(x + width / 2, fork, x + width / 2, boxTop - 6, ARROW);
            arrowDown(sketch, x + width / 2, boxTop);
            bottom = Math.max(bottom, box(sketch, new Place(x, boxTop, width), ends.get(i), true));
        }
        return bottom;
    }
}
