package org.steelyard.data.raw.internal;

/** Rows that are written into a buffer before they are read from it, because their source has no text of its own. */
interface BufferedRows extends RowCursor {

    /** The present row. */
    RowBuffer buffer();

    @Override
    default boolean isNull(int column) {
        return buffer().isNull(column);
    }

    @Override
    default byte[] bytes() {
        return buffer().bytes();
    }

    @Override
    default int from(int column) {
        return buffer().from(column);
    }

    @Override
    default int to(int column) {
        return buffer().to(column);
    }
}
