package org.steelyard.report.internal.draw;

/** A closed interval of values; empty ones have {@code low > high}. */
record Range(double low, double high) {

    static final Range EMPTY = new Range(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    static Range of(double... values) {
        Range range = EMPTY;
        for (double value : values) {
            range = range.with(value);
        }
        return range;
    }

    /** Values that are not finite do not count. */
    Range with(double value) {
        return Double.isFinite(value) ? new Range(Math.min(low, value), Math.max(high, value)) : this;
    }

    Range with(Range other) {
        return new Range(Math.min(low, other.low), Math.max(high, other.high));
    }

    boolean isEmpty() {
        return low > high;
    }

    /** Of some width about its values, whatever they are. */
    Range solid() {
        if (isEmpty()) {
            return new Range(0, 1);
        }
        if (high > low) {
            return this;
        }
        double half = low == 0 ? 1 : Math.abs(low) * 0.1;
        return new Range(low - half, high + half);
    }

    double clamp(double value) {
        return Math.max(low, Math.min(high, value));
    }
}
