package org.steelyard.economics.model.internal.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.economics.model.ModelError;
import org.steelyard.economics.model.ModelSpec.Node;
import org.steelyard.economics.model.ModelSpec.NodeKind;
import org.steelyard.economics.model.ModelSpec.Strategy;
import org.steelyard.economics.model.ModelSpec.TreeSpec;
import org.steelyard.economics.model.internal.compile.Known;
import org.steelyard.economics.model.internal.compile.Scope;
import org.steelyard.economics.model.internal.engine.Row;
import org.steelyard.economics.model.internal.engine.TreeEngine;
import org.steelyard.economics.model.internal.graph.Op;
import org.steelyard.kernel.Text;

/** Trees to policies. Each way to decide, at every decision that can be reached, is one policy. */
final class TreeBuilder {

    private static final int MOST_POLICIES = 4096;
    private static final int DEEPEST = 200;

    private final Builder builder;
    private final List<TreeEngine.Chance> chances = new ArrayList<>();
    private boolean tooMany;

    TreeBuilder(Builder builder) {
        this.builder = builder;
    }

    /** Under one way to decide: what was decided, expected payoff from here on, ends below. */
    private record Option(String decided, Text label, int[] payoff, List<TreeEngine.Leaf> leaves) {}

    Built.Tree tree(List<Built.Named> named) {
        List<TreeEngine.Policy> policies = new ArrayList<>();
        Optional<TreeSpec> tree = builder.spec.tree();
        named.clear();
        if (tree.isEmpty()) {
            return new Built.Tree(List.of(), List.of());
        }
        List<Strategy> strategies = builder.spec.strategies().isEmpty()
                ? List.of(new Strategy("", Text.EMPTY, Map.of()))
                : List.copyOf(builder.spec.strategies().values());
        for (Strategy s : strategies) {
            for (Option o : options(tree.get().root(), builder.compiler.scope(s), s.id(), 0)) {
                String id = join(s.id(), o.decided());
                Text label = Text.of(
                        join(s.label().zh(), o.label().zh()),
                        join(s.label().en(), o.label().en()));
                policies.add(new TreeEngine.Policy(
                        id.isEmpty() ? "model" : id, label.isBlank() ? Text.same(id) : label, o.payoff(), o.leaves()));
            }
        }
        policies.forEach(p -> named.add(new Built.Named(p.id(), p.label())));
        reference(named);
        if (tooMany) {
            builder.add(
                    ModelError.TOO_LARGE,
                    "tree",
                    Text.of("决策组合超过 " + MOST_POLICIES, "there are more than " + MOST_POLICIES + " ways to decide"),
                    Text.of("减少嵌套决策", "Leave fewer nested decisions"));
        }
        return new Built.Tree(policies, chances);
    }

    private void reference(List<Built.Named> named) {
        String reference = builder.spec.analyses().reference();
        if (!reference.isEmpty()) {
            builder.known(
                    reference,
                    named.stream().map(Built.Named::id).collect(java.util.stream.Collectors.toSet()),
                    "analyses.reference");
        }
    }

    private static String join(String a, String b) {
        return a.isEmpty() ? b : b.isEmpty() ? a : a + ", " + b;
    }

    private List<Option> options(Node node, Scope outer, String strategy, int depth) {
        if (depth > DEEPEST) {
            builder.add(
                    ModelError.CIRCULAR,
                    node.path(),
                    Text.of("子树绕回到自身", "a subtree contains itself"),
                    Text.of("打断循环", "Break the circle"));
            return List.of();
        }
        Scope scope = outer.inside(node.set());
        int[] own = payoff(node, scope);
        List<Option> below = below(node, scope, strategy, depth);
        return below.stream()
                .map(o -> new Option(
                        o.decided(),
                        o.label(),
                        plus(own, o.payoff()),
                        o.leaves().stream()
                                .map(l -> new TreeEngine.Leaf(l.path(), l.probability(), plus(own, l.payoff())))
                                .toList()))
                .toList();
    }

    private List<Option> below(Node node, Scope scope, String strategy, int depth) {
        if (!node.then().isEmpty()) {
            TreeSpec tree = builder.spec.tree().orElseThrow();
            if (node.kind() != NodeKind.END) {
                builder.add(
                        ModelError.BAD_SECTION,
                        node.path(),
                        Text.of("then 与 chance、decision 不能并存", "then stands instead of chance and decision"),
                        Text.of("删去其一", "Remove one of them"));
            }
            return builder.known(node.then(), tree.nodes().keySet(), node.path() + ".then")
                    ? options(Known.in(tree.nodes(), node.then()), scope, strategy, depth + 1)
                    : List.of(end());
        }
        return switch (node.kind()) {
            case END -> List.of(end());
            case DECISION -> decision(node, scope, strategy, depth);
            case CHANCE -> chance(node, scope, strategy, depth);
        };
    }

    private Option end() {
        int[] zero = new int[builder.outcomes.size()];
        Arrays.fill(zero, builder.graph.constant(0));
        return new Option("", Text.EMPTY, zero, List.of(new TreeEngine.Leaf("", builder.graph.constant(1), zero)));
    }

