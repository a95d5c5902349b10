package org.steelyard.economics.model.internal.compile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.steelyard.economics.model.ModelError;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.ModelSpec.CurveSpec;
import org.steelyard.economics.model.ModelSpec.Source;
import org.steelyard.economics.model.internal.graph.Graph;
import org.steelyard.economics.model.internal.graph.Op;
import org.steelyard.economics.model.internal.graph.Table;
import org.steelyard.kernel.Text;

/**
 * Survival curves as parts of the graph. A family gives the cumulative hazard H(t), S = e^(−H); then, in this order: acceleration factor H(t/af), hazard
 * ratio hr·H, cured share, the switch to another curve's hazard, and background mortality H + H_b.
 *
 * <p>Parameters as in R's flexsurv 2.2: Weibull (shape, scale) is the accelerated form, {@code weibull-ph} has H = λ t^shape; Gompertz h = rate·e^(shape·t);
 * gamma (shape, rate); generalised gamma (mu, sigma, Q) and F (with P, at 0 the gamma) after Prentice.
 */
final class Curves {

    private static final Map<String, List<String>> NEEDS = Map.ofEntries(
            Map.entry("exponential", List.of("rate")),
            Map.entry("weibull", List.of("shape", "scale")),
            Map.entry("weibull-ph", List.of("shape", "lambda")),
            Map.entry("gompertz", List.of("shape", "rate")),
            Map.entry("lognormal", List.of("meanlog", "sdlog")),
            Map.entry("loglogistic", List.of("shape", "scale")),
            Map.entry("gamma", List.of("shape", "rate")),
            Map.entry("gengamma", List.of("mu", "sigma", "Q")),
            Map.entry("genf", List.of("mu", "sigma", "Q", "P")),
            Map.entry("piecewise-exponential", List.of()),
            Map.entry("table", List.of()),
            Map.entry("life-table", List.of("age")),
            Map.entry("royston-parmar", List.of()));

    private static final Set<String> MODIFIERS =
            Set.of("hr", "af", "cure", "cureNonMixture", "background", "base", "then", "until", "scaleType");

    /** Hazard beyond the last age of a life table goes on as in its last year; this far is beyond any horizon. */
    private static final double BEYOND = 1000;

    private static final double ALMOST_SURE = 1 - 1e-12;

    private final Compiler compiler;
    private final ModelSpec spec;
    private final Graph graph;
    private final Map<String, Table> tables = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    Curves(Compiler compiler, ModelSpec spec) {
        this.compiler = compiler;
        this.spec = spec;
        graph = compiler.graph();
    }

    /** A curve in a scope, which decides what its parameters are. */
    Curve of(String id, Scope scope) {
        compiler.use("curve " + id);
        return new Curve(Known.in(spec.curves(), id), scope);
    }

    final class Curve {
        private final CurveSpec curve;
        private final Scope scope;
        private final double unit;

        Curve(CurveSpec curve, Scope scope) {
            this.curve = curve;
            this.scope = scope;
            unit = curve.unit().isBlank()
                    ? 1
                    : compiler.unit(curve.unit(), curve.path() + ".unit").scale();
            check();
        }

        private void check() {
            boolean based = has("base");
            if (based == !curve.family().isEmpty()) {
                bad("family 与 base 应恰有其一", "a curve has either a family or a base");
                return;
            }
            List<String> needs = NEEDS.getOrDefault(curve.family(), List.of());
            needs.stream()
                    .filter(n -> !has(n))
                    .forEach(n -> bad("缺少 " + n, "a " + curve.family() + " curve needs " + n));
            curve.parts().keySet().stream()
                    .filter(n -> !MODIFIERS.contains(n)
                            && !needs.contains(n)
                            && !entries().contains(listed(n)))
                    .forEach(n -> bad(n + " 不属于 " + curve.family(), n + " does not belong to " + curve.family()));
            if (has("then") != has("until")) {
                bad("then 与 until 应同时给出", "then and until go together");
            }
            lists();
        }

