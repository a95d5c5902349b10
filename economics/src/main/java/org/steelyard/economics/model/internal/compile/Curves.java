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

    /** Hazard beyond the last age of a life table goes on as in its last year; this far is beyond any horizon. */
    private static final double BEYOND = 1000;

    private static final double ALMOST_SURE = 1 - 1e-12;

    private final Compiler compiler;
    private final ModelSpec spec;
    private final Graph graph;
    private final Nodes math;
    private final Map<String, Table> tables = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    Curves(Compiler compiler, ModelSpec spec) {
        this.compiler = compiler;
        this.spec = spec;
        graph = compiler.graph();
        math = new Nodes(graph);
    }

    /** A curve in a scope, which decides what its parameters are. */
    Curve of(String id, Scope scope) {
        compiler.use("curve " + id);
        return new Curve(Known.in(spec.curves(), id), scope);
    }

    final class Curve {
        private final CurveSpec curve;
        private final Scope scope;
        private final CurveForm form;
        private final double unit;

        Curve(CurveSpec curve, Scope scope) {
            this.curve = curve;
            this.scope = scope;
            unit = curve.unit().isBlank()
                    ? 1
                    : compiler.unit(curve.unit(), curve.path() + ".unit").scale();
            form = new CurveForm(curve, compiler.findings());
            form.run();
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
            return inYears ? math.over(typed.node(), math.constant(unit)) : typed.node();
        }

        private int ratePart(String name) {
            Source source = curve.parts().get(name);
            if (source == null) {
                return graph.constant(1);
            }
            Typed typed = compiler.compile(source, scope);
            boolean inYears = typed.isKnown() && !typed.unit().powers().isEmpty();
            limited(name, source, typed.node());
            return inYears ? math.times(typed.node(), math.constant(unit)) : typed.node();
        }

        int survival(int years) {
            boolean plain = curve.parts().keySet().stream().noneMatch(CurveForm.MODIFIERS::contains);
            if (plain || onlyScale()) {
                return familySurvival(math.over(years, math.constant(unit)));
            }
            return math.exp(math.negative(hazard(years)));
        }

        private boolean onlyScale() {
            return curve.parts().keySet().stream()
                    .filter(CurveForm.MODIFIERS::contains)
                    .allMatch(n -> n.equals("scaleType"));
        }

        /** Cumulative hazard. */
        int hazard(int years) {
            if (!open.add(curve.id())) {
                form.bad("以自身为基础", "it rests on itself");
                return math.constant(0);
            }
            int h = modified(years);
            open.remove(curve.id());
            return h;
        }

        private int modified(int years) {
            int t = form.has("af") ? math.over(years, part("af")) : years;
            int h = form.has("base") ? other("base").hazard(t) : familyHazard(math.over(t, math.constant(unit)));
            if (form.has("hr")) {
                h = math.times(h, part("hr"));
            }
            if (form.has("cure")) {
                int cured = part("cure");
                int s = math.plus(cured, math.times(math.minus(math.constant(1), cured), math.exp(math.negative(h))));
                h = math.negative(math.ln(s));
            }
            if (form.has("cureNonMixture")) {
                h = math.times(math.negative(math.ln(part("cureNonMixture"))), graph.node(Op.ONE_MINUS_EXP, h));
            }
            if (form.has("then")) {
                h = switched(years, h);
            }
            return form.has("background") ? math.plus(h, other("background").hazard(years)) : h;
        }

        /** Up to the switch this curve, then the other's hazard added from there. */
        private int switched(int years, int own) {
            int until = compiler.compile(
                    Known.in(curve.parts(), "until"), scope, org.steelyard.economics.model.expression.Unit.YEAR);
            int atSwitch = substitute(until);
            Curve then = other("then");
            int after = math.plus(atSwitch, math.minus(then.hazard(years), then.hazard(until)));
            return graph.node(Op.IF, graph.node(Op.LESS_OR_EQUAL, years, until), own, after);
        }

        /** This curve's hazard at the switch, without the switch itself. */
        private int substitute(int until) {
            Map<String, Source> parts = new HashMap<>(curve.parts());
            parts.remove("then");
            parts.remove("until");
            parts.remove("background");
            CurveSpec plain = new CurveSpec(
                    curve.id() + "'", curve.label(), curve.family(), curve.unit(), parts, curve.lists(), curve.path());
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
                                Text.same(id),
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
                case "lognormal" -> graph.node(Op.PHI, math.negative(standard(t)));
                case "loglogistic" ->
                    math.over(
                            math.constant(1),
                            math.plus(math.constant(1), math.power(math.over(t, timePart("scale")), part("shape"))));
                case "gamma" -> graph.node(Op.GAMMA_Q, part("shape"), math.times(ratePart("rate"), t));
                case "gengamma" -> generalised(t);
                case "genf" -> generalisedF(t);
                case "table" -> graph.lookup(Op.STEP, points(), t);
                case "royston-parmar" -> royston(t);
                default -> math.exp(math.negative(familyHazard(t)));
            };
        }

        private int familyHazard(int t) {
            return switch (curve.family()) {
                case "exponential" -> math.times(ratePart("rate"), t);
                case "weibull" -> math.power(math.over(t, timePart("scale")), part("shape"));
                case "weibull-ph" -> math.times(part("lambda"), math.power(t, part("shape")));
                case "gompertz" -> gompertz(t);
                case "loglogistic" ->
                    graph.node(Op.LN_ONE_PLUS, math.power(math.over(t, timePart("scale")), part("shape")));
                case "piecewise-exponential" -> pieces(t);
                case "life-table" -> {
                    Table table = cumulative();
                    int age = part("age");
                    yield math.minus(
                            graph.lookup(Op.LINEAR, table, math.plus(age, t)), graph.lookup(Op.LINEAR, table, age));
                }
                case "" -> math.constant(0);
                default -> math.negative(math.ln(familySurvival(t)));
            };
        }

        private int gompertz(int t) {
            int shape = ratePart("shape");
            int rate = ratePart("rate");
            int grown = math.negative(graph.node(Op.ONE_MINUS_EXP, math.negative(math.times(shape, t))));
            int h = math.times(math.over(rate, shape), grown);
            return graph.node(Op.IF, graph.node(Op.EQUAL, shape, math.constant(0)), math.times(rate, t), h);
        }

        private int standard(int t) {
            return math.over(math.minus(math.ln(t), part("meanlog")), part("sdlog"));
        }

        private int generalised(int t) {
            int q = part("Q");
            int w = math.over(math.minus(math.ln(t), part("mu")), part("sigma"));
            int k = math.over(math.constant(1), math.times(q, q));
            int upper = graph.node(Op.GAMMA_Q, k, math.times(k, math.exp(math.times(q, w))));
            int positive = graph.node(
                    Op.IF, graph.node(Op.LESS, math.constant(0), q), upper, math.minus(math.constant(1), upper));
            int normal = graph.node(Op.PHI, math.negative(w));
            return graph.node(Op.IF, graph.node(Op.EQUAL, q, math.constant(0)), normal, positive);
        }

        /** δ, s₁ and s₂ of the generalised F: δ² = Q² + 2P, s = 2/(δ² ± Qδ). */
        private int[] shapes() {
            int q = part("Q");
            int square = math.plus(math.times(q, q), math.times(math.constant(2), part("P")));
            int delta = graph.node(Op.SQRT, square);
            int turned = math.times(q, delta);
            return new int[] {
                delta,
                math.over(math.constant(2), math.plus(square, turned)),
                math.over(math.constant(2), math.minus(square, turned))
            };
        }

        private int generalisedF(int t) {
            int[] s = shapes();
            int w = math.over(math.times(math.minus(math.ln(t), part("mu")), s[0]), part("sigma"));
            int odds = math.times(s[1], math.exp(w));
            int upper = graph.node(Op.BETA_I, math.over(s[2], math.plus(s[2], odds)), s[2], s[1]);
            return graph.node(Op.IF, graph.node(Op.EQUAL, part("P"), math.constant(0)), generalised(t), upper);
        }

        private int generalisedFTime(int h) {
            int[] s = shapes();
            int share = graph.node(Op.BETA_I_INVERSE, math.exp(math.negative(h)), s[2], s[1]);
            int odds = math.minus(math.over(s[2], share), s[2]);
            int w = math.over(math.ln(math.over(odds, s[1])), s[0]);
            int time = math.exp(math.plus(part("mu"), math.times(part("sigma"), w)));
            return graph.node(Op.IF, graph.node(Op.EQUAL, part("P"), math.constant(0)), generalisedTime(h), time);
        }

        /** The rate of a piece counts in the curve's unit, or has a unit of its own. */
        private int rate(int piece) {
            String name = "rates[" + piece + "]";
            Source source = curve.parts().get(name);
            if (source == null) {
                return math.constant(0);
            }
            Typed typed = compiler.compile(source, scope);
            boolean inYears = typed.isKnown() && !typed.unit().powers().isEmpty();
            limited("rates", source, typed.node());
            return inYears ? math.times(typed.node(), math.constant(unit)) : typed.node();
        }

        /** Σ λ_j · time spent in piece j. */
        private int pieces(int t) {
            List<Double> breaks = form.list("breaks");
            int sum = math.constant(0);
            for (int j = 0; j <= breaks.size(); j++) {
                int from = math.constant(j == 0 ? 0 : breaks.get(j - 1));
                int spent = graph.node(Op.MAX, math.minus(t, from), math.constant(0));
                if (j < breaks.size()) {
                    spent = graph.node(Op.MIN, spent, math.constant(breaks.get(j) - (j == 0 ? 0 : breaks.get(j - 1))));
                }
                sum = math.plus(sum, math.times(rate(j), spent));
            }
            return sum;
        }

        /** From the last piece back: within the piece in which the hazard is reached, time goes evenly; never where it is not. */
        private int piecesTime(int h) {
            List<Double> breaks = form.list("breaks");
            int[] start = new int[breaks.size() + 1];
            start[0] = math.constant(0);
            for (int j = 0; j < breaks.size(); j++) {
                double width = breaks.get(j) - (j == 0 ? 0 : breaks.get(j - 1));
                start[j + 1] = math.plus(start[j], math.times(rate(j), math.constant(width)));
            }
            int time = math.constant(0);
            for (int j = breaks.size(); j >= 0; j--) {
                int within = math.plus(
                        math.constant(j == 0 ? 0 : breaks.get(j - 1)), math.over(math.minus(h, start[j]), rate(j)));
                time = j == breaks.size()
                        ? within
                        : graph.node(Op.IF, graph.node(Op.LESS_OR_EQUAL, h, start[j + 1]), within, time);
            }
            return time;
        }

        private int royston(int t) {
            List<Double> knots = form.list("knots");
            if (knots.size() < 2 || form.count("coefficients") != knots.size()) {
                return math.constant(1);
            }
            int x = math.ln(t);
            double first = knots.getFirst();
            double last = knots.getLast();
            int eta = math.plus(part("coefficients[0]"), math.times(part("coefficients[1]"), x));
            for (int j = 1; j < knots.size() - 1; j++) {
                double lambda = (last - knots.get(j)) / (last - first);
                int basis = math.minus(
                        math.minus(cubed(x, knots.get(j)), math.times(math.constant(lambda), cubed(x, first))),
                        math.times(math.constant(1 - lambda), cubed(x, last)));
                eta = math.plus(eta, math.times(part("coefficients[" + (j + 1) + "]"), basis));
            }
            String scale = curve.parts().containsKey("scaleType")
                    ? curve.parts().get("scaleType").text()
                    : "hazard";
            return switch (scale) {
                case "odds" -> math.over(math.constant(1), math.plus(math.constant(1), math.exp(eta)));
                case "normal" -> graph.node(Op.PHI, math.negative(eta));
                default -> math.exp(math.negative(math.exp(eta)));
            };
        }

        private int cubed(int x, double knot) {
            return math.power(
                    graph.node(Op.MAX, math.minus(x, math.constant(knot)), math.constant(0)), math.constant(3));
        }

        private Table points() {
            return tables.computeIfAbsent(curve.id(), id -> {
                List<Double> times = form.list("times");
                boolean zero = !times.isEmpty() && times.getFirst() > 0;
                double[] x = new double[times.size() + (zero ? 1 : 0)];
                double[] y = new double[x.length];
                y[0] = 1;
                for (int i = 0; i < times.size(); i++) {
                    x[i + (zero ? 1 : 0)] = times.get(i);
                    y[i + (zero ? 1 : 0)] = form.list("values").get(i);
                }
                return new Table(x, y);
            });
        }

        /** Cumulative hazard of a life table at its corners. */
        private Table cumulative() {
            return tables.computeIfAbsent(curve.id(), id -> {
                List<Double> from = form.list("times");
                List<Double> level = form.list("values").stream()
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
                if (form.has(part)) {
                    notDrawable(part, path);
                }
            }
            int h = form.has("hr") ? math.over(target, part("hr")) : target;
            int years = form.has("base")
                    ? other("base").timeAt(h, path)
                    : math.times(familyTime(h, path), math.constant(unit));
            return form.has("af") ? math.times(years, part("af")) : years;
        }

        private int familyTime(int h, String path) {
            return switch (curve.family()) {
                case "exponential" -> math.over(h, ratePart("rate"));
                case "weibull" ->
                    math.times(timePart("scale"), math.power(h, math.over(math.constant(1), part("shape"))));
                case "weibull-ph" ->
                    math.power(math.over(h, part("lambda")), math.over(math.constant(1), part("shape")));
                case "gompertz" -> gompertzTime(h);
                case "lognormal" ->
                    math.exp(math.minus(
                            part("meanlog"),
                            math.times(part("sdlog"), graph.node(Op.PHI_INVERSE, math.exp(math.negative(h))))));
                case "loglogistic" ->
                    math.times(
                            timePart("scale"),
                            math.power(
                                    math.minus(math.exp(h), math.constant(1)),
                                    math.over(math.constant(1), part("shape"))));
                case "gamma" ->
                    math.over(
                            graph.node(Op.GAMMA_Q_INVERSE, part("shape"), math.exp(math.negative(h))),
                            ratePart("rate"));
                case "gengamma" -> generalisedTime(h);
                case "genf" -> generalisedFTime(h);
                case "piecewise-exponential" -> piecesTime(h);
                case "life-table" -> {
                    Table c = cumulative();
                    int age = part("age");
                    int reached = math.plus(h, graph.lookup(Op.LINEAR, c, age));
                    yield math.minus(graph.lookup(Op.LINEAR, inverse(c), reached), age);
                }
                default -> {
                    notDrawable(curve.family(), path);
                    yield math.constant(0);
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
            int inside = math.over(math.times(h, shape), rate);
            int grown = math.over(graph.node(Op.LN_ONE_PLUS, inside), shape);
            int reached = graph.node(
                    Op.IF,
                    graph.node(Op.LESS_OR_EQUAL, inside, math.constant(-1)),
                    math.constant(Double.POSITIVE_INFINITY),
                    grown);
            return graph.node(Op.IF, graph.node(Op.EQUAL, shape, math.constant(0)), math.over(h, rate), reached);
        }

        private int generalisedTime(int h) {
            int q = part("Q");
            int s = math.exp(math.negative(h));
            int k = math.over(math.constant(1), math.times(q, q));
            int tail = graph.node(Op.IF, graph.node(Op.LESS, math.constant(0), q), s, math.minus(math.constant(1), s));
            int u = graph.node(Op.GAMMA_Q_INVERSE, k, tail);
            int w = math.over(math.ln(math.over(u, k)), q);
            int normal = math.negative(graph.node(Op.PHI_INVERSE, s));
            int z = graph.node(Op.IF, graph.node(Op.EQUAL, q, math.constant(0)), normal, w);
            return math.exp(math.plus(part("mu"), math.times(part("sigma"), z)));
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
}
