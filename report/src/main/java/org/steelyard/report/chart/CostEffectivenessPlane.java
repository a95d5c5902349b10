package org.steelyard.report.chart;

import java.util.List;

/**
 * Incremental cost against incremental effect of every draw. Many draws are thinned the same way every time.
 *
 * @param effect horizontal axis
 * @param cost vertical axis
 * @param cloudLabel legend of the draws
 * @param base the main result
 * @param ellipseLabel legend of the ellipse that would hold 95% of the draws were they bivariate normal; empty for no ellipse
 */
public record CostEffectivenessPlane(
        Axis effect,
        Axis cost,
        double[] deltaEffect,
        double[] deltaCost,
        String cloudLabel,
        Point base,
        String ellipseLabel,
        List<Threshold> thresholds)
        implements Chart {

    public CostEffectivenessPlane {
        thresholds = List.copyOf(thresholds);
        Shapes.sameLength("draws of cost", deltaCost.length, deltaEffect.length);
    }

    public record Point(double effect, double cost, String label) {}

    /** A line through the origin: {@code slope} is the willingness to pay a unit of effect. */
    public record Threshold(double slope, String label) {}
}
