package org.steelyard.report.internal.draw;

import java.util.Optional;
import org.steelyard.report.internal.scene.Ink;
import org.steelyard.report.internal.scene.Item;
import org.steelyard.report.internal.scene.Stroke;

/** A point of a series; the shape tells series apart without colour. */
enum Marker {
    RING,
    DISC,
    SQUARE,
    TRIANGLE,
    DIAMOND,
    HOLLOW_SQUARE,
    DOWNWARD;

    static Marker of(int series) {
        return values()[series % values().length];
    }

    void draw(Sketch sketch, double x, double y, Ink ink) {
        double r = 4;
        Optional<Stroke> outline = Optional.of(Stroke.solid(ink, 1.6));
        switch (this) {
            case RING -> sketch.add(new Item.Disc(x, y, r, Optional.of(Theme.WHITE), outline));
            case DISC -> sketch.add(new Item.Disc(x, y, r + 0.4, Optional.of(ink), Optional.empty()));
            case SQUARE -> sketch.rectangle(x - r, y - r, 2 * r, 2 * r, ink);
            case TRIANGLE -> sketch.polygon(new double[] {x - 5, x, x + 5}, new double[] {y + r, y - 5, y + r}, ink);
            case DIAMOND ->
                sketch.polygon(new double[] {x - 5.4, x, x + 5.4, x}, new double[] {y, y - 5.4, y, y + 5.4}, ink);
            case HOLLOW_SQUARE ->
                sketch.add(
                        new Item.Box(x - 3.6, y - 3.6, 7.2, 7.2, new Item.Style(0, Optional.of(Theme.WHITE), outline)));
            case DOWNWARD -> sketch.polygon(new double[] {x - 5, x, x + 5}, new double[] {y - r, y + 5, y - r}, ink);
        }
    }
}
