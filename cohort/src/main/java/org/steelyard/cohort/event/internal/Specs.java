package org.steelyard.cohort.event.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.cohort.event.internal.Cells.Spec;
import org.steelyard.cohort.event.internal.Cells.Take;
import org.steelyard.data.relational.Scalar;
import org.steelyard.protocol.event.DayWindow;
import org.steelyard.protocol.event.EventAnchor;
import org.steelyard.protocol.event.EventDomain;
import org.steelyard.protocol.event.EventMeasure.CostComponent;
import org.steelyard.protocol.event.EventSelector;

/** Collects measures and the anchors that they count from; numbers both. */
final class Specs {

    private final Concepts concepts;
    private final List<Spec> specs = new ArrayList<>();
    private final Map<EventAnchor, String> anchors = new LinkedHashMap<>();
    private int next;

    Specs(Concepts concepts) {
        this.concepts = concepts;
    }

    List<Spec> all() {
        return List.copyOf(specs);
    }

    Map<EventAnchor, String> anchors() {
        return anchors;
    }

    /** The column of the day that an anchor gives; the index day without one. */
    String origin(Optional<EventAnchor> anchor) {
        return anchor.map(a -> anchors.computeIfAbsent(a, x -> "anchor" + anchors.size()))
                .orElse(Columns.DAY);
    }

    /** Numbers that features take for themselves. */
    int reserve(int count) {
        int first = next;
        next += count;
        return first;
    }

    int add(Take take, EventSelector event, String origin, Optional<DayWindow> window) {
        return add(take, event, origin, window, CostComponent.TOTAL, 0);
    }

    int cost(EventSelector event, String origin, Optional<DayWindow> window, CostComponent component) {
        return add(Take.AMOUNT, event, origin, window, component, 0);
    }

    int episodes(EventSelector event, Optional<DayWindow> window, int pause) {
        return add(Take.EPISODES, event, Columns.DAY, window, CostComponent.TOTAL, pause);
    }

    /** Conditions by the beginning of their code. */
    int prefixes(List<String> prefixes, DayWindow window) {
        List<Scalar> conditions = prefixes.stream().map(Concepts::startsWith).toList();
        int id = next++;
        specs.add(new Spec(
                id,
                Take.COUNT,
                any(EventDomain.CONDITION),
                Scalar.coalesce(Scalar.any(conditions), Scalar.of(false)),
                List.of(Columns.E_CODE),
                Columns.DAY,
                Optional.of(window),
                CostComponent.TOTAL,
                0));
        return id;
    }

    private int add(
            Take take,
            EventSelector event,
            String origin,
            Optional<DayWindow> window,
            CostComponent component,
            int pause) {
        int id = next++;
        specs.add(new Spec(
                id,
                take,
                event,
                concepts.matchesCodes(event),
                concepts.codeColumns(event),
                origin,
                window,
                component,
                pause));
        return id;
    }

    static EventSelector any(EventDomain domain) {
        return new EventSelector(domain, Optional.empty(), List.of(), false, Optional.empty(), Optional.empty());
    }
}
