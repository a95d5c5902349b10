package org.steelyard.data.standard.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.data.internal.ParquetMoments;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.Mapping.NumberForm;
import org.steelyard.data.mapping.internal.Marks;
import org.steelyard.data.mapping.internal.NumberForms;
import org.steelyard.kernel.Text;

/**
 * The SQL that turns a raw cell into its declared type, or into NULL where it does not fit. A cell fits only as the rule says:
 * no space is trimmed, no full-width digit read, no digit of money rounded away.
 */
final class Typing {

    private final String raw;
    private final String duckdbType;
    private final Mapping.Type type;
    private final List<String> missing;
    private final Forms forms;

    /**
     * How a column writes what it holds.
     *
     * @param styles of days
     * @param zone to which moments with a zone are brought
     * @param numbers beyond plain digits
     * @param unit what amounts count
     */
    record Forms(List<DateStyle> styles, String zone, List<NumberForm> numbers, Optional<String> unit) {

        boolean plainNumbers() {
            return numbers.isEmpty() && unit.isEmpty();
        }
    }

    /** @param raw the SQL of the raw cell */
    Typing(String raw, String duckdbType, Mapping.Type type, List<String> missing, Forms forms) {
        this.duckdbType = duckdbType.toUpperCase(Locale.ROOT);
        this.raw = isText() && forms.numbers().contains(NumberForm.BLANKS) ? trimmed(raw) : raw;
        this.type = type;
        this.missing = missing;
        this.forms = forms;
    }

    /** DuckDB's type of the typed column. */
    static String sqlType(Mapping.Type type) {
        return switch (type) {
            case TEXT -> "VARCHAR";
            case INTEGER -> "BIGINT";
            case MONEY -> "DECIMAL(18,2)";
            case DECIMAL -> "DECIMAL(18,6)";
            case NUMBER, MEASURED -> "DOUBLE";
            case DATE -> "DATE";
            case DATETIME -> "TIMESTAMP";
            case DURATION -> "INTEGER";
        };
    }

    /** Why a cell does not fit, where its look tells. */
    record Reason(String condition, Text what) {}

    /** Spreadsheets show long numbers so; the digits behind are gone when it is saved as text. */
    private static final String ROUNDED = "[+-]?\\d(?:\\.\\d+)?[eE]\\+\\d{1,3}";

    /** From here on a floating-point number does not know its last digits. */
    private static final String EXACT = "9007199254740992";

    private static final String YUAN = "元";

    /** Whether the last digits of a row's number are lost; empty where this cannot be. */
    Optional<String> lostDigits() {
        if (isFloat()) {
            return Optional.of("abs(" + raw + ") >= " + EXACT);
        }
        return isText() ? Optional.of(matches(asText(), ROUNDED)) : Optional.empty();
    }

    /** Whether there are blanks around the text; empty where this cannot be. */
    Optional<String> blanksAround() {
        return isText() ? Optional.of(raw + " <> " + trimmed(raw)) : Optional.empty();
    }

    private static String trimmed(String cell) {
        return "trim(" + cell + ", " + Duck.text(NumberForms.BLANKS) + ")";
    }

