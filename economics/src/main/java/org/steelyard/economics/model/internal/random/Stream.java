package org.steelyard.economics.model.internal.random;

import java.util.random.RandomGenerator;
import org.steelyard.economics.model.internal.graph.Special;

/**
 * A stream of random numbers addressed by key and number: any draw, and any person, can be visited alone, in any order, on any thread.
 *
 * <p>SplitMix64 (Steele, Lea, Flood. OOPSLA 2014, doi:10.1145/2660193.2660195) started at a mix of key and number. Keys come from {@link
 * org.steelyard.kernel.Seed#child}, a cryptographic digest, so streams of two names are unrelated.
 */
public final class Stream implements RandomGenerator {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    private Stream(long state) {
        this.state = state;
    }

    public static Stream of(long key, long number) {
        return new Stream(mix(key ^ mix(number * GAMMA + GAMMA)));
    }

    @Override
    public long nextLong() {
        state += GAMMA;
        return mix(state);
    }

    /** Uniform on (0, 1), never an end. */
    public double uniform() {
        return ((nextLong() >>> 11) + 0.5) * UNIT;
    }

    /** The {@code index}-th uniform of a stream without walking to it. */
    public static double uniformAt(long start, long index) {
        return ((mix(start + (index + 1) * GAMMA) >>> 11) + 0.5) * UNIT;
    }

    /** Where the stream of this number begins, for {@link #uniformAt}. */
    public static long start(long key, long number) {
        return mix(key ^ mix(number * GAMMA + GAMMA));
    }

    public double normal() {
        return Special.phiInverse(uniform());
    }

    /** Gamma with unit scale by Marsaglia and Tsang (ACM TOMS 2000;26:363–372, doi:10.1145/358407.358414). */
    public double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * StrictMath.pow(uniform(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = normal();
            double v = 1 + c * x;
            if (v <= 0) {
                continue;
            }
            v = v * v * v;
            if (StrictMath.log(uniform()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                return d * v;
            }
        }
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