        /** Lists of formulas that the family has. */
        private List<String> entries() {
            return switch (curve.family()) {
                case "piecewise-exponential" -> List.of("rates");
                case "royston-parmar" -> List.of("coefficients");
                default -> List.of();
            };
        }

        /** {@code rates[2]} belongs to {@code rates}. */
        private static String listed(String part) {
            return part.replaceFirst("\\[\\d+]$", "");
        }

        private int count(String list) {
            return (int) curve.parts().keySet().stream()
                    .filter(n -> listed(n).equals(list))
                    .count();
        }

        private void lists() {
            switch (curve.family()) {
                case "piecewise-exponential" -> {
                    if (count("rates") != list("breaks").size() + 1) {
                        bad("rates 应比 breaks 多一个", "there is one more rate than breaks");
                    }
                    ascending("breaks");
                }
                case "table", "life-table" -> {
                    if (list("times").isEmpty()
                            || list("times").size() != list("values").size()) {
                        bad("times 与 values 应等长且不为空", "times and values must be as many, and some");
                    }
                    ascending("times");
                    if (list("values").stream().anyMatch(v -> !(v >= 0 && v <= 1))) {
                        bad("values 应在 0 与 1 之间", "values lie between 0 and 1");
                    }
                }
                case "royston-parmar" -> {
                    if (list("knots").size() < 2
                            || count("coefficients") != list("knots").size()) {
                        bad("coefficients 应与 knots 等长，至少两个", "there are as many coefficients as knots, at least two");
                    }
                    ascending("knots");
                }
                default -> {}
            }
        }

        private void ascending(String name) {
            List<Double> v = list(name);
            for (int i = 1; i < v.size(); i++) {
                if (!(v.get(i - 1) < v.get(i))) {
                    bad(name + " 应由小到大", name + " must ascend");
                }
            }
        }

        private List<Double> list(String name) {
            return curve.lists().getOrDefault(name, List.of());
        }

        private boolean has(String part) {
            return curve.parts().containsKey(part);
        }

        private void bad(String zh, String en) {
            compiler.findings()
                    .add(
                            ModelError.BAD_CURVE,
                            curve.path(),
                            Text.of("曲线 " + curve.id() + "：" + zh, "curve " + curve.id() + ": " + en),
                            Text.of("改正曲线", "Correct the curve"));
        }

        private int part(String name) {
            Source source = curve.parts().get(name);
            return source == null
                    ? graph.constant(1)
                    : limited(name, source, compiler.compile(source, scope).node());
        }

        private int limited(String name, Source source, int node) {
            compiler.limits().add(curve.family(), name, node, source.path());
            return node;
        }

        /** Parameters with a unit come in years; the curve counts in its own unit. */
        private int timePart(String name) {
            Source source = curve.parts().get(name);
            if (source == null) {
                return graph.constant(1);
            }
            Typed typed = compiler.compile(source, scope);
            boolean inYears = typed.isKnown() && !typed.unit().powers().isEmpty();
            limited(name, source, typed.node());
            return inYears ? over(typed.node(), constant(unit)) : typed.node();
        }

        private int ratePart(String name) {
            Source source = curve.parts().get(name);
            if (source == null) {
                return graph.constant(1);
            }
            Typed typed = compiler.compile(source, scope);
            boolean inYears = typed.isKnown() && !typed.unit().powers().isEmpty();
            limited(name, source, typed.node());
            return inYears ? times(typed.node(), constant(unit)) : typed.node();
        }

        int survival(int years) {
            boolean plain = curve.parts().keySet().stream().noneMatch(MODIFIERS::contains);
            if (plain || onlyScale()) {
                return familySurvival(over(years, constant(unit)));
            }
            return exp(negative(hazard(years)));
        }

        private boolean onlyScale() {
            return curve.parts().keySet().stream().filter(MODIFIERS::contains).allMatch(n -> n.equals("scaleType"));
        }

