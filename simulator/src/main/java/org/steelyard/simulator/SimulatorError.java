package org.steelyard.simulator;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can be wrong with a request for a region. */
public enum SimulatorError implements ErrorCode {
    /** The configuration is not YAML, or cannot be read. */
    UNREADABLE_CONFIG("SIM-001", ErrorKind.USAGE),
    /** The configuration names something that does not exist. */
    UNKNOWN_SETTING("SIM-002", ErrorKind.USAGE),
    /** A setting has the wrong type or lies outside its range. */
    BAD_SETTING("SIM-003", ErrorKind.USAGE),
    /** The output folder holds something already. */
    OUT_NOT_EMPTY("SIM-004", ErrorKind.USAGE);

    private final String id;
    private final ErrorKind kind;

    SimulatorError(String id, ErrorKind kind) {
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
