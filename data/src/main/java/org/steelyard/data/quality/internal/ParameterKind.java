package org.steelyard.data.quality.internal;

import java.util.List;
import java.util.regex.Pattern;
import org.steelyard.kernel.Text;

/** What the value of a parameter may be. Whatever passes can be put into SQL. */
public enum ParameterKind {
    COLUMN("[\\p{L}_][\\p{L}\\p{N}_]*", Text.of("一个字段名", "the name of a field")),
    COLUMNS(
            "[\\p{L}_][\\p{L}\\p{N}_]*(\\|[\\p{L}_][\\p{L}\\p{N}_]*)*",
            Text.of("字段名，用 | 隔开", "names of fields, with | between")),
    NAME("[\\p{L}_][\\p{L}\\p{N}_]*", Text.of("一个名称", "a name")),
    TABLE("[\\p{L}_][\\p{L}\\p{N}_]*", Text.of("一个表名", "the name of a table")),
    NUMBER("-?[0-9]{1,15}(\\.[0-9]{1,9})?", Text.of("一个数，如 0.01", "a number such as 0.01")),
    INTEGER("-?[0-9]{1,9}", Text.of("一个整数", "a whole number")),
    BOUND(
            "-?[0-9]{1,15}(\\.[0-9]{1,9})?|[0-9]{4}-[0-9]{2}-[0-9]{2}",
            Text.of("一个数或日期（yyyy-MM-dd）", "a number or a date (yyyy-MM-dd)")),
    IDS("-?[0-9]{1,19}(\\|-?[0-9]{1,19})*", Text.of("概念编号，用 | 隔开", "concept ids, with | between")),
    VALUES("[^'\\\\|{}]+(\\|[^'\\\\|{}]+)*", Text.of("取值，用 | 隔开，不含引号", "values with | between, without quotes")),
    PREFIXES("[A-Za-z0-9.]+(\\|[A-Za-z0-9.]+)*", Text.of("编码前缀，用 | 隔开", "beginnings of codes, with | between")),
    PATTERN("[^'\\\\]+", Text.of("正则表达式，不含引号与反斜杠", "a regular expression without quotes and backslashes")),
    SQLTYPE(
            "BIGINT|INTEGER|DOUBLE|VARCHAR|DATE|TIMESTAMP|BOOLEAN|DECIMAL\\([0-9]{1,2},[0-9]{1,2}\\)",
            Text.of(
                    "BIGINT、INTEGER、DOUBLE、VARCHAR、DATE、TIMESTAMP、BOOLEAN 或 DECIMAL(18,2)",
                    "BIGINT, INTEGER, DOUBLE, VARCHAR, DATE, TIMESTAMP, BOOLEAN or DECIMAL(18,2)"));

    private final Pattern shape;
    private final Text allowed;

    ParameterKind(String shape, Text allowed) {
        this.shape = Pattern.compile(shape);
        this.allowed = allowed;
    }

    public boolean accepts(String value) {
        if (!shape.matcher(value).matches()) {
            return false;
        }
        return switch (this) {
            case PATTERN -> compiles(value);
            case BOUND -> value.length() != 10 || value.indexOf('-', 1) < 0 || isDate(value);
            default -> true;
        };
    }

    public Text allowed() {
        return allowed;
    }

    public static List<String> split(String value) {
        return List.of(value.split("\\|", -1));
    }

    private static boolean compiles(String value) {
        try {
            return !Pattern.compile(value).pattern().isEmpty();
        } catch (java.util.regex.PatternSyntaxException e) {
            return false;
        }
    }

    private static boolean isDate(String value) {
        try {
            return java.time.LocalDate.parse(value).getYear() > 0;
        } catch (java.time.format.DateTimeParseException e) {
            return false;
        }
    }
}
