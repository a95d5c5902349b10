package org.steelyard.effect.internal;

import java.util.function.Supplier;
import org.steelyard.effect.EffectError;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.stats.Estimate;

/** One measure in one population: a number, or the reason why there is none. */
sealed interface Cell {

    Group group();

    Measure measure();

    record Found(Group group, Measure measure, Estimate estimate, Counts counts) implements Cell {}

    record Lacking(Group group, Measure measure, SteelyardException why) implements Cell {}

    /** @param events -1 when the outcome has none */
    record Counts(int n, int treated, int events) {}

    static Cell of(Group group, Measure measure, Supplier<Found> estimate) {
        try {
            return checked(estimate.get());
        } catch (SteelyardException e) {
            Failure.passOn(e);
            return new Lacking(group, measure, e);
        }
    }

    /** A number that is not finite is no result. An infinite interval would be read as one. */
    private static Cell checked(Found found) {
        Estimate e = found.estimate();
        boolean finite = Double.isFinite(e.value()) && Double.isFinite(e.lower()) && Double.isFinite(e.upper());
        return finite
                ? found
                : new Lacking(
                        found.group(),
                        found.measure(),
                        Failure.of(
                                EffectError.TOO_FEW_EVENTS,
                                "",
                                Text.of(
                                        "该指标没有有限的估计值或区间，通常因为某组事件太少",
                                        "the measure has no finite value or interval, usually because an arm has too few events"),
                                Text.of(
                                        "合并组别、延长随访或改用其他指标",
                                        "merge groups, follow people longer or use another measure")));
    }
}
