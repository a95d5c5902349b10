package org.steelyard.cohort.event.internal;

import static org.steelyard.data.relational.Scalar.col;
import static org.steelyard.data.relational.Scalar.eq;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.steelyard.cohort.event.EventStep;
import org.steelyard.data.relational.Pivot;
import org.steelyard.data.relational.Rel;
import org.steelyard.data.relational.Rel.Reduction;
import org.steelyard.data.relational.RelationalEngine;
import org.steelyard.data.relational.Scalar;
import org.steelyard.kernel.Text;

/** Tables kept while a cohort is made, and the count of who was left. */
final class Workspace implements AutoCloseable {

    private final RelationalEngine engine;
    private final List<Rel.Table> kept = new ArrayList<>();
    private final List<EventStep> steps = new ArrayList<>();

    Workspace(RelationalEngine engine) {
        this.engine = engine;
    }

    RelationalEngine engine() {
        return engine;
    }

    Rel.Table keep(String name, Rel rel) {
        Rel.Table table = engine.keep("w" + kept.size() + "_" + name, rel);
        kept.add(table);
        return table;
    }

    Rel pivot(Pivot pivot) {
        Rel.Table table = engine.pivot("w" + kept.size() + "_wide", pivot);
        kept.add(table);
        return table;
    }

    /** As {@link #keep}; what is kept already stays as it is. */
    Rel kept(String name, Rel rel) {
        return rel instanceof Rel.Table ? rel : keep(name, rel);
    }

    List<EventStep> steps() {
        return List.copyOf(steps);
    }

    /** Lays the last steps of two arms, which were counted one after the other, side by side. */
    void merge(int from, int middle) {
        List<EventStep> treated = List.copyOf(steps.subList(from, middle));
        List<EventStep> control = List.copyOf(steps.subList(middle, steps.size()));
        steps.subList(from, steps.size()).clear();
        java.util.Set<String> ids = new java.util.LinkedHashSet<>();
        ORDER.stream()
                .filter(id -> rows(treated, id).isPresent() || rows(control, id).isPresent())
                .forEach(ids::add);
        long t = 0;
        long c = 0;
        for (String id : ids) {
            t = rows(treated, id).map(EventStep::rows).orElse(t);
            c = rows(control, id).map(EventStep::rows).orElse(c);
            Text label =
                    rows(treated, id).or(() -> rows(control, id)).orElseThrow().label();
            steps.add(new EventStep(id, label, t + c, Optional.of(new EventStep.Arms(t, c))));
        }
    }

    /** Steps by which one arm enters, in order. */
    private static final List<String> ORDER =
            List.of("entry", "first-ever", "washout", "observed", "period", "one-each");

    private static Optional<EventStep> rows(List<EventStep> steps, String id) {
        return steps.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    int counted() {
        return steps.size();
    }

    /** A condition in order of application, and what it is called. */
    record Stage(String id, Text label, Scalar condition) {}

    /** Counts, in one pass, the rows that are left after each stage. */
    void count(Rel rows, List<Stage> stages, boolean arms) {
        List<Reduction> reductions = new ArrayList<>();
        List<Scalar> conditions = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            conditions.add(stages.get(i).condition());
            Scalar left = Scalar.all(List.copyOf(conditions));
            reductions.add(Reduction.count("n" + i).where(left));
            if (arms) {
                reductions.add(Reduction.count("t" + i).where(Scalar.all(left, eq(col(Columns.ARM), Scalar.of(1)))));
            }
        }
        if (stages.isEmpty()) {
            return;
        }
        Map<String, @Nullable Object> found = engine.rows(new Rel.Aggregate(rows, List.of(), reductions))
                .rows()
                .getFirst();
        for (int i = 0; i < stages.size(); i++) {
            long all = (Long) Objects.requireNonNull(found.get("n" + i));
            long treated = arms ? (Long) Objects.requireNonNull(found.get("t" + i)) : 0;
            steps.add(new EventStep(
                    stages.get(i).id(),
                    stages.get(i).label(),
                    all,
                    arms ? Optional.of(new EventStep.Arms(treated, all - treated)) : Optional.empty()));
        }
    }

    @Override
    public void close() {
        kept.forEach(engine::drop);
    }
}
