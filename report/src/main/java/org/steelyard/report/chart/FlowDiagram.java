package org.steelyard.report.chart;

import java.util.List;
import java.util.Optional;

/**
 * Who was left after every criterion.
 *
 * @param steps from top to bottom
 * @param ends boxes that the last step splits into, side by side, such as the arms; may be empty
 */
public record FlowDiagram(List<Step> steps, List<Box> ends) implements Chart {

    public FlowDiagram {
        steps = List.copyOf(steps);
        ends = List.copyOf(ends);
    }

    /** @param side what leaves between this step and the next, on the right */
    public record Step(Box box, Optional<Box> side) {}

    /** @param title in bold; empty when there is none */
    public record Box(String title, List<String> lines) {
        public Box {
            lines = List.copyOf(lines);
        }
    }
}
