package org.steelyard.cohort.event.internal;

import static org.steelyard.data.relational.Scalar.coalesce;
import static org.steelyard.data.relational.Scalar.col;
import static org.steelyard.data.relational.Scalar.ge;
import static org.steelyard.data.relational.Scalar.le;
import static org.steelyard.data.relational.Scalar.of;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.steelyard.cohort.event.internal.Cells.Take;
import org.steelyard.cohort.event.internal.Workspace.Stage;
import org.steelyard.data.relational.Scalar;
import org.steelyard.protocol.event.EventCohort;
import org.steelyard.protocol.event.EventCriterion;
import org.steelyard.protocol.event.EventCriterion.CriterionKind;

/**
 * Inclusion and exclusion. What cannot be told, because sex or insurance is not known, does not fulfil a criterion: it keeps
 * nobody in and nobody out.
 */
final class Selection {

    private final List<Stage> stages = new ArrayList<>();

    Selection(EventCohort cohort, Specs specs) {
        cohort.inclusion().forEach(c -> stages.add(stage(c, condition(c, specs))));
        cohort.exclusion().forEach(c -> stages.add(stage(c, Scalar.not(condition(c, specs)))));
    }

    List<Stage> stages() {
        return List.copyOf(stages);
    }

    static boolean uses(EventCohort cohort, CriterionKind kind) {
        return java.util.stream.Stream.concat(cohort.inclusion().stream(), cohort.exclusion().stream())
                .anyMatch(c -> c.kind() == kind);
    }

    private static Stage stage(EventCriterion c, Scalar condition) {
        return new Stage(c.id(), c.text(), condition);
    }

    /** Never missing. */
    private static Scalar condition(EventCriterion c, Specs specs) {
        Scalar condition = switch (c.kind()) {
            case EVENT -> times(c, specs);
            case AGE -> age(c);
            case SEX -> among(People.SEX, c);
            case INSURANCE -> among(People.INSURANCE, c);
            case INSTITUTION_LEVEL -> among(People.INSTITUTION, c);
        };
        return coalesce(condition, of(false));
    }

    private static Scalar times(EventCriterion c, Specs specs) {
        int id = specs.add(Take.COUNT, c.event().orElseThrow(), specs.origin(c.anchor()), Optional.of(c.window()));
        Scalar n = coalesce(col(Cells.column(id)), of(0));
        Scalar enough = ge(n, of(c.atLeast()));
        return c.atMost().isPresent() ? Scalar.all(enough, le(n, of(c.atMost().get()))) : enough;
    }

    private static Scalar age(EventCriterion c) {
        Scalar age = Scalar.call(org.steelyard.data.relational.ScalarFunction.TO_NUMBER, col(People.AGE));
        List<Scalar> conditions = new ArrayList<>();
        c.minimum().ifPresent(m -> conditions.add(ge(age, of(m.doubleValue()))));
        c.maximum().ifPresent(m -> conditions.add(le(age, of(m.doubleValue()))));
        return Scalar.all(conditions);
    }

    private static Scalar among(String column, EventCriterion c) {
        return new Scalar.In(
                col(column),
                c.values().stream().map(v -> (Scalar.Literal) of(v)).toList());
    }
}
