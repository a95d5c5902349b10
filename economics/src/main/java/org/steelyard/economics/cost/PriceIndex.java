package org.steelyard.economics.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.TreeMap;
import org.steelyard.kernel.Money;

/**
 * Prices of years against each other: an amount of one price year in the prices of another is amount × index(to)/index(from). Only the currency of the index is converted, and only years that it holds.
 *
 * @param source where the index stands written
 * @param byYear any base
 */
public record PriceIndex(String name, String source, String currency, Map<Integer, Double> byYear) {

    public PriceIndex {
        byYear = Map.copyOf(new TreeMap<>(byYear));
        if (byYear.values().stream().anyMatch(v -> !(v > 0))) {
            throw new IllegalArgumentException("an index is above 0");
        }
    }

    public Money convert(Money amount, int toYear) {
        if (!amount.currency().equals(currency)) {
            throw new IllegalArgumentException("the index is of another currency");
        }
        double factor = at(toYear) / at(amount.priceYear());
        return new Money(amount.amount().multiply(BigDecimal.valueOf(factor), MathContext.DECIMAL64), currency, toYear);
    }

    /** Yearly changes, in per cent, chained: {@code base} is the year before the first. */
    public static Map<Integer, Double> chained(int base, double... percent) {
        Map<Integer, Double> out = new TreeMap<>(Map.of(base, 100.0));
        double level = 100;
        for (int k = 0; k < percent.length; k++) {
            level *= 1 + percent[k] / 100;
            out.put(base + k + 1, level);
        }
        return out;
    }

    private double at(int year) {
        Double v = byYear.get(year);
        if (v == null) {
            throw new IllegalArgumentException("the index does not hold this year");
        }
        return v;
    }
}
