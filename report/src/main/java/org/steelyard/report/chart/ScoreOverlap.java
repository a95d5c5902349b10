package org.steelyard.report.chart;

/**
 * Distribution of a score in two groups, mirrored about a horizontal line.
 *
 * @param edges of the bins, one more than bins
 * @param hiddenHeight height of the hatched stub that stands for a bin whose value is withheld
 * @param hiddenLabel its legend, such as "≤10 人（不显示）"; empty when nothing is withheld
 */
public record ScoreOverlap(
        Axis axis, String countLabel, double[] edges, Group upper, Group lower, double hiddenHeight, String hiddenLabel)
        implements Chart {

    public ScoreOverlap {
        Shapes.sameLength("bins of " + upper.name(), upper.values().length, edges.length - 1);
        Shapes.sameLength("bins of " + lower.name(), lower.values().length, edges.length - 1);
    }

    /** @param values counts or shares by bin; NaN where withheld */
    public record Group(String name, double[] values) {}
}
