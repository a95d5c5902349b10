package org.steelyard.data.quality.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition in SQL as the parts that all must hold, with what is always true left out. Templates make many conditions of the
 * form {@code x AND TRUE}; brought into one form, equal ones are counted once and simple ones need no scan at all.
 *
 * <p>Only what is certain is rewritten. Text that holds {@code CASE}, {@code BETWEEN} or {@code OR} outside brackets stays as it
 * is.
 */
record Logic(List<String> parts) {

    private static final String TRUE = "TRUE";
    private static final String FALSE = "FALSE";
    private static final Pattern WHOLE = Pattern.compile("(?i)\\b(CASE|BETWEEN|OR)\\b");
    private static final Pattern NOT_NULL = Pattern.compile("NOT (t\\.\"[^\"]+\") IS NULL");
    private static final Pattern KNOWN = Pattern.compile("t\\.\"([^\"]+)\" IS NOT NULL");
    private static final Pattern UNKNOWN = Pattern.compile("t\\.\"([^\"]+)\" IS NULL");
    private static final Pattern COLUMN = Pattern.compile("\\bt\\.\"([^\"]+)\"");

    Logic {
        parts = List.copyOf(parts);
    }

    static Logic of(String condition) {
        Set<String> parts = new LinkedHashSet<>();
        collect(condition.strip(), parts);
        parts.remove(TRUE);
        return new Logic(parts.contains(FALSE) || contradicts(parts) ? List.of(FALSE) : List.copyOf(parts));
    }

    Logic and(Logic other) {
        return of(sql() + " AND " + other.sql());
    }

    private static boolean contradicts(Set<String> parts) {
        return parts.stream()
                .map(KNOWN::matcher)
                .filter(Matcher::matches)
                .anyMatch(m -> parts.contains("t.\"" + m.group(1) + "\" IS NULL"));
    }

    private static void collect(String condition, Set<String> parts) {
        for (String part : split(condition)) {
            String inner = unwrapped(part);
            if (inner.length() < part.length() && !isWhole(inner)) {
                collect(inner, parts);
            } else {
                Matcher known = NOT_NULL.matcher(part);
                parts.add(known.matches() ? known.group(1) + " IS NOT NULL" : bracketed(part));
            }
        }
    }

    private static String bracketed(String part) {
        return isWhole(part) && unwrapped(part).length() == part.length() ? "(" + part + ")" : part;
    }

    /** Whether the text holds a word outside brackets and quotes that forbids taking it apart at AND. */
    private static boolean isWhole(String text) {
        return WHOLE.matcher(shallow(text)).find();
    }

    /** The text with all that stands in brackets or quotes blotted out, of the same length. */
    private static String shallow(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean inside = depth > 0 || quote != 0;
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
                inside = depth > 0;
            }
            out.append(inside || quote != 0 ? '_' : c);
        }
        return out.toString();
    }

    private static List<String> split(String condition) {
        if (isWhole(condition)) {
            return List.of(condition);
        }
        String shallow = shallow(condition);
        List<String> out = new ArrayList<>();
        int from = 0;
        for (int at = shallow.indexOf(" AND "); at >= 0; at = shallow.indexOf(" AND ", at + 5)) {
            out.add(condition.substring(from, at).strip());
            from = at + 5;
        }
        out.add(condition.substring(from).strip());
        return out;
    }

    /** Without the brackets that stand around all of it. */
    private static String unwrapped(String part) {
        String out = part;
        while (out.startsWith("(") && shallow(out).lastIndexOf(')') == out.length() - 1 && closes(out)) {
            out = out.substring(1, out.length() - 1).strip();
        }
        return out;
    }

    /** Whether the first bracket is closed by the last. */
    private static boolean closes(String text) {
        return shallow(text).indexOf(')') == text.length() - 1;
    }

    boolean isAlways() {
        return parts.isEmpty();
    }

    boolean isNever() {
        return parts.equals(List.of(FALSE));
    }

    /** The column, when all that is asked is that it is known; empty otherwise. */
    String known() {
        return only(KNOWN);
    }

    /** The column, when all that is asked is that it is not known; empty otherwise. */
    String unknown() {
        return only(UNKNOWN);
    }

    private String only(Pattern pattern) {
        Matcher matcher = pattern.matcher(parts.size() == 1 ? parts.getFirst() : "");
        return matcher.matches() ? matcher.group(1) : "";
    }

    String sql() {
        return parts.isEmpty() ? TRUE : String.join(" AND ", parts);
    }

    /** Columns of the checked table that it looks at. */
    Set<String> columns() {
        Set<String> out = new java.util.TreeSet<>();
        Matcher matcher = COLUMN.matcher(sql());
        while (matcher.find()) {
            out.add(matcher.group(1));
        }
        return out;
    }
}
