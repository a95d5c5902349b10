package org.steelyard.data.raw.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.data.raw.Database;
import org.steelyard.data.raw.DatabaseWriter.NewColumn;
import org.steelyard.data.raw.DatabaseWriter.NewTable;

/** Tables of a DuckDB file, which is made when it is not there. */
public final class DuckDbTarget {

    private static final String TARGET = "written_to";

    private DuckDbTarget() {}

    public static Map<String, Long> write(Database.DuckDbFile file, List<NewTable> tables, Connection from) {
        try (Statement attach = from.createStatement()) {
            attach.execute("ATTACH '" + file.file().toString().replace("'", "''") + "' AS " + TARGET);
        } catch (SQLException e) {
            throw NewTables.notWritten(file, e);
        }
        try {
            NewTables.refuseExisting(file, tables, existing(from));
            return all(file, tables, from);
        } finally {
            quietly(from, "DETACH " + TARGET);
        }
    }

    private static Map<String, Long> all(Database.DuckDbFile file, List<NewTable> tables, Connection from) {
        Map<String, Long> rows = new LinkedHashMap<>();
        try {
            run(from, "BEGIN TRANSACTION");
            for (NewTable table : tables) {
                String name = TARGET + ".main." + RawEngine.quote(table.name());
                run(from, NewTables.create(name, keyless(table.columns()), RawEngine::quote, type -> type));
                rows.put(table.name(), run(from, "INSERT INTO " + name + " " + table.query()));
            }
            run(from, "COMMIT");
            return rows;
        } catch (SQLException e) {
            quietly(from, "ROLLBACK");
            throw NewTables.notWritten(file, e);
        }
    }

    /** The file keeps its rows in their order; an index over a hundred million numbers would only cost memory. */
    private static List<NewColumn> keyless(List<NewColumn> columns) {
        return columns.stream()
                .map(c -> new NewColumn(c.name(), c.type(), false))
                .toList();
    }

    private static List<String> existing(Connection from) {
        List<String> out = new ArrayList<>();
        try (Statement statement = from.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT table_name FROM duckdb_tables() WHERE database_name = '"
                                + TARGET + "' UNION ALL SELECT view_name FROM duckdb_views() WHERE database_name = '"
                                + TARGET
                                + "' AND NOT internal")) {
            while (found.next()) {
                out.add(found.getString(1));
            }
            return out;
        } catch (SQLException e) {
            throw new IllegalStateException("the embedded engine did not list its tables", e);
        }
    }

    private static long run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql) ? 0 : Math.max(0, statement.getLargeUpdateCount());
        }
    }

    /** What fails here has failed before, and was said. */
    private static void quietly(Connection connection, String sql) {
        try {
            run(connection, sql);
        } catch (SQLException e) {
            // The first fault is the one to tell.
        }
    }
}
