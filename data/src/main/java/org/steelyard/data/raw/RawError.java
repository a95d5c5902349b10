package org.steelyard.data.raw;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can be wrong with a foreign table beyond what {@link org.steelyard.data.DataError} says. */
public enum RawError implements ErrorCode {
    RESERVED_NAME("RAW-001"),
    TOO_MANY_COLUMNS("RAW-002");

    private final String id;

    RawError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public ErrorKind kind() {
        return ErrorKind.DATA;
    }
}
