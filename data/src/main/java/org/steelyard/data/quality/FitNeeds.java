package org.steelyard.data.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.steelyard.data.quality.internal.EventColumns;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.event.ConceptSet;
import org.steelyard.protocol.event.EventCohort;
import org.steelyard.protocol.event.EventCriterion;
import org.steelyard.protocol.event.EventDomain;
import org.steelyard.protocol.event.EventMeasure;
import org.steelyard.protocol.event.EventSelector;
import org.steelyard.protocol.event.StudyPeriod;

/**
 * What an evaluation needs of the data.
 *
 * @param fields that must be filled
 * @param sets of codes that must occur
 * @param priorDays of observation before the index date
 * @param followUpDays of observation from the index date on; 0 when the follow-up has no fixed end
 * @param minimumCompleteness share of filled values that is enough
 * @param smallestCount counts of people from 1 up to this one are not told
 */
public record FitNeeds(
        List<FieldNeed> fields,
        List<SetNeed> sets,
        StudyPeriod period,
        int priorDays,
        int followUpDays,
        double minimumCompleteness,
        long smallestCount) {

    public FitNeeds {
        fields = List.copyOf(fields);
        sets = List.copyOf(sets);
    }

    /** A field, and what it is needed for. */
    public record FieldNeed(String table, String field, Text why) {}

    /** A concept set in one kind of record. */
    public record SetNeed(ConceptSet set, EventDomain domain) {}

    /** Needs of a plan that makes its cohort from event tables; without such a section, completeness of persons only. */
    public static FitNeeds of(Protocol protocol, PolicyPack pack) {
        Optional<EventCohort> cohort = protocol.cohort();
        Map<String, FieldNeed> fields = new TreeMap<>();
        person(fields);
        cohort.ifPresent(c -> measures(c).forEach(m -> fields(m, fields)));
        return new FitNeeds(
                List.copyOf(fields.values()),
                cohort.map(c -> sets(c, protocol.conceptSets())).orElse(List.of()),
                cohort.map(EventCohort::period).orElse(new StudyPeriod(Optional.empty(), Optional.empty())),
                cohort.map(c -> c.restrictions().priorObservation()).orElse(0),
                cohort.map(FitNeeds::followUp).orElse(0),
                protocol.quality().minimumCompleteness(),
                (long) pack.smallestCount().value());
    }

    private static int followUp(EventCohort cohort) {
        return switch (cohort.followUp().endAnchor()) {
            case COHORT_START ->
                Math.max(0, cohort.followUp().endOffset() - cohort.followUp().startOffset());
            case COHORT_END, STUDY_END -> 0;
        };
    }

    private static void person(Map<String, FieldNeed> fields) {
        add(fields, "person", "gender_concept_id", Text.of("性别", "sex"));
        add(fields, "person", "year_of_birth", Text.of("年龄", "age"));
    }

    private static List<EventMeasure> measures(EventCohort cohort) {
        List<EventMeasure> all = new ArrayList<>(cohort.outcomes());
        all.addAll(cohort.covariates());
        return all;
    }

    private static void fields(EventMeasure measure, Map<String, FieldNeed> fields) {
        Text why = measure.label().isBlank() ? Text.same(measure.name()) : measure.label();
        switch (measure.kind()) {
            case INSURANCE -> add(fields, "insurance_period", "insurance_type", why);
            case INSTITUTION_LEVEL -> add(fields, "claim_settlement", "institution_level", why);
            case COST -> add(fields, "claim_settlement", costField(measure.component()), why);
            case INPATIENT_DAYS, READMISSION -> add(fields, "visit_occurrence", "visit_end_date", why);
            case VALUE -> measure.event().ifPresent(event -> value(event.domain(), fields, why));
            case AGE, SEX, INDEX_YEAR, INDEX_MONTH, ANY, COUNT, TIME_TO_EVENT, RECURRENT, CHARLSON -> {}
        }
    }

    private static void value(EventDomain domain, Map<String, FieldNeed> fields, Text why) {
        if (domain == EventDomain.MEASUREMENT || domain == EventDomain.OBSERVATION) {
            add(fields, EventColumns.of(domain).table(), "value_as_number", why);
        }
    }

    private static String costField(EventMeasure.CostComponent component) {
        return switch (component) {
            case TOTAL -> "total_cost";
            case FUND -> "fund_paid";
            case PERSON -> "person_paid";
            case CASH -> "cash_paid";
            case ACCOUNT -> "account_paid";
            case IN_SCOPE -> "in_scope";
        };
    }

    private static void add(Map<String, FieldNeed> fields, String table, String field, Text why) {
        fields.putIfAbsent(table + "." + field, new FieldNeed(table, field, why));
    }

    private static List<SetNeed> sets(EventCohort cohort, List<ConceptSet> known) {
        List<EventSelector> used = new ArrayList<>();
        cohort.entry().ifPresent(used::add);
        cohort.treated().event().ifPresent(used::add);
        cohort.control().event().ifPresent(used::add);
        cohort.inclusion().stream()
                .map(EventCriterion::event)
                .flatMap(Optional::stream)
                .forEach(used::add);
        cohort.exclusion().stream()
                .map(EventCriterion::event)
                .flatMap(Optional::stream)
                .forEach(used::add);
        measures(cohort).stream()
                .map(EventMeasure::event)
                .flatMap(Optional::stream)
                .forEach(used::add);
        Map<String, SetNeed> needs = new TreeMap<>();
        for (EventSelector selector : used) {
            selector.concepts()
                    .flatMap(id -> known.stream().filter(s -> s.id().equals(id)).findFirst())
                    .ifPresent(set ->
                            needs.putIfAbsent(set.id() + " " + selector.domain(), new SetNeed(set, selector.domain())));
        }
        return List.copyOf(needs.values());
    }
}
