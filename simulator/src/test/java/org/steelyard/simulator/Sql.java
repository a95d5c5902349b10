package org.steelyard.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks at a region as an outsider does: with SQL over its files. */
final class Sql implements AutoCloseable {

    private final Connection connection;

    Sql(Path folder) {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    view(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void view(Path file) {
        String name = file.getFileName().toString();
        if (name.endsWith(".parquet")) {
            run("CREATE VIEW " + name.replace(".parquet", "")
                    + " AS SELECT * EXCLUDE (file_row_number), file_row_number + 1 AS place FROM read_parquet('" + file
                    + "', file_row_number = true)");
        } else if (name.endsWith(".csv")) {
            run("CREATE VIEW " + name.replace(".csv", "") + " AS SELECT * FROM read_csv('" + file
                    + "', all_varchar = true, header = true, delim = ',', quote = '\"')");
        }
    }

    void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    List<List<Object>> rows(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<List<Object>> rows = new ArrayList<>();
            while (found.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(found.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    long count(String sql) {
        return ((Number) rows(sql).getFirst().getFirst()).longValue();
    }

    double number(String sql) {
        return ((Number) rows(sql).getFirst().getFirst()).doubleValue();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
