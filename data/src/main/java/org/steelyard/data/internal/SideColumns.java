package org.steelyard.data.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.Field;
import org.steelyard.data.RowSource.Batch;
import org.steelyard.data.Vector;

/**
 * Columns that no expression names. They wait outside the engine until they are counted or asked for, which spares copying them in and
 * out. Whole numbers of a few digits, which most of them hold, take a byte each while they wait, and amounts four.
 */
public final class SideColumns {

    private static final byte NO_NUMBER = Byte.MIN_VALUE;
    private static final int NO_AMOUNT = Integer.MIN_VALUE;
    private static final double HUNDRED = 100;

    /** Stands for a column that lies in the engine. */
    private static final Object ELSEWHERE = new Object();

    private final List<Field> fields;
    private final Set<String> names = new HashSet<>();
    private final long[] missing;

    /** For each batch what its values became, by field; nothing for what lies in the engine. */
    private final List<Object[]> blocks = new ArrayList<>();

    private final List<long[]> rows = new ArrayList<>();
    private long last = Long.MIN_VALUE;
    private int count;

    /** Texts stay with the engine, which takes less room for them. */
    public SideColumns(List<Field> fields, Predicate<String> named) {
        this.fields = List.copyOf(fields);
        missing = new long[fields.size()];
        fields.stream()
                .filter(f -> f.kind() != Field.Kind.TEXT && !named.test(f.name()))
                .forEach(f -> names.add(f.name()));
    }

    public boolean has(String field) {
        return names.contains(field);
    }

    public int rows() {
        return count;
    }

    void add(Batch batch, int n) {
        for (int i = 0; i < n; i++) {
            if (batch.rows()[i] <= last) {
                throw new IllegalArgumentException("row numbers must ascend");
            }
            last = batch.rows()[i];
        }
        rows.add(Arrays.copyOf(batch.rows(), n));
        Object[] block = new Object[fields.size()];
        for (int c = 0; c < block.length; c++) {
            block[c] = ELSEWHERE;
            if (has(fields.get(c).name())) {
                Vector own = copy(batch.vectors().get(c), n);
                missing[c] += missing(own);
                block[c] = own instanceof Vector.Numbers v ? narrow(v.values()) : array(own);
            }
        }
        blocks.add(block);
        count += n;
    }

    private static Vector copy(Vector vector, int n) {
        return switch (vector) {
            case Vector.Numbers v -> new Vector.Numbers(Arrays.copyOf(v.values(), n));
            case Vector.Flags v -> new Vector.Flags(Arrays.copyOf(v.values(), n));
            case Vector.Codes v -> new Vector.Codes(Arrays.copyOf(v.values(), n));
            case Vector.Days v -> new Vector.Days(Arrays.copyOf(v.values(), n));
            case Vector.Texts v -> new Vector.Texts(Arrays.copyOf(v.values(), n));
        };
    }

    private static Object array(Vector vector) {
        return switch (vector) {
            case Vector.Numbers v -> v.values();
            case Vector.Flags v -> v.values();
            case Vector.Codes v -> v.values();
            case Vector.Days v -> v.values();
            case Vector.Texts v -> v.values();
        };
    }

    /** Bytes, or hundredths, if they hold every number as it is. */
    private static Object narrow(double[] values) {
        return bytes(values).<Object>map(v -> v).or(() -> hundredths(values)).orElse(values);
    }

    /** A negative zero is no whole number here: it would lose its sign. */
    private static Optional<byte[]> bytes(double[] values) {
        byte[] small = new byte[values.length];
        for (int i = 0; i < small.length; i++) {
            double x = values[i];
            byte b = (byte) x;
            boolean whole = b == x && b != NO_NUMBER && !isNegativeZero(x);
            if (!whole && !Double.isNaN(x)) {
                return Optional.empty();
            }
            small[i] = whole ? b : NO_NUMBER;
        }
        return Optional.of(small);
    }

