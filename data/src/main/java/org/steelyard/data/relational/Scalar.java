package org.steelyard.data.relational;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A value computed from one row. */
public sealed interface Scalar {

    record Column(String name) implements Scalar {}

    /** A constant. */
    sealed interface Literal extends Scalar {

        DataType type();
    }

    record FlagLiteral(boolean value) implements Literal {
        @Override
        public DataType type() {
            return DataType.FLAG;
        }
    }

    record IntegerLiteral(long value) implements Literal {
        @Override
        public DataType type() {
            return DataType.INTEGER;
        }
    }

    record MoneyLiteral(BigDecimal value) implements Literal {
        public MoneyLiteral {
            value = value.setScale(2, RoundingMode.UNNECESSARY);
        }

        @Override
        public DataType type() {
            return DataType.MONEY;
        }
    }

    record NumberLiteral(double value) implements Literal {
        public NumberLiteral {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a number is finite");
            }
        }

        @Override
        public DataType type() {
            return DataType.NUMBER;
        }
    }

    record TextLiteral(String value) implements Literal {
        @Override
        public DataType type() {
            return DataType.TEXT;
        }
    }

    record DayLiteral(LocalDate value) implements Literal {
        @Override
        public DataType type() {
            return DataType.DAY;
        }
    }

    /** The missing value of a type. */
    record Missing(DataType type) implements Literal {}

    record Call(ScalarFunction function, List<Scalar> arguments) implements Scalar {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** Whether the operand is one of the options; unknown if it is missing. Options are never missing. */
    record In(Scalar operand, List<Literal> options) implements Scalar {
        public In {
            options = List.copyOf(options);
            if (options.stream().anyMatch(Missing.class::isInstance)) {
                throw new IllegalArgumentException("an option is never missing");
            }
        }
    }

    static Scalar col(String name) {
        return new Column(name);
    }

    static Literal of(long value) {
        return new IntegerLiteral(value);
    }

    static Literal of(String value) {
        return new TextLiteral(value);
    }

    static Literal of(boolean value) {
        return new FlagLiteral(value);
    }

    static Literal of(LocalDate value) {
        return new DayLiteral(value);
    }

    static Literal of(double value) {
        return new NumberLiteral(value);
    }

    static Scalar call(ScalarFunction function, Scalar... arguments) {
        return new Call(function, List.of(arguments));
    }

    static Scalar eq(Scalar a, Scalar b) {
        return call(ScalarFunction.EQUAL, a, b);
    }

    static Scalar le(Scalar a, Scalar b) {
        return call(ScalarFunction.LESS_OR_EQUAL, a, b);
    }

    static Scalar lt(Scalar a, Scalar b) {
        return call(ScalarFunction.LESS, a, b);
    }

    static Scalar ge(Scalar a, Scalar b) {
        return call(ScalarFunction.GREATER_OR_EQUAL, a, b);
    }

    static Scalar gt(Scalar a, Scalar b) {
        return call(ScalarFunction.GREATER, a, b);
    }

    static Scalar missing(Scalar a) {
        return call(ScalarFunction.IS_MISSING, a);
    }

    static Scalar known(Scalar a) {
        return call(ScalarFunction.IS_KNOWN, a);
    }

    static Scalar not(Scalar a) {
        return call(ScalarFunction.NOT, a);
    }

    static Scalar plus(Scalar a, Scalar b) {
        return call(ScalarFunction.ADD, a, b);
    }

    static Scalar minus(Scalar a, Scalar b) {
        return call(ScalarFunction.SUBTRACT, a, b);
    }

    static Scalar when(Scalar condition, Scalar then, Scalar otherwise) {
        return call(ScalarFunction.IF, condition, then, otherwise);
    }

    static Scalar coalesce(Scalar... arguments) {
        return call(ScalarFunction.COALESCE, arguments);
    }

    static Scalar daysFrom(Scalar from, Scalar to) {
        return call(ScalarFunction.DAYS_BETWEEN, from, to);
    }

    static Scalar addDays(Scalar day, Scalar days) {
        return call(ScalarFunction.ADD_DAYS, day, days);
    }

    /** True when all are; the empty conjunction is true. */
    static Scalar all(List<Scalar> conditions) {
        return fold(ScalarFunction.AND, conditions, true);
    }

    static Scalar all(Scalar... conditions) {
        return all(List.of(conditions));
    }

    /** True when one is; the empty disjunction is false. */
    static Scalar any(List<Scalar> conditions) {
        return fold(ScalarFunction.OR, conditions, false);
    }

    private static Scalar fold(ScalarFunction function, List<Scalar> conditions, boolean neutral) {
        return switch (conditions.size()) {
            case 0 -> of(neutral);
            case 1 -> conditions.getFirst();
            default -> new Call(function, new ArrayList<>(conditions));
        };
    }
}
