package org.steelyard.data.relational;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.Advance;
import org.steelyard.data.EngineMemory;
import org.steelyard.data.internal.DuckDbLoader;
import org.steelyard.data.relational.Rel.Order;
import org.steelyard.data.relational.internal.DensePivot;
import org.steelyard.data.relational.internal.StatementWatch;

/**
 * DuckDB inside this process. It opens the folders it was given and nothing else, has no network, loads no extension, and
 * its settings are locked.
 */
public final class DuckDbRelations implements RelationalEngine {

    private static final Dialect DIALECT = new DuckDbDialect();

    private final Connection connection;
    private final StatementWatch watch;
    private final Map<String, DensePivot.Made> pivots = new HashMap<>();

    private DuckDbRelations(Connection connection, StatementWatch watch) {
        this.connection = connection;
        this.watch = watch;
    }

    /**
     * @param memory upper limit, such as {@code 8GB}; that of {@link EngineMemory} when absent
     * @param scratch folder for what does not fit into memory; nothing is written when absent
     * @param progress told about once a second how far the statement in work is
     */
    public record Settings(int threads, Optional<String> memory, Optional<Path> scratch, Consumer<Advance> progress) {

        public static Settings withThreads(int threads) {
            return new Settings(threads, Optional.empty(), Optional.empty(), _ -> {});
        }
    }

    /** @param paths folders and files that may be read or written */
    public static DuckDbRelations open(Settings settings, List<Path> paths) {
        List<String> allowed = new ArrayList<>(
                paths.stream().map(p -> text(p.toAbsolutePath().toString())).toList());
        List<String> commands = new ArrayList<>();
        commands.add("SET threads = " + Math.max(1, settings.threads()));
        commands.add("SET memory_limit = "
                + text(settings.memory().orElseGet(() -> EngineMemory.standard().text())));
        commands.add("SET temp_directory = "
                + text(settings.scratch()
                        .map(p -> p.toAbsolutePath().toString())
                        .orElse("")));
        settings.scratch().ifPresent(p -> allowed.add(text(p.toAbsolutePath().toString())));
        commands.add("SET enable_progress_bar = true");
        commands.add("SET enable_progress_bar_print = false");
        commands.add("SET preserve_insertion_order = false");
        commands.add("SET autoinstall_known_extensions = false");
        commands.add("SET autoload_known_extensions = false");
        commands.add("SET allowed_directories = [" + String.join(", ", allowed) + "]");
        commands.add("SET allowed_paths = [" + String.join(", ", allowed) + "]");
        commands.add("SET enable_external_access = false");
        commands.add("SET lock_configuration = true");
        try {
            DuckDbRelations engine = new DuckDbRelations(
                    DriverManager.getConnection("jdbc:duckdb:"), new StatementWatch(settings.progress()));
            commands.forEach(engine::run);
            return engine;
        } catch (SQLException e) {
            throw new IllegalStateException("the embedded engine did not start", e);
        }
    }

    @Override
    public Rel.Table attach(String name, String parquet, Schema schema) {
        String columns = schema.columns().stream()
                .map(c -> "CAST(" + DIALECT.name(c.name()) + " AS " + DIALECT.type(c.type()) + ") AS "
                        + DIALECT.name(c.name()))
                .collect(Collectors.joining(", "));
        run("CREATE VIEW " + DIALECT.name(name) + " AS SELECT " + columns + " FROM read_parquet(" + text(parquet)
                + ")");
        return new Rel.Table(name, schema);
    }

    @Override
    public Rel.Table keep(String name, Rel rel) {
        watched(name, "CREATE TEMP TABLE " + DIALECT.name(name) + " AS " + RelationalSql.render(rel, DIALECT));
        return new Rel.Table(name, rel.schema());
    }

    @Override
    public Rel.Table pivot(String name, Pivot pivot) {
        try {
            Optional<DensePivot.Made> made =
                    DensePivot.make(name, pivot, new DensePivot.Session(connection, DIALECT, watch.progress()));
            made.ifPresent(view -> pivots.put(name, view));
            return made.isPresent() ? new Rel.Table(name, pivot.schema()) : keep(name, pivot.relation());
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public void drop(Rel.Table table) {
        Optional<DensePivot.Made> pivot = Optional.ofNullable(pivots.remove(table.name()));
        run((pivot.isPresent() ? "DROP VIEW " : "DROP TABLE ") + DIALECT.name(table.name()));
        pivot.ifPresent(DensePivot.Made::release);
    }

    @Override
    public Rows rows(Rel rel) {
        Schema schema = rel.schema();
        List<Map<String, @Nullable Object>> out = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(RelationalSql.render(rel, DIALECT))) {
            while (result.next()) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                for (int i = 0; i < schema.columns().size(); i++) {
                    row.put(
                            schema.columns().get(i).name(),
                            cell(result, i + 1, schema.columns().get(i).type()));
                }
                out.add(row);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
        return new Rows(schema, out);
    }

    @Override
    public void write(Rel rel, List<Order> order, Path file) {
        String by = order.stream()
                .map(o -> DIALECT.name(o.column()) + (o.descending() ? " DESC" : " ASC") + " NULLS LAST")
                .collect(Collectors.joining(", "));
        String sorted = by.isEmpty() ? "" : " ORDER BY " + by;
        // Through a table: the writer leaves out what a column without gaps does not need, and must know the same of
        // its
        // columns wherever the rows came from, so that equal rows give equal bytes.
        watched("write", "CREATE TEMP TABLE \"to write\" AS " + RelationalSql.render(rel, DIALECT));
        watched(
                "write",
                "COPY (SELECT * FROM \"to write\"" + sorted + ") TO "
                        + text(file.toAbsolutePath().toString()) + " (FORMAT parquet, COMPRESSION zstd)");
        run("DROP TABLE \"to write\"");
    }

    @Override
    public void close() {
        pivots.values().forEach(DensePivot.Made::release);
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the embedded engine did not close", e);
        }
    }

    private static @Nullable Object cell(ResultSet result, int column, DataType type) throws SQLException {
        Object value = switch (type) {
            case FLAG -> result.getBoolean(column);
            case INTEGER -> result.getLong(column);
            case MONEY -> money(result.getBigDecimal(column));
            case NUMBER -> result.getDouble(column);
            case TEXT -> result.getString(column);
            case DAY -> result.getObject(column, LocalDate.class);
        };
        return result.wasNull() ? null : value;
    }

    private static @Nullable BigDecimal money(@Nullable BigDecimal value) {
        return value == null ? null : value.setScale(2, java.math.RoundingMode.UNNECESSARY);
    }

    /** As {@link #run}, and tells how far it is. */
    private void watched(String what, String sql) {
        try (Statement statement = connection.createStatement();
                StatementWatch.Eye eye = watch.on(statement, what)) {
            statement.execute(sql);
            eye.done();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** An overflow is the same error as in the other engines; else DuckDB's message is kept back, since it can quote values. */
    private static RuntimeException failure(SQLException e) {
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("Out of Range") || message.startsWith("Conversion Error")) {
            return new ArithmeticException("a number is out of range");
        }
        if (Boolean.getBoolean("steelyard.sql.messages")) {
            return new IllegalStateException(message);
        }
        return DuckDbLoader.failure(e);
    }

    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
