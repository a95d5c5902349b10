package org.steelyard.effect.internal;

import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.EffectResults.Agreement;
import org.steelyard.effect.EffectResults.NotEstimated;
import org.steelyard.effect.EffectSettings;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Benchmark;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Protocol;
import org.steelyard.stats.Scale;

/**
 * The plan's analyses on a randomised trial, unadjusted, and how far both answers agree.
 *
 * <p>As in RCT-DUPLICATE (Wang et al. 2023, doi:10.1001/jama.2023.4221): significance agrees when both intervals lie on the same side of no
 * effect, or both cover it; the estimate agrees when the observational value lies within the trial's interval; the difference agrees when the
 * standardised difference (observational minus trial over the root of the summed squared standard errors, on the scale of the errors) is
 * within the normal quantile of the plan's level.
 */
final class Benchmarking {

    static final String POPULATION = "benchmark";

    private final Protocol plan;
    private final EffectSettings settings;
    private final Assembly assembly;

    Benchmarking(Protocol plan, EffectSettings settings, Assembly assembly) {
        this.plan = plan;
        this.settings = settings;
        this.assembly = assembly;
    }

    void run(Optional<AnalysisTable> table) {
        Optional<Benchmark> benchmark = plan.analysis().benchmark();
        if (benchmark.isEmpty()) {
            return;
        }
        for (String id : benchmark.get().analyses()) {
            plan.analysis().analyses().stream().filter(a -> a.id().equals(id)).forEach(a -> one(a, table));
        }
    }

    private void one(Analysis analysis, Optional<AnalysisTable> table) {
        Outcome outcome = Plan.outcome(plan, analysis.outcome());
        Analysis crude = crude(analysis);
        List<Measure> measures = Measures.wanted(analysis, outcome).stream()
                .filter(m -> Measures.impossible(m, crude, outcome).isEmpty())
                .toList();
        try {
            AnalysisTable trial = table.orElseThrow(Benchmarking::absent);
            Analyser analyser = new Analyser(
                    trial, trial.rows(), plan.exposure().variable(), withoutSubgroups(plan.analysis()), settings);
            Ran ran =
                    analyser.run(crude, outcome, measures, settings.seed().child("effect/benchmark/" + analysis.id()));
            ran.cells().forEach(c -> add(analysis, crude, outcome, c));
        } catch (SteelyardException e) {
            Failure.passOn(e);
            measures.forEach(m -> lacking(analysis, m, Failure.reason(e)));
        }
    }

    private static SteelyardException absent() {
        return Failure.of(
                org.steelyard.effect.EffectError.NO_VARIABLE,
                POPULATION,
                Text.of("没有基准试验的数据表", "there is no table of the benchmark trial"),
                Text.of("提供方案所列的基准试验数据文件", "supply the trial's data file that the plan names"));
    }

    private void lacking(Analysis analysis, Measure measure, Text reason) {
        assembly.add(new NotEstimated(analysis.id(), analysis.outcome(), measure.id() + "/" + POPULATION, reason));
    }

    private void add(Analysis analysis, Analysis crude, Outcome outcome, Cell cell) {
        switch (cell) {
            case Cell.Lacking l -> lacking(analysis, l.measure(), Failure.reason(l.why()));
            case Cell.Found f -> {
                Cell.Found trial = new Cell.Found(new Group(POPULATION, ""), f.measure(), f.estimate(), f.counts());
                EffectEstimate estimate =
                        assembly.estimate(new Assembly.Described(crude, outcome, complete(plan.analysis())), trial);
                assembly.add(estimate);
                assembly.found(analysis, f.measure())
                        .ifPresent(o -> assembly.add(agreement(analysis, f.measure(), o, estimate)));
            }
        }
    }

    private Agreement agreement(Analysis analysis, Measure measure, EffectEstimate o, EffectEstimate t) {
        Scale scale = Measures.scale(measure);
        double none = scale.back(0);
        double z = (scale.forward(o.value()) - scale.forward(t.value())) / Math.hypot(o.se(), t.se());
        double limit = NormalDistribution.of(0, 1).inverseCumulativeProbability(1 - (1 - o.level()) / 2);
        return new Agreement(
                analysis.id(),
                measure.id(),
                o,
                t,
                side(o, none) == side(t, none),
                o.value() >= t.lower() && o.value() <= t.upper(),
                z,
                Math.abs(z) <= limit);
    }

    /** 1 when the interval lies above no effect, -1 below, 0 when it covers it. */
    private static int side(EffectEstimate e, double none) {
        return e.lower() > none ? 1 : e.upper() < none ? -1 : 0;
    }

    /** The trial randomised: no adjustment, and its own follow-up. */
    private static Analysis crude(Analysis a) {
        return new Analysis(
                a.id(),
                a.role(),
                a.outcome(),
                Adjustment.NONE,
                a.target(),
                a.measures(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                a.estimand(),
                a.intercurrentEvents(),
                false);
    }

    /** The trial is analysed as it is: nobody planned a model of who is complete in it. */
    private static AnalysisPlan.Missing complete(AnalysisPlan p) {
        return new AnalysisPlan.Missing(
                AnalysisPlan.Missing.Method.COMPLETE_CASE, 1, 1, p.missing().reason());
    }

    private static AnalysisPlan withoutSubgroups(AnalysisPlan p) {
        return new AnalysisPlan(
                p.seed(),
                p.level(),
                p.descriptive(),
                p.inference(),
                complete(p),
                p.covariates(),
                p.analyses(),
                List.of(),
                p.benchmark(),
                p.smdThreshold(),
                p.bootstrap());
    }
}
