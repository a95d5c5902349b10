package org.steelyard.cohort.internal;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.cohort.Attrition;
import org.steelyard.cohort.event.EventStep;

/** One flow from entry events to the people that are analysed. */
public final class EventAttrition {

    private EventAttrition() {}

    /** @param flat begins where the steps end */
    public static Attrition join(List<EventStep> steps, Attrition flat) {
        int before = Math.toIntExact(steps.getFirst().rows());
        int start = before;
        List<Attrition.Step> all = new ArrayList<>();
        for (EventStep step : steps.subList(1, steps.size())) {
            int now = Math.toIntExact(step.rows());
            all.add(new Attrition.Step(step.id(), step.label(), true, before - now, 0, now));
            before = now;
        }
        if (before != flat.start()) {
            throw new IllegalStateException("the table has other rows than its last step");
        }
        all.addAll(flat.steps());
        return new Attrition(flat.table(), start, all, flat.treated(), flat.control());
    }
}
