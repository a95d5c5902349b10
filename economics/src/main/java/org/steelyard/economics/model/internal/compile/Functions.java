package org.steelyard.economics.model.internal.compile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.steelyard.economics.model.ModelError;
import org.steelyard.economics.model.expression.Formula;
import org.steelyard.economics.model.expression.Unit;
import org.steelyard.economics.model.internal.graph.Graph;
import org.steelyard.economics.model.internal.graph.Op;
import org.steelyard.economics.model.internal.graph.Table;
import org.steelyard.kernel.Text;

/** Calls: arithmetic, probabilities and rates, curves, tables. */
final class Functions {

    /** Functions of plain numbers. */
    private static final Map<String, Op> PLAIN = Map.of(
            "exp",
            Op.EXP,
            "ln",
            Op.LN,
            "log",
            Op.LN,
            "phi",
            Op.PHI,
            "phi_inverse",
            Op.PHI_INVERSE,
            "lgamma",
            Op.LN_GAMMA);

    /** Functions that keep the unit. */
    private static final Map<String, Op> KEEPING =
            Map.of("abs", Op.ABS, "floor", Op.FLOOR, "ceil", Op.CEIL, "round", Op.ROUND);

    private static final Map<String, String> SIGNATURES = Map.ofEntries(
            Map.entry("sqrt", "sqrt(x)"),
            Map.entry("log10", "log10(x)"),
            Map.entry("min", "min(x, y, …)"),
            Map.entry("max", "max(x, y, …)"),
            Map.entry("pow", "pow(x, y)"),
            Map.entry("if", "if(condition, x, y)"),
            Map.entry("prob", "prob(rate [, time])"),
            Map.entry("rate", "rate(probability [, time])"),
            Map.entry("rescale", "rescale(probability, from, to)"),
            Map.entry("odds", "odds(probability)"),
            Map.entry("logit", "logit(probability)"),
            Map.entry("expit", "expit(x)"),
            Map.entry("with_or", "with_or(probability, odds ratio)"),
            Map.entry("with_hr", "with_hr(probability, hazard ratio)"),
            Map.entry("surv", "surv(curve, time)"),
            Map.entry("cumhaz", "cumhaz(curve, time)"),
            Map.entry("event", "event(curve, time [, length])"),
            Map.entry("draw", "draw(curve [, elapsed])"));

    private final Compiler compiler;
    private final Curves curves;
    private final Scope scope;
    private final String path;
    private final Graph graph;

    Functions(Compiler compiler, Curves curves, Scope scope, String path) {
        this.compiler = compiler;
        this.curves = curves;
        this.scope = scope;
        this.path = path;
        graph = compiler.graph();
    }

    Typed call(Formula.Call call) {
        String name = call.function();
        List<Formula> a = call.arguments();
        Op plain = PLAIN.get(name);
        if (plain != null) {
            return a.size() == 1
                    ? number(graph.node(plain, plainNumber(a.getFirst())))
                    : wrongCount(name, name + "(x)");
        }
        Op keeping = KEEPING.get(name);
        if (keeping != null) {
            return a.size() == 1 ? keep(keeping, typed(a.getFirst())) : wrongCount(name, name + "(x)");
        }
        if (SIGNATURES.containsKey(name)) {
            return known(name, a).orElseGet(() -> wrongCount(name, SIGNATURES.get(name)));
        }
        return table(name, a);
    }

    private Optional<Typed> known(String name, List<Formula> a) {
        int n = a.size();
        return switch (name) {
            case "sqrt" -> n == 1 ? Optional.of(root(typed(a.get(0)))) : Optional.empty();
            case "log10" ->
                n == 1
                        ? Optional.of(number(graph.node(
                                Op.DIVIDE, graph.node(Op.LN, plainNumber(a.get(0))), constant(StrictMath.log(10)))))
                        : Optional.empty();
            case "min" -> n >= 1 ? Optional.of(extreme(Op.MIN, a)) : Optional.empty();
            case "max" -> n >= 1 ? Optional.of(extreme(Op.MAX, a)) : Optional.empty();
            case "pow" ->
                n == 2
                        ? Optional.of(compiler.compile(
                                new Formula.Binary(1, Formula.Operator.POWER, a.get(0), a.get(1)), scope, path))
                        : Optional.empty();
            case "if" -> n == 3 ? Optional.of(choice(a)) : Optional.empty();
            case "surv", "cumhaz", "event", "draw" -> curve(name, a);
            default -> probability(name, a);
        };
    }

