package org.steelyard.platform.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.steelyard.disclosure.Redaction;
import org.steelyard.disclosure.SmallCells;

/**
 * A run's results without small counts, and without the numbers that would give one away.
 *
 * <p>Rules, coarser than the report's because nobody looks at what is filed before it is: (1) a row with a small count, or
 * with one whose complement is small, loses all counts, and its shares, intervals and tests with them; (2) the rows beside it
 * lose their counts, because parts and wholes add up; (3) where two rows of a list differ by a small number of people or
 * events, the smaller of both is hidden; (4) sentences lose what the numbers lost. A hazard ratio or a restricted mean survives few events, since neither gives
 * their number back; with a small arm it goes too.
 */
final class Released {

    private static final Set<String> COUNTS = Set.of(
            "n",
            "nTreated",
            "nControl",
            "events",
            "treated",
            "control",
            "remaining",
            "removed",
            "undecided",
            "missing",
            "count",
            "persons",
            "people");

    /** Counts that add up from row to row, or of which one row holds part of another's. */
    private static final Set<String> PARTS =
            Set.of("n", "nTreated", "nControl", "events", "treated", "control", "remaining", "removed", "undecided");

    private static final Set<String> NESTED = Set.of("n", "nTreated", "nControl", "events");

    /** Counts of whole rows; those of the data's size say nothing of a group. */
    private static final Set<String> WHOLES = Set.of("n", "rows", "persons", "people");

    /** Numbers that stand in the plan or the method, and come from nobody. */
    private static final Set<String> SETTINGS =
            Set.of("level", "threshold", "df", "seed", "year", "cycle", "time", "month", "horizon");

    /** Below this, and without a space, a text is a name. */
    private static final int SHORTEST_SENTENCE = 8;

    private static final Pattern UNCOUNTABLE = Pattern.compile(".*(hazard|rmst|restricted|win-).*");

    private final SmallCells rule;
    private final Set<Long> withheld = new HashSet<>();
    private int hidden;

    private Released(SmallCells rule) {
        this.rule = rule;
    }

    static Body.Run of(Body.Run run, SmallCells rule) {
        Released released = new Released(rule);
        Map<String, Object> results = new LinkedHashMap<>();
        run.results()
                .forEach((key, value) -> results.put(
                        key, key.equals("survival") ? new ReleasedCurves(rule).of(value) : released.value(value)));
        results.replaceAll((key, value) -> key.equals("protocol") || key.equals("run") ? value : released.said(value));
        results.put("disclosure", Map.of("hiddenCounts", released.hidden, "limit", rule.limit()));
        return new Body.Run(results);
    }

    private @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> row(map, new Secret(isSmall(map) ? COUNTS : Set.of(), Map.of()));
            case List<?> list -> list(list);
            case null, default -> value;
        };
    }

    private List<@Nullable Object> list(List<?> list) {
        Secret secret = secret(list);
        List<@Nullable Object> items = new ArrayList<>();
        list.forEach(item -> items.add(item instanceof Map<?, ?> map ? row(map, secret) : value(item)));
        return items;
    }

    /**
     * What rows of a list must not show.
     *
     * @param keys counts that go from every row
     * @param values of a count, those that go
     */
    private record Secret(Set<String> keys, Map<String, Set<Long>> values) {
        boolean has(String key, long value) {
            return keys.contains(key) || values.getOrDefault(key, Set.of()).contains(value);
        }
    }

    private Secret secret(List<?> list) {
        boolean small = list.stream().anyMatch(item -> item instanceof Map<?, ?> map && isSmall(map, PARTS));
        Map<String, Set<Long>> values = new HashMap<>();
        NESTED.forEach(key -> values.put(key, near(list, key)));
        return new Secret(small ? PARTS : Set.of(), values);
    }

    /** Values that somebody could take from a larger one that is shown, and be left with a small number. */
    private Set<Long> near(List<?> list, String key) {
        TreeSet<Long> seen = new TreeSet<>();
        list.stream()
                .filter(Map.class::isInstance)
                .map(item -> whole(((Map<?, ?>) item).get(key)))
                .filter(value -> value >= 0)
                .forEach(seen::add);
        Set<Long> near = new HashSet<>();
        long shown = Long.MAX_VALUE;
        for (long value : seen.descendingSet()) {
            if (rule.isSmall(shown - value)) {
                near.add(value);
            } else {
                shown = value;
            }
        }
        return near;
    }

    private Map<String, @Nullable Object> row(Map<?, ?> map, Secret secret) {
        boolean telling = isTelling(map);
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            boolean own = telling && !SETTINGS.contains(name);
            if (value instanceof Number number && (own || secret.has(name, whole(number)))) {
                hide(number);
                row.put(name, null);
            } else if (telling
                    && value instanceof List<?> numbers
                    && numbers.stream().allMatch(Number.class::isInstance)) {
                hidden++;
                row.put(name, null);
            } else {
                row.put(name, value(value));
            }
        });
        return row;
    }

    private void hide(Number number) {
        hidden++;
        if (whole(number) > rule.limit()) {
            withheld.add(whole(number));
        }
    }

    /** Sentences without small counts, and without the counts that were withheld from tables. */
    private @Nullable Object said(@Nullable Object value) {
        return switch (value) {
            case String text ->
                text.indexOf(' ') < 0 && text.length() < SHORTEST_SENTENCE
                        ? text
                        : Redaction.hide(text, rule, withheld);
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> all = new LinkedHashMap<>();
                map.forEach((key, inner) -> all.put(String.valueOf(key), said(inner)));
                yield all;
            }
            case List<?> list -> {
                List<@Nullable Object> all = new ArrayList<>();
                list.forEach(inner -> all.add(said(inner)));
                yield all;
            }
            case null, default -> value;
        };
    }

    /** Whether shares and estimates of the row would tell a small count. */
    private boolean isTelling(Map<?, ?> map) {
        if (!isSmall(map)) {
            return false;
        }
        long n = whole(map.get("n"));
        long treated = Math.max(whole(map.get("nTreated")), whole(map.get("treated")));
        boolean tiny =
                rule.isSmall(n) || treated >= 0 && (rule.isSmall(treated) || n >= 0 && rule.isSmall(n - treated));
        boolean measured = map.get("measure") instanceof String measure
                && UNCOUNTABLE.matcher(measure).matches();
        return tiny || !measured;
    }

    /** A small count in the row itself, or a small rest of the row's whole. */
    private boolean isSmall(Map<?, ?> map) {
        return isSmall(map, COUNTS);
    }

    private boolean isSmall(Map<?, ?> map, Set<String> keys) {
        long all = WHOLES.stream().mapToLong(key -> whole(map.get(key))).max().orElse(-1);
        return map.entrySet().stream()
                .filter(e -> keys.contains(String.valueOf(e.getKey())))
                .mapToLong(e -> whole(e.getValue()))
                .filter(count -> count >= 0)
                .anyMatch(count -> rule.isSmall(count) || all > count && rule.isSmall(all - count));
    }

    /** The value if it is a whole number that is not negative, -1 otherwise. */
    private static long whole(@Nullable Object value) {
        return value instanceof Number number && number.doubleValue() >= 0 && number.longValue() == number.doubleValue()
                ? number.longValue()
                : -1;
    }
}
