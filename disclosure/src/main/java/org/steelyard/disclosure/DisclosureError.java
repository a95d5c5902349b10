package org.steelyard.disclosure;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** Why a table may not be shown. */
public enum DisclosureError implements ErrorCode {
    /** A sum names a cell that is not in the table. */
    UNKNOWN_CELL("DISC-001", ErrorKind.INTERNAL),
    /** A count is negative. */
    NEGATIVE_COUNT("DISC-002", ErrorKind.DATA),
    /** The parts do not add up to their total. */
    SUM_DOES_NOT_HOLD("DISC-003", ErrorKind.DATA),
    /** What has been released already tells a small count. */
    CANNOT_PROTECT("DISC-004", ErrorKind.POLICY);

    private final String id;
    private final ErrorKind kind;

    DisclosureError(String id, ErrorKind kind) {
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
