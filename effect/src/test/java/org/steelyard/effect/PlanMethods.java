package org.steelyard.effect;

import java.util.Optional;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;

/** What tests of methods that a plan names share. */
final class PlanMethods {

    private PlanMethods() {}

    static EffectEstimate estimate(EffectResults results, String id) {
        return results.estimates().stream()
                .filter(e -> e.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " is not among the estimates; " + results.notEstimated()));
    }

    static EffectResults run(AnalysisTable table, Plans plan) {
        return EffectEngine.run(table, Optional.empty(), plan.build(), Plans.settings());
    }

    static Outcome outcome(String id, OutcomeType type) {
        return new Outcome(
                id,
                Text.same(id),
                type,
                Optional.of(id),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Text.same("unit")),
                true,
                Text.same(id));
    }
}
