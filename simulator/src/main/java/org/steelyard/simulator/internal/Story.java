package org.steelyard.simulator.internal;

import java.util.List;
import java.util.Optional;

/**
 * What happens to one person in the period, under what was decided or under a treatment that is set.
 *
 * @param dies day of death within the period, or {@link Calendar#NEVER}
 */
record Story(Person person, List<Visit> visits, int dies, Optional<IndexEvent> index) {

    /**
     * The first stay for the index disease.
     *
     * @param survival days from the index day to death, also beyond the period
     * @param risk probability of death within the follow-up, given features and treatment
     * @param restrictedMean expected days alive within the follow-up, given features and treatment
     */
    record IndexEvent(
            Visit visit,
            double[] features,
            double propensity,
            boolean treated,
            long survival,
            double risk,
            double restrictedMean) {}

    /** Which treatment the index stay brings. */
    enum Arm {
        AS_DECIDED,
        USUAL,
        NEW
    }
}
