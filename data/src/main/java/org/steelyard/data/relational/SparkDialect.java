package org.steelyard.data.relational;

import java.util.List;

/**
 * Spark's SQL with {@code spark.sql.ansi.enabled}, so that overflows are errors, and
 * {@code spark.sql.ansi.doubleQuotedIdentifiers} left alone: names stand in backticks.
 */
public final class SparkDialect implements Dialect {

    @Override
    public String name(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    @Override
    public String type(DataType type) {
        return switch (type) {
            case FLAG -> "BOOLEAN";
            case INTEGER -> "BIGINT";
            case MONEY -> "DECIMAL(18,2)";
            case NUMBER -> "DOUBLE";
            case TEXT -> "STRING";
            case DAY -> "DATE";
        };
    }

    @Override
    public String literal(Scalar.Literal literal) {
        return switch (literal) {
            case Scalar.FlagLiteral l -> l.value() ? "TRUE" : "FALSE";
            case Scalar.IntegerLiteral l -> "CAST('" + l.value() + "' AS BIGINT)";
            case Scalar.MoneyLiteral l -> "CAST('" + l.value().toPlainString() + "' AS DECIMAL(18,2))";
            case Scalar.NumberLiteral l -> "CAST('" + l.value() + "' AS DOUBLE)";
            case Scalar.TextLiteral l -> text(l.value());
            case Scalar.DayLiteral l -> "DATE '" + l.value() + "'";
            case Scalar.Missing l -> "CAST(NULL AS " + type(l.type()) + ")";
        };
    }

    /** Spark reads backslashes in texts as escapes. */
    private static String text(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    @Override
    public String call(ScalarFunction function, List<String> a, List<DataType> types) {
        return switch (function) {
            case QUOTIENT -> "(" + a.get(0) + " DIV NULLIF(" + a.get(1) + ", CAST(0 AS BIGINT)))";
            case REMAINDER -> "(" + a.get(0) + " % NULLIF(" + a.get(1) + ", CAST(0 AS BIGINT)))";
            case ADD_DAYS -> "date_add(" + a.get(0) + ", CAST(" + a.get(1) + " AS INT))";
            case ADD_MONTHS -> "add_months(" + a.get(0) + ", CAST(" + a.get(1) + " AS INT))";
            case DAYS_BETWEEN -> "CAST(datediff(" + a.get(1) + ", " + a.get(0) + ") AS BIGINT)";
            case MONTH_START -> "CAST(trunc(" + a.getFirst() + ", 'MM') AS DATE)";
            case STARTS_WITH -> "startswith(" + a.get(0) + ", " + a.get(1) + ")";
            case LEFT -> "left(" + a.get(0) + ", CAST(" + a.get(1) + " AS INT))";
            default -> throw new IllegalArgumentException(function + " is written alike everywhere");
        };
    }

    @Override
    public String values(Rel.Values values) {
        return RelationalSql.valuesClause(values, this, "v");
    }
}
