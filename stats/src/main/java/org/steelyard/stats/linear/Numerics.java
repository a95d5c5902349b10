package org.steelyard.stats.linear;

/**
 * How numbers are crunched. Neither the kernel nor the number of threads changes a bit of a result: every kernel adds in the same order
 * and rounds at the same places.
 */
public record Numerics(Kernel kernel, int threads) {

    /** Ways to compute a cross product. */
    public enum Kernel {
        /** Portable Java. */
        PLAIN("plain"),
        /** The Vector API, where the module {@code jdk.incubator.vector} is resolved; without it the plain kernel is used, and reported. */
        VECTOR("vector");

        private final String id;

        Kernel(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }
    }

    public Numerics {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread");
        }
    }

    /** The fastest kernel that this Java runtime has, on one thread. */
    public static Numerics standard() {
        return new Numerics(Kernel.VECTOR, 1);
    }

    /** The portable kernel on one thread. */
    public static Numerics plain() {
        return new Numerics(Kernel.PLAIN, 1);
    }

    public Numerics withThreads(int newThreads) {
        return new Numerics(kernel, newThreads);
    }

    public Numerics with(Kernel newKernel) {
        return new Numerics(newKernel, threads);
    }
}
