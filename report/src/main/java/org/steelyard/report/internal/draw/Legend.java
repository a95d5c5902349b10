package org.steelyard.report.internal.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.steelyard.report.internal.scene.Ink;
import org.steelyard.report.internal.scene.Item;
import org.steelyard.report.internal.scene.Item.Anchor;
import org.steelyard.report.internal.scene.Stroke;

/** What the signs of a chart mean: entries side by side above it, in as many rows as they need. */
final class Legend {

    private static final double SWATCH = 26;
    private static final double GAP = 20;

    private final List<Entry> entries = new ArrayList<>();

    private record Entry(String text, Swatch swatch) {}

    /** Draws a sign about the point ({@code x}, {@code y}). */
    private interface Swatch {
        void draw(Sketch sketch, double x, double y);
    }

    Legend line(String text, Stroke stroke) {
        return add(text, (s, x, y) -> s.line(x - SWATCH / 2, y, x + SWATCH / 2, y, stroke));
    }

    Legend banded(String text, Stroke stroke, boolean band) {
        return add(text, (s, x, y) -> {
            if (band) {
                s.rectangle(x - SWATCH / 2, y - 5, SWATCH, 10, stroke.ink().fade(0.16));
            }
            s.line(x - SWATCH / 2, y, x + SWATCH / 2, y, stroke);
        });
    }

    Legend marker(String text, Marker marker, Ink ink) {
        return add(text, (s, x, y) -> marker.draw(s, x, y, ink));
    }

    Legend box(String text, Ink ink) {
        return add(text, (s, x, y) -> s.rectangle(x - 9, y - 6, 18, 12, ink));
    }

    Legend frame(String text, Stroke stroke) {
        return add(
                text,
                (s, x, y) -> s.add(
                        new Item.Box(x - 9, y - 6, 18, 12, new Item.Style(0, Optional.empty(), Optional.of(stroke)))));
    }

    private Legend add(String text, Swatch swatch) {
        if (!text.isBlank()) {
            entries.add(new Entry(text, swatch));
        }
        return this;
    }

    /** Returns the bottom of the legend; {@code top} itself when it is empty. */
    double draw(Sketch sketch, double top) {
        double x = Theme.PAD;
        double y = top;
        double rowHeight = 0;
        double most = Theme.WIDTH - 2 * Theme.PAD - SWATCH - 8;
        for (Entry entry : entries) {
            List<String> lines = Prose.wrap(entry.text, most, Theme.BODY);
            double width = SWATCH + 8 + Prose.widest(lines, Theme.BODY);
            if (x > Theme.PAD && x + width > Theme.WIDTH - Theme.PAD) {
                x = Theme.PAD;
                y += rowHeight + 4;
                rowHeight = 0;
            }
            double bottom = sketch.lines(x + SWATCH + 8, y, Anchor.START, lines, Theme.BODY);
            entry.swatch.draw(sketch, x + SWATCH / 2, y + Theme.leading(Theme.BODY) / 2);
            rowHeight = Math.max(rowHeight, bottom - y);
            x += width + GAP;
        }
        return entries.isEmpty() ? top : y + rowHeight + 10;
    }
}
