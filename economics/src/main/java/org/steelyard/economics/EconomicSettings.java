package org.steelyard.economics;

import org.steelyard.kernel.Provenance;
import org.steelyard.kernel.Seed;

/**
 * What a run needs besides data, plan and policy.
 *
 * @param provenance of the analysis table; each estimate says its own step on top
 * @param threads that share the draws; the result does not depend on it
 * @param preSpecified whether the economic part of the plan was locked before the result was known
 */
public record EconomicSettings(Provenance provenance, Seed seed, int threads, boolean preSpecified) {

    public EconomicSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread");
        }
    }
}
