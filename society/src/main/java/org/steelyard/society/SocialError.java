package org.steelyard.society;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can be wrong with the social part of a plan or its data. */
public enum SocialError implements ErrorCode {
    NO_SOCIAL_PLAN("SOC-001", ErrorKind.PROTOCOL),
    MISSING_VARIABLE("SOC-002", ErrorKind.PROTOCOL),
    BAD_GROUP("SOC-003", ErrorKind.PROTOCOL),
    BAD_RANK("SOC-004", ErrorKind.PROTOCOL),
    BAD_DISTRIBUTED("SOC-005", ErrorKind.PROTOCOL),
    BAD_OUTCOME("SOC-006", ErrorKind.PROTOCOL),
    NOBODY_KNOWN("SOC-007", ErrorKind.DATA);

    private final String id;
    private final ErrorKind kind;

    SocialError(String id, ErrorKind kind) {
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
