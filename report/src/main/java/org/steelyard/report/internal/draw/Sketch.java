package org.steelyard.report.internal.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.steelyard.report.internal.scene.Ink;
import org.steelyard.report.internal.scene.Item;
import org.steelyard.report.internal.scene.Item.Anchor;
import org.steelyard.report.internal.scene.Item.Type;
import org.steelyard.report.internal.scene.Scene;
import org.steelyard.report.internal.scene.Stroke;

/** A drawing in the making. Used by one method at a time. */
final class Sketch {

    private final List<Item> items = new ArrayList<>();

    void add(Item item) {
        items.add(item);
    }

    void line(double x1, double y1, double x2, double y2, Stroke stroke) {
        add(new Item.Line(new double[] {x1, x2}, new double[] {y1, y2}, stroke));
    }

    void polygon(double[] x, double[] y, Ink fill) {
        add(new Item.Polygon(x, y, Optional.of(fill), Optional.empty()));
    }

    void rectangle(double x, double y, double width, double height, Ink fill) {
        add(new Item.Box(x, y, width, height, Item.Style.filled(fill)));
    }

    void words(double x, double y, Anchor anchor, String text, Type type) {
        if (!text.isEmpty()) {
            add(new Item.Words(x, y, anchor, text, type));
        }
    }

    /** Lines one below the other; {@code top} is the top of the first line. Returns the bottom of the last. */
    double lines(double x, double top, Anchor anchor, List<String> lines, Type type) {
        double leading = Theme.leading(type);
        for (int i = 0; i < lines.size(); i++) {
            words(x, baseline(top + i * leading, type), anchor, lines.get(i), type);
        }
        return top + lines.size() * leading;
    }

    /** Lines whose middle is at {@code y}. */
    void centred(double x, double y, Anchor anchor, List<String> lines, Type type) {
        lines(x, y - lines.size() * Theme.leading(type) / 2, anchor, lines, type);
    }

    /** Baseline of a line of text whose line box begins at {@code top}. */
    private static double baseline(double top, Type type) {
        return top + Theme.leading(type) / 2 + 0.36 * type.size();
    }

    /** What {@code other} holds, seen only within the plot. */
    void clipped(Plot plot, Sketch other) {
        add(new Item.Clip(plot.x() - 1, plot.y() - 1, plot.width() + 2, plot.height() + 2, other.items));
    }

    Scene finish(double height) {
        return new Scene(Theme.WIDTH, Math.ceil(height), items);
    }
}
