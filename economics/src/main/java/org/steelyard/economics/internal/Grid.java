package org.steelyard.economics.internal;

/**
 * Cycle points 0, 1/c, 2/c, … up to the horizon; when the horizon is no whole number of cycles, the last cycle is short.
 *
 * @param points in years
 */
record Grid(double[] points) {

    private static final double TINY = 1e-9;

    static Grid of(double horizon, double cyclesPerYear) {
        int whole = (int) Math.floor(horizon * cyclesPerYear + TINY);
        boolean rest = horizon * cyclesPerYear - whole > TINY;
        double[] points = new double[whole + 1 + (rest ? 1 : 0)];
        for (int k = 0; k <= whole; k++) {
            points[k] = Math.min(k / cyclesPerYear, horizon);
        }
        points[points.length - 1] = horizon;
        return new Grid(points);
    }

    /** Trapezoid rule over [0, until]; values between points by straight line. */
    double integrate(double[] values, double until) {
        double sum = 0;
        for (int k = 1; k < points.length && points[k - 1] < until; k++) {
            double width = points[k] - points[k - 1];
            double part = Math.min(points[k], until) - points[k - 1];
            double end = values[k - 1] + (values[k] - values[k - 1]) * part / width;
            sum += part * (values[k - 1] + end) / 2;
        }
        return sum;
    }

    /** Σ of what flows in each cycle times the weight at its middle. */
    double total(double[] cumulative, java.util.function.DoubleUnaryOperator weight) {
        double sum = 0;
        for (int k = 1; k < points.length; k++) {
            double middle = (points[k] + points[k - 1]) / 2;
            sum += (cumulative[k] - cumulative[k - 1]) * weight.applyAsDouble(middle);
        }
        return sum;
    }
}
