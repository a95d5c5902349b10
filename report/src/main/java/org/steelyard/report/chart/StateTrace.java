package org.steelyard.report.chart;

import java.util.List;

/** Shares of a cohort by state over time, stacked; one panel a strategy, side by side. */
public record StateTrace(Axis time, Axis share, List<String> states, List<Panel> panels) implements Chart {

    public StateTrace {
        states = List.copyOf(states);
        panels = List.copyOf(panels);
        for (Panel panel : panels) {
            Shapes.sameLength("cycles of " + panel.title(), panel.shares().length, panel.time().length);
        }
    }

    /** @param shares by cycle and state: {@code [cycle][state]} */
    public record Panel(String title, double[] time, double[][] shares) {}
}
