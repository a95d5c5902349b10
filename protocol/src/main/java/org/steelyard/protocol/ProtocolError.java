package org.steelyard.protocol;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;

/** What can be wrong with a plan, its lock or a policy pack. Numbers are stable once released. */
public enum ProtocolError implements ErrorCode {
    /** The file is not there or cannot be read. */
    UNREADABLE("PLAN-001"),
    /** The bytes are not UTF-8. */
    NOT_UTF8("PLAN-002"),
    /** The file is not well-formed YAML. */
    SYNTAX("PLAN-003"),
    /** A key stands twice in one mapping. */
    DUPLICATE_KEY("PLAN-004"),
    /** The file is larger than any plan, or its aliases unfold to more than that. */
    TOO_LARGE("PLAN-005"),
    /** A field that must be there is not. */
    MISSING_FIELD("PLAN-010"),
    /** A field that the format does not know. */
    UNKNOWN_FIELD("PLAN-011"),
    /** A text where a number belongs, and the like. */
    WRONG_TYPE("PLAN-012"),
    /** A value outside the list of those allowed. */
    NOT_ALLOWED("PLAN-013"),
    /** A number outside its range. */
    OUT_OF_RANGE("PLAN-014"),
    /** A date, code or identifier written in another way than asked for. */
    BAD_FORMAT("PLAN-015"),
    /** An empty text or list where something must stand. */
    EMPTY("PLAN-016"),
    DUPLICATE_ID("PLAN-020"),
    UNKNOWN_REFERENCE("PLAN-021"),
    /** A variable whose role or type does not fit its use. */
    WRONG_VARIABLE("PLAN-022"),
    BAD_VARIABLE("PLAN-023"),
    INCOMPLETE_OUTCOME("PLAN-024"),
    /** A measure that this type of outcome or this adjustment cannot give. */
    IMPOSSIBLE_MEASURE("PLAN-025"),
    /** A covariate that is the exposure, or the outcome, or is computed from them. */
    BAD_COVARIATE("PLAN-026"),
    /** No primary analysis, or two of one outcome. */
    UNCLEAR_PRIMARY("PLAN-027"),
    NOT_ANALYSED("PLAN-028"),
    TOO_FEW_ITEMS("PLAN-029"),
    RAPID_WITHOUT_REASON("PLAN-030"),
    INCOMPLETE_COMPARATOR("PLAN-031"),
    TIMELINE_DISORDER("PLAN-032"),
    INCOMPLETE_ANALYSIS("PLAN-033"),
    BAD_AMENDMENT("PLAN-034"),
    /** Variables defined by one another in a circle. */
    CIRCULAR_DEFINITION("PLAN-035"),
    BAD_PARAMETER("PLAN-036"),
    INCOMPLETE_PLAN("PLAN-037"),
    /** An indicator of a module of value for which the plan has no analysis. */
    MODULE_NOT_PLANNED("PLAN-038"),
    /** A data source that does not say where it is, or says it twice. */
    BAD_SOURCE("PLAN-039"),
    /** A concept set whose lines contradict each other or take nothing in. */
    BAD_CONCEPT_SET("PLAN-040"),
    /** A part of the cohort that lacks what its kind needs, or has what it does not take. */
    BAD_COHORT("PLAN-041"),
    /** A window or a period that ends before it begins. */
    BAD_WINDOW("PLAN-042"),
    /** A design over time that lacks what its kind needs, or has what it does not take. */
    BAD_DESIGN("PLAN-043"),
    /** Fewer bootstrap replicates than percentile limits of the plan's level need. */
    TOO_FEW_REPLICATES("PLAN-044"),
    ALREADY_LOCKED("PLAN-050"),
    CHANGED_AFTER_LOCK("PLAN-051"),
    LOCK_DAMAGED("PLAN-052"),
    NOT_AMENDED("PLAN-053"),
    LOCK_NOT_WRITTEN("PLAN-054"),
    UNKNOWN_PACK("PLAN-060"),
    BAD_PACK("PLAN-061");

    private final String id;

    ProtocolError(String id) {
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
