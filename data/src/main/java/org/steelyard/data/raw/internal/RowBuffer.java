package org.steelyard.data.raw.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The cells of one row, for readers that get them as objects. */
final class RowBuffer {

    private byte[] bytes = new byte[1 << 10];
    private final int[] ends;
    private final boolean[] nulls;
    private int filled;

    RowBuffer(int columns) {
        ends = new int[columns];
        nulls = new boolean[columns];
    }

    void clear() {
        filled = 0;
    }

    /** The next cell of the row. */
    void add(@Nullable String text) {
        int start = filled == 0 ? 0 : ends[filled - 1];
        nulls[filled] = text == null;
        if (text == null) {
            ends[filled++] = start;
            return;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        if (start + encoded.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, start + encoded.length));
        }
        System.arraycopy(encoded, 0, bytes, start, encoded.length);
        ends[filled++] = start + encoded.length;
    }

    boolean isNull(int column) {
        return nulls[column];
    }

    byte[] bytes() {
        return bytes;
    }

    int from(int column) {
        return column == 0 ? 0 : ends[column - 1];
    }

    int to(int column) {
        return ends[column];
    }
}
