package org.steelyard.stats;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can go wrong when a model is fitted. */
public enum NumericError implements ErrorCode {
    /** A column of the design is a linear combination of others. */
    COLLINEAR("NUM-001", ErrorKind.NUMERICAL),
    /** A column of the design has one value only and so cannot be told from the intercept. */
    CONSTANT_TERM("NUM-002", ErrorKind.NUMERICAL),
    /** Some combination of terms predicts a binary outcome perfectly, for all rows or for some. */
    SEPARATION("NUM-003", ErrorKind.NUMERICAL),
    /** The iterations ended before the tolerance was met. */
    NOT_CONVERGED("NUM-004", ErrorKind.NUMERICAL),
    /** The outcome has one value only. */
    OUTCOME_CONSTANT("NUM-005", ErrorKind.NUMERICAL),
    /** A number that enters a model is missing, infinite or outside the range that the model allows. */
    INVALID_VALUE("NUM-006", ErrorKind.DATA),
    /** A hazard ratio runs to zero or infinity: the partial likelihood has no maximum. */
    INFINITE_COEFFICIENT("NUM-007", ErrorKind.NUMERICAL),
    /** Nobody had the event. */
    NO_EVENTS("NUM-008", ErrorKind.NUMERICAL),
    /** More terms than observations. */
    TOO_FEW_ROWS("NUM-009", ErrorKind.NUMERICAL),
    /** A matrix that must be positive definite is not. */
    NOT_POSITIVE_DEFINITE("NUM-010", ErrorKind.NUMERICAL),
    /** A combination of settings that the method does not define. */
    UNSUPPORTED("NUM-011", ErrorKind.USAGE),
    /** Arrays that must have one entry per row have another length. */
    SHAPE("NUM-012", ErrorKind.INTERNAL);

    private final String id;
    private final ErrorKind kind;

    NumericError(String id, ErrorKind kind) {
        this.id = id;
        this.kind = kind;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
