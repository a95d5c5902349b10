package org.steelyard.report.compose;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.steelyard.economics.EconomicResults;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.EffectResults.NotEstimated;
import org.steelyard.evidence.Dossier;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.AnalysisRole;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.DesignPlan;
import org.steelyard.protocol.Outcome;
import org.steelyard.society.SocialResults;

/** What the numbers say, read the same way everywhere in the report. */
record Findings(Dossier dossier, Counts counts) {

    /** Which arm an estimate favours, for the patient. */
    enum Direction {
        INTERVENTION,
        COMPARATOR,
        /** The interval holds "no effect", or there is none. */
        UNCLEAR
    }

    List<Analysis> planned(AnalysisRole role) {
        return dossier.protocol().analysis().analyses().stream()
                .filter(a -> a.role() == role)
                .toList();
    }

    /** Estimates for everybody under one analysis: neither subgroups nor the trial. */
    List<EffectEstimate> overall(String analysis) {
        return overall().stream().filter(e -> e.analysis().equals(analysis)).toList();
    }

    List<EffectEstimate> overall() {
        return dossier.effect().estimates().stream()
                .filter(e -> !isSubgroup(e) && !isTrial(e) && !isOfArmsCosts(e))
                .toList();
    }

    /** Costs and effects of several arms stand together in tables of their design. */
    static boolean isOfArmsCosts(EffectEstimate e) {
        return Counts.isDesign(e)
                && (e.measure().equals("incremental-cost")
                        || e.measure().equals("incremental-effect")
                        || e.measure().startsWith("net-benefit@"));
    }

    static boolean isSubgroup(EffectEstimate e) {
        return e.population().contains("=");
    }

    static boolean isTrial(EffectEstimate e) {
        return e.population().equals("benchmark");
    }

    List<EffectEstimate> primary() {
        Stream<String> designs = dossier.protocol().analysis().designs().stream()
                .filter(d -> d.role() == AnalysisRole.PRIMARY)
                .map(DesignPlan::id);
        return Stream.concat(planned(AnalysisRole.PRIMARY).stream().map(Analysis::id), designs)
                .flatMap(id -> overall(id).stream())
                .toList();
    }

    /** The first estimate of the first primary analysis. */
    Optional<EffectEstimate> headline() {
        return primary().stream().filter(e -> Double.isFinite(e.value())).findFirst();
    }

    boolean isExploratory(EffectEstimate e) {
        return !e.preSpecified()
                || role(e.analysis()).filter(r -> r == AnalysisRole.EXPLORATORY).isPresent();
    }

    Optional<AnalysisRole> role(String analysis) {
        return dossier.protocol().analysis().analyses().stream()
                .filter(a -> a.id().equals(analysis))
                .map(Analysis::role)
                .findFirst()
                .or(() -> dossier.protocol().analysis().designs().stream()
                        .filter(d -> d.id().equals(analysis))
                        .map(DesignPlan::role)
                        .findFirst());
    }

    static double noEffect(String measure) {
        return measure.endsWith("ratio") ? 1 : 0;
    }

    /** Whether the interval lies wholly on one side of "no effect". */
    static boolean excludesNoEffect(EffectEstimate e) {
        double none = noEffect(e.measure());
        return e.lower() > none || e.upper() < none;
    }

    /** The side on which the point estimate lies, whatever its precision. */
    Direction side(EffectEstimate e) {
        double none = noEffect(e.measure());
        if (!Double.isFinite(e.value()) || e.value() == none) {
            return Direction.UNCLEAR;
        }
        return (e.value() > none) == higherIsBetter(e) ? Direction.INTERVENTION : Direction.COMPARATOR;
    }

    Direction direction(EffectEstimate e) {
        return excludesNoEffect(e) ? side(e) : Direction.UNCLEAR;
    }

    /** More of a harmful outcome is worse; but longer survival means less of it. */
    boolean higherIsBetter(EffectEstimate e) {
        boolean harmful = dossier.protocol().outcomes().stream()
                .filter(o -> o.id().equals(e.outcome()))
                .findFirst()
                .map(Outcome::harmful)
                .orElse(true);
        boolean countsSurvival =
                e.measure().startsWith("survival") || e.measure().startsWith("rmst");
        return harmful == countsSurvival;
    }

    /** Other planned, adjusted analyses with the same outcome and measure. */
    List<EffectEstimate> alternatives(EffectEstimate main) {
        return overall().stream()
                .filter(e -> !e.analysis().equals(main.analysis()))
                .filter(e -> e.outcome().equals(main.outcome()) && e.measure().equals(main.measure()))
                .filter(e -> !isExploratory(e) && isAdjusted(e.analysis()) && Double.isFinite(e.value()))
                .toList();
    }

    Optional<EffectEstimate> unadjusted(EffectEstimate main) {
        return overall().stream()
                .filter(e -> e.outcome().equals(main.outcome()) && e.measure().equals(main.measure()))
                .filter(e -> !isAdjusted(e.analysis()) && Double.isFinite(e.value()))
                .findFirst();
    }

    private boolean isAdjusted(String analysis) {
        return dossier.protocol().analysis().analyses().stream()
                        .anyMatch(a -> a.id().equals(analysis) && a.adjustment() != Adjustment.NONE)
                || dossier.protocol().analysis().designs().stream()
                        .anyMatch(d -> d.id().equals(analysis) && !(d.method() instanceof DesignMethod.BeforeAfter));
    }

    List<Diagnostic> diagnostics() {
        return Stream.of(
                        dossier.effect().diagnostics(),
                        dossier.economics().map(EconomicResults::diagnostics).orElse(List.of()),
                        dossier.society().map(SocialResults::diagnostics).orElse(List.of()))
                .flatMap(List::stream)
                .toList();
    }

    List<Diagnostic> failed() {
        return diagnostics().stream().filter(d -> !d.passed()).toList();
    }

    List<NotEstimated> notEstimated() {
        return dossier.effect().notEstimated();
    }

    /** Planned analyses with neither an estimate nor a stated reason, which must not go unseen. */
    List<Analysis> silent() {
        return dossier.protocol().analysis().analyses().stream()
                .filter(a -> dossier.effect().estimates().stream()
                        .noneMatch(e -> e.analysis().equals(a.id())))
                .filter(a -> notEstimated().stream().noneMatch(n -> n.analysis().equals(a.id())))
                .toList();
    }

    List<EffectEstimate> exploratory() {
        return dossier.effect().estimates().stream().filter(this::isExploratory).toList();
    }

    boolean amendedAfterResults() {
        return dossier.protocol().amendments().stream().anyMatch(a -> a.afterResults());
    }
}
