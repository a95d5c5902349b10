package org.steelyard.protocol;

import java.time.Instant;
import java.util.List;
import org.steelyard.kernel.Digest;

/** Is the plan fixed? */
public sealed interface PlanStatus {

    /** Nothing was fixed before the analysis: every analysis counts as exploratory. */
    record Unlocked() implements PlanStatus {}

    /** The file is, byte for byte, what was locked. */
    record Locked(Lock lock) implements PlanStatus {}

    /**
     * What is written beside a plan when it is locked.
     *
     * @param schema always {@code steelyard-lock/1}
     * @param file name of the plan's file
     * @param analyses every analysis that any locked version ever had
     * @param previous earlier locked versions, oldest first
     */
    record Lock(
            String schema,
            String protocolId,
            String version,
            String file,
            Digest bytesSha256,
            Digest canonicalSha256,
            Instant lockedAt,
            String steelyardVersion,
            List<LockedAnalysis> analyses,
            List<Previous> previous) {

        public Lock {
            analyses = List.copyOf(analyses);
            previous = List.copyOf(previous);
        }
    }

    /**
     * @param sha256 of all that decides the analysis: its own settings, its outcome, the exposure, the dictionary, the
     *     criteria and the common settings; prose does not count
     * @param since version in which it got this digest
     * @param exploratory true for ever once the analysis was added or changed after results had been seen
     */
    record LockedAnalysis(String id, Digest sha256, String since, boolean exploratory) {}

    record Previous(String version, Digest bytesSha256, Digest canonicalSha256, Instant lockedAt) {}
}
