package org.steelyard.data.raw.internal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.steelyard.data.internal.ParquetMoments;
import org.steelyard.data.raw.RawColumn;
import org.steelyard.data.raw.RawError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** Parquet files as the engine sees them. There is no header row: the first row is row 1. */
final class ParquetFiles {

    /** What the engine calls a row's place in the file. */
    private static final String ROW = "file_row_number";

    private ParquetFiles() {}

    static Relations relation(RawEngine engine, Path file, String name) {
        String path = RawEngine.literal(file.toAbsolutePath().toString());
        List<RawColumn> columns =
                new ArrayList<>(engine.rows("DESCRIBE SELECT * FROM read_parquet(" + path + ")").stream()
                        .map(r -> new RawColumn(r.get(0), r.get(1)))
                        .toList());
        rename(engine, path, columns);
        for (RawColumn column : columns) {
            if (column.name().equalsIgnoreCase(ROW)) {
                throw SteelyardException.of(
                        RawError.RESERVED_NAME,
                        Place.of(name, column.name()),
                        Text.of("列名 " + ROW + " 由引擎保留", "the engine keeps the name " + ROW + " for itself"),
                        Text.of("导出时改名", "rename it when exporting"));
            }
        }
        String rows = "read_parquet(" + path + ", file_row_number = true)";
        List<String> instants = instants(engine, path, columns);
        String from = instants.isEmpty()
                ? rows
                : "(SELECT * REPLACE (" + String.join(", ", instants) + ") FROM " + rows + ")";
        return new Relations(from, ROW + " + 1", columns);
    }

    /** Old forms of instants get their type; what they are read as. */
    private static List<String> instants(RawEngine engine, String path, List<RawColumn> columns) {
        try {
            Set<String> names = ParquetMoments.instants(engine.connection(), path);
            List<String> out = new ArrayList<>();
            columns.replaceAll(c -> {
                // a leaf inside a structure has a name too, which is no column's
                if (!names.contains(c.name()) || !c.duckdbType().startsWith("TIMESTAMP")) {
                    return c;
                }
                String name = RawEngine.quote(c.name());
                out.add("CAST(" + name + " AS " + ParquetMoments.ZONED + ") AS " + name);
                return new RawColumn(c.name(), ParquetMoments.ZONED);
            });
            return out;
        } catch (SQLException e) {
            throw new RawEngine.EngineException(e);
        }
    }

    /** The engine renames a column whose name occurs twice; the file's own schema tells. */
    private static void rename(RawEngine engine, String path, List<RawColumn> columns) {
        List<List<String>> schema =
                engine.rows("SELECT name, coalesce(num_children, 0) FROM parquet_schema(" + path + ")");
        List<List<String>> leaves = schema.subList(Math.min(1, schema.size()), schema.size());
        boolean flat = leaves.stream().allMatch(r -> r.get(1).equals("0")) && leaves.size() == columns.size();
        for (int i = 0; flat && i < columns.size(); i++) {
            columns.set(
                    i, new RawColumn(leaves.get(i).getFirst(), columns.get(i).duckdbType()));
        }
    }

    static long rows(RawEngine engine, Path file) {
        return engine.number("SELECT coalesce(sum(num_rows), 0) FROM parquet_file_metadata("
                + RawEngine.literal(file.toAbsolutePath().toString()) + ")");
    }
}
