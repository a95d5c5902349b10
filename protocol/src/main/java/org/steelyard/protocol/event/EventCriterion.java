package org.steelyard.protocol.event;

import java.util.List;
import java.util.Optional;
import org.steelyard.kernel.Text;

/** One criterion. What it needs depends on its kind, see {@code docs/cohort.md}. */
public record EventCriterion(
        String id,
        Text text,
        CriterionKind kind,
        Optional<EventSelector> event,
        DayWindow window,
        Optional<EventAnchor> anchor,
        int atLeast,
        Optional<Integer> atMost,
        Optional<Double> minimum,
        Optional<Double> maximum,
        List<String> values) {

    public enum CriterionKind {
        EVENT,
        AGE,
        SEX,
        INSURANCE,
        INSTITUTION_LEVEL
    }
}
