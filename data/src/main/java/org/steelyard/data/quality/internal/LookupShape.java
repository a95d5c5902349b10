package org.steelyard.data.quality.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A lookup that names, for each key, the least, the greatest or the sum of some columns of one table, and nothing else.
 *
 * @param key expression of the key
 * @param from the table
 */
record LookupShape(String key, List<Folded> columns, String from) {

    private static final Pattern KEYS = Pattern.compile("SELECT DISTINCT (\\S+) AS k FROM (\\S+)");
    private static final Pattern GROUPS =
            Pattern.compile("SELECT (\\S+) AS k,\\s(.*)\\sFROM (\\S+) GROUP BY 1", Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("(min|max|sum)\\((.*)\\) AS (\\w+)", Pattern.DOTALL);

    LookupShape {
        columns = List.copyOf(columns);
    }

    /** A column: what several rows of one key come to. */
    record Folded(String name, Fold fold, String expression) {}

    enum Fold {
        MIN,
        MAX,
        SUM;

        /** @throws ArithmeticException when a sum runs over */
        long of(long before, long value) {
            return switch (this) {
                case MIN -> Math.min(before, value);
                case MAX -> Math.max(before, value);
                case SUM -> Math.addExact(before, value);
            };
        }
    }

    /** The shape of a lookup as the templates write it; nothing for one that does more. */
    static Optional<LookupShape> of(String lookup) {
        Matcher keys = KEYS.matcher(lookup.strip());
        if (keys.matches()) {
            return Optional.of(new LookupShape(keys.group(1), List.of(), keys.group(2)));
        }
        Matcher groups = GROUPS.matcher(lookup.strip());
        if (!groups.matches()) {
            return Optional.empty();
        }
        List<Folded> columns = new ArrayList<>();
        for (String part : parts(groups.group(2))) {
            Matcher column = COLUMN.matcher(part);
            if (!column.matches() || !isWhole(column.group(2))) {
                return Optional.empty();
            }
            Fold fold = Fold.valueOf(column.group(1).toUpperCase(java.util.Locale.ROOT));
            columns.add(new Folded(column.group(3), fold, column.group(2)));
        }
        return Optional.of(new LookupShape(groups.group(1), columns, groups.group(3)));
    }

    /** The text at the commas that stand outside brackets and quotes. */
    private static List<String> parts(String text) {
        List<String> out = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '\'';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0 && !quoted) {
                out.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        out.add(text.substring(from).strip());
        return out;
    }

    /** Whether no bracket closes that was not opened, so that the text is one expression. */
    private static boolean isWhole(String text) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length() && depth >= 0; i++) {
            char c = text.charAt(i);
            quoted ^= c == '\'';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return depth == 0;
    }
}
