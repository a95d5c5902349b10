package org.steelyard.economics.model.internal.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.ModelSpec.Analyses;
import org.steelyard.economics.model.ModelSpec.Attribute;
import org.steelyard.economics.model.ModelSpec.Bayes;
import org.steelyard.economics.model.ModelSpec.CurveSpec;
import org.steelyard.economics.model.ModelSpec.DistributionSpec;
import org.steelyard.economics.model.ModelSpec.EventSpec;
import org.steelyard.economics.model.ModelSpec.EventsSpec;
import org.steelyard.economics.model.ModelSpec.Header;
import org.steelyard.economics.model.ModelSpec.Joint;
import org.steelyard.economics.model.ModelSpec.Kind;
import org.steelyard.economics.model.ModelSpec.Node;
import org.steelyard.economics.model.ModelSpec.NodeKind;
import org.steelyard.economics.model.ModelSpec.Outcome;
import org.steelyard.economics.model.ModelSpec.Parameter;
import org.steelyard.economics.model.ModelSpec.Reward;
import org.steelyard.economics.model.ModelSpec.SampleSpec;
import org.steelyard.economics.model.ModelSpec.Scenario;
import org.steelyard.economics.model.ModelSpec.Source;
import org.steelyard.economics.model.ModelSpec.State;
import org.steelyard.economics.model.ModelSpec.Strategy;
import org.steelyard.economics.model.ModelSpec.TableSpec;
import org.steelyard.economics.model.ModelSpec.TreeSpec;
import org.steelyard.economics.model.ModelSpec.TwoWay;
import org.steelyard.kernel.Text;
import tools.jackson.databind.JsonNode;

/** Reads every section; what a section means is checked later. */
public final class SpecReader {

    private static final int DRAWS = 1000;
    private static final int GRID = 11;
    private static final List<String> LISTS = List.of("times", "values", "breaks", "knots");
    /** Lists of formulas: the entries of {@code rates} are the parts {@code rates[0]}, {@code rates[1]} … */
    private static final List<String> FORMULA_LISTS = List.of("rates", "coefficients");

    private static final List<String> CURVE_WORDS = List.of("family", "unit", "source", "label");

    private SpecReader() {}

    public static ModelSpec read(JsonNode tree) {
        Field root = new Field(tree, "", "");
        return new ModelSpec(
                header(root),
                SettingsReader.read(root.at("settings")),
                outcomes(root.at("outcomes")),
                strategies(root),
                root.at("parameters").map(SpecReader::parameter),
                root.at("joint").list(SpecReader::joint),
                root.at("let").sources(),
                root.at("tables").map(SpecReader::table),
                root.at("curves").map(SpecReader::curve),
                root.at("bayes").map(SpecReader::bayes),
                root.at("states").map(SpecReader::state),
                root.at("transitions").map(Field::sources),
                root.at("initial").sources(),
                root.at("incident").sources(),
                root.at("survival").sources(),
                root.at("rewards").map(SpecReader::reward),
                tree(root),
                root.at("attributes").map(SpecReader::attribute),
                events(root),
                analyses(root.at("analyses"), outcomes(root.at("outcomes"))),
                FundReader.budget(
                        root, chosen(root.at("analyses").text("cost"), "cost", true, outcomes(root.at("outcomes")))),
                root.at("agreements").map(FundReader::agreement));
    }

    private static Header header(Field root) {
        String id = root.text("model");
        return new Header(
                id.isEmpty() ? "model" : id,
                root.prose("title", id),
                SettingsReader.word(Kind.class, root.text("kind"), Kind.COHORT),
                root.text("currency").isEmpty() ? "CNY" : root.text("currency"),
                root.whole("priceYear", 0),
                root.prose("perspective", ""),
                root.prose("population", ""),
                reporting(root));
    }

    private static Map<String, Text> reporting(Field root) {
        Field f = root.at("reporting");
        return f.map(topic -> f.prose(topic.key(), ""));
    }

