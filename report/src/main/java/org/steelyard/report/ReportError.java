package org.steelyard.report;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can be wrong with a document that is to be written, or with writing it. */
public enum ReportError implements ErrorCode {
    UNKNOWN_CROSS_REFERENCE("REPORT-001", ErrorKind.INTERNAL),
    UNKNOWN_CITATION("REPORT-002", ErrorKind.INTERNAL),
    DUPLICATE_ID("REPORT-003", ErrorKind.INTERNAL),
    MALFORMED_ID("REPORT-004", ErrorKind.INTERNAL),
    UNEVEN_TABLE("REPORT-005", ErrorKind.INTERNAL),
    CANNOT_WRITE("REPORT-006", ErrorKind.RESOURCE);

    private final String id;
    private final ErrorKind kind;

    ReportError(String id, ErrorKind kind) {
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
