package org.steelyard.stats.linear;

/**
 * How numbers are crunched. Neither choice changes what is estimated. Threads never change a bit of a result; the kernel
 * changes the last bits, so it belongs to provenance.
 */
public record Numerics(Kernel kernel, int threads) {

    /** Ways to compute a cross product. */
    public enum Kernel {
        /** Portable Java: the same bits on every machine. */
        PLAIN("plain"),
        /**
         * The Vector API with fused multiply-add: about twice as fast, the same bits on every machine that has the
         * module {@code jdk.incubator.vector}; without the module the plain kernel is used, and reported.
         */
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

    /** The reproducible default: the plain kernel on one thread. */
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
