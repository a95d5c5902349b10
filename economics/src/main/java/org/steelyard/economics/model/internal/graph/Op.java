package org.steelyard.economics.model.internal.graph;

/** What a node computes. Truth is 1 or 0. */
public enum Op {
    CONSTANT(0),
    /** A number from outside: an uncertain parameter, the clock, an attribute of a person. */
    INPUT(0),
    ADD(2),
    SUBTRACT(2),
    MULTIPLY(2),
    DIVIDE(2),
    POWER(2),
    NEGATE(1),
    EXP(1),
    LN(1),
    SQRT(1),
    ABS(1),
    FLOOR(1),
    CEIL(1),
    ROUND(1),
    MIN(2),
    MAX(2),
    LESS(2),
    LESS_OR_EQUAL(2),
    EQUAL(2),
    AND(2),
    OR(2),
    NOT(1),
    IF(3),
    /** 1 − e^(−x), exact for small x. */
    ONE_MINUS_EXP(1),
    /** ln(1 + x). */
    LN_ONE_PLUS(1),
    /** Standard normal distribution function. */
    PHI(1),
    /** Its inverse. */
    PHI_INVERSE(1),
    /** Regularised upper incomplete gamma function Q(a, x). */
    GAMMA_Q(2),
    /** x with Q(a, x) = p. */
    GAMMA_Q_INVERSE(2),
    /** Regularised incomplete beta function I(x; a, b), its arguments in the order x, a, b. */
    BETA_I(3),
    /** x with I(x; a, b) = p, its arguments in the order p, a, b. */
    BETA_I_INVERSE(3),
    LN_GAMMA(1),
    /** Table lookup: the value of the last entry at or below x. */
    STEP(1),
    /** Table lookup with straight lines between entries. */
    LINEAR(1);

    private final int arguments;

    Op(int arguments) {
        this.arguments = arguments;
    }

    public int arguments() {
        return arguments;
    }
}
