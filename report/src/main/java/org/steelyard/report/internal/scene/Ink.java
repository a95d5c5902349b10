package org.steelyard.report.internal.scene;

/**
 * A colour.
 *
 * @param rgb as 0xRRGGBB
 */
public record Ink(int rgb, double opacity) {

    public static Ink of(int rgb) {
        return new Ink(rgb, 1);
    }

    public Ink fade(double newOpacity) {
        return new Ink(rgb, newOpacity);
    }
}
