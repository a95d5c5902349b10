package org.steelyard.data.quality.internal;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The small tables that rows are held against (birth of a person, days of a visit, concepts), made once for all checks.
 */
final class Lookups {

    private static final Pattern JOIN = Pattern.compile("LEFT JOIN \\((.*)\\) AS \u0001 ON (.*)", Pattern.DOTALL);

    /** A lookup of keys alone, which a lookup of the same keys with more columns serves as well. */
    private static final Pattern KEYS = Pattern.compile("SELECT DISTINCT (\\S+) AS k FROM (\\S+)");

    private static final Pattern MORE =
            Pattern.compile("SELECT (\\S+) AS k, .* FROM (\\S+) GROUP BY 1", Pattern.DOTALL);

    private final CheckDatabase database;
    private final Map<String, String> tables = new HashMap<>();
    private final Map<String, String> byKeys = new HashMap<>();

    Lookups(CheckDatabase database) {
        this.database = database;
    }

    /** What a join is: its lookup, and the condition that finds its row. */
    record Join(String lookup, String on) {

        static Join of(String text) {
            Matcher matcher = JOIN.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not a lookup: " + text);
            }
            return new Join(matcher.group(1), matcher.group(2));
        }
    }

    /** The join with the lookup as a table, under an alias. */
    String sql(Join join, String alias) throws SQLException {
        return " LEFT JOIN " + table(join.lookup()) + " AS " + alias + " ON "
                + join.on().replace("\u0001", alias);
    }

    /** The table that holds a lookup. */
    String table(String lookup) throws SQLException {
        Matcher keys = KEYS.matcher(lookup);
        if (keys.matches()) {
            String richer = byKeys.get(keys.group(1) + " " + keys.group(2));
            if (richer != null) {
                return richer;
            }
        }
        String known = tables.get(lookup);
        return known != null ? known : make(lookup);
    }

    private String make(String lookup) throws SQLException {
        String name = "lookup_" + tables.size();
        database.keep(name, lookup);
        tables.put(lookup, name);
        Matcher more = MORE.matcher(lookup);
        if (more.matches()) {
            byKeys.put(more.group(1) + " " + more.group(2), name);
        }
        return name;
    }
}
