package org.steelyard.effect;

import java.util.Optional;
import org.steelyard.cohort.AnalysisTable;
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
        return Plans.outcome(id, type, Optional.empty());
    }
}
