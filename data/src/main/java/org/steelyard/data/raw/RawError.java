package org.steelyard.data.raw;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can be wrong with a foreign table beyond what {@link org.steelyard.data.DataError} says. */
public enum RawError implements ErrorCode {
    RESERVED_NAME("RAW-001"),
    TOO_MANY_COLUMNS("RAW-002"),
    MIXED_ENCODING("RAW-003"),
    CONTROL_CHARACTER("RAW-004"),
    STRAY_MARK("RAW-005"),
    ROW_TOO_LONG("RAW-006"),
    ENCRYPTED_ARCHIVE("RAW-007"),
    UNSAFE_MEMBER("RAW-008"),
    SEVERAL_PARTS("RAW-009"),
    MISSING_PART("RAW-010"),
    MALFORMED_JSON("RAW-011"),
    JSON_LIMIT("RAW-012"),
    DUPLICATE_NAME("RAW-013"),
    NESTED_VALUE("RAW-014"),
    NO_SETTLEMENT_LIST("RAW-015"),
    ERROR_CELL("RAW-016"),
    MERGED_CELLS("RAW-017"),
    LOST_DIGITS("RAW-018"),
    CHANGED_MEANWHILE("RAW-019"),
    DUPLICATE_TABLE("RAW-020"),
    NO_TABLES("RAW-021"),
    MALFORMED_CONNECTION("RAW-022"),
    NO_DRIVER("RAW-023"),
    DATABASE_REFUSED("RAW-024"),
    MISSING_TABLE("RAW-025"),
    READING_FAILED("RAW-026"),
    TARGET_NOT_WRITTEN("RAW-027"),
    VALUES_IN_HEADER("RAW-028"),
    FULL_WIDTH_DIGITS("RAW-030"),
    THOUSANDS_SEPARATOR("RAW-031"),
    NOT_A_DECIMAL("RAW-032"),
    TOO_MANY_DECIMALS("RAW-033"),
    NOT_AN_INTEGER("RAW-034"),
    NOT_A_DATE("RAW-035"),
    MIXED_DATE_STYLES("RAW-036"),
    AMBIGUOUS_DATE("RAW-037"),
    NOT_A_CODE("RAW-038"),
    UNIT_IN_NUMBER("RAW-039"),
    TABLE_EXISTS("RAW-040"),
    DATABASE_NOT_WRITTEN("RAW-041");

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
        return switch (this) {
            case MALFORMED_CONNECTION, NO_DRIVER, TABLE_EXISTS -> ErrorKind.USAGE;
            case TARGET_NOT_WRITTEN, DATABASE_NOT_WRITTEN -> ErrorKind.RESOURCE;
            default -> ErrorKind.DATA;
        };
    }
}
