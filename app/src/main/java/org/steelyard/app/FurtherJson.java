package org.steelyard.app;

import java.util.List;
import org.steelyard.effect.Further;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What stands beside the estimates: decisions by margin and family, and sensitivity analyses. Curves of incidence and the pairs behind a bound
 * stay out: single people could be read from them.
 */
final class FurtherJson {

    private FurtherJson() {}

    /** Whether anything would be written. */
    static boolean any(Further f) {
        return !new Further(
                        List.of(),
                        f.margins(),
                        f.families(),
                        f.shrunken(),
                        f.hiddenBias(),
                        f.biasCorrected(),
                        f.calibrations(),
                        f.specifications(),
                        f.tipping())
                .absent();
    }

    static ObjectNode write(Further f) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        f.margins().forEach(m -> margin(list(node, "margins"), m));
        f.families().forEach(x -> family(list(node, "multiplicity"), x));
        f.shrunken().forEach(s -> shrunken(list(node, "shrunken"), s));
        f.hiddenBias().forEach(h -> hidden(list(node, "rosenbaum"), h));
        f.biasCorrected().forEach(b -> bias(list(node, "biasAnalysis"), b));
        f.calibrations().forEach(c -> calibration(list(node, "negativeControls"), c));
        f.specifications().forEach(s -> specifications(list(node, "specifications"), s));
        f.tipping().forEach(t -> tipping(list(node, "delta"), t));
        return node;
    }

    private static ArrayNode list(ObjectNode node, String name) {
        return node.get(name) instanceof ArrayNode there ? there : node.putArray(name);
    }

    private static void margin(ArrayNode array, Further.MarginTest m) {
        ObjectNode node = array.addObject();
        node.put("analysis", m.analysis());
        node.put("outcome", m.outcome());
        node.put("measure", m.measure());
        node.put("question", m.question());
        ResultsJson.number(node, "lowerMargin", m.lower());
        ResultsJson.number(node, "upperMargin", m.upper());
        ResultsJson.number(node, "value", m.value());
        ResultsJson.number(node, "lower", m.interval()[0]);
        ResultsJson.number(node, "upper", m.interval()[1]);
        ResultsJson.number(node, "alpha", m.alpha());
        ResultsJson.number(node, "lowerP", m.lowerP());
        ResultsJson.number(node, "upperP", m.upperP());
        ResultsJson.number(node, "p", m.p());
        node.put("shown", m.shown());
        node.put("preSpecified", m.preSpecified());
        ResultsJson.text(node, "conclusion", m.conclusion());
    }

    private static void family(ArrayNode array, Further.Family f) {
        ObjectNode node = array.addObject();
        node.put("id", f.id());
        node.put("method", f.method());
        ResultsJson.number(node, "alpha", f.alpha());
        node.put("preSpecified", f.preSpecified());
        ArrayNode members = node.putArray("members");
        for (Further.Family.Member m : f.members()) {
            ObjectNode item = members.addObject();
            item.put("analysis", m.analysis());
            item.put("outcome", m.outcome());
            item.put("measure", m.measure());
            ResultsJson.number(item, "p", m.p());
            ResultsJson.number(item, "adjustedP", m.adjusted());
            item.put("rejected", m.rejected());
        }
    }

    private static void shrunken(ArrayNode array, Further.Shrunken s) {
        ObjectNode node = array.addObject();
        node.put("analysis", s.analysis());
        node.put("variable", s.variable());
        node.put("measure", s.measure());
        ResultsJson.number(node, "betweenVariance", s.between());
        ArrayNode levels = node.putArray("levels");
        for (Further.Shrunken.Level l : s.levels()) {
            ObjectNode item = levels.addObject();
            item.put("population", l.population());
            ResultsJson.number(item, "unshrunken", l.raw());
            ResultsJson.number(item, "value", l.value());
            ResultsJson.number(item, "lower", l.lower());
            ResultsJson.number(item, "upper", l.upper());
        }
    }

    private static void hidden(ArrayNode array, Further.HiddenBias h) {
        ObjectNode node = array.addObject();
        node.put("analysis", h.analysis());
        node.put("outcome", h.outcome());
        ResultsJson.number(node, "alpha", h.alpha());
        ResultsJson.number(node, "criticalGamma", h.critical());
        ArrayNode bounds = node.putArray("bounds");
        for (Further.HiddenBias.Bound b : h.bounds()) {
            ObjectNode item = bounds.addObject();
            ResultsJson.number(item, "gamma", b.gamma());
            ResultsJson.number(item, "lowerP", b.lower());
            ResultsJson.number(item, "upperP", b.upper());
        }
    }

    private static void bias(ArrayNode array, Further.BiasCorrected b) {
        ObjectNode node = array.addObject();
        node.put("analysis", b.analysis());
        node.put("outcome", b.outcome());
        node.put("measure", b.measure());
        ResultsJson.number(node, "conventional", b.conventional());
        interval(node, "systematic", b.systematic());
        interval(node, "total", b.total());
        node.put("draws", b.draws());
        node.put("impossible", b.impossible());
    }

    private static void interval(ObjectNode node, String name, double[] ends) {
        ObjectNode item = node.putObject(name);
        ResultsJson.number(item, "median", ends[0]);
        ResultsJson.number(item, "lower", ends[1]);
        ResultsJson.number(item, "upper", ends[2]);
    }

    private static void calibration(ArrayNode array, Further.Calibration c) {
        ObjectNode node = array.addObject();
        node.put("analysis", c.analysis());
        node.put("measure", c.measure());
        node.put("logarithmic", c.logarithmic());
        ArrayNode controls = node.putArray("controls");
        for (Further.Calibration.Control one : c.controls()) {
            ObjectNode item = controls.addObject();
            item.put("outcome", one.outcome());
            ResultsJson.number(item, "value", one.value());
            ResultsJson.number(item, "se", one.se());
        }
        ResultsJson.number(node, "biasMean", c.mean());
        ResultsJson.number(node, "biasSd", c.sd());
        ResultsJson.number(node, "expectedAbsoluteSystematicError", c.ease());
        ResultsJson.number(node, "value", c.value());
        ResultsJson.number(node, "p", c.p());
        ResultsJson.number(node, "calibratedP", c.calibratedP());
        ResultsJson.number(node, "calibratedValue", c.calibrated()[0]);
        ResultsJson.number(node, "calibratedLower", c.calibrated()[1]);
        ResultsJson.number(node, "calibratedUpper", c.calibrated()[2]);
    }

    private static void specifications(ArrayNode array, Further.Specifications s) {
        ObjectNode node = array.addObject();
        node.put("analysis", s.analysis());
        node.put("outcome", s.outcome());
        node.put("measure", s.measure());
        ResultsJson.number(node, "median", s.median());
        ResultsJson.number(node, "shareSignificant", s.shareSignificant());
        ResultsJson.number(node, "shareSameSide", s.shareSameSide());
        node.put("failed", s.failed());
        ArrayNode points = node.putArray("points");
        for (Further.Specifications.Point p : s.points()) {
            ObjectNode item = points.addObject();
            ObjectNode choices = item.putObject("choices");
            p.choices().forEach(choices::put);
            item.put("own", p.own());
            ResultsJson.number(item, "value", p.value());
            ResultsJson.number(item, "lower", p.lower());
            ResultsJson.number(item, "upper", p.upper());
            ResultsJson.number(item, "p", p.p());
        }
    }

    private static void tipping(ArrayNode array, Further.Tipping t) {
        ObjectNode node = array.addObject();
        node.put("analysis", t.analysis());
        node.put("outcome", t.outcome());
        node.put("measure", t.measure());
        node.put("arm", t.arm());
        node.put("missing", t.missing());
        ResultsJson.number(node, "tippingPoint", t.tips().orElse(Double.NaN));
        ArrayNode steps = node.putArray("steps");
        for (Further.Tipping.Step s : t.steps()) {
            ObjectNode item = steps.addObject();
            ResultsJson.number(item, "delta", s.delta());
            ResultsJson.number(item, "value", s.value());
            ResultsJson.number(item, "lower", s.lower());
            ResultsJson.number(item, "upper", s.upper());
            ResultsJson.number(item, "p", s.p());
        }
    }
}
