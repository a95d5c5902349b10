package org.steelyard.cohort;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can go wrong between a typed source and an analysis table. */
public enum CohortError implements ErrorCode {
    NO_SOURCE("COHORT-001", ErrorKind.PROTOCOL),
    SEVERAL_SOURCES("COHORT-002", ErrorKind.PROTOCOL),
    UNKNOWN_SOURCE("COHORT-003", ErrorKind.PROTOCOL),
    DUPLICATE_VARIABLE("COHORT-004", ErrorKind.PROTOCOL),
    BAD_EXPOSURE("COHORT-005", ErrorKind.PROTOCOL),
    CYCLE("COHORT-006", ErrorKind.PROTOCOL),
    DERIVED_NOT_A_LEVEL("COHORT-007", ErrorKind.DATA),
    DERIVED_NOT_WHOLE("COHORT-008", ErrorKind.DATA),
    DERIVED_OUT_OF_RANGE("COHORT-009", ErrorKind.DATA),
    DERIVED_NEGATIVE_TIME("COHORT-010", ErrorKind.DATA),
    UNDECIDED("COHORT-011", ErrorKind.DATA),
    NOBODY_LEFT("COHORT-012", ErrorKind.DATA),
    EMPTY_ARM("COHORT-013", ErrorKind.DATA),
    DAMAGED_TABLE("COHORT-014", ErrorKind.DATA),
    OTHER_TABLE_VERSION("COHORT-015", ErrorKind.DATA),
    /** A source of event tables has no standard store. */
    NO_STORE("COHORT-016", ErrorKind.DATA);

    private final String id;
    private final ErrorKind kind;

    CohortError(String id, ErrorKind kind) {
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
