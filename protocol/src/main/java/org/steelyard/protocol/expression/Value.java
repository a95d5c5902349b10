package org.steelyard.protocol.expression;

import java.time.LocalDate;

/** What an expression yields for one person. */
public sealed interface Value {

    record Number(double value) implements Value {}

    record Flag(boolean value) implements Value {}

    record Text(String value) implements Value {}

    record Day(LocalDate value) implements Value {}

    /** Not known. */
    record Missing() implements Value {}

    Value MISSING = new Missing();

    /** A number; missing when it is infinite or not a number. */
    static Value number(double value) {
        return Double.isFinite(value) ? new Number(value) : MISSING;
    }

    default boolean isMissing() {
        return this instanceof Missing;
    }

    /** The number, 1 for true and 0 for false, the days since 1970-01-01 of a date; NaN for text and when missing. */
    default double toDouble() {
        return switch (this) {
            case Number n -> n.value();
            case Flag f -> f.value() ? 1 : 0;
            case Day d -> d.value().toEpochDay();
            case Text _, Missing _ -> Double.NaN;
        };
    }
}
