package org.steelyard.data.standard.internal;

import java.util.List;
import java.util.stream.Collectors;

/** A way of writing days and times, such as {@code yyyy-MM-dd HH:mm:ss}: what it matches, and how DuckDB reads it. */
record DateStyle(String pattern) {

    private record Token(String text, String regex, String format) {}

    /** RE2 of a zone behind a time: {@code Z}, {@code +08:00}, {@code +0800}, {@code +08}, {@code UTC}. */
    static final String OFFSET = " ?(?:Z|UTC|[+-]\\d{2}(?::?\\d{2})?)";

    private static final List<Token> TOKENS = List.of(
            new Token("XXX", OFFSET, ""),
            new Token("yyyy", "\\d{4}", "%Y"),
            new Token("yy", "\\d{2}", "%y"),
            new Token("MM", "\\d{2}", "%m"),
            new Token("M", "\\d{1,2}", "%m"),
            new Token("dd", "\\d{2}", "%d"),
            new Token("d", "\\d{1,2}", "%d"),
            new Token("HH", "\\d{2}", "%H"),
            new Token("H", "\\d{1,2}", "%H"),
            new Token("mm", "\\d{2}", "%M"),
            new Token("ss", "\\d{2}(?:\\.\\d{1,9})?", "%S"));

    /** RE2 of the whole text. */
    String regex() {
        return translate(true);
    }

    /** For {@code strptime}. */
    String format() {
        return translate(false);
    }

    /** The style of the day alone: styles that differ in the time only do not contradict each other. */
    String dayPart() {
        return pattern.split("[ TH]", 2)[0];
    }

    /** Whether the time carries its zone: then it is of the form {@link #iso}, which the engine reads. */
    boolean isZoned() {
        return pattern.endsWith("XXX");
    }

    boolean iso() {
        return pattern.startsWith("yyyy-MM-dd");
    }

    static String alternatives(List<DateStyle> styles) {
        return styles.stream().map(DateStyle::regex).collect(Collectors.joining("|"));
    }

    private String translate(boolean regex) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < pattern.length()) {
            int at = i;
            Token token = TOKENS.stream()
                    .filter(t -> pattern.startsWith(t.text(), at))
                    .findFirst()
                    .orElse(new Token(
                            pattern.substring(at, at + 1),
                            pattern.charAt(at) == '.' ? "\\." : pattern.substring(at, at + 1),
                            pattern.substring(at, at + 1)));
            out.append(regex ? token.regex() : token.format());
            i += token.text().length();
        }
        return out.toString();
    }
}
