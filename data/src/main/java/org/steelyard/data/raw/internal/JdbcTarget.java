package org.steelyard.data.raw.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.raw.Database;
import org.steelyard.data.raw.DatabaseWriter.NewColumn;
import org.steelyard.data.raw.DatabaseWriter.NewTable;

/** Tables of a database with a JDBC driver, in its current schema, in one transaction. */
public final class JdbcTarget {

    private static final int PORTION = 5_000;

    private final Jdbc jdbc;
    private final Connection from;

    private JdbcTarget(Jdbc jdbc, Connection from) {
        this.jdbc = jdbc;
        this.from = from;
    }

    public static Map<String, Long> write(Database.Jdbc database, List<NewTable> tables, Connection from) {
        try (Jdbc jdbc = Jdbc.openToWrite(database)) {
            return new JdbcTarget(jdbc, from).all(database, tables);
        } catch (SQLException e) {
            throw NewTables.notWritten(database, e);
        }
    }

    /** Closing without the commit takes everything back. */
    private Map<String, Long> all(Database.Jdbc database, List<NewTable> tables) throws SQLException {
        NewTables.refuseExisting(database, tables, existing());
        Map<String, Long> rows = new LinkedHashMap<>();
        for (NewTable table : tables) {
            try (Statement statement = jdbc.connection().createStatement()) {
                statement.execute(NewTables.create(
                        jdbc.quote(table.name()), quoted(table.columns()), name -> name, JdbcTarget::type));
            }
            rows.put(table.name(), fill(table));
        }
        jdbc.connection().commit();
        return rows;
    }

    private List<NewColumn> quoted(List<NewColumn> columns) throws SQLException {
        List<NewColumn> out = new ArrayList<>();
        for (NewColumn c : columns) {
            out.add(new NewColumn(jdbc.quote(c.name()), c.type(), c.key()));
        }
        return out;
    }

    private List<String> existing() throws SQLException {
        List<String> out = new ArrayList<>();
        Connection connection = jdbc.connection();
        try (ResultSet found =
                connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), "%", null)) {
            while (found.next()) {
                out.add(found.getString("TABLE_NAME"));
            }
        }
        return out;
    }

    /** Names that PostgreSQL, SQL Server's kin and others of the standard know; text has no limit of length. */
    private static String type(String duckdb) {
        return switch (duckdb) {
            case "DOUBLE" -> "DOUBLE PRECISION";
            case "VARCHAR" -> "TEXT";
            default -> duckdb.startsWith("DECIMAL") ? duckdb.replace("DECIMAL", "NUMERIC") : duckdb;
        };
    }

    private long fill(NewTable table) throws SQLException {
        String names = quoted(table.columns()).stream().map(NewColumn::name).collect(Collectors.joining(", "));
        String marks = table.columns().stream().map(c -> "?").collect(Collectors.joining(", "));
        long rows = 0;
        try (Statement select = from.createStatement();
                ResultSet found = select.executeQuery(table.query());
                PreparedStatement insert = jdbc.connection()
                        .prepareStatement("INSERT INTO " + jdbc.quote(table.name()) + " (" + names + ") VALUES ("
                                + marks + ")")) {
            while (found.next()) {
                for (int i = 0; i < table.columns().size(); i++) {
                    set(insert, i + 1, table.columns().get(i).type(), found);
                }
                insert.addBatch();
                if (++rows % PORTION == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
        return rows;
    }

    private static void set(PreparedStatement insert, int column, String type, ResultSet found) throws SQLException {
        @Nullable
        Object value = switch (type) {
            case "DATE" -> found.getObject(column, LocalDate.class);
            case "TIMESTAMP" -> found.getObject(column, LocalDateTime.class);
            default -> found.getObject(column);
        };
        if (value == null) {
            insert.setNull(column, sqlType(type));
        } else {
            insert.setObject(column, value);
        }
    }

    private static int sqlType(String type) {
        return switch (type) {
            case "BIGINT" -> Types.BIGINT;
            case "INTEGER" -> Types.INTEGER;
            case "DOUBLE" -> Types.DOUBLE;
            case "DATE" -> Types.DATE;
            case "TIMESTAMP" -> Types.TIMESTAMP;
            case "BOOLEAN" -> Types.BOOLEAN;
            default -> type.startsWith("DECIMAL") ? Types.NUMERIC : Types.VARCHAR;
        };
    }
}
