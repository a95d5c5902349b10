package org.steelyard.report.chart;

import java.util.List;

/**
 * Probability that a strategy is worth its cost, by willingness to pay.
 *
 * @param marks thresholds on the horizontal axis
 */
public record AcceptabilityCurve(Axis threshold, Axis probability, List<Series> curves, List<Mark> marks)
        implements Chart {

    public AcceptabilityCurve {
        curves = List.copyOf(curves);
        marks = List.copyOf(marks);
    }
}
