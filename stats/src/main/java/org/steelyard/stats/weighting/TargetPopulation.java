package org.steelyard.stats.weighting;

/**
 * Whose average effect is meant: everybody, the treated, the controls, the overlap of both, or the matchable.
 *
 * <p>[1] Li, Morgan and Zaslavsky, J Am Stat Assoc 2018;113:390-400, doi:10.1080/01621459.2016.1260466.
 */
public enum TargetPopulation {
    ATE,
    ATT,
    ATC,
    ATO,
    ATM
}
