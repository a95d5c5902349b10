package org.steelyard.report.chart;

import java.util.List;

/**
 * Horizontal bars from zero, grouped.
 *
 * @param series legend; every group has one bar for each
 */
public record BarChart(Axis axis, List<String> series, List<Group> groups) implements Chart {

    public BarChart {
        series = List.copyOf(series);
        groups = List.copyOf(groups);
        for (Group group : groups) {
            Shapes.sameLength("bars of " + group.label(), group.bars().size(), series.size());
        }
    }

    public record Group(String label, List<Bar> bars) {
        public Group {
            bars = List.copyOf(bars);
        }
    }

    /**
     * @param value NaN when withheld: only the text is shown
     * @param lower of the interval; NaN together with {@code upper} when there is none
     * @param text beside the bar, already formatted; may be empty
     */
    public record Bar(double value, double lower, double upper, String text) {
        public static Bar of(double value, String text) {
            return new Bar(value, Double.NaN, Double.NaN, text);
        }
    }
}
