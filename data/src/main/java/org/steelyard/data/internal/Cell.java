package org.steelyard.data.internal;

import java.time.LocalDate;
import java.util.Locale;

/** One value of a foreign file; filled again and again, so that reading a million rows makes no million objects. */
public final class Cell {

    enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        DAY
    }

    private static final char[] NOTHING = new char[0];

    private Kind kind = Kind.TEXT;
    private char[] chars = NOTHING;
    private int start;
    private int end;
    private double number;
    private boolean flag;
    private int day;

    /** Text without the space around it. */
    void text(char[] from, int first, int last) {
        int a = first;
        int b = last;
        while (a < b && isSpace(from[a])) {
            a++;
        }
        while (b > a && isSpace(from[b - 1])) {
            b--;
        }
        kind = Kind.TEXT;
        chars = from;
        start = a;
        end = b;
    }

    void text(String text) {
        text(text.toCharArray(), 0, text.length());
    }

    void number(double value) {
        kind = Kind.NUMBER;
        number = value;
    }

    void flag(boolean value) {
        kind = Kind.FLAG;
        flag = value;
    }

    void day(int value) {
        kind = Kind.DAY;
        day = value;
    }

    Kind kind() {
        return kind;
    }

    char[] chars() {
        return chars;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    double number() {
        return number;
    }

    boolean flag() {
        return flag;
    }

    int day() {
        return day;
    }

    boolean isEmpty() {
        return kind == Kind.TEXT && start == end;
    }

    /** The value as a person would write it: 1 rather than 1.0, dates in ISO form. */
    String string() {
        return switch (kind) {
            case TEXT -> new String(chars, start, end - start);
            case NUMBER -> canonical(number);
            case FLAG -> Boolean.toString(flag);
            case DAY -> LocalDate.ofEpochDay(day).toString();
        };
    }

    public static String canonical(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(value);
    }

    /** Blanks, tabs, no-break and ideographic spaces, and the zero-width mark that some programs leave. */
    public static boolean isSpace(char c) {
        return c <= ' ' || c == '\u00a0' || c == '\u3000' || c == '\ufeff';
    }

    public static String trim(String text) {
        Cell cell = new Cell();
        cell.text(text);
        return cell.string();
    }
}