        /** Cumulative hazard. */
        int hazard(int years) {
            if (!open.add(curve.id())) {
                bad("以自身为基础", "it rests on itself");
                return constant(0);
            }
            int h = modified(years);
            open.remove(curve.id());
            return h;
        }

        private int modified(int years) {
            int t = has("af") ? over(years, part("af")) : years;
            int h = has("base") ? other("base").hazard(t) : familyHazard(over(t, constant(unit)));
            if (has("hr")) {
                h = times(h, part("hr"));
            }
            if (has("cure")) {
                int cured = part("cure");
                int s = plus(cured, times(minus(constant(1), cured), exp(negative(h))));
                h = negative(ln(s));
            }
            if (has("cureNonMixture")) {
                h = times(negative(ln(part("cureNonMixture"))), graph.node(Op.ONE_MINUS_EXP, h));
            }
            if (has("then")) {
                h = switched(years, h);
            }
            return has("background") ? plus(h, other("background").hazard(years)) : h;
        }

        /** Up to the switch this curve, then the other's hazard added from there. */
        private int switched(int years, int own) {
            int until = compiler.compile(
                    Known.in(curve.parts(), "until"), scope, org.steelyard.economics.model.expression.Unit.YEAR);
            int atSwitch = substitute(until);
            Curve then = other("then");
            int after = plus(atSwitch, minus(then.hazard(years), then.hazard(until)));
            return graph.node(Op.IF, graph.node(Op.LESS_OR_EQUAL, years, until), own, after);
        }

        /** This curve's hazard at the switch, without the switch itself. */
        private int substitute(int until) {
            Map<String, Source> parts = new HashMap<>(curve.parts());
            parts.remove("then");
            parts.remove("until");
            parts.remove("background");
            CurveSpec plain =
                    new CurveSpec(curve.id() + "'", curve.family(), curve.unit(), parts, curve.lists(), curve.path());
            return new Curve(plain, scope).hazard(until);
        }

        private Curve other(String part) {
            String id = Known.in(curve.parts(), part).text().strip();
            if (!spec.curves().containsKey(id)) {
                compiler.unknownName(
                        id,
                        curve.path() + "." + part,
                        new TreeSet<>(spec.curves().keySet()));
                return new Curve(
                        new CurveSpec(
                                id,
                                "exponential",
                                "",
                                Map.of("rate", new Source("0", curve.path())),
                                Map.of(),
                                curve.path()),
                        scope);
            }
            return of(id, scope);
        }

        private int familySurvival(int t) {
            return switch (curve.family()) {
                case "lognormal" -> graph.node(Op.PHI, negative(standard(t)));
                case "loglogistic" ->
                    over(constant(1), plus(constant(1), power(over(t, timePart("scale")), part("shape"))));
                case "gamma" -> graph.node(Op.GAMMA_Q, part("shape"), times(ratePart("rate"), t));
                case "gengamma" -> generalised(t);
                case "genf" -> generalisedF(t);
                case "table" -> graph.lookup(Op.STEP, points(), t);
                case "royston-parmar" -> royston(t);
                default -> exp(negative(familyHazard(t)));
            };
        }

        private int familyHazard(int t) {
            return switch (curve.family()) {
                case "exponential" -> times(ratePart("rate"), t);
                case "weibull" -> power(over(t, timePart("scale")), part("shape"));
                case "weibull-ph" -> times(part("lambda"), power(t, part("shape")));
                case "gompertz" -> gompertz(t);
                case "loglogistic" -> graph.node(Op.LN_ONE_PLUS, power(over(t, timePart("scale")), part("shape")));
                case "piecewise-exponential" -> pieces(t);
                case "life-table" -> {
                    Table table = cumulative();
                    int age = part("age");
                    yield minus(graph.lookup(Op.LINEAR, table, plus(age, t)), graph.lookup(Op.LINEAR, table, age));
                }
                case "" -> constant(0);
                default -> negative(ln(familySurvival(t)));
            };
        }

