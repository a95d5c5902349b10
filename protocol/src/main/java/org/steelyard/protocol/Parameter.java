package org.steelyard.protocol;

import org.steelyard.kernel.Text;

/**
 * A parameter with its uncertainty.
 *
 * @param se standard error; 0 with {@link Shape#FIXED}
 */
public record Parameter(double value, Shape shape, double se, Text source) {

    public enum Shape {
        FIXED,
        NORMAL,
        GAMMA,
        BETA,
        LOGNORMAL
    }
}
