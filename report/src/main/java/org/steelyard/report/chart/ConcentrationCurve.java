package org.steelyard.report.chart;

import java.util.List;

/**
 * Cumulative share of something against the cumulative share of people, from worst off to best off.
 *
 * @param diagonalLabel legend of the line of equality
 */
public record ConcentrationCurve(Axis population, Axis cumulative, List<Series> curves, String diagonalLabel)
        implements Chart {

    public ConcentrationCurve {
        curves = List.copyOf(curves);
    }
}
