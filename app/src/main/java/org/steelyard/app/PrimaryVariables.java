package org.steelyard.app;

import java.util.LinkedHashSet;
import java.util.Set;
import org.steelyard.protocol.AnalysisPlan;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.DesignPlan;
import org.steelyard.protocol.DesignVariables;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Protocol;

/** The variables that the plan's primary analyses cannot do without. */
final class PrimaryVariables {

    private PrimaryVariables() {}

    static Set<String> of(Protocol protocol) {
        Set<String> names = new LinkedHashSet<>();
        boolean people = !protocol.analysis().analyses().isEmpty();
        if (people) {
            names.add(protocol.exposure().variable());
        }
        for (DesignPlan design : protocol.analysis().designs()) {
            if (design.role() == AnalysisPlan.AnalysisRole.PRIMARY) {
                String table = design.table().map(id -> id + ".").orElse("");
                DesignVariables.names(design, protocol).stream()
                        .filter(name -> !mayBeMissing(design.method(), name))
                        .forEach(name -> names.add(table + name));
            }
        }
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

    /** Where a missing value means never, it is no gap in the data. */
    private static boolean mayBeMissing(DesignMethod method, String name) {
        return switch (method) {
            case DesignMethod.StaggeredAdoption m -> m.firstTreated().equals(name);
            case DesignMethod.CloneCensorWeight m -> m.start().equals(name);
            case DesignMethod.SelfControlledCaseSeries m ->
                m.exposure().filter(name::equals).isPresent();
            default -> false;
        };
    }

    private static void add(Outcome outcome, Set<String> names) {
        outcome.variable().ifPresent(names::add);
        outcome.time().ifPresent(names::add);
        outcome.event().ifPresent(names::add);
    }
}
