package org.steelyard.protocol.event;

import org.steelyard.kernel.Text;

/** The most frequent codes of a domain in a window, each a covariate {@code name_1}, {@code name_2}, …; ties go by code. */
public record FeatureSet(
        String name, Text label, EventDomain domain, DayWindow window, int top, FeatureCode code, FeatureValue value) {

    public enum FeatureCode {
        SOURCE,
        CONCEPT
    }

    public enum FeatureValue {
        ANY,
        COUNT
    }
}
