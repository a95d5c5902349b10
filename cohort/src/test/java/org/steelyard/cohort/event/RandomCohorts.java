package org.steelyard.cohort.event;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.event.Assignment;
import org.steelyard.protocol.event.ConceptItem;
import org.steelyard.protocol.event.ConceptSet;
import org.steelyard.protocol.event.DayWindow;
import org.steelyard.protocol.event.EventAnchor;
import org.steelyard.protocol.event.EventArm;
import org.steelyard.protocol.event.EventCohort;
import org.steelyard.protocol.event.EventCohort.CohortDesign;
import org.steelyard.protocol.event.EventCriterion;
import org.steelyard.protocol.event.EventCriterion.CriterionKind;
import org.steelyard.protocol.event.EventDomain;
import org.steelyard.protocol.event.EventMeasure;
import org.steelyard.protocol.event.EventMeasure.CostComponent;
import org.steelyard.protocol.event.EventMeasure.Incomplete;
import org.steelyard.protocol.event.EventMeasure.MeasureKind;
import org.steelyard.protocol.event.EventMeasure.WhichValue;
import org.steelyard.protocol.event.EventSelector;
import org.steelyard.protocol.event.FeatureSet;
import org.steelyard.protocol.event.FollowUp;
import org.steelyard.protocol.event.FollowUp.Censor;
import org.steelyard.protocol.event.Restrictions;
import org.steelyard.protocol.event.StudyPeriod;
import org.steelyard.protocol.event.TrialSchedule;
import org.steelyard.protocol.event.VisitKind;

/** Random cohort sections that the plan's check would let pass. */
final class RandomCohorts {

    private static final List<EventDomain> BROAD = List.of(
            EventDomain.CONDITION, EventDomain.DRUG, EventDomain.PROCEDURE, EventDomain.DEVICE, EventDomain.VISIT);

    private final RandomGenerator random;
    private final List<ConceptSet> sets;
    private final boolean several;
    private int names;

    RandomCohorts(RandomGenerator random, boolean several) {
        this.random = random;
        this.several = several;
        sets = List.of(set("a"), set("b"), set("c"));
    }

    List<ConceptSet> sets() {
        return sets;
    }

    EventCohort cohort() {
        CohortDesign design = several ? CohortDesign.NEW_USER : pick(CohortDesign.values());
        boolean trials = design == CohortDesign.REPEATED_TRIALS;
        boolean newUser = design == CohortDesign.NEW_USER;
        StudyPeriod period = trials
                ? new StudyPeriod(
                        Optional.of(RandomWorld.FIRST.plusDays(10)), Optional.of(RandomWorld.FIRST.plusDays(130)))
                : period();
        return new EventCohort(
                design,
                several && chance(2) ? Optional.of("s" + random.nextInt(2)) : Optional.empty(),
                period,
                newUser || trials && chance(2) ? Optional.empty() : Optional.of(broad()),
                newUser || chance(2) ? 0 : 30,
                new Assignment(pick(0, 10, 40), pick(Assignment.TimeZero.values())),
                schedule(),
                arm(true, newUser),
                arm(newUser || chance(2), newUser),
                new Restrictions(chance(3), pick(0, 0, 30), pick(Restrictions.BothArms.values()), pick(0, 0, 1, 30)),
                criteria(),
                criteria(),
                followUp(period),
                outcomes(),
                covariates(),
                features());
    }

    private TrialSchedule schedule() {
        return chance(2)
                ? new TrialSchedule(1, TrialSchedule.Unit.MONTH, window())
                : new TrialSchedule(45, TrialSchedule.Unit.DAY, window());
    }

    private ConceptSet set(String id) {
        List<ConceptItem> items = new ArrayList<>();
        items.add(item(false));
        while (chance(2)) {
            items.add(item(chance(3)));
        }
        return new ConceptSet(id, Text.same(id), items);
    }

