package org.steelyard.report.internal.draw;

/**
 * From values to positions.
 *
 * @param from position of the lowest value
 */
record Scale(Range range, boolean log, double from, double to) {

    double at(double value) {
        double low = transform(range.low());
        double share = (transform(value) - low) / (transform(range.high()) - low);
        return from + share * (to - from);
    }

    /** The position, but never outside the axis. */
    double within(double value) {
        return at(range.clamp(value));
    }

    private double transform(double value) {
        return log ? Math.log(value) : value;
    }
}
