package org.steelyard.platform.export;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Days as an iCalendar (RFC 5545). */
public final class Calendars {

    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int LINE_BYTES = 73;

    private Calendars() {}

    /** @param id the same for the same thing, so that a calendar that reads twice does not show it twice */
    public record Day(String id, LocalDate date, String title, String description) {}

    public static String write(String name, List<Day> days, Instant now) {
        StringBuilder text = new StringBuilder();
        line(text, "BEGIN:VCALENDAR");
        line(text, "VERSION:2.0");
        line(text, "PRODID:-//Steelyard//Platform//ZH");
        line(text, "X-WR-CALNAME:" + escaped(name));
        for (Day day : days) {
            line(text, "BEGIN:VEVENT");
            line(text, "UID:" + escaped(day.id()) + "@steelyard");
            line(text, "DTSTAMP:" + MOMENT.format(now));
            line(text, "DTSTART;VALUE=DATE:" + DAY.format(day.date()));
            line(text, "DTEND;VALUE=DATE:" + DAY.format(day.date().plusDays(1)));
            line(text, "SUMMARY:" + escaped(day.title()));
            line(text, "DESCRIPTION:" + escaped(day.description()));
            line(text, "TRANSP:TRANSPARENT");
            line(text, "END:VEVENT");
        }
        line(text, "END:VCALENDAR");
        return text.toString();
    }

    /** Lines are at most 75 bytes; what is longer goes on after a space, and no character is cut. */
    private static void line(StringBuilder text, String line) {
        int bytes = 0;
        for (int i = 0; i < line.length(); ) {
            String character = Character.toString(line.codePointAt(i));
            int length = character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + length > LINE_BYTES) {
                text.append("\r\n ");
                bytes = 1;
            }
            text.append(character);
            bytes += length;
            i += character.length();
        }
        text.append("\r\n");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replaceAll("\r\n|\r|\n", "\\\\n");
    }
}
