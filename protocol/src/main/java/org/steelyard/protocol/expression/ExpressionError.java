package org.steelyard.protocol.expression;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can be wrong with an expression of the plan. */
public enum ExpressionError implements ErrorCode {
    SYNTAX("EXPR-001"),
    UNCLOSED("EXPR-002"),
    UNKNOWN_VARIABLE("EXPR-003"),
    UNKNOWN_FUNCTION("EXPR-004"),
    WRONG_ARGUMENTS("EXPR-005"),
    WRONG_TYPE("EXPR-006"),
    UNKNOWN_LEVEL("EXPR-007"),
    BAD_DATE("EXPR-008"),
    WRONG_RESULT("EXPR-009"),
    TOO_COMPLEX("EXPR-010"),
    EMPTY("EXPR-011");

    private final String id;

    ExpressionError(String id) {
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
