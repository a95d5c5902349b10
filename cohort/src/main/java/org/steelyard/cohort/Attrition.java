package org.steelyard.cohort;

import java.util.List;
import org.steelyard.kernel.Text;

/**
 * How many people were left after every criterion, in order.
 *
 * @param start rows of the source table
 */
public record Attrition(String table, int start, List<Step> steps, int treated, int control) {

    public Attrition {
        steps = List.copyOf(steps);
    }

    public int end() {
        return treated + control;
    }

    /**
     * @param undecided of those removed (or kept, if the criterion says so) because a value was missing
     */
    public record Step(String criterion, Text label, boolean inclusion, int removed, int undecided, int remaining) {}
}