    private Optional<Typed> probability(String name, List<Formula> a) {
        int n = a.size();
        return switch (name) {
            case "prob" ->
                n == 1 || n == 2 ? Optional.of(number(graph.node(Op.ONE_MINUS_EXP, hazard(a)))) : Optional.empty();
            case "rate" -> n == 1 || n == 2 ? Optional.of(rate(a)) : Optional.empty();
            case "rescale" -> n == 3 ? Optional.of(rescale(a)) : Optional.empty();
            case "odds" -> n == 1 ? Optional.of(number(odds(plainNumber(a.get(0))))) : Optional.empty();
            case "logit" ->
                n == 1 ? Optional.of(number(graph.node(Op.LN, odds(plainNumber(a.get(0)))))) : Optional.empty();
            case "expit" -> n == 1 ? Optional.of(number(expit(plainNumber(a.get(0))))) : Optional.empty();
            case "with_or" -> n == 2 ? Optional.of(withOddsRatio(a)) : Optional.empty();
            case "with_hr" -> n == 2 ? Optional.of(withHazardRatio(a)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Typed typed(Formula f) {
        return compiler.compile(f, scope, path);
    }

    private int plainNumber(Formula f) {
        return of(f, Unit.ONE);
    }

    private int of(Formula f, Unit unit) {
        Typed x = typed(f);
        if (x.isKnown() && !x.unit().sameDimension(unit)) {
            compiler.mismatch(path, x.unit(), unit.toString());
        }
        return x.node();
    }

    private static Typed number(int node) {
        return Typed.known(node, Unit.ONE);
    }

    private int constant(double value) {
        return graph.constant(value);
    }

    private Typed keep(Op op, Typed x) {
        return new Typed(graph.node(op, x.node()), x.knowledge(), x.unit());
    }

    private Typed root(Typed x) {
        int node = graph.node(Op.SQRT, x.node());
        if (!x.isKnown()) {
            return new Typed(node, x.knowledge(), x.unit());
        }
        Optional<Unit> unit = x.unit().root();
        if (unit.isEmpty()) {
            compiler.mismatch(path, x.unit(), "x^2");
            return Typed.unknown(node);
        }
        return Typed.known(node, unit.get());
    }

    private Typed extreme(Op op, List<Formula> a) {
        Typed best = typed(a.getFirst());
        for (Formula f : a.subList(1, a.size())) {
            Typed next = typed(f);
            best = compiler.join(graph.node(op, best.node(), next.node()), best, next, path);
        }
        return best;
    }

    private Typed choice(List<Formula> a) {
        int condition = plainNumber(a.get(0));
        Typed yes = typed(a.get(1));
        Typed no = typed(a.get(2));
        return compiler.join(graph.node(Op.IF, condition, yes.node(), no.node()), yes, no, path);
    }

    /** rate × time, the time being a cycle where none is given. */
    private int hazard(List<Formula> a) {
        int rate = of(a.get(0), Unit.ONE.over(Unit.YEAR));
        return graph.node(Op.MULTIPLY, rate, time(a, 1));
    }

    private int time(List<Formula> a, int index) {
        return a.size() > index ? of(a.get(index), Unit.YEAR) : constant(compiler.cycleLength());
    }

    private Typed rate(List<Formula> a) {
        int p = plainNumber(a.get(0));
        int h = graph.node(Op.NEGATE, graph.node(Op.LN_ONE_PLUS, graph.node(Op.NEGATE, p)));
        return Typed.known(graph.node(Op.DIVIDE, h, time(a, 1)), Unit.ONE.over(Unit.YEAR));
    }

    private Typed rescale(List<Formula> a) {
        int p = plainNumber(a.get(0));
        int ratio = graph.node(Op.DIVIDE, of(a.get(2), Unit.YEAR), of(a.get(1), Unit.YEAR));
        return number(powerOfComplement(p, ratio));
    }

    private Typed withHazardRatio(List<Formula> a) {
        return number(powerOfComplement(plainNumber(a.get(0)), plainNumber(a.get(1))));
    }

    /** 1 − (1 − p)^k. */
    private int powerOfComplement(int p, int k) {
        int logSurvival = graph.node(Op.LN_ONE_PLUS, graph.node(Op.NEGATE, p));
        return graph.node(Op.ONE_MINUS_EXP, graph.node(Op.NEGATE, graph.node(Op.MULTIPLY, logSurvival, k)));
    }

    private int odds(int p) {
        return graph.node(Op.DIVIDE, p, graph.node(Op.SUBTRACT, constant(1), p));
    }

    private int expit(int x) {
        int e = graph.node(Op.EXP, graph.node(Op.NEGATE, x));
        return graph.node(Op.DIVIDE, constant(1), graph.node(Op.ADD, constant(1), e));
    }

    private Typed withOddsRatio(List<Formula> a) {
        int o = graph.node(Op.MULTIPLY, odds(plainNumber(a.get(0))), plainNumber(a.get(1)));
        return number(graph.node(Op.DIVIDE, o, graph.node(Op.ADD, constant(1), o)));
    }

    private Optional<Typed> curve(String function, List<Formula> a) {
        if (a.isEmpty() || !(a.getFirst() instanceof Formula.Name curve)) {
            return Optional.empty();
        }
        if (!compiler.spec().curves().containsKey(curve.name())) {
            compiler.unknownName(
                    curve.name(), path, new TreeSet<>(compiler.spec().curves().keySet()));
            return Optional.of(Typed.unknown(constant(0)));
        }
        Curves.Curve c = curves.of(curve.name(), scope);
        return switch (function) {
            case "surv" -> a.size() == 2 ? Optional.of(number(c.survival(of(a.get(1), Unit.YEAR)))) : Optional.empty();
            case "cumhaz" -> a.size() == 2 ? Optional.of(number(c.hazard(of(a.get(1), Unit.YEAR)))) : Optional.empty();
            case "event" -> a.size() == 2 || a.size() == 3 ? Optional.of(event(c, a)) : Optional.empty();
            default -> a.size() <= 2 ? Optional.of(draw(c, a)) : Optional.empty();
        };
    }

    /** Probability of the event within a length of time, given none before. */
    private Typed event(Curves.Curve c, List<Formula> a) {
        int from = of(a.get(1), Unit.YEAR);
        int to = graph.node(Op.ADD, from, time(a, 2));
        int start = c.hazard(from);
        int within = graph.node(Op.ONE_MINUS_EXP, graph.node(Op.SUBTRACT, c.hazard(to), start));
        int someLeft = graph.node(Op.LESS, start, constant(Double.POSITIVE_INFINITY));
        return number(graph.node(Op.IF, someLeft, within, constant(1)));
    }

    private Typed draw(Curves.Curve c, List<Formula> a) {
        int exponential = graph.node(Op.NEGATE, graph.node(Op.LN, compiler.freshUniform()));
        if (a.size() == 1) {
            return Typed.known(c.timeAt(exponential, path), Unit.YEAR);
        }
        int elapsed = of(a.get(1), Unit.YEAR);
        int target = graph.node(Op.ADD, exponential, c.hazard(elapsed));
        return Typed.known(graph.node(Op.SUBTRACT, c.timeAt(target, path), elapsed), Unit.YEAR);
    }

    private Typed table(String name, List<Formula> a) {
        Optional<Table> table = compiler.tableNamed(name);
        if (table.isEmpty()) {
            TreeSet<String> known = new TreeSet<>(PLAIN.keySet());
            known.addAll(KEEPING.keySet());
            known.addAll(SIGNATURES.keySet());
            known.addAll(compiler.spec().tables().keySet());
            compiler.unknownName(name, path, known);
            return Typed.unknown(constant(0));
        }
        if (a.size() != 1) {
            return wrongCount(name, name + "(x)");
        }
        var spec = Known.in(compiler.spec().tables(), name);
        int x = spec.xUnit().isBlank()
                ? typed(a.getFirst()).node()
                : of(a.getFirst(), compiler.unit(spec.xUnit(), path));
        int node = graph.lookup(spec.linear() ? Op.LINEAR : Op.STEP, table.get(), x);
        return spec.unit().isBlank()
                ? Typed.unknown(node)
                : Typed.known(node, compiler.unit(spec.unit(), spec.path() + ".unit"));
    }

    private Typed wrongCount(String name, String signature) {
        compiler.findings()
                .add(
                        ModelError.BAD_FORMULA,
                        path,
                        Text.of("函数 " + name + " 的写法应为 " + signature, name + " is written " + signature),
                        Text.of("改正参数个数", "Correct the arguments"));
        return Typed.unknown(constant(0));
    }
}
