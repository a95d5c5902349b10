package org.steelyard.stats.meta;

/** Estimators of the variance of true effects between studies; see {@link MetaAnalysis} for formulas. */
public enum BetweenVariance {
    /** None: all studies estimate one number. */
    FIXED,
    DERSIMONIAN_LAIRD,
    HEDGES,
    HUNTER_SCHMIDT,
    SIDIK_JONKMAN,
    MAXIMUM_LIKELIHOOD,
    RESTRICTED_MAXIMUM_LIKELIHOOD,
    EMPIRICAL_BAYES,
    PAULE_MANDEL
}
