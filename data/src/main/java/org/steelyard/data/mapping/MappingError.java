package org.steelyard.data.mapping;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can be wrong with a mapping file beyond its shape. */
public enum MappingError implements ErrorCode {
    /** There is no such file, or no such mapping. */
    NO_SUCH_MAPPING("MAP-001"),
    /** A table, a column or a field that is not there. */
    UNKNOWN_NAME("MAP-002"),
    /** A value says how it is made in more than one way, or in none. */
    UNCLEAR_VALUE("MAP-003"),
    /** The type of a column does not fit the field. */
    WRONG_TYPE("MAP-004"),
    /** A field that a row cannot stand without is not filled. */
    UNFILLED_FIELD("MAP-005"),
    /** A table that is looked up has no key, or is filled later. */
    BAD_REFERENCE("MAP-006"),
    /** A pattern that is none. */
    BAD_PATTERN("MAP-007"),
    /** Some fills of a table have a key and others have none. */
    MIXED_KEYS("MAP-008");

    private final String id;

    MappingError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public ErrorKind kind() {
        return ErrorKind.PROTOCOL;
    }
}
