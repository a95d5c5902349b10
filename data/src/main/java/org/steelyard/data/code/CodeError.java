package org.steelyard.data.code;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can be wrong with a dictionary pack. */
public enum CodeError implements ErrorCode {
    /** There is no such pack. */
    NO_SUCH_PACK("CODE-001"),
    /** A file of the pack lacks a column. */
    MISSING_COLUMN("CODE-002"),
    /** A code system that the program does not know. */
    UNKNOWN_SYSTEM("CODE-003"),
    /** A code that does not look like one of its system. */
    BAD_CODE("CODE-004"),
    /** A day that is none, or one that ends before it begins. */
    BAD_DATES("CODE-005"),
    /** Two versions of one code are in force on the same day. */
    OVERLAPPING_VERSIONS("CODE-006"),
    /** A number that is none. */
    BAD_NUMBER("CODE-007");

    private final String id;

    CodeError(String id) {
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
