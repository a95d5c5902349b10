package org.steelyard.data.standard;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can be wrong when tables are brought into the standard form. */
public enum StandardError implements ErrorCode {
    /** The folder holds no standard store, or one that is damaged or of another version. */
    NOT_A_STORE("STD-001"),
    /** A required table of the source is not there. */
    MISSING_TABLE("STD-002"),
    /** A required column is not there. */
    MISSING_COLUMN("STD-003"),
    /** A cell does not fit the type of its column. */
    BAD_VALUE("STD-004"),
    /** A row lacks a value that the standard table requires. */
    MISSING_VALUE("STD-005"),
    /** Two rows have a key that must stand once. */
    DUPLICATE_KEY("STD-006"),
    /** A value is not in the value map. */
    UNMAPPED_VALUE("STD-007"),
    /** A unit cannot be turned into the one asked for. */
    UNKNOWN_UNIT("STD-008"),
    /** No table of the folder is one that the kind of source has. */
    NOTHING_TO_READ("STD-009"),
    /** The output folder holds something else than a store. */
    OUT_NOT_A_STORE("STD-010"),
    /** A column writes its dates in more than one style. */
    MIXED_DATE_STYLES("STD-011"),
    /** The header of a file stands again amid its rows. */
    HEADER_AGAIN("STD-012"),
    /** A spreadsheet has rounded the numbers that tell rows apart. */
    LOST_DIGITS("STD-013"),
    /** Concepts of the source have numbers that a dictionary pack uses for others. */
    CONCEPTS_COLLIDE("STD-014");

    private final String id;

    StandardError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public ErrorKind kind() {
        return this == OUT_NOT_A_STORE ? ErrorKind.USAGE : ErrorKind.DATA;
    }
}
