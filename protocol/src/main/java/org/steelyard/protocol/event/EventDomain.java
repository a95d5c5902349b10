package org.steelyard.protocol.event;

/** Kinds of record in the standard tables. */
public enum EventDomain {
    CONDITION,
    PROCEDURE,
    DRUG,
    DEVICE,
    MEASUREMENT,
    OBSERVATION,
    VISIT,
    DRUG_ERA,
    CONDITION_ERA,
    DEATH,
    /** A settlement with the insurance fund. */
    CLAIM,
    /** A line of fee details. */
    CLAIM_ITEM
}
