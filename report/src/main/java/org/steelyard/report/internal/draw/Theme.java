package org.steelyard.report.internal.draw;

import java.util.List;
import org.steelyard.report.internal.scene.Ink;
import org.steelyard.report.internal.scene.Item.Type;
import org.steelyard.report.internal.scene.Stroke;

/**
 * Sizes, colours and type of all charts. Series colours tell apart for colour-blind readers (after M. Okabe and K. Ito,
 * Color Universal Design, 2008), darkened for thin lines on white; line pattern and marker differ as well, for print
 * without colour.
 */
final class Theme {

    static final double WIDTH = 720;
    static final double PAD = 10;
    static final double SIZE = 12;
    static final double SMALL = 11;
    static final double LEADING = 1.35;

    static final Ink WHITE = Ink.of(0xFFFFFF);
    static final Ink TEXT = Ink.of(0x1D2733);
    static final Ink MUTED = Ink.of(0x55616D);
    static final Ink GRID = Ink.of(0xE4E8EC);
    static final Ink BAND = Ink.of(0xF5F7F9);
    static final Ink AXIS = Ink.of(0x7A8691);

    static final Type BODY = new Type(SIZE, false, TEXT);
    static final Type STRONG = new Type(SIZE, true, TEXT);
    static final Type TICK = new Type(SMALL, false, MUTED);
    static final Type NOTE = new Type(SMALL, false, TEXT);

    private static final List<Ink> SERIES = List.of(
            Ink.of(0x0B62A4),
            Ink.of(0xC8500A),
            Ink.of(0x0A8A66),
            Ink.of(0xB8567F),
            Ink.of(0xC98A00),
            Ink.of(0x3F9BCB),
            Ink.of(0x5A4A9C),
            Ink.of(0x4A5560));

    private static final List<List<Double>> DASHES =
            List.of(List.of(), List.of(7.0, 3.0), List.of(2.0, 2.5), List.of(9.0, 3.0, 2.0, 3.0));

    private Theme() {}

    static Ink series(int i) {
        return SERIES.get(i % SERIES.size());
    }

    static Stroke line(int i) {
        return new Stroke(series(i), 2, DASHES.get(i % DASHES.size()));
    }

    static Stroke grid() {
        return Stroke.solid(GRID, 1);
    }

    static Stroke axis() {
        return Stroke.solid(AXIS, 1);
    }

    static Stroke reference() {
        return Stroke.dashed(MUTED, 1.2);
    }

    static double leading(Type type) {
        return type.size() * LEADING;
    }
}
