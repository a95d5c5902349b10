package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.effect.EffectResults;
import org.steelyard.effect.EffectSettings;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.AnalysisRole;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Missing;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Variable;

/** One run of one plan. */
public final class Run {

    private final AnalysisTable main;
    private final Optional<AnalysisTable> benchmark;
    private final Protocol plan;
    private final EffectSettings settings;
    private final Assembly assembly;
    private final Map<String, List<BalanceTable.Row>> balance = new LinkedHashMap<>();
    /** One analyser a table, so that a score is fitted once. */
    private final Map<AnalysisTable, Analyser> analysers = new java.util.IdentityHashMap<>();

    private final Imputer imputer;
    private final Beside beside;

    public Run(AnalysisTable main, Optional<AnalysisTable> benchmark, Protocol plan, EffectSettings settings) {
        this.main = main;
        this.benchmark = benchmark;
        this.plan = plan;
        this.settings = settings;
        this.assembly = new Assembly(plan, settings);
        this.imputer =
                new Imputer(main, plan.exposure().variable(), plan.analysis().missing(), settings);
        this.beside = new Beside(plan, settings, assembly, this::run, new DeltaRun(plan, settings, main, this::on));
    }

    public EffectResults all() {
        return Interruption.guard(this::everything);
    }

    private EffectResults everything() {
        Plan.check(plan, main);
        List<Analysis> analyses = plan.analysis().analyses();
        for (int k = 0; k < analyses.size(); k++) {
            Interruption.check();
            String id = analyses.get(k).id();
            String share = (k + 1) + "/" + analyses.size();
            settings.progress().accept(Text.of("效应估计：" + id + "（" + share + "）", "effect: " + id + " (" + share + ")"));
            one(analyses.get(k));
        }
        beside.families();
        new Benchmarking(plan, settings, assembly).run(benchmark);
        // An analysis that was stopped half-way is listed as lacking: such results must not look finished.
        Interruption.check();
        return assembly.results(
                Describe.baseline(main, described(), arm()),
                BalanceTable.table(balance),
                Describe.missingness(main),
                beside.results());
    }

    private void one(Analysis analysis) {
        Outcome outcome = Plan.outcome(plan, analysis.outcome());
        List<Measure> possible = assembly.possible(analysis, outcome);
        try {
            if (!possible.isEmpty()) {
                Ran ran = run(analysis, outcome, measured(analysis, outcome, possible));
                if (!ran.balance().isEmpty()) {
                    balance.put(analysis.id(), ran.balance());
                }
                assembly.add(analysis, outcome, ran);
                beside.of(analysis, outcome, ran);
            }
        } catch (SteelyardException e) {
            SteelyardException placed = Failure.in(analysis.id(), e);
            if (analysis.role() == AnalysisRole.PRIMARY) {
                throw placed;
            }
            Failure.passOn(placed);
            assembly.lacking(analysis, outcome, Failure.reason(e));
        }
        if (analysis.role() == AnalysisRole.PRIMARY) {
            assembly.requireResult(analysis);
        }
    }

    /** An E-value of a binary outcome rests on the risk ratio, whether or not the plan reports it. */
    private static List<Measure> measured(Analysis analysis, Outcome outcome, List<Measure> possible) {
        boolean extra = analysis.eValue()
                && outcome.type() == Outcome.OutcomeType.BINARY
                && !possible.contains(Measure.RISK_RATIO)
                && Measures.impossible(Measure.RISK_RATIO, analysis, outcome).isEmpty();
        List<Measure> out = new ArrayList<>(possible);
        if (extra) {
            out.add(Measure.RISK_RATIO);
        }
        return out;
    }

    private Ran run(Analysis analysis, Outcome outcome, List<Measure> measures) {
        return on(tables(analysis, outcome), analysis, outcome, measures);
    }

    private Ran on(List<AnalysisTable> tables, Analysis analysis, Outcome outcome, List<Measure> measures) {
        Seed seed = settings.seed().child("effect/" + analysis.id());
        List<Ran> out = new ArrayList<>();
        for (int k = 0; k < tables.size(); k++) {
            Interruption.check();
            if (tables.size() > 1) {
                String share = (k + 1) + "/" + tables.size();
                settings.progress()
                        .accept(Text.of(analysis.id() + "：插补表 " + share, analysis.id() + ": imputed table " + share));
            }
            Analyser analyser = analysers.computeIfAbsent(
                    tables.get(k),
                    t -> new Analyser(t, main.rows(), plan.exposure().variable(), plan.analysis(), settings));
            out.add(analyser.run(analysis, outcome, measures, seed.child("table", k)));
        }
        return new Pool(
                        analysis.id(),
                        plan.analysis().level(),
                        settings.limits().missingInformation())
                .of(out);
    }

    private List<AnalysisTable> tables(Analysis analysis, Outcome outcome) {
        boolean imputed = plan.analysis().missing().method() == Missing.Method.MULTIPLE_IMPUTATION
                && analysis.adjustment() != Adjustment.NONE;
        List<String> covariates =
                analysis.covariates().isEmpty() ? plan.analysis().covariates() : analysis.covariates();
        return imputed ? imputer.tables(outcome, covariates) : List.of(main);
    }

    private byte[] arm() {
        double[] exposure = main.numbers(plan.exposure().variable());
        byte[] arm = new byte[exposure.length];
        for (int i = 0; i < arm.length; i++) {
            arm[i] = (byte) (Double.isNaN(exposure[i]) ? -1 : exposure[i]);
        }
        return arm;
    }

    /** Everything that describes a patient before treatment, in the dictionary's order. */
    private List<String> described() {
        Set<String> covariates = Stream.concat(
                        plan.analysis().covariates().stream(),
                        plan.analysis().analyses().stream().flatMap(a -> a.covariates().stream()))
                .collect(Collectors.toSet());
        return plan.variables().stream()
                .filter(v -> v.role() == Variable.Role.COVARIATE
                        || v.role() == Variable.Role.GROUP
                        || covariates.contains(v.name()))
                .map(Variable::name)
                .filter(main::has)
                .toList();
    }
}
