package org.steelyard.platform.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a run that was made anew found the same (guide, part 6, section 5: traceable, reproducible). Every number, word and
 * answer of both results is laid beside its fellow; what says when and where a run was made is listed apart.
 *
 * @param first @param second numbers of the filings
 * @param tolerance largest relative difference of two numbers that count as the same
 * @param compared places that either of them has
 * @param differences the first of those that differ, in the order of the results
 * @param different how many differ in all
 * @param conditions how the circumstances of both runs differ: data, seed, program
 */
public record RunComparison(
        int first,
        int second,
        double tolerance,
        int compared,
        List<Difference> differences,
        int different,
        List<Difference> conditions) {

    private static final int SHOWN = 200;

    /** How a number came about is no part of what was found. */
    private static final Set<String> CIRCUMSTANCES = Set.of("provenance", "startedAt", "lockedAt");

    private static final List<String> NAMES = List.of("id", "name", "variable", "threshold");

    /**
     * @param relative of two numbers: their distance by the larger one
     */
    public record Difference(String where, String first, String second, Optional<Double> relative) {}

    /** @param tolerance from 0 */
    public static RunComparison of(Filing first, Filing second, double tolerance) {
        Map<String, Object> one = ((Body.Run) first.body()).results();
        Map<String, Object> two = ((Body.Run) second.body()).results();
        Map<String, Object> found = leaves(one, false);
        Map<String, Object> anew = leaves(two, false);
        List<Difference> differences = differences(found, anew, tolerance);
        Set<String> places = new LinkedHashSet<>(found.keySet());
        places.addAll(anew.keySet());
        return new RunComparison(
                first.number(),
                second.number(),
                tolerance,
                places.size(),
                differences.subList(0, Math.min(SHOWN, differences.size())),
                differences.size(),
                differences(leaves(one, true), leaves(two, true), 0));
    }

    private static Map<String, Object> leaves(Map<String, Object> results, boolean circumstances) {
        Map<String, Object> leaves = new LinkedHashMap<>();
        results.forEach((key, value) -> {
            if (key.equals("run") == circumstances) {
                collect(key, value, leaves);
            }
        });
        return leaves;
    }

    private static void collect(String path, @Nullable Object value, Map<String, Object> into) {
        switch (value) {
            case null -> put(path, "", into);
            case Map<?, ?> map ->
                map.forEach((key, inner) -> {
                    if (!CIRCUMSTANCES.contains(String.valueOf(key))) {
                        collect(path + "." + key, inner, into);
                    }
                });
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    collect(path + "[" + name(list.get(i), i) + "]", list.get(i), into);
                }
            }
            default -> put(path, value, into);
        }
    }

    /** Rows keep their names when others come or go; numbers of a series have their place alone. */
    private static String name(@Nullable Object row, int place) {
        return row instanceof Map<?, ?> map
                ? NAMES.stream()
                        .map(map::get)
                        .filter(Objects::nonNull)
                        .map(String::valueOf)
                        .findFirst()
                        .orElse(Integer.toString(place))
                : Integer.toString(place);
    }

    private static void put(String path, Object value, Map<String, Object> into) {
        String free = path;
        for (int again = 2; into.containsKey(free); again++) {
            free = path + "#" + again;
        }
        into.put(free, value);
    }

    private static List<Difference> differences(
            Map<String, Object> first, Map<String, Object> second, double tolerance) {
        List<Difference> all = new ArrayList<>();
        Set<String> places = new LinkedHashSet<>(first.keySet());
        places.addAll(second.keySet());
        for (String place : places) {
            Object one = first.getOrDefault(place, "");
            Object two = second.getOrDefault(place, "");
            Optional<Double> relative = one instanceof Number a && two instanceof Number b
                    ? Optional.of(relative(a.doubleValue(), b.doubleValue()))
                    : Optional.empty();
            boolean same = relative.map(r -> r <= tolerance).orElseGet(() -> one.equals(two));
            if (!same) {
                all.add(new Difference(place, String.valueOf(one), String.valueOf(two), relative));
            }
        }
        return all;
    }

    private static double relative(double a, double b) {
        double larger = Math.max(Math.abs(a), Math.abs(b));
        return larger == 0 ? 0 : Math.abs(a - b) / larger;
    }
}
