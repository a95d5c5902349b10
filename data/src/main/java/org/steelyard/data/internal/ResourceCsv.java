package org.steelyard.data.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables that ship with the program as CSV: comma, quotes doubled inside quotes, first row the names. */
public final class ResourceCsv {

    private ResourceCsv() {}

    /** A row; a cell that is not there is empty text. */
    public record Row(Map<String, String> cells) {

        public String get(String column) {
            return cells.getOrDefault(column, "");
        }

        public boolean has(String column) {
            return cells.containsKey(column);
        }
    }

    public static List<Row> read(Class<?> beside, String resource) {
        try (InputStream in = beside.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not in the program: " + resource);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<Row> parse(String text) {
        List<List<String>> rows = cells(text.startsWith("\uFEFF") ? text.substring(1) : text);
        List<Row> out = new ArrayList<>();
        if (rows.isEmpty()) {
            return out;
        }
        List<String> header = rows.getFirst();
        for (List<String> row : rows.subList(1, rows.size())) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (int i = 0; i < header.size(); i++) {
                cells.put(header.get(i), i < row.size() ? row.get(i) : "");
            }
            out.add(new Row(cells));
        }
        return out;
    }

    private static List<List<String>> cells(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append(c);
                    i++;
                } else {
                    quoted = false;
                }
                continue;
            }
            switch (c) {
                case '"' -> quoted = true;
                case ',' -> endCell(row, cell);
                case '\r' -> {}
                case '\n' -> {
                    endCell(row, cell);
                    rows.add(List.copyOf(row));
                    row.clear();
                }
                default -> cell.append(c);
            }
        }
        if (!row.isEmpty() || !cell.isEmpty()) {
            endCell(row, cell);
            rows.add(List.copyOf(row));
        }
        return rows.stream()
                .filter(r -> r.size() > 1 || !r.getFirst().isEmpty())
                .toList();
    }

    private static void endCell(List<String> row, StringBuilder cell) {
        row.add(cell.toString());
        cell.setLength(0);
    }
}
