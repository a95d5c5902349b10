package org.steelyard.protocol.event;

/** Who stays, as OHDSI's CohortMethod words it (doi:10.1145/3097983.3098154 uses the same definitions). */
public record Restrictions(boolean commonPeriod, int priorObservation, BothArms bothArms, int minimumDaysAtRisk) {

    /** What becomes of people who are in both arms. */
    public enum BothArms {
        KEEP_ALL,
        /** The earlier one stays; who enters both on one day goes. */
        KEEP_FIRST,
        REMOVE_ALL
    }
}