    private ConceptItem item(boolean exclude) {
        Optional<String> system = chance(2) ? Optional.of("ICD10CN") : Optional.empty();
        Optional<String> none = Optional.empty();
        return switch (random.nextInt(3)) {
            case 0 ->
                new ConceptItem(system, Optional.of(pickOf(RandomWorld.CODES)), none, Optional.empty(), false, exclude);
            case 1 ->
                new ConceptItem(
                        system,
                        none,
                        Optional.of(pickOf(List.of("I", "I50", "E11.", "K"))),
                        Optional.empty(),
                        false,
                        exclude);
            default ->
                new ConceptItem(
                        Optional.empty(), none, none, Optional.of(pickOf(RandomWorld.CONCEPTS)), chance(2), exclude);
        };
    }

    private EventArm arm(boolean withEvent, boolean newUser) {
        return new EventArm(
                withEvent ? Optional.of(broad()) : Optional.empty(),
                pick(0, 0, 20, 60),
                withEvent && chance(3) ? List.of(pickOf(sets).id()) : List.of(),
                chance(4),
                chance(4) ? Optional.of(period()) : Optional.empty(),
                several && newUser && chance(2) ? Optional.of("s" + random.nextInt(2)) : Optional.empty());
    }

    private StudyPeriod period() {
        LocalDate start = RandomWorld.FIRST.plusDays(random.nextInt(40));
        return new StudyPeriod(
                chance(2) ? Optional.of(start) : Optional.empty(),
                chance(2) ? Optional.of(start.plusDays(100 + random.nextInt(80))) : Optional.empty());
    }

    /** An event that many people have. */
    private EventSelector broad() {
        return selector(pickOf(BROAD), chance(4));
    }

    private EventSelector selector() {
        return selector(pick(EventDomain.values()), chance(3));
    }

    private EventSelector selector(EventDomain domain, boolean everything) {
        boolean visits = domain == EventDomain.VISIT;
        boolean valued = domain == EventDomain.MEASUREMENT || domain == EventDomain.OBSERVATION;
        return new EventSelector(
                domain,
                everything || visits
                        ? Optional.empty()
                        : Optional.of(pickOf(sets).id()),
                visits && !everything ? List.of(pick(VisitKind.values())) : List.of(),
                domain == EventDomain.CONDITION && chance(3),
                valued && chance(2) ? Optional.of(2.0) : Optional.empty(),
                valued && chance(2) ? Optional.of(7.5) : Optional.empty());
    }

    private DayWindow window() {
        int from = random.nextInt(120) - 90;
        int to = from + random.nextInt(120);
        return new DayWindow(
                chance(4) ? Optional.empty() : Optional.of(from), chance(4) ? Optional.empty() : Optional.of(to));
    }

    private Optional<EventAnchor> anchor() {
        return chance(4)
                ? Optional.of(new EventAnchor(selector(), window(), pick(EventAnchor.Which.values())))
                : Optional.empty();
    }

    private List<EventCriterion> criteria() {
        List<EventCriterion> out = new ArrayList<>();
        while (chance(3)) {
            out.add(criterion());
        }
        return out;
    }

    private EventCriterion criterion() {
        CriterionKind kind = pick(CriterionKind.values());
        boolean event = kind == CriterionKind.EVENT;
        int least = random.nextInt(2);
        List<String> values = switch (kind) {
            case SEX -> List.of("female");
            case INSURANCE -> List.of("310");
            case INSTITUTION_LEVEL -> List.of("3");
            default -> List.of();
        };
        return new EventCriterion(
                "c" + names++,
                Text.same("c"),
                kind,
                event ? Optional.of(selector()) : Optional.empty(),
                window(),
                event ? anchor() : Optional.empty(),
                least,
                event && chance(2) ? Optional.of(least + random.nextInt(3)) : Optional.empty(),
                kind == CriterionKind.AGE ? Optional.of(30.0) : Optional.empty(),
                kind == CriterionKind.AGE && chance(2) ? Optional.of(70.0) : Optional.empty(),
                values);
    }

