package org.steelyard.cohort.event.internal;

import static org.steelyard.data.relational.Rel.as;
import static org.steelyard.data.relational.Scalar.addDays;
import static org.steelyard.data.relational.Scalar.coalesce;
import static org.steelyard.data.relational.Scalar.col;
import static org.steelyard.data.relational.Scalar.eq;
import static org.steelyard.data.relational.Scalar.ge;
import static org.steelyard.data.relational.Scalar.le;
import static org.steelyard.data.relational.Scalar.of;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.steelyard.cohort.event.EventCompiler;
import org.steelyard.cohort.event.EventCompiler.Reader;
import org.steelyard.cohort.event.EventCompiler.Result;
import org.steelyard.cohort.event.EventTables;
import org.steelyard.cohort.event.internal.Cells.Spec;
import org.steelyard.cohort.event.internal.Cells.Take;
import org.steelyard.cohort.event.internal.Workspace.Stage;
import org.steelyard.data.relational.Rel;
import org.steelyard.data.relational.Rel.AggregateFunction;
import org.steelyard.data.relational.Rel.Named;
import org.steelyard.data.relational.Rel.Reduction;
import org.steelyard.data.relational.RelationalEngine;
import org.steelyard.data.relational.Scalar;
import org.steelyard.data.relational.ScalarFunction;
import org.steelyard.protocol.event.CohortColumns;
import org.steelyard.protocol.event.ConceptSet;
import org.steelyard.protocol.event.EventAnchor;
import org.steelyard.protocol.event.EventCohort;
import org.steelyard.protocol.event.EventCriterion.CriterionKind;
import org.steelyard.protocol.event.EventDomain;
import org.steelyard.protocol.event.EventMeasure;
import org.steelyard.protocol.event.EventMeasure.MeasureKind;
import org.steelyard.protocol.event.VisitKind;

/** The order of things: who enters, who stays, how long, and what is computed for them. */
public final class Compilation {

    private final Task task;
    private final Workspace workspace;
    private final Concepts concepts;
    private final Events events;
    private final People people;
    private final Cells cells;

    private Compilation(Task task, Workspace workspace) {
        this.task = task;
        this.workspace = workspace;
        concepts = new Concepts(task.sets(), task.tables(), workspace.engine());
        events = new Events(task.tables(), concepts);
        people = new People(events);
        cells = new Cells(events, workspace);
    }

    /** What is to be made, from which tables. */
    public record Task(EventCohort cohort, List<ConceptSet> sets, EventTables tables) {
        public Task {
            sets = List.copyOf(sets);
        }
    }

    public static Result run(Task task, RelationalEngine engine, Reader reader) {
        try (Workspace workspace = new Workspace(engine)) {
            return new Compilation(task, workspace).run(reader);
        }
    }

    private EventCohort cohort() {
        return task.cohort();
    }

    private Result run(Reader reader) {
        int home = cohort().source().map(task.tables()::number).orElse(0);
        Rel entered = new Entry(cohort(), events, workspace, task.tables(), home).rows();
        Rel known = known(entered);
        Rel selected = selected(known);
        Rel timed = new RiskTime(cohort(), events, workspace).apply(selected);
        Specs specs = new Specs(concepts);
        Measures measures = new Measures(specs);
        cohort().outcomes().forEach(measures::add);
        cohort().covariates().forEach(measures::add);
        Rel rows = workspace.keep("rows", discharged(anchored(timed, specs)));
        Features features = new Features(cells, workspace, specs);
        cohort().features().forEach(f -> features.add(f, rows));
        Rel wide = workspace.kept("wide", wide(rows, specs, features));
        reader.read(flat(wide, measures, features));
        return new Result(workspace.steps(), features.found());
    }

    private Rel known(Rel entered) {
        Rel out = people.persons(entered);
        if (Selection.uses(cohort(), CriterionKind.INSURANCE) || uses(MeasureKind.INSURANCE)) {
            out = people.insurance(out);
        }
        if (Selection.uses(cohort(), CriterionKind.INSTITUTION_LEVEL) || uses(MeasureKind.INSTITUTION_LEVEL)) {
            out = people.institution(out);
        }
        return out;
    }

    private boolean uses(MeasureKind kind) {
        Predicate<EventMeasure> is = m -> m.kind() == kind;
        return cohort().covariates().stream().anyMatch(is)
                || cohort().outcomes().stream().anyMatch(is);
    }

