package org.steelyard.effect.internal;

/**
 * People of a sample that an estimate speaks of.
 *
 * @param population as in {@link org.steelyard.effect.EffectEstimate#population()}
 * @param variable empty for the whole analysis
 * @param in one flag a person of the sample
 */
record Group(String population, String variable, boolean[] in) {

    boolean whole() {
        return variable.isEmpty();
    }
}
