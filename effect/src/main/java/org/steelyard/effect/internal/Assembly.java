package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectError;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.EffectResults;
import org.steelyard.effect.EffectResults.Agreement;
import org.steelyard.effect.EffectResults.Balance;
import org.steelyard.effect.EffectResults.BaselineRow;
import org.steelyard.effect.EffectResults.Interaction;
import org.steelyard.effect.EffectResults.Missingness;
import org.steelyard.effect.EffectResults.NotEstimated;
import org.steelyard.effect.EffectResults.Overlap;
import org.steelyard.effect.EffectResults.SurvivalCurves;
import org.steelyard.effect.EffectSettings;
import org.steelyard.effect.Further;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.AnalysisRole;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Missing;
import org.steelyard.protocol.Dimension;
import org.steelyard.protocol.Indicator;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Protocol;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.inference.ChiSquared;
import org.steelyard.stats.inference.Pooling;

/** Gathers what the analyses gave into the results. For one run. */
final class Assembly {

    private final Protocol plan;
    private final EffectSettings settings;
    private final List<EffectEstimate> estimates = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final List<Overlap> overlap = new ArrayList<>();
    private final List<SurvivalCurves> curves = new ArrayList<>();
    private final List<Interaction> interactions = new ArrayList<>();
    private final List<EffectResults.EValue> eValues = new ArrayList<>();
    private final List<Agreement> agreement = new ArrayList<>();
    private final List<NotEstimated> notEstimated = new ArrayList<>();
    private final Map<String, List<Problem>> failures = new LinkedHashMap<>();

    Assembly(Protocol plan, EffectSettings settings) {
        this.plan = plan;
        this.settings = settings;
    }

    /** The measures that the analysis can give; the others are listed with the reason. */
    List<Measure> possible(Analysis analysis, Outcome outcome) {
        List<Measure> out = new ArrayList<>();
        for (Measure measure : Measures.wanted(analysis, outcome)) {
            Optional<Text> why = Measures.impossible(measure, analysis, outcome);
            if (why.isEmpty()) {
                out.add(measure);
            } else {
                notEstimated.add(new NotEstimated(analysis.id(), outcome.id(), measure.id(), why.get()));
                remember(
                        analysis,
                        new Problem(
                                EffectError.NOT_AVAILABLE,
                                Place.field(measure.id()),
                                why.get(),
                                Text.of("在方案中改用可行的方法或指标", "plan a method or measure that is available")));
            }
        }
        return out;
    }

    void lacking(Analysis analysis, Outcome outcome, Text reason) {
        for (Measure measure : Measures.wanted(analysis, outcome)) {
            boolean listed = notEstimated.stream()
                    .anyMatch(n ->
                            n.analysis().equals(analysis.id()) && n.measure().equals(measure.id()));
            if (!listed) {
                notEstimated.add(new NotEstimated(analysis.id(), outcome.id(), measure.id(), reason));
            }
        }
    }

    void add(Analysis analysis, Outcome outcome, Ran ran) {
        List<Measure> wanted = Measures.wanted(analysis, outcome);
        Missing applied = Completeness.applied(plan.analysis().missing(), analysis, ran);
        for (Cell cell : ran.cells()) {
            if (wanted.contains(cell.measure())) {
                add(new Described(analysis, outcome, applied), cell);
            }
        }
        diagnostics.addAll(ran.diagnostics());
        ran.overlap().ifPresent(overlap::add);
        ran.curves().ifPresent(curves::add);
        interactions(
                analysis,
                ran.cells().stream().filter(c -> wanted.contains(c.measure())).toList());
        if (analysis.eValue()) {
            EValues.of(analysis, outcome, ran, settings.limits().rareOutcome()).ifPresent(e -> {
                eValues.add(e);
                diagnostics.add(EValues.diagnostic(e));
            });
        }
    }

    /**
     * What an estimate's words are made of.
     *
     * @param missing how missing values were treated in fact
     */
    record Described(Analysis analysis, Outcome outcome, Missing missing) {}

    private void add(Described described, Cell cell) {
        switch (cell) {
            case Cell.Found f -> estimates.add(estimate(described, f));
            case Cell.Lacking l -> {
                Analysis analysis = described.analysis();
                Outcome outcome = described.outcome();
                String where = l.group().whole() ? "" : "/" + l.group().population();
                notEstimated.add(new NotEstimated(
                        analysis.id(), outcome.id(), l.measure().id() + where, Failure.reason(l.why())));
                if (l.group().whole()) {
                    l.why().problems().forEach(p -> remember(analysis, p));
                }
            }
        }
    }

