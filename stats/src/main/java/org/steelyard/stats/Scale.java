package org.steelyard.stats;

/** The scale on which an estimate is close to normal, and on which its standard error is given and results are pooled. */
public enum Scale {
    IDENTITY,
    LOG;

    public double forward(double value) {
        return switch (this) {
            case IDENTITY -> value;
            case LOG -> Math.log(value);
        };
    }

    public double back(double value) {
        return switch (this) {
            case IDENTITY -> value;
            case LOG -> Math.exp(value);
        };
    }
}