    private static Map<String, Outcome> outcomes(Field f) {
        Map<String, Outcome> out = f.map(o -> new Outcome(
                o.key(),
                o.prose("label", o.key()),
                o.text("kind").equals("cost"),
                o.text("unit"),
                o.number("discount", Double.NaN)));
        if (!f.there()) {
            out.put("cost", new Outcome("cost", Text.of("费用", "cost"), true, "", Double.NaN));
            out.put("qaly", new Outcome("qaly", Text.same("QALY"), false, "QALY", Double.NaN));
        }
        return out;
    }

    private static Map<String, Strategy> strategies(Field root) {
        Map<String, Strategy> out = root.at("strategies")
                .map(s -> new Strategy(
                        s.key(), s.prose("label", s.key()), s.at("set").sources()));
        if (out.isEmpty() && !root.is("tree")) {
            out.put("model", new Strategy("model", Text.of("模型", "model"), Map.of()));
        }
        return out;
    }

    private static Parameter parameter(Field f) {
        boolean plain = f.node().isValueNode();
        return new Parameter(
                f.key(),
                f.prose("label", f.key()),
                plain ? f.source() : f.source("value"),
                f.text("unit"),
                f.is("distribution") ? Optional.of(distribution(f.at("distribution"))) : Optional.empty(),
                f.source("low"),
                f.source("high"),
                f.text("source"),
                f.path());
    }

