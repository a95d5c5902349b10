package org.steelyard.kernel;

/** How many bootstrap replicates a percentile interval needs: what a plan is checked against and what a run refuses. */
public final class PercentileLimits {

    /** So that 0.05 × 20, which is not 1 in floating point, counts as 1. */
    private static final double ROUNDING = 1e-9;

    private PercentileLimits() {}

    /**
     * The least B for which (B + 1)α is 1 at least, α = (1 − level)/2: with fewer the limit lies beyond the outermost replicate
     * (Davison and Hinkley 1997, § 5.2, doi:10.1017/CBO9780511802843).
     *
     * @param level between 0 and 1, for instance 0.95
     */
    public static long leastReplicates(double level) {
        double tail = (1 - level) / 2;
        return (long) Math.ceil((1 - ROUNDING) / tail - 1);
    }
}