    private void remember(Analysis analysis, Problem problem) {
        failures.computeIfAbsent(analysis.id(), a -> new ArrayList<>()).add(problem);
    }

    EffectEstimate estimate(Described described, Cell.Found f) {
        Analysis analysis = described.analysis();
        Outcome outcome = described.outcome();
        boolean whole = f.group().whole();
        String population = f.group().population();
        boolean trial = population.equals(Benchmarking.POPULATION);
        String id = analysis.id() + "/" + f.measure().id() + (whole && !trial ? "" : "/" + population);
        Estimate e = f.estimate();
        Dimension dimension = dimension(outcome);
        return new EffectEstimate(
                id,
                dimension.module(),
                dimension,
                outcome.id(),
                analysis.id(),
                settings.preSpecified().test(analysis.id()) && analysis.role() != AnalysisRole.EXPLORATORY,
                Wording.method(described, f.measure()),
                Wording.estimand(analysis, f.measure()),
                f.measure().id(),
                population,
                e.value(),
                e.se(),
                e.lower(),
                e.upper(),
                e.level(),
                e.p(),
                f.counts().n(),
                f.counts().treated(),
                f.counts().events(),
                Wording.unit(outcome, f.measure()),
                Wording.convention(described, f.measure(), f.group()),
                settings.provenance().at("effect/" + id));
    }

    /** That of the first indicator which the outcome measures. */
    private Dimension dimension(Outcome outcome) {
        return plan.indicators().stream()
                .filter(i -> i.outcomes().contains(outcome.id()))
                .map(Indicator::dimension)
                .findFirst()
                .orElse(Dimension.EFFECTIVENESS);
    }

    private void interactions(Analysis analysis, List<Cell> cells) {
        Map<String, List<Cell.Found>> byVariable = new LinkedHashMap<>();
        for (Cell cell : cells) {
            if (cell instanceof Cell.Found f
                    && !f.group().whole()
                    && f.estimate().se() > 0) {
                byVariable
                        .computeIfAbsent(
                                f.group().variable() + "\n" + f.measure().id(), k -> new ArrayList<>())
                        .add(f);
            }
        }
        byVariable.values().stream().filter(found -> found.size() > 1).forEach(found -> interaction(analysis, found));
    }

    private void interaction(Analysis analysis, List<Cell.Found> found) {
        ChiSquared q =
                Pooling.heterogeneity(found.stream().map(Cell.Found::estimate).toList());
        Cell.Found first = found.getFirst();
        interactions.add(new Interaction(
                analysis.id(),
                first.group().variable(),
                first.measure().id(),
                found.stream().map(f -> f.group().population()).toList(),
                q.statistic(),
                q.df(),
                q.p()));
    }

    /** A primary analysis without any result stops the run. */
    void requireResult(Analysis analysis) {
        boolean has = estimates.stream().anyMatch(e -> e.analysis().equals(analysis.id()));
        if (!has) {
            throw Failure.in(analysis.id(), new SteelyardException(failures.getOrDefault(analysis.id(), List.of())));
        }
    }

    Optional<EffectEstimate> found(Analysis analysis, Measure measure) {
        String id = analysis.id() + "/" + measure.id();
        return estimates.stream().filter(e -> e.id().equals(id)).findFirst();
    }

    void add(EffectEstimate estimate) {
        estimates.add(estimate);
    }

    void add(Agreement one) {
        agreement.add(one);
    }

    void add(NotEstimated one) {
        notEstimated.add(one);
    }

    void add(Diagnostic one) {
        diagnostics.add(one);
    }

    EffectResults results(
            List<BaselineRow> baseline, List<Balance> balance, List<Missingness> missing, Further further) {
        return new EffectResults(
                List.copyOf(estimates),
                List.copyOf(diagnostics),
                List.copyOf(baseline),
                List.copyOf(balance),
                List.copyOf(overlap),
                List.copyOf(curves),
                List.copyOf(interactions),
                List.copyOf(eValues),
                List.copyOf(agreement),
                List.copyOf(missing),
                List.copyOf(notEstimated),
                List.of(),
                further);
    }
}
