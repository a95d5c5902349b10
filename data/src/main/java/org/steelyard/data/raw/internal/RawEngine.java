package org.steelyard.data.raw.internal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBPreparedStatement;
import org.steelyard.data.internal.DuckDbLoader;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.RawTable;

/**
 * The engine of one intake: in memory, without extensions, without a folder to spill to (what spills would be identities in
 * clear), and allowed to touch two files only: the source and the part that is being written.
 */
final class RawEngine implements AutoCloseable {

    /** Rows of a row group; fixed, because the bytes that come out depend on it. */
    private static final int ROW_GROUP = 122_880;

    private final Connection connection;

    private RawEngine(Connection connection) {
        this.connection = connection;
    }

    static RawEngine open(IntakeSettings settings, List<Path> allowed, List<String> before) {
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            RawEngine engine = new RawEngine(connection);
            String paths = allowed.stream()
                    .map(p -> literal(p.toAbsolutePath().toString()))
                    .collect(Collectors.joining(", "));
            try {
                engine.run("SET temp_directory = ''");
                engine.run("SET memory_limit = " + literal(settings.memory().text()));
                engine.run("SET threads = " + Math.max(1, settings.threads()));
                engine.run("SET preserve_insertion_order = true");
                engine.run("SET TimeZone = 'UTC'");
                engine.run("SET autoinstall_known_extensions = false");
                engine.run("SET autoload_known_extensions = false");
                for (String sql : before) {
                    engine.run(sql);
                }
                engine.run("SET allowed_paths = [" + paths + "]");
                engine.run("SET enable_external_access = false");
                engine.run("SET lock_configuration = true");
                return engine;
            } catch (SQLException e) {
                engine.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new EngineException(e);
        }
    }

    /** The engine refused. Its own words can quote values and are not passed on. */
    static final class EngineException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String kind;

        EngineException(SQLException e) {
            super(DuckDbLoader.failure(e).getMessage());
            kind = String.valueOf(e.getMessage());
        }

        boolean isMemory() {
            return kind.contains("Out of Memory") || kind.contains("could not allocate");
        }

        boolean isWriting() {
            return kind.contains("Could not write") || kind.contains("No space left") || kind.contains("disk full");
        }
    }

    Connection connection() {
        return connection;
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Rows of a query, as text. */
    List<List<String>> rows(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            List<List<String>> out = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    String value = result.getString(i);
                    row.add(value == null ? "" : value);
                }
                out.add(row);
            }
            return out;
        } catch (SQLException e) {
            throw new EngineException(e);
        }
    }

    long number(String sql) {
        return Long.parseLong(rows(sql).getFirst().getFirst());
    }

    /** Writes the rows of a query, and tells how far it is. */
    void copy(String query, Path part, Reporter reporter, long total) {
        String sql = "COPY (" + query + ") TO " + literal(part.toAbsolutePath().toString())
                + " (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false, ROW_GROUP_SIZE " + ROW_GROUP + ")";
        try (DuckDBPreparedStatement statement =
                connection.prepareStatement(sql).unwrap(DuckDBPreparedStatement.class)) {
            try (Watch watch = new Watch(statement, reporter, total)) {
                watch.start();
                statement.execute();
            }
        } catch (SQLException e) {
            throw new EngineException(e);
        }
    }

    /** Asks a running statement for its progress. */
    private static final class Watch implements AutoCloseable {

        private final Thread thread;
        private volatile boolean done;

        Watch(DuckDBPreparedStatement statement, Reporter reporter, long total) {
            thread = Thread.ofPlatform().daemon().name("intake-progress").unstarted(() -> {
                while (!done) {
                    try {
                        Thread.sleep(1000);
                        double share = statement.getQueryProgress().getPercentage() / 100;
                        if (!done && share > 0) {
                            reporter.at((long) (total * share), 0.5 + share / 2);
                        }
                    } catch (InterruptedException | SQLException e) {
                        return;
                    }
                }
            });
        }

        void start() {
            thread.start();
        }

        @Override
        public void close() {
            done = true;
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String quote(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    static String sourceRow() {
        return quote(RawTable.SOURCE_ROW);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new EngineException(e);
        }
    }
}
