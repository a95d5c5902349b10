package org.steelyard.data.raw;

import java.nio.file.Path;
import java.util.List;
import org.steelyard.data.Input;

/**
 * A raw table on disk.
 *
 * @param name of the table: the file's name without its extensions, in lower case; for a part of a file the part's name
 * @param columns of the Parquet file without {@code src_row}, in the order of the source; dropped ones are not among them
 * @param rows data rows
 * @param notes what the reader should know
 */
public record RawTable(String name, Path parquet, List<RawColumn> columns, long rows, Input input, List<Note> notes) {

    /** The column that every raw table has: the row in the source, a text file's header being row 1. */
    public static final String SOURCE_ROW = "src_row";

    public RawTable {
        columns = List.copyOf(columns);
        notes = List.copyOf(notes);
    }
}
