package org.steelyard.app;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.steelyard.economics.EconomicResults.Interval;
import org.steelyard.economics.decision.Frontier;
import org.steelyard.economics.decision.Ratios;
import org.steelyard.economics.decision.Uncertainty;
import org.steelyard.economics.model.ModelResults;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.ReportingChecklist;
import org.steelyard.kernel.Text;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The results of a model for outside programs. Full double precision; what is not defined is {@code null}. */
final class ModelJson {

    static final String SCHEMA = "steelyard-model/1";

    private final ModelResults r;
    private final ObjectNode root = JsonNodeFactory.instance.objectNode();

    private ModelJson(ModelResults results) {
        r = results;
    }

    static String write(ModelOutput output) {
        ModelJson json = new ModelJson(output.results());
        json.head(output);
        json.economics();
        json.course();
        json.sensitivity();
        json.cheers();
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json.root) + "\n";
    }

    private void head(ModelOutput output) {
        root.put("schema", SCHEMA);
        ObjectNode model = root.putObject("model");
        ModelSpec.Header header = r.spec().header();
        model.put("id", header.id());
        text(model, "title", header.title());
        model.put("kind", header.kind().word());
        model.put("file", output.file());
        model.put("sha256", output.sha256());
        ObjectNode run = root.putObject("run");
        run.put("seed", output.seed());
        run.put("draws", r.psa().map(ModelResults.Psa::draws).orElse(0));
        run.put("javaVersion", System.getProperty("java.version"));
        run.put("codeVersion", CodeVersion.current().toString());
    }

    private void cheers() {
        ArrayNode array = root.putArray("cheers2022");
        ReportingChecklist.of(r).items().forEach(i -> {
            ObjectNode item = array.addObject().put("item", i.number()).put("complete", i.complete());
            text(item, "topic", i.topic());
            text(item, "found", i.found());
            text(item, "missing", i.missing());
        });
    }

    private static void text(ObjectNode node, String name, Text text) {
        node.putObject(name).put("zh", text.zh()).put("en", text.en());
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    private static void numbers(ObjectNode node, String name, double[] values) {
        ArrayNode array = node.putArray(name);
        for (double v : values) {
            if (Double.isFinite(v)) {
                array.add(v);
            } else {
                array.addNull();
            }
        }
    }

    private static void interval(ObjectNode node, String name, Interval interval) {
        ObjectNode out = node.putObject(name);
        number(out, "lower", interval.lower());
        number(out, "upper", interval.upper());
    }

    private static String word(Enum<?> e) {
        return e.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String name(int strategy) {
        return r.strategies().get(strategy).id();
    }

    private void economics() {
        ObjectNode e = root.putObject("economics");
        ArrayNode strategies = e.putArray("strategies");
        for (int s = 0; s < r.strategies().size(); s++) {
            strategy(strategies.addObject(), s);
        }
        ArrayNode incremental = e.putArray("incremental");
        r.incremental().forEach(i -> incremental(incremental.addObject(), i));
        ratios(e.putObject("ratios"));
        frontier(e.putArray("frontier"));
        r.psa().ifPresent(psa -> psa(e.putObject("psa"), psa));
        ObjectNode conventions = e.putObject("conventions");
        r.conventions().forEach((name, text) -> conventions.put(name, text.en()));
        alternatives(e.putArray("underOtherConventions"));
        r.budget().ifPresent(b -> FundJson.budget(e.putObject("budgetImpact"), b));
        if (!r.agreements().isEmpty()) {
            ArrayNode agreements = e.putArray("agreements");
            List<String> ids =
                    r.strategies().stream().map(ModelResults.Strategy::id).toList();
            r.agreements().forEach(a -> FundJson.agreement(agreements.addObject(), a, ids));
        }
    }

    private void strategy(ObjectNode node, int index) {
        ModelResults.Strategy s = r.strategies().get(index);
        node.put("id", s.id());
        node.put("name", s.label().en());
        node.put("nameZh", s.label().zh());
        number(node, "cost", s.totals()[r.cost()]);
        number(node, "effect", s.totals()[r.effect()]);
        for (int o = 0; o < r.outcomes().size(); o++) {
            String id = r.outcomes().get(o).id();
            if (!id.equals("cost") && !id.equals("effect")) {
                number(node, id, s.totals()[o]);
            }
        }
        ObjectNode plain = node.putObject("undiscounted");
        ObjectNode errors = node.putObject("monteCarloError");
        for (int o = 0; o < r.outcomes().size(); o++) {
            number(plain, r.outcomes().get(o).id(), s.undiscounted()[o]);
            number(errors, r.outcomes().get(o).id(), s.errors()[o]);
        }
        ArrayNode lines = node.putArray("lines");
        s.lines().forEach(l -> {
            ObjectNode line = lines.addObject().put("id", l.id()).put("outcome", l.outcome());
            number(line, "value", l.value());
        });
    }

    private void incremental(ObjectNode node, ModelResults.Incremental i) {
        node.put("strategy", name(i.strategy()));
        node.put("reference", name(r.reference()));
        number(node, "cost", i.cost());
        number(node, "effect", i.effect());
        number(node, "icer", i.icer());
        node.put("verdict", word(i.verdict()));
        ArrayNode benefits = node.putArray("netBenefit");
        i.netBenefit().forEach(b -> {
            ObjectNode item = benefits.addObject();
            number(item, "threshold", b.threshold());
            number(item, "value", b.value());
        });
    }

    /** Ratios that others ask for, and the comparison by cost alone where the model says when effects count as equal. */
    private void ratios(ObjectNode node) {
        ArrayNode average = node.putArray("costPerEffect");
        r.strategies()
                .forEach(s -> number(
                        average.addObject().put("strategy", s.id()),
                        "value",
                        Ratios.average(s.totals()[r.cost()], s.totals()[r.effect()])));
        ArrayNode benefit = node.putArray("benefitCost");
        r.incremental()
                .forEach(i -> i.netBenefit().forEach(b -> {
                    ObjectNode item = benefit.addObject().put("strategy", name(i.strategy()));
                    number(item, "threshold", b.threshold());
                    number(item, "value", Ratios.benefitCost(b.threshold(), i.cost(), i.effect()));
                }));
        double margin = r.spec().analyses().equivalence();
        if (!Double.isNaN(margin)) {
            ObjectNode least = node.putObject("costMinimisation").put("margin", margin);
            ArrayNode pairs = least.putArray("against");
            r.incremental().forEach(i -> minimisation(pairs.addObject(), i, margin));
        }
    }

    private void minimisation(ObjectNode node, ModelResults.Incremental i, double margin) {
        boolean equal = Math.abs(i.effect()) <= margin;
        node.put("strategy", name(i.strategy())).put("reference", name(r.reference()));
        node.put("equal", equal);
        number(
                node,
                "probabilityEqual",
                r.psa().map(psa -> within(psa, i.strategy(), margin)).orElse(Double.NaN));
        number(node, "cost", equal ? i.cost() : Double.NaN);
        node.put("cheaper", !equal ? "" : name(i.cost() < 0 ? i.strategy() : r.reference()));
    }

    private double within(ModelResults.Psa psa, int strategy, double margin) {
        double[][] effect = psa.of(r.effect());
        return Ratios.within(margin, effect[strategy], effect[r.reference()]);
    }

    private void frontier(ArrayNode array) {
        for (Frontier.Entry e : r.frontier().entries()) {
            ObjectNode node =
                    array.addObject().put("strategy", name(e.strategy())).put("status", word(e.status()));
            number(node, "cost", e.cost());
            number(node, "effect", e.effect());
            number(node, "incrementalCost", e.incrementalCost());
            number(node, "incrementalEffect", e.incrementalEffect());
            number(node, "icer", e.icer());
        }
    }

    private void psa(ObjectNode node, ModelResults.Psa psa) {
        node.put("draws", psa.draws());
        ArrayNode strategies = node.putArray("strategies");
        psa.spreads().forEach(s -> {
            ObjectNode item = strategies.addObject().put("id", name(s.strategy()));
            for (int o = 0; o < r.outcomes().size(); o++) {
                ObjectNode outcome = item.putObject(r.outcomes().get(o).id());
                number(outcome, "mean", s.mean()[o]);
                interval(outcome, "interval", s.interval()[o]);
            }
        });
        List<Uncertainty> curve = psa.curve();
        column(node, "thresholds", curve, Uncertainty::threshold);
        ArrayNode acceptability = node.putArray("acceptability");
        ArrayNode loss = node.putArray("expectedLoss");
        for (int s = 0; s < r.strategies().size(); s++) {
            int strategy = s;
            column(
                    acceptability.addObject().put("id", name(s)),
                    "probability",
                    curve,
                    u -> u.acceptability()[strategy]);
            column(loss.addObject().put("id", name(s)), "loss", curve, u -> u.loss()[strategy]);
        }
        column(node, "frontierProbability", curve, Uncertainty::frontier);
        ArrayNode best = node.putArray("best");
        curve.forEach(u -> best.add(name(u.best())));
        column(node, "evpi", curve, Uncertainty::evpi);
        information(node, psa);
    }

    private static void column(
            ObjectNode node, String name, List<Uncertainty> curve, ToDoubleFunction<Uncertainty> of) {
        numbers(node, name, curve.stream().mapToDouble(of).toArray());
    }

    private static void information(ObjectNode node, ModelResults.Psa psa) {
        ArrayNode partial = node.putArray("evppi");
        psa.partial().forEach(p -> {
            ObjectNode item = partial.addObject();
            ArrayNode names = item.putArray("parameters");
            p.parameters().forEach(names::add);
            numbers(item, "thresholds", p.thresholds());
            numbers(item, "value", p.value());
        });
        ArrayNode samples = node.putArray("evsi");
        psa.samples().forEach(s -> {
            ObjectNode item =
                    samples.addObject().put("parameter", s.parameter()).put("people", s.people());
            number(item, "threshold", s.threshold());
            number(item, "value", s.value());
        });
        psa.population().ifPresent(p -> {
            ObjectNode item = node.putObject("populationEvpi");
            number(item, "threshold", p.threshold());
            number(item, "people", p.people());
            number(item, "value", p.evpi());
        });
    }

    private void totals(ObjectNode node, double[][] totals, double[] icer) {
        ArrayNode strategies = node.putArray("strategies");
        for (int s = 0; s < totals.length; s++) {
            ObjectNode item = strategies.addObject().put("id", name(s));
            for (int o = 0; o < r.outcomes().size(); o++) {
                number(item, r.outcomes().get(o).id(), totals[s][o]);
            }
            number(item, "icer", s == r.reference() ? Double.NaN : icer[s]);
        }
    }

    private void alternatives(ArrayNode array) {
        r.alternatives().forEach(a -> {
            ObjectNode node = array.addObject().put("rule", a.rule()).put("used", a.used());
            totals(node, a.totals(), a.icer());
        });
    }

    private void course() {
        r.trace().ifPresent(t -> {
            ObjectNode node = root.putObject("trace");
            ArrayNode states = node.putArray("states");
            t.states().forEach(states::add);
            numbers(node, "years", t.years());
            ArrayNode strategies = node.putArray("strategies");
            for (int s = 0; s < t.people().length; s++) {
                ObjectNode item = strategies.addObject().put("id", name(s));
                ArrayNode points = item.putArray("people");
                for (double[] row : t.people()[s]) {
                    ArrayNode point = points.addArray();
                    for (double v : row) {
                        point.add(v);
                    }
                }
            }
        });
        if (!r.leaves().isEmpty()) {
            ArrayNode leaves = root.putArray("leaves");
            r.leaves().forEach(l -> {
                ObjectNode node =
                        leaves.addObject().put("strategy", name(l.strategy())).put("path", l.path());
                number(node, "probability", l.probability());
                for (int o = 0; o < r.outcomes().size(); o++) {
                    number(node, r.outcomes().get(o).id(), l.payoff()[o]);
                }
            });
        }
        ArrayNode notes = root.putArray("notes");
        r.notes().forEach(n -> text(notes.addObject().put("id", n.id()).put("times", n.times()), "text", n.text()));
    }

    private void sensitivity() {
        ArrayNode oneWay = root.putArray("oneWay");
        r.oneWay().forEach(w -> {
            ObjectNode node = oneWay.addObject().put("parameter", w.parameter()).put("strategy", name(w.strategy()));
            number(node, "low", w.low());
            number(node, "high", w.high());
            number(node, "icerLow", w.icerLow());
            number(node, "icerHigh", w.icerHigh());
            number(node, "threshold", w.threshold());
            number(node, "netBenefitLow", w.netBenefitLow());
            number(node, "netBenefitHigh", w.netBenefitHigh());
        });
        ArrayNode twoWay = root.putArray("twoWay");
        r.twoWay().forEach(w -> {
            ObjectNode node = twoWay.addObject().put("x", w.x()).put("y", w.y());
            number(node, "threshold", w.threshold());
            numbers(node, "xs", w.xs());
            numbers(node, "ys", w.ys());
            ArrayNode best = node.putArray("best");
            for (int[] row : w.best()) {
                ArrayNode line = best.addArray();
                for (int s : row) {
                    line.add(name(s));
                }
            }
        });
        ArrayNode scenarios = root.putArray("scenarios");
        r.scenarios().forEach(s -> {
            ObjectNode node = scenarios.addObject().put("id", s.id());
            number(node, "weight", s.weight());
            totals(node, s.totals(), s.icer());
        });
        average();
        ArrayNode prices = root.putArray("thresholdPrice");
        r.prices().forEach(p -> {
            ObjectNode node = prices.addObject().put("parameter", p.parameter()).put("strategy", name(p.strategy()));
            number(node, "threshold", p.threshold());
            number(node, "value", p.value());
            interval(node, "interval", p.interval());
        });
    }

    private void average() {
        Optional<ModelResults.Average> average = r.average();
        average.ifPresent(a -> {
            ObjectNode node = root.putObject("structuralAverage");
            ArrayNode parts = node.putArray("parts");
            for (int i = 0; i < a.scenarios().size(); i++) {
                parts.addObject()
                        .put("id", a.scenarios().get(i))
                        .put("weight", a.weights().get(i));
            }
            totals(node, a.totals(), a.icer());
        });
    }
}
