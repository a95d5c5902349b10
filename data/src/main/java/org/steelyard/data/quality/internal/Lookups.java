package org.steelyard.data.quality.internal;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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

    /** Arrays may take so much of the memory of the process, all together. */
    private static final long SHARE = 8;

    private static final Pattern ON_KEY = Pattern.compile("\u0001\\.k = (t\\.\"[^\"]+\")");

    private final CheckDatabase database;
    private final Map<String, String> tables = new HashMap<>();
    private final Map<String, String> byKeys = new HashMap<>();
    private final Map<String, Optional<DenseLookup.Found>> dense = new HashMap<>();
    private final Map<String, DenseLookup.Found> byKey = new HashMap<>();
    private long room = Runtime.getRuntime().maxMemory() / SHARE;

    Lookups(CheckDatabase database) {
        this.database = database;
    }

    /** What a join is: its lookup, and the condition that finds its row. */
    record Join(String lookup, String on) {

        /** The key that the lookup's own is equal to, when that is all that is asked. */
        Optional<String> key() {
            Matcher matcher = ON_KEY.matcher(on);
            return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
        }

        static Join of(String text) {
            Matcher matcher = JOIN.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not a lookup: " + text);
            }
            return new Join(matcher.group(1), matcher.group(2));
        }
    }

    /**
     * The lookup in arrays, when its keys allow it; made once.
     *
     * @param wholeKey whether the rows hold their key as a whole number
     */
    Optional<DenseLookup.Found> dense(Join join, boolean wholeKey) {
        if (!wholeKey || join.key().isEmpty()) {
            return Optional.empty();
        }
        Optional<DenseLookup.Found> own = dense.computeIfAbsent(join.lookup(), this::arrays);
        return own.isEmpty()
                ? own
                : LookupShape.of(join.lookup()).flatMap(this::richer).or(() -> own);
    }

    /** What the engine cannot tell of a lookup is left to the join, which fails where it must. */
    private Optional<DenseLookup.Found> arrays(String lookup) {
        Optional<LookupShape> shape = LookupShape.of(lookup);
        if (shape.isEmpty()) {
            return Optional.empty();
        }
        Optional<DenseLookup.Found> richer = richer(shape.get());
        if (richer.isPresent()) {
            return richer;
        }
        try {
            Optional<DenseLookup.Found> found =
                    DenseLookup.of(database, "lookup_" + dense.size() + "_of", shape.get(), room);
            found.ifPresent(f -> byKey.merge(
                    shape.get().key() + " " + shape.get().from(),
                    f,
                    (known, made) -> known.cells().size() < made.cells().size() ? made : known));
            room -= found.map(DenseLookup.Found::bytes).orElse(0L);
            return found;
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /** Of keys alone: a lookup of the same keys that has been made, so that one look answers for both. */
    private Optional<DenseLookup.Found> richer(LookupShape shape) {
        return shape.columns().isEmpty()
                ? Optional.ofNullable(byKey.get(shape.key() + " " + shape.from()))
                : Optional.empty();
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
