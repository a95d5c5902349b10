package org.steelyard.protocol.method;

/**
 * The model of the outcome given treatment and covariates.
 *
 * @param family {@code usual}: logistic, linear or, of a count, Poisson
 */
public record OutcomeModelRule(Form form, OutcomeFamily family) {

    public enum Form {
        POOLED,
        PER_ARM
    }

    public enum OutcomeFamily {
        USUAL,
        POISSON,
        NEGATIVE_BINOMIAL,
        GAMMA
    }
}
