package org.steelyard.data.quality.internal;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An SQL expression and its type, and the other expressions that can be made of it. Text, as raw tables hold it, is read
 * leniently here: what cannot be read is unknown, and a check of its own counts it.
 */
record Value(String sql, String type) {

    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,8}");

    static Value unknown() {
        return new Value("CAST(NULL AS VARCHAR)", "VARCHAR");
    }

    private boolean isText() {
        return type.equals("VARCHAR");
    }

    private boolean isDate() {
        return type.equals("DATE");
    }

    private boolean isTimestamp() {
        return type.startsWith("TIMESTAMP");
    }

    private boolean isDecimal() {
        return type.startsWith("DECIMAL");
    }

    private boolean isWhole() {
        return List.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT").contains(type);
    }

    private boolean isNumber() {
        return isWhole() || isDecimal() || type.equals("DOUBLE") || type.equals("FLOAT");
    }

    String text() {
        return isText() ? sql : "CAST(" + sql + " AS VARCHAR)";
    }

    String date() {
        if (isDate()) {
            return sql;
        }
        if (isTimestamp()) {
            return "CAST(" + sql + " AS DATE)";
        }
        String text = "trim(" + text() + ")";
        return "CASE WHEN length(" + text + ") = 8 THEN TRY_CAST(substr(" + text + ", 1, 4) || '-' || substr(" + text
                + ", 5, 2) || '-' || substr(" + text + ", 7, 2) AS DATE) ELSE TRY_CAST(substr(" + text
                + ", 1, 10) AS DATE) END";
    }

    String number() {
        return isNumber() ? sql : "TRY_CAST(" + text() + " AS DOUBLE)";
    }

    /** To the fen. */
    String money() {
        return isDecimal() || isWhole() ? sql : "TRY_CAST(" + sql + " AS DECIMAL(18,2))";
    }

    /** To six decimals; the product of two must be told to be wider, else it is as wide as its parts and runs over at a million. */
    String fine() {
        return "TRY_CAST(" + sql + " AS DECIMAL(18,6))";
    }

    String id() {
        return isText() ? "TRY_CAST(" + sql + " AS BIGINT)" : sql;
    }

    String missing() {
        return isText() ? "(" + sql + " IS NULL OR trim(" + sql + ") = '')" : sql + " IS NULL";
    }

    String blankless() {
        return "nullif(trim(" + text() + "), '')";
    }

    /** Whole numbers are compared as such, where the values are written as the text of a number would be. */
    String in(List<String> values) {
        boolean numbers =
                isWhole() && values.stream().allMatch(v -> WHOLE.matcher(v).matches());
        return numbers && !values.isEmpty() ? inIds(values) : text() + " IN " + texts(values);
    }

    String inIds(List<String> ids) {
        return id() + " IN (" + String.join(", ", ids) + ")";
    }

    String starts(List<String> prefixes) {
        return prefixes.stream()
                .map(p -> p.toUpperCase(java.util.Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "[$0]"))
                .collect(Collectors.joining("|", "regexp_extract(upper(" + text() + "), '^(", ")', 0) <> ''"));
    }

    String matches(String pattern) {
        return "regexp_extract(" + text() + ", '" + pattern + "', 0) <> ''";
    }

    /** Whole numbers that hold a fraction are not whole: casts would round them in silence. */
    String notOf(String wanted) {
        if (type.equals(wanted) || fits(wanted)) {
            return "FALSE";
        }
        if (wanted.equals("DATE") || wanted.equals("TIMESTAMP")) {
            return date() + " IS NULL";
        }
        String cast = "TRY_CAST(" + text() + " AS " + wanted + ")";
        return wanted.equals("BIGINT") || wanted.equals("INTEGER")
                ? "(" + cast + " IS NULL OR TRY_CAST(" + text() + " AS DOUBLE) <> " + cast + ")"
                : cast + " IS NULL";
    }

    private boolean fits(String wanted) {
        return switch (wanted) {
            case "VARCHAR" -> true;
            case "BIGINT" -> isWhole() && !type.equals("HUGEINT");
            case "INTEGER" -> type.equals("SMALLINT") || type.equals("TINYINT");
            case "DOUBLE" -> isNumber();
            case "DATE", "TIMESTAMP" -> isDate() || isTimestamp();
            default -> wanted.startsWith("DECIMAL") && (isDecimal() || isWhole());
        };
    }

    static String texts(List<String> values) {
        return values.stream().map(v -> "'" + v + "'").collect(Collectors.joining(", ", "(", ")"));
    }
}
