package org.steelyard.simulator.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Thrift's compact protocol, as far as Parquet's headers need it. Fields are written in rising order. */
final class Thrift {

    static final int TYPE_I32 = 5;
    static final int TYPE_BINARY = 8;
    static final int TYPE_STRUCT = 12;
    private static final int TYPE_TRUE = 1;
    private static final int TYPE_FALSE = 2;
    private static final int TYPE_I64 = 6;
    private static final int TYPE_LIST = 9;

    private final Bytes out;
    private final Deque<Integer> outer = new ArrayDeque<>();
    private int last;

    Thrift(Bytes out) {
        this.out = out;
    }

    private void field(int id, int type) {
        int delta = id - last;
        if (delta > 0 && delta <= 15) {
            out.one(delta << 4 | type);
        } else {
            out.one(type);
            out.varint(zigzag(id));
        }
        last = id;
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    Thrift i32(int id, int value) {
        field(id, TYPE_I32);
        out.varint(zigzag(value));
        return this;
    }

    Thrift i64(int id, long value) {
        field(id, TYPE_I64);
        out.varint(zigzag(value));
        return this;
    }

    Thrift flag(int id, boolean value) {
        field(id, value ? TYPE_TRUE : TYPE_FALSE);
        return this;
    }

    Thrift text(int id, String value) {
        field(id, TYPE_BINARY);
        return element(value);
    }

    Thrift list(int id, int type, int size) {
        field(id, TYPE_LIST);
        if (size < 15) {
            out.one(size << 4 | type);
        } else {
            out.one(0xf0 | type);
            out.varint(size);
        }
        return this;
    }

    Thrift element(int value) {
        out.varint(zigzag(value));
        return this;
    }

    Thrift element(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.varint(bytes.length);
        out.all(bytes);
        return this;
    }

    /** A structure as a field. */
    Thrift begin(int id) {
        field(id, TYPE_STRUCT);
        return begin();
    }

    /** A structure as an element of a list, or the outermost one. */
    Thrift begin() {
        outer.push(last);
        last = 0;
        return this;
    }

    Thrift end() {
        out.one(0);
        last = outer.pop();
        return this;
    }
}
