package org.steelyard.economics.model.internal.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.steelyard.economics.model.ModelError;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.ModelSpec.Kind;
import org.steelyard.economics.model.ModelSpec.Source;
import org.steelyard.economics.model.expression.Formula;
import org.steelyard.economics.model.expression.FormulaFault;
import org.steelyard.economics.model.expression.Unit;
import org.steelyard.economics.model.expression.Units;
import org.steelyard.economics.model.internal.graph.Graph;
import org.steelyard.economics.model.internal.graph.Op;
import org.steelyard.economics.model.internal.graph.Table;
import org.steelyard.kernel.Spelling;
import org.steelyard.kernel.Text;

/** Compiles formulas of one model into one graph. Faults go to the findings; a faulty formula becomes 0 so that all faults are found. */
public final class Compiler {

    private final ModelSpec spec;
    private final Graph graph;
    private final Findings findings;
    private final Units units;
    private final Clock clock;
    private final Map<String, Typed> parameters = new LinkedHashMap<>();
    private final Map<String, Integer> parameterInputs = new LinkedHashMap<>();
    private final Map<String, Table> tables = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private static final int DEEPEST = 250;

    private final Deque<String> open = new ArrayDeque<>();
    private final Limits limits = new Limits();
    private final List<Integer> uniforms = new ArrayList<>();
    private final Curves curves;
    private double cycleLength = 1;

    /** @param uncertain parameters that vary between draws */
    public Compiler(ModelSpec spec, Graph graph, Findings findings, Set<String> uncertain) {
        this.spec = spec;
        this.graph = graph;
        this.findings = findings;
        units = new Units(spec.header().currency(), spec.settings().yearLength());
        clock = Clock.in(graph);
        spec.parameters().values().forEach(p -> declare(p, uncertain.contains(p.id())));
        spec.tables().values().forEach(t -> tables.put(t.id(), table(t)));
        curves = new Curves(this, spec);
    }

    private void declare(ModelSpec.Parameter p, boolean uncertain) {
        int input = graph.input(uncertain ? Graph.DRAW : 0);
        parameterInputs.put(p.id(), input);
        if (p.unit().isBlank()) {
            parameters.put(p.id(), Typed.unknown(input));
            return;
        }
        Unit unit = unit(p.unit(), p.path() + ".unit");
        int scaled = graph.node(Op.MULTIPLY, input, graph.constant(unit.scale()));
        parameters.put(p.id(), Typed.known(scaled, unit));
    }

    private Table table(ModelSpec.TableSpec t) {
        double[] x = t.x().stream().mapToDouble(v -> v).toArray();
        double[] y = t.y().stream().mapToDouble(v -> v).toArray();
        boolean ascending = x.length > 0;
        for (int i = 1; i < x.length; i++) {
            ascending &= x[i - 1] < x[i];
        }
        if (!ascending || x.length != y.length) {
            findings.add(
                    ModelError.BAD_CURVE,
                    t.path(),
                    Text.of("x 与 y 应等长，x 由小到大", "x and y must be as many, x ascending"),
                    Text.of("改正表格", "Correct the table"));
            return new Table(new double[] {0}, new double[] {0});
        }
        double sx =
                t.xUnit().isBlank() ? 1 : unit(t.xUnit(), t.path() + ".xUnit").scale();
        double sy = t.unit().isBlank() ? 1 : unit(t.unit(), t.path() + ".unit").scale();
        return new Table(scaled(x, sx), scaled(y, sy));
    }

