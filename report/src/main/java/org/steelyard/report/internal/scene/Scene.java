package org.steelyard.report.internal.scene;

import java.util.List;

/** A finished drawing. */
public record Scene(double width, double height, List<Item> items) {

    public Scene {
        items = List.copyOf(items);
    }
}
