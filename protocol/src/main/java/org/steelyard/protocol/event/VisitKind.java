package org.steelyard.protocol.event;

/** Types of visit. */
public enum VisitKind {
    INPATIENT,
    OUTPATIENT,
    EMERGENCY
}
