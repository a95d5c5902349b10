package org.steelyard.kernel;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A named source of randomness. A child is a function of its parent, a name and an index alone, so that task 17 of a
 * bootstrap draws the same numbers on one thread or sixteen, and can be run again by itself.
 *
 * <p>The generator is {@code L64X128MixRandom} (Steele and Vigna, OOPSLA 2021, doi:10.1145/3485525), whose stream the
 * Java platform specifies.
 */
public record Seed(long value) {

    /** The stream for one named task. */
    public Seed child(String name, long index) {
        String hex = Digest.ofParts(List.of(Long.toString(value), name, Long.toString(index)))
                .hex();
        return new Seed(
                ByteBuffer.wrap(HexFormat.of().parseHex(hex.substring(0, 16))).getLong());
    }

    public Seed child(String name) {
        return child(name, 0);
    }

    public RandomGenerator generator() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(value);
    }
}
