package org.steelyard.report.chart;

import java.util.List;

/**
 * Lines with optional bands.
 *
 * @param verticals dashed lines at values of the horizontal axis
 * @param horizontals dashed lines at values of the vertical axis
 */
public record LineChart(Axis x, Axis y, List<Series> series, List<Mark> verticals, List<Mark> horizontals)
        implements Chart {

    public LineChart {
        series = List.copyOf(series);
        verticals = List.copyOf(verticals);
        horizontals = List.copyOf(horizontals);
    }
}
