package org.steelyard.simulator.internal;

/**
 * Random numbers that depend on nothing but the seed, the person, the purpose and how many were drawn before: threads,
 * order and other people cannot change them. A potential outcome draws the same numbers as the observed one.
 *
 * <p>The generator is SplitMix64 (Steele, Lea and Flood, OOPSLA 2014, doi:10.1145/2660193.2660195) started at a hash of
 * the key. Logarithms and exponentials are those of {@link StrictMath}, so that another machine gives the same bits.
 */
final class Draws {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final double UNIT = 0x1.0p-53;

    private final long seed;
    private long state;

    Draws(long seed) {
        this.seed = mix(seed + GOLDEN);
    }

    /** Begins the stream of one purpose of one person; the index tells visits and lines apart. */
    Draws at(long person, Purpose purpose, long index) {
        state = mix(mix(mix(seed ^ person * GOLDEN) + purpose.ordinal() * 0xd1342543de82ef95L) + index * GOLDEN);
        return this;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** Uniform on [0, 1). */
    double uniform() {
        return (next() >>> 11) * UNIT;
    }

    /** A whole number below the bound; the bias of the multiplication is below 2^-32 for the bounds used here. */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    boolean chance(double probability) {
        return uniform() < probability;
    }

    /** Unit exponential. */
    double exponential() {
        return -StrictMath.log(1 - uniform());
    }

    /** Standard normal by Box and Muller; takes exactly two uniforms. */
    double normal() {
        double radius = StrictMath.sqrt(2 * exponential());
        return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
    }

    /** Mean-one lognormal. */
    double lognormal(double sd) {
        return StrictMath.exp(sd * normal() - sd * sd / 2);
    }

    /** What a stream is for; each purpose has its own. */
    enum Purpose {
        PERSON,
        COVER,
        FATE,
        INDEX,
        OUTCOME,
        OUTPATIENT,
        CHRONIC,
        PHARMACY,
        INPATIENT,
        DELIVERY,
        BIRTH,
        READMISSION,
        CLINIC,
        TERMINAL,
        VISIT,
        BILL,
        PURSE,
        REFUND,
        DEFECT,
        MISSING
    }
}