    static double[] scaled(double[] v, double by) {
        double[] out = v.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] *= by;
        }
        return out;
    }

    public Graph graph() {
        return graph;
    }

    public Findings findings() {
        return findings;
    }

    public Clock clock() {
        return clock;
    }

    public Units units() {
        return units;
    }

    /** Input node of each parameter, which takes the value in the parameter's own unit. */
    public Map<String, Integer> parameterInputs() {
        return parameterInputs;
    }

    /** Inputs that take a fresh uniform number each time a random time is drawn. */
    public List<Integer> uniforms() {
        return List.copyOf(uniforms);
    }

    public void setCycleLength(double years) {
        cycleLength = years;
    }

    double cycleLength() {
        return cycleLength;
    }

    public Scope scope(ModelSpec.Strategy strategy) {
        return Scope.of(strategy.id(), spec.let(), strategy.set());
    }

    public Scope neutral() {
        return Scope.of("", spec.let(), Map.of());
    }

    /** Inputs for the attributes of a person, by name, and a scope that knows them. */
    public Scope people(Scope scope, Map<String, Integer> inputs) {
        Map<String, Typed> nodes = new LinkedHashMap<>();
        inputs.forEach((name, node) -> {
            String unit = spec.attributes().containsKey(name)
                    ? spec.attributes().get(name).unit()
                    : "1";
            nodes.put(
                    name,
                    unit.isBlank()
                            ? Typed.unknown(node)
                            : Typed.known(node, unit(unit, "attributes." + name + ".unit")));
        });
        return scope.with(nodes);
    }

    /** A formula whose value has this dimension, or any where it says nothing of its unit. */
    public int compile(Source source, Scope scope, Unit expected) {
        Typed typed = compile(source, scope);
        if (typed.isKnown() && !typed.unit().sameDimension(expected)) {
            mismatch(source.path(), typed.unit(), expected.toString());
        }
        return typed.node();
    }

    /** A formula that may have one of two dimensions; tells whether it is the second. */
    public record Choice(int node, boolean second) {}

    public Choice compileEither(Source source, Scope scope, Unit first, Unit second) {
        Typed typed = compile(source, scope);
        if (!typed.isKnown() || typed.unit().sameDimension(first)) {
            return new Choice(typed.node(), false);
        }
        if (!typed.unit().sameDimension(second)) {
            mismatch(source.path(), typed.unit(), first + " / " + second);
        }
        return new Choice(typed.node(), true);
    }

    public Limits limits() {
        return limits;
    }

    void mismatch(String path, Unit found, String expected) {
        findings.add(
                ModelError.UNIT_MISMATCH,
                path,
                Text.of(
                        "单位不符：得到 " + found + "，应为 " + expected,
                        "unit mismatch: this is in " + found + ", expected " + expected),
                Text.of("换算单位，或改正 unit", "Convert it, or correct the unit"));
    }

    public Typed compile(Source source, Scope scope) {
        try {
            return compile(Formula.parse(source.text()), scope, source.path());
        } catch (FormulaFault fault) {
            findings.add(
                    ModelError.BAD_FORMULA,
                    source.path(),
                    Text.of(
                            "公式第 " + fault.position() + " 个字符处："
                                    + fault.reason().zh(),
                            "formula, character " + fault.position() + ": "
                                    + fault.reason().en()),
                    remedy(source.text()));
            return Typed.unknown(graph.constant(0));
        }
    }

    /** In a YAML mapping in braces an unquoted formula ends at its first comma: the commonest slip. */
    private static Text remedy(String text) {
        boolean cut = text.chars().filter(c -> c == '(').count()
                > text.chars().filter(c -> c == ')').count();
        return cut
                ? Text.of("在花括号里，含逗号的公式要加引号", "Between braces, put a formula with commas in quotes")
                : Text.of("改正公式", "Correct the formula");
    }

    Unit unit(String text, String path) {
        try {
            return units.parse(text);
        } catch (FormulaFault fault) {
            findings.add(ModelError.BAD_FORMULA, path, fault.reason(), Text.of("改正单位", "Correct the unit"));
            return Unit.ONE;
        }
    }

    Typed compile(Formula formula, Scope scope, String path) {
        return switch (formula) {
            case Formula.Constant c -> constant(c, path);
            case Formula.Name n -> name(n.name(), scope, path);
            case Formula.Negation n -> {
                Typed x = compile(n.operand(), scope, path);
                yield new Typed(graph.node(Op.NEGATE, x.node()), x.knowledge(), x.unit());
            }
            case Formula.Not n ->
                Typed.known(graph.node(Op.NOT, compile(n.operand(), scope, path).node()), Unit.ONE);
            case Formula.Binary b -> binary(b, scope, path);
            case Formula.Call c -> new Functions(this, curves, scope, path).call(c);
        };
    }

    private Typed constant(Formula.Constant c, String path) {
        if (c.unit().isEmpty()) {
            return Typed.literal(graph.constant(c.value()));
        }
        Unit unit = unit(c.unit(), path);
        return Typed.known(graph.constant(c.value() * unit.scale()), unit);
    }

    private Typed binary(Formula.Binary b, Scope scope, String path) {
        Typed x = compile(b.left(), scope, path);
        Typed y = compile(b.right(), scope, path);
        return switch (b.operator()) {
            case ADD -> sum(Op.ADD, x, y, path);
            case SUBTRACT -> sum(Op.SUBTRACT, x, y, path);
            case MULTIPLY -> product(Op.MULTIPLY, x, y);
            case DIVIDE -> product(Op.DIVIDE, x, y);
            case POWER -> power(x, y, b.right(), path);
            case AND -> truth(graph.node(Op.AND, x.node(), y.node()));
            case OR -> truth(graph.node(Op.OR, x.node(), y.node()));
            case LESS -> compare(Op.LESS, x, y, path);
            case LESS_OR_EQUAL -> compare(Op.LESS_OR_EQUAL, x, y, path);
            case GREATER -> compare(Op.LESS, y, x, path);
            case GREATER_OR_EQUAL -> compare(Op.LESS_OR_EQUAL, y, x, path);
            case EQUAL -> compare(Op.EQUAL, x, y, path);
            case NOT_EQUAL ->
                truth(graph.node(Op.NOT, compare(Op.EQUAL, x, y, path).node()));
        };
    }

    private static Typed truth(int node) {
        return Typed.known(node, Unit.ONE);
    }

    private Typed compare(Op op, Typed x, Typed y, String path) {
        agree(x, y, path);
        return truth(graph.node(op, x.node(), y.node()));
    }

    private Typed sum(Op op, Typed x, Typed y, String path) {
        return join(graph.node(op, x.node(), y.node()), x, y, path);
    }

    /** The kind of a value that is one of two. */
    Typed join(int node, Typed x, Typed y, String path) {
        agree(x, y, path);
        if (x.isKnown()) {
            return Typed.known(node, x.unit());
        }
        if (y.isKnown()) {
            return Typed.known(node, y.unit());
        }
        return x.isVague() || y.isVague() ? Typed.unknown(node) : Typed.literal(node);
    }

    private void agree(Typed x, Typed y, String path) {
        if (x.isKnown() && y.isKnown() && !x.unit().sameDimension(y.unit())) {
            mismatch(path, y.unit(), x.unit().toString());
        }
    }

    private Typed product(Op op, Typed x, Typed y) {
        int node = graph.node(op, x.node(), y.node());
        if (x.isVague() || y.isVague()) {
            return Typed.unknown(node);
        }
        boolean bare = (!x.isKnown() && plain(y)) || (!y.isKnown() && plain(x));
        if (bare) {
            return Typed.literal(node);
        }
        return Typed.known(
                node, op == Op.MULTIPLY ? x.unit().times(y.unit()) : x.unit().over(y.unit()));
    }

    /** A bare number times a pure number is still a bare number: the 1000 of {@code 1000 * attacks} may be money. */
    private static boolean plain(Typed t) {
        return !t.isKnown() || t.unit().powers().isEmpty();
    }

    private Typed power(Typed x, Typed y, Formula exponent, String path) {
        int node = graph.node(Op.POWER, x.node(), y.node());
        if (y.isKnown() && !y.unit().sameDimension(Unit.ONE)) {
            mismatch(path, y.unit(), "1");
        }
        if (!x.isKnown() || x.unit().sameDimension(Unit.ONE)) {
            return new Typed(node, x.knowledge(), x.unit());
        }
        if (exponent instanceof Formula.Constant c
                && c.value() == Math.rint(c.value())
                && c.unit().isEmpty()) {
            return Typed.known(node, x.unit().power((int) c.value()));
        }
        mismatch(path, x.unit(), "1");
        return Typed.unknown(node);
    }

    private Typed name(String name, Scope scope, String path) {
        for (@Nullable Scope s = scope; s != null; s = s.outer()) {
            Typed ready = s.nodes().get(name);
            if (ready != null) {
                return ready;
            }
            Source own = s.own().get(name);
            if (own != null && !isOpen(name, own)) {
                used.add("let " + own.path());
                return defined(name, own, scope);
            }
            if (own != null && s.outer() == null) {
                return circular(name, path);
            }
        }
        Typed parameter = parameters.get(name);
        if (parameter != null) {
            used.add(name);
            return parameter;
        }
        return builtin(name, scope).or(() -> bayes(name, scope, path)).orElseGet(() -> unknown(name, scope, path));
    }

    private boolean isOpen(String name, Source own) {
        return open.contains(name + "\n" + own.path());
    }

    private Typed circular(String name, String path) {
        findings.add(
                ModelError.CIRCULAR,
                path,
                Text.of(name + " 的定义绕回到自身", name + " is defined by way of itself"),
                Text.of("打断循环", "Break the circle"));
        return Typed.unknown(graph.constant(0));
    }

    private Typed defined(String name, Source own, Scope scope) {
        Typed known = scope.memo().get(name + "\n" + own.path());
        if (known != null) {
            return known;
        }
        if (open.size() >= DEEPEST) {
            findings.add(
                    ModelError.TOO_LARGE,
                    own.path(),
                    Text.of(
                            "定义层层相依超过 " + DEEPEST + " 层",
                            "definitions rest on each other more than " + DEEPEST + " deep"),
                    Text.of("合并定义", "Merge definitions"));
            return Typed.unknown(graph.constant(0));
        }
        open.push(name + "\n" + own.path());
        Typed value = inUnitOf(name, compile(own, scope));
        open.pop();
        scope.memo().put(name + "\n" + own.path(), value);
        return value;
    }

    /** A bare number that stands in for a parameter counts in the parameter's unit, as its own value does. */
    private Typed inUnitOf(String name, Typed value) {
        Typed parameter = parameters.get(name);
        if (parameter == null || !parameter.isKnown() || value.knowledge() != Typed.Knowledge.LITERAL) {
            return value;
        }
        int scaled = graph.node(
                Op.MULTIPLY, value.node(), graph.constant(parameter.unit().scale()));
        return Typed.known(scaled, parameter.unit());
    }

    private Optional<Typed> builtin(String name, Scope scope) {
        if (name.startsWith("strategy.")) {
            String id = name.substring("strategy.".length());
            return spec.strategies().containsKey(id)
                    ? Optional.of(truth(graph.constant(id.equals(scope.strategy()) ? 1 : 0)))
                    : Optional.empty();
        }
        Kind kind = spec.header().kind();
        if (kind == Kind.TREE) {
            return Optional.empty();
        }
        boolean cycles = kind != Kind.DISCRETE_EVENT;
        boolean states = kind == Kind.COHORT || kind == Kind.MICROSIMULATION;
        return switch (name) {
            case "time" -> Optional.of(Typed.known(clock.time(), Unit.YEAR));
            case "cycle" -> cycles ? Optional.of(truth(clock.cycle())) : Optional.empty();
            case "cycle_length" ->
                cycles ? Optional.of(Typed.known(graph.constant(cycleLength), Unit.YEAR)) : Optional.empty();
            case "calendar" -> kind == Kind.COHORT ? Optional.of(truth(clock.calendar())) : Optional.empty();
            case "state_time" -> states ? Optional.of(Typed.known(clock.stateTime(), Unit.YEAR)) : Optional.empty();
            case "state_cycle" -> states ? Optional.of(truth(clock.stateCycle())) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** {@code dx.pos}: probability of the finding; {@code dx.sick.pos}: of being sick given the finding. */
    private Optional<Typed> bayes(String name, Scope scope, String path) {
        int dot = name.indexOf('.');
        if (dot < 0 || !spec.bayes().containsKey(name.substring(0, dot))) {
            return Optional.empty();
        }
        ModelSpec.Bayes b = Known.in(spec.bayes(), name.substring(0, dot));
        used.add("bayes " + b.id());
        String rest = name.substring(dot + 1);
        int second = rest.indexOf('.');
        String hypothesis = second < 0 ? "" : rest.substring(0, second);
        String finding = rest.substring(second + 1);
        if (!b.likelihood().keySet().equals(b.prior().keySet())
                || b.likelihood().values().stream().anyMatch(l -> !l.containsKey(finding))
                || !(hypothesis.isEmpty() || b.prior().containsKey(hypothesis))) {
            return Optional.empty();
        }
        Map<String, Integer> prior = shares(b.prior(), scope);
        int marginal = graph.constant(0);
        int joint = marginal;
        for (String h : b.prior().keySet()) {
            int each = graph.node(
                    Op.MULTIPLY, Known.in(prior, h), Known.in(shares(Known.in(b.likelihood(), h), scope), finding));
            marginal = graph.node(Op.ADD, marginal, each);
            joint = h.equals(hypothesis) ? each : joint;
        }
        return Optional.of(truth(hypothesis.isEmpty() ? marginal : graph.node(Op.DIVIDE, joint, marginal)));
    }

    /** Probabilities of which at most one is {@code rest}. */
    public Map<String, Integer> shares(Map<String, Source> sources, Scope scope) {
        Map<String, Integer> out = new LinkedHashMap<>();
        int left = graph.constant(1);
        for (Map.Entry<String, Source> e : sources.entrySet()) {
            if (!e.getValue().isRest()) {
                int p = compile(e.getValue(), scope, Unit.ONE);
                out.put(e.getKey(), p);
                left = graph.node(Op.SUBTRACT, left, p);
            }
        }
        int rest = left;
        sources.forEach((name, source) -> {
            if (source.isRest()) {
                out.put(name, rest);
            }
        });
        return out;
    }

    private Typed unknown(String name, Scope scope, String path) {
        Set<String> known = new TreeSet<>(parameters.keySet());
        for (@Nullable Scope s = scope; s != null; s = s.outer()) {
            known.addAll(s.own().keySet());
            known.addAll(s.nodes().keySet());
        }
        known.addAll(tables.keySet());
        known.addAll(spec.curves().keySet());
        for (String word : List.of("time", "cycle", "cycle_length", "calendar", "state_time", "state_cycle")) {
            if (builtin(word, scope).isPresent()) {
                known.add(word);
            }
        }
        unknownName(name, path, known);
        return Typed.unknown(graph.constant(0));
    }

    void unknownName(String name, String path, Set<String> known) {
        Text remedy = Spelling.nearest(name, known)
                .map(near -> Text.of("是否想写 " + near + "？", "Did you mean " + near + "?"))
                .orElse(Text.of("先在 parameters 或 let 中定义它", "Define it in parameters or let first"));
        findings.add(ModelError.UNKNOWN_NAME, path, Text.of("未知的名称 " + name, "unknown name " + name), remedy);
    }

    Optional<Table> tableNamed(String name) {
        used.add("table " + name);
        return Optional.ofNullable(tables.get(name));
    }

    ModelSpec spec() {
        return spec;
    }

    void use(String what) {
        used.add(what);
    }

    int freshUniform() {
        int input = graph.input(Graph.PERSON);
        uniforms.add(input);
        return input;
    }

    /** Parameters, derived names, tables and curves that no compiled formula used. */
    public void reportUnused(Set<String> otherwiseUsed) {
        spec.parameters().values().stream()
                .filter(p -> !used.contains(p.id()) && !otherwiseUsed.contains(p.id()))
                .forEach(p -> unused(p.id(), p.path()));
        spec.let().forEach((name, source) -> {
            if (!used.contains("let " + source.path()) && !shadowed(name)) {
                unused(name, source.path());
            }
        });
        spec.tables().values().stream()
                .filter(t -> !used.contains("table " + t.id()))
                .forEach(t -> unused(t.id(), t.path()));
        spec.curves().values().stream()
                .filter(c -> !used.contains("curve " + c.id()))
                .forEach(c -> unused(c.id(), c.path()));
        spec.bayes().values().stream()
                .filter(b -> !used.contains("bayes " + b.id()))
                .forEach(b -> unused(b.id(), b.path()));
        spec.strategies()
                .values()
                .forEach(s -> s.set().forEach((name, source) -> {
                    if (!used.contains("let " + source.path())) {
                        unused(name, source.path());
                    }
                }));
    }

    /** A default that every strategy overrides is not idle: a scenario may fall back on it. */
    private boolean shadowed(String name) {
        return spec.strategies().values().stream().anyMatch(s -> s.set().containsKey(name));
    }

    private void unused(String name, String path) {
        findings.add(
                ModelError.UNUSED,
                path,
                Text.of(name + " 没有被任何公式使用", name + " is not used by any formula"),
                Text.of("使用它或删去它；未使用的参数常是笔误的痕迹", "Use it or remove it; an unused name is often the trace of a slip"));
    }
}