    private static DistributionSpec distribution(Field f) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        f.map(v -> v).forEach((name, v) -> {
            if (v.node().isNumber()) {
                numbers.put(name, v.number(Double.NaN));
            }
        });
        return new DistributionSpec(
                f.text("kind"),
                numbers,
                f.at("values").numbers(),
                f.at("weights").numbers(),
                f.path());
    }

    private static Joint joint(Field f) {
        String kind = f.text("kind");
        Field members = kind.equals("dirichlet") ? f.at("counts") : f.at("mean");
        if (kind.equals("correlation")) {
            return new Joint(
                    kind, f.at("between").texts(), List.of(), f.at("matrix").matrix(), f.path());
        }
        Map<String, Double> named = members.map(v -> v.number(Double.NaN));
        return new Joint(
                kind,
                List.copyOf(named.keySet()),
                List.copyOf(named.values()),
                f.at("covariance").matrix(),
                f.path());
    }

    private static TableSpec table(Field f) {
        return new TableSpec(
                f.key(),
                f.at("x").numbers(),
                f.at("y").numbers(),
                f.text("xUnit"),
                f.text("unit"),
                f.text("between").equals("linear"),
                f.path());
    }

    private static CurveSpec curve(Field f) {
        Map<String, Source> parts = new LinkedHashMap<>();
        Map<String, List<Double>> lists = new LinkedHashMap<>();
        f.map(v -> v).forEach((name, v) -> {
            if (LISTS.contains(name)) {
                lists.put(name, v.numbers());
            } else if (FORMULA_LISTS.contains(name)) {
                v.list(each -> each).forEach(each -> parts.put(name + "[" + each.key() + "]", each.source()));
            } else if (!CURVE_WORDS.contains(name)) {
                parts.put(name, v.source());
            }
        });
        return new CurveSpec(
                f.key(), f.prose("label", f.key()), f.text("family"), f.text("unit"), parts, lists, f.path());
    }

    private static Bayes bayes(Field f) {
        return new Bayes(f.key(), f.at("prior").sources(), f.at("likelihood").map(Field::sources), f.path());
    }

    private static State state(Field f) {
        return new State(f.key(), f.prose("label", f.key()), f.flag("absorbing", false), f.text("requires"), f.path());
    }

    private static Reward reward(Field f) {
        return new Reward(
                f.key(),
                f.prose("label", f.key()),
                f.text("outcome"),
                f.text("per").equals("cycle"),
                f.at("states").sources(),
                f.source("once"),
                f.at("entry").sources(),
                f.at("transition").sources(),
                f.path());
    }

    private static Optional<TreeSpec> tree(Field root) {
        if (!root.is("tree")) {
            return Optional.empty();
        }
        return Optional.of(
                new TreeSpec(node(root.at("tree")), root.at("subtrees").map(SpecReader::node)));
    }

    private static Node node(Field f) {
        NodeKind kind = f.is("decision") ? NodeKind.DECISION : f.is("chance") ? NodeKind.CHANCE : NodeKind.END;
        Field branches = kind == NodeKind.DECISION ? f.at("decision") : f.at("chance");
        return new Node(
                kind,
                f.source("p"),
                f.at("payoff").sources(),
                f.at("set").sources(),
                branches.map(SpecReader::node),
                f.text("then"),
                f.prose("label", f.key()),
                f.path());
    }

    private static Attribute attribute(Field f) {
        boolean plain = f.node().isValueNode();
        return new Attribute(
                f.key(),
                plain ? f.source() : f.source("initial"),
                f.is("distribution") ? Optional.of(distribution(f.at("distribution"))) : Optional.empty(),
                f.source("update"),
                f.text("unit"),
                f.path());
    }

    private static EventsSpec events(Field root) {
        return new EventsSpec(
                root.at("events").map(s -> s.map(SpecReader::event)),
                root.at("resources").sources(),
                root.at("arrivals").source("interval"),
                root.text("start"));
    }

    private static EventSpec event(Field f) {
        return new EventSpec(
                f.key(),
                f.source("time"),
                f.text("to"),
                f.at("payoff").sources(),
                f.at("set").sources(),
                f.path());
    }

    private static Analyses analyses(Field f, Map<String, Outcome> outcomes) {
        return new Analyses(
                chosen(f.text("cost"), "cost", true, outcomes),
                chosen(f.text("effect"), "qaly", false, outcomes),
                f.text("reference"),
                f.at("thresholds").numbers(),
                f.whole("draws", DRAWS),
                f.at("oneWay").texts(),
                f.at("twoWay").list(SpecReader::twoWay),
                f.at("scenarios").map(SpecReader::scenario),
                f.text("price"),
                f.at("information").list(Field::texts),
                f.at("samples").list(SpecReader::sample),
                f.at("population").number("yearly", 0),
                f.at("population").number("years", 0),
                f.number("equivalence", Double.NaN));
    }

    /** The outcome named, else the usual one, else the first of its kind. */
    private static String chosen(String named, String usual, boolean cost, Map<String, Outcome> outcomes) {
        if (!named.isEmpty() || outcomes.containsKey(usual)) {
            return named.isEmpty() ? usual : named;
        }
        return outcomes.values().stream()
                .filter(o -> o.cost() == cost)
                .map(Outcome::id)
                .findFirst()
                .orElse(usual);
    }

    private static TwoWay twoWay(Field f) {
        Field x = f.at("x");
        Field y = f.at("y");
        return new TwoWay(
                x.text("parameter"),
                x.number("from", Double.NaN),
                x.number("to", Double.NaN),
                y.text("parameter"),
                y.number("from", Double.NaN),
                y.number("to", Double.NaN),
                f.whole("steps", GRID),
                f.path());
    }

    private static Scenario scenario(Field f) {
        return new Scenario(
                f.key(),
                f.prose("label", f.key()),
                f.at("set").sources(),
                f.at("settings").map(Field::text),
                f.at("discount").map(d -> d.number(Double.NaN)),
                f.number("weight", 0),
                f.path());
    }

    private static SampleSpec sample(Field f) {
        String study = f.text("study");
        return new SampleSpec(
                f.text("parameter"),
                study.isEmpty() ? "measurements" : study,
                f.number("sd", Double.NaN),
                f.at("sizes").list(n -> (int) n.number(0)),
                f.path());
    }
}
