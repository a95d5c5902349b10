package org.steelyard.data.relational;

import static org.steelyard.data.relational.DataType.DAY;
import static org.steelyard.data.relational.DataType.FLAG;
import static org.steelyard.data.relational.DataType.INTEGER;
import static org.steelyard.data.relational.DataType.MONEY;
import static org.steelyard.data.relational.DataType.NUMBER;
import static org.steelyard.data.relational.DataType.TEXT;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What can be computed from values. Unless said otherwise the result is missing when an argument is.
 *
 * <p>Whole numbers and money overflow with an error. Division by zero is missing.
 */
public enum ScalarFunction {
    EQUAL(ScalarFunction::comparison),
    NOT_EQUAL(ScalarFunction::comparison),
    LESS(ScalarFunction::order),
    LESS_OR_EQUAL(ScalarFunction::order),
    GREATER(ScalarFunction::order),
    GREATER_OR_EQUAL(ScalarFunction::order),
    /** Equal or both missing; never missing. */
    SAME(ScalarFunction::comparison),
    /** Never missing. */
    IS_MISSING(t -> t.size() == 1 ? Optional.of(FLAG) : Optional.empty()),
    /** Never missing. */
    IS_KNOWN(t -> t.size() == 1 ? Optional.of(FLAG) : Optional.empty()),
    /** False if one is false, even if another is missing. */
    AND(ScalarFunction::logic),
    /** True if one is true, even if another is missing. */
    OR(ScalarFunction::logic),
    NOT(t -> t.equals(List.of(FLAG)) ? Optional.of(FLAG) : Optional.empty()),
    ADD(ScalarFunction::sum),
    SUBTRACT(ScalarFunction::sum),
    MULTIPLY(t -> t.equals(List.of(INTEGER, INTEGER)) || t.equals(List.of(NUMBER, NUMBER))
            ? Optional.of(t.getFirst())
            : Optional.empty()),
    DIVIDE(t -> t.equals(List.of(NUMBER, NUMBER)) ? Optional.of(NUMBER) : Optional.empty()),
    /** Of whole numbers, towards zero. */
    QUOTIENT(t -> t.equals(List.of(INTEGER, INTEGER)) ? Optional.of(INTEGER) : Optional.empty()),
    /** With the sign of the first. */
    REMAINDER(t -> t.equals(List.of(INTEGER, INTEGER)) ? Optional.of(INTEGER) : Optional.empty()),
    NEGATE(ScalarFunction::magnitude),
    ABSOLUTE(ScalarFunction::magnitude),
    FLOOR(t -> t.equals(List.of(NUMBER)) ? Optional.of(NUMBER) : Optional.empty()),
    CEILING(t -> t.equals(List.of(NUMBER)) ? Optional.of(NUMBER) : Optional.empty()),
    /** The second if the first is true, else the third, also when the first is missing. */
    IF(t -> t.size() == 3 && t.get(0) == FLAG && t.get(1) == t.get(2) ? Optional.of(t.get(1)) : Optional.empty()),
    /** The first that is not missing. */
    COALESCE(ScalarFunction::alike),
    /** The first, or missing when it equals the second. */
    NULL_IF(t -> t.size() == 2 ? alike(t) : Optional.empty()),
    /** The least of those that are not missing. */
    LEAST(ScalarFunction::alikeAndOrdered),
    /** The greatest of those that are not missing. */
    GREATEST(ScalarFunction::alikeAndOrdered),
    ADD_DAYS(t -> t.equals(List.of(DAY, INTEGER)) ? Optional.of(DAY) : Optional.empty()),
    /** The same day of another month, or its last day if it has no such day. */
    ADD_MONTHS(t -> t.equals(List.of(DAY, INTEGER)) ? Optional.of(DAY) : Optional.empty()),
    /** Days from the first to the second. */
    DAYS_BETWEEN(t -> t.equals(List.of(DAY, DAY)) ? Optional.of(INTEGER) : Optional.empty()),
    YEAR(ScalarFunction::partOfDay),
    MONTH(ScalarFunction::partOfDay),
    DAY_OF_MONTH(ScalarFunction::partOfDay),
    MONTH_START(t -> t.equals(List.of(DAY)) ? Optional.of(DAY) : Optional.empty()),
    STARTS_WITH(t -> t.equals(List.of(TEXT, TEXT)) ? Optional.of(FLAG) : Optional.empty()),
    /** So many code points from the start; the number is not negative. */
    LEFT(t -> t.equals(List.of(TEXT, INTEGER)) ? Optional.of(TEXT) : Optional.empty()),
    /** In code points. */
    LENGTH(t -> t.equals(List.of(TEXT)) ? Optional.of(INTEGER) : Optional.empty()),
    CONCAT(t -> t.size() > 1 && t.stream().allMatch(TEXT::equals) ? Optional.of(TEXT) : Optional.empty()),
    /** Of a whole number or a day (ISO 8601). */
    TO_TEXT(t -> t.equals(List.of(INTEGER)) || t.equals(List.of(DAY)) ? Optional.of(TEXT) : Optional.empty()),
    TO_NUMBER(t -> t.equals(List.of(INTEGER)) || t.equals(List.of(MONEY)) ? Optional.of(NUMBER) : Optional.empty()),
    /** 1 for true, 0 for false. */
    TO_INTEGER(t -> t.equals(List.of(FLAG)) ? Optional.of(INTEGER) : Optional.empty());

    private final Function<List<DataType>, Optional<DataType>> rule;

    ScalarFunction(Function<List<DataType>, Optional<DataType>> rule) {
        this.rule = rule;
    }

    /** The type of the result, or nothing if arguments of these types are not taken. */
    public Optional<DataType> result(List<DataType> arguments) {
        return rule.apply(arguments);
    }

    private static Optional<DataType> comparison(List<DataType> types) {
        return types.size() == 2 && types.get(0) == types.get(1) ? Optional.of(FLAG) : Optional.empty();
    }

    private static Optional<DataType> order(List<DataType> types) {
        return comparison(types).filter(flag -> types.getFirst().isOrdered());
    }

    private static Optional<DataType> logic(List<DataType> types) {
        return types.size() > 1 && types.stream().allMatch(FLAG::equals) ? Optional.of(FLAG) : Optional.empty();
    }

    private static Optional<DataType> sum(List<DataType> types) {
        boolean numbers = types.size() == 2 && (types.getFirst().isExact() || types.getFirst() == NUMBER);
        return numbers && types.get(0) == types.get(1) ? Optional.of(types.getFirst()) : Optional.empty();
    }

    private static Optional<DataType> magnitude(List<DataType> types) {
        return types.size() == 1 && (types.getFirst().isExact() || types.getFirst() == NUMBER)
                ? Optional.of(types.getFirst())
                : Optional.empty();
    }

    private static Optional<DataType> alike(List<DataType> types) {
        return types.size() > 1 && types.stream().distinct().count() == 1
                ? Optional.of(types.getFirst())
                : Optional.empty();
    }

    private static Optional<DataType> alikeAndOrdered(List<DataType> types) {
        return alike(types).filter(DataType::isOrdered);
    }

    private static Optional<DataType> partOfDay(List<DataType> types) {
        return types.equals(List.of(DAY)) ? Optional.of(INTEGER) : Optional.empty();
    }
}
