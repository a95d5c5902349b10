package org.steelyard.platform.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.steelyard.disclosure.ReleasedCount;
import org.steelyard.disclosure.RiskSets;
import org.steelyard.disclosure.SmallCells;

/**
 * Survival curves of a run, looked at again before they are filed: a results file may come from anywhere. Each point must stand for
 * more events than the limit, and lie before the time at which few are at risk; others are left out. A curve that does not
 * say how many events it has had is left out whole.
 */
record ReleasedCurves(SmallCells rule) {

    private static final List<String> VALUES = List.of("survival", "lower", "upper");
    private static final List<String> PLAIN = List.of("analysis", "outcome", "unit", "logRankP");

    /** @return the curves that may be filed, without arms that have nothing to show */
    List<Object> of(@Nullable Object curves) {
        return maps(curves)
                .filter(c -> numbers(c.get("riskTimes")).size() > 1)
                .<Object>map(this::curve)
                .toList();
    }

    private Map<String, @Nullable Object> curve(Map<?, ?> curve) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        PLAIN.stream().filter(curve::containsKey).forEach(key -> out.put(key, curve.get(key)));
        List<Number> ticks = numbers(curve.get("riskTimes"));
        out.put("riskTimes", ticks);
        out.put(
                "arms",
                maps(curve.get("arms"))
                        .filter(arm -> isWhole(arm, ticks.size()))
                        .map(arm -> arm(arm, ticks))
                        .toList());
        return out;
    }

    private static boolean isWhole(Map<?, ?> arm, int ticks) {
        int n = numbers(arm.get("time")).size();
        return n > 0
                && numbers(arm.get("events")).size() == n
                && VALUES.stream().map(arm::get).map(ReleasedCurves::size).allMatch(m -> m == n || m == 0)
                && size(arm.get("survival")) == n
                && size(arm.get("atRisk")) == ticks;
    }

    private Map<String, @Nullable Object> arm(Map<?, ?> arm, List<Number> ticks) {
        List<@Nullable Object> atRisk = atRisk(listed(arm.get("atRisk")));
        double end = end(atRisk, ticks);
        List<Number> time = numbers(arm.get("time"));
        int[] events =
                numbers(arm.get("events")).stream().mapToInt(Number::intValue).toArray();
        int[] kept = IntStream.concat(
                        IntStream.range(0, events[0] == 0 ? 1 : 0),
                        IntStream.of(RiskSets.tellable(events, alwaysMany(events.length), rule)))
                .filter(i -> time.get(i).doubleValue() < end)
                .toArray();
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        out.put("arm", String.valueOf(arm.get("arm")));
        Stream.concat(Stream.of("time", "events"), VALUES.stream())
                .forEach(key -> out.put(key, at(listed(arm.get(key)), kept)));
        out.put("atRisk", atRisk);
        return out;
    }

    /** Few at risk are shown by {@code end}; between two of these times there are as many as at the second. */
    private static int[] alwaysMany(int points) {
        return IntStream.range(0, points).map(i -> Integer.MAX_VALUE).toArray();
    }

    private List<@Nullable Object> atRisk(List<?> counts) {
        List<@Nullable Object> out = new ArrayList<>();
        for (Object count : counts) {
            boolean shown = count instanceof Number n
                    && RiskSets.release(new int[] {n.intValue()}, rule)[0] instanceof ReleasedCount.Shown;
            out.add(shown ? count : null);
        }
        return out;
    }

    /** The first time with few at risk or none. */
    private static double end(List<@Nullable Object> atRisk, List<Number> ticks) {
        return IntStream.range(0, ticks.size())
                .filter(i -> !(atRisk.get(i) instanceof Number n) || n.intValue() == 0)
                .mapToDouble(i -> ticks.get(i).doubleValue())
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static List<@Nullable Object> at(List<?> values, int[] kept) {
        if (values.isEmpty()) {
            return List.of();
        }
        List<@Nullable Object> out = new ArrayList<>();
        for (int i : kept) {
            out.add(values.get(i));
        }
        return Collections.unmodifiableList(out);
    }

    private static List<?> listed(@Nullable Object list) {
        return list instanceof List<?> values ? values : List.of();
    }

    private static int size(@Nullable Object list) {
        return list instanceof List<?> values ? values.size() : -1;
    }

    /** All numbers of a list; empty if anything else stands there. */
    private static List<Number> numbers(@Nullable Object list) {
        return list instanceof List<?> values && values.stream().allMatch(Number.class::isInstance)
                ? values.stream().map(Number.class::cast).toList()
                : List.of();
    }

    private static Stream<Map<?, ?>> maps(@Nullable Object list) {
        return list instanceof List<?> values
                ? values.stream().filter(Map.class::isInstance).map(value -> (Map<?, ?>) value)
                : Stream.empty();
    }
}
