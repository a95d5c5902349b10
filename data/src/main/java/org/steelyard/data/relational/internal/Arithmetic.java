package org.steelyard.data.relational.internal;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.relational.Scalar;
import org.steelyard.data.relational.ScalarFunction;

/** What functions mean. */
final class Arithmetic {

    private static final BigDecimal MONEY_LIMIT = new BigDecimal("10000000000000000");

    private Arithmetic() {}

    static @Nullable Object value(Scalar.Literal literal) {
        return switch (literal) {
            case Scalar.FlagLiteral l -> l.value();
            case Scalar.IntegerLiteral l -> l.value();
            case Scalar.MoneyLiteral l -> l.value();
            case Scalar.NumberLiteral l -> l.value();
            case Scalar.TextLiteral l -> l.value();
            case Scalar.DayLiteral l -> l.value();
            case Scalar.Missing _ -> null;
        };
    }

    static @Nullable Object evaluate(Scalar scalar, Map<String, @Nullable Object> row) {
        return switch (scalar) {
            case Scalar.Column c -> row.get(c.name());
            case Scalar.Literal l -> value(l);
            case Scalar.In in -> {
                Object operand = evaluate(in.operand(), row);
                yield operand == null ? null : (Object) in.options().stream().anyMatch(o -> compareOrSame(operand, o));
            }
            case Scalar.Call c -> call(c, row);
        };
    }

    private static boolean compareOrSame(Object operand, Scalar.Literal option) {
        Object other = value(option);
        return other != null && same(operand, other);
    }

    private static @Nullable Object call(Scalar.Call c, Map<String, @Nullable Object> row) {
        List<@Nullable Object> a = new ArrayList<>();
        for (Scalar argument : c.arguments()) {
            a.add(evaluate(argument, row));
        }
        return switch (c.function()) {
            case SAME -> a.get(0) == null || a.get(1) == null ? a.get(0) == a.get(1) : same(a.get(0), a.get(1));
            case IS_MISSING -> a.getFirst() == null;
            case IS_KNOWN -> a.getFirst() != null;
            case AND -> a.contains(false) ? (Object) false : a.contains(null) ? null : (Object) true;
            case OR -> a.contains(true) ? (Object) true : a.contains(null) ? null : (Object) false;
            case IF -> Boolean.TRUE.equals(a.get(0)) ? a.get(1) : a.get(2);
            case COALESCE -> a.stream().filter(Objects::nonNull).findFirst().orElse(null);
            case NULL_IF -> {
                Object first = a.get(0);
                Object second = a.get(1);
                yield first != null && second != null && same(first, second) ? null : first;
            }
            case LEAST ->
                a.stream().filter(Objects::nonNull).min(Arithmetic::compare).orElse(null);
            case GREATEST ->
                a.stream().filter(Objects::nonNull).max(Arithmetic::compare).orElse(null);
            default -> a.contains(null) ? null : known(c.function(), known(a));
        };
    }

    private static List<Object> known(List<@Nullable Object> values) {
        List<Object> out = new ArrayList<>();
        for (Object value : values) {
            out.add(Objects.requireNonNull(value));
        }
        return out;
    }

