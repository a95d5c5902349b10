package org.steelyard.data;

import org.jspecify.annotations.Nullable;

/** Values of one field, in row order. The one who made the array may write to it; who was handed it only reads. */
public sealed interface Vector {

    int MISSING_DAY = Integer.MIN_VALUE;

    /** @param values NaN where missing */
    record Numbers(double[] values) implements Vector {}

    /** @param values 1 true, 0 false, -1 missing */
    record Flags(byte[] values) implements Vector {}

    /** @param values index of the level, -1 missing */
    record Codes(int[] values) implements Vector {}

    /** @param values days since 1970-01-01, {@link #MISSING_DAY} missing */
    record Days(int[] values) implements Vector {}

    /** @param values null where missing */
    record Texts(@Nullable String[] values) implements Vector {}

    static Vector allocate(Field.Kind kind, int rows) {
        return switch (kind) {
            case NUMBER -> new Numbers(new double[rows]);
            case FLAG -> new Flags(new byte[rows]);
            case CATEGORY -> new Codes(new int[rows]);
            case DAY -> new Days(new int[rows]);
            case TEXT -> new Texts(new @Nullable String[rows]);
        };
    }
}
