package org.steelyard.app;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.steelyard.disclosure.ReleasedCount;
import org.steelyard.disclosure.RiskSets;
import org.steelyard.disclosure.SmallCells;
import org.steelyard.effect.EffectResults.Curve;
import org.steelyard.effect.EffectResults.SurvivalCurves;
import org.steelyard.evidence.Dossier;
import org.steelyard.protocol.Outcome;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Survival curves as numbers, coarser than they are drawn: a picture hides who had the event when, a list of steps does not. Each
 * point stands for more events than the smallest count that may be shown ({@link RiskSets#tellable}).
 */
record CurvesJson(Dossier dossier, SmallCells rule) {

    static ArrayNode write(Dossier dossier) {
        CurvesJson writer = new CurvesJson(dossier, SmallCells.of(dossier.pack()));
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        dossier.effect().curves().forEach(s -> writer.write(array.addObject(), s));
        return array;
    }

    private void write(ObjectNode node, SurvivalCurves curves) {
        Optional<Outcome> outcome = dossier.protocol().outcomes().stream()
                .filter(o -> o.id().equals(curves.outcome()))
                .findFirst();
        double horizon =
                outcome.flatMap(Outcome::horizon).map(Number::doubleValue).orElse(Double.POSITIVE_INFINITY);
        node.put("analysis", curves.analysis());
        node.put("outcome", curves.outcome());
        node.put(
                "unit",
                outcome.flatMap(Outcome::timeUnit).map(ResultsJson::word).orElse(""));
        ResultsJson.numbers(node, "riskTimes", curves.riskTimes());
        ArrayNode arms = node.putArray("arms");
        arm(arms.addObject().put("arm", "treated"), curves.treated(), horizon);
        arm(arms.addObject().put("arm", "control"), curves.control(), horizon);
        curves.logRankP().filter(Double::isFinite).ifPresent(p -> node.put("logRankP", p));
    }

    /** From 1 at time 0. Bands that could not be made are left empty. */
    private void arm(ObjectNode node, Curve curve, double horizon) {
        int[] kept = Arrays.stream(RiskSets.tellable(curve.events(), curve.numberAtRisk(), rule))
                .filter(i -> curve.time()[i] <= horizon)
                .toArray();
        boolean banded = curve.lower().length == curve.time().length && curve.upper().length == curve.time().length;
        ResultsJson.numbers(node, "time", from(0, curve.time(), kept));
        ResultsJson.numbers(node, "survival", from(1, curve.survival(), kept));
        ResultsJson.numbers(node, "lower", banded ? from(1, curve.lower(), kept) : new double[0]);
        ResultsJson.numbers(node, "upper", banded ? from(1, curve.upper(), kept) : new double[0]);
        ArrayNode events = node.putArray("events").add(0);
        IntStream.of(kept).map(i -> curve.events()[i]).forEach(events::add);
        ArrayNode atRisk = node.putArray("atRisk");
        for (ReleasedCount count : RiskSets.release(curve.atRisk(), rule)) {
            switch (count) {
                case ReleasedCount.Shown shown -> atRisk.add(shown.count());
                case ReleasedCount.Hidden _, ReleasedCount.Withheld _ -> atRisk.addNull();
            }
        }
    }

    private static double[] from(double first, double[] all, int[] kept) {
        return DoubleStream.concat(DoubleStream.of(first), IntStream.of(kept).mapToDouble(i -> all[i]))
                .toArray();
    }
}
