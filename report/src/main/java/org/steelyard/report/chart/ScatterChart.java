package org.steelyard.report.chart;

import java.util.List;

/**
 * Points of several kinds, told apart by their shape, with reference lines.
 *
 * @param lines through the plot, such as the limits of significance; dashed differently
 * @param verticals dashed lines at values of the horizontal axis, labelled above the plot
 */
public record ScatterChart(Axis x, Axis y, List<Points> groups, List<Series> lines, List<Mark> verticals)
        implements Chart {

    public ScatterChart {
        groups = List.copyOf(groups);
        lines = List.copyOf(lines);
        verticals = List.copyOf(verticals);
    }

    public record Points(String name, double[] x, double[] y) {

        public Points {
            Shapes.sameLength("y of " + name, y.length, x.length);
        }
    }
}
