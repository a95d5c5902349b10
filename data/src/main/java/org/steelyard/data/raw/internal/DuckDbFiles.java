package org.steelyard.data.raw.internal;

import java.util.List;
import java.util.Locale;
import org.steelyard.data.internal.Files;
import org.steelyard.data.raw.Database;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.RawColumn;
import org.steelyard.data.raw.internal.RawEngine.EngineException;

/** Database files of DuckDB, attached for reading only. */
final class DuckDbFiles {

    private static final String ALIAS = "steelyard_source";

    private DuckDbFiles() {}

    static String attach(java.nio.file.Path file) {
        return "ATTACH " + RawEngine.literal(file.toAbsolutePath().toString()) + " AS " + ALIAS + " (READ_ONLY)";
    }

    static List<String> tables(Database.DuckDbFile database) {
        try (RawEngine engine = RawEngine.open(
                IntakeSettings.DEFAULT.withThreads(1), List.of(database.file()), List.of(attach(database.file())))) {
            return engine
                    .rows("SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE database_name = '" + ALIAS
                            + "' ORDER BY ALL")
                    .stream()
                    .map(List::getFirst)
                    .toList();
        } catch (EngineException e) {
            throw Files.damaged(database.name());
        }
    }

    /** Rows are numbered as they lie in the file. */
    static Relations relation(RawEngine engine, String table, String name) {
        int dot = table.lastIndexOf('.');
        String schema = dot < 0 ? "" : table.substring(0, dot).toLowerCase(Locale.ROOT);
        String bare = table.substring(dot + 1).toLowerCase(Locale.ROOT);
        List<List<String>> found =
                engine.rows("SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = '" + ALIAS
                        + "' AND lower(table_name) = " + RawEngine.literal(bare)
                        + (schema.isEmpty() ? "" : " AND lower(schema_name) = " + RawEngine.literal(schema)));
        if (found.size() != 1) {
            throw Opening.missingTable(name, table);
        }
        String from = ALIAS + "." + RawEngine.quote(found.getFirst().get(0)) + "."
                + RawEngine.quote(found.getFirst().get(1));
        List<RawColumn> columns = engine.rows("DESCRIBE SELECT * FROM " + from).stream()
                .map(r -> new RawColumn(r.get(0), r.get(1)))
                .toList();
        return new Relations(from, "rowid + 1", columns);
    }
}
