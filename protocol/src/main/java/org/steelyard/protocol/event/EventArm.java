package org.steelyard.protocol.event;

import java.util.List;
import java.util.Optional;

/**
 * How people enter one arm.
 *
 * @param event that brings them in; absent for controls that are those without the treatment
 * @param washout days before it that are observed and free of such events
 * @param naive further concept sets that must be absent in the washout
 * @param firstOnly only the first event ever
 * @param source of this arm, if it is another than the cohort's: external controls
 */
public record EventArm(
        Optional<EventSelector> event,
        int washout,
        List<String> naive,
        boolean firstOnly,
        Optional<StudyPeriod> period,
        Optional<String> source) {}
