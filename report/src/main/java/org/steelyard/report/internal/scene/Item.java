package org.steelyard.report.internal.scene;

import java.util.List;
import java.util.Optional;

/** One mark of a drawing. */
public sealed interface Item {

    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** An open line. */
    record Line(double[] x, double[] y, Stroke stroke) implements Item {}

    /** A closed shape. */
    record Polygon(double[] x, double[] y, Optional<Ink> fill, Optional<Stroke> stroke) implements Item {}

    record Box(double x, double y, double width, double height, Style style) implements Item {}

    record Style(double radius, Optional<Ink> fill, Optional<Stroke> stroke) {
        public static Style filled(Ink ink) {
            return new Style(0, Optional.of(ink), Optional.empty());
        }

        public static Style framed(double radius, Ink fill, Stroke stroke) {
            return new Style(radius, Optional.of(fill), Optional.of(stroke));
        }
    }

    record Disc(double x, double y, double radius, Optional<Ink> fill, Optional<Stroke> stroke) implements Item {}

    /** @param y of the baseline */
    record Words(double x, double y, Anchor anchor, String text, Type type) implements Item {}

    /** @param size in pixels */
    record Type(double size, boolean bold, Ink ink) {}

    /** Marks of which only the part within the rectangle is seen. */
    record Clip(double x, double y, double width, double height, List<Item> items) implements Item {
        public Clip {
            items = List.copyOf(items);
        }
    }
}
