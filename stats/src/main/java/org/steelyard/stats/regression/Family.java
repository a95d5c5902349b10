package org.steelyard.stats.regression;

/** Distribution of the outcome, with its link. */
public enum Family {
    /** Outcome from 0 to 1, logit link. */
    BINOMIAL,
    /** Counts, log link. */
    POISSON,
    /** Positive amounts such as costs, log link; the variance is proportional to the square of the mean. */
    GAMMA
}
