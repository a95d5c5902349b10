package org.steelyard.economics.sheet;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.kernel.Text;

/**
 * A table of results.
 *
 * @param section kind of calculation
 * @param id name that the sheet gave to it
 * @param part which table of the calculation
 * @param method what was computed, with its conventions
 * @param rows as many cells as columns: text or number, NaN for what is not defined
 */
public record SheetTable(
        String section, String id, String part, Text title, Text method, List<Column> columns, List<List<Cell>> rows) {

    public SheetTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** @param key for programs */
    public record Column(String key, Text label) {}

    public sealed interface Cell {
        record Words(String key, Text text) implements Cell {}

        record Number(double value) implements Cell {}
    }

    /** Filled row by row. */
    public static final class Draft {
        private final String part;
        private final Text title;
        private final Text method;
        private final List<Column> columns = new ArrayList<>();
        private final List<List<Cell>> rows = new ArrayList<>();

        public Draft(String part, Text title, Text method) {
            this.part = part;
            this.title = title;
            this.method = method;
        }

        public Draft column(String key, String zh, String en) {
            columns.add(new Column(key, Text.of(zh, en)));
            return this;
        }

        /** @param cells numbers, texts, or strings that are the same in both languages */
        public Draft row(Object... cells) {
            List<Cell> out = new ArrayList<>();
            for (Object c : cells) {
                out.add(
                        switch (c) {
                            case Double d -> new Cell.Number(d);
                            case Integer i -> new Cell.Number(i);
                            case Cell cell -> cell;
                            default -> new Cell.Words(c.toString(), Text.same(c.toString()));
                        });
            }
            rows.add(out);
            return this;
        }

        public Draft value(String key, String zh, String en, double value) {
            return row(new Cell.Words(key, Text.of(zh, en)), value);
        }

        public SheetTable of(String section, String id) {
            return new SheetTable(section, id, part, title, method, columns, rows);
        }
    }
}