        private int gompertz(int t) {
            int shape = ratePart("shape");
            int rate = ratePart("rate");
            int grown = negative(graph.node(Op.ONE_MINUS_EXP, negative(times(shape, t))));
            int h = times(over(rate, shape), grown);
            return graph.node(Op.IF, graph.node(Op.EQUAL, shape, constant(0)), times(rate, t), h);
        }

        private int standard(int t) {
            return over(minus(ln(t), part("meanlog")), part("sdlog"));
        }

        private int generalised(int t) {
            int q = part("Q");
            int w = over(minus(ln(t), part("mu")), part("sigma"));
            int k = over(constant(1), times(q, q));
            int upper = graph.node(Op.GAMMA_Q, k, times(k, exp(times(q, w))));
            int positive = graph.node(Op.IF, graph.node(Op.LESS, constant(0), q), upper, minus(constant(1), upper));
            int normal = graph.node(Op.PHI, negative(w));
            return graph.node(Op.IF, graph.node(Op.EQUAL, q, constant(0)), normal, positive);
        }

        /** δ, s₁ and s₂ of the generalised F: δ² = Q² + 2P, s = 2/(δ² ± Qδ). */
        private int[] shapes() {
            int q = part("Q");
            int square = plus(times(q, q), times(constant(2), part("P")));
            int delta = graph.node(Op.SQRT, square);
            int turned = times(q, delta);
            return new int[] {delta, over(constant(2), plus(square, turned)), over(constant(2), minus(square, turned))};
        }

        private int generalisedF(int t) {
            int[] s = shapes();
            int w = over(times(minus(ln(t), part("mu")), s[0]), part("sigma"));
            int odds = times(s[1], exp(w));
            int upper = graph.node(Op.BETA_I, over(s[2], plus(s[2], odds)), s[2], s[1]);
            return graph.node(Op.IF, graph.node(Op.EQUAL, part("P"), constant(0)), generalised(t), upper);
        }

        private int generalisedFTime(int h) {
            int[] s = shapes();
            int share = graph.node(Op.BETA_I_INVERSE, exp(negative(h)), s[2], s[1]);
            int odds = minus(over(s[2], share), s[2]);
            int w = over(ln(over(odds, s[1])), s[0]);
            int time = exp(plus(part("mu"), times(part("sigma"), w)));
            return graph.node(Op.IF, graph.node(Op.EQUAL, part("P"), constant(0)), generalisedTime(h), time);
        }

        /** The rate of a piece counts in the curve's unit, or has a unit of its own. */
        private int rate(int piece) {
            String name = "rates[" + piece + "]";
            Source source = curve.parts().get(name);
            if (source == null) {
                return constant(0);
            }
            Typed typed = compiler.compile(source, scope);
            boolean inYears = typed.isKnown() && !typed.unit().powers().isEmpty();
            limited("rates", source, typed.node());
            return inYears ? times(typed.node(), constant(unit)) : typed.node();
        }

        /** Σ λ_j · time spent in piece j. */
        private int pieces(int t) {
            List<Double> breaks = list("breaks");
            int sum = constant(0);
            for (int j = 0; j <= breaks.size(); j++) {
                int from = constant(j == 0 ? 0 : breaks.get(j - 1));
                int spent = graph.node(Op.MAX, minus(t, from), constant(0));
                if (j < breaks.size()) {
                    spent = graph.node(Op.MIN, spent, constant(breaks.get(j) - (j == 0 ? 0 : breaks.get(j - 1))));
                }
                sum = plus(sum, times(rate(j), spent));
            }
            return sum;
        }

