package org.steelyard.economics.agreement;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can be wrong with the settlement of a real cohort. Numbers are stable once released. */
public enum SettlementError implements ErrorCode {
    /** The model has no such agreement, or several and none was named. */
    WHICH_AGREEMENT("SETTLE-001", ErrorKind.USAGE),
    /** A day that is not there. */
    NO_DAY("SETTLE-002", ErrorKind.DATA),
    /** Days in an order that cannot be. */
    DAYS_OUT_OF_ORDER("SETTLE-003", ErrorKind.DATA),
    /** Nobody started in the period of the agreement. */
    NOBODY("SETTLE-004", ErrorKind.DATA),
    /** The option is no column, or one column is asked to be two things. */
    BAD_COLUMNS("SETTLE-005", ErrorKind.USAGE);

    private final String id;
    private final ErrorKind kind;

    SettlementError(String id, ErrorKind kind) {
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