    private FollowUp followUp(StudyPeriod period) {
        List<Censor> censors = new ArrayList<>();
        for (Censor censor : Censor.values()) {
            if (chance(2)) {
                censors.add(censor);
            }
        }
        FollowUp.EndAnchor end = pick(FollowUp.EndAnchor.values());
        return new FollowUp(
                pick(FollowUp.StartAnchor.values()),
                pick(0, 1, 30, -5),
                end == FollowUp.EndAnchor.STUDY_END && period.end().isEmpty() ? FollowUp.EndAnchor.COHORT_START : end,
                pick(0, 60, 120),
                censors,
                chance(2) ? Optional.of(new FollowUp.ExposureEra(pick(0, 15, 30), pick(0, 7))) : Optional.empty());
    }

    private List<EventMeasure> outcomes() {
        List<EventMeasure> out = new ArrayList<>();
        List<MeasureKind> kinds = List.of(
                MeasureKind.ANY,
                MeasureKind.COUNT,
                MeasureKind.TIME_TO_EVENT,
                MeasureKind.RECURRENT,
                MeasureKind.COST,
                MeasureKind.INPATIENT_DAYS,
                MeasureKind.VALUE,
                MeasureKind.READMISSION);
        while (!chance(4)) {
            out.add(measure(pickOf(kinds), chance(2)));
        }
        return out;
    }

    private List<EventMeasure> covariates() {
        List<EventMeasure> out = new ArrayList<>();
        List<MeasureKind> kinds = List.of(
                MeasureKind.AGE,
                MeasureKind.SEX,
                MeasureKind.INDEX_YEAR,
                MeasureKind.INDEX_MONTH,
                MeasureKind.INSURANCE,
                MeasureKind.INSTITUTION_LEVEL,
                MeasureKind.ANY,
                MeasureKind.COUNT,
                MeasureKind.COST,
                MeasureKind.INPATIENT_DAYS,
                MeasureKind.VALUE,
                MeasureKind.CHARLSON);
        while (!chance(5)) {
            out.add(measure(pickOf(kinds), true));
        }
        return out;
    }

    private EventMeasure measure(MeasureKind kind, boolean withWindow) {
        boolean events = switch (kind) {
            case ANY, COUNT, TIME_TO_EVENT, RECURRENT, VALUE -> true;
            case COST -> chance(2);
            default -> false;
        };
        EventDomain domain = kind == MeasureKind.COST
                ? pick(EventDomain.CLAIM, EventDomain.CLAIM_ITEM)
                : kind == MeasureKind.VALUE
                        ? pick(EventDomain.MEASUREMENT, EventDomain.OBSERVATION, EventDomain.VISIT)
                        : pick(EventDomain.values());
        boolean anchorable = (kind == MeasureKind.ANY
                        || kind == MeasureKind.COUNT
                        || kind == MeasureKind.VALUE
                        || kind == MeasureKind.COST)
                && withWindow;
        return new EventMeasure(
                "v" + names++,
                Text.same("v"),
                kind,
                events ? Optional.of(selector(domain, chance(3))) : Optional.empty(),
                withWindow ? Optional.of(window()) : Optional.empty(),
                anchorable ? anchor() : Optional.empty(),
                events && domain == EventDomain.CLAIM_ITEM ? CostComponent.TOTAL : pick(CostComponent.values()),
                pick(WhichValue.values()),
                kind == MeasureKind.RECURRENT ? pick(0, 10) : 0,
                pick(Incomplete.values()),
                kind == MeasureKind.INSURANCE || kind == MeasureKind.INSTITUTION_LEVEL
                        ? List.of("310", "390")
                        : List.of());
    }

    private List<FeatureSet> features() {
        List<FeatureSet> out = new ArrayList<>();
        while (chance(3)) {
            out.add(new FeatureSet(
                    "f" + names++,
                    Text.same("f"),
                    pick(EventDomain.values()),
                    window(),
                    1 + random.nextInt(4),
                    pick(FeatureSet.FeatureCode.values()),
                    pick(FeatureSet.FeatureValue.values())));
        }
        return out;
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    @SafeVarargs
    private <T> T pick(T... from) {
        return from[random.nextInt(from.length)];
    }

    private <T> T pickOf(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
