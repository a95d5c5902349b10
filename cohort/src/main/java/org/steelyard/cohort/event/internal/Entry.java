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
import static org.steelyard.data.relational.Scalar.le;
import static org.steelyard.data.relational.Scalar.lt;
import static org.steelyard.data.relational.Scalar.missing;
import static org.steelyard.data.relational.Scalar.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.steelyard.cohort.event.EventTables;
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
import org.steelyard.data.relational.Schema;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.event.Assignment.TimeZero;
import org.steelyard.protocol.event.DayWindow;
import org.steelyard.protocol.event.EventArm;
import org.steelyard.protocol.event.EventCohort;
import org.steelyard.protocol.event.EventCohort.CohortDesign;
import org.steelyard.protocol.event.EventSelector;
import org.steelyard.protocol.event.Restrictions.BothArms;
import org.steelyard.protocol.event.StudyPeriod;
import org.steelyard.protocol.event.TrialSchedule;

/**
 * Who enters, in which arm and on which day: rows of person, arm, trial, index day, end of the entry event and the
 * observation period around it, numbered.
 *
 * <p>The order of steps is that of OHDSI's CohortMethod: first ever, washout and observation, period; then people in both
 * arms, and last the common period (https://ohdsi.github.io/CohortMethod/).
 */
final class Entry {

    private static final String PREVIOUS = "previous";
    private static final String CLEAN = "clean";
    private static final int EVER = 36_500;

    private final EventCohort cohort;
    private final Events events;
    private final Workspace workspace;
    private final EventTables tables;
    private final int home;

    Entry(EventCohort cohort, Events events, Workspace workspace, EventTables tables, int home) {
        this.cohort = cohort;
        this.events = events;
        this.workspace = workspace;
        this.tables = tables;
        this.home = home;
    }

    Rel rows() {
        Rel entered = cohort.design() == CohortDesign.NEW_USER
                ? bothByEvent()
                : assigned(cohort.design() == CohortDesign.COMMON_ENTRY ? common() : trials());
        Rel members = workspace.keep("members", entered);
        Rel single = cohort.design() == CohortDesign.REPEATED_TRIALS ? members : bothArms(members);
        Rel shared = cohort.restrictions().commonPeriod() ? commonPeriod(single) : single;
        return workspace.keep("entered", numbered(shared));
    }

    // ---- entry by an event of each arm

    private Rel bothByEvent() {
        int from = workspace.counted();
        Rel treated = arm(cohort.treated(), 1);
        int middle = workspace.counted();
        Rel control = arm(cohort.control(), 0);
        workspace.merge(from, middle);
        return new Rel.Union(List.of(treated, control));
    }

    private Rel arm(EventArm arm, int number) {
        int source = arm.source().map(tables::number).orElse(home);
        EventSelector event = arm.event().orElseThrow();
        Rel candidates = candidates(event, source, arm.firstOnly() || arm.washout() > 0);
        if (arm.washout() > 0 && !arm.naive().isEmpty()) {
            candidates = naive(candidates, arm, source);
        }
        Rel kept = workspace.keep("candidates" + number, candidates.with(as(Columns.ARM, Scalar.of(number))));
        List<Stage> stages = stages(arm.firstOnly(), arm.washout(), arm.period());
        workspace.count(kept, stages, true);
        Rel first = first(kept.filter(all(stages)));
        workspace.count(first, List.of(people()), true);
        return members(first.with(as(Columns.TRIAL, Scalar.of(1))));
    }

    private static Stage people() {
        return new Stage("one-each", Text.of("每人只取最早一次", "The first of each person"), Scalar.of(true));
    }

    /**
     * Days with an entry event, and the observation around them.
     *
     * @param previous whether the day of the event before is asked for
     */
    private Rel candidates(EventSelector event, int source, boolean previous) {
        List<String> byDay = and(events.eventKeys(), Columns.E_DAY);
        Rel days = new Rel.Aggregate(
                events.matching(event, source),
                byDay,
                List.of(Reduction.of(Columns.END, AggregateFunction.MAXIMUM, col(Columns.E_END))));
        List<Named> columns = new ArrayList<>();
        events.keys().forEach(k -> columns.add(as(k, col(Columns.E + k))));
        columns.add(as(Columns.DAY, col(Columns.E_DAY)));
        columns.add(as(Columns.END, col(Columns.END)));
        columns.add(as(CLEAN, Scalar.of(true)));
        if (!previous) {
            return observed(days.project(columns));
        }
        columns.add(as(PREVIOUS, col(PREVIOUS)));
        Rel sequence = new Rel.Window(
                days,
                events.eventKeys(),
                List.of(Order.by(Columns.E_DAY)),
                List.of(new WindowColumn(PREVIOUS, WindowFunction.PREVIOUS, Optional.of(Columns.E_DAY))));
        return observed(sequence.project(columns));
    }