    /** Of the cells that do not fit, those whose cause shows. */
    List<Reason> reasons() {
        if (!isText()) {
            return List.of();
        }
        List<Reason> out = new ArrayList<>();
        Marks.all()
                .forEach(mark -> out.add(new Reason(
                        "upper(" + trimmed(raw) + ") = " + Duck.text(mark),
                        Text.of(
                                "写作“" + mark + "”（不分大小写）：如表示缺失，用 missing 声明（--missing、方案的来源或映射文件）",
                                "say \"" + mark
                                        + "\" in some letter case: if that means missing, declare it under missing (--missing, the"
                                        + " plan's source or the mapping)"))));
        if (isDayType()) {
            String fits = new Typing(trimmed(raw), duckdbType, type, missing, forms).typed();
            out.add(new Reason(fits + " IS NOT NULL", Text.of("前后有空白", "have blanks around them")));
            out.add(new Reason(
                    matches(raw, "[2-7]\\d{4}(?:\\.\\d+)?"),
                    Text.of("像是电子表格的日期序号", "look like a spreadsheet's serial numbers of days")));
            out.add(new Reason(
                    matches(raw, "\\d{4}-.*:.*" + DateStyle.OFFSET),
                    Text.of(
                            "带有时区（可在 dates 中声明，如 yyyy-MM-ddTHH:mm:ssXXX）",
                            "carry a time zone (dates may declare it, such as yyyy-MM-ddTHH:mm:ssXXX)")));
            return out;
        }
        out.add(
                new Reason(
                        matches(raw, ROUNDED),
                        Text.of(
                                "已被电子表格改写成科学计数法（如 1.2E+17），末尾数字已经丢失",
                                "were turned by a spreadsheet into scientific notation (such as 1.2E+17), their last digits lost")));
        NumberForms.of(type).stream().filter(f -> !forms.numbers().contains(f)).forEach(f -> out.add(undeclared(f)));
        return out;
    }

    /** Cells that would be numbers if only their form were declared. */
    private Reason undeclared(NumberForm form) {
        Forms all = new Forms(forms.styles(), forms.zone(), List.copyOf(NumberForms.of(type)), forms.unit());
        String fits = new Typing(raw, duckdbType, type, missing, all).typed();
        Text what = NumberForms.says(form);
        String declare = "numbers: [" + NumberForms.word(form) + "]";
        return new Reason(
                fits + " IS NOT NULL AND regexp_matches(" + raw + ", " + Duck.text(NumberForms.sign(form)) + ")",
                Text.of(
                        what.zh() + "（可在映射的该列声明 " + declare + "）",
                        what.en() + " (the column may declare " + declare + ")"));
    }

    /** Whether cells are text that must be parsed, which is worth doing once only. */
    boolean parses() {
        return isText() && type != Mapping.Type.TEXT;
    }

    /** Whether a cell can fail to fit. */
    boolean canFail() {
        return type != Mapping.Type.TEXT && type != Mapping.Type.MEASURED && !(isDay() && isDayType());
    }

    String typed() {
        if (type == Mapping.Type.TEXT) {
            return asText();
        }
        if (isDayType()) {
            return isDay() ? "CAST(" + moment() + " AS " + sqlType(type) + ")" : day();
        }
        if (type == Mapping.Type.DURATION) {
            return duration();
        }
        if (type == Mapping.Type.MEASURED && isText()) {
            return finite("TRY_CAST(regexp_extract(" + asText()
                    + ", '^\\s*(?:[<>≤≥＜＞]=?)?\\s*([+-]?\\d+(?:\\.\\d+)?)\\s*$', 1) AS DOUBLE)");
        }
        return isText() ? parsed() : converted();
    }

    /** Whether there is something in the cell and it does not fit. */
    String bad() {
        return asText() + " IS NOT NULL AND " + typed() + " IS NULL";
    }

    /** The rule in words. */
    Text rule() {
        if (!forms.plainNumbers()) {
            String declared = Stream.concat(forms.numbers().stream().map(NumberForms::word), forms.unit().stream())
                    .collect(Collectors.joining(", "));
            return Text.of(
                    "应为 " + word() + " 型数值，可用该列声明的写法（" + declared + "），换算后小数不得多于该类型。",
                    "A number of type " + word() + " is asked for, in the forms that the column declares (" + declared
                            + "), with no more decimals in yuan than the type has.");
        }
        return switch (type) {
            case TEXT, MEASURED -> Text.EMPTY;
            case INTEGER -> Text.of("应为半角数字写成的整数。", "A whole number in plain digits is asked for.");
            case MONEY ->
                Text.of(
                        "应为半角数字写成的金额，至多两位小数，不含千分位。",
                        "An amount in plain digits is asked for, at most two decimals, no thousands separator.");
            case DECIMAL, NUMBER ->
                Text.of("应为半角数字写成的数值，不含单位。", "A number in plain digits is asked for, without a unit.");
            case DURATION ->
                Text.of("时长应写作 天/时/分，例如 1/13/24。", "A duration is written days/hours/minutes, such as 1/13/24.");
            case DATE, DATETIME -> {
                String allowed = forms.styles().stream().map(DateStyle::pattern).collect(Collectors.joining(", "));
                yield Text.of("日期应写作：" + allowed + "。", "A day is written: " + allowed + ".");
            }
        };
    }

