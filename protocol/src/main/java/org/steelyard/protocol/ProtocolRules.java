package org.steelyard.protocol;

import java.util.List;
import java.util.stream.Stream;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.AnalysisRole;
import org.steelyard.protocol.PlanStatus.LockedAnalysis;

/** What may be called pre-specified. */
public final class ProtocolRules {

    /** Stands for the economic part of the plan where an analysis id is asked for. */
    public static final String ECONOMICS = "economics";

    /** Stands for the social part of the plan where an analysis id is asked for. */
    public static final String SOCIETY = "society";

    private ProtocolRules() {}

    /** Stands for an analysis in the levels of a subgroup variable where an analysis id is asked for. */
    public static String inSubgroup(String analysisId, String variable) {
        return analysisId + "|" + variable;
    }

    /** Stands for a family of questions where an analysis id is asked for; no id of an analysis has this form. */
    public static String family(String multiplicityId) {
        return "|" + multiplicityId;
    }

    /**
     * An analysis is pre-specified when the plan is locked, the locked plan has it, its role is not exploratory, and it was
     * neither added nor changed after results had been seen. What once became exploratory stays so in all later versions.
     *
     * @param analysisId id of an analysis or design, {@link #inSubgroup}, {@link #family}, {@link #ECONOMICS} or {@link #SOCIETY}
     */
    public static boolean preSpecified(Protocol protocol, PlanStatus status, String analysisId) {
        return switch (status) {
            case PlanStatus.Unlocked _ -> false;
            case PlanStatus.Locked(PlanStatus.Lock lock) ->
                planned(protocol, analysisId) && lock.analyses().stream().anyMatch(a -> fixed(a, analysisId));
        };
    }

    private static boolean planned(Protocol protocol, String id) {
        return switch (id) {
            case ECONOMICS -> protocol.economics().isPresent();
            case SOCIETY -> protocol.society().isPresent();
            default -> confirmatory(protocol).anyMatch(planned -> planned.equals(id));
        };
    }

    private static Stream<String> confirmatory(Protocol protocol) {
        List<String> ids = protocol.analysis().analyses().stream()
                .filter(a -> a.role() != AnalysisRole.EXPLORATORY)
                .map(Analysis::id)
                .toList();
        Stream<String> subgroups = protocol.analysis().subgroups().stream()
                .flatMap(s -> s.analyses().stream().filter(ids::contains).map(id -> inSubgroup(id, s.variable())));
        Stream<String> designs = protocol.analysis().designs().stream()
                .filter(d -> d.role() != AnalysisRole.EXPLORATORY)
                .map(DesignPlan::id);
        Stream<String> families = protocol.analysis().multiplicity().stream().map(rule -> family(rule.id()));
        return Stream.of(ids.stream(), subgroups, designs, families).flatMap(s -> s);
    }

    private static boolean fixed(LockedAnalysis locked, String analysisId) {
        return locked.id().equals(analysisId) && !locked.exploratory();
    }
}