        /** From the last piece back: within the piece in which the hazard is reached, time goes evenly; never where it is not. */
        private int piecesTime(int h) {
            List<Double> breaks = list("breaks");
            int[] start = new int[breaks.size() + 1];
            start[0] = constant(0);
            for (int j = 0; j < breaks.size(); j++) {
                double width = breaks.get(j) - (j == 0 ? 0 : breaks.get(j - 1));
                start[j + 1] = plus(start[j], times(rate(j), constant(width)));
            }
            int time = constant(0);
            for (int j = breaks.size(); j >= 0; j--) {
                int within = plus(constant(j == 0 ? 0 : breaks.get(j - 1)), over(minus(h, start[j]), rate(j)));
                time = j == breaks.size()
                        ? within
                        : graph.node(Op.IF, graph.node(Op.LESS_OR_EQUAL, h, start[j + 1]), within, time);
            }
            return time;
        }

        private int royston(int t) {
            List<Double> knots = list("knots");
            if (knots.size() < 2 || count("coefficients") != knots.size()) {
                return constant(1);
            }
            int x = ln(t);
            double first = knots.getFirst();
            double last = knots.getLast();
            int eta = plus(part("coefficients[0]"), times(part("coefficients[1]"), x));
            for (int j = 1; j < knots.size() - 1; j++) {
                double lambda = (last - knots.get(j)) / (last - first);
                int basis = minus(
                        minus(cubed(x, knots.get(j)), times(constant(lambda), cubed(x, first))),
                        times(constant(1 - lambda), cubed(x, last)));
                eta = plus(eta, times(part("coefficients[" + (j + 1) + "]"), basis));
            }
            String scale = curve.parts().containsKey("scaleType")
                    ? curve.parts().get("scaleType").text()
                    : "hazard";
            return switch (scale) {
                case "odds" -> over(constant(1), plus(constant(1), exp(eta)));
                case "normal" -> graph.node(Op.PHI, negative(eta));
                default -> exp(negative(exp(eta)));
            };
        }

        private int cubed(int x, double knot) {
            return power(graph.node(Op.MAX, minus(x, constant(knot)), constant(0)), constant(3));
        }

        private Table points() {
            return tables.computeIfAbsent(curve.id(), id -> {
                List<Double> times = list("times");
                boolean zero = !times.isEmpty() && times.getFirst() > 0;
                double[] x = new double[times.size() + (zero ? 1 : 0)];
                double[] y = new double[x.length];
                y[0] = 1;
                for (int i = 0; i < times.size(); i++) {
                    x[i + (zero ? 1 : 0)] = times.get(i);
                    y[i + (zero ? 1 : 0)] = list("values").get(i);
                }
                return new Table(x, y);
            });
        }

        /** Cumulative hazard of a life table at its corners. */
        private Table cumulative() {
            return tables.computeIfAbsent(curve.id(), id -> {
                List<Double> from = list("times");
                List<Double> level = list("values").stream()
                        .map(q -> -StrictMath.log1p(-Math.min(q, ALMOST_SURE)))
                        .toList();
                int n = Math.min(from.size(), level.size());
                double[] x = new double[n + 1];
                double[] y = new double[n + 1];
                for (int i = 0; i < n; i++) {
                    x[i] = from.get(i);
                    x[i + 1] = i + 1 < n ? from.get(i + 1) : from.get(i) + BEYOND;
                    y[i + 1] = y[i] + level.get(i) * (x[i + 1] - x[i]);
                }
                return new Table(x, y);
            });
        }

        /** The time in years at which the cumulative hazard reaches a value. */
        int timeAt(int target, String path) {
            for (String part : List.of("cure", "cureNonMixture", "background", "then")) {
                if (has(part)) {
                    notDrawable(part, path);
                }
            }
            int h = has("hr") ? over(target, part("hr")) : target;
            int years = has("base") ? other("base").timeAt(h, path) : times(familyTime(h, path), constant(unit));
            return has("af") ? times(years, part("af")) : years;
        }

