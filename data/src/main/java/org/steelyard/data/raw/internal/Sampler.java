package org.steelyard.data.raw.internal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.internal.DuckDbLoader;
import org.steelyard.data.internal.ParquetMoments;
import org.steelyard.data.raw.IntakeSettings.Limits;
import org.steelyard.data.raw.RawColumn;
import org.steelyard.data.raw.RawSource;

/** The first rows of a table, looked at and not stored: for proposals of mappings. */
public final class Sampler {

    private static final DateTimeFormatter ZONED = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssXXX");

    private Sampler() {}

    /**
     * Columns and cells.
     *
     * @param cells by row, then column; empty where missing
     */
    public record Sample(List<RawColumn> columns, List<List<Optional<String>>> cells) {
        public Sample {
            columns = List.copyOf(columns);
            cells = List.copyOf(cells);
        }

        /** What stands in one column. */
        public List<String> values(int column) {
            return cells.stream().flatMap(r -> r.get(column).stream()).toList();
        }
    }

    public static Sample first(RawSource source, Limits limits, int rows) {
        try (Opened opened = Opening.open(source, limits)) {
            return switch (opened) {
                case Opened.InJava java -> rows(java, rows);
                case Opened.InEngine engine -> rows(engine, rows);
            };
        }
    }

    private static Sample rows(Opened.InJava source, int most) {
        try (RowCursor cursor = source.cursors().open()) {
            List<RawColumn> columns = cursor.columns();
            List<List<Optional<String>>> cells = new ArrayList<>();
            while (cells.size() < most && cursor.next()) {
                List<Optional<String>> row = new ArrayList<>();
                for (int c = 0; c < columns.size(); c++) {
                    row.add(cell(cursor, c));
                }
                cells.add(List.copyOf(row));
            }
            return new Sample(columns, cells);
        }
    }

    private static Optional<String> cell(RowCursor cursor, int column) {
        if (cursor.isNull(column)) {
            return Optional.empty();
        }
        int from = cursor.from(column);
        return Optional.of(new String(cursor.bytes(), from, cursor.to(column) - from, StandardCharsets.UTF_8));
    }

    private static Sample rows(Opened.InEngine source, int most) {
        String file = "'" + source.file().toString().replace("'", "''") + "'";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            String from = "read_parquet(" + file + ")";
            if (source.inDatabase().isPresent()) {
                statement.execute("ATTACH " + file + " AS db (READ_ONLY)");
                from = "db." + quoted(source.inDatabase().get());
            }
            return read(connection, "SELECT * FROM " + from + " LIMIT " + most);
        } catch (SQLException e) {
            throw DuckDbLoader.failure(e);
        }
    }

    private static @Nullable String cell(ResultSet result, int i, RawColumn column) throws SQLException {
        if (!column.duckdbType().equals(ParquetMoments.ZONED)) {
            return result.getString(i);
        }
        OffsetDateTime moment = result.getObject(i, OffsetDateTime.class);
        return moment == null ? null : ZONED.format(moment.withOffsetSameInstant(ZoneOffset.UTC));
    }

    private static String quoted(String table) {
        return Arrays.stream(table.split("\\.", 2)).map(RawEngine::quote).collect(Collectors.joining("."));
    }

    private static Sample read(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<RawColumn> columns = new ArrayList<>();
            int width = result.getMetaData().getColumnCount();
            for (int i = 1; i <= width; i++) {
                columns.add(new RawColumn(
                        result.getMetaData().getColumnName(i),
                        result.getMetaData().getColumnTypeName(i)));
            }
            List<List<Optional<String>>> cells = new ArrayList<>();
            while (result.next()) {
                List<Optional<String>> row = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    row.add(Optional.ofNullable(cell(result, i, columns.get(i - 1))));
                }
                cells.add(List.copyOf(row));
            }
            return new Sample(columns, cells);
        }
    }
}
