package org.steelyard.economics.model;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can be wrong with a decision model. Numbers are stable once released. */
public enum ModelError implements ErrorCode {
    /** The file is not there or cannot be read. */
    UNREADABLE("MODEL-001", ErrorKind.PROTOCOL),
    /** A text that is no formula. */
    BAD_FORMULA("MODEL-002", ErrorKind.PROTOCOL),
    UNKNOWN_NAME("MODEL-003", ErrorKind.PROTOCOL),
    UNIT_MISMATCH("MODEL-004", ErrorKind.PROTOCOL),
    CIRCULAR("MODEL-005", ErrorKind.PROTOCOL),
    /** A parameter, table or curve that nothing uses. */
    UNUSED("MODEL-006", ErrorKind.PROTOCOL),
    BAD_DISTRIBUTION("MODEL-007", ErrorKind.PROTOCOL),
    /** A section that is missing for this kind of model, or does not belong to it. */
    BAD_SECTION("MODEL-008", ErrorKind.PROTOCOL),
    BAD_SETTING("MODEL-009", ErrorKind.PROTOCOL),
    /** Probabilities that do not sum to one. */
    ROW_SUM("MODEL-010", ErrorKind.PROTOCOL),
    /** Probabilities whose sum exceeds one, so that nothing is left for the complement. */
    NEGATIVE_COMPLEMENT("MODEL-011", ErrorKind.PROTOCOL),
    /** A probability outside 0–1, or a value that is not a number. */
    NOT_A_PROBABILITY("MODEL-012", ErrorKind.PROTOCOL),
    CROSSING_CURVES("MODEL-013", ErrorKind.PROTOCOL),
    BAD_CURVE("MODEL-014", ErrorKind.PROTOCOL),
    BAD_NAME("MODEL-015", ErrorKind.PROTOCOL),
    /** A value that changes where only a constant is possible. */
    NOT_CONSTANT("MODEL-016", ErrorKind.PROTOCOL),
    /** A result that is not a number. */
    NOT_FINITE("MODEL-017", ErrorKind.NUMERICAL),
    /** The run was cancelled; nothing was written. */
    CANCELLED("MODEL-018", ErrorKind.RESOURCE),
    TOO_LARGE("MODEL-019", ErrorKind.RESOURCE),
    /** A budget impact that cannot be. */
    BAD_BUDGET("MODEL-020", ErrorKind.PROTOCOL),
    /** Terms of an agreement that cannot be. */
    BAD_AGREEMENT("MODEL-021", ErrorKind.PROTOCOL);

    private final String id;
    private final ErrorKind kind;

    ModelError(String id, ErrorKind kind) {
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
