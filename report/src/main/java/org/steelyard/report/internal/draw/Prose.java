package org.steelyard.report.internal.draw;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.report.internal.font.Fonts;
import org.steelyard.report.internal.scene.Item.Type;

/**
 * Breaks text into lines: between Chinese characters, at spaces, and after hyphens and slashes; closing punctuation
 * never begins a line and opening punctuation never ends one (GB/T 15834). A word wider than the line is cut.
 */
final class Prose {

    private static final String NO_START = "，。、；：？！）》」』】〉”’…—％%)]},.;:?!·";
    private static final String NO_END = "（《「『【〈“‘([{";
    private static final String BREAK_AFTER = "-/_|–";

    private Prose() {}

    static double width(String text, Type type) {
        return Fonts.width(text, type.bold()) * type.size();
    }

    static double widest(List<String> lines, Type type) {
        return lines.stream().mapToDouble(line -> width(line, type)).max().orElse(0);
    }

    static List<String> wrap(String text, double width, Type type) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : Fonts.printable(text).split("\n", -1)) {
            wrapParagraph(paragraph.strip(), width, type, lines);
        }
        return lines;
    }

    private static void wrapParagraph(String text, double width, Type type, List<String> lines) {
        StringBuilder line = new StringBuilder();
        for (String unit : units(text)) {
            if (width(line + unit.stripTrailing(), type) <= width) {
                line.append(unit);
                continue;
            }
            if (!line.toString().isBlank()) {
                lines.add(line.toString().strip());
            }
            line.setLength(0);
            line.append(cut(unit, width, type, lines));
        }
        if (!line.toString().isBlank() || text.isEmpty()) {
            lines.add(line.toString().strip());
        }
    }

    /** Emits full lines of a unit that is too wide, and returns what is left of it. */
    private static String cut(String unit, double width, Type type, List<String> lines) {
        String rest = unit;
        while (width(rest.stripTrailing(), type) > width && rest.codePointCount(0, rest.length()) > 1) {
            int end = rest.offsetByCodePoints(0, 1);
            while (end < rest.length() && width(rest.substring(0, rest.offsetByCodePoints(end, 1)), type) <= width) {
                end = rest.offsetByCodePoints(end, 1);
            }
            lines.add(rest.substring(0, end));
            rest = rest.substring(end);
        }
        return rest;
    }

    /** Pieces that stay together on a line. */
    private static List<String> units(String text) {
        List<String> units = new ArrayList<>();
        StringBuilder unit = new StringBuilder();
        int previous = -1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (previous >= 0 && mayBreak(previous, c)) {
                units.add(unit.toString());
                unit.setLength(0);
            }
            unit.appendCodePoint(c);
            previous = c;
        }
        units.add(unit.toString());
        return units;
    }

    private static boolean mayBreak(int before, int after) {
        if (after == ' ' || NO_START.indexOf(after) >= 0 || NO_END.indexOf(before) >= 0) {
            return false;
        }
        return before == ' ' || isWide(before) || isWide(after) || BREAK_AFTER.indexOf(before) >= 0;
    }

    private static boolean isWide(int c) {
        return c >= 0x2E80 && c <= 0xFFEF || c >= 0x20000;
    }
}
