package org.steelyard.data.quality;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.steelyard.data.standard.StandardSchema;

/** Small tables written out in tests. */
final class SmallTables {

    private SmallTables() {}

    /** Each line is {@code name | columns | row | row}, as {@code types.spec} explains. */
    static CheckedTables write(Path folder, Check.Store store, List<String> lines) {
        TreeMap<String, Path> tables = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            Files.createDirectories(folder);
            for (String line : lines) {
                String[] parts = line.split(" *\\| *");
                Path file = folder.resolve(parts[0] + ".parquet");
                String sql = "COPY (" + select(store, parts) + ") TO '" + file + "' (FORMAT parquet)";
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
                tables.put(parts[0], file);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return store == Check.Store.RAW
                ? new CheckedTables(new TreeMap<>(), tables)
                : new CheckedTables(tables, new TreeMap<>());
    }

    private static String select(Check.Store store, String[] parts) {
        String[] columns = parts[1].split(" ");
        List<String> rows = new ArrayList<>();
        for (int i = 2; i < parts.length; i++) {
            rows.add(row(store, parts[0], columns, parts[i].split(" "), i));
        }
        String none = row(store, parts[0], columns, "- ".repeat(columns.length).split(" "), 0) + " WHERE false";
        return rows.isEmpty() ? none : String.join(" UNION ALL ", rows);
    }

    private static String row(Check.Store store, String table, String[] columns, String[] cells, int row) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            String value = switch (cells[i]) {
                case "-" -> "NULL";
                case "~" -> "''";
                default -> "'" + cells[i].replace('_', ' ') + "'";
            };
            values.add("CAST(" + value + " AS " + type(store, table, columns[i]) + ") AS " + columns[i]);
        }
        if (store == Check.Store.STANDARD) {
            values.add("CAST(0 AS INTEGER) AS src_file");
        }
        return "SELECT " + String.join(", ", values) + ", CAST(" + row + " AS BIGINT) AS src_row";
    }

    private static String type(Check.Store store, String table, String column) {
        return store == Check.Store.RAW
                ? "VARCHAR"
                : StandardSchema.current()
                        .get(table)
                        .field(column)
                        .map(StandardSchema.Field::type)
                        .orElseThrow(() -> new IllegalArgumentException(table + "." + column));
    }
}
