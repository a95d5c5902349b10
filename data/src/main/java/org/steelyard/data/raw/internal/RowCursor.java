package org.steelyard.data.raw.internal;

import java.util.List;
import org.steelyard.data.internal.RowFindings;
import org.steelyard.data.raw.RawColumn;

/**
 * A foreign table, row by row, its cells as UTF-8 in one array that is used again for the next row. Used by one thread.
 */
interface RowCursor extends AutoCloseable {

    /** Names are checked to be there and to differ, whatever their letter case. */
    List<RawColumn> columns();

    /** Moves to the next row; false when there is none. */
    boolean next();

    /** Number of the row in the source. */
    long row();

    boolean isNull(int column);

    /** Holds the cells of this row, each from {@link #from} up to {@link #to}. */
    byte[] bytes();

    int from(int column);

    int to(int column);

    /** Rows that do not fit; known when the last row has been read. */
    RowFindings findings();

    /** Empty rows at the end that were left out. */
    default long trailing() {
        return 0;
    }

    @Override
    void close();
}
