package org.steelyard.app;

import java.util.List;
import org.steelyard.effect.Further;
import org.steelyard.kernel.Text;
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
        number(node, "lowerMargin", m.lower());
        number(node, "upperMargin", m.upper());
        number(node, "value", m.value());
        number(node, "lower", m.interval()[0]);
        number(node, "upper", m.interval()[1]);
        number(node, "alpha", m.alpha());
        number(node, "lowerP", m.lowerP());
        number(node, "upperP", m.upperP());
        number(node, "p", m.p());
        node.put("shown", m.shown());
        node.put("preSpecified", m.preSpecified());
        text(node, "conclusion", m.conclusion());
    }

    private static void family(ArrayNode array, Further.Family f) {
        ObjectNode node = array.addObject();
        node.put("id", f.id());
        node.put("method", f.method());
        number(node, "alpha", f.alpha());
        node.put("preSpecified", f.preSpecified());
        ArrayNode members = node.putArray("members");
        for (Further.Family.Member m : f.members()) {
            ObjectNode item = members.addObject();
            item.put("analysis", m.analysis());
            item.put("measure", m.measure());
            number(item, "p", m.p());
            number(item, "adjustedP", m.adjusted());
            item.put("rejected", m.rejected());
        }
    }

    private static void shrunken(ArrayNode array, Further.Shrunken s) {
        ObjectNode node = array.addObject();
        node.put("analysis", s.analysis());
        node.put("variable", s.variable());
        node.put("measure", s.measure());
        number(node, "betweenVariance", s.between());
        ArrayNode levels = node.putArray("levels");
        for (Further.Shrunken.Level l : s.levels()) {
            ObjectNode item = levels.addObject();
            item.put("population", l.population());
            number(item, "unshrunken", l.raw());
            number(item, "value", l.value());
            number(item, "lower", l.lower());
            number(item, "upper", l.upper());
        }
    }

    private static void hidden(ArrayNode array, Further.HiddenBias h) {
        ObjectNode node = array.addObject();
        node.put("analysis", h.analysis());
        node.put("outcome", h.outcome());
        number(node, "alpha", h.alpha());
        number(node, "criticalGamma", h.critical());
        ArrayNode bounds = node.putArray("bounds");
        for (Further.HiddenBias.Bound b : h.bounds()) {
            ObjectNode item = bounds.addObject();
            number(item, "gamma", b.gamma());
            number(item, "lowerP", b.lower());
            number(item, "upperP", b.upper());
        }
    }

    private static void bias(ArrayNode array, Further.BiasCorrected b) {
        ObjectNode node = array.addObject();
        node.put("analysis", b.analysis());
        node.put("outcome", b.outcome());
        node.put("measure", b.measure());
        number(node, "conventional", b.conventional());
        interval(node, "systematic", b.systematic());
        interval(node, "total", b.total());
        node.put("draws", b.draws());
        node.put("impossible", b.impossible());
    }

    private static void interval(ObjectNode node, String name, double[] ends) {
        ObjectNode item = node.putObject(name);
        number(item, "median", ends[0]);
        number(item, "lower", ends[1]);
        number(item, "upper", ends[2]);
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
            number(item, "value", one.value());
            number(item, "se", one.se());
        }
        number(node, "biasMean", c.mean());
        number(node, "biasSd", c.sd());
        number(node, "expectedAbsoluteSystematicError", c.ease());
        number(node, "value", c.value());
        number(node, "p", c.p());
        number(node, "calibratedP", c.calibratedP());
        number(node, "calibratedValue", c.calibrated()[0]);
        number(node, "calibratedLower", c.calibrated()[1]);
        number(node, "calibratedUpper", c.calibrated()[2]);
    }

    private static void specifications(ArrayNode array, Further.Specifications s) {
        ObjectNode node = array.addObject();
        node.put("analysis", s.analysis());
        node.put("outcome", s.outcome());
        node.put("measure", s.measure());
        number(node, "median", s.median());
        number(node, "shareSignificant", s.shareSignificant());
        number(node, "shareSameSide", s.shareSameSide());
        node.put("failed", s.failed());
        ArrayNode points = node.putArray("points");
        for (Further.Specifications.Point p : s.points()) {
            ObjectNode item = points.addObject();
            ObjectNode choices = item.putObject("choices");
            p.choices().forEach(choices::put);
            item.put("own", p.own());
            number(item, "value", p.value());
            number(item, "lower", p.lower());
            number(item, "upper", p.upper());
            number(item, "p", p.p());
        }
    }

    private static void tipping(ArrayNode array, Further.Tipping t) {
        ObjectNode node = array.addObject();
        node.put("analysis", t.analysis());
        node.put("outcome", t.outcome());
        node.put("measure", t.measure());
        node.put("arm", t.arm());
        node.put("missing", t.missing());
        number(node, "tippingPoint", t.tips().orElse(Double.NaN));
        ArrayNode steps = node.putArray("steps");
        for (Further.Tipping.Step s : t.steps()) {
            ObjectNode item = steps.addObject();
            number(item, "delta", s.delta());
            number(item, "value", s.value());
            number(item, "lower", s.lower());
            number(item, "upper", s.upper());
            number(item, "p", s.p());
        }
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    private static void text(ObjectNode node, String name, Text text) {
        node.putObject(name).put("zh", text.zh()).put("en", text.en());
    }
}
