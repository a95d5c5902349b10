package org.steelyard.data.raw;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a column writes its dates. A column uses one style; what could mean two days is none. */
public enum DateStyle {
    /** {@code 2024-01-31} */
    DASHES("yyyy-MM-dd", "(\\d{4})-(\\d{2})-(\\d{2})"),
    /** {@code 2024/1/31} */
    SLASHES("yyyy/M/d", "(\\d{4})/(\\d{1,2})/(\\d{1,2})"),
    /** {@code 20240131} */
    PLAIN("yyyyMMdd", "(\\d{4})(\\d{2})(\\d{2})"),
    /** {@code 2024年1月31日} */
    CHINESE("yyyy年M月d日", "(\\d{4})年(\\d{1,2})月(\\d{1,2})日"),
    /** {@code 2024.01.31} */
    DOTS("yyyy.MM.dd", "(\\d{4})\\.(\\d{2})\\.(\\d{2})"),
    /** {@code 2024-01-31 08:30:00}, with or without seconds and their fraction */
    DASHES_TIME("yyyy-MM-dd HH:mm:ss", "(\\d{4})-(\\d{2})-(\\d{2}) " + Time.FORM),
    /** {@code 2024-01-31T08:30:00}, with or without a zone */
    ISO_TIME("yyyy-MM-ddTHH:mm:ss", "(\\d{4})-(\\d{2})-(\\d{2})T" + Time.FORM + Time.ZONE),
    /** {@code 2024/1/31 8:30:00} */
    SLASHES_TIME("yyyy/M/d H:mm:ss", "(\\d{4})/(\\d{1,2})/(\\d{1,2}) " + Time.FORM),
    /** {@code 20240131083000} */
    PLAIN_TIME("yyyyMMddHHmmss", "(\\d{4})(\\d{2})(\\d{2})(\\d{2})(\\d{2})(\\d{2})()");

    private static final class Time {
        static final String FORM = "(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(\\.\\d{1,9})?";
        static final String ZONE = "(?:Z|[+-]\\d{2}:?\\d{2})?";

        private Time() {}
    }

    private final String pattern;
    private final Pattern form;

    DateStyle(String pattern, String form) {
        this.pattern = pattern;
        this.form = Pattern.compile(form);
    }

    /** As people write it: {@code yyyy-MM-dd}. */
    public String pattern() {
        return pattern;
    }

    public boolean hasTime() {
        return ordinal() >= DASHES_TIME.ordinal();
    }

    Pattern form() {
        return form;
    }

    /** The only style in which a text may be written; forms never overlap. */
    public static Optional<DateStyle> of(String text) {
        for (DateStyle style : values()) {
            if (style.form.matcher(text).matches()) {
                return Optional.of(style);
            }
        }
        return Optional.empty();
    }

    public static Optional<DateStyle> named(String pattern) {
        return List.of(values()).stream().filter(s -> s.pattern.equals(pattern)).findFirst();
    }
}
