package org.steelyard.data.quality.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.steelyard.data.quality.internal.Judgement.Amount;
import org.steelyard.data.quality.internal.Judgement.Truth;

/**
 * Conditions as steps over whole columns; what several conditions ask for is worked out once. The program holds no state: every
 * call works in {@link Room} of its own.
 */
final class JudgementProgram {

    /** Stands for a number that is missing. */
    static final long NONE = Long.MIN_VALUE;

    /** The three truths, so that AND and OR are those of their bits, and every bit but the lowest tells whether it holds. */
    static final byte FALSE = 0;

    static final byte UNKNOWN = 1;
    static final byte TRUE = -1;

    /** So many conditions become bits of one byte before they become bits of a number. */
    private static final int AT_ONCE = Byte.SIZE - 1;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** As many conditions as there are bits that do not show a sign. */
    static final int MOST = 63;

    /** Columns while they are worked on. */
    static final class Room {
        private final int rows;
        private final long[][] numbers;
        private final byte[][] truths;
        private final byte[] some;

        Room(JudgementProgram program, int rows) {
            this.rows = rows;
            numbers = new long[program.numberCount][rows];
            truths = new byte[program.truthCount][padded(rows)];
            some = new byte[padded(rows)];
        }

        int rows() {
            return rows;
        }
    }

    /**
     * What a call begins with, by the places of the inputs.
     *
     * @param numbers {@link #NONE} where missing
     */
    record Given(List<long[]> numbers, List<byte[]> truths) {}

    private interface Step {
        void run(Given given, Room room, int rows);
    }

    private final Map<Object, Integer> places = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Integer> judged = new ArrayList<>();
    private int numberCount;
    private int truthCount;

    /** Adds a condition; whether it holds is one bit of what {@link #run} gives, in the order of adding. */
    void add(Truth condition) {
        judged.add(truth(condition));
    }

    int conditions() {
        return judged.size();
    }

    /** The bits of the conditions that hold, row by row. */
    void run(Given given, Room room, int rows, long[] out) {
        steps.forEach(step -> step.run(given, room, rows));
        byte[] some = room.some;
        for (int k = 0; k < judged.size(); k += AT_ONCE) {
            Arrays.fill(some, 0, rows, FALSE);
            for (int j = 0; j < AT_ONCE && k + j < judged.size(); j++) {
                take(room.truths[judged.get(k + j)], 2 << j, some, rows);
            }
            for (int i = 0; i < rows; i++) {
                out[i] |= (some[i] & 0xFFL) >> 1 << k;
            }
        }
    }

    /** Eight bytes at a time. */
    private static void take(byte[] from, int bit, byte[] into, int rows) {
        long bits = bit * 0x0101010101010101L;
        for (int i = 0; i < rows; i += Long.BYTES) {
            EIGHT.set(into, i, (long) EIGHT.get(into, i) | (long) EIGHT.get(from, i) & bits);
        }
    }

