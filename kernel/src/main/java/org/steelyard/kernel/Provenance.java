package org.steelyard.kernel;

import java.util.List;

/**
 * Where a result comes from. A result cannot be built without one.
 *
 * @param inputs digests of the data that went in, in a fixed order
 * @param protocol digest of the evaluation plan in canonical form
 * @param step the step that made the result and its parameters
 * @param codeVersion version and digest of the program
 * @param seed the seed of the run
 */
public record Provenance(List<Digest> inputs, Digest protocol, String step, String codeVersion, long seed) {

    public Provenance {
        inputs = List.copyOf(inputs);
        if (step.isBlank() || codeVersion.isBlank()) {
            throw new IllegalArgumentException("provenance needs a step and a code version");
        }
    }

    public Provenance at(String newStep) {
        return new Provenance(inputs, protocol, newStep, codeVersion, seed);
    }
}
