package org.steelyard.effect;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/**
 * What can stop an analysis. Numbers below 100 belong to {@code stats}, whose errors (collinear terms, no convergence, no pair within the
 * caliper) come through as they are, with the analysis added to their place.
 */
public enum EffectError implements ErrorCode {
    /** After the missing-data rule one arm has nobody, or too few to give a variance. */
    EMPTY_ARM("NUM-101", ErrorKind.NUMERICAL),
    /** A covariate has one value for everybody in the analysis. */
    CONSTANT_COVARIATE("NUM-102", ErrorKind.NUMERICAL),
    /** A covariate tells the arms, or who has the outcome, apart without error. */
    SEPARATION("NUM-103", ErrorKind.NUMERICAL),
    /** The arms have no propensity scores in common. */
    NO_OVERLAP("NUM-104", ErrorKind.NUMERICAL),
    /** Too few events, or events in one arm only, for the measure. */
    TOO_FEW_EVENTS("NUM-105", ErrorKind.NUMERICAL),
    /** The outcome is the same for everybody. */
    CONSTANT_OUTCOME("NUM-106", ErrorKind.NUMERICAL),
    /** The plan asks for a measure that the adjustment cannot give. */
    NOT_AVAILABLE("NUM-107", ErrorKind.NUMERICAL),
    /** The horizon lies beyond the follow-up of an arm. */
    BEYOND_FOLLOW_UP("NUM-108", ErrorKind.NUMERICAL),
    /** A result breaks a property that it must have whatever the data: the program is wrong, not the data. */
    INVARIANT("NUM-109", ErrorKind.INTERNAL),
    /** The analysis table lacks a variable of the plan. */
    NO_VARIABLE("NUM-110", ErrorKind.DATA),
    /** A variable has a type that its use does not allow. */
    WRONG_TYPE("NUM-111", ErrorKind.PROTOCOL),
    /** A follow-up time is negative, or a value is infinite. */
    BAD_VALUE("NUM-112", ErrorKind.DATA),
    /** Too many bootstrap replicates failed for an interval to be trusted. */
    BOOTSTRAP_FAILED("NUM-113", ErrorKind.NUMERICAL),
    /** The thread was interrupted: somebody asked the run to stop. */
    CANCELLED("NUM-114", ErrorKind.RESOURCE),
    /** A predictor of being complete is itself incomplete. */
    INCOMPLETE_PREDICTOR("NUM-115", ErrorKind.DATA);

    private final String id;
    private final ErrorKind kind;

    EffectError(String id, ErrorKind kind) {
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
