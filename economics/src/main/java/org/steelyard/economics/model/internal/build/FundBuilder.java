package org.steelyard.economics.model.internal.build;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.steelyard.economics.model.ModelError;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.ModelSpec.AgreementSpec;
import org.steelyard.economics.model.ModelSpec.BudgetSpec;
import org.steelyard.economics.model.ModelSpec.EvidenceSpec;
import org.steelyard.economics.model.ModelSpec.Kind;
import org.steelyard.economics.model.ModelSpec.PoolSpec;
import org.steelyard.economics.model.ModelSpec.ServiceSpec;
import org.steelyard.economics.model.ModelSpec.Source;
import org.steelyard.economics.model.ModelSpec.StepSpec;
import org.steelyard.economics.model.ModelSpec.Strategy;
import org.steelyard.economics.model.expression.Unit;
import org.steelyard.economics.model.internal.compile.Known;
import org.steelyard.economics.model.internal.compile.Scope;
import org.steelyard.economics.model.internal.graph.Graph;
import org.steelyard.kernel.Text;

/** Compiles the budget and the agreements of a model. */
final class FundBuilder {

    private static final double ROUNDING = 1e-6;

    private final Builder builder;
    private final ModelSpec spec;
    private final List<Built.Named> strategies;
    private final Unit money;

    FundBuilder(Builder builder, List<Built.Named> strategies) {
        this.builder = builder;
        this.strategies = strategies;
        spec = builder.spec;
        money = new Unit(1, Map.of(spec.header().currency(), 1));
    }

    FundPlan plan() {
        Optional<FundPlan.Budget> budget =
                spec.budget().filter(b -> b.years() > 0).map(this::budget);
        List<FundPlan.Agreement> agreements =
                spec.agreements().values().stream().map(this::agreement).toList();
        return new FundPlan(budget, agreements);
    }

    private void bad(String path, String zh, String en) {
        builder.add(
                ModelError.BAD_BUDGET,
                path,
                Text.of(zh, en),
                Text.of("见 docs/models.md 的预算影响一节", "See docs/models.md, budget impact"));
    }

    private void badAgreement(String path, String zh, String en) {
        builder.add(
                ModelError.BAD_AGREEMENT,
                path,
                Text.of(zh, en),
                Text.of("见 docs/models.md 的支付协议一节", "See docs/models.md, agreements"));
    }

    private Scope scope(Map<String, Source> set) {
        return builder.compiler.neutral().inside(set);
    }

    /** A number that is the same in all strategies, cycles and people. */
    private int number(Source source, Scope scope, Unit... units) {
        if (source.text().isBlank()) {
            return -1;
        }
        int node = units.length > 1
                ? builder.compiler
                        .compileEither(source, scope, units[0], units[1])
                        .node()
                : builder.compiler.compile(source, scope, units[0]);
        if ((builder.graph.depends(node) & ~Graph.DRAW) != 0) {
            builder.add(
                    ModelError.NOT_CONSTANT,
                    source.path(),
                    Text.of("此处的数值不能依赖时间、状态或个体", "this number cannot depend on time, state or person"),
                    Text.of("只用参数写出它", "Write it with parameters alone"));
            return builder.graph.constant(0);
        }
        return node;
    }

    private int[] numbers(List<Source> sources, Scope scope, Unit... units) {
        return sources.stream().mapToInt(s -> number(s, scope, units)).toArray();
    }