    /** The observation period that holds the day; missing when there is none. */
    private Rel observed(Rel days) {
        Rel periods = events.table("observation_period").prefixed("o_");
        List<Scalar> on = new ArrayList<>();
        on.add(eq(col(Columns.PERSON), col("o_person_id")));
        if (tables.several()) {
            on.add(eq(col(Columns.SOURCE), col("o_source")));
        }
        on.add(le(col("o_observation_period_start_date"), col(Columns.DAY)));
        on.add(ge(col("o_observation_period_end_date"), col(Columns.DAY)));
        Rel joined = new Rel.LeftJoin(days, periods, Scalar.all(on));
        if (isOnePeriodEach(periods)) {
            List<Named> columns = new ArrayList<>(
                    days.schema().names().stream().map(n -> as(n, col(n))).toList());
            columns.add(as(Columns.OBSERVED_FROM, col("o_observation_period_start_date")));
            columns.add(as(Columns.OBSERVED_TO, col("o_observation_period_end_date")));
            return joined.project(columns);
        }
        return new Rel.Aggregate(
                joined,
                days.schema().names(),
                List.of(
                        Reduction.of(
                                Columns.OBSERVED_FROM,
                                AggregateFunction.MINIMUM,
                                col("o_observation_period_start_date")),
                        Reduction.of(
                                Columns.OBSERVED_TO, AggregateFunction.MAXIMUM, col("o_observation_period_end_date"))));
    }

    /** As nearly always: then no day can lie in two periods, and there is nothing to bring together. */
    private boolean isOnePeriodEach(Rel periods) {
        List<String> keys = tables.several() ? List.of("o_person_id", "o_source") : List.of("o_person_id");
        Rel twice = new Rel.Aggregate(periods, keys, List.of(Reduction.count("n"))).filter(gt(col("n"), Scalar.of(1)));
        Rel count = new Rel.Aggregate(twice, List.of(), List.of(Reduction.count("n")));
        return Objects.equals(workspace.engine().rows(count).rows().getFirst().get("n"), 0L);
    }

    /** Marks days that have an event of a naive concept set in the washout before them. */
    private Rel naive(Rel candidates, EventArm arm, int source) {
        EventSelector own = arm.event().orElseThrow();
        List<Rel> others = new ArrayList<>();
        for (String set : arm.naive()) {
            others.add(events.matching(
                            new EventSelector(
                                    own.domain(),
                                    Optional.of(set),
                                    List.of(),
                                    false,
                                    Optional.empty(),
                                    Optional.empty()),
                            source)
                    .only(and(events.eventKeys(), Columns.E_DAY)));
        }
        Rel all = others.size() == 1 ? others.getFirst() : new Rel.Union(others);
        Scalar offset = daysFrom(col(Columns.DAY), col(Columns.E_DAY));
        List<String> names = candidates.schema().names();
        Rel joined = new Rel.LeftJoin(
                candidates,
                new Rel.Distinct(all),
                Scalar.all(events.samePerson(), ge(offset, Scalar.of(-arm.washout())), lt(offset, Scalar.of(0))));
        Rel counted = new Rel.Aggregate(
                joined, names, List.of(Reduction.of("others", AggregateFunction.COUNT, col(Columns.E_DAY))));
        return counted.project(names.stream()
                .map(n -> n.equals(CLEAN) ? as(n, eq(col("others"), Scalar.of(0))) : as(n, col(n)))
                .toList());
    }

