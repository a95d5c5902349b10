package org.steelyard.stats.panel;

import org.steelyard.stats.Estimate;

/**
 * The average effect in those first treated in {@code group}, at {@code time}; before treatment, a test of parallel trends.
 *
 * @param base period with which {@code time} is compared
 * @param treated,comparison units used
 */
public record GroupTimeEffect(int group, int time, int base, Estimate estimate, int treated, int comparison) {

    public boolean beforeTreatment() {
        return time < group;
    }

    /** Periods since treatment began. */
    public int exposure() {
        return time - group;
    }
}
