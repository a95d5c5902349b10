package org.steelyard.data.internal;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/**
 * Whole vectors of the engine in and out of arrays. The driver hands values out one by one, each with checks, and takes them in
 * one by one, each under a lock: fifteen to thirty nanoseconds a value, where a copy of memory takes less than one. So its
 * buffers are looked for by name, which holds for the version of the driver that is built in; another one may need other names.
 *
 * <p>The caller knows the type of a vector; the driver's own checks do not take place.
 */
public final class DuckDbVectors {

    private static final Field READ = buffer(DuckDBReadableVector.class, "data");

    /** One bit a row; no buffer where every row has a value. */
    private static final Field READ_KNOWN = buffer(DuckDBReadableVector.class, "validity");

    private static final Field WRITTEN = buffer(DuckDBWritableVector.class, "data");
    private static final Field WRITTEN_KNOWN = buffer(DuckDBWritableVector.class, "validity");

    private DuckDbVectors() {}

    private static Field buffer(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("this version of the driver keeps its buffers elsewhere", e);
        }
    }

    private static @Nullable ByteBuffer of(Field field, Object vector) {
        try {
            ByteBuffer buffer = (ByteBuffer) field.get(vector);
            return buffer == null
                    ? null
                    : buffer.duplicate().order(buffer.order()).clear();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ByteBuffer data(Field field, Object vector) {
        return java.util.Objects.requireNonNull(of(field, vector));
    }

    /** Copies the first {@code n} values of a vector of 64-bit numbers, or the bits of double ones; where one is missing there stands any number. */
    public static void read(DuckDBReadableVector from, long[] into, int at, int n) {
        data(READ, from).asLongBuffer().get(into, at, n);
    }

    /** As {@link #read(DuckDBReadableVector, long[], int, int)}, of double numbers. */
    public static void read(DuckDBReadableVector from, double[] into, int at, int n) {
        data(READ, from).asDoubleBuffer().get(into, at, n);
    }

    /** As {@link #read(DuckDBReadableVector, long[], int, int)}, of 32-bit numbers or of days. */
    public static void read(DuckDBReadableVector from, int[] into, int at, int n) {
        data(READ, from).asIntBuffer().get(into, at, n);
    }

    /** As {@link #read(DuckDBReadableVector, long[], int, int)}, of truths; false is zero. */
    public static void read(DuckDBReadableVector from, byte[] into, int at, int n) {
        data(READ, from).get(into, at, n);
    }

    /**
     * Which of the first {@code n} values are there.
     *
     * @return one bit a value, or null when all are there
     */
    public static long @Nullable [] known(DuckDBReadableVector from, int n) {
        ByteBuffer buffer = of(READ_KNOWN, from);
        if (buffer == null) {
            return null;
        }
        long[] known = new long[words(n)];
        buffer.asLongBuffer().get(known);
        return known;
    }

    /** One bit a value, from what tells of each whether it is there; null when all are. */
    public static long @Nullable [] known(int n, IntPredicate there) {
        long[] known = new long[words(n)];
        boolean all = true;
        for (int i = 0; i < n; i++) {
            boolean is = there.test(i);
            known[i / Long.SIZE] |= is ? 1L << i : 0;
            all &= is;
        }
        return all ? null : known;
    }

    /** One bit a value, of those that differ from what stands for none; null when all do. */
    public static long @Nullable [] known(long[] values, long none) {
        long[] known = new long[words(values.length)];
        int found = 0;
        for (int i = 0; i < values.length; i++) {
            int is = values[i] == none ? 0 : 1;
            known[i / Long.SIZE] |= (long) is << i;
            found += is;
        }
        return found == values.length ? null : known;
    }

    private static int words(int n) {
        return (n + Long.SIZE - 1) / Long.SIZE;
    }

    public static boolean isKnown(long @Nullable [] known, int i) {
        return known == null || (known[i / Long.SIZE] >>> i & 1) != 0;
    }

    /**
     * Sets the first {@code n} values of a vector of 64-bit numbers, or of double ones by their bits.
     *
     * @param known as from {@link #known}; the others will be missing
     */
    public static void write(long[] from, long @Nullable [] known, DuckDBWritableVector into, int n) {
        data(WRITTEN, into).asLongBuffer().put(from, 0, n);
        writeKnown(known, into, n);
    }

    /** As {@link #write(long[], long[], DuckDBWritableVector, int)}, of double numbers. */
    public static void write(double[] from, long @Nullable [] known, DuckDBWritableVector into, int n) {
        data(WRITTEN, into).asDoubleBuffer().put(from, 0, n);
        writeKnown(known, into, n);
    }

    /** As {@link #write(long[], long[], DuckDBWritableVector, int)}, of 32-bit numbers. */
    public static void write(int[] from, long @Nullable [] known, DuckDBWritableVector into, int n) {
        data(WRITTEN, into).asIntBuffer().put(from, 0, n);
        writeKnown(known, into, n);
    }

    /** As {@link #write(long[], long[], DuckDBWritableVector, int)}, of truths: 1 is true and 0 false. */
    public static void write(byte[] from, long @Nullable [] known, DuckDBWritableVector into, int n) {
        ByteBuffer buffer = data(WRITTEN, into);
        for (int i = 0; i < n; i++) {
            buffer.put(i, (byte) (isKnown(known, i) ? from[i] : 0));
        }
        writeKnown(known, into, n);
    }

    /** Nothing is known of a vector before it is said. */
    private static void writeKnown(long @Nullable [] known, DuckDBWritableVector into, int n) {
        long[] bits = new long[words(n)];
        Arrays.fill(bits, -1);
        data(WRITTEN_KNOWN, into).asLongBuffer().put(known == null ? bits : known, 0, bits.length);
    }
}
