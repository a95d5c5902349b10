package org.steelyard.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.steelyard.economics.sheet.SheetTable;
import org.steelyard.economics.sheet.SheetTable.Cell;
import org.steelyard.kernel.Lang;

/** Tables as lines on the screen. */
final class SheetScreen {

    private SheetScreen() {}

    static void show(PrintWriter screen, SheetTable table, Lang lang) {
        screen.println();
        screen.println(table.id() + " · " + table.title().in(lang));
        screen.println(table.method().in(lang));
        screen.println(String.join(
                " | ", table.columns().stream().map(c -> c.label().in(lang)).toList()));
        for (List<Cell> row : table.rows()) {
            screen.println(
                    String.join(" | ", row.stream().map(c -> text(c, lang)).toList()));
        }
        screen.flush();
    }

    private static String text(Cell cell, Lang lang) {
        return switch (cell) {
            case Cell.Words w -> w.text().in(lang);
            case Cell.Number n when Double.isNaN(n.value()) -> "–";
            case Cell.Number n -> plain(n.value());
        };
    }

    /** Money as money, small numbers with enough digits. */
    private static String plain(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return Math.abs(value) >= 1e5 && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%.2f", value)
                : String.format(Locale.ROOT, "%.6g", value);
    }
}
