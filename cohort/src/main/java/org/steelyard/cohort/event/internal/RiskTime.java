package org.steelyard.cohort.event.internal;

import static org.steelyard.data.relational.Rel.as;
import static org.steelyard.data.relational.Scalar.addDays;
import static org.steelyard.data.relational.Scalar.coalesce;
import static org.steelyard.data.relational.Scalar.col;
import static org.steelyard.data.relational.Scalar.daysFrom;
import static org.steelyard.data.relational.Scalar.eq;
import static org.steelyard.data.relational.Scalar.ge;
import static org.steelyard.data.relational.Scalar.gt;
import static org.steelyard.data.relational.Scalar.known;
import static org.steelyard.data.relational.Scalar.minus;
import static org.steelyard.data.relational.Scalar.of;
import static org.steelyard.data.relational.Scalar.plus;
import static org.steelyard.data.relational.Scalar.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.steelyard.cohort.event.internal.Workspace.Stage;
import org.steelyard.data.relational.DataType;
import org.steelyard.data.relational.Rel;
import org.steelyard.data.relational.Rel.AggregateFunction;
import org.steelyard.data.relational.Rel.Named;
import org.steelyard.data.relational.Rel.Order;
import org.steelyard.data.relational.Rel.Reduction;
import org.steelyard.data.relational.Rel.WindowColumn;
import org.steelyard.data.relational.Rel.WindowFunction;
import org.steelyard.data.relational.Scalar;
import org.steelyard.data.relational.ScalarFunction;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.event.EventArm;
import org.steelyard.protocol.event.EventCohort;
import org.steelyard.protocol.event.FollowUp;
import org.steelyard.protocol.event.FollowUp.Censor;
import org.steelyard.protocol.event.FollowUp.StartAnchor;

/**
 * Time at risk, in days from the index day: its first and last day, and the last day that is observed at all. Days at risk
 * count both ends, as in OHDSI's CohortMethod: a person at risk from day 0 to day 0 has one.
 */
final class RiskTime {

    static final String OBSERVED_TO = "observed_to";
    static final String CENSORED_AT = "censored_at";
    static final String DEATH_AT = "death_at";
    static final String DAYS = "risk_days";

    private final EventCohort cohort;
    private final Events events;
    private final Workspace workspace;

    RiskTime(EventCohort cohort, Events events, Workspace workspace) {
        this.cohort = cohort;
        this.events = events;
        this.workspace = workspace;
    }

    Rel apply(Rel rows) {
        FollowUp followUp = cohort.followUp();
        Rel switched = followUp.censor().contains(Censor.SWITCH) ? withSwitch(rows) : rows;
        Rel ended = followUp.exposure().isPresent() ? withEra(switched) : switched;
        Scalar day = col(Columns.DAY);
        Scalar observedTo = daysFrom(day, col(Columns.OBSERVED_TO));
        Scalar cohortEnd =
                followUp.exposure().isPresent() ? coalesce(daysFrom(day, col("era_end")), observedTo) : observedTo;
        List<Named> first = People.columns(rows);
        first.add(as(OBSERVED_TO, least(studyEnd(day, observedTo))));
        first.add(as(DEATH_AT, daysFrom(day, col(People.DEATH))));
        first.add(as("cohort_end", cohortEnd));
        first.add(as(CENSORED_AT, censoredAt(followUp, day, observedTo)));
        Rel anchored = ended.project(first);
        List<Named> second = People.columns(rows);
        second.add(as(OBSERVED_TO, col(OBSERVED_TO)));
        second.add(as(DEATH_AT, col(DEATH_AT)));
        second.add(as(CENSORED_AT, col(CENSORED_AT)));
        second.add(as(Cells.RISK_FROM, start(followUp)));
        second.add(as(Cells.RISK_TO, Scalar.call(ScalarFunction.LEAST, end(followUp, day), col(CENSORED_AT))));
        Rel bounded = anchored.project(second);
        Scalar days = plus(minus(col(Cells.RISK_TO), col(Cells.RISK_FROM)), of(1));
        Rel timed = bounded.with(as(DAYS, Scalar.call(ScalarFunction.GREATEST, days, of(0))));
        int minimum = cohort.restrictions().minimumDaysAtRisk();
        if (minimum == 0) {
            return workspace.keep("timed", timed);
        }
        Rel kept = workspace.keep("timed", timed);
        Stage stage = new Stage(
                "days-at-risk",
                Text.of("在险至少 " + minimum + " 天", "At risk for at least " + minimum + " days"),
                ge(col(DAYS), of(minimum)));
        workspace.count(kept, List.of(stage), true);
        return kept.filter(stage.condition());
    }

    private List<Scalar> studyEnd(Scalar day, Scalar observedTo) {
        List<Scalar> out = new ArrayList<>(List.of(observedTo));
        cohort.period().end().ifPresent(end -> out.add(daysFrom(day, of(end))));
        return out;
    }

