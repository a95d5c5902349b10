package org.steelyard.economics.agreement;

import java.util.List;

/**
 * A price that falls with volume: each unit costs the price of the tier into which it falls.
 *
 * @param tiers in ascending order; the last reaches without limit
 */
public record PriceVolume(List<Tier> tiers) {

    /** @param upTo last unit of the tier; infinite for the last one */
    public record Tier(double upTo, double price) {}

    public PriceVolume {
        tiers = List.copyOf(tiers);
        double last = 0;
        for (Tier t : tiers) {
            if (!(t.upTo > last) || !(t.price >= 0)) {
                throw new IllegalArgumentException("tiers ascend and prices are not negative");
            }
            last = t.upTo;
        }
        if (tiers.isEmpty() || !Double.isInfinite(tiers.getLast().upTo)) {
            throw new IllegalArgumentException("the last tier has no upper limit");
        }
    }

    public double total(double volume) {
        double sum = 0;
        double from = 0;
        for (Tier t : tiers) {
            sum += Math.max(0, Math.min(volume, t.upTo) - from) * t.price;
            from = t.upTo;
        }
        return sum;
    }

    public double average(double volume) {
        return total(volume) / volume;
    }
}
