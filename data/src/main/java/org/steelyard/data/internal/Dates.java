package org.steelyard.data.internal;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates in text: {@code 2024-01-31}, {@code 20240131}, {@code 2024/1/31}, {@code 2024年1月31日}; a time of day is allowed
 * when it is midnight. Forms that could mean two days (day and month first) are not dates.
 */
final class Dates {

    private static final int EARLIEST_YEAR = 1800;
    /** De-identified records may be shifted by two centuries, as those of MIMIC-IV are. */
    private static final int LATEST_YEAR = 2299;

    private static final Pattern FORM = Pattern.compile(
            "(?:(\\d{4})-(\\d{2})-(\\d{2})|(\\d{4})(\\d{2})(\\d{2})|(\\d{4})/(\\d{1,2})/(\\d{1,2})|(\\d{4})年(\\d{1,2})月(\\d{1,2})日)"
                    + "(?:[T ]0?0:00(?::00(?:\\.0+)?)?Z?)?");

    private Dates() {}

    /** Days since 1970-01-01; empty when it is not a date of the years 1800 to 2299. */
    static OptionalInt parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            return OptionalInt.empty();
        }
        int group = 1;
        while (m.group(group) == null) {
            group += 3;
        }
        try {
            LocalDate date = LocalDate.of(number(m, group), number(m, group + 1), number(m, group + 2));
            return inRange(date) ? OptionalInt.of((int) date.toEpochDay()) : OptionalInt.empty();
        } catch (DateTimeException e) {
            return OptionalInt.empty();
        }
    }

    static boolean inRange(LocalDate date) {
        return date.getYear() >= EARLIEST_YEAR && date.getYear() <= LATEST_YEAR;
    }

    private static int number(Matcher m, int group) {
        return Integer.parseInt(m.group(group));
    }
}
