package org.steelyard.protocol.event;

import java.util.List;
import java.util.Optional;

/**
 * How the cohort is made from event tables.
 *
 * @param entry event of common entry, for {@code COMMON_ENTRY} and, if wanted, {@code REPEATED_TRIALS}
 */
public record EventCohort(
        CohortDesign design,
        Optional<String> source,
        StudyPeriod period,
        Optional<EventSelector> entry,
        int entryWashout,
        Assignment assignment,
        TrialSchedule trials,
        EventArm treated,
        EventArm control,
        Restrictions restrictions,
        List<EventCriterion> inclusion,
        List<EventCriterion> exclusion,
        FollowUp followUp,
        List<EventMeasure> outcomes,
        List<EventMeasure> covariates,
        List<FeatureSet> features) {

    public enum CohortDesign {
        /** Each arm has an event of its own: the active-comparator new-user design. */
        NEW_USER,
        /** One entry for all; the treatment that begins within the grace period decides the arm. */
        COMMON_ENTRY,
        /** A trial every so many days or months; one row a person and trial. */
        REPEATED_TRIALS
    }
}