    private FundPlan.Budget budget(BudgetSpec b) {
        Scope scope = scope(b.set());
        if (builder.known(b.outcome(), spec.outcomes().keySet(), b.path() + ".outcome")
                && !Known.in(spec.outcomes(), b.outcome()).cost()) {
            bad(b.path() + ".outcome", "预算的结果应为费用（kind: cost）", "the outcome of a budget is a cost (kind: cost)");
        }
        if (b.pools().isEmpty() || b.current().isEmpty() || b.uptake().isEmpty()) {
            bad(
                    b.path(),
                    "至少要有一个统筹区、一项现有服务和一项新服务",
                    "at least one pool, one current service and one new one are needed");
        }
        Map<String, FundPlan.Service> services = services(b, scope);
        List<String> ids = List.copyOf(services.keySet());
        int[] current = new int[ids.size()];
        Arrays.fill(current, builder.graph.constant(0));
        b.current().forEach((id, source) -> {
            if (ids.contains(id)) {
                current[ids.indexOf(id)] = number(source, scope, Unit.ONE);
            }
        });
        List<FundPlan.Pool> pools =
                b.pools().values().stream().map(p -> pool(p, scope)).toList();
        b.scenarios().values().forEach(s -> uptake(b, s.uptake(), ids, scope(s.set()), s.path() + ".uptake"));
        b.scenarios().values().forEach(s -> settable(s.set(), s.path() + ".set"));
        return new FundPlan.Budget(
                pools,
                List.copyOf(services.values()),
                current,
                uptake(b, b.uptake(), ids, scope, b.path() + ".uptake"),
                taken(b, ids, scope),
                spec.header().kind() == Kind.TREE ? 1 : builder.horizon());
    }

    /** A scenario that sets a name nobody knows changes nothing: a slip. */
    private void settable(Map<String, Source> set, String path) {
        Set<String> names = new java.util.LinkedHashSet<>(spec.parameters().keySet());
        names.addAll(spec.let().keySet());
        spec.strategies().values().forEach(s -> names.addAll(s.set().keySet()));
        set.keySet().forEach(name -> builder.known(name, names, path + "." + name));
    }

    private Map<String, FundPlan.Service> services(BudgetSpec b, Scope scope) {
        Set<String> known = new java.util.LinkedHashSet<>();
        strategies.forEach(s -> known.add(s.id()));
        known.addAll(b.services().keySet());
        Map<String, FundPlan.Service> out = new LinkedHashMap<>();
        b.current().keySet().forEach(id -> service(id, b.path() + ".current." + id, b, known, scope, out));
        b.uptake().keySet().forEach(id -> service(id, b.path() + ".uptake." + id, b, known, scope, out));
        b.services().forEach((id, s) -> {
            if (!out.containsKey(id)) {
                builder.add(
                        ModelError.UNUSED,
                        s.path(),
                        Text.of(
                                "服务 " + id + " 不在 current 或 uptake 中",
                                "the service " + id + " is in neither current nor uptake"),
                        Text.of("使用它或删去它", "Use it or remove it"));
            }
        });
        return out;
    }

    private void service(
            String id, String path, BudgetSpec b, Set<String> known, Scope scope, Map<String, FundPlan.Service> out) {
        if (out.containsKey(id) || !builder.known(id, known, path)) {
            return;
        }
        ServiceSpec own = b.services().get(id);
        int strategy = strategies.stream().map(Built.Named::id).toList().indexOf(id);
        if (own != null) {
            int[] cost = numbers(own.cost(), scope, money, money.over(Unit.YEAR));
            out.put(id, new FundPlan.Service(id, own.label(), -1, cost));
            return;
        }
        if (!spec.incident().isEmpty()) {
            bad(
                    path,
                    "有后续进入者的模型没有人均费用，请在 services 中给出每年费用",
                    "a model that people keep entering has no cost a person: give the yearly costs under services");
        }
        if (spec.header().kind() != Kind.TREE
                && spec.header().kind() != Kind.DISCRETE_EVENT
                && builder.cycleYears() > 1 + ROUNDING) {
            bad(path, "周期长于一年时不能得到每年费用", "cycles longer than a year give no yearly costs");
        }
        out.put(id, new FundPlan.Service(id, strategies.get(strategy).label(), strategy, new int[0]));
    }

    private FundPlan.Pool pool(PoolSpec p, Scope scope) {
        if (p.members().text().isBlank()) {
            bad(p.path() + ".members", "缺少参保人数 members", "members, the number of insured people, is missing");
        }
        Unit yearly = Unit.ONE.over(Unit.YEAR);
        return new FundPlan.Pool(
                p.path(),
                number(p.members(), scope, Unit.ONE),
                number(p.eligible(), scope, Unit.ONE),
                number(p.incident(), scope, Unit.ONE, yearly),
                number(p.growth(), scope, Unit.ONE, yearly),
                number(p.fundShare(), scope, Unit.ONE),
                number(p.fund(), scope, money, money.over(Unit.YEAR)),
                number(p.fundGrowth(), scope, Unit.ONE, yearly),
                number(p.limit(), scope, Unit.ONE));
    }

