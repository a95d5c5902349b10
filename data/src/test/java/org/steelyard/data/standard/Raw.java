package org.steelyard.data.standard;

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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.steelyard.data.Input;
import org.steelyard.data.identity.IdentityKey;
import org.steelyard.data.identity.Pseudonyms;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.RawColumn;
import org.steelyard.data.raw.RawFolder;
import org.steelyard.data.raw.RawTable;
import org.steelyard.kernel.Digest;

/** Raw tables for tests, made by DuckDB from rows that stand in the test, and answers read back from a store. */
public final class Raw {

    private static final Connection DUCK = open();

    private Raw() {}

    private static Connection open() {
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
                statement.execute("SET threads = 1");
            }
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A table of text; cells are separated by commas, an empty cell is missing. */
    public static RawTable text(Path folder, String name, String header, String... rows) {
        Path csv = folder.resolve(name + ".csv");
        try {
            Files.writeString(csv, header + "\n" + String.join("\n", rows) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return csv(folder, csv);
    }

    /** The files of a folder, taken in as a run takes them in. */
    static List<RawTable> intake(Path folder, Mapping mapping, Path into) {
        RawFolder.Job job = new RawFolder.Job(
                table -> Map.of(),
                Pseudonyms.of(IdentityKey.of(new byte[IdentityKey.BYTES])),
                into,
                IntakeSettings.DEFAULT.withThreads(1));
        return StandardIntake.intake(RawFolder.find(folder, IntakeSettings.DEFAULT), mapping, job);
    }

    /** A CSV file as it stands, every cell as text. */
    public static RawTable csv(Path folder, Path csv) {
        String file = csv.getFileName().toString();
        String name = file.substring(0, file.lastIndexOf('.')).toLowerCase(Locale.ROOT);
        String rows = "SELECT *, row_number() OVER () + 1 AS src_row FROM read_csv('" + csv
                + "', all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"', parallel = false)";
        return sql(folder, name, rows);
    }

    /** The rows of a query that has {@code src_row}. */
    public static RawTable sql(Path folder, String name, String sql) {
        Path parquet = folder.resolve(name + ".raw.parquet");
        try (Statement statement = DUCK.createStatement()) {
            statement.execute("COPY (" + sql + ") TO '" + parquet + "' (FORMAT parquet)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return table(name, parquet);
    }

    private static RawTable table(String name, Path parquet) {
        List<RawColumn> columns = new ArrayList<>();
        for (List<String> row : query("DESCRIBE SELECT * FROM read_parquet('" + parquet + "')")) {
            if (!row.get(0).equals(RawTable.SOURCE_ROW)) {
                columns.add(new RawColumn(row.get(0), row.get(1)));
            }
        }
        long rows = Long.parseLong(query("SELECT count(*) FROM read_parquet('" + parquet + "')")
                .getFirst()
                .getFirst());
        try {
            Input input = new Input(
                    "",
                    name + ".csv",
                    "csv",
                    rows,
                    Digest.ofFile(parquet),
                    Files.size(parquet),
                    Optional.of("UTF-8"),
                    Optional.of("comma"),
                    Optional.empty());
            return new RawTable(name, parquet, columns, rows, input, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All rows of a query over DuckDB as text; a missing value is {@code ∅}. */
    public static List<List<String>> query(String sql) {
        try {
            return query(DUCK, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Rows of a query over the views of a store, cells joined with a bar. */
    public static List<String> rows(StandardStore store, String sql) {
        try {
            store.createViews(DUCK);
            return query(DUCK, sql).stream().map(r -> String.join("|", r)).toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<List<String>> query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> out = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    Object value = result.getObject(i);
                    row.add(value == null ? "∅" : value.toString());
                }
                out.add(row);
            }
            return out;
        }
    }

    /** Name and digest of every file of a folder, in order. */
    public static List<String> digests(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> out = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.add(folder.relativize(file) + " " + Digest.ofFile(file).hex());
            }
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
