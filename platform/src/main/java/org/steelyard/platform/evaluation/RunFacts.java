package org.steelyard.platform.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run's results say of themselves. */
final class RunFacts {

    /** Keys under which rows of people could be smuggled in: results hold none of them. */
    private static final List<String> ROW_KEYS = List.of("patients", "persons", "rows", "records", "data");

    private static final int LONGEST_LIST = 5_000;

    private RunFacts() {}

    static Optional<String> protocolDigest(Body.Run run) {
        return text(run.results().get("protocol"), "digest");
    }

    static Optional<String> codeVersion(Body.Run run) {
        return text(run.results().get("run"), "codeVersion");
    }

    /** Whether it looks like data of people: lists of objects under a telling name, or lists longer than results have. */
    static boolean holdsRows(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .anyMatch(e -> isRows(String.valueOf(e.getKey()), e.getValue())
                                || e.getValue() != null && holdsRows(e.getValue()));
            case List<?> list ->
                list.size() > LONGEST_LIST || list.stream().anyMatch(item -> item != null && holdsRows(item));
            default -> false;
        };
    }

    private static boolean isRows(String key, Object value) {
        return ROW_KEYS.contains(key)
                && value instanceof List<?> list
                && list.stream().anyMatch(item -> item instanceof Map<?, ?> row && !isAggregate(row));
    }

    /** A row of a table by groups says how many people it is about. */
    private static boolean isAggregate(Map<?, ?> row) {
        return row.get("n") instanceof Number;
    }

    private static Optional<String> text(@Nullable Object object, String key) {
        return object instanceof Map<?, ?> map && map.get(key) instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }
}