    private static Optional<int[]> hundredths(double[] values) {
        int[] amounts = new int[values.length];
        for (int i = 0; i < amounts.length; i++) {
            double x = values[i];
            int cents = (int) Math.rint(x * HUNDRED);
            boolean same = cents / HUNDRED == x && cents != NO_AMOUNT && !isNegativeZero(x);
            if (!same && !Double.isNaN(x)) {
                return Optional.empty();
            }
            amounts[i] = same ? cents : NO_AMOUNT;
        }
        return Optional.of(amounts);
    }

    private static boolean isNegativeZero(double x) {
        return x == 0 && 1 / x < 0;
    }

    /**
     * The places of rows among all of them.
     *
     * @param some ascending row numbers, all of them known here
     */
    public int[] places(long[] some) {
        long[] all = new long[count];
        int at = 0;
        for (long[] block : rows) {
            System.arraycopy(block, 0, all, at, block.length);
            at += block.length;
        }
        int[] places = new int[some.length];
        int place = 0;
        for (int i = 0; i < some.length; i++) {
            while (all[place] != some[i]) {
                place++;
            }
            places[i] = place;
        }
        return places;
    }

    /** @param places from {@link #places}; null for all rows */
    public Vector vector(String field, int @Nullable [] places) {
        int column = column(field);
        Vector all = Vector.allocate(fields.get(column).kind(), count);
        int at = 0;
        for (Object[] block : blocks) {
            at += paste(block[column], all, at);
        }
        return places == null ? all : pick(all, places);
    }

    /** How many of all rows are missing. */
    public long missing(String field) {
        return missing[column(field)];
    }

    public static long missing(Vector vector) {
        return switch (vector) {
            case Vector.Numbers v ->
                Arrays.stream(v.values()).filter(Double::isNaN).count();
            case Vector.Flags v ->
                IntStream.range(0, v.values().length)
                        .filter(i -> v.values()[i] < 0)
                        .count();
            case Vector.Codes v -> Arrays.stream(v.values()).filter(x -> x < 0).count();
            case Vector.Days v ->
                Arrays.stream(v.values()).filter(x -> x == Vector.MISSING_DAY).count();
            case Vector.Texts v ->
                Arrays.stream(v.values()).filter(java.util.Objects::isNull).count();
        };
    }

    private int column(String field) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(field)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no field " + field);
    }

    private static int paste(Object from, Vector into, int at) {
        if (from instanceof byte[] small && into instanceof Vector.Numbers v) {
            for (int i = 0; i < small.length; i++) {
                v.values()[at + i] = small[i] == NO_NUMBER ? Double.NaN : small[i];
            }
            return small.length;
        }
        if (from instanceof int[] amounts && into instanceof Vector.Numbers v) {
            for (int i = 0; i < amounts.length; i++) {
                v.values()[at + i] = amounts[i] == NO_AMOUNT ? Double.NaN : amounts[i] / HUNDRED;
            }
            return amounts.length;
        }
        int n = java.lang.reflect.Array.getLength(from);
        System.arraycopy(from, 0, array(into), at, n);
        return n;
    }

    private static Vector pick(Vector all, int[] places) {
        return switch (all) {
            case Vector.Numbers v ->
                new Vector.Numbers(
                        Arrays.stream(places).mapToDouble(i -> v.values()[i]).toArray());
            case Vector.Flags v -> {
                byte[] out = new byte[places.length];
                for (int i = 0; i < out.length; i++) {
                    out[i] = v.values()[places[i]];
                }
                yield new Vector.Flags(out);
            }
            case Vector.Codes v ->
                new Vector.Codes(Arrays.stream(places).map(i -> v.values()[i]).toArray());
            case Vector.Days v ->
                new Vector.Days(Arrays.stream(places).map(i -> v.values()[i]).toArray());
            case Vector.Texts v ->
                new Vector.Texts(
                        Arrays.stream(places).mapToObj(i -> v.values()[i]).toArray(String[]::new));
        };
    }
}