    private Rel selected(Rel known) {
        Specs specs = new Specs(concepts);
        Selection selection = new Selection(cohort(), specs);
        if (selection.stages().isEmpty()) {
            return workspace.keep("known", known);
        }
        Rel kept = workspace.keep("known", known);
        Rel based = specs.anchors().isEmpty() ? kept : workspace.keep("anchored", anchored(kept, specs));
        Rel judged = workspace.kept("judged", cells.wide(based, specs.all(), List.of()));
        workspace.count(judged, selection.stages(), true);
        Scalar all =
                Scalar.all(selection.stages().stream().map(Stage::condition).toList());
        return judged.filter(all).only(known.schema().names());
    }

    /** Adds the day of each anchor. */
    private Rel anchored(Rel rows, Specs of) {
        if (of.anchors().isEmpty()) {
            return rows;
        }
        Specs specs = new Specs(concepts);
        List<Named> days = new ArrayList<>();
        for (Map.Entry<EventAnchor, String> entry : of.anchors().entrySet()) {
            EventAnchor anchor = entry.getKey();
            Take take = anchor.which() == EventAnchor.Which.FIRST ? Take.FIRST : Take.LAST;
            int id = specs.add(take, anchor.event(), Columns.DAY, Optional.of(anchor.window()));
            days.add(as(entry.getValue(), addDays(col(Columns.DAY), col(Cells.column(id)))));
        }
        List<Named> columns = People.columns(rows);
        columns.addAll(days);
        return cells.wide(rows, specs.all(), List.of()).project(columns);
    }

    /** Adds the last day of the stay that holds the index day, if readmission is asked for. */
    private Rel discharged(Rel rows) {
        if (!uses(MeasureKind.READMISSION)) {
            return rows;
        }
        Rel stays = events.of(EventDomain.VISIT)
                .filter(coalesce(
                        new Scalar.In(col(Columns.E_CONCEPT), Concepts.visits(List.of(VisitKind.INPATIENT))),
                        of(false)));
        Rel held = new Rel.Join(
                rows,
                stays,
                Scalar.all(
                        events.samePerson(),
                        le(col(Columns.E_DAY), col(Columns.DAY)),
                        ge(col(Columns.E_END), col(Columns.DAY))));
        Rel ends = new Rel.Aggregate(
                held.project(as("x_row", col(Columns.ROW)), as("until", col(Columns.E_END))),
                List.of("x_row"),
                List.of(Reduction.of(Measures.DISCHARGE, AggregateFunction.MAXIMUM, col("until"))));
        List<Named> columns = People.columns(rows);
        columns.add(as(Measures.DISCHARGE, col(Measures.DISCHARGE)));
        return new Rel.LeftJoin(rows, ends, eq(col(Columns.ROW), col("x_row"))).project(columns);
    }

    private Rel wide(Rel rows, Specs specs, Features features) {
        List<Spec> all = specs.all();
        Rel counted = cells.join(rows, features.cells(), features.reductions());
        return all.isEmpty() ? counted : cells.wide(counted, all, List.of());
    }

    /** The columns that everyone has, then those of the plan. */
    private Rel flat(Rel wide, Measures measures, Features features) {
        Scalar person = task.tables().several()
                ? text(
                        Scalar.call(ScalarFunction.TO_TEXT, col(Columns.SOURCE)),
                        of(":"),
                        Scalar.call(ScalarFunction.TO_TEXT, col(Columns.PERSON)))
                : Scalar.call(ScalarFunction.TO_TEXT, col(Columns.PERSON));
        List<Named> columns = new ArrayList<>(List.of(
                as(
                        CohortColumns.ROW_KEY,
                        text(
                                person,
                                of("/"),
                                Scalar.call(ScalarFunction.TO_TEXT, col(Columns.DAY)),
                                of("/"),
                                Scalar.call(ScalarFunction.TO_TEXT, col(Columns.ARM)))),
                as(CohortColumns.PERSON, person),
                as(CohortColumns.TREATED, col(Columns.ARM)),
                as(CohortColumns.INDEX_DATE, col(Columns.DAY)),
                as(CohortColumns.DAYS_AT_RISK, col(RiskTime.DAYS)),
                as(CohortColumns.TRIAL, col(Columns.TRIAL))));
        columns.addAll(measures.columns());
        columns.addAll(features.columns());
        columns.add(as(EventCompiler.NUMBER, col(Columns.ROW)));
        return wide.project(columns);
    }

    private static Scalar text(Scalar... parts) {
        return new Scalar.Call(ScalarFunction.CONCAT, Stream.of(parts).toList());
    }
}