    /** Room for so many rows in steps of eight. */
    private static int padded(int rows) {
        return (rows + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    }

    /** Where the number stands once the steps so far have run. */
    private int number(Amount amount) {
        Integer known = places.get(amount);
        if (known != null) {
            return known;
        }
        Step step = switch (amount) {
            case Judgement.Input input -> input(input, numberCount++);
            case Judgement.Cell cell -> cell(looked(cell.looked()), cell.field(), numberCount++);
            case Judgement.Literal literal -> literal(literal.value(), numberCount++);
            case Judgement.Sum sum -> sum(number(sum.first()), number(sum.second()), sum.sign(), numberCount++);
            case Judgement.Coalesce c -> coalesce(number(c.first()), number(c.second()), numberCount++);
        };
        steps.add(step);
        places.put(amount, numberCount - 1);
        return numberCount - 1;
    }

    private static Step input(Judgement.Input input, int out) {
        return (given, room, rows) -> room.numbers[out] = given.numbers().get(input.place());
    }

    private int looked(Judgement.Looked looked) {
        Integer known = places.get(looked);
        if (known != null) {
            return known;
        }
        int key = number(new Judgement.Input(looked.key()));
        int out = numberCount++;
        steps.add((given, room, rows) -> {
            System.arraycopy(room.numbers[key], 0, room.numbers[out], 0, rows);
            looked.pack().look(room.numbers[out], rows, looked.least());
        });
        places.put(looked, out);
        return out;
    }

    private static Step cell(int looked, PackedNumbers.Field field, int out) {
        return (given, room, rows) -> {
            long[] from = room.numbers[looked];
            long[] into = room.numbers[out];
            for (int i = 0; i < rows; i++) {
                into[i] = field.of(from[i], NONE);
            }
        };
    }

    private static Step literal(long value, int out) {
        return (given, room, rows) -> Arrays.fill(room.numbers[out], 0, rows, value);
    }

    /** A sum that runs over fails, as in the engine. */
    private static Step sum(int first, int second, int sign, int out) {
        return (given, room, rows) -> {
            long[] a = room.numbers[first];
            long[] b = room.numbers[second];
            long[] into = room.numbers[out];
            for (int i = 0; i < rows; i++) {
                into[i] = a[i] == NONE || b[i] == NONE ? NONE : Math.addExact(a[i], sign * b[i]);
            }
        };
    }

    private static Step coalesce(int first, int second, int out) {
        return (given, room, rows) -> {
            long[] a = room.numbers[first];
            long[] b = room.numbers[second];
            long[] into = room.numbers[out];
            for (int i = 0; i < rows; i++) {
                into[i] = a[i] == NONE ? b[i] : a[i];
            }
        };
    }

    private int truth(Truth truth) {
        Integer known = places.get(truth);
        if (known != null) {
            return known;
        }
        Step step = switch (truth) {
            case Judgement.Told told -> told(told, truthCount++);
            case Judgement.Known k -> known(number(k.amount()), truthCount++);
            case Judgement.Less l -> less(number(l.first()), number(l.second()), l.orEqual(), truthCount++);
            case Judgement.Equal e -> equal(number(e.first()), number(e.second()), truthCount++);
            case Judgement.OneOf o -> oneOf(number(o.amount()), o.values(), truthCount++);
            case Judgement.Not n -> not(truth(n.truth()), truthCount++);
            case Judgement.And a -> all(truths(a.truths()), truthCount++);
            case Judgement.Or o -> any(truths(o.truths()), truthCount++);
        };
        steps.add(step);
        places.put(truth, truthCount - 1);
        return truthCount - 1;
    }

    private int[] truths(List<Truth> truths) {
        return truths.stream().mapToInt(this::truth).toArray();
    }

    private static Step told(Judgement.Told told, int out) {
        return (given, room, rows) -> System.arraycopy(given.truths().get(told.place()), 0, room.truths[out], 0, rows);
    }

    private static Step known(int number, int out) {
        return (given, room, rows) -> {
            long[] from = room.numbers[number];
            byte[] into = room.truths[out];
            for (int i = 0; i < rows; i++) {
                into[i] = from[i] == NONE ? FALSE : TRUE;
            }
        };
    }

    private static Step less(int first, int second, boolean orEqual, int out) {
        return (given, room, rows) -> {
            long[] a = room.numbers[first];
            long[] b = room.numbers[second];
            byte[] into = room.truths[out];
            for (int i = 0; i < rows; i++) {
                boolean holds = orEqual ? a[i] <= b[i] : a[i] < b[i];
                into[i] = a[i] == NONE || b[i] == NONE ? UNKNOWN : holds ? TRUE : FALSE;
            }
        };
    }

    private static Step equal(int first, int second, int out) {
        return (given, room, rows) -> {
            long[] a = room.numbers[first];
            long[] b = room.numbers[second];
            byte[] into = room.truths[out];
            for (int i = 0; i < rows; i++) {
                into[i] = a[i] == NONE || b[i] == NONE ? UNKNOWN : a[i] == b[i] ? TRUE : FALSE;
            }
        };
    }

    private static Step oneOf(int number, Set<Long> values, int out) {
        long[] wanted = values.stream().mapToLong(v -> v).toArray();
        return (given, room, rows) -> {
            long[] from = room.numbers[number];
            byte[] into = room.truths[out];
            for (int i = 0; i < rows; i++) {
                boolean found = false;
                for (long value : wanted) {
                    found |= from[i] == value;
                }
                into[i] = from[i] == NONE ? UNKNOWN : found ? TRUE : FALSE;
            }
        };
    }

    private static Step not(int truth, int out) {
        return (given, room, rows) -> {
            byte[] from = room.truths[truth];
            byte[] into = room.truths[out];
            for (int i = 0; i < rows; i++) {
                into[i] = from[i] == UNKNOWN ? UNKNOWN : (byte) ~from[i];
            }
        };
    }

    private static Step all(int[] parts, int out) {
        return (given, room, rows) -> {
            byte[] into = room.truths[out];
            System.arraycopy(room.truths[parts[0]], 0, into, 0, rows);
            for (int k = 1; k < parts.length; k++) {
                byte[] more = room.truths[parts[k]];
                for (int i = 0; i < rows; i++) {
                    into[i] &= more[i];
                }
            }
        };
    }

    private static Step any(int[] parts, int out) {
        return (given, room, rows) -> {
            byte[] into = room.truths[out];
            System.arraycopy(room.truths[parts[0]], 0, into, 0, rows);
            for (int k = 1; k < parts.length; k++) {
                byte[] more = room.truths[parts[k]];
                for (int i = 0; i < rows; i++) {
                    into[i] |= more[i];
                }
            }
        };
    }
}
