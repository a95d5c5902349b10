package org.steelyard.data.mapping.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.Mapping.NumberForm;
import org.steelyard.kernel.Text;

/**
 * How amounts are written beside plain digits, as patterns that mean the same in Java and in RE2: proposals look for them and
 * the intake reads by them.
 */
public final class NumberForms {

    /** What full-width signs become, one by one, before a number is looked at. */
    public static final String WIDE = "０１２３４５６７８９．，－＋";

    public static final String NARROW = "0123456789.,-+";

    public static final String BLANKS = " \t\u00a0\u3000";

    /** Either way of writing it says a number is negative. */
    public static final String NEGATIVE = "[-(（]";

    private static final String CURRENCY = "(?:[¥￥]|RMB|CNY|人民币)";

    /** Units of money by their names, longest first, in yuan as a power of ten. */
    private static final Map<String, Integer> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("百万元", 6);
        UNITS.put("亿元", 8);
        UNITS.put("万元", 4);
        UNITS.put("千元", 3);
        UNITS.put("亿", 8);
        UNITS.put("万", 4);
        UNITS.put("元", 0);
        UNITS.put("角", -1);
        UNITS.put("分", -2);
    }

    private static final String UNIT = "(?:" + String.join("|", UNITS.keySet()) + ")";

    /** A unit at the end of a header, in brackets or, where it cannot mean anything else, behind a line. */
    private static final Pattern IN_HEADER =
            Pattern.compile("(.+?)(?:\\s*[（(\\[【](?:单位[:：]?)?(" + UNIT + ")[)）\\]】]|[_\\-/／](百万元|亿元|万元|千元|元))");

    private static final Map<NumberForm, Pattern> SIGNS = Map.of(
            NumberForm.CURRENCY, Pattern.compile(CURRENCY),
            NumberForm.THOUSANDS, Pattern.compile("[0-9０-９][,， \u00a0][0-9０-９]"),
            NumberForm.UNITS, Pattern.compile(UNIT + "[)）]?\\s*$"),
            NumberForm.BRACKETS, Pattern.compile("[(（]"),
            NumberForm.FULL_WIDTH, Pattern.compile("[０-９．－＋]"),
            NumberForm.BLANKS, Pattern.compile("^[" + BLANKS + "]|[" + BLANKS + "]$"));

    private static final Pattern ANY = Pattern.compile(whole(EnumSet.allOf(NumberForm.class)));

    private NumberForms() {}

    /** What numbers of a type may be written with; empty for types that are no numbers. Currency belongs to decimals alone. */
    public static Set<NumberForm> of(Mapping.Type type) {
        return switch (type) {
            case MONEY, DECIMAL -> EnumSet.allOf(NumberForm.class);
            case INTEGER, NUMBER -> EnumSet.complementOf(EnumSet.of(NumberForm.CURRENCY, NumberForm.UNITS));
            case TEXT, DATE, DATETIME, DURATION, MEASURED -> EnumSet.noneOf(NumberForm.class);
        };
    }

    /** The pattern of a whole number of these forms, signs already narrow and blanks cut off where they are allowed. */
    public static String whole(Collection<NumberForm> forms) {
        String grouped = forms.contains(NumberForm.THOUSANDS)
                ? "(?:\\d{1,3}(?:[,，]\\d{3})+|\\d{1,3}(?:[ \u00a0]\\d{3})+|\\d{1,18})"
                : "\\d{1,18}";
        String digits = grouped + "(?:\\.\\d{1,8}0*)?";
        String number = digits + (forms.contains(NumberForm.UNITS) ? "(?:\\s?" + UNIT + ")?" : "");
        boolean currency = forms.contains(NumberForm.CURRENCY);
        String before = currency ? "(?:" + CURRENCY + "\\s?)?" : "";
        String signed =
                currency ? "(?:[+-]?" + before + number + "|" + CURRENCY + "\\s?[+-]" + number + ")" : "[+-]?" + number;
        return forms.contains(NumberForm.BRACKETS)
                ? "(?:" + signed + "|" + before + "[(（]" + before + number + "[)）])"
                : signed;
    }

    /** The pattern that shows a form, anywhere in a cell. */
    public static String sign(NumberForm form) {
        return pattern(form).pattern();
    }

    private static Pattern pattern(NumberForm form) {
        Pattern pattern = SIGNS.get(form);
        if (pattern == null) {
            throw new IllegalStateException("no sign of " + form);
        }
        return pattern;
    }

    /** The forms that a cell needs to be a number; absent where no form makes it one. */
    public static Optional<Set<NumberForm>> needed(String cell) {
        String narrow = narrow(cell.replaceAll("^[" + BLANKS + "]+|[" + BLANKS + "]+$", ""));
        if (!ANY.matcher(narrow).matches()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(NumberForm.values())
                .filter(f -> pattern(f).matcher(cell).find())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(NumberForm.class))));
    }

    private static String narrow(String cell) {
        StringBuilder out = new StringBuilder();
        for (char c : cell.toCharArray()) {
            int at = WIDE.indexOf(c);
            out.append(at < 0 ? c : NARROW.charAt(at));
        }
        return out.toString();
    }

    /** What one of a unit is in yuan, as a power of ten. */
    public static int power(String unit) {
        Integer power = UNITS.get(unit);
        if (power == null) {
            throw new IllegalArgumentException("not a unit of money: " + unit);
        }
        return power;
    }

    /** Units that a cell may carry, longest name first. */
    public static Set<String> units() {
        return UNITS.keySet();
    }

    /** A header without the unit of money that it ends in, and that unit. */
    public record Header(String name, Optional<String> unit) {}

    public static Header header(String header) {
        Matcher m = IN_HEADER.matcher(header.strip());
        if (!m.matches()) {
            return new Header(header, Optional.empty());
        }
        String unit = m.group(2) == null ? m.group(3) : m.group(2);
        return new Header(m.group(1), Optional.of(unit.equals("万") || unit.equals("亿") ? unit + "元" : unit));
    }

    /** As a mapping file writes it. */
    public static String word(NumberForm form) {
        return form.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What cells of a form do, for messages. */
    public static Text says(NumberForm form) {
        return switch (form) {
            case CURRENCY -> Text.of("带货币符号", "carry a currency sign");
            case THOUSANDS -> Text.of("含千分位", "have thousands separators");
            case UNITS -> Text.of("带金额单位", "carry a unit of money");
            case BRACKETS -> Text.of("以括号表示负数", "write a negative number in brackets");
            case FULL_WIDTH -> Text.of("含全角数字", "have full-width digits");
            case BLANKS -> Text.of("前后有空白", "have blanks around them");
        };
    }
}
