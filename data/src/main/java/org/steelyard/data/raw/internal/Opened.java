package org.steelyard.data.raw.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.steelyard.data.raw.Note;

/** A source that was found and may be read. */
sealed interface Opened extends AutoCloseable {

    /** As messages call it. */
    String name();

    /** The name of the table. */
    String table();

    @Override
    default void close() {}

    /** Something that is read in Java, as often as needed. */
    interface Cursors {
        RowCursor open();
    }

    /**
     * Rows that are read in Java.
     *
     * @param fraction how far the latest cursor is
     * @param text facts of a text file
     */
    record InJava(Named named, Cursors cursors, DoubleSupplier fraction, Optional<TextFacts> text, Closer closer)
            implements Opened {
        @Override
        public String name() {
            return named.name();
        }

        @Override
        public String table() {
            return named.table();
        }

        @Override
        public void close() {
            closer.close();
        }
    }

    /** What a finished cursor adds to the notes. */
    static List<Note> notes(RowCursor cursor) {
        return cursor instanceof ExcelRows excel ? excel.notes() : List.of();
    }

    /**
     * A file that the engine reads.
     *
     * @param inDatabase the table inside a database file; empty for a Parquet file
     */
    record InEngine(Named named, Path file, Optional<String> inDatabase) implements Opened {
        @Override
        public String name() {
            return named.name();
        }

        @Override
        public String table() {
            return named.table();
        }
    }

    record Named(
            String source, String name, String table, String format, Optional<Path> file, Optional<String> sheet) {}

    interface Closer {
        void close();
    }
}
