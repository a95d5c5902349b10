package org.steelyard.app;

import java.util.Locale;
import org.steelyard.cohort.Attrition;
import org.steelyard.economics.EconomicResults;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.EffectResults;
import org.steelyard.evidence.Dossier;
import org.steelyard.evidence.EvidenceGrade;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Provenance;
import org.steelyard.kernel.Text;
import org.steelyard.report.compose.MethodWords;
import org.steelyard.society.SocialResults;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The results file that outside programs rely on. Its schema is {@code schema/results-1.schema.json}. Numbers have full
 * double precision; what is not defined is {@code null}, never a made-up number.
 */
final class ResultsJson {

    static final String SCHEMA = "steelyard-results/1";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ResultsJson() {}

    static String write(Dossier dossier) {
        ObjectNode root = NODES.objectNode();
        root.put("schema", SCHEMA);
        root.set("protocol", protocol(dossier));
        root.set("run", run(dossier.run()));
        root.set("estimates", estimates(dossier));
        root.set("diagnostics", diagnostics(dossier));
        dossier.economics().ifPresent(e -> root.set("economics", economics(e)));
        dossier.society().ifPresent(s -> root.set("society", society(s)));
        root.set("attrition", attrition(dossier.attrition()));
        dossier.benchmarkAttrition().ifPresent(a -> root.set("benchmarkAttrition", attrition(a)));
        root.set("notEstimated", notEstimated(dossier.effect()));
        root.set("balance", balance(dossier.effect()));
        root.set("overlap", overlap(dossier.effect()));
        root.set("survival", CurvesJson.write(dossier));
        root.set("interactions", interactions(dossier.effect()));
        root.set("eValues", eValues(dossier.effect()));
        root.set("agreement", agreement(dossier.effect()));
        if (!dossier.effect().designs().isEmpty()) {
            root.set("designs", DesignsJson.write(dossier.effect().designs()));
        }
        if (FurtherJson.any(dossier.effect().further())) {
            root.set("beside", FurtherJson.write(dossier.effect().further()));
        }
        root.set("governance", governance(dossier.governance()));
        root.set("evidence", evidence(dossier.evidence()));
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static ObjectNode protocol(Dossier dossier) {
        ObjectNode node = NODES.objectNode();
        node.put("id", dossier.protocol().id());
        node.put("version", dossier.protocol().version());
        node.put("digest", dossier.plan().digest().hex());
        node.put("locked", dossier.plan().locked());
        dossier.plan().lockedAt().ifPresent(at -> node.put("lockedAt", at));
        node.put("policyPack", dossier.pack().id() + "@" + dossier.pack().version());
        return node;
    }

    private static ObjectNode run(Dossier.Run run) {
        ObjectNode node = NODES.objectNode();
        node.put("engine", run.engine());
        node.put("seed", run.seed());
        node.put("javaVersion", run.javaVersion());
        node.put("codeVersion", run.codeVersion());
        node.put("startedAt", run.startedAt());
        ArrayNode inputs = node.putArray("inputs");
        for (Dossier.Input input : run.inputs()) {
            ObjectNode item = inputs.addObject();
            item.put("name", input.name());
            item.put("rows", input.rows());
            item.put("sha256", input.sha256().hex());
            item.put("encoding", input.encoding());
        }
        return node;
    }

    private static ArrayNode estimates(Dossier dossier) {
        ArrayNode array = NODES.arrayNode();
        dossier.effect().estimates().forEach(e -> array.add(estimate(e)));
        dossier.economics().ifPresent(r -> r.estimates().forEach(e -> array.add(estimate(e))));
        dossier.society().ifPresent(r -> r.estimates().forEach(e -> array.add(estimate(e))));
        return array;
    }

    private static ObjectNode estimate(EffectEstimate e) {
        ObjectNode node = NODES.objectNode();
        node.put("id", e.id());
        node.put("module", word(e.module()));
        node.put("dimension", word(e.dimension()));
        node.put("outcome", e.outcome());
        node.put("analysis", e.analysis());
        node.put("preSpecified", e.preSpecified());
        node.put("method", e.method());
        MethodWords.chinese(e.method()).ifPresent(zh -> node.put("methodZh", zh));
        node.put("estimand", e.estimand());
        node.put("measure", e.measure());
        node.put("population", e.population());
        number(node, "value", e.value());
        number(node, "se", e.se());
        number(node, "lower", e.lower());
        number(node, "upper", e.upper());
        number(node, "level", e.level());
        number(node, "p", e.p());
        node.put("n", e.n());
        node.put("nTreated", e.nTreated());
        if (e.events() < 0) {
            node.putNull("events");
        } else {
            node.put("events", e.events());
        }
        node.put("unit", e.unit());
        node.put("convention", e.convention());
        MethodWords.chinese(e.convention()).ifPresent(zh -> node.put("conventionZh", zh));
        node.set("provenance", provenance(e.provenance()));
        return node;
    }

    private static ObjectNode provenance(Provenance p) {
        ObjectNode node = NODES.objectNode();
        ArrayNode inputs = node.putArray("inputs");
        p.inputs().stream().map(Digest::hex).forEach(inputs::add);
        node.put("protocol", p.protocol().hex());
        node.put("step", p.step());
        node.put("codeVersion", p.codeVersion());
        node.put("seed", p.seed());
        return node;
    }

    private static ArrayNode diagnostics(Dossier dossier) {
        ArrayNode array = NODES.arrayNode();
        dossier.effect().diagnostics().forEach(d -> array.add(diagnostic(d)));
        dossier.economics().ifPresent(r -> r.diagnostics().forEach(d -> array.add(diagnostic(d))));
        dossier.society().ifPresent(r -> r.diagnostics().forEach(d -> array.add(diagnostic(d))));
        return array;
    }

    private static ObjectNode diagnostic(Diagnostic d) {
        ObjectNode node = NODES.objectNode();
        node.put("id", d.id());
        node.put("about", d.about());
        node.put("kind", d.kind());
        number(node, "value", d.value());
        number(node, "threshold", d.threshold());
        node.put("passed", d.passed());
        text(node, "message", d.message());
        return node;
    }

    private static ObjectNode economics(EconomicResults r) {
        ObjectNode node = NODES.objectNode();
        ArrayNode strategies = node.putArray("strategies");
        for (EconomicResults.Strategy s : r.strategies()) {
            ObjectNode item = strategies.addObject();
            item.put("name", s.name().en());
            item.put("nameZh", s.name().zh());
            item.put("arm", word(s.arm()));
            number(item, "cost", s.cost());
            number(item, "qaly", s.qaly());
            number(item, "ly", s.ly());
            interval(item, "costInterval", s.costInterval());
            interval(item, "qalyInterval", s.qalyInterval());
            interval(item, "lyInterval", s.lyInterval());
        }
        node.putArray("incremental").add(incremental(r.incremental()));
        ObjectNode psa = node.putObject("psa");
        numbers(psa, "deltaCost", r.psa().deltaCost());
        numbers(psa, "deltaQaly", r.psa().deltaQaly());
        numbers(psa, "thresholds", r.psa().thresholds());
        numbers(psa, "probability", r.psa().probability());
        numbers(psa, "evpi", r.psa().expectedValueOfPerfectInformation());
        ArrayNode lines = node.putArray("costLines");
        for (EconomicResults.CostLine line : r.costLines()) {
            ObjectNode item = lines.addObject();
            item.put("id", line.id());
            text(item, "label", line.label());
            item.put("arm", word(line.arm()));
            number(item, "mean", line.mean());
        }
        ObjectNode conventions = node.putObject("conventions");
        r.conventions().forEach((name, text) -> conventions.put(name, text.en()));
        ObjectNode chinese = node.putObject("conventionsZh");
        r.conventions().forEach((name, text) -> chinese.put(name, text.zh()));
        r.model().ifPresent(m -> FundJson.model(node.putObject("model"), m));
        return node;
    }

    private static ObjectNode incremental(EconomicResults.Incremental i) {
        ObjectNode node = NODES.objectNode();
        number(node, "cost", i.cost());
        number(node, "qaly", i.qaly());
        number(node, "ly", i.ly());
        interval(node, "costInterval", i.costInterval());
        interval(node, "qalyInterval", i.qalyInterval());
        number(node, "icer", i.icer());
        node.put("verdict", word(i.verdict()));
        ArrayNode benefits = node.putArray("netBenefit");
        for (EconomicResults.NetBenefit b : i.netBenefit()) {
            ObjectNode item = benefits.addObject();
            number(item, "threshold", b.threshold());
            number(item, "value", b.value());
            interval(item, "interval", b.interval());
            number(item, "probability", b.probability());
        }
        ArrayNode prices = node.putArray("thresholdPrice");
        for (EconomicResults.ThresholdPrice p : i.thresholdPrice()) {
            ObjectNode item = prices.addObject();
            number(item, "threshold", p.threshold());
            number(item, "price", p.price());
            interval(item, "interval", p.interval());
        }
        return node;
    }

    private static ObjectNode society(SocialResults r) {
        ObjectNode node = NODES.objectNode();
        ArrayNode groups = node.putArray("groups");
        for (SocialResults.GroupTable table : r.groups()) {
            ObjectNode item = groups.addObject();
            item.put("variable", table.variable());
            number(item, "accessChiSquared", table.accessChiSquared());
            item.put("df", table.df());
            number(item, "accessP", table.accessP());
            ArrayNode rows = item.putArray("rows");
            for (SocialResults.GroupRow row : table.rows()) {
                ObjectNode line = rows.addObject();
                line.put("level", row.level());
                line.put("n", row.n());
                line.put("treated", row.treated());
                number(line, "access", row.access());
                number(line, "accessLower", row.accessLower());
                number(line, "accessUpper", row.accessUpper());
                number(line, "accessAdjusted", row.accessAdjusted());
            }
        }
        ArrayNode indices = node.putArray("concentration");
        for (SocialResults.Concentration c : r.concentration()) {
            ObjectNode item = indices.addObject();
            item.put("rank", c.rank());
            item.put("of", c.of());
            number(item, "index", c.index());
            number(item, "se", c.se());
            number(item, "lower", c.lower());
            number(item, "upper", c.upper());
            number(item, "p", c.p());
            number(item, "erreygers", c.erreygers());
        }
        return node;
    }

    private static ArrayNode attrition(Attrition attrition) {
        ArrayNode array = NODES.arrayNode();
        ObjectNode start = array.addObject();
        start.put("criterion", "start");
        start.put("table", attrition.table());
        start.put("remaining", attrition.start());
        for (Attrition.Step step : attrition.steps()) {
            ObjectNode item = array.addObject();
            item.put("criterion", step.criterion());
            text(item, "label", step.label());
            item.put("inclusion", step.inclusion());
            item.put("removed", step.removed());
            item.put("undecided", step.undecided());
            item.put("remaining", step.remaining());
        }
        ObjectNode end = array.addObject();
        end.put("criterion", "end");
        end.put("treated", attrition.treated());
        end.put("control", attrition.control());
        end.put("remaining", attrition.end());
        return array;
    }

    private static ArrayNode notEstimated(EffectResults r) {
        ArrayNode array = NODES.arrayNode();
        for (EffectResults.NotEstimated n : r.notEstimated()) {
            ObjectNode item = array.addObject();
            item.put("analysis", n.analysis());
            item.put("outcome", n.outcome());
            item.put("measure", n.measure());
            text(item, "reason", n.reason());
        }
        return array;
    }

    private static ArrayNode balance(EffectResults r) {
        ArrayNode array = NODES.arrayNode();
        for (EffectResults.Balance b : r.balance()) {
            ObjectNode item = array.addObject();
            item.put("variable", b.variable());
            item.put("level", b.level());
            number(item, "unadjusted", b.unadjusted());
            ObjectNode adjusted = item.putObject("adjusted");
            new java.util.TreeMap<>(b.adjusted()).forEach((analysis, smd) -> number(adjusted, analysis, smd));
        }
        return array;
    }

    private static ArrayNode overlap(EffectResults r) {
        ArrayNode array = NODES.arrayNode();
        for (EffectResults.Overlap o : r.overlap()) {
            ObjectNode item = array.addObject();
            item.put("analysis", o.analysis());
            number(item, "logLikelihood", o.logLikelihood());
            number(item, "cStatistic", o.cStatistic());
            number(item, "essTreated", o.essTreated());
            number(item, "essControl", o.essControl());
        }
        return array;
    }

    private static ArrayNode interactions(EffectResults r) {
        ArrayNode array = NODES.arrayNode();
        for (EffectResults.Interaction i : r.interactions()) {
            ObjectNode item = array.addObject();
            item.put("analysis", i.analysis());
            item.put("variable", i.variable());
            item.put("measure", i.measure());
            number(item, "chiSquared", i.chiSquared());
            item.put("df", i.df());
            number(item, "p", i.p());
        }
        return array;
    }

    private static ArrayNode eValues(EffectResults r) {
        ArrayNode array = NODES.arrayNode();
        for (EffectResults.EValue e : r.eValues()) {
            ObjectNode item = array.addObject();
            item.put("analysis", e.analysis());
            item.put("measure", e.measure());
            number(item, "riskRatio", e.riskRatio());
            number(item, "point", e.point());
            number(item, "limit", e.limit());
        }
        return array;
    }

    private static ArrayNode agreement(EffectResults r) {
        ArrayNode array = NODES.arrayNode();
        for (EffectResults.Agreement a : r.agreement()) {
            ObjectNode item = array.addObject();
            item.put("analysis", a.analysis());
            item.put("measure", a.measure());
            item.put("observational", a.observational().id());
            item.put("trial", a.trial().id());
            item.put("significanceAgrees", a.significanceAgrees());
            item.put("estimateAgrees", a.estimateAgrees());
            number(item, "standardisedDifference", a.standardisedDifference());
            item.put("differenceAgrees", a.differenceAgrees());
        }
        return array;
    }

    private static ObjectNode governance(Dossier.Governance g) {
        ObjectNode node = NODES.objectNode();
        ArrayNode variables = node.putArray("variables");
        for (Dossier.VariableQuality v : g.variables()) {
            ObjectNode item = variables.addObject();
            item.put("variable", v.variable());
            item.put("rows", v.rows());
            item.put("missing", v.missing());
            text(item, "rule", v.rule());
        }
        ArrayNode steps = node.putArray("steps");
        for (Text step : g.steps()) {
            steps.addObject().put("zh", step.zh()).put("en", step.en());
        }
        return node;
    }

    private static ObjectNode evidence(EvidenceGrade e) {
        ObjectNode node = NODES.objectNode();
        node.put("strength", e.strength());
        node.put("fit", e.fit());
        node.put("grade", e.grade());
        ArrayNode scores = node.putArray("scores");
        for (EvidenceGrade.Score s : e.scores()) {
            ObjectNode item = scores.addObject();
            item.put("axis", word(s.axis()));
            item.put("id", s.id());
            item.put("score", s.score());
            text(item, "why", s.why());
        }
        ArrayNode reasons = node.putArray("reasons");
        for (EvidenceGrade.Reason reason : e.reasons()) {
            ObjectNode item = reasons.addObject();
            item.put("rule", reason.rule());
            text(item, "text", reason.text());
        }
        return node;
    }

    private static void interval(ObjectNode node, String name, EconomicResults.Interval interval) {
        numbers(node, name, interval.lower(), interval.upper());
    }

    static void numbers(ObjectNode node, String name, double... values) {
        ArrayNode array = node.putArray(name);
        for (double value : values) {
            if (Double.isFinite(value)) {
                array.add(value);
            } else {
                array.addNull();
            }
        }
    }

    static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    static void text(ObjectNode node, String name, Text text) {
        node.putObject(name).put("zh", text.zh()).put("en", text.en());
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