    private Scalar censoredAt(FollowUp followUp, Scalar day, Scalar observedTo) {
        List<Scalar> ends = new ArrayList<>();
        for (Censor censor : followUp.censor()) {
            switch (censor) {
                case DEATH -> ends.add(daysFrom(day, col(People.DEATH)));
                case OBSERVATION_END -> ends.add(observedTo);
                case STUDY_END -> cohort.period().end().ifPresent(end -> ends.add(daysFrom(day, of(end))));
                case SWITCH -> ends.add(col("switched_at"));
            }
        }
        return ends.isEmpty() ? new Scalar.Missing(DataType.INTEGER) : least(ends);
    }

    private static Scalar least(List<Scalar> values) {
        return values.size() == 1 ? values.getFirst() : new Scalar.Call(ScalarFunction.LEAST, values);
    }

    private static Scalar start(FollowUp followUp) {
        Scalar offset = of(followUp.startOffset());
        return followUp.startAnchor() == StartAnchor.COHORT_START ? offset : plus(col("cohort_end"), offset);
    }

    private Scalar end(FollowUp followUp, Scalar day) {
        Scalar offset = of(followUp.endOffset());
        return switch (followUp.endAnchor()) {
            case COHORT_START -> offset;
            case COHORT_END -> plus(col("cohort_end"), offset);
            case STUDY_END ->
                plus(daysFrom(col(Columns.DAY), of(cohort.period().end().orElseThrow())), offset);
        };
    }

    /** Adds the offset of the first event of the other arm after the index day. */
    private Rel withSwitch(Rel rows) {
        List<Rel> found = new ArrayList<>();
        cohort.control().event().ifPresent(e -> found.add(switches(rows, 1, events.matching(e))));
        cohort.treated().event().ifPresent(e -> found.add(switches(rows, 0, events.matching(e))));
        Rel all = found.size() == 1 ? found.getFirst() : new Rel.Union(found);
        List<Named> columns = People.columns(rows);
        columns.add(as("switched_at", col("switched_at")));
        return new Rel.LeftJoin(rows, all, eq(col(Columns.ROW), col("x_row"))).project(columns);
    }

    private Rel switches(Rel rows, int arm, Rel others) {
        Scalar offset = daysFrom(col(Columns.DAY), col(Columns.E_DAY));
        Rel joined = new Rel.Join(
                rows.filter(eq(col(Columns.ARM), of(arm))), others, Scalar.all(events.samePerson(), gt(offset, of(0))));
        return new Rel.Aggregate(
                joined.project(as("x_row", col(Columns.ROW)), as("at", offset)),
                List.of("x_row"),
                List.of(Reduction.of("switched_at", AggregateFunction.MINIMUM, col("at"))));
    }

    /** Adds the end of the era of exposure that begins on the index day. */
    private Rel withEra(Rel rows) {
        List<Rel> found = new ArrayList<>();
        era(rows, 1, cohort.treated()).ifPresent(found::add);
        era(rows, 0, cohort.control()).ifPresent(found::add);
        Rel all = found.size() == 1 ? found.getFirst() : new Rel.Union(found);
        List<Named> columns = People.columns(rows);
        columns.add(as("era_end", col("era_end")));
        return new Rel.LeftJoin(rows, all, eq(col(Columns.ROW), col("x_row"))).project(columns);
    }

    private Optional<Rel> era(Rel rows, int number, EventArm arm) {
        if (arm.event().isEmpty()) {
            return Optional.empty();
        }
        FollowUp.ExposureEra rule = cohort.followUp().exposure().orElseThrow();
        Rel exposures = new Rel.Aggregate(
                new Rel.Join(
                                rows.filter(eq(col(Columns.ARM), of(number))),
                                events.matching(arm.event().get()),
                                Scalar.all(events.samePerson(), ge(col(Columns.E_DAY), col(Columns.DAY))))
                        .only(Columns.ROW, Columns.E_DAY, Columns.E_END),
                List.of(Columns.ROW, Columns.E_DAY),
                List.of(Reduction.of("until", AggregateFunction.MAXIMUM, col(Columns.E_END))));
        Rel reached = new Rel.Window(
                exposures,
                List.of(Columns.ROW),
                List.of(Order.by(Columns.E_DAY)),
                List.of(new WindowColumn("reach", WindowFunction.GREATEST_BEFORE, Optional.of("until"))));
        Scalar broken = Scalar.all(known(col("reach")), gt(daysFrom(col("reach"), col(Columns.E_DAY)), of(rule.gap())));
        Rel breaks = reached.with(as("broken", when(broken, of(1), of(0))));
        Rel eras = new Rel.Window(
                breaks,
                List.of(Columns.ROW),
                List.of(Order.by(Columns.E_DAY)),
                List.of(new WindowColumn("era", WindowFunction.SUM_SO_FAR, Optional.of("broken"))));
        Rel first = new Rel.Aggregate(
                eras.filter(eq(col("era"), of(0))),
                List.of(Columns.ROW),
                List.of(Reduction.of("until_last", AggregateFunction.MAXIMUM, col("until"))));
        return Optional.of(first.project(
                as("x_row", col(Columns.ROW)), as("era_end", addDays(col("until_last"), of(rule.surveillance())))));
    }
}
