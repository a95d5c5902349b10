package org.steelyard.data.quality;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can be wrong with a file of checks, or with a table that is to be checked. */
public enum QualityError implements ErrorCode {
    UNREADABLE_CHECKS("QUAL-001", ErrorKind.USAGE),
    BAD_HEADER("QUAL-002", ErrorKind.USAGE),
    BAD_ROW("QUAL-003", ErrorKind.USAGE),
    UNKNOWN_TYPE("QUAL-004", ErrorKind.USAGE),
    UNKNOWN_TABLE("QUAL-005", ErrorKind.USAGE),
    UNKNOWN_FIELD("QUAL-006", ErrorKind.USAGE),
    BAD_PARAMETER("QUAL-007", ErrorKind.USAGE),
    BAD_VALUE("QUAL-008", ErrorKind.USAGE),
    DUPLICATE_CHECK("QUAL-009", ErrorKind.USAGE),
    UNKNOWN_CHECK("QUAL-010", ErrorKind.USAGE),
    UNREADABLE_TABLE("QUAL-011", ErrorKind.DATA),
    NO_TABLES("QUAL-012", ErrorKind.DATA);

    private final String id;
    private final ErrorKind kind;

    QualityError(String id, ErrorKind kind) {
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
