package org.steelyard.app;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** Errors of the command line and of the chain itself. */
public enum AppError implements ErrorCode {
    /** A path given on the command line does not exist. */
    NO_SUCH_PATH("APP-001", ErrorKind.USAGE),
    /** The output folder holds something that is not an evaluation's output. */
    OUT_NOT_OURS("APP-002", ErrorKind.USAGE),
    /** Another run is writing into the same output folder. */
    OUT_IN_USE("APP-003", ErrorKind.RESOURCE),
    /** Reading or writing failed: disk full, no permission. */
    INPUT_OUTPUT("APP-004", ErrorKind.RESOURCE),
    /** An option's value is not allowed. */
    BAD_OPTION("APP-005", ErrorKind.USAGE),
    /** A failure that should not happen: a defect of the program. */
    INTERNAL("APP-006", ErrorKind.INTERNAL),
    /** Not enough memory for this table. */
    OUT_OF_MEMORY("APP-007", ErrorKind.RESOURCE),
    /** The plan has no source of event tables. */
    NO_EVENT_SOURCE("APP-008", ErrorKind.PROTOCOL),
    /** The engine asked for is not installed. */
    NO_ENGINE("APP-009", ErrorKind.USAGE),
    /** A column that the plan wants to keep is not there, or identifies persons. */
    NOT_KEPT("APP-010", ErrorKind.PROTOCOL);

    private final String id;
    private final ErrorKind kind;

    AppError(String id, ErrorKind kind) {
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
