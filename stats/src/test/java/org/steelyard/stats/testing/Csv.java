package org.steelyard.stats.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** A small CSV reader for tests: quoted fields, a header, no line breaks inside fields. */
public final class Csv {

    private final Map<String, Integer> header = new LinkedHashMap<>();
    private final List<String[]> rows = new ArrayList<>();

    private Csv() {}

    public static Csv read(Path file) {
        Csv csv = new Csv();
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            String[] names = split(lines.getFirst());
            for (int i = 0; i < names.length; i++) {
                csv.header.put(names[i], i);
            }
            lines.stream().skip(1).filter(l -> !l.isBlank()).map(Csv::split).forEach(csv.rows::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return csv;
    }

    private static String[] split(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields.toArray(String[]::new);
    }

    public int rows() {
        return rows.size();
    }

    public String[] text(String column) {
        int at = header.get(column);
        return rows.stream().map(r -> r[at]).toArray(String[]::new);
    }

    /** Numbers; empty and NA become NaN. */
    public double[] numbers(String column) {
        int at = header.get(column);
        return rows.stream()
                .map(r -> r[at])
                .mapToDouble(s -> s.isEmpty() || s.equals("NA") ? Double.NaN : Double.parseDouble(s))
                .toArray();
    }

    /** One where the column holds this text, else zero. */
    public double[] indicator(String column, String value) {
        int at = header.get(column);
        return rows.stream().mapToDouble(r -> r[at].equals(value) ? 1 : 0).toArray();
    }

    public TreeSet<String> levels(String column) {
        return new TreeSet<>(List.of(text(column)));
    }

    /** The rows for which these columns are all present. */
    public Csv complete(String... columns) {
        Csv csv = new Csv();
        csv.header.putAll(header);
        rows.stream()
                .filter(r -> List.of(columns).stream()
                        .map(c -> r[header.get(c)])
                        .noneMatch(s -> s.isEmpty() || s.equals("NA")))
                .forEach(csv.rows::add);
        return csv;
    }

    /** Row numbers in which a column has this text. */
    public int[] where(String column, String value) {
        String[] values = text(column);
        return IntStream.range(0, values.length)
                .filter(i -> values[i].equals(value))
                .toArray();
    }
}
