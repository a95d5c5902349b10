package org.steelyard.simulator.internal;

import com.github.luben.zstd.Zstd;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of one block as Parquet stores them: for each column a dictionary page where values repeat, and one data page,
 * compressed with zstd. A pure function of the rows, so that any thread may do it.
 *
 * <p>Reference: Apache Parquet format 2.10, data page version 1.
 */
record RowGroup(int rows, byte[] bytes, List<Chunk> chunks) {

    private static final int LEVEL = 1;
    private static final int MOST_VALUES = 3000;
    private static final int PLAIN = 0;
    private static final int RLE = 3;
    private static final int RLE_DICTIONARY = 8;
    private static final int DATA_PAGE = 0;
    private static final int DICTIONARY_PAGE = 2;
    private static final long MICROS = 60_000_000L;

    /** Places are relative to the begin of the group; without a dictionary its place is -1. */
    record Chunk(int dictionaryAt, int dataAt, int length, int rawLength) {}

    static RowGroup of(TableBuffer buffer, Lexicon.Local lexicon) {
        Encoder encoder = new Encoder(buffer, lexicon);
        List<Column> columns = buffer.table().columns();
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            chunks.add(encoder.chunk(columns.get(i), buffer.column(i)));
        }
        return new RowGroup(buffer.rows(), encoder.out.copy(), chunks);
    }

    private static final class Encoder {

        private final int rows;
        private final Lexicon.Local lexicon;
        private final Bytes out;
        private final Bytes page = new Bytes(1 << 16);
        private int raw;

        Encoder(TableBuffer buffer, Lexicon.Local lexicon) {
            rows = buffer.rows();
            this.lexicon = lexicon;
            out = new Bytes(1 << 18);
        }

        Chunk chunk(Column column, long[] cells) {
            raw = 0;
            int start = out.size();
            Distinct.Holder found = new Distinct.Holder();
            int[] codes = codes(column, cells, found);
            boolean plain = found.values().length == 0;
            int dictionaryAt = -1;
            if (!plain) {
                dictionaryAt = start;
                dictionaryPage(column, found.values());
            }
            int dataAt = out.size();
            if (plain) {
                plainPage(column, cells);
            } else {
                codedPage(cells, codes, found.values().length);
            }
            return new Chunk(dictionaryAt, dataAt, out.size() - start, raw);
        }

        /** Codes of a dictionary where one pays, else none. */
        private int[] codes(Column column, long[] cells, Distinct.Holder found) {
            return switch (column.kind()) {
                case WORD -> Distinct.words(cells, rows, lexicon.size(), found);
                case TIMESTAMP -> new int[0];
                case DIGITS -> Distinct.codes(cells, rows, Math.max(8, rows / 3), found);
                case INTEGER, DATE, DECIMAL ->
                    Distinct.codes(cells, rows, Math.max(8, Math.min(MOST_VALUES, rows / 3)), found);
            };
        }

        private void dictionaryPage(Column column, long[] values) {
            page.clear();
            for (long value : values) {
                value(column, value);
            }
            byte[] packed = pack();
            Bytes header = new Bytes(32);
            new Thrift(header)
                    .begin()
                    .i32(1, DICTIONARY_PAGE)
                    .i32(2, page.size())
                    .i32(3, packed.length)
                    .begin(7)
                    .i32(1, values.length)
                    .i32(2, PLAIN)
                    .end()
                    .end();
            put(header, packed);
        }

        private void plainPage(Column column, long[] cells) {
            page.clear();
            levels(cells);
            for (int i = 0; i < rows; i++) {
                if (cells[i] != Column.EMPTY) {
                    value(column, cells[i]);
                }
            }
            dataPage(PLAIN);
        }

        private void codedPage(long[] cells, int[] codes, int values) {
            page.clear();
            levels(cells);
            int width = Math.max(1, Runs.widthFor(values - 1));
            page.one(width);
            Runs.encode(codes, codes.length, width, page);
            dataPage(RLE_DICTIONARY);
        }

        /** Which cells hold a value: 1, or 0. */
        private void levels(long[] cells) {
            int lengthAt = page.size();
            if (full(cells)) {
                page.int32(0);
                Runs.repeat(1, rows, 1, page);
                page.patchInt32(lengthAt, page.size() - lengthAt - 4);
                return;
            }
            int[] levels = new int[rows];
            for (int i = 0; i < rows; i++) {
                levels[i] = cells[i] == Column.EMPTY ? 0 : 1;
            }
            page.int32(0);
            Runs.encode(levels, rows, 1, page);
            page.patchInt32(lengthAt, page.size() - lengthAt - 4);
        }

        private boolean full(long[] cells) {
            for (int i = 0; i < rows; i++) {
                if (cells[i] == Column.EMPTY) {
                    return false;
                }
            }
            return true;
        }

        private void value(Column column, long cell) {
            switch (column.kind()) {
                case WORD -> {
                    byte[] text = lexicon.text((int) cell);
                    page.int32(text.length);
                    page.all(text);
                }
                case DIGITS -> page.digits(cell);
                case INTEGER, DATE -> page.int32((int) cell);
                case TIMESTAMP -> page.int64(cell * MICROS);
                case DECIMAL -> page.int64(cell);
            }
        }

        private void dataPage(int encoding) {
            byte[] packed = pack();
            Bytes header = new Bytes(32);
            new Thrift(header)
                    .begin()
                    .i32(1, DATA_PAGE)
                    .i32(2, page.size())
                    .i32(3, packed.length)
                    .begin(5)
                    .i32(1, rows)
                    .i32(2, encoding)
                    .i32(3, RLE)
                    .i32(4, RLE)
                    .end()
                    .end();
            put(header, packed);
        }

        private byte[] pack() {
            byte[] target = new byte[(int) Zstd.compressBound(page.size())];
            long size = Zstd.compressByteArray(target, 0, target.length, page.array(), 0, page.size(), LEVEL);
            return java.util.Arrays.copyOf(target, (int) size);
        }

        private void put(Bytes header, byte[] packed) {
            raw += header.size() + page.size();
            out.all(header.array(), header.size());
            out.all(packed);
        }
    }
}
