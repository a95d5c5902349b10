package org.steelyard.effect.internal;

/**
 * The people an estimate speaks of: everybody in the analysis, or one level of a subgroup.
 *
 * @param population as in {@link org.steelyard.effect.EffectEstimate#population()}
 * @param variable empty for the whole analysis
 */
record Group(String population, String variable) {

    boolean whole() {
        return variable.isEmpty();
    }

    /** Names a check of this group: as it is for the whole analysis. */
    String kind(String kind) {
        return whole() ? kind : kind + ":" + population;
    }
}
