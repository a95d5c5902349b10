package org.steelyard.data.quality.internal;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated text as RFC 4180 has it; empty lines are left out. */
final class Csv {

    private Csv() {}

    /** @param line where the row begins, counted from 1 */
    record Row(long line, List<String> cells) {
        Row {
            cells = List.copyOf(cells);
        }
    }

    static List<Row> rows(String text) {
        List<Row> rows = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        long line = 1;
        long begin = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else if (c == '\n' && !quoted) {
                end(rows, cells, cell, begin);
                begin = line + 1;
            } else if (c != '\r') {
                cell.append(c);
            }
            line += c == '\n' ? 1 : 0;
        }
        end(rows, cells, cell, begin);
        return rows;
    }

    private static void end(List<Row> rows, List<String> cells, StringBuilder cell, long line) {
        cells.add(cell.toString().strip());
        if (cells.size() > 1 || !cells.getFirst().isEmpty()) {
            rows.add(new Row(line, cells));
        }
        cells.clear();
        cell.setLength(0);
    }
}
