package org.steelyard.simulator.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns the Parquet files into comma-separated text: dates as yyyy-MM-dd, times as yyyy-MM-dd HH:mm:ss, an empty cell for no value. */
public final class CsvForm {

    private CsvForm() {}

    public static Map<String, Path> convert(Path out, Map<String, Path> parquet) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            run(connection, "SET threads = 1");
            for (Map.Entry<String, Path> entry : parquet.entrySet()) {
                Path csv = out.resolve(entry.getKey() + ".csv");
                run(
                        connection,
                        "COPY (SELECT * FROM read_parquet('" + quoted(entry.getValue()) + "')) TO '" + quoted(csv)
                                + "' (FORMAT csv, HEADER true)");
                Files.delete(entry.getValue());
                files.put(entry.getKey(), csv);
            }
        } catch (SQLException e) {
            throw new IOException("the tables could not be written as text", e);
        }
        return files;
    }

    private static String quoted(Path path) {
        return path.toAbsolutePath().toString().replace("'", "''");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
