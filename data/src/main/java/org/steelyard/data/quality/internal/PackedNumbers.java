package org.steelyard.data.quality.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several columns by place, held in one number each: every column has bits of its own, in which zero stands for a missing value
 * and one for its least.
 */
final class PackedNumbers {

    /** A number never shows its sign. */
    private static final int MOST_BITS = 63;

    private final Map<String, Field> fields;
    private final Held held;

    private PackedNumbers(Map<String, Field> fields, Held held) {
        this.fields = fields;
        this.held = held;
    }

    /**
     * Where a column stands.
     *
     * @param shift bits below it
     * @param bits of its own
     * @param least of its numbers
     */
    record Field(int shift, int bits, long least) {

        private String own(String number) {
            return "((" + number + " >> " + shift + ") & " + mask() + ")";
        }

        private long mask() {
            return (1L << bits) - 1;
        }

        /** The column's number out of those that are held together. */
        long of(long number, long missing) {
            long own = number >> shift & mask();
            return own == 0 ? missing : own - 1 + least;
        }

        /** The column's number as an expression, missing where it is none. */
        String value(String number) {
            return "(nullif(" + own(number) + ", 0) - 1 + (" + least + "))";
        }

        /** Another expression where the column is known. */
        String whereKnown(String number, String other) {
            return "(CASE WHEN " + own(number) + " <> 0 THEN " + other + " END)";
        }
    }

    /** Numbers by place, as narrow as they may be. */
    private sealed interface Held {
        long bytes();

        /**
         * Puts the number of its place, which is counted from the least, in the stead of every key; zero for one outside. Each kind
         * of array has a loop of its own: one call a value would cost more than the value.
         */
        void look(long[] keys, int count, long least);

        /** Whether a key lies inside; a difference that runs over does not. */
        static boolean has(long key, long least, long places) {
            long place = key - least;
            return key >= least && place >= 0 && place < places;
        }
    }

    private record Bits(long[] bits) implements Held {
        long at(int place) {
            return bits[place >> 6] >>> place & 1;
        }

        @Override
        public void look(long[] keys, int count, long least) {
            long places = (long) bits.length << 6;
            for (int i = 0; i < count; i++) {
                keys[i] = Held.has(keys[i], least, places) ? at((int) (keys[i] - least)) : 0;
            }
        }

        @Override
        public long bytes() {
            return (long) bits.length * Long.BYTES;
        }
    }

    private record Ints(int[] numbers) implements Held {
        @Override
        public void look(long[] keys, int count, long least) {
            for (int i = 0; i < count; i++) {
                keys[i] = Held.has(keys[i], least, numbers.length) ? numbers[(int) (keys[i] - least)] : 0;
            }
        }

        @Override
        public long bytes() {
            return (long) numbers.length * Integer.BYTES;
        }
    }

    private record Longs(long[] numbers) implements Held {
        @Override
        public void look(long[] keys, int count, long least) {
            for (int i = 0; i < count; i++) {
                keys[i] = Held.has(keys[i], least, numbers.length) ? numbers[(int) (keys[i] - least)] : 0;
            }
        }

        @Override
        public long bytes() {
            return (long) numbers.length * Long.BYTES;
        }
    }

    Map<String, Field> fields() {
        return fields;
    }

    /** Puts its number in the stead of each of the first keys, zero where every column is missing. */
    void look(long[] keys, int count, long least) {
        held.look(keys, count, least);
    }

    long bytes() {
        return held.bytes();
    }

    /**
     * The columns, and which keys there are, in as few numbers as hold them in the order of their names.
     *
     * @param present by place, one bit
     * @throws ArithmeticException when the numbers of a column lie too far apart
     */
    static List<PackedNumbers> of(long[] present, Map<String, DenseLookup.Column> columns) {
        List<PackedNumbers> out = new ArrayList<>();
        Map<String, Field> fields = new LinkedHashMap<>(Map.of(DenseLookup.KEY, new Field(0, 1, 1)));
        int used = 1;
        for (Map.Entry<String, DenseLookup.Column> column : columns.entrySet()) {
            Field field = field(column.getValue(), present.length << 6);
            if (used + field.bits() > MOST_BITS) {
                out.add(packed(fields, present, columns));
                fields = new LinkedHashMap<>();
                used = 0;
            }
            fields.put(column.getKey(), new Field(used, field.bits(), field.least()));
            used += field.bits();
        }
        out.add(packed(fields, present, columns));
        return out;
    }

    private static Field field(DenseLookup.Column column, int places) {
        long least = Long.MAX_VALUE;
        long largest = Long.MIN_VALUE;
        for (int place = 0; place < places; place++) {
            long number = column.at(place);
            if (number != Long.MIN_VALUE) {
                least = Math.min(least, number);
                largest = Math.max(largest, number);
            }
        }
        if (largest == Long.MIN_VALUE) {
            return new Field(0, 1, 0);
        }
        long last = Math.addExact(Math.subtractExact(largest, least), 1);
        return new Field(0, Long.SIZE - Long.numberOfLeadingZeros(last), least);
    }

    private static PackedNumbers packed(
            Map<String, Field> fields, long[] present, Map<String, DenseLookup.Column> columns) {
        if (fields.keySet().equals(java.util.Set.of(DenseLookup.KEY))) {
            return new PackedNumbers(fields, new Bits(present));
        }
        long[] numbers = new long[present.length << 6];
        int used = 0;
        for (Map.Entry<String, Field> each : fields.entrySet()) {
            Field field = each.getValue();
            used += field.bits();
            if (each.getKey().equals(DenseLookup.KEY)) {
                Bits keys = new Bits(present);
                java.util.Arrays.setAll(numbers, keys::at);
            } else {
                add(numbers, field, java.util.Objects.requireNonNull(columns.get(each.getKey())));
            }
        }
        return new PackedNumbers(fields, used < Integer.SIZE ? new Ints(narrow(numbers)) : new Longs(numbers));
    }

    private static void add(long[] numbers, Field field, DenseLookup.Column column) {
        for (int place = 0; place < numbers.length; place++) {
            long number = column.at(place);
            if (number != Long.MIN_VALUE) {
                numbers[place] |= number - field.least() + 1 << field.shift();
            }
        }
    }

    private static int[] narrow(long[] numbers) {
        int[] out = new int[numbers.length];
        java.util.Arrays.setAll(out, i -> (int) numbers[i]);
        return out;
    }
}
