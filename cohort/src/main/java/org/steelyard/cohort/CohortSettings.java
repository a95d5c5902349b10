package org.steelyard.cohort;

/**
 * How a cohort is built; it never changes what comes out.
 *
 * @param threads of the engine, at least 1
 */
public record CohortSettings(int threads) {

    public CohortSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread");
        }
    }
}
