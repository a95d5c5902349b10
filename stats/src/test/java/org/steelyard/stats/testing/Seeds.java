package org.steelyard.stats.testing;

import org.steelyard.kernel.Seed;

/** The seed of random tests: {@code -Dseed=…}, or a fixed one; always printed, so that a failure can be run again. */
public final class Seeds {

    private Seeds() {}

    public static Seed of(String test) {
        long value = Long.getLong("seed", 20261122L);
        System.out.println(test + ": -Dseed=" + value);
        return new Seed(value).child(test);
    }
}
