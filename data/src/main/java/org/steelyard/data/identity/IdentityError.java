package org.steelyard.data.identity;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can be wrong with the key, or with how identities are treated. */
public enum IdentityError implements ErrorCode {
    MISSING_KEY("IDENT-001"),
    MALFORMED_KEY("IDENT-002"),
    KEY_BESIDE_DATA("IDENT-003"),
    KEY_READABLE_BY_OTHERS("IDENT-004"),
    KEY_EXISTS("IDENT-005"),
    KEY_NOT_WRITTEN("IDENT-006"),
    UNDECLARED_IDENTITY("IDENT-007"),
    UNDECLARED_FREE_TEXT("IDENT-008"),
    PSEUDONYM_COLLISION("IDENT-009"),
    UNKNOWN_COLUMN("IDENT-010");

    private final String id;

    IdentityError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public ErrorKind kind() {
        return switch (this) {
            case MISSING_KEY, MALFORMED_KEY, KEY_EXISTS, KEY_NOT_WRITTEN -> ErrorKind.USAGE;
            case KEY_BESIDE_DATA, KEY_READABLE_BY_OTHERS, UNDECLARED_IDENTITY, UNDECLARED_FREE_TEXT -> ErrorKind.POLICY;
            case PSEUDONYM_COLLISION, UNKNOWN_COLUMN -> ErrorKind.DATA;
        };
    }
}
