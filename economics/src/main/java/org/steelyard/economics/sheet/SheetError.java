package org.steelyard.economics.sheet;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can be wrong with an economic sheet. Numbers are stable once released. */
public enum SheetError implements ErrorCode {
    UNREADABLE("SHEET-001", ErrorKind.PROTOCOL),
    /** Numbers that make no sense together. */
    BAD_INPUT("SHEET-002", ErrorKind.PROTOCOL),
    /** A name that nothing else in the sheet has. */
    UNKNOWN_NAME("SHEET-003", ErrorKind.PROTOCOL),
    /** A cell that is needed is empty, or out of its range. */
    BAD_CELL("SHEET-004", ErrorKind.DATA),
    /** Nothing to compute. */
    EMPTY("SHEET-005", ErrorKind.PROTOCOL);

    private final String id;
    private final ErrorKind kind;

    SheetError(String id, ErrorKind kind) {
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
