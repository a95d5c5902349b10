package org.steelyard.app;

import java.util.LinkedHashSet;
import java.util.Set;
import org.steelyard.protocol.AnalysisPlan;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Protocol;

/** The variables that the plan's primary analyses cannot do without. */
final class PrimaryVariables {

    private PrimaryVariables() {}

    static Set<String> of(Protocol protocol) {
        Set<String> names = new LinkedHashSet<>();
        names.add(protocol.exposure().variable());
        for (AnalysisPlan.Analysis analysis : protocol.analysis().analyses()) {
            if (analysis.role() == AnalysisPlan.AnalysisRole.PRIMARY) {
                names.addAll(
                        analysis.covariates().isEmpty() ? protocol.analysis().covariates() : analysis.covariates());
                protocol.outcomes().stream()
                        .filter(o -> o.id().equals(analysis.outcome()))
                        .forEach(o -> add(o, names));
            }
        }
        return names;
    }

    private static void add(Outcome outcome, Set<String> names) {
        outcome.variable().ifPresent(names::add);
        outcome.time().ifPresent(names::add);
        outcome.event().ifPresent(names::add);
    }
}
