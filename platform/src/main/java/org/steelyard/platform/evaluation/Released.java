package org.steelyard.platform.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.steelyard.disclosure.SmallCells;

/**
 * A run's results without small counts. Where one count of a row is small, all counts of the row go, so that none can be
 * computed from what stands beside it; of a list in which each step follows from the one before, all go.
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
            "count");
    private static final Set<String> CHAINS = Set.of("attrition", "benchmarkAttrition");

    private final SmallCells rule;
    private int hidden;

    private Released(SmallCells rule) {
        this.rule = rule;
    }

    static Body.Run of(Body.Run run, SmallCells rule) {
        Released released = new Released(rule);
        Map<String, Object> results = new LinkedHashMap<>();
        run.results().forEach((key, value) -> results.put(key, released.value(key, value)));
        results.put("disclosure", Map.of("hiddenCounts", released.hidden, "limit", rule.limit()));
        return new Body.Run(results);
    }

    private @Nullable Object value(String key, @Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> row(map, hasSmall(map));
            case List<?> list -> {
                boolean chain = CHAINS.contains(key)
                        && list.stream().anyMatch(item -> item instanceof Map<?, ?> map && hasSmall(map));
                List<@Nullable Object> items = new ArrayList<>();
                list.forEach(item ->
                        items.add(chain && item instanceof Map<?, ?> map ? row(map, true) : value("", item)));
                yield items;
            }
            case null, default -> value;
        };
    }

    private Map<String, @Nullable Object> row(Map<?, ?> map, boolean hide) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (hide && COUNTS.contains(name) && value instanceof Number) {
                hidden++;
                row.put(name, null);
            } else {
                row.put(name, value(name, value));
            }
        });
        return row;
    }

    private boolean hasSmall(Map<?, ?> map) {
        return map.entrySet().stream()
                .anyMatch(e -> COUNTS.contains(String.valueOf(e.getKey()))
                        && e.getValue() instanceof Number count
                        && count.longValue() == count.doubleValue()
                        && rule.isSmall(count.longValue()));
    }
}
