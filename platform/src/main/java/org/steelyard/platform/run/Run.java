package org.steelyard.platform.run;

import java.time.Instant;
import java.util.Optional;
import org.steelyard.governance.process.Role;

/**
 * A run that the server started.
 *
 * @param source name of the folder of the data
 * @param problem what the program said last, if it failed
 * @param filing number of the filing of its results
 */
public record Run(
        String id,
        String evaluation,
        String account,
        Role role,
        String source,
        String protocolSha256,
        State state,
        Optional<String> problem,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<Integer> filing) {

    /** What became of it. */
    public enum State {
        GOING,
        DONE,
        FAILED,
        CANCELLED,
        INTERRUPTED
    }
}
