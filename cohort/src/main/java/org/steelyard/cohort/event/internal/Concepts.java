package org.steelyard.cohort.event.internal;

import static org.steelyard.data.relational.Scalar.col;
import static org.steelyard.data.relational.Scalar.eq;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.steelyard.cohort.event.EventTables;
import org.steelyard.data.relational.Rel;
import org.steelyard.data.relational.RelationalEngine;
import org.steelyard.data.relational.Scalar;
import org.steelyard.data.relational.ScalarFunction;
import org.steelyard.protocol.event.ConceptItem;
import org.steelyard.protocol.event.ConceptSet;
import org.steelyard.protocol.event.EventSelector;
import org.steelyard.protocol.event.VisitKind;

/**
 * Concept sets as conditions on an event. A concept is compared with the standard concept and with the source concept; a
 * code with the source value, and with the vocabulary if the set names a system. Descendants come from
 * {@code concept_ancestor}; where that is absent a concept stands for itself alone.
 */
final class Concepts {

    private final Map<String, ConceptSet> sets = new LinkedHashMap<>();
    private final Map<Long, Set<Long>> descendants = new LinkedHashMap<>();

    Concepts(List<ConceptSet> sets, EventTables tables, RelationalEngine engine) {
        sets.forEach(set -> this.sets.put(set.id(), set));
        for (ConceptSet set : sets) {
            for (ConceptItem item : set.items()) {
                if (item.descendants()) {
                    long concept = item.concept().orElseThrow();
                    descendants.computeIfAbsent(concept, c -> below(c, tables, engine));
                }
            }
        }
    }

    private static Set<Long> below(long concept, EventTables tables, RelationalEngine engine) {
        Set<Long> found = new TreeSet<>(Set.of(concept));
        for (EventTables.Source source : tables.sources()) {
            if (source.has("concept_ancestor")) {
                Rel below = source.table("concept_ancestor")
                        .filter(eq(col("ancestor_concept_id"), Scalar.of(concept)))
                        .only("descendant_concept_id");
                engine.rows(below).rows().forEach(row -> found.add((Long) row.get("descendant_concept_id")));
            }
        }
        return found;
    }

    /** What of a selector depends on the codes of an event alone. */
    Scalar matchesCodes(EventSelector selector) {
        return matches(new EventSelector(
                selector.domain(),
                selector.concepts(),
                selector.visits(),
                false,
                java.util.Optional.empty(),
                java.util.Optional.empty()));
    }

    /** The columns that {@link #matchesCodes} looks at. */
    List<String> codeColumns(EventSelector selector) {
        Set<String> columns = new TreeSet<>();
        if (!selector.visits().isEmpty()) {
            columns.add(Columns.E_CONCEPT);
        }
        selector.concepts()
                .map(this::set)
                .ifPresent(set -> set.items().forEach(item -> {
                    if (item.concept().isPresent()) {
                        columns.add(Columns.E_CONCEPT);
                        columns.add(Columns.E_SOURCE_CONCEPT);
                    } else {
                        columns.add(Columns.E_CODE);
                        item.system().ifPresent(s -> columns.add(Columns.E_VOCABULARY));
                    }
                }));
        return List.copyOf(columns);
    }

    private ConceptSet set(String id) {
        ConceptSet set = sets.get(id);
        if (set == null) {
            throw new IllegalArgumentException("the plan was not checked: no concept set " + id);
        }
        return set;
    }

    /** Whether an event is one that the selector means; never missing. */
    Scalar matches(EventSelector selector) {
        List<Scalar> conditions = new ArrayList<>();
        selector.concepts().ifPresent(id -> conditions.add(inSet(id)));
        if (!selector.visits().isEmpty()) {
            conditions.add(known(new Scalar.In(col(Columns.E_CONCEPT), visits(selector.visits()))));
        }
        if (selector.mainDiagnosis()) {
            conditions.add(col(Columns.E_MAIN));
        }
        selector.minimum().ifPresent(m -> conditions.add(known(Scalar.ge(col(Columns.E_VALUE), Scalar.of(m)))));
        selector.maximum().ifPresent(m -> conditions.add(known(Scalar.le(col(Columns.E_VALUE), Scalar.of(m)))));
        return Scalar.all(conditions);
    }

    Scalar inSet(String id) {
        ConceptSet set = set(id);
        Scalar in = rules(set.items().stream().filter(i -> !i.exclude()).toList());
        List<ConceptItem> out =
                set.items().stream().filter(ConceptItem::exclude).toList();
        return out.isEmpty() ? in : Scalar.all(in, Scalar.not(rules(out)));
    }

    private Scalar rules(List<ConceptItem> items) {
        Set<Long> concepts = new TreeSet<>();
        List<Scalar> conditions = new ArrayList<>();
        for (ConceptItem item : items) {
            item.concept()
                    .ifPresent(c ->
                            concepts.addAll(item.descendants() ? descendants.getOrDefault(c, Set.of(c)) : Set.of(c)));
            item.code().ifPresent(c -> conditions.add(code(item, eq(col(Columns.E_CODE), Scalar.of(c)))));
            item.prefix().ifPresent(p -> conditions.add(code(item, startsWith(p))));
        }
        if (!concepts.isEmpty()) {
            List<Scalar.Literal> options =
                    concepts.stream().map(c -> (Scalar.Literal) Scalar.of(c)).toList();
            conditions.add(known(new Scalar.In(col(Columns.E_CONCEPT), options)));
            conditions.add(known(new Scalar.In(col(Columns.E_SOURCE_CONCEPT), options)));
        }
        return Scalar.any(conditions);
    }

    static Scalar startsWith(String prefix) {
        return Scalar.call(ScalarFunction.STARTS_WITH, col(Columns.E_CODE), Scalar.of(prefix));
    }

    private static Scalar code(ConceptItem item, Scalar code) {
        return known(item.system()
                .map(s -> Scalar.all(eq(col(Columns.E_VOCABULARY), Scalar.of(s)), code))
                .orElse(code));
    }

    private static Scalar known(Scalar condition) {
        return Scalar.coalesce(condition, Scalar.of(false));
    }

    static List<Scalar.Literal> visits(List<VisitKind> kinds) {
        Set<Long> ids = new TreeSet<>();
        kinds.forEach(kind -> ids.addAll(ids(kind)));
        return ids.stream().map(c -> (Scalar.Literal) Scalar.of(c)).toList();
    }

    /** Standard concepts of OMOP's domain Visit; 262 is an emergency visit that became a stay, and counts as both. */
    private static List<Long> ids(VisitKind kind) {
        return switch (kind) {
            case INPATIENT -> List.of(9201L, 262L, 8717L);
            case OUTPATIENT -> List.of(9202L, 8756L, 8883L, 581385L, 581477L, 38004207L);
            case EMERGENCY -> List.of(9203L, 262L, 8870L);
        };
    }
}
