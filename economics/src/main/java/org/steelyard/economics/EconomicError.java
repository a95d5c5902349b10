package org.steelyard.economics;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can be wrong with an economic evaluation. */
public enum EconomicError implements ErrorCode {
    NO_ECONOMIC_PLAN("ECON-001", ErrorKind.PROTOCOL),
    UNKNOWN_UNIT_COST("ECON-002", ErrorKind.PROTOCOL),
    UNIT_COST_NOT_ONE("ECON-003", ErrorKind.PROTOCOL),
    CURRENCY_MISMATCH("ECON-004", ErrorKind.PROTOCOL),
    PRICE_YEAR_MISMATCH("ECON-005", ErrorKind.PROTOCOL),
    BAD_DISTRIBUTION("ECON-006", ErrorKind.PROTOCOL),
    BAD_OUTCOME("ECON-007", ErrorKind.PROTOCOL),
    BAD_SETTING("ECON-008", ErrorKind.PROTOCOL),
    BAD_PRICE_LINE("ECON-009", ErrorKind.PROTOCOL),
    MISSING_VARIABLE("ECON-010", ErrorKind.PROTOCOL),
    BAD_POLICY("ECON-011", ErrorKind.POLICY),
    NEGATIVE_QUANTITY("ECON-012", ErrorKind.DATA),
    EMPTY_ARM("ECON-013", ErrorKind.DATA),
    HORIZON_BEYOND_FOLLOW_UP("ECON-014", ErrorKind.DATA),
    /** The model file is not what the plan says, or lacks what the plan names. */
    MODEL_FILE("ECON-015", ErrorKind.PROTOCOL),
    /** The evaluation has nothing to give to a parameter or curve of the model. */
    MODEL_INPUT("ECON-016", ErrorKind.DATA);

    private final String id;
    private final ErrorKind kind;

    EconomicError(String id, ErrorKind kind) {
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
