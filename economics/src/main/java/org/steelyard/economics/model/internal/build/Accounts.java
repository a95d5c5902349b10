package org.steelyard.economics.model.internal.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.steelyard.economics.model.ModelError;
import org.steelyard.economics.model.ModelSpec.Kind;
import org.steelyard.economics.model.ModelSpec.Reward;
import org.steelyard.economics.model.ModelSpec.Source;
import org.steelyard.economics.model.expression.Unit;
import org.steelyard.economics.model.internal.compile.Known;
import org.steelyard.economics.model.internal.compile.Scope;
import org.steelyard.economics.model.internal.engine.Account;
import org.steelyard.economics.model.internal.graph.Graph;
import org.steelyard.economics.model.internal.graph.Op;
import org.steelyard.kernel.Text;

/** Rewards of one strategy as accounts. Yearly values of states are turned into values of a cycle of the given length. */
final class Accounts {

    private final Builder builder;
    private final Scope scope;
    private final double cycleLength;
    private final Graph graph;

    Accounts(Builder builder, Scope scope, double cycleLength) {
        this.builder = builder;
        this.scope = scope;
        this.cycleLength = cycleLength;
        graph = builder.graph;
    }

    /** One a reward. */
    List<Account> lines() {
        return builder.spec.rewards().values().stream().map(this::line).toList();
    }

    /** One an outcome: the sum of its rewards. */
    List<Account> sums() {
        List<Account> out = new ArrayList<>();
        List<Account> lines = lines();
        for (int o = 0; o < builder.outcomes.size(); o++) {
            int outcome = o;
            out.add(sum(o, lines.stream().filter(l -> l.outcome() == outcome).toList()));
        }
        return out;
    }

    private Account sum(int outcome, List<Account> lines) {
        int[] state = none();
        int[] entry = none();
        List<Account.Flow> flows = new ArrayList<>();
        int once = -1;
        for (Account line : lines) {
            for (int i = 0; i < state.length; i++) {
                state[i] = plus(state[i], line.state()[i]);
                entry[i] = plus(entry[i], line.entry()[i]);
            }
            flows.addAll(line.flows());
            once = plus(once, line.once());
        }
        return new Account(builder.outcomes.get(outcome), outcome, state, entry, flows, once);
    }

    private int plus(int a, int b) {
        return a < 0 ? b : b < 0 ? a : graph.node(Op.ADD, a, b);
    }

    private int[] none() {
        int[] out = new int[builder.states.size()];
        Arrays.fill(out, -1);
        return out;
    }

    private Account line(Reward r) {
        builder.known(r.outcome(), builder.spec.outcomes().keySet(), r.path() + ".outcome");
        Unit total = builder.total(r.outcome());
        Unit rate = r.perCycle() ? total : total.over(Unit.YEAR);
        int perCycle = graph.constant(r.perCycle() ? 1 : cycleLength);
        int[] state = none();
        each(r.states(), r.path() + ".states", (i, source) -> {
            int value = builder.compiler.compile(source, scope, rate);
            state[i] = graph.node(Op.MULTIPLY, value, perCycle);
        });
        int[] entry = none();
        each(r.entry(), r.path() + ".entry", (i, source) -> {
            entry[i] = builder.compiler.compile(source, scope, total);
            stateless(entry[i], source);
        });
        int once = r.once().text().isBlank() ? -1 : builder.compiler.compile(r.once(), scope, total);
        if (once >= 0) {
            stateless(once, r.once());
        }
        partitioned(r);
        return new Account(
                r.id(), Math.max(0, builder.outcomes.indexOf(r.outcome())), state, entry, flows(r, total), once);
    }

    private void stateless(int node, Source source) {
        if ((graph.depends(node) & Graph.STATE_TIME) != 0) {
            builder.add(
                    ModelError.NOT_CONSTANT,
                    source.path(),
                    Text.of("此处没有状态内时间：刚进入状态", "there is no time in the state here: it has just been entered"),
                    Text.of("用 transition 描述离开时的收益", "Use transition for what depends on the time in the state left"));
        }
    }

    /** Curves cannot tell who passes from which state to which, only who dies. */
    private void partitioned(Reward r) {
        if (builder.spec.header().kind() != Kind.PARTITIONED_SURVIVAL) {
            return;
        }
        String last = builder.states.isEmpty() ? "" : builder.states.getLast();
        boolean others = r.entry().keySet().stream().anyMatch(s -> !s.equals(last));
        if (others || !r.transition().isEmpty()) {
            builder.add(
                    ModelError.BAD_SECTION,
                    r.path(),
                    Text.of("分区生存模型只能给进入最后一个状态的收益", "partitioned survival knows entries into the last state only"),
                    Text.of("改用 cohort 模型", "Use a cohort model for it"));
        }
    }

    private void each(Map<String, Source> sources, String path, BiConsumer<Integer, Source> take) {
        sources.forEach((name, source) -> {
            if (builder.states.contains(name)) {
                take.accept(builder.states.indexOf(name), source);
            } else if (name.equals("all") || name.equals("alive")) {
                for (int i = 0; i < builder.states.size(); i++) {
                    boolean gone = Known.in(builder.spec.states(), builder.states.get(i))
                            .absorbing();
                    if ((name.equals("all") || !gone) && !sources.containsKey(builder.states.get(i))) {
                        take.accept(i, source);
                    }
                }
            } else {
                builder.known(name, builder.spec.states().keySet(), path + "." + name);
            }
        });
    }

    private List<Account.Flow> flows(Reward r, Unit total) {
        List<Account.Flow> out = new ArrayList<>();
        r.transition().forEach((passage, source) -> {
            String path = r.path() + ".transition." + passage;
            String[] ends = passage.split("->");
            if (ends.length != 2) {
                builder.add(
                        ModelError.BAD_NAME,
                        path,
                        Text.of("应写作 A -> B", "a passage is written A -> B"),
                        Text.of("改正写法", "Correct it"));
                return;
            }
            String from = ends[0].strip();
            String to = ends[1].strip();
            if (builder.known(from, builder.spec.states().keySet(), path)
                    && builder.known(to, builder.spec.states().keySet(), path)) {
                int node = builder.compiler.compile(source, scope, total);
                out.add(new Account.Flow(builder.states.indexOf(from), builder.states.indexOf(to), node));
            }
        });
        return out;
    }
}
