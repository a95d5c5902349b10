package org.steelyard.economics.model.internal.build;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.steelyard.economics.model.ModelError;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.ModelSpec.Kind;
import org.steelyard.economics.model.ModelSpec.Settings;
import org.steelyard.economics.model.ModelSpec.Source;
import org.steelyard.economics.model.ModelSpec.Strategy;
import org.steelyard.economics.model.expression.FormulaFault;
import org.steelyard.economics.model.expression.Unit;
import org.steelyard.economics.model.internal.compile.Compiler;
import org.steelyard.economics.model.internal.compile.Constants;
import org.steelyard.economics.model.internal.compile.Findings;
import org.steelyard.economics.model.internal.compile.Known;
import org.steelyard.economics.model.internal.compile.Scope;
import org.steelyard.economics.model.internal.engine.CohortEngine;
import org.steelyard.economics.model.internal.engine.MicroEngine;
import org.steelyard.economics.model.internal.engine.Row;
import org.steelyard.economics.model.internal.engine.Strategist;
import org.steelyard.economics.model.internal.graph.Graph;
import org.steelyard.economics.model.internal.input.Inputs;
import org.steelyard.economics.model.internal.random.Law;
import org.steelyard.economics.model.internal.random.Laws;
import org.steelyard.kernel.Spelling;
import org.steelyard.kernel.Text;

/** Compiles every section of a model. */
public final class Builder {

    private static final int MOST_CYCLES = 100_000;
    private static final double WHOLE = 1e-6;

    final ModelSpec spec;
    final Findings findings;
    final Graph graph = new Graph();
    final Inputs inputs;
    final Compiler compiler;
    final List<String> outcomes;
    final List<String> states;
    private double cycleLength = 1;
    private int cycles = 1;

    private Builder(ModelSpec raw, Findings findings) {
        this.findings = findings;
        inputs = Inputs.of(raw, findings);
        spec = inputs.spec();
        compiler = new Compiler(spec, graph, findings, inputs.uncertain());
        outcomes = List.copyOf(spec.outcomes().keySet());
        states = List.copyOf(spec.states().keySet());
    }

    /** The model, which must not be run when there are findings. */
    public static Built build(ModelSpec raw, Findings findings) {
        return new Builder(raw, findings).build();
    }

    private Built build() {
        names();
        sections();
        settings();
        analyses();
        List<Built.Line> lines = new ArrayList<>();
        spec.rewards().values().forEach(r -> lines.add(new Built.Line(r.id(), r.label(), r.outcome())));
        if (spec.header().kind() == Kind.DISCRETE_EVENT) {
            spec.outcomes()
                    .values()
                    .forEach(o -> lines.add(new Built.Line(
                            "events." + o.id(),
                            Text.of(
                                    "事件：" + o.label().zh(),
                                    "events: " + o.label().en()),
                            o.id())));
        }
        List<Built.Named> named = new ArrayList<>();
        spec.strategies().values().forEach(s -> named.add(new Built.Named(s.id(), s.label())));
        Built.Machine machine = machine(named);
        FundPlan fund = new FundBuilder(this, named).plan();
        compiler.reportUnused(Set.of());
        int[] nodes = inputs.names().stream()
                .mapToInt(n -> compiler.parameterInputs().get(n))
                .toArray();
        compiler.limits().check(graph, nodes, inputs.base(), findings);
        ranges();
        return new Built(spec, graph, inputs, nodes, List.copyOf(named), outcomes, List.copyOf(lines), machine, fund);
    }

    /** A range of the one-way analysis has two ends, the lower first. */
    private void ranges() {
        for (ModelSpec.Parameter p : spec.parameters().values()) {
            boolean low = !p.low().text().isBlank();
            boolean high = !p.high().text().isBlank();
            boolean turned = low
                    && high
                    && inputs.range(p.id(), 0, new Findings(org.steelyard.kernel.Place::field))
                            .filter(r -> r[0] > r[1])
                            .isPresent();
            if (low != high || turned) {
                add(
                        ModelError.BAD_SETTING,
                        low ? p.low().path() : p.high().path(),
                        Text.of(
                                "low 与 high 应同时给出，且 low 不大于 high",
                                "low and high go together, and low is not above high"),
                        Text.of("改正范围", "Correct the range"));
            }
        }
    }

    private Built.Machine machine(List<Built.Named> named) {
        return switch (spec.header().kind()) {
            case COHORT, PARTITIONED_SURVIVAL -> new Built.Cohort(plan(Map.of()));
            case MICROSIMULATION -> micro();
            case DISCRETE_EVENT -> new Built.Events(new EventBuilder(this).plan());
            case TREE -> new TreeBuilder(this).tree(named);
        };
    }

