package org.steelyard.data.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/**
 * Moments in Parquet files. Spark and Hive write a moment of their clock as an instant of UTC, in the old form INT96 that says
 * nothing of a zone: midnight in Beijing stands there as four in the afternoon of the day before. Their files are made by
 * {@code parquet-mr}. Impala and others write their clock as it stands.
 */
public final class ParquetMoments {

    /** The clock of China, with the summer times that it had from 1986 to 1991. */
    public static final String CHINA = "Asia/Shanghai";

    /** The type of an instant, as the engine calls it. */
    public static final String ZONED = "TIMESTAMP WITH TIME ZONE";

    private ParquetMoments() {}

    /**
     * Columns that the engine takes for a clock's time and that are instants.
     *
     * @param path as a literal of SQL
     */
    public static Set<String> instants(Connection connection, String path) throws SQLException {
        Set<String> out = new TreeSet<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows =
                    statement.executeQuery("SELECT name FROM parquet_schema(" + path + ") WHERE type = 'INT96'")) {
                while (rows.next()) {
                    out.add(rows.getString(1));
                }
            }
            if (!out.isEmpty()) {
                try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM parquet_file_metadata(" + path
                        + ") WHERE NOT starts_with(lower(created_by), 'parquet-mr')")) {
                    rows.next();
                    if (rows.getLong(1) > 0) {
                        out.clear();
                    }
                }
            }
        }
        return out;
    }

    /** An instant as the clock of a place shows it. */
    public static String local(String instant, String zone) {
        return "timezone('" + zone.replace("'", "''") + "', " + instant + ")";
    }
}
