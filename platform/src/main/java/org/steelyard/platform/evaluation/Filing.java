package org.steelyard.platform.evaluation;

import java.time.Instant;
import org.steelyard.governance.process.Role;
import org.steelyard.governance.process.State;

/**
 * One thing filed with an evaluation; never changed, never taken away.
 *
 * @param number from 1, in order
 * @param state of the evaluation before the act
 * @param sha256 of the canonical JSON of the body
 */
public record Filing(
        int number, String act, Role role, String account, Instant at, State state, Body body, String sha256) {}
