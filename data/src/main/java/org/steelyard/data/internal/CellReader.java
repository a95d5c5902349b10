package org.steelyard.data.internal;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.Input;
import org.steelyard.kernel.Digest;

/** A foreign table, row by row. Cells are text, or typed where the format has types. Used by one thread. */
public interface CellReader extends AutoCloseable {

    /** Names as the file has them, trimmed; checked to be there and to differ. */
    List<String> header();

    /** Says which columns will be read, before the first row. */
    void select(List<Selection> columns);

    /** Moves to the next row; false when there is none. */
    boolean next();

    /** Row number of the file, the header being row 1 where there is one. */
    long row();

    /** Fills the cell with the value of the n-th selected column. */
    void read(int selected, Cell cell);

    /** What was wrong with rows so far. */
    RowFindings findings();

    Facts facts();

    @Override
    void close();

    /** What lies in columns hands out several rows at once. */
    interface Columnar {

        /**
         * Moves on by as many rows as there are at hand, and no more than the array holds.
         *
         * @param rows takes their numbers
         * @return how many; 0 at the end
         */
        int block(long[] rows);

        /** As {@link CellReader#read(int, Cell)}, of the n-th of these rows. */
        void read(int selected, int row, Cell cell);

        /** The values of these rows. */
        Block values(int selected);
    }

    /**
     * Values of several rows, as they lie.
     *
     * @param values {@code double[]} of numbers, {@code long[]} of whole numbers whose text is wanted, or something else
     * @param known as from {@link DuckDbVectors#known}
     * @param at the place of the first in both
     */
    record Block(Object values, long @Nullable [] known, int at) {

        boolean isKnown(int i) {
            return DuckDbVectors.isKnown(known, at + i);
        }
    }

    /**
     * @param column position in the header
     * @param number whether numbers are wanted; otherwise a number's text
     */
    record Selection(int column, boolean number) {}

    /** What is known of a file when it has been opened. */
    record Facts(
            String format,
            Digest sha256,
            long bytes,
            Optional<String> encoding,
            Optional<String> delimiter,
            Optional<String> sheet) {

        public Input input(Files.Resolved file, long rows) {
            return new Input(file.source(), file.name(), format, rows, sha256, bytes, encoding, delimiter, sheet);
        }
    }
}
