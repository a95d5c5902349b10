package org.steelyard.protocol.event;

import java.util.List;
import java.util.Optional;

/** Time at risk: from an anchor plus days to an anchor plus days, ended early by what censors. */
public record FollowUp(
        StartAnchor startAnchor,
        int startOffset,
        EndAnchor endAnchor,
        int endOffset,
        List<Censor> censor,
        Optional<ExposureEra> exposure) {

    public enum StartAnchor {
        COHORT_START,
        COHORT_END
    }

    public enum EndAnchor {
        COHORT_START,
        COHORT_END,
        STUDY_END
    }

    public enum Censor {
        DEATH,
        OBSERVATION_END,
        STUDY_END,
        /** The first event of the other arm after the index date. */
        SWITCH
    }

    /** Exposures no more than the gap apart are one; the surveillance days are added to its end. */
    public record ExposureEra(int gap, int surveillance) {}
}
