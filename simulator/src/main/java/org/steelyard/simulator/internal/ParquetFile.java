package org.steelyard.simulator.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Parquet file that grows by whole row groups. The embedded engine writes Parquet too, but one text at a time on one
 * thread; here every block of people is encoded where it was made (docs/decisions/0006).
 */
final class ParquetFile implements AutoCloseable {

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int INT32 = 1;
    private static final int INT64 = 2;
    private static final int BYTE_ARRAY = 6;
    private static final int OPTIONAL = 1;
    private static final int UTF8 = 0;
    private static final int DECIMAL = 5;
    private static final int DATE = 6;
    private static final int TIMESTAMP_MICROS = 10;
    private static final int ZSTD = 6;
    private static final int PLAIN = 0;
    private static final int RLE = 3;
    private static final int RLE_DICTIONARY = 8;

    private final Tables table;
    private final OutputStream out;
    private final List<Placed> groups = new ArrayList<>();
    private long at = MAGIC.length;
    private long rows;

    private record Placed(long at, RowGroup group) {}

    ParquetFile(Tables table, Path file) throws IOException {
        this.table = table;
        out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
        out.write(MAGIC);
    }

    long rows() {
        return rows;
    }

    void add(RowGroup group) throws IOException {
        if (group.rows() == 0) {
            return;
        }
        out.write(group.bytes());
        groups.add(new Placed(at, new RowGroup(group.rows(), new byte[0], group.chunks())));
        at += group.bytes().length;
        rows += group.rows();
    }

    @Override
    public void close() throws IOException {
        try (out) {
            Bytes footer = new Bytes(1 << 16);
            footer(footer);
            out.write(footer.array(), 0, footer.size());
            Bytes tail = new Bytes(16);
            tail.int32(footer.size());
            tail.all(MAGIC);
            out.write(tail.copy());
        }
    }

    private void footer(Bytes target) {
        Thrift thrift = new Thrift(target);
        thrift.begin().i32(1, 1).list(2, Thrift.TYPE_STRUCT, table.columns().size() + 1);
        thrift.begin().text(4, table.table()).i32(5, table.columns().size()).end();
        table.columns().forEach(column -> element(thrift, column));
        thrift.i64(3, rows).list(4, Thrift.TYPE_STRUCT, groups.size());
        groups.forEach(group -> group(thrift, group));
        thrift.text(6, "steelyard").end();
    }

    private static void element(Thrift thrift, Column column) {
        thrift.begin().i32(1, physical(column)).i32(3, OPTIONAL).text(4, column.name());
        switch (column.kind()) {
            case WORD, DIGITS -> thrift.i32(6, UTF8);
            case INTEGER -> {}
            case DATE -> thrift.i32(6, DATE);
            case TIMESTAMP -> localTimestamp(thrift);
            case DECIMAL -> thrift.i32(6, DECIMAL).i32(7, column.scale()).i32(8, column.precision());
        }
        thrift.end();
    }

    /** A time of the clock on the wall, in microseconds; not of a time zone. */
    private static void localTimestamp(Thrift thrift) {
        thrift.i32(6, TIMESTAMP_MICROS)
                .begin(10)
                .begin(8)
                .flag(1, false)
                .begin(2)
                .begin(2)
                .end()
                .end()
                .end()
                .end();
    }

    private static int physical(Column column) {
        return switch (column.kind()) {
            case WORD, DIGITS -> BYTE_ARRAY;
            case INTEGER, DATE -> INT32;
            case TIMESTAMP, DECIMAL -> INT64;
        };
    }

    private void group(Thrift thrift, Placed placed) {
        List<RowGroup.Chunk> chunks = placed.group().chunks();
        thrift.begin().list(1, Thrift.TYPE_STRUCT, chunks.size());
        long size = 0;
        for (int i = 0; i < chunks.size(); i++) {
            chunk(thrift, table.columns().get(i), chunks.get(i), placed);
            size += chunks.get(i).rawLength();
        }
        thrift.i64(2, size).i64(3, placed.group().rows()).end();
    }

    private static void chunk(Thrift thrift, Column column, RowGroup.Chunk chunk, Placed placed) {
        boolean coded = chunk.dictionaryAt() >= 0;
        long first = placed.at() + (coded ? chunk.dictionaryAt() : chunk.dataAt());
        thrift.begin().i64(2, first).begin(3);
        thrift.i32(1, physical(column)).list(2, Thrift.TYPE_I32, coded ? 3 : 2);
        thrift.element(PLAIN).element(RLE);
        if (coded) {
            thrift.element(RLE_DICTIONARY);
        }
        thrift.list(3, Thrift.TYPE_BINARY, 1)
                .element(column.name())
                .i32(4, ZSTD)
                .i64(5, placed.group().rows())
                .i64(6, chunk.rawLength())
                .i64(7, chunk.length())
                .i64(9, placed.at() + chunk.dataAt());
        if (coded) {
            thrift.i64(11, first);
        }
        thrift.end().end();
    }
}
