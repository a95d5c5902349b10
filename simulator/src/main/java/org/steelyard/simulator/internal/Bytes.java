package org.steelyard.simulator.internal;

import java.util.Arrays;

/** Bytes that grow, little-endian. */
final class Bytes {

    private static final long[] POWERS = powers();

    private byte[] data;
    private int size;

    Bytes(int capacity) {
        data = new byte[Math.max(16, capacity)];
    }

    private static long[] powers() {
        long[] powers = new long[18];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    int size() {
        return size;
    }

    byte[] array() {
        return data;
    }

    void clear() {
        size = 0;
    }

    byte[] copy() {
        return Arrays.copyOf(data, size);
    }

    private void room(int more) {
        if (data.length - size < more) {
            data = Arrays.copyOf(data, Math.max(data.length * 2, size + more));
        }
    }

    void one(int value) {
        room(1);
        data[size++] = (byte) value;
    }

    void int32(int value) {
        room(4);
        for (int shift = 0; shift < 32; shift += 8) {
            data[size++] = (byte) (value >>> shift);
        }
    }

    void int64(long value) {
        room(8);
        for (int shift = 0; shift < 64; shift += 8) {
            data[size++] = (byte) (value >>> shift);
        }
    }

    void all(byte[] bytes) {
        all(bytes, bytes.length);
    }

    void all(byte[] bytes, int length) {
        room(length);
        System.arraycopy(bytes, 0, data, size, length);
        size += length;
    }

    /** A number in decimal digits, preceded by their count as a 32-bit integer: how Parquet stores a plain text. */
    void digits(long value) {
        int length = digitCount(value);
        int32(length);
        room(length);
        long rest = value;
        for (int i = size + length - 1; i >= size; i--) {
            data[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += length;
    }

    private static int digitCount(long value) {
        int count = POWERS.length;
        while (count > 1 && value < POWERS[count - 1]) {
            count--;
        }
        return count;
    }

    /** Unsigned LEB128. */
    void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            one((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        one((int) rest);
    }

    void patchInt32(int at, int value) {
        for (int i = 0; i < 4; i++) {
            data[at + i] = (byte) (value >>> (8 * i));
        }
    }
}
