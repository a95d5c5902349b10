package org.steelyard.data.quality.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.EngineMemory;
import org.steelyard.data.quality.Check;
import org.steelyard.data.quality.CheckedTables;
import org.steelyard.data.quality.QualityError;
import org.steelyard.data.quality.QualitySettings;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** DuckDB over the tables, which it reads where they lie; it reaches no other file. */
public final class CheckDatabase implements AutoCloseable {

    private final Connection connection;
    private final Tables tables;
    private final Map<String, String> files;
    private final List<AtomicReference<@Nullable DuckDBScalarFunction>> functions = new ArrayList<>();

    private CheckDatabase(Connection connection, Tables tables, Map<String, String> files) {
        this.connection = connection;
        this.tables = tables;
        this.files = Map.copyOf(files);
    }

    public static CheckDatabase open(CheckedTables checked, QualitySettings settings) {
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            try {
                configure(connection, checked, settings);
                return new CheckDatabase(connection, views(connection, checked), files(checked));
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the embedded engine did not start", e);
        }
    }

    /** On tables that lie in the schemas {@code raw} and {@code standard} of a database; closing it closes the connection. */
    public static CheckDatabase on(Connection connection) throws SQLException {
        Map<Check.Store, Map<String, Map<String, String>>> columns = new EnumMap<>(Check.Store.class);
        for (Check.Store store : Check.Store.values()) {
            columns.put(store, new TreeMap<>());
        }
        String sql = "SELECT table_schema, table_name, lower(column_name), data_type FROM information_schema.columns"
                + " WHERE table_schema IN ('raw', 'standard') ORDER BY table_name, ordinal_position";
        for (List<Object> row : rows(connection, sql)) {
            Check.Store store = row.get(0).equals("raw") ? Check.Store.RAW : Check.Store.STANDARD;
            columns.getOrDefault(store, new TreeMap<>())
                    .computeIfAbsent(String.valueOf(row.get(1)), key -> new LinkedHashMap<>())
                    .put(String.valueOf(row.get(2)), String.valueOf(row.get(3)));
        }
        return new CheckDatabase(connection, new Tables(columns), Map.of());
    }

    private static void configure(Connection connection, CheckedTables checked, QualitySettings settings)
            throws SQLException {
        List<String> places = new ArrayList<>();
        for (Check.Store store : Check.Store.values()) {
            checked.of(store).values().forEach(path -> places.add(quoted(folder(path))));
        }
        List<String> statements = new ArrayList<>(List.of(
                "SET threads = " + Math.max(1, settings.threads()),
                "SET temp_directory = " + settings.spill().map(p -> quoted(p)).orElse("''"),
                "SET autoinstall_known_extensions = false",
                "SET autoload_known_extensions = false",
                "SET preserve_insertion_order = false",
                "SET allowed_directories = ["
                        + String.join(", ", places.stream().distinct().toList()) + "]",
                "SET enable_external_access = false"));
        String memory =
                settings.memory().orElseGet(() -> EngineMemory.standard().text());
        statements.add("SET memory_limit = '" + memory.replace("'", "") + "'");
        statements.add("SET lock_configuration = true");
        for (String statement : statements) {
            execute(connection, statement);
        }
    }