    private String word() {
        return type.name().toLowerCase(Locale.ROOT);
    }

    /** How many cells there are in each style of day; more than one is a contradiction. */
    List<String> dayStyles() {
        if (!isDayType() || isDay()) {
            return List.of();
        }
        return forms.styles().stream()
                .map(DateStyle::dayPart)
                .distinct()
                .map(part -> {
                    String regex = forms.styles().stream()
                            .filter(s -> s.dayPart().equals(part))
                            .map(DateStyle::regex)
                            .collect(Collectors.joining("|"));
                    return matches(asText(), regex);
                })
                .toList();
    }

    private boolean isText() {
        return duckdbType.equals("VARCHAR");
    }

    private boolean isDay() {
        return duckdbType.startsWith("DATE") || duckdbType.startsWith("TIMESTAMP");
    }

    private boolean isDayType() {
        return type == Mapping.Type.DATE || type == Mapping.Type.DATETIME;
    }

    private boolean isFloat() {
        return duckdbType.equals("DOUBLE") || duckdbType.equals("FLOAT");
    }

    private String asText() {
        if (isText()) {
            return missing.size() == 1
                    ? "nullif(" + raw + ", " + Duck.text(missing.getFirst()) + ")"
                    : missing.isEmpty()
                            ? raw
                            : "CASE WHEN " + raw + " NOT IN (" + list(missing) + ") THEN " + raw + " END";
        }
        if (isFloat()) {
            return "CASE WHEN isnan(" + raw + ") THEN NULL WHEN abs(" + raw + ") < 1e15 AND " + raw + " = trunc(" + raw
                    + ") THEN CAST(CAST(" + raw + " AS BIGINT) AS VARCHAR) ELSE CAST(" + raw + " AS VARCHAR) END";
        }
        return "CAST(" + raw + " AS VARCHAR)";
    }

    /** What stands in a column of days or moments, on the clock of the place. */
    private String moment() {
        return duckdbType.equals(ParquetMoments.ZONED) ? ParquetMoments.local(raw, forms.zone()) : raw;
    }

    private String day() {
        List<DateStyle> zoned =
                forms.styles().stream().filter(DateStyle::isZoned).toList();
        List<DateStyle> plain =
                forms.styles().stream().filter(s -> !s.isZoned()).toList();
        String clock = plainDay(plain);
        if (zoned.isEmpty()) {
            return clock;
        }
        String text = asText();
        String moment = "CAST(CASE WHEN " + matches(text, DateStyle.alternatives(zoned)) + " THEN "
                + ParquetMoments.local("TRY_CAST(" + text + " AS TIMESTAMPTZ)", forms.zone()) + " END AS "
                + sqlType(type) + ")";
        return plain.isEmpty() ? moment : "coalesce(" + clock + ", " + moment + ")";
    }

    private String plainDay(List<DateStyle> styles) {
        String text = asText();
        String guard = "CASE WHEN " + matches(text, DateStyle.alternatives(styles)) + " THEN ";
        List<DateStyle> iso = styles.stream().filter(DateStyle::iso).toList();
        List<DateStyle> others = styles.stream().filter(s -> !s.iso()).toList();
        String formats = others.stream().map(s -> Duck.text(s.format())).collect(Collectors.joining(", "));
        String other = "try_strptime(" + text + ", [" + formats + "])";
        String parsed = others.isEmpty()
                ? "TRY_CAST(" + text + " AS TIMESTAMP)"
                : iso.isEmpty()
                        ? other
                        : "CASE WHEN " + matches(text, DateStyle.alternatives(iso)) + " THEN TRY_CAST(" + text
                                + " AS TIMESTAMP) ELSE " + other + " END";
        return "CAST(" + guard + parsed + " END AS " + sqlType(type) + ")";
    }

