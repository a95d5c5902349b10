package org.steelyard.protocol.event;

import java.time.LocalDate;
import java.util.Optional;

/** A calendar period, both ends included; open where absent. */
public record StudyPeriod(Optional<LocalDate> start, Optional<LocalDate> end) {}
