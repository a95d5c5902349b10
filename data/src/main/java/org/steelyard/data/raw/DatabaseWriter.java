package org.steelyard.data.raw;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.steelyard.data.raw.internal.DuckDbTarget;
import org.steelyard.data.raw.internal.JdbcTarget;

/**
 * Writes tables into a database that its owner names for that. All tables or none: one that is there already stops the whole
 * before a row is written, and a fault takes back what was.
 */
public final class DatabaseWriter {

    private DatabaseWriter() {}

    /**
     * A table to make.
     *
     * @param query its rows, in the SQL of the connection that holds them
     */
    public record NewTable(String name, List<NewColumn> columns, String query) {
        public NewTable {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A column to make.
     *
     * @param type DuckDB's name of it
     * @param key whether it numbers the rows, so that a database without an order of its own gives them back in this one
     */
    public record NewColumn(String name, String type, boolean key) {}

    /**
     * Makes and fills the tables.
     *
     * @param from a connection of the embedded engine
     * @return rows written of each table
     * @throws org.steelyard.kernel.SteelyardException with {@link RawError#TABLE_EXISTS}, or with
     *     {@link RawError#DATABASE_NOT_WRITTEN} and the database's own state, never its words
     */
    public static Map<String, Long> write(Database database, List<NewTable> tables, Connection from) {
        return switch (database) {
            case Database.DuckDbFile file -> DuckDbTarget.write(file, tables, from);
            case Database.Jdbc jdbc -> JdbcTarget.write(jdbc, tables, from);
        };
    }
}
