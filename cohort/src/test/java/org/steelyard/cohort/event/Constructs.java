package org.steelyard.cohort.event;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.event.ConceptSet;
import org.steelyard.protocol.event.EventCohort;
import org.steelyard.protocol.event.EventDomain;
import org.steelyard.protocol.event.EventMeasure;
import org.steelyard.protocol.event.EventMeasure.MeasureKind;

/**
 * What the cohort language can say, read off its records, and how often definitions said it. A construct is a record's field with
 * a value: every constant of an enum, yes and no, there and absent, empty and filled, zero and positive. What is added to the
 * language is therefore missed here until somebody draws it.
 */
final class Constructs {

    /** Constructs that the plan's check refuses. */
    private static final Set<String> REFUSED =
            Set.of("TrialSchedule.every zero", "FeatureSet.top zero", "ConceptSet.items empty");

    private final Map<String, Integer> drawn = new TreeMap<>();

    void note(EventCohort cohort, List<ConceptSet> sets) {
        walk(cohort);
        sets.forEach(this::walk);
        String design = "design " + cohort.design() + " ";
        cohort.outcomes().forEach(m -> combination(design, m));
        cohort.covariates().forEach(m -> combination(design, m));
        cohort.features().forEach(f -> add("features " + f.domain()));
    }

    private void combination(String design, EventMeasure measure) {
        add(design + measure.kind());
        measure.event().ifPresent(e -> add("of " + measure.kind() + " " + e.domain()));
    }

    Map<String, Integer> counts() {
        return Map.copyOf(drawn);
    }

    /** What the language can say and no definition said. */
    Set<String> never() {
        Set<String> out = new TreeSet<>();
        expect(EventCohort.class, out);
        expect(ConceptSet.class, out);
        for (EventCohort.CohortDesign design : EventCohort.CohortDesign.values()) {
            for (MeasureKind kind : MeasureKind.values()) {
                out.add("design " + design + " " + kind);
            }
        }
        for (EventDomain domain : EventDomain.values()) {
            out.add("features " + domain);
            for (MeasureKind kind :
                    List.of(MeasureKind.ANY, MeasureKind.COUNT, MeasureKind.TIME_TO_EVENT, MeasureKind.RECURRENT)) {
                out.add("of " + kind + " " + domain);
            }
        }
        out.removeAll(REFUSED);
        out.removeAll(drawn.keySet());
        return out;
    }

    private void add(String construct) {
        drawn.merge(construct, 1, Integer::sum);
    }

    private void walk(Object value) {
        if (!language(value.getClass())) {
            return;
        }
        for (RecordComponent part : value.getClass().getRecordComponents()) {
            try {
                note(name(part), part.getAccessor().invoke(value));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void note(String name, Object value) {
        switch (value) {
            case Enum<?> constant -> add(name + " " + constant);
            case Boolean yes -> add(name + " " + yes);
            case Integer number -> add(name + (number == 0 ? " zero" : number > 0 ? " positive" : " negative"));
            case Optional<?> one -> {
                add(name + (one.isPresent() ? " there" : " absent"));
                one.ifPresent(v -> note(name, v));
            }
            case Collection<?> all -> {
                add(name + (all.isEmpty() ? " empty" : " filled"));
                all.forEach(v -> note(name, v));
            }
            default -> walk(value);
        }
    }

    private static void expect(Class<?> type, Set<String> out) {
        for (RecordComponent part : type.getRecordComponents()) {
            expect(name(part), part.getGenericType(), out);
        }
    }

    private static void expect(String name, Type type, Set<String> out) {
        if (type instanceof ParameterizedType generic) {
            boolean optional = generic.getRawType() == Optional.class;
            out.add(name + (optional ? " there" : " filled"));
            out.add(name + (optional ? " absent" : " empty"));
            Type inner = generic.getActualTypeArguments()[0];
            if (inner instanceof Class<?> one && (one.isEnum() || one.isRecord())) {
                expect(name, inner, out);
            }
        } else if (type == boolean.class) {
            out.addAll(List.of(name + " true", name + " false"));
        } else if (type == int.class) {
            out.addAll(List.of(name + " zero", name + " positive"));
        } else if (type instanceof Class<?> one && one.isEnum()) {
            for (Object constant : one.getEnumConstants()) {
                out.add(name + " " + constant);
            }
        } else if (type instanceof Class<?> one && language(one)) {
            expect(one, out);
        }
    }

    private static boolean language(Class<?> type) {
        return type.isRecord() && type != Text.class;
    }

    private static String name(RecordComponent part) {
        return part.getDeclaringRecord().getSimpleName() + "." + part.getName();
    }
}
