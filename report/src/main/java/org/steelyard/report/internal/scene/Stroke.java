package org.steelyard.report.internal.scene;

import java.util.List;

/** @param dash lengths of dashes and gaps; empty for a solid line */
public record Stroke(Ink ink, double width, List<Double> dash) {

    public static Stroke solid(Ink ink, double width) {
        return new Stroke(ink, width, List.of());
    }

    public static Stroke dashed(Ink ink, double width) {
        return new Stroke(ink, width, List.of(5.0, 4.0));
    }
}