    private List<Option> decision(Node node, Scope scope, String strategy, int depth) {
        List<Option> out = new ArrayList<>();
        node.branches().forEach((name, branch) -> {
            for (Option o : options(branch, scope, strategy, depth + 1)) {
                out.add(new Option(
                        join(name, o.decided()),
                        Text.of(
                                join(branch.label().zh(), o.label().zh()),
                                join(branch.label().en(), o.label().en())),
                        o.payoff(),
                        named(name, o.leaves())));
            }
        });
        return limited(out);
    }

    private static List<TreeEngine.Leaf> named(String branch, List<TreeEngine.Leaf> leaves) {
        return leaves.stream()
                .map(l -> new TreeEngine.Leaf(
                        l.path().isEmpty() ? branch : branch + " / " + l.path(), l.probability(), l.payoff()))
                .toList();
    }

    private List<Option> limited(List<Option> options) {
        if (options.size() <= MOST_POLICIES) {
            return options;
        }
        tooMany = true;
        return options.subList(0, MOST_POLICIES);
    }

    private List<Option> chance(Node node, Scope scope, String strategy, int depth) {
        Map<String, Integer> p = probabilities(node, scope, strategy);
        List<Option> out = List.of(new Option("", Text.EMPTY, end().payoff(), List.of()));
        for (Map.Entry<String, Node> e : node.branches().entrySet()) {
            List<Option> branch = options(e.getValue(), scope, strategy, depth + 1);
            List<Option> product = new ArrayList<>();
            for (Option a : out) {
                for (Option b : branch) {
                    product.add(both(a, b, e, Known.in(p, e.getKey())));
                }
            }
            out = limited(product);
        }
        return out;
    }

    private Option both(Option a, Option b, Map.Entry<String, Node> at, int probability) {
        String branch = at.getKey();
        Text name = at.getValue().label();
        int[] payoff = new int[a.payoff().length];
        for (int o = 0; o < payoff.length; o++) {
            int share = builder.graph.node(Op.MULTIPLY, probability, b.payoff()[o]);
            payoff[o] = builder.graph.node(Op.ADD, a.payoff()[o], share);
        }
        List<TreeEngine.Leaf> leaves = new ArrayList<>(a.leaves());
        for (TreeEngine.Leaf l : named(branch, b.leaves())) {
            leaves.add(new TreeEngine.Leaf(
                    l.path(), builder.graph.node(Op.MULTIPLY, probability, l.probability()), l.payoff()));
        }
        String when = b.decided().isEmpty() ? "" : branch + ": " + b.decided();
        Text label = b.decided().isEmpty()
                ? Text.EMPTY
                : Text.of(
                        name.zh() + "：" + b.label().zh(),
                        name.en() + ": " + b.label().en());
        return new Option(
                join(a.decided(), when),
                Text.of(join(a.label().zh(), label.zh()), join(a.label().en(), label.en())),
                payoff,
                leaves);
    }

    private Map<String, Integer> probabilities(Node node, Scope scope, String strategy) {
        Map<String, org.steelyard.economics.model.ModelSpec.Source> sources = new LinkedHashMap<>();
        node.branches().forEach((name, branch) -> sources.put(name, branch.probability()));
        sources.forEach((name, source) -> {
            if (source.text().isBlank()) {
                builder.add(
                        ModelError.BAD_SECTION,
                        source.path(),
                        Text.of(
                                "机会结点的分支 " + name + " 缺少概率 p",
                                "the branch " + name + " of a chance node has no probability p"),
                        Text.of("补充 p", "Add p"));
            }
        });
        sources.values().removeIf(s -> s.text().isBlank());
        Map<String, Integer> p = new LinkedHashMap<>(builder.compiler.shares(sources, scope));
        node.branches().keySet().forEach(n -> p.putIfAbsent(n, builder.graph.constant(0)));
        List<String> names = List.copyOf(sources.keySet());
        int rest = -1;
        for (int i = 0; i < names.size(); i++) {
            rest = Known.in(sources, names.get(i)).isRest() ? i : rest;
        }
        int[] nodes = names.stream().mapToInt(p::get).toArray();
        chances.add(
                new TreeEngine.Chance(strategy, new Row(new int[nodes.length], nodes, rest, node.path() + ".chance")));
        return p;
    }

    private int[] payoff(Node node, Scope scope) {
        int[] out = end().payoff().clone();
        node.payoff().forEach((outcome, source) -> {
            if (builder.known(outcome, builder.spec.outcomes().keySet(), node.path() + ".payoff." + outcome)) {
                int i = builder.outcomes.indexOf(outcome);
                out[i] = builder.compiler.compile(source, scope, builder.total(outcome));
            }
        });
        return out;
    }

    private int[] plus(int[] a, int[] b) {
        int[] out = new int[a.length];
        for (int i = 0; i < a.length; i++) {
            out[i] = builder.graph.node(Op.ADD, a[i], b[i]);
        }
        return out;
    }
}