    private static @Nullable Object known(ScalarFunction function, List<Object> a) {
        return switch (function) {
            case EQUAL -> same(a.get(0), a.get(1));
            case NOT_EQUAL -> !same(a.get(0), a.get(1));
            case LESS -> compare(a.get(0), a.get(1)) < 0;
            case LESS_OR_EQUAL -> compare(a.get(0), a.get(1)) <= 0;
            case GREATER -> compare(a.get(0), a.get(1)) > 0;
            case GREATER_OR_EQUAL -> compare(a.get(0), a.get(1)) >= 0;
            case NOT -> !(Boolean) a.getFirst();
            case ADD -> add(a.get(0), a.get(1));
            case SUBTRACT -> add(a.get(0), negate(a.get(1)));
            case NEGATE -> negate(a.getFirst());
            case ABSOLUTE -> compare(a.getFirst(), zero(a.getFirst())) < 0 ? negate(a.getFirst()) : a.getFirst();
            case MULTIPLY ->
                a.getFirst() instanceof Long l
                        ? (Object) Math.multiplyExact(l, (Long) a.get(1))
                        : (Object) ((Double) a.get(0) * (Double) a.get(1));
            case DIVIDE -> (Double) a.get(1) == 0 ? null : (Object) ((Double) a.get(0) / (Double) a.get(1));
            case QUOTIENT -> (Long) a.get(1) == 0 ? null : (Object) ((Long) a.get(0) / (Long) a.get(1));
            case REMAINDER -> (Long) a.get(1) == 0 ? null : (Object) ((Long) a.get(0) % (Long) a.get(1));
            case FLOOR -> Math.floor((Double) a.getFirst()) + 0.0;
            case CEILING -> Math.ceil((Double) a.getFirst()) + 0.0;
            case ADD_DAYS -> ((LocalDate) a.get(0)).plusDays((Long) a.get(1));
            case ADD_MONTHS -> ((LocalDate) a.get(0)).plusMonths((Long) a.get(1));
            case DAYS_BETWEEN -> ChronoUnit.DAYS.between((LocalDate) a.get(0), (LocalDate) a.get(1));
            case YEAR -> (long) ((LocalDate) a.getFirst()).getYear();
            case MONTH -> (long) ((LocalDate) a.getFirst()).getMonthValue();
            case DAY_OF_MONTH -> (long) ((LocalDate) a.getFirst()).getDayOfMonth();
            case MONTH_START -> ((LocalDate) a.getFirst()).withDayOfMonth(1);
            case STARTS_WITH -> ((String) a.get(0)).startsWith((String) a.get(1));
            case LEFT -> left((String) a.get(0), (Long) a.get(1));
            case LENGTH -> (long) ((String) a.getFirst()).codePointCount(0, ((String) a.getFirst()).length());
            case CONCAT -> String.join("", a.stream().map(String.class::cast).toList());
            case TO_TEXT -> a.getFirst().toString();
            case TO_NUMBER -> ((Number) a.getFirst()).doubleValue();
            case TO_INTEGER -> (Boolean) a.getFirst() ? 1L : 0L;
            case SAME, IS_MISSING, IS_KNOWN, AND, OR, IF, COALESCE, NULL_IF, LEAST, GREATEST ->
                throw new IllegalArgumentException(function + " also takes missing values");
        };
    }

    private static String left(String text, long count) {
        int points = (int) Math.min(count, text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, points));
    }

    private static Object zero(Object like) {
        return like instanceof Long ? (Object) 0L : like instanceof Double ? (Object) 0.0 : new BigDecimal("0.00");
    }

    private static Object negate(Object value) {
        return switch (value) {
            case Long l -> Math.negateExact(l);
            case BigDecimal d -> d.negate();
            case Double d -> -d;
            default -> throw new IllegalArgumentException("no number: " + value.getClass());
        };
    }

    static Object add(Object a, Object b) {
        return switch (a) {
            case Long l -> Math.addExact(l, (Long) b);
            case BigDecimal d -> money(d.add((BigDecimal) b));
            case Double d -> d + (Double) b;
            default -> throw new IllegalArgumentException("no number: " + a.getClass());
        };
    }

    private static BigDecimal money(BigDecimal value) {
        if (value.abs().compareTo(MONEY_LIMIT) >= 0) {
            throw new ArithmeticException("money out of range");
        }
        return value;
    }

    private static boolean same(Object a, Object b) {
        return a instanceof Boolean ? a.equals(b) : compare(a, b) == 0;
    }

    /** Texts by code point; numbers by value, so that both zeros are one. */
    static int compare(Object a, Object b) {
        return switch (a) {
            case String s ->
                Arrays.compareUnsigned(
                        s.getBytes(StandardCharsets.UTF_8), ((String) b).getBytes(StandardCharsets.UTF_8));
            case Long l -> l.compareTo((Long) b);
            case BigDecimal d -> d.compareTo((BigDecimal) b);
            case Double d -> d.doubleValue() == (Double) b ? 0 : d.compareTo((Double) b);
            case LocalDate d -> d.compareTo((LocalDate) b);
            default -> throw new IllegalArgumentException("no order: " + a.getClass());
        };
    }
}
