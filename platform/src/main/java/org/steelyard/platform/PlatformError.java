package org.steelyard.platform;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can go wrong on the platform. The HTTP status follows from the code; see {@link #status}. */
public enum PlatformError implements ErrorCode {
    SIGN_IN("PLATFORM-001", ErrorKind.PERMISSION, 401),
    FORBIDDEN("PLATFORM-002", ErrorKind.PERMISSION, 403),
    RECUSED("PLATFORM-003", ErrorKind.POLICY, 403),
    NOT_FOUND("PLATFORM-004", ErrorKind.USAGE, 404),
    WRONG_STATE("PLATFORM-005", ErrorKind.POLICY, 409),
    UNMET("PLATFORM-006", ErrorKind.POLICY, 409),
    CHANGED("PLATFORM-007", ErrorKind.POLICY, 412),
    BAD_BODY("PLATFORM-008", ErrorKind.USAGE, 422),
    TAKEN("PLATFORM-009", ErrorKind.USAGE, 409),
    WEAK_PASSWORD("PLATFORM-010", ErrorKind.USAGE, 422),
    TOO_MANY("PLATFORM-011", ErrorKind.RESOURCE, 429),
    SETUP_DONE("PLATFORM-012", ErrorKind.POLICY, 409),
    BAD_SETTING("PLATFORM-013", ErrorKind.USAGE, 500),
    NO_VERSION("PLATFORM-014", ErrorKind.USAGE, 428),
    PATIENT_DATA("PLATFORM-015", ErrorKind.POLICY, 422),
    UNREADABLE("PLATFORM-016", ErrorKind.USAGE, 400),
    BACKUP_BROKEN("PLATFORM-017", ErrorKind.DATA, 422),
    NOT_EMPTY("PLATFORM-018", ErrorKind.POLICY, 409),
    PROVIDER("PLATFORM-019", ErrorKind.PERMISSION, 401),
    NO_SOURCE("PLATFORM-020", ErrorKind.USAGE, 409),
    RUN_GOING("PLATFORM-021", ErrorKind.POLICY, 409),
    RUN_FAILED("PLATFORM-022", ErrorKind.DATA, 422),
    FIRST_PASSWORD("PLATFORM-023", ErrorKind.POLICY, 403),
    SECOND_FACTOR("PLATFORM-024", ErrorKind.POLICY, 403),
    BAD_FILE("PLATFORM-025", ErrorKind.USAGE, 422),
    BACKUP_NEWER("PLATFORM-026", ErrorKind.DATA, 422),
    TOO_LARGE("PLATFORM-027", ErrorKind.USAGE, 413),
    BUSY("PLATFORM-028", ErrorKind.RESOURCE, 503),
    FAULT("PLATFORM-099", ErrorKind.INTERNAL, 500);

    private final String id;
    private final ErrorKind kind;
    private final int status;

    PlatformError(String id, ErrorKind kind, int status) {
        this.id = id;
        this.kind = kind;
        this.status = status;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }

    /** The HTTP status with which it is answered. */
    public int status() {
        return status;
    }
}
