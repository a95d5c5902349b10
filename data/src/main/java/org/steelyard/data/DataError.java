package org.steelyard.data;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can be wrong with a file or with a value in it. */
public enum DataError implements ErrorCode {
    MISSING_FILE("DATA-001"),
    OUTSIDE_FOLDER("DATA-002"),
    UNREADABLE_FILE("DATA-003"),
    UNKNOWN_FORMAT("DATA-004"),
    WRONG_CONTENT("DATA-005"),
    EMPTY_FILE("DATA-006"),
    NO_ROWS("DATA-007"),
    BAD_ENCODING("DATA-008"),
    RAGGED_ROW("DATA-009"),
    UNCLOSED_QUOTE("DATA-010"),
    BAD_QUOTE("DATA-011"),
    EMPTY_HEADER("DATA-012"),
    DUPLICATE_HEADER("DATA-013"),
    UNCLEAR_DELIMITER("DATA-014"),
    FIELD_TOO_LONG("DATA-015"),
    DAMAGED_FILE("DATA-016"),
    MISSING_SHEET("DATA-017"),
    SEVERAL_SHEETS("DATA-018"),
    SUSPICIOUS_ARCHIVE("DATA-019"),
    MISSING_COLUMN("DATA-020"),
    UNDECLARED_MISSING("DATA-021"),
    NOT_A_NUMBER("DATA-022"),
    NOT_AN_INTEGER("DATA-023"),
    NOT_A_DATE("DATA-024"),
    UNDECLARED_VALUE("DATA-025"),
    OUT_OF_RANGE("DATA-026"),
    NEGATIVE_TIME("DATA-027"),
    MISSING_IDENTIFIER("DATA-028"),
    DUPLICATE_PERSON("DATA-029"),
    CONTRADICTORY_VARIABLE("DATA-030"),
    BLANK_ROW("DATA-031"),
    UNSUPPORTED_COLUMN("DATA-032");

    private final String id;

    DataError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public ErrorKind kind() {
        return this == CONTRADICTORY_VARIABLE ? ErrorKind.PROTOCOL : ErrorKind.DATA;
    }
}
