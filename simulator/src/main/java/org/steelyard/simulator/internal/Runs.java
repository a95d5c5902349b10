package org.steelyard.simulator.internal;

/**
 * Parquet's hybrid of run lengths and bit packing: a value that repeats eight times or more becomes a run, the rest is
 * packed in groups of eight. Reference: Apache Parquet format, Encodings, RLE (3).
 */
final class Runs {

    private static final int GROUP = 8;

    private Runs() {}

    static int widthFor(int maximum) {
        return 32 - Integer.numberOfLeadingZeros(maximum);
    }

    static void encode(int[] values, int count, int width, Bytes out) {
        int packedFrom = 0;
        int at = 0;
        while (at < count) {
            int run = runLength(values, at, count);
            int toFill = (GROUP - (at - packedFrom) % GROUP) % GROUP;
            if (run - toFill < GROUP) {
                at += run;
                continue;
            }
            pack(values, packedFrom, at + toFill, width, out);
            repeat(values[at], run - toFill, width, out);
            at += run;
            packedFrom = at;
        }
        pack(values, packedFrom, count, width, out);
    }

    private static int runLength(int[] values, int from, int count) {
        int at = from + 1;
        while (at < count && values[at] == values[from]) {
            at++;
        }
        return at - from;
    }

    /** One run. */
    static void repeat(int value, int times, int width, Bytes out) {
        out.varint((long) times << 1);
        for (int shift = 0; shift < width; shift += 8) {
            out.one(value >>> shift);
        }
    }

    /** The last group of a column may be filled up with zeros, which the reader ignores. */
    private static void pack(int[] values, int from, int to, int width, Bytes out) {
        if (from == to) {
            return;
        }
        int groups = (to - from + GROUP - 1) / GROUP;
        out.varint(((long) groups << 1) | 1);
        long bits = 0;
        int held = 0;
        for (int i = from; i < from + groups * GROUP; i++) {
            bits |= (i < to ? (long) values[i] : 0L) << held;
            held += width;
            while (held >= 8) {
                out.one((int) bits);
                bits >>>= 8;
                held -= 8;
            }
        }
    }
}
