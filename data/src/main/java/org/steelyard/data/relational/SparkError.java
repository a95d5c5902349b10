package org.steelyard.data.relational;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can go wrong with Spark's own process. */
public enum SparkError implements ErrorCode {
    /** The process ended, or refused its settings, before it took a command. */
    NOT_STARTED("SPARK-001"),
    /** A command failed, or the process ended unasked. */
    FAILED("SPARK-002");

    private final String id;

    SparkError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public ErrorKind kind() {
        return ErrorKind.RESOURCE;
    }
}