    private int[][] uptake(BudgetSpec b, Map<String, List<Source>> uptake, List<String> ids, Scope scope, String path) {
        int[][] out = new int[ids.size()][0];
        uptake.forEach((id, sources) -> {
            if (sources.size() != b.years()) {
                bad(
                        path + "." + id,
                        "应有 " + b.years() + " 个采用率，每个基金年度一个",
                        "there must be " + b.years() + " shares, one a fund year");
            }
            if (ids.contains(id)) {
                out[ids.indexOf(id)] = numbers(sources, scope, Unit.ONE);
            } else if (!path.startsWith(b.path() + ".uptake")) {
                builder.known(id, Set.copyOf(ids), path + "." + id);
            }
        });
        return out;
    }

    private int[][] taken(BudgetSpec b, List<String> ids, Scope scope) {
        int[][] out = new int[ids.size()][0];
        b.displaces().forEach((id, from) -> {
            String path = b.path() + ".displaces." + id;
            if (!builder.known(id, b.uptake().keySet(), path) || !ids.contains(id)) {
                return;
            }
            int[] row = new int[ids.size()];
            Arrays.fill(row, builder.graph.constant(0));
            from.forEach((service, source) -> {
                if (builder.known(service, b.current().keySet(), path + "." + service) && ids.contains(service)) {
                    row[ids.indexOf(service)] = number(source, scope, Unit.ONE);
                }
            });
            out[ids.indexOf(id)] = row;
        });
        return out;
    }

    private FundPlan.Agreement agreement(AgreementSpec a) {
        int strategy = strategies.stream().map(Built.Named::id).toList().indexOf(a.strategy());
        if (strategy < 0) {
            builder.known(
                    a.strategy(),
                    new java.util.LinkedHashSet<>(
                            strategies.stream().map(Built.Named::id).toList()),
                    a.path() + ".strategy");
        }
        Strategy named = spec.strategies().get(a.strategy());
        Scope scope = named == null ? scope(Map.of()) : builder.compiler.scope(named);
        terms(a);
        events(a);
        return new FundPlan.Agreement(
                strategy,
                number(a.price(), scope, money),
                number(a.people(), scope, Unit.ONE),
                number(a.discount(), scope, Unit.ONE),
                numbers(a.tiers().stream().map(t -> t.upTo()).toList(), scope, Unit.ONE),
                numbers(a.tiers().stream().map(t -> t.price()).toList(), scope, money),
                number(a.probability(), scope, Unit.ONE),
                times(a.refund(), a.path() + ".refund"),
                numbers(a.refund().stream().map(StepSpec::share).toList(), scope, Unit.ONE),
                times(a.instalments(), a.path() + ".instalments"),
                numbers(a.instalments().stream().map(StepSpec::share).toList(), scope, Unit.ONE),
                number(a.cap(), scope, money),
                a.evidence().map(e -> study(e, scope)));
    }

    private void terms(AgreementSpec a) {
        boolean anything = !a.discount().text().isBlank()
                || !a.tiers().isEmpty()
                || !a.refund().isEmpty()
                || !a.instalments().isEmpty()
                || !a.cap().text().isBlank()
                || a.evidence().isPresent();
        if (!anything) {
            badAgreement(
                    a.path(),
                    "协议没有条款：应有 discount、tiers、refund、instalments、cap 或 evidence",
                    "the agreement has no terms: give discount, tiers, refund, instalments, cap or evidence");
        }
        for (int i = 0; i < a.tiers().size(); i++) {
            boolean open = a.tiers().get(i).upTo().text().isBlank();
            if (open != (i == a.tiers().size() - 1)) {
                badAgreement(
                        a.tiers().get(i).path(),
                        "只有最后一档不写 upTo",
                        "every tier but the last has upTo, and the last has none");
            }
        }
        day(a.from(), a.path() + ".period.from");
        day(a.to(), a.path() + ".period.to");
    }

    private void day(String text, String path) {
        try {
            if (!text.isEmpty()) {
                LocalDate.parse(text);
            }
        } catch (DateTimeParseException e) {
            badAgreement(path, "应为日期 yyyy-mm-dd", "a day written yyyy-mm-dd is wanted");
        }
    }

