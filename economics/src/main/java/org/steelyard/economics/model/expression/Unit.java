package org.steelyard.economics.model.expression;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A unit: what one of it is in base units, and its dimensions. Time is counted in years, so a QALY, a life year and a year have the same
 * dimension; money in the model's currency. Any other word is a dimension of its own: {@code dose}, {@code test}, {@code USD}.
 *
 * @param scale base units in one of this unit
 * @param powers dimension to exponent, none zero
 */
public record Unit(double scale, Map<String, Integer> powers) {

    public static final String TIME = "time";

    public static final Unit ONE = new Unit(1, Map.of());
    public static final Unit YEAR = new Unit(1, Map.of(TIME, 1));

    public Unit {
        powers = Map.copyOf(new TreeMap<>(powers));
    }

    public Unit times(Unit other) {
        return combine(other, 1);
    }

    public Unit over(Unit other) {
        return combine(other, -1);
    }

    public Unit power(int exponent) {
        Map<String, Integer> out = new TreeMap<>();
        powers.forEach((dimension, p) -> out.put(dimension, p * exponent));
        out.values().removeIf(p -> p == 0);
        return new Unit(StrictMath.pow(scale, exponent), out);
    }

    /** The square root, where every exponent is even. */
    public Optional<Unit> root() {
        if (powers.values().stream().anyMatch(p -> p % 2 != 0)) {
            return Optional.empty();
        }
        Map<String, Integer> out = new TreeMap<>();
        powers.forEach((dimension, p) -> out.put(dimension, p / 2));
        return Optional.of(new Unit(Math.sqrt(scale), out));
    }

    public boolean sameDimension(Unit other) {
        return powers.equals(other.powers);
    }

    private Unit combine(Unit other, int sign) {
        Map<String, Integer> out = new TreeMap<>(powers);
        other.powers.forEach((dimension, p) -> out.merge(dimension, sign * p, Integer::sum));
        out.values().removeIf(p -> p == 0);
        return new Unit(sign > 0 ? scale * other.scale : scale / other.scale, out);
    }

    /** Dimensions in words, such as {@code CNY/year}. */
    @Override
    public String toString() {
        String above = side(1);
        String below = side(-1);
        if (below.isEmpty()) {
            return above.isEmpty() ? "1" : above;
        }
        return (above.isEmpty() ? "1" : above) + "/" + below;
    }

    private String side(int sign) {
        return new TreeMap<>(powers)
                .entrySet().stream()
                        .filter(e -> e.getValue() * sign > 0)
                        .map(e -> name(e.getKey()) + (e.getValue() * sign > 1 ? "^" + e.getValue() * sign : ""))
                        .collect(Collectors.joining(sign > 0 ? "*" : "/"));
    }

    private static String name(String dimension) {
        return dimension.equals(TIME) ? "year" : dimension;
    }
}
