package org.steelyard.data.raw;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.steelyard.data.internal.Cell;
import org.steelyard.data.raw.internal.Formulas;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.Text;

/**
 * Texts of cells to values, strictly: a cell is a value of the wanted type, or it is a fault with a rule of its own. Nothing is
 * guessed and nothing repaired; what looks harmless (full-width digits, thousands separators, a unit) has a rule that names it, so
 * that a mapping can allow it or the source be corrected. Space around a value is not part of it.
 */
public final class Cells {

    private static final int EARLIEST_YEAR = 1800;
    private static final int LATEST_YEAR = 2299;

    /** A longer text is no number that anybody measured. */
    private static final int LONGEST_NUMBER = 60;

    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,3})?");
    private static final Pattern THOUSANDS = Pattern.compile("[+-]?\\d{1,3}(?:[,，]\\d{3})+(?:\\.\\d*)?");
    private static final Pattern UNIT =
            Pattern.compile("[¥￥$]?\\s*[+-]?\\d[\\d.,]*\\s*[%％\\p{L}µ°][%\\p{L}µ°/²³^\\d]*|[¥￥$]\\s*[+-]?\\d[\\d.,]*");
    private static final Pattern EXPONENT = Pattern.compile("[+-]?[\\d.]+[eE][+-]?\\d+");
    private static final Pattern CODE = Pattern.compile("[\\p{Alnum}._+*:/\\-]{1,200}");
    private static final Pattern AMBIGUOUS = Pattern.compile("\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2}(?:\\d{2})?.*");

    private Cells() {}

    /** A value, or what is wrong. */
    public sealed interface Parsed<T> {

        record Value<T>(T value) implements Parsed<T> {}

        record Fault<T>(RawError rule) implements Parsed<T> {}

        default Optional<T> found() {
            return this instanceof Value<T> v ? Optional.of(v.value()) : Optional.empty();
        }

        default Optional<RawError> fault() {
            return this instanceof Fault<T> f ? Optional.of(f.rule()) : Optional.empty();
        }
    }

    /**
     * What a mapping allows beyond the strict forms.
     *
     * @param thousands whether {@code 1,234.50} is a number
     * @param style of dates; empty: any one style, the same in the whole column
     */
    public record Allowed(boolean thousands, Optional<DateStyle> style) {

        public static final Allowed STRICT = new Allowed(false, Optional.empty());
    }

    /**
     * A decimal number with at most so many decimals (zeros at the end do not count).
     *
     * @param decimals more are a fault, for they would have to be rounded
     */
    public static Parsed<BigDecimal> decimal(String cell, int decimals, Allowed allowed) {
        String text = trim(cell);
        String plain = allowed.thousands() && THOUSANDS.matcher(text).matches() ? text.replaceAll("[,，]", "") : text;
        if (plain.length() > LONGEST_NUMBER || !NUMBER.matcher(plain).matches()) {
            return new Parsed.Fault<>(numberRule(text));
        }
        BigDecimal value = new BigDecimal(plain);
        BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        if (stripped.scale() > decimals) {
            return new Parsed.Fault<>(RawError.TOO_MANY_DECIMALS);
        }
        return stripped.precision() - stripped.scale() + decimals > 38
                ? new Parsed.Fault<>(RawError.NOT_A_DECIMAL)
                : new Parsed.Value<>(stripped.setScale(decimals));
    }

    private static RawError numberRule(String text) {
        if (text.chars().anyMatch(c -> c >= '\uff10' && c <= '\uff19' || c == '\uff0e' || c == '\uff0d')) {
            return RawError.FULL_WIDTH_DIGITS;
        }
        if (THOUSANDS.matcher(text).matches()) {
            return RawError.THOUSANDS_SEPARATOR;
        }
        boolean unit = UNIT.matcher(text).matches() && !EXPONENT.matcher(text).matches();
        return unit ? RawError.UNIT_IN_NUMBER : RawError.NOT_A_DECIMAL;
    }

    /** A whole number that fits in 64 bits; {@code 5.0} is one. */
    public static Parsed<Long> integer(String cell, Allowed allowed) {
        return switch (decimal(cell, 0, allowed)) {
            case Parsed.Fault<BigDecimal>(RawError rule) ->
                new Parsed.Fault<>(
                        rule == RawError.TOO_MANY_DECIMALS || rule == RawError.NOT_A_DECIMAL
                                ? RawError.NOT_AN_INTEGER
                                : rule);
            case Parsed.Value<BigDecimal>(BigDecimal value) ->
                value.toBigIntegerExact().bitLength() < 64
                        ? new Parsed.Value<>(value.longValueExact())
                        : new Parsed.Fault<>(RawError.NOT_AN_INTEGER);
        };
    }

    /** A day; a time of day is refused unless it is midnight. */
    public static Parsed<LocalDate> date(String cell, Allowed allowed) {
        return switch (moment(cell, allowed)) {
            case Parsed.Fault<LocalDateTime>(RawError rule) -> new Parsed.Fault<>(rule);
            case Parsed.Value<LocalDateTime>(LocalDateTime value) ->
                value.toLocalTime().equals(LocalTime.MIDNIGHT)
                        ? new Parsed.Value<>(value.toLocalDate())
                        : new Parsed.Fault<>(RawError.NOT_A_DATE);
        };
    }

    /** A moment; a day is its midnight. A zone is not converted: the clock's reading counts. */
    public static Parsed<LocalDateTime> moment(String cell, Allowed allowed) {
        String text = trim(cell);
        Optional<DateStyle> style = DateStyle.of(text);
        if (style.isEmpty()) {
            return new Parsed.Fault<>(dateRule(text));
        }
        if (allowed.style().isPresent() && !allowed.style().equals(style)) {
            return new Parsed.Fault<>(RawError.MIXED_DATE_STYLES);
        }
        try {
            LocalDateTime moment = moment(style.get(), text);
            boolean inRange = moment.getYear() >= EARLIEST_YEAR && moment.getYear() <= LATEST_YEAR;
            return inRange ? new Parsed.Value<>(moment) : new Parsed.Fault<>(RawError.NOT_A_DATE);
        } catch (DateTimeException e) {
            return new Parsed.Fault<>(RawError.NOT_A_DATE);
        }
    }

    private static LocalDateTime moment(DateStyle style, String text) {
        Matcher m = style.form().matcher(text);
        if (!m.matches()) {
            throw new IllegalStateException("the style was found by this form");
        }
        LocalDate day = LocalDate.of(number(m, 1), number(m, 2), number(m, 3));
        if (!style.hasTime()) {
            return day.atStartOfDay();
        }
        String fraction = m.group(7);
        int nanos = fraction == null || fraction.isEmpty()
                ? 0
                : Integer.parseInt((fraction.substring(1) + "000000000").substring(0, 9));
        return day.atTime(number(m, 4), number(m, 5), m.group(6) == null ? 0 : number(m, 6), nanos);
    }

    private static int number(Matcher m, int group) {
        return Integer.parseInt(m.group(group));
    }

    private static RawError dateRule(String text) {
        if (text.chars().anyMatch(c -> c >= '\uff10' && c <= '\uff19')) {
            return RawError.FULL_WIDTH_DIGITS;
        }
        return AMBIGUOUS.matcher(text).matches() ? RawError.AMBIGUOUS_DATE : RawError.NOT_A_DATE;
    }

    /** A code: letters, digits and {@code . - _ + * : /}, in half width, without space inside. */
    public static Parsed<String> code(String cell) {
        String text = trim(cell);
        if (CODE.matcher(text).matches()) {
            return new Parsed.Value<>(text);
        }
        boolean wide = text.chars().anyMatch(c -> c >= '\uff01' && c <= '\uff5e');
        return new Parsed.Fault<>(wide ? RawError.FULL_WIDTH_DIGITS : RawError.NOT_A_CODE);
    }

    /**
     * The one style that a column's dates are written in.
     *
     * @return the style; a fault when there are several, or when something is no date
     */
    public static Parsed<DateStyle> style(Iterable<String> cells) {
        Map<DateStyle, Long> seen = new EnumMap<>(DateStyle.class);
        for (String cell : cells) {
            Parsed<LocalDateTime> parsed = moment(cell, Allowed.STRICT);
            if (parsed.fault().isPresent()) {
                return new Parsed.Fault<>(parsed.fault().get());
            }
            DateStyle.of(trim(cell)).ifPresent(s -> seen.merge(s, 1L, Long::sum));
        }
        if (seen.isEmpty()) {
            return new Parsed.Fault<>(RawError.NOT_A_DATE);
        }
        return seen.size() == 1
                ? new Parsed.Value<>(seen.keySet().iterator().next())
                : new Parsed.Fault<>(RawError.MIXED_DATE_STYLES);
    }

    /** A text that no spreadsheet computes: with an apostrophe before what would make it do so. For exports to Excel and CSV. */
    public static String neutralised(String cell) {
        byte[] bytes = cell.getBytes(StandardCharsets.UTF_8);
        return !cell.isEmpty() && Formulas.isFormula(bytes, 0, bytes.length) ? "'" + cell : cell;
    }

    /** What is said about a fault. */
    public static Problem problem(RawError rule, Place place) {
        return new Problem(rule, place, message(rule), remedy(rule));
    }

    /** What each rule of this class allows. */
    public static Text message(RawError rule) {
        return switch (rule) {
            case FULL_WIDTH_DIGITS ->
                Text.of("含有全角数字或符号；只允许半角", "full-width digits or signs; only half-width ones are allowed");
            case THOUSANDS_SEPARATOR ->
                Text.of("含有千分位分隔符，未声明时不允许", "thousands separators, which are not allowed unless declared");
            case NOT_A_DECIMAL ->
                Text.of("不是数值；允许如 12、-0.5、1e3 的半角数字", "not a number; plain digits such as 12, -0.5, 1e3 are allowed");
            case TOO_MANY_DECIMALS ->
                Text.of("小数位数超过该字段的精度，存入便须舍入", "more decimals than the field has; it would have to be rounded");
            case NOT_AN_INTEGER -> Text.of("不是整数（64 位以内）", "not a whole number (of at most 64 bits)");
            case NOT_A_DATE ->
                Text.of(
                        "不是日期；允许 " + styles("、") + "（1800–2299 年）",
                        "not a date; " + styles(", ") + " are allowed, years 1800 to 2299");
            case MIXED_DATE_STYLES ->
                Text.of(
                        "同一列混用多种日期写法，未声明时不允许",
                        "the column writes dates in several styles, which is not allowed unless declared");
            case AMBIGUOUS_DATE ->
                Text.of(
                        "日期写法可作多种理解（日与月的次序，或两位数年份）",
                        "a date that may be understood in two ways (order of day and month, or a year of two digits)");
            case NOT_A_CODE ->
                Text.of("不是编码；允许字母、数字与 . - _ + * : /", "not a code; letters, digits and . - _ + * : / are allowed");
            case UNIT_IN_NUMBER ->
                Text.of("数值里带有单位、货币符号或百分号", "a unit, a currency sign or a percent sign within a number");
            default -> throw new IllegalArgumentException("not about a cell: " + rule);
        };
    }

    private static String styles(String between) {
        return String.join(
                between,
                List.of(DateStyle.values()).stream().map(DateStyle::pattern).toList());
    }

    /** What to do about each rule of this class. */
    public static Text remedy(RawError rule) {
        return switch (rule) {
            case FULL_WIDTH_DIGITS, NOT_A_DECIMAL, NOT_AN_INTEGER, NOT_A_CODE ->
                Text.of(
                        "在源系统改正，或在映射中用值表转换",
                        "correct it at the source, or translate it with a value map of the mapping");
            case THOUSANDS_SEPARATOR -> Text.of("去掉分隔符，或在映射中声明", "remove them, or declare them in the mapping");
            case TOO_MANY_DECIMALS ->
                Text.of(
                        "核对字段与单位，或在映射中声明换算与舍入",
                        "check field and unit, or declare conversion and rounding in the mapping");
            case NOT_A_DATE, AMBIGUOUS_DATE -> Text.of("改为 yyyy-MM-dd 后重新导出", "export it anew as yyyy-MM-dd");
            case MIXED_DATE_STYLES -> Text.of("统一写法，或在映射中声明写法", "use one style, or declare the style in the mapping");
            case UNIT_IN_NUMBER ->
                Text.of(
                        "把单位放入单独一列，或在映射中声明单位与换算",
                        "put the unit into a column of its own, or declare unit and conversion in the mapping");
            default -> throw new IllegalArgumentException("not about a cell: " + rule);
        };
    }

    private static String trim(String cell) {
        return Cell.trim(cell);
    }
}
