package org.steelyard.data.standard.internal;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.EngineMemory;
import org.steelyard.data.internal.DuckDbLoader;

/**
 * A DuckDB connection that reads and writes Parquet. What it spills goes below the given folder.
 *
 * <p>DuckDB 2.0 keeps the order of a scan on any number of threads, but not that of a join. Files of the store are therefore
 * written by one thread, whatever the others may use for the tables that are joined; and the optimiser must not swap the sides
 * of a join. A sort of the long tables would cost more than the second thread gives.
 */
public final class Duck implements AutoCloseable {

    private final Connection connection;
    private final int threads;

    private Duck(Connection connection, int threads) {
        this.connection = connection;
        this.threads = threads;
    }

    /** @param spill folder for what does not fit into memory */
    public static Duck open(int threads, Path spill) {
        return open(threads, Optional.empty(), spill);
    }

    /**
     * @param memory limit such as {@code 8GB}; that of {@link EngineMemory} when empty
     * @param spill folder for what does not fit into memory
     */
    public static Duck open(int threads, Optional<String> memory, Path spill) {
        try {
            Duck duck = new Duck(DriverManager.getConnection("jdbc:duckdb:"), Math.max(1, threads));
            duck.run("SET threads = " + duck.threads);
            duck.run("SET memory_limit = "
                    + text(memory.orElseGet(() -> EngineMemory.standard().text())));
            duck.run("SET temp_directory = " + text(spill.toString()));
            duck.run("SET autoinstall_known_extensions = false");
            duck.run("SET autoload_known_extensions = false");
            duck.run("SET preserve_insertion_order = true");
            duck.run("SET TimeZone = 'UTC'");
            duck.run("SET disabled_optimizers = 'join_order,build_side_probe_side'");
            return duck;
        } catch (SQLException e) {
            throw new IllegalStateException("the embedded engine did not start", e);
        }
    }

    /** A failed statement is closed for good, so that each has its own. */
    public void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(e, sql);
        }
    }

    /** Writes rows as Parquet, in the same order and the same bytes on any machine. */
    public void write(String select, Path file) {
        run("SET threads = 1");
        try {
            run(copy(select, file));
        } finally {
            run("SET threads = " + threads);
        }
    }

    public long number(String sql) {
        return numbers(sql).getFirst();
    }

    /** The first row, as whole numbers; missing is 0. */
    public List<Long> numbers(String sql) {
        return rows(sql).getFirst().stream()
                .map(v -> v.map(Long::parseLong).orElse(0L))
                .toList();
    }

    /** The first row, as decimals. */
    public List<Optional<BigDecimal>> decimals(String sql) {
        return rows(sql).getFirst().stream().map(v -> v.map(BigDecimal::new)).toList();
    }

    /** All rows, as text. For small answers only. */
    public List<List<Optional<String>>> rows(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            List<List<Optional<String>>> out = new ArrayList<>();
            while (result.next()) {
                List<Optional<String>> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    @Nullable Object value = result.getObject(i);
                    row.add(value == null ? Optional.empty() : Optional.of(value.toString()));
                }
                out.add(List.copyOf(row));
            }
            return out;
        } catch (SQLException e) {
            throw failure(e, sql);
        }
    }

    public Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the embedded engine did not close", e);
        }
    }

    /** DuckDB's messages quote values of patients; only their kind is passed on. */
    private static IllegalStateException failure(SQLException e, String sql) {
        if (Boolean.getBoolean("steelyard.debug.sql")) {
            System.err.println(e.getMessage() + "\n" + sql);
        }
        return DuckDbLoader.failure(e);
    }

    /** A text literal. */
    public static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** An identifier. */
    public static String name(String value) {
        return "\"" + value.replace("\"", "\"\"") + "\"";
    }

    /** The rows of Parquet files. */
    public static String parquet(String glob) {
        return "read_parquet(" + text(glob) + ")";
    }

    /** The statement that writes rows as Parquet. */
    public static String copy(String select, Path file) {
        return "COPY (" + select + ") TO " + text(file.toString())
                + " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)";
    }
}