    void add(ModelError code, String path, Text message, Text remedy) {
        findings.add(code, path, message, remedy);
    }

    private void names() {
        Set<String> seen = new HashSet<>();
        check(seen, spec.parameters().keySet(), "parameters");
        check(seen, spec.let().keySet(), "let");
        check(seen, spec.tables().keySet(), "tables");
        check(seen, spec.curves().keySet(), "curves");
        check(seen, spec.attributes().keySet(), "attributes");
        check(seen, spec.bayes().keySet(), "bayes");
    }

    private void check(Set<String> seen, Set<String> names, String section) {
        Set<String> reserved = Set.of(
                "time", "cycle", "cycle_length", "calendar", "state_time", "state_cycle", "rest", "and", "or", "not");
        for (String name : names) {
            String path = section + "." + name;
            if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_.]*")) {
                add(
                        ModelError.BAD_NAME,
                        path,
                        Text.of(
                                "名称只能含字母、数字、下划线和点，并以字母开头",
                                "a name has letters, digits, _ and . and begins with a letter"),
                        Text.of("改名", "Rename it"));
            } else if (reserved.contains(name)) {
                add(
                        ModelError.BAD_NAME,
                        path,
                        Text.of(name + " 是公式语言的词", name + " is a word of the formula language"),
                        Text.of("改名", "Rename it"));
            } else if (!seen.add(name)) {
                add(
                        ModelError.BAD_NAME,
                        path,
                        Text.of("名称 " + name + " 用了两次", "the name " + name + " is used twice"),
                        Text.of("给其中一个改名", "Rename one of them"));
            }
        }
    }

    private void sections() {
        Kind kind = spec.header().kind();
        boolean tree = kind == Kind.TREE;
        section("tree", spec.tree().isPresent(), tree, tree);
        section("states", !spec.states().isEmpty(), !tree, !tree);
        boolean rows = kind == Kind.COHORT || kind == Kind.MICROSIMULATION;
        section("transitions", !spec.transitions().isEmpty(), rows, rows);
        section(
                "survival",
                !spec.survival().isEmpty(),
                kind == Kind.PARTITIONED_SURVIVAL,
                kind == Kind.PARTITIONED_SURVIVAL);
        boolean people = kind == Kind.MICROSIMULATION || kind == Kind.DISCRETE_EVENT;
        section("attributes", !spec.attributes().isEmpty(), people, false);
        boolean event = kind == Kind.DISCRETE_EVENT;
        section("events", !spec.events().from().isEmpty(), event, event);
        section("resources", !spec.events().resources().isEmpty(), event, false);
        section("start", !spec.events().start().isEmpty(), event, false);
        section("initial", !spec.initial().isEmpty(), !tree && !event, false);
        section("incident", !spec.incident().isEmpty(), kind == Kind.COHORT, false);
        section("rewards", !spec.rewards().isEmpty(), !tree, false);
        if (spec.strategies().isEmpty() && !tree) {
            add(
                    ModelError.BAD_SECTION,
                    "strategies",
                    Text.of("至少需要一个策略", "at least one strategy is needed"),
                    Text.of("补充 strategies", "Add strategies"));
        }
    }

    private void section(String name, boolean there, boolean allowed, boolean needed) {
        String kind = spec.header().kind().word();
        if (there && !allowed) {
            add(
                    ModelError.BAD_SECTION,
                    name,
                    Text.of(kind + " 模型没有 " + name + " 部分", "a " + kind + " model has no section " + name),
                    Text.of("删去它，或改 kind", "Remove it, or change kind"));
        }
        if (!there && needed) {
            add(
                    ModelError.BAD_SECTION,
                    name,
                    Text.of(kind + " 模型缺少 " + name + " 部分", "a " + kind + " model needs the section " + name),
                    Text.of("补充它", "Add it"));
        }
    }

    private void settings() {
        if (spec.header().kind() == Kind.TREE) {
            return;
        }
        Settings s = spec.settings();
        cycleLength = years(s.cycle(), 1);
        if (s.cycles() > 0 == !s.horizon().text().isBlank()) {
            add(
                    ModelError.BAD_SETTING,
                    "settings",
                    Text.of("horizon 与 cycles 应恰给其一", "give either horizon or cycles"),
                    Text.of("补充或删去其一", "Add or remove one"));
            cycles = 1;
        } else {
            cycles = s.cycles() > 0 ? s.cycles() : count(years(s.horizon(), 1) / cycleLength);
        }
        compiler.setCycleLength(cycleLength);
    }

    double horizon() {
        Settings s = spec.settings();
        return s.cycles() > 0 ? s.cycles() * cycleLength : years(s.horizon(), 1);
    }

    double cycleYears() {
        return cycleLength;
    }

    /** A length of time in years; told when it is none. */
    double duration(Source source) {
        return years(source, 1);
    }

    private int count(double ratio) {
        double nearest = Math.rint(ratio);
        double whole = Math.abs(ratio - nearest) < WHOLE ? nearest : Math.ceil(ratio);
        if (!(ratio >= 1 - WHOLE && whole <= MOST_CYCLES)) {
            add(
                    ModelError.BAD_SETTING,
                    "settings.horizon",
                    Text.of(
                            "周期数应在 1 与 " + MOST_CYCLES + " 之间",
                            "there are between 1 and " + MOST_CYCLES + " whole cycles"),
                    Text.of("改正 horizon 或 cycle", "Correct horizon or cycle"));
            return 1;
        }
        return (int) whole;
    }

    /** {@code 1/52 year} is the 52nd part of a year here, and not one per 52 years. */
    private static final java.util.regex.Pattern PART =
            java.util.regex.Pattern.compile("\\s*([\\d.]+)\\s*/\\s*([\\d.]+)\\s*(\\p{L}+)\\s*");

    private double years(Source source, double absent) {
        try {
            String text = PART.matcher(source.text()).replaceFirst("$1 $3 / $2");
            Constants c = Constants.of(text, compiler.units());
            if (c.unit().isPresent() && c.unit().get().sameDimension(Unit.YEAR) && c.value() > 0) {
                return c.value();
            }
        } catch (FormulaFault fault) {
            // told below: whatever is wrong, a length of time is wanted
        }
        add(
                ModelError.BAD_SETTING,
                source.path(),
                Text.of("应为带单位的时间，例如 1 month", "a length of time with its unit is wanted, such as 1 month"),
                Text.of("写出数值和单位", "Write number and unit"));
        return absent;
    }

    private void analyses() {
        var a = spec.analyses();
        known(a.cost(), spec.outcomes().keySet(), "analyses.cost");
        known(a.effect(), spec.outcomes().keySet(), "analyses.effect");
        if (!a.reference().isEmpty() && spec.header().kind() != Kind.TREE) {
            known(a.reference(), spec.strategies().keySet(), "analyses.reference");
        }
        if (!a.price().isEmpty()) {
            known(a.price(), spec.parameters().keySet(), "analyses.price");
        }
        for (int i = 0; i < a.oneWay().size(); i++) {
            known(a.oneWay().get(i), spec.parameters().keySet(), "analyses.oneWay[" + i + "]");
        }
        a.twoWay().forEach(t -> {
            known(t.x(), spec.parameters().keySet(), t.path() + ".x.parameter");
            known(t.y(), spec.parameters().keySet(), t.path() + ".y.parameter");
        });
        for (int i = 0; i < a.information().size(); i++) {
            for (String name : a.information().get(i)) {
                known(name, spec.parameters().keySet(), "analyses.information[" + i + "]");
            }
        }
        a.samples().forEach(this::sample);
        a.scenarios()
                .values()
                .forEach(s -> s.discount()
                        .keySet()
                        .forEach(o -> known(o, spec.outcomes().keySet(), s.path() + ".discount." + o)));
    }

    private void sample(ModelSpec.SampleSpec s) {
        known(s.parameter(), spec.parameters().keySet(), s.path() + ".parameter");
        if (s.study().equals("measurements") && !(s.sd() > 0)) {
            add(
                    ModelError.BAD_SETTING,
                    s.path() + ".sd",
                    Text.of(
                            "测量型研究需要单次观测的标准差。",
                            "A study of measurements needs the standard deviation of one observation."),
                    Text.of(
                            "给出大于 0 的 sd，或写 study: events、study: person-time。",
                            "Give an sd above 0, or write study: events or study: person-time."));
        }
    }

    /** Whether a name is one of these; told with the nearest one when it is not. */
    boolean known(String name, Set<String> names, String path) {
        if (names.contains(name)) {
            return true;
        }
        Text remedy = Spelling.nearest(name, new TreeSet<>(names))
                .map(n -> Text.of("是否想写 " + n + "？", "Did you mean " + n + "?"))
                .orElse(Text.of("允许：" + String.join("、", names), "Allowed: " + String.join(", ", names)));
        add(ModelError.UNKNOWN_NAME, path, Text.of("未知的名称 " + name, "unknown name " + name), remedy);
        return false;
    }

    double[] rates() {
        return spec.outcomes().values().stream().mapToDouble(o -> o.discount()).toArray();
    }

    Unit total(String outcome) {
        var o = spec.outcomes().get(outcome);
        if (o == null) {
            return Unit.ONE;
        }
        if (!o.unit().isBlank()) {
            try {
                return compiler.units().parse(o.unit());
            } catch (FormulaFault fault) {
                add(
                        ModelError.BAD_FORMULA,
                        "outcomes." + outcome + ".unit",
                        fault.reason(),
                        Text.of("改正单位", "Correct the unit"));
            }
        }
        return o.cost() ? new Unit(1, Map.of(spec.header().currency(), 1)) : Unit.YEAR;
    }

    private CohortEngine.Plan plan(Map<String, Integer> attributes) {
        List<Strategist> all = new ArrayList<>();
        for (Strategy s : spec.strategies().values()) {
            all.add(strategist(s, compiler.people(compiler.scope(s), attributes)));
        }
        return new CohortEngine.Plan(
                graph, compiler.clock(), spec.settings(), cycles, cycleLength, rates(), all, states.size());
    }

    private Strategist strategist(Strategy s, Scope scope) {
        boolean curves = spec.header().kind() == Kind.PARTITIONED_SURVIVAL;
        List<Row> rows = curves ? places() : rows(scope);
        int[] survival = curves ? survival(scope) : new int[0];
        return new Strategist(
                s.id(),
                s.label(),
                rows,
                survival,
                starters(spec.initial(), scope, true),
                spec.incident().isEmpty() ? new int[0] : starters(spec.incident(), scope, false),
                new Accounts(this, scope, cycleLength).lines(),
                new Accounts(this, scope, cycleLength).sums());
    }

    private List<Row> places() {
        return states.stream()
                .map(s -> new Row(new int[0], new int[0], -1, "survival." + s))
                .toList();
    }

    private int[] survival(Scope scope) {
        spec.survival().keySet().forEach(s -> known(s, spec.states().keySet(), "survival." + s));
        List<String> wanted = states.subList(0, Math.max(0, states.size() - 1));
        int[] out = new int[wanted.size()];
        for (int i = 0; i < out.length; i++) {
            Source source = spec.survival().get(wanted.get(i));
            if (source == null) {
                add(
                        ModelError.BAD_SECTION,
                        "survival",
                        Text.of("状态 " + wanted.get(i) + " 缺少生存曲线", "the state " + wanted.get(i) + " has no curve"),
                        Text.of("除最后一个状态外都需要曲线", "Every state but the last needs one"));
                out[i] = graph.constant(1);
            } else {
                out[i] = compiler.compile(source, scope, Unit.ONE);
            }
        }
        return out;
    }

    private int[] starters(Map<String, Source> sources, Scope scope, boolean first) {
        int[] out = new int[states.size()];
        java.util.Arrays.fill(out, -1);
        if (sources.isEmpty()) {
            if (first && out.length > 0) {
                out[0] = graph.constant(1);
            }
            return out;
        }
        String section = first ? "initial" : "incident";
        sources.keySet().forEach(s -> known(s, spec.states().keySet(), section + "." + s));
        Map<String, Integer> shares = compiler.shares(sources, scope);
        shares.forEach((state, node) -> {
            if (states.contains(state)) {
                out[states.indexOf(state)] = node;
            }
        });
        return out;
    }

    private List<Row> rows(Scope scope) {
        spec.transitions().keySet().forEach(s -> known(s, spec.states().keySet(), "transitions." + s));
        return states.stream().map(s -> row(s, scope)).toList();
    }

    private Row row(String state, Scope scope) {
        Map<String, Source> targets = spec.transitions().getOrDefault(state, Map.of());
        boolean absorbing = Known.in(spec.states(), state).absorbing();
        String path = "transitions." + state;
        if (absorbing != targets.isEmpty()) {
            add(
                    ModelError.BAD_SECTION,
                    targets.isEmpty() ? "transitions" : path,
                    absorbing
                            ? Text.of("吸收态 " + state + " 不应有转移", "the absorbing state " + state + " has transitions")
                            : Text.of("状态 " + state + " 没有转移", "the state " + state + " has no transitions"),
                    Text.of("补充转移，或标为 absorbing: true", "Add them, or mark it absorbing: true"));
        }
        return row(targets, scope, path, state);
    }

    private Row row(Map<String, Source> targets, Scope scope, String path, String self) {
        List<Integer> to = new ArrayList<>();
        List<Integer> nodes = new ArrayList<>();
        int rest = -1;
        Unit unit = spec.settings().rates() ? Unit.ONE.over(Unit.YEAR) : Unit.ONE;
        for (Map.Entry<String, Source> e : targets.entrySet()) {
            if (!known(e.getKey(), spec.states().keySet(), path + "." + e.getKey())) {
                continue;
            }
            int target = states.indexOf(e.getKey());
            if (!e.getValue().isRest()) {
                to.add(target);
                nodes.add(compiler.compile(e.getValue(), scope, unit));
            } else if (rest >= 0) {
                add(
                        ModelError.ROW_SUM,
                        path,
                        Text.of("一行只能有一个 rest", "a row has one rest at most"),
                        Text.of("把其中一个写成概率", "Write one of them as a probability"));
            } else {
                rest = target;
            }
        }
        rates(path, self, to, nodes);
        return new Row(
                to.stream().mapToInt(i -> i).toArray(),
                nodes.stream().mapToInt(i -> i).toArray(),
                rest,
                path);
    }

    private void rates(String path, String self, List<Integer> to, List<Integer> nodes) {
        if (!spec.settings().rates()) {
            return;
        }
        if (to.contains(states.indexOf(self))) {
            add(
                    ModelError.BAD_SECTION,
                    path + "." + self,
                    Text.of("速率矩阵的对角线由引擎给出", "the diagonal of a rate matrix is made by the engine"),
                    Text.of("删去这一项", "Remove it"));
        }
        boolean history = nodes.stream().anyMatch(n -> (graph.depends(n) & (Graph.STATE_TIME | Graph.PERSON)) != 0);
        if (history || spec.header().kind() == Kind.MICROSIMULATION) {
            add(
                    ModelError.BAD_SETTING,
                    path,
                    Text.of(
                            "速率不能依赖状态内时间或个体属性，微观模拟也不用速率",
                            "rates cannot depend on time in the state or on a person, and a microsimulation takes probabilities"),
                    Text.of(
                            "用 prob(rate) 或 event(curve, state_time) 写成概率",
                            "Write probabilities, with prob(rate) or event(curve, state_time)"));
        }
    }

    private Built.Machine micro() {
        Map<String, Integer> attributes = new LinkedHashMap<>();
        spec.attributes().keySet().forEach(a -> attributes.put(a, graph.input(Graph.PERSON)));
        int[] in = new int[states.size()];
        int[] entered = new int[states.size()];
        for (int i = 0; i < in.length; i++) {
            in[i] = graph.input(Graph.PERSON);
            entered[i] = graph.input(Graph.PERSON);
            attributes.put("in." + states.get(i), in[i]);
            attributes.put("entered." + states.get(i), entered[i]);
        }
        CohortEngine.Plan plan = plan(attributes);
        List<MicroEngine.Trait> traits = new ArrayList<>();
        spec.attributes().values().forEach(a -> traits.add(trait(a, attributes)));
        return new Built.Micro(plan, new MicroEngine.People(traits, in, entered, compiler.uniforms()));
    }

    private MicroEngine.Trait trait(ModelSpec.Attribute a, Map<String, Integer> attributes) {
        int n = spec.strategies().size();
        int[] initial = new int[n];
        int[] update = new int[n];
        java.util.Arrays.fill(initial, -1);
        java.util.Arrays.fill(update, -1);
        Optional<Law> law = law(a);
        int s = 0;
        for (Strategy strategy : spec.strategies().values()) {
            Scope scope = compiler.people(compiler.scope(strategy), attributes);
            if (law.isEmpty()) {
                initial[s] = compiler.compile(a.initial(), scope, unit(a));
            }
            if (!a.update().text().isBlank()) {
                update[s] = compiler.compile(a.update(), scope, unit(a));
            }
            s++;
        }
        return new MicroEngine.Trait(a.id(), Known.in(attributes, a.id()), initial, law.orElse(null), update);
    }

    private Unit unit(ModelSpec.Attribute a) {
        return a.unit().isBlank() ? Unit.ONE : compiler.units().parse(a.unit());
    }

    Optional<Law> law(ModelSpec.Attribute a) {
        if (a.distribution().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Laws.of(a.distribution().get(), Double.NaN));
        } catch (FormulaFault fault) {
            add(
                    ModelError.BAD_DISTRIBUTION,
                    a.distribution().get().path(),
                    fault.reason(),
                    Text.of("改正分布的参数", "Correct the distribution"));
            return Optional.of(new Law.Fixed(0));
        }
    }
}
