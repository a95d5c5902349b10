package org.steelyard.stats.internal;

import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Random numbers whose bits depend on the generator's 64-bit stream alone: the platform does not promise to keep the algorithms of its
 * own bounded integers and Gaussians.
 */
public final class Draws {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Draws() {}

    /** Uniform on (0, 1), never an end. */
    public static double uniform(RandomGenerator random) {
        return ((random.nextLong() >>> 11) + 0.5) * 0x1.0p-53;
    }

    /** Uniform on 0 … bound − 1, with a bias below bound/2⁶⁴. */
    public static int index(RandomGenerator random, int bound) {
        return (int) Math.unsignedMultiplyHigh(random.nextLong(), bound);
    }

    /** Standard normal by inversion. */
    public static double normal(RandomGenerator random) {
        return NORMAL.inverseCumulativeProbability(uniform(random));
    }

    public static double[] normals(RandomGenerator random, int n) {
        double[] z = new double[n];
        for (int i = 0; i < n; i++) {
            z[i] = normal(random);
        }
        return z;
    }

    /** Chi-squared by inversion. */
    public static double chiSquared(RandomGenerator random, double df) {
        return ChiSquaredDistribution.of(df).inverseCumulativeProbability(uniform(random));
    }

    /** Puts rows in random order, in place. */
    public static void shuffle(RandomGenerator random, int[] rows) {
        for (int i = rows.length - 1; i > 0; i--) {
            int j = index(random, i + 1);
            int swap = rows[i];
            rows[i] = rows[j];
            rows[j] = swap;
        }
    }
}
