package org.steelyard.stats.internal;

/** Long work asks here, between parts of a second's length at most, whether somebody wants it to end. */
public final class Stop {

    private Stop() {}

    /** @throws IllegalStateException when the thread was interrupted; it stays so, for the caller to see why */
    public static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted while estimating");
        }
    }
}
