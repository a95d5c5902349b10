package org.steelyard.economics.model.internal.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.ModelSpec.Kind;
import org.steelyard.economics.model.ModelSpec.Outcome;
import org.steelyard.economics.model.ModelSpec.Reward;
import org.steelyard.economics.model.ModelSpec.Source;
import org.steelyard.economics.model.ModelSpec.State;
import org.steelyard.economics.model.internal.build.Built;
import org.steelyard.economics.model.internal.compile.Findings;
import org.steelyard.economics.model.internal.input.Specs;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Text;

/**
 * The same model asked another question: what has been spent by a year, and who has had an event by then. Both are the model itself with another horizon, so that every engine
 * answers them, with the same people and the same draws.
 */
final class FundVariants {

    static final String EVENT = "agreed event";

    private FundVariants() {}

    private static Built build(ModelSpec spec, double horizon, Map<String, Double> discount) {
        Map<String, String> settings = spec.header().kind() == Kind.TREE
                ? Map.of()
                : Map.of("horizon", java.math.BigDecimal.valueOf(horizon).toPlainString() + " years");
        ModelSpec.Scenario s =
                new ModelSpec.Scenario("variant", Text.EMPTY, Map.of(), settings, discount, 0, "variant");
        return Scenarios.build(spec, s, new Findings(Place::field));
    }

    /** Costs up to this many years after the start, not discounted. */
    static Built spentBy(ModelSpec spec, double years) {
        Map<String, Double> none = new LinkedHashMap<>();
        spec.outcomes().keySet().forEach(o -> none.put(o, 0.0));
        return build(Specs.bare(spec), years, none);
    }

    /** One outcome: whether a person has come into one of these states by then. The states hold whoever comes, so that everybody counts once. */
    static Built happenedBy(ModelSpec raw, java.util.List<String> events, double years) {
        ModelSpec spec = Specs.bare(raw);
        Map<String, State> states = new LinkedHashMap<>();
        spec.states()
                .forEach((id, s) ->
                        states.put(id, events.contains(id) ? new State(id, s.label(), true, "", s.path()) : s));
        Map<String, Map<String, Source>> transitions = new LinkedHashMap<>(spec.transitions());
        transitions.keySet().removeAll(events);
        var from = new LinkedHashMap<>(spec.events().from());
        from.keySet().removeAll(events);
        Map<String, Source> entry = new LinkedHashMap<>();
        events.forEach(e -> entry.put(e, new Source("1", "entry")));
        Reward reward =
                new Reward(EVENT, Text.EMPTY, EVENT, false, Map.of(), new Source("", ""), entry, Map.of(), "variant");
        Outcome outcome = new Outcome(EVENT, Text.EMPTY, false, "", 0);
        ModelSpec changed = Specs.withCourse(
                Specs.withOutcomes(spec, Map.of(EVENT, outcome)),
                new Specs.Course(
                        states,
                        transitions,
                        Map.of(EVENT, reward),
                        new ModelSpec.EventsSpec(
                                stripped(from),
                                spec.events().resources(),
                                spec.events().interval(),
                                spec.events().start())));
        return build(changed, years, Map.of());
    }

    /** Events without what they are worth in outcomes that are no longer there. */
    private static Map<String, Map<String, ModelSpec.EventSpec>> stripped(
            Map<String, Map<String, ModelSpec.EventSpec>> from) {
        Map<String, Map<String, ModelSpec.EventSpec>> out = new LinkedHashMap<>();
        from.forEach((state, events) -> {
            Map<String, ModelSpec.EventSpec> plain = new LinkedHashMap<>();
            events.forEach((id, e) ->
                    plain.put(id, new ModelSpec.EventSpec(e.id(), e.time(), e.to(), Map.of(), e.set(), e.path())));
            out.put(state, plain);
        });
        return out;
    }
}
