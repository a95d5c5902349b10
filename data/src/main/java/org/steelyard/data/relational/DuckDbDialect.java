package org.steelyard.data.relational;

import java.util.List;

/** DuckDB's SQL. */
public final class DuckDbDialect implements Dialect {

    @Override
    public String name(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    @Override
    public String type(DataType type) {
        return switch (type) {
            case FLAG -> "BOOLEAN";
            case INTEGER -> "BIGINT";
            case MONEY -> "DECIMAL(18,2)";
            case NUMBER -> "DOUBLE";
            case TEXT -> "VARCHAR";
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
            case Scalar.TextLiteral l -> "'" + l.value().replace("'", "''") + "'";
            case Scalar.DayLiteral l -> "DATE '" + l.value() + "'";
            case Scalar.Missing l -> "CAST(NULL AS " + type(l.type()) + ")";
        };
    }

    @Override
    public String call(ScalarFunction function, List<String> a, List<DataType> types) {
        return switch (function) {
            case QUOTIENT -> "(" + a.get(0) + " // NULLIF(" + a.get(1) + ", 0))";
            case REMAINDER -> "(" + a.get(0) + " % NULLIF(" + a.get(1) + ", 0))";
            case ADD_DAYS -> "(" + a.get(0) + " + CAST(" + a.get(1) + " AS INTEGER))";
            case ADD_MONTHS -> "CAST((" + a.get(0) + " + to_months(CAST(" + a.get(1) + " AS INTEGER))) AS DATE)";
            case DAYS_BETWEEN -> "CAST((" + a.get(1) + " - " + a.get(0) + ") AS BIGINT)";
            case MONTH_START -> "CAST(date_trunc('month', " + a.getFirst() + ") AS DATE)";
            case STARTS_WITH -> "starts_with(" + a.get(0) + ", " + a.get(1) + ")";
            case LEFT -> "left(" + a.get(0) + ", " + a.get(1) + ")";
            default -> throw new IllegalArgumentException(function + " is written alike everywhere");
        };
    }

    @Override
    public String values(Rel.Values values) {
        return RelationalSql.valuesClause(values, this, "v");
    }
}