    private String duration() {
        String text = asText();
        return "CASE WHEN " + matches(text, "\\d{1,5}/(?:[01]?\\d|2[0-3])/[0-5]?\\d") + " THEN CAST(split_part(" + text
                + ", '/', 1) AS INTEGER) * 1440 + CAST(split_part(" + text
                + ", '/', 2) AS INTEGER) * 60 + CAST(split_part("
                + text + ", '/', 3) AS INTEGER) END";
    }

    private String parsed() {
        if (forms.plainNumbers()) {
            return plain(asText());
        }
        Amounts amounts = new Amounts(forms.numbers(), forms.unit().orElse(YUAN));
        String formed = amounts.number(asText(), type);
        return type == Mapping.Type.NUMBER
                ? "coalesce(" + plain(amounts.narrow(asText())) + ", " + formed + ")"
                : formed;
    }

    private String plain(String text) {
        String regex = switch (type) {
            case INTEGER -> "[+-]?\\d{1,19}(?:\\.0+)?";
            case MONEY -> "[+-]?\\d{1,14}(?:\\.\\d{1,2}0*)?";
            case DECIMAL -> "[+-]?\\d{1,12}(?:\\.\\d{1,6}0*)?";
            case NUMBER -> "[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,3})?";
            case TEXT, DATE, DATETIME, DURATION, MEASURED -> throw new IllegalStateException("not a number");
        };
        String number = type == Mapping.Type.INTEGER ? "split_part(" + text + ", '.', 1)" : text;
        String cast =
                "TRY_CAST(CASE WHEN " + matches(text, regex) + " THEN " + number + " END AS " + sqlType(type) + ")";
        return type == Mapping.Type.NUMBER ? finite(cast) : cast;
    }

    /** A number too large for a double becomes infinite without a word; it does not fit. */
    private static String finite(String number) {
        return "nullif(nullif(" + number + ", CAST('Infinity' AS DOUBLE)), CAST('-Infinity' AS DOUBLE))";
    }

    /** A number of another type fits when nothing is lost. */
    private String converted() {
        if (forms.unit().isPresent()) {
            return new Amounts(List.of(), forms.unit().get()).converted(raw, type);
        }
        String cast = "TRY_CAST(" + raw + " AS " + sqlType(type) + ")";
        if (type == Mapping.Type.NUMBER || type == Mapping.Type.MEASURED) {
            return isFloat() ? "CASE WHEN isfinite(" + raw + ") THEN " + cast + " END" : cast;
        }
        boolean exact =
                duckdbType.endsWith("INT") || duckdbType.endsWith("INTEGER") || duckdbType.equals("DECIMAL(16,2)");
        if (exact) {
            return cast;
        }
        if (type == Mapping.Type.INTEGER && isFloat()) {
            return "CASE WHEN abs(" + raw + ") < " + EXACT + " AND " + raw + " = trunc(" + raw + ") THEN " + cast
                    + " END";
        }
        String value = "TRY_CAST(" + raw + " AS DOUBLE)";
        return "CASE WHEN abs(CAST(" + cast + " AS DOUBLE) - " + value + ") <= 1e-9 * greatest(1, abs(" + value
                + ")) THEN " + cast + " END";
    }

    static String matches(String text, String regex) {
        return "regexp_full_match(" + text + ", " + Duck.text(regex) + ")";
    }

    private static String list(List<String> values) {
        return values.stream().map(Duck::text).collect(Collectors.joining(", "));
    }
}
