package org.steelyard.protocol.expression;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Functions of the language. {@code date('2020-01-31')} is not one: it is a literal. */
public enum ExpressionFunction {
    /** {@code if(condition, then, otherwise)}; missing when the condition is. */
    IF(3, 3, "if(condition, then, otherwise)"),
    MIN(2, Integer.MAX_VALUE, "min(a, b, ...)"),
    MAX(2, Integer.MAX_VALUE, "max(a, b, ...)"),
    ABS(1, 1, "abs(x)"),
    /** To the nearest whole number, halves away from zero. */
    ROUND(1, 1, "round(x)"),
    FLOOR(1, 1, "floor(x)"),
    CEIL(1, 1, "ceil(x)"),
    LN(1, 1, "ln(x)"),
    EXP(1, 1, "exp(x)"),
    SQRT(1, 1, "sqrt(x)"),
    /** The first argument that is not missing. */
    COALESCE(2, Integer.MAX_VALUE, "coalesce(a, b, ...)"),
    /** Days from the first date to the second. */
    DAYS(2, 2, "days(from, to)"),
    YEAR(1, 1, "year(date)");

    private final int fewest;
    private final int most;
    private final String usage;

    ExpressionFunction(int fewest, int most, String usage) {
        this.fewest = fewest;
        this.most = most;
        this.usage = usage;
    }

    public boolean accepts(int arguments) {
        return arguments >= fewest && arguments <= most;
    }

    /** How it is written, for messages and the manual. */
    public String usage() {
        return usage;
    }

    public String symbol() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ExpressionFunction> named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(f -> f.symbol().equals(wanted)).findFirst();
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(ExpressionFunction::symbol).toList();
    }
}