    /** The event that refunds, instalments and studies look at. */
    private void events(AgreementSpec a) {
        boolean states = !a.states().isEmpty();
        boolean probability = !a.probability().text().isBlank();
        boolean needed = !a.refund().isEmpty()
                || a.instalments().size() > 1
                || a.evidence().isPresent();
        String path = a.path() + ".endpoint";
        if (states && probability) {
            badAgreement(path, "states 与 probability 只能写一个", "give states or probability, not both");
        }
        if (needed && !states && !probability) {
            badAgreement(path, "退款、分期与证据生成都需要约定的结局", "refunds, instalments and studies need an agreed end point");
        }
        if (!needed && (states || probability)) {
            badAgreement(path, "没有条款用到这个结局", "no term looks at this end point");
        }
        if (states && spec.header().kind() == Kind.TREE) {
            badAgreement(path, "决策树没有状态，请用 probability", "a tree has no states: use probability");
        }
        for (int i = 0; i < a.states().size(); i++) {
            String state = a.states().get(i);
            boolean known = builder.known(state, spec.states().keySet(), path + ".states[" + i + "]");
            if (known && spec.header().kind() == Kind.PARTITIONED_SURVIVAL && !state.equals(builder.states.getLast())) {
                badAgreement(
                        path,
                        "分区生存模型只知道进入最后一个状态",
                        "partitioned survival knows only when people come into the last state");
            }
        }
    }

    private double[] times(List<StepSpec> steps, String path) {
        double[] out = new double[steps.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = time(steps.get(i).time());
            if (i > 0 && !(out[i] > out[i - 1])) {
                badAgreement(path, "时间应由小到大", "times ascend");
            }
        }
        return out;
    }

    /** Years; 0 is a time as well. A model with cycles knows events only at their ends. */
    private double time(Source source) {
        boolean zero = source.text().strip().matches("0+(\\.0+)?(\\s+\\p{L}+)?");
        double years = zero ? 0 : builder.duration(source);
        double horizon = spec.header().kind() == Kind.TREE ? Double.POSITIVE_INFINITY : builder.horizon();
        boolean cycles = spec.header().kind() != Kind.TREE && spec.header().kind() != Kind.DISCRETE_EVENT;
        double ratio = years / builder.cycleYears();
        if (cycles && Math.abs(ratio - Math.rint(ratio)) > ROUNDING) {
            badAgreement(source.path(), "时间应为周期的整数倍", "times are whole cycles");
        }
        if (years > horizon * (1 + ROUNDING)) {
            badAgreement(source.path(), "时间超出模型的时限", "the time lies beyond the horizon of the model");
        }
        return years;
    }

    private FundPlan.Study study(EvidenceSpec e, Scope scope) {
        return new FundPlan.Study(
                time(e.within()),
                number(e.people(), scope, Unit.ONE),
                number(e.target(), scope, Unit.ONE),
                number(e.met(), scope, money),
                number(e.missed(), scope, money),
                number(e.later(), scope, Unit.ONE));
    }

    /** All nodes of a plan, so that they can be computed together. */
    static List<Integer> nodes(FundPlan plan) {
        List<Integer> out = new ArrayList<>();
        plan.budget().ifPresent(b -> {
            b.pools().forEach(p -> add(out, p.nodes()));
            b.services().forEach(s -> add(out, s.cost()));
            add(out, b.current());
            Arrays.stream(b.uptake()).forEach(row -> add(out, row));
            Arrays.stream(b.taken()).forEach(row -> add(out, row));
        });
        plan.agreements().forEach(a -> {
            add(out, a.price(), a.people(), a.discount(), a.probability(), a.cap());
            add(out, a.tierLimits());
            add(out, a.tierPrices());
            add(out, a.refund());
            add(out, a.instalments());
            a.study().ifPresent(s -> add(out, s.people(), s.target(), s.met(), s.missed(), s.later()));
        });
        return out;
    }

    private static void add(List<Integer> out, int... nodes) {
        for (int node : nodes) {
            if (node >= 0) {
                out.add(node);
            }
        }
    }
}
