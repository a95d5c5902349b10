package org.steelyard.governance.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was done.
 *
 * @param actor the account, never a patient
 * @param role in which the actor acted
 * @param act id of the row of the process table, or of another write
 * @param object what it was done to, such as {@code evaluation/12}
 * @param outcome done, or refused: tries that were refused are recorded too
 * @param details short facts; contents are given by digest
 */
public record Event(
        Instant at,
        String actor,
        String role,
        String act,
        String object,
        Outcome outcome,
        Map<String, String> details) {

    public Event {
        details = java.util.Collections.unmodifiableMap(new TreeMap<>(details));
    }

    public enum Outcome {
        DONE,
        REFUSED
    }
}