        private int familyTime(int h, String path) {
            return switch (curve.family()) {
                case "exponential" -> over(h, ratePart("rate"));
                case "weibull" -> times(timePart("scale"), power(h, over(constant(1), part("shape"))));
                case "weibull-ph" -> power(over(h, part("lambda")), over(constant(1), part("shape")));
                case "gompertz" -> gompertzTime(h);
                case "lognormal" ->
                    exp(minus(part("meanlog"), times(part("sdlog"), graph.node(Op.PHI_INVERSE, exp(negative(h))))));
                case "loglogistic" ->
                    times(timePart("scale"), power(minus(exp(h), constant(1)), over(constant(1), part("shape"))));
                case "gamma" -> over(graph.node(Op.GAMMA_Q_INVERSE, part("shape"), exp(negative(h))), ratePart("rate"));
                case "gengamma" -> generalisedTime(h);
                case "genf" -> generalisedFTime(h);
                case "piecewise-exponential" -> piecesTime(h);
                case "life-table" -> {
                    Table c = cumulative();
                    int age = part("age");
                    int reached = plus(h, graph.lookup(Op.LINEAR, c, age));
                    yield minus(graph.lookup(Op.LINEAR, inverse(c), reached), age);
                }
                default -> {
                    notDrawable(curve.family(), path);
                    yield constant(0);
                }
            };
        }

        private Table inverse(Table c) {
            return tables.computeIfAbsent(curve.id() + "\ninverse", id -> new Table(c.y(), c.x()));
        }

        /** A hazard that falls may never reach the target: then never, which is infinity. */
        private int gompertzTime(int h) {
            int shape = ratePart("shape");
            int rate = ratePart("rate");
            int inside = over(times(h, shape), rate);
            int grown = over(graph.node(Op.LN_ONE_PLUS, inside), shape);
            int reached = graph.node(
                    Op.IF,
                    graph.node(Op.LESS_OR_EQUAL, inside, constant(-1)),
                    constant(Double.POSITIVE_INFINITY),
                    grown);
            return graph.node(Op.IF, graph.node(Op.EQUAL, shape, constant(0)), over(h, rate), reached);
        }

        private int generalisedTime(int h) {
            int q = part("Q");
            int s = exp(negative(h));
            int k = over(constant(1), times(q, q));
            int tail = graph.node(Op.IF, graph.node(Op.LESS, constant(0), q), s, minus(constant(1), s));
            int u = graph.node(Op.GAMMA_Q_INVERSE, k, tail);
            int w = over(ln(over(u, k)), q);
            int normal = negative(graph.node(Op.PHI_INVERSE, s));
            int z = graph.node(Op.IF, graph.node(Op.EQUAL, q, constant(0)), normal, w);
            return exp(plus(part("mu"), times(part("sigma"), z)));
        }

        private void notDrawable(String what, String path) {
            compiler.findings()
                    .add(
                            ModelError.BAD_CURVE,
                            path,
                            Text.of("带 " + what + " 的曲线不能用于 draw", "a curve with " + what + " cannot be drawn from"),
                            Text.of(
                                    "把它拆成几个相互竞争的事件",
                                    "Write it as events that compete, such as a cause of death and background mortality"));
        }
    }

    private int constant(double v) {
        return graph.constant(v);
    }

    private int plus(int a, int b) {
        return graph.node(Op.ADD, a, b);
    }

    private int minus(int a, int b) {
        return graph.node(Op.SUBTRACT, a, b);
    }

    private int times(int a, int b) {
        return graph.node(Op.MULTIPLY, a, b);
    }

    private int over(int a, int b) {
        return graph.node(Op.DIVIDE, a, b);
    }

    private int power(int a, int b) {
        return graph.node(Op.POWER, a, b);
    }

    private int exp(int a) {
        return graph.node(Op.EXP, a);
    }

    private int ln(int a) {
        return graph.node(Op.LN, a);
    }

    private int negative(int a) {
        return graph.node(Op.NEGATE, a);
    }
}
