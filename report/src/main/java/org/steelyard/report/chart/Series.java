package org.steelyard.report.chart;

/**
 * A line through points.
 *
 * @param lower of a band about the line; empty together with {@code upper} when there is none
 */
public record Series(String name, double[] x, double[] y, double[] lower, double[] upper) {

    public Series {
        Shapes.sameLength("y of " + name, y.length, x.length);
        Shapes.sameLength("upper limits of " + name, upper.length, lower.length);
        if (lower.length > 0) {
            Shapes.sameLength("lower limits of " + name, lower.length, x.length);
        }
    }

    public static Series of(String name, double[] x, double[] y) {
        return new Series(name, x, y, new double[0], new double[0]);
    }
}