    private List<Stage> stages(boolean firstOnly, int washout, Optional<StudyPeriod> own) {
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("entry", Text.of("进入事件", "Entry events"), Scalar.of(true)));
        if (firstOnly) {
            stages.add(new Stage("first-ever", Text.of("一生首次", "First ever"), missing(col(PREVIOUS))));
        }
        if (washout > 0) {
            Scalar apart = Scalar.any(List.of(
                    missing(col(PREVIOUS)), gt(daysFrom(col(PREVIOUS), col(Columns.DAY)), Scalar.of(washout))));
            stages.add(new Stage(
                    "washout",
                    Text.of("洗脱期内无同类事件", "No such event in the washout"),
                    Scalar.all(coalesce(apart, Scalar.of(false)), col(CLEAN))));
        }
        int needed = Math.max(washout, cohort.restrictions().priorObservation());
        stages.add(observation(needed));
        Scalar inside =
                Scalar.all(inside(cohort.period()), own.map(Entry::inside).orElse(Scalar.of(true)));
        stages.add(new Stage("period", Text.of("在研究时期内", "In the study period"), inside));
        return stages;
    }

    private static Stage observation(int days) {
        Scalar enough = ge(daysFrom(col(Columns.OBSERVED_FROM), col(Columns.DAY)), Scalar.of(days));
        Text label = days == 0
                ? Text.of("在观察期内", "Under observation")
                : Text.of("在观察期内，且此前已观察足够天数", "Under observation, and for long enough before");
        return new Stage("observed", label, coalesce(enough, Scalar.of(false)));
    }

    private static Scalar inside(StudyPeriod period) {
        return Scalar.all(Stream.of(
                        period.start().map(d -> ge(col(Columns.DAY), Scalar.of(d))),
                        period.end().map(d -> le(col(Columns.DAY), Scalar.of(d))))
                .flatMap(Optional::stream)
                .toList());
    }

    private static Scalar all(List<Stage> stages) {
        return Scalar.all(stages.stream().map(Stage::condition).toList());
    }

    private Rel first(Rel rows) {
        return new Rel.Window(
                        rows,
                        events.keys(),
                        List.of(Order.by(Columns.DAY)),
                        List.of(new WindowColumn("turn", WindowFunction.ROW_NUMBER, Optional.empty())))
                .filter(eq(col("turn"), Scalar.of(1)));
    }

    private Rel members(Rel rows) {
        return rows.only(Stream.of(
                        events.keys(),
                        List.of(
                                Columns.ARM,
                                Columns.TRIAL,
                                Columns.DAY,
                                Columns.END,
                                Columns.OBSERVED_FROM,
                                Columns.OBSERVED_TO))
                .flatMap(List::stream)
                .toList());
    }

    // ---- a common entry, once or at every trial

    private Rel common() {
        EventSelector entry = cohort.entry().orElseThrow();
        Rel kept = workspace.keep("candidates", candidates(entry, home, cohort.entryWashout() > 0));
        List<Stage> stages = stages(false, cohort.entryWashout(), Optional.empty());
        workspace.count(kept, stages, false);
        Rel first = first(kept.filter(all(stages))).with(as(Columns.TRIAL, Scalar.of(1)));
        workspace.count(first, List.of(people()), false);
        return first.only(baseColumns());
    }

    private Rel trials() {
        Rel dates = new Rel.Values(
                Schema.of(Schema.column(Columns.TRIAL, DataType.INTEGER), Schema.column(Columns.DAY, DataType.DAY)),
                dates(cohort.trials(), cohort.period()));
        Rel people;
        if (cohort.entry().isPresent()) {
            DayWindow window = cohort.trials().entryWindow();
            Scalar offset = daysFrom(col(Columns.DAY), col(Columns.E_DAY));
            List<Scalar> on = new ArrayList<>();
            window.from().ifPresent(f -> on.add(ge(offset, Scalar.of(f))));
            window.to().ifPresent(t -> on.add(le(offset, Scalar.of(t))));
            people = new Rel.Join(events.matching(cohort.entry().get(), home), dates, Scalar.all(on));
        } else {
            Rel everybody = events.table("observation_period").prefixed("o_");
            List<Named> columns = new ArrayList<>();
            columns.add(as(Columns.E + Columns.PERSON, col("o_person_id")));
            if (tables.several()) {
                columns.add(as(Columns.E + Columns.SOURCE, col("o_source")));
            }
            columns.add(as("o_from", col("o_observation_period_start_date")));
            columns.add(as("o_to", col("o_observation_period_end_date")));
            people = new Rel.IntervalJoin(
                    dates, everybody.project(columns), List.of(), new Rel.Interval(Columns.DAY, "o_from", "o_to"));
        }
        List<Named> columns = new ArrayList<>();
        events.keys().forEach(k -> columns.add(as(k, col(Columns.E + k))));
        columns.add(as(Columns.DAY, col(Columns.DAY)));
        columns.add(as(Columns.END, col(Columns.DAY)));
        columns.add(as(Columns.TRIAL, col(Columns.TRIAL)));
        Rel kept = workspace.keep("candidates", observed(new Rel.Distinct(people.project(columns))));
        List<Stage> stages = List.of(
                new Stage("entry", Text.of("人次（人与试验）", "People and trials"), Scalar.of(true)),
                observation(cohort.restrictions().priorObservation()));
        workspace.count(kept, stages, false);
        return kept.filter(all(stages)).only(baseColumns());
    }

    private List<String> baseColumns() {
        return Stream.of(
                        events.keys(),
                        List.of(Columns.TRIAL, Columns.DAY, Columns.END, Columns.OBSERVED_FROM, Columns.OBSERVED_TO))
                .flatMap(List::stream)
                .toList();
    }

    static List<List<Scalar.Literal>> dates(TrialSchedule schedule, StudyPeriod period) {
        List<List<Scalar.Literal>> out = new ArrayList<>();
        LocalDate start = period.start().orElseThrow();
        LocalDate end = period.end().orElseThrow();
        for (int i = 0; ; i++) {
            long step = (long) i * schedule.every();
            LocalDate day = schedule.unit() == TrialSchedule.Unit.DAY ? start.plusDays(step) : start.plusMonths(step);
            if (day.isAfter(end)) {
                return out;
            }
            out.add(List.of(Scalar.of(i + 1), Scalar.of(day)));
        }
    }

    /** Which treatment began within the grace period. */
    private Rel assigned(Rel base) {
        Rel treated = treatment(base, cohort.treated(), "t");
        Rel both = cohort.control().event().isPresent() ? treatment(treated, cohort.control(), "c") : treated;
        boolean active = cohort.control().event().isPresent();
        Scalar tDay = col("t_day");
        Scalar toTreated =
                active ? Scalar.all(known(tDay), coalesce(lt(tDay, col("c_day")), Scalar.of(true))) : known(tDay);
        Scalar toControl = active
                ? Scalar.all(known(col("c_day")), coalesce(lt(col("c_day"), tDay), Scalar.of(true)))
                : missing(tDay);
        Scalar arm = when(toTreated, Scalar.of(1), when(toControl, Scalar.of(0), new Scalar.Missing(DataType.INTEGER)));
        int grace = cohort.assignment().grace();
        boolean landmark = cohort.assignment().timeZero() == TimeZero.LANDMARK;
        Rel withArm = workspace.keep(
                "assigned",
                dead(both.with(as(Columns.ARM, arm), as("landmark", addDays(col(Columns.DAY), Scalar.of(grace))))));
        List<Stage> stages = new ArrayList<>();
        Scalar untreated = active
                ? Scalar.all(eq(col("t_prior"), Scalar.of(0)), eq(col("c_prior"), Scalar.of(0)))
                : eq(col("t_prior"), Scalar.of(0));
        stages.add(new Stage("untreated", Text.of("洗脱期内未接受治疗", "Not treated in the washout"), untreated));
        stages.add(new Stage(
                "assigned",
                Text.of("宽限期 " + grace + " 天内可判定分组", "Arm known within the grace period of " + grace + " days"),
                known(col(Columns.ARM))));
        stages.add(new Stage("arm-period", Text.of("在本组时期内", "In the period of the arm"), ownPeriod()));
        if (landmark) {
            Scalar alive = Scalar.all(
                    ge(col(Columns.OBSERVED_TO), col("landmark")),
                    coalesce(ge(col("death"), col("landmark")), Scalar.of(true)));
            stages.add(new Stage("landmark", Text.of("观察并存活至界标", "Observed and alive at the landmark"), alive));
        }
        workspace.count(withArm, stages, true);
        Rel left = withArm.filter(all(stages));
        List<Named> columns = new ArrayList<>();
        members(left)
                .schema()
                .names()
                .forEach(n -> columns.add(as(n, n.equals(Columns.DAY) && landmark ? col("landmark") : col(n))));
        return left.project(columns);
    }

    private Scalar ownPeriod() {
        Scalar treated = cohort.treated().period().map(Entry::inside).orElse(Scalar.of(true));
        Scalar control = cohort.control().period().map(Entry::inside).orElse(Scalar.of(true));
        return when(eq(col(Columns.ARM), Scalar.of(1)), treated, control);
    }

    /** Adds the first day of treatment within the grace period, and how many events stand in the washout. */
    private Rel treatment(Rel base, EventArm arm, String prefix) {
        List<String> names = base.schema().names();
        Rel treatments = events.matching(arm.event().orElseThrow(), home).only(and(events.eventKeys(), Columns.E_DAY));
        Scalar offset = daysFrom(col(Columns.DAY), col(Columns.E_DAY));
        int washout = arm.firstOnly() ? EVER : arm.washout();
        Scalar near = Scalar.all(
                events.samePerson(),
                ge(offset, Scalar.of(-washout)),
                le(offset, Scalar.of(cohort.assignment().grace())));
        return new Rel.Aggregate(
                new Rel.LeftJoin(base, treatments, near),
                names,
                List.of(
                        Reduction.of(prefix + "_day", AggregateFunction.MINIMUM, col(Columns.E_DAY))
                                .where(ge(offset, Scalar.of(0))),
                        Reduction.of(prefix + "_prior", AggregateFunction.COUNT, col(Columns.E_DAY))
                                .where(lt(offset, Scalar.of(0)))));
    }

    private Rel dead(Rel rows) {
        Rel deaths = new Rel.Aggregate(
                events.of(org.steelyard.protocol.event.EventDomain.DEATH),
                events.eventKeys(),
                List.of(Reduction.of("death", AggregateFunction.MINIMUM, col(Columns.E_DAY))));
        return new Rel.LeftJoin(rows, deaths, events.samePerson());
    }

    // ---- both arms together

    private Rel bothArms(Rel members) {
        BothArms rule = cohort.restrictions().bothArms();
        if (rule == BothArms.KEEP_ALL) {
            return members;
        }
        List<Reduction> firsts = List.of(
                Reduction.of("first_treated", AggregateFunction.MINIMUM, col(Columns.E_DAY))
                        .where(eq(col(Columns.E + Columns.ARM), Scalar.of(1))),
                Reduction.of("first_control", AggregateFunction.MINIMUM, col(Columns.E_DAY))
                        .where(eq(col(Columns.E + Columns.ARM), Scalar.of(0))));
        Rel arms = new Rel.Aggregate(members.prefixed(Columns.E), events.eventKeys(), firsts);
        Scalar other = when(eq(col(Columns.ARM), Scalar.of(1)), col("first_control"), col("first_treated"));
        Scalar alone = missing(other);
        Scalar stays = rule == BothArms.REMOVE_ALL
                ? alone
                : Scalar.any(List.of(alone, coalesce(lt(col(Columns.DAY), other), Scalar.of(false))));
        Rel joined = new Rel.Join(members, arms, events.samePerson());
        workspace.count(
                joined, List.of(new Stage("both-arms", Text.of("处理两组都出现者", "People in both arms"), stays)), true);
        return members(joined.filter(stays));
    }

    /** From the later of the first days to the earlier of the last days. */
    private Rel commonPeriod(Rel members) {
        Rel bounds = new Rel.Aggregate(
                members.prefixed("b_"),
                List.of(),
                List.of(
                        extreme("t_first", AggregateFunction.MINIMUM, 1),
                        extreme("c_first", AggregateFunction.MINIMUM, 0),
                        extreme("t_last", AggregateFunction.MAXIMUM, 1),
                        extreme("c_last", AggregateFunction.MAXIMUM, 0)));
        Scalar day = col(Columns.DAY);
        Scalar inside = coalesce(
                Scalar.all(
                        ge(day, col("t_first")),
                        ge(day, col("c_first")),
                        le(day, col("t_last")),
                        le(day, col("c_last"))),
                Scalar.of(false));
        Rel joined = new Rel.Join(members, bounds, Scalar.of(true));
        workspace.count(
                joined,
                List.of(new Stage("common-period", Text.of("限于两组共有的时期", "The period that both arms share"), inside)),
                true);
        return members(joined.filter(inside));
    }

    private static Reduction extreme(String name, AggregateFunction function, int arm) {
        return Reduction.of(name, function, col("b_" + Columns.DAY)).where(eq(col("b_" + Columns.ARM), Scalar.of(arm)));
    }

    private Rel numbered(Rel members) {
        List<Order> order = new ArrayList<>();
        events.keys().forEach(k -> order.add(Order.by(k)));
        order.addAll(List.of(Order.by(Columns.DAY), Order.by(Columns.ARM), Order.by(Columns.TRIAL)));
        return new Rel.Window(
                members,
                List.of(),
                order,
                List.of(new WindowColumn(Columns.ROW, WindowFunction.ROW_NUMBER, Optional.empty())));
    }

    private static List<String> and(List<String> names, String more) {
        return Stream.concat(names.stream(), Stream.of(more)).toList();
    }
}
