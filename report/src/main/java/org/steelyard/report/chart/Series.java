package org.steelyard.report.chart;

/**
 * A line through points.
 *
 * @param lower of a band about the line; empty together with {@code upper} when there is none
 * @param form how it is drawn
 */
public record Series(String name, double[] x, double[] y, double[] lower, double[] upper, Form form) {

    /** How a series is drawn, without colour telling anything that shape does not. */
    public enum Form {
        LINE,
        /** Points that nothing joins. */
        POINTS,
        /** Thin and grey beneath everything else: many of a kind, none of which is looked at by itself. */
        FAINT
    }

    public Series {
        Shapes.sameLength("y of " + name, y.length, x.length);
        Shapes.sameLength("upper limits of " + name, upper.length, lower.length);
        if (lower.length > 0) {
            Shapes.sameLength("lower limits of " + name, lower.length, x.length);
        }
    }

    public Series(String name, double[] x, double[] y, double[] lower, double[] upper) {
        this(name, x, y, lower, upper, Form.LINE);
    }

    public static Series of(String name, double[] x, double[] y) {
        return new Series(name, x, y, new double[0], new double[0]);
    }

    public Series as(Form newForm) {
        return new Series(name, x, y, lower, upper, newForm);
    }
}
