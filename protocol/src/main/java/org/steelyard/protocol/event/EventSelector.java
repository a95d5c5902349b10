package org.steelyard.protocol.event;

import java.util.List;
import java.util.Optional;

/**
 * Which records count.
 *
 * @param concepts a concept set; every record of the domain when absent
 * @param visits types of visit, for the domain visit; every type when empty
 * @param minimum smallest value of a measurement or observation
 */
public record EventSelector(
        EventDomain domain,
        Optional<String> concepts,
        List<VisitKind> visits,
        boolean mainDiagnosis,
        Optional<Double> minimum,
        Optional<Double> maximum) {}