    private static Path folder(Path path) {
        Path whole = path.toAbsolutePath();
        Path above = whole.getParent();
        return Files.isDirectory(whole) || above == null ? whole : above;
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    private static Tables views(Connection connection, CheckedTables checked) throws SQLException {
        Map<Check.Store, Map<String, Map<String, String>>> columns = new EnumMap<>(Check.Store.class);
        for (Check.Store store : Check.Store.values()) {
            execute(connection, "CREATE SCHEMA IF NOT EXISTS " + (store == Check.Store.RAW ? "raw" : "standard"));
            Map<String, Map<String, String>> found = new TreeMap<>();
            for (Map.Entry<String, Path> table : checked.of(store).entrySet()) {
                found.put(table.getKey(), view(connection, store, table));
            }
            columns.put(store, found);
        }
        return new Tables(columns);
    }

    private static String files(Path table) {
        Path path = table.toAbsolutePath();
        return Files.isDirectory(path) ? quoted(path.resolve("*.parquet")) : quoted(path);
    }

    private static Map<String, String> files(CheckedTables checked) {
        Map<String, String> out = new TreeMap<>();
        for (Check.Store store : Check.Store.values()) {
            checked.of(store).forEach((table, path) -> out.put(Tables.relation(store, table), files(path)));
        }
        return out;
    }

    private static Map<String, String> view(Connection connection, Check.Store store, Map.Entry<String, Path> table) {
        String files = files(table.getValue());
        String relation = Tables.relation(store, table.getKey());
        try {
            execute(connection, "CREATE VIEW " + relation + " AS SELECT * FROM read_parquet(" + files + ")");
            Map<String, String> columns = new LinkedHashMap<>();
            for (List<Object> row : rows(connection, "DESCRIBE " + relation)) {
                columns.put(
                        String.valueOf(row.get(0)).toLowerCase(Locale.ROOT),
                        String.valueOf(row.get(1)).toUpperCase(Locale.ROOT));
            }
            return columns;
        } catch (SQLException e) {
            throw SteelyardException.of(
                    QualityError.UNREADABLE_TABLE,
                    Place.file(table.getKey()),
                    Text.of("表无法读取，不是完整的 Parquet 文件。", "The table cannot be read: it is not a whole Parquet file."),
                    Text.of("重新标准化数据后再检查。", "Standardise the data again, then check."));
        }
    }

    public Tables tables() {
        return tables;
    }

    /** The Parquet files of a relation as a literal; nothing for a table that lies elsewhere. */
    Optional<String> files(String relation) {
        return Optional.ofNullable(files.get(relation));
    }

    public List<List<Object>> rows(String sql) throws SQLException {
        return rows(connection, sql);
    }

    /** Keeps rows as a table of the connection. */
    void keep(String name, String select) throws SQLException {
        execute(connection, "CREATE OR REPLACE TEMP TABLE " + name + " AS " + select);
    }

    /** Hands out the rows in chunks while the reader wants more; whether it wanted all. */
    boolean chunks(String sql, Predicate<DuckDBDataChunkReader> reader) throws SQLException {
        try (DuckDBPreparedStatement statement =
                        connection.prepareStatement(sql).unwrap(DuckDBPreparedStatement.class);
                DuckDBChunkedResult result = statement.query()) {
            while (result.nextChunk()) {
                if (!reader.test(result.chunk())) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Lets the engine ask for a number by a whole number. The driver keeps functions for ever; what this one looks into is let
     * go with the database.
     */
    String function(String stem, DuckDBScalarFunction answer) throws SQLException {
        return function(stem, List.of(DuckDBColumnType.BIGINT), answer);
    }

    /**
     * As {@link #function(String, DuckDBScalarFunction)}, by more than one thing.
     *
     * @return the whole name, which no other function has
     */
    String function(String stem, List<DuckDBColumnType> parameters, DuckDBScalarFunction answer) throws SQLException {
        String name = stem + "_" + functions.size();
        AtomicReference<@Nullable DuckDBScalarFunction> held = new AtomicReference<>(answer);
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            DuckDBScalarFunctionBuilder named = builder.withName(name);
            for (DuckDBColumnType parameter : parameters) {
                named = named.withParameter(parameter);
            }
            named.withReturnType(DuckDBColumnType.BIGINT)
                    .withVectorizedFunction((in, out) -> {
                        DuckDBScalarFunction asked = held.get();
                        if (asked != null) {
                            asked.apply(in, out);
                        }
                    })
                    .register(connection);
        }
        functions.add(held);
        return name;
    }

    /** Whether a column of a relation, such as {@code standard."person"}, is of floating numbers, or of a type that is not known. */
    boolean isFloating(String relation, String column) {
        return type(relation, column)
                .map(t -> t.equals("DOUBLE") || t.equals("FLOAT"))
                .orElse(true);
    }

    /** Whether rows of a relation hold the key of a lookup as a whole number. */
    boolean isWholeKey(String relation, Lookups.Join join) {
        return join.key()
                .flatMap(key -> type(relation, key.substring("t.\"".length(), key.length() - 1)))
                .filter(List.of("BIGINT", "INTEGER", "SMALLINT", "TINYINT")::contains)
                .isPresent();
    }

    Optional<String> type(String relation, String column) {
        for (Check.Store store : Check.Store.values()) {
            for (Map.Entry<String, Map<String, String>> table :
                    tables.columns().getOrDefault(store, Map.of()).entrySet()) {
                if (Tables.relation(store, table.getKey()).equals(relation)) {
                    return Optional.ofNullable(table.getValue().get(column));
                }
            }
        }
        return Optional.empty();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A NULL comes out as an empty text, so that no null leaves this class. */
    private static List<List<Object>> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int width = result.getMetaData().getColumnCount();
            List<List<Object>> rows = new ArrayList<>();
            while (result.next()) {
                List<Object> row = new ArrayList<>(width);
                for (int i = 1; i <= width; i++) {
                    @Nullable Object value = result.getObject(i);
                    row.add(value == null ? "" : value);
                }
                rows.add(row);
            }
            return rows;
        }
    }

    @Override
    public void close() {
        for (AtomicReference<@Nullable DuckDBScalarFunction> held : functions) {
            held.set(null);
        }
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the embedded engine did not close", e);
        }
    }
}
