package org.steelyard.economics.model.internal.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.economics.model.ModelError;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.ModelSpec.EventSpec;
import org.steelyard.economics.model.ModelSpec.Source;
import org.steelyard.economics.model.ModelSpec.Strategy;
import org.steelyard.economics.model.expression.Unit;
import org.steelyard.economics.model.internal.compile.Known;
import org.steelyard.economics.model.internal.compile.Scope;
import org.steelyard.economics.model.internal.engine.Account;
import org.steelyard.economics.model.internal.engine.EventEngine;
import org.steelyard.economics.model.internal.graph.Graph;
import org.steelyard.economics.model.internal.graph.Op;
import org.steelyard.economics.model.internal.random.Law;
import org.steelyard.kernel.Text;

/** Events, attributes and resources of a discrete-event simulation. */
final class EventBuilder {

    private final Builder builder;
    private final ModelSpec spec;
    private final Map<String, Integer> attributes = new LinkedHashMap<>();
    private final List<String> names;

    EventBuilder(Builder builder) {
        this.builder = builder;
        spec = builder.spec;
        spec.attributes().keySet().forEach(a -> attributes.put(a, builder.graph.input(Graph.PERSON)));
        names = List.copyOf(attributes.keySet());
    }

    EventEngine.Plan plan() {
        checkNames();
        List<EventEngine.Policy> policies = new ArrayList<>();
        spec.strategies().values().forEach(s -> policies.add(policy(s)));
        int start = spec.events().start().isEmpty()
                ? 0
                : builder.states.indexOf(spec.events().start());
        int[] requires = builder.states.stream()
                .mapToInt(s -> List.copyOf(spec.events().resources().keySet())
                        .indexOf(Known.in(spec.states(), s).requires()))
                .toArray();
        return new EventEngine.Plan(
                builder.graph,
                builder.compiler.clock(),
                spec.settings(),
                builder.horizon(),
                builder.rates(),
                policies,
                builder.states,
                Math.max(0, start),
                requires,
                names.stream().mapToInt(attributes::get).toArray(),
                builder.compiler.uniforms());
    }

    private void checkNames() {
        if (!spec.events().start().isEmpty()) {
            builder.known(spec.events().start(), spec.states().keySet(), "start");
        }
        spec.states().values().forEach(s -> {
            if (!s.requires().isEmpty()) {
                builder.known(s.requires(), spec.events().resources().keySet(), s.path() + ".requires");
            }
        });
        spec.events().from().forEach((state, events) -> {
            builder.known(state, spec.states().keySet(), "events." + state);
            events.values().forEach(e -> {
                if (!e.to().isEmpty()) {
                    builder.known(e.to(), spec.states().keySet(), e.path() + ".to");
                }
                e.set().keySet().forEach(a -> builder.known(a, spec.attributes().keySet(), e.path() + ".set." + a));
            });
        });
        spec.rewards().values().stream()
                .filter(r -> r.perCycle())
                .forEach(r -> builder.add(
                        ModelError.BAD_SETTING,
                        r.path() + ".per",
                        Text.of(
                                "离散事件模型没有周期，状态收益按年计",
                                "an event simulation has no cycles: states are valued by the year"),
                        Text.of("改为 per: year", "Write per: year")));
    }

    private EventEngine.Policy policy(Strategy s) {
        Scope scope = builder.compiler.people(builder.compiler.scope(s), attributes);
        Accounts accounts = new Accounts(builder, scope, 1);
        List<List<EventEngine.Event>> events = new ArrayList<>();
        for (String state : builder.states) {
            List<EventEngine.Event> here = new ArrayList<>();
            spec.events().from().getOrDefault(state, Map.of()).values().forEach(e -> here.add(event(e, state, scope)));
            events.add(here);
        }
        List<Account> lines = new ArrayList<>(accounts.lines());
        return new EventEngine.Policy(
                s.id(),
                s.label(),
                events,
                lines,
                accounts.sums(),
                initial(scope),
                spec.attributes().values().stream().map(this::law).toList(),
                capacities(scope),
                spec.events().interval().text().isBlank()
                        ? -1
                        : builder.compiler.compile(spec.events().interval(), scope, Unit.YEAR));
    }

    private Optional<Law> law(ModelSpec.Attribute a) {
        return builder.law(a);
    }

    private int[] initial(Scope scope) {
        int[] out = new int[names.size()];
        for (int i = 0; i < out.length; i++) {
            ModelSpec.Attribute a = Known.in(spec.attributes(), names.get(i));
            out[i] = a.distribution().isPresent() ? -1 : builder.compiler.compile(a.initial(), scope, unit(a));
        }
        return out;
    }

    private Unit unit(ModelSpec.Attribute a) {
        return a.unit().isBlank() ? Unit.ONE : builder.compiler.units().parse(a.unit());
    }

    private int[] capacities(Scope scope) {
        return spec.events().resources().values().stream()
                .mapToInt(c -> builder.compiler.compile(c, scope, Unit.ONE))
                .toArray();
    }

    private EventEngine.Event event(EventSpec e, String state, Scope scope) {
        int time = builder.compiler.compile(e.time(), scope, Unit.YEAR);
        String to = e.to().isEmpty() ? state : e.to();
        int[] payoff = new int[builder.outcomes.size()];
        Arrays.fill(payoff, -1);
        e.payoff().forEach((outcome, source) -> {
            if (builder.known(outcome, spec.outcomes().keySet(), e.path() + ".payoff." + outcome)) {
                payoff[builder.outcomes.indexOf(outcome)] =
                        builder.compiler.compile(source, scope, builder.total(outcome));
            }
        });
        List<int[]> sets = new ArrayList<>();
        for (Map.Entry<String, Source> set : e.set().entrySet()) {
            int place = names.indexOf(set.getKey());
            if (place >= 0) {
                ModelSpec.Attribute a = Known.in(spec.attributes(), set.getKey());
                int node = builder.compiler.compile(set.getValue(), scope, unit(a));
                sets.add(new int[] {place, builder.graph.node(Op.MULTIPLY, node, builder.graph.constant(1))});
            }
        }
        return new EventEngine.Event(e.id(), time, Math.max(0, builder.states.indexOf(to)), payoff, sets);
    }
}
