package org.steelyard.evidence;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can stop the grading: only a policy pack that does not define the scale. */
public enum EvidenceError implements ErrorCode {
    /** The pack lacks a cut-off. */
    MISSING_CUTOFF("EVID-001", ErrorKind.POLICY),
    /** The pack's cut-offs would rank worse evidence above better. */
    NOT_MONOTONE("EVID-002", ErrorKind.POLICY),
    /** A cut-off lies outside its range. */
    OUT_OF_RANGE("EVID-003", ErrorKind.POLICY),
    /** The share of values present, or of errors found, is not between 0 and 1. */
    BAD_REVIEW("EVID-004", ErrorKind.DATA);

    private final String id;
    private final ErrorKind kind;

    EvidenceError(String id, ErrorKind kind) {
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
