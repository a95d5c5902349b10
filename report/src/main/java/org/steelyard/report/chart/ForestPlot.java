package org.steelyard.report.chart;

import java.util.List;

/**
 * Estimates with intervals, one a row, between columns of text.
 *
 * @param noEffect where the vertical line stands: 1 for ratios, 0 for differences; NaN for no line
 * @param labelHeader heading of the label column
 * @param leftHeaders headings of the text columns left of the plot
 * @param rightHeaders headings of the text columns right of the plot
 * @param lowerSide what values below {@code noEffect} mean, such as 干预更优; empty for nothing
 * @param upperSide what values above mean
 * @param marks dashed vertical lines, such as margins, labelled above the plot
 */
public record ForestPlot(
        Axis axis,
        double noEffect,
        String labelHeader,
        List<String> leftHeaders,
        List<String> rightHeaders,
        List<Row> rows,
        String lowerSide,
        String upperSide,
        List<Mark> marks)
        implements Chart {

    /** Without marks. */
    public ForestPlot(
            Axis axis,
            double noEffect,
            String labelHeader,
            List<String> leftHeaders,
            List<String> rightHeaders,
            List<Row> rows,
            String lowerSide,
            String upperSide) {
        this(axis, noEffect, labelHeader, leftHeaders, rightHeaders, rows, lowerSide, upperSide, List.of());
    }

    public ForestPlot {
        marks = List.copyOf(marks);
        leftHeaders = List.copyOf(leftHeaders);
        rightHeaders = List.copyOf(rightHeaders);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.kind() != Kind.HEADING) {
                Shapes.sameLength("left texts of " + row.label(), row.left().size(), leftHeaders.size());
                Shapes.sameLength("right texts of " + row.label(), row.right().size(), rightHeaders.size());
            }
        }
    }

    public enum Kind {
        HEADING,
        ESTIMATE,
        /** A pooled or primary estimate, drawn as a diamond. */
        SUMMARY,
        /** Drawn hollow: an exploratory analysis, or one whose assumptions did not hold. */
        EXPLORATORY
    }

    /**
     * @param indent steps to the right, 0 for none
     * @param value NaN when there is none: only the texts are shown
     */
    public record Row(
            String label,
            int indent,
            Kind kind,
            double value,
            double lower,
            double upper,
            List<String> left,
            List<String> right) {
        public Row {
            left = List.copyOf(left);
            right = List.copyOf(right);
        }

        public static Row heading(String label) {
            return new Row(label, 0, Kind.HEADING, Double.NaN, Double.NaN, Double.NaN, List.of(), List.of());
        }
    }
}
