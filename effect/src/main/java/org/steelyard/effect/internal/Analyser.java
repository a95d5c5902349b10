package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectSettings;
import org.steelyard.effect.Further.IncidenceCurves;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Subgroup;
import org.steelyard.protocol.Outcome;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.ProportionalHazardsTest;

/** Runs analyses on one table. */
final class Analyser {

    private final AnalysisTable table;
    private final int cohort;
    private final String exposure;
    private final AnalysisPlan plan;
    private final EffectSettings settings;
    private final Preparer preparer;

    /** @param cohort people before any were left out for a missing value */
    Analyser(AnalysisTable table, int cohort, String exposure, AnalysisPlan plan, EffectSettings settings) {
        this.table = table;
        this.cohort = cohort;
        this.exposure = exposure;
        this.plan = plan;
        this.settings = settings;
        this.preparer = new Preparer(settings, plan.bootstrap());
    }

    /** @param measures those that are possible at all */
    Ran run(Analysis analysis, Outcome outcome, List<Measure> measures, Seed seed) {
        Work work = whole(analysis, outcome, seed);
        List<BalanceTable.Row> balance =
                BalanceTable.rows(work.prepared(), work.sample().treated());
        List<Diagnostic> diagnostics = new ArrayList<>(Checks.of(work, balance));
        diagnostics.addAll(new CostChecks(work).all());
        work.incomplete().model().ifPresent(m -> diagnostics.addAll(new CompletenessChecks(work, m).all()));
        List<Cell> cells = new ArrayList<>(cells(work, measures, diagnostics));
        Optional<IncidenceCurves> incidence = Optional.empty();
        if (work.sample().endpoint() instanceof Endpoint.Competing c) {
            CompetingEstimator competing = new CompetingEstimator(work, c);
            competing.gray(diagnostics);
            incidence = competing.curves();
            if (measures.contains(Measure.HAZARD_RATIO)) {
                proportionalHazards(work, competing.causeSpecific(), diagnostics);
            }
        }
        if (work.sample().endpoint() instanceof Endpoint.Ordered) {
            new OrdinalEstimator(work).proportionality(diagnostics);
        }
        if (work.sample().endpoint() instanceof Endpoint.Survival s && measures.contains(Measure.HAZARD_RATIO)) {
            proportionalHazards(work, s, diagnostics);
        }
        levels(work).forEach(level -> cells.addAll(level(work, level, measures, diagnostics)));
        return new Ran(
                cells,
                diagnostics,
                balance,
                OverlapTable.of(analysis.id(), work.prepared()),
                CurveTable.of(work),
                incidence,
                spread(work),
                eventShare(work),
                Pairs.differences(work),
                Pairs.counts(work));
    }

    private Work whole(Analysis analysis, Outcome outcome, Seed seed) {
        List<String> covariates = covariates(analysis);
        Sample plain = Sample.of(table, exposure, outcome, covariates, cohort);
        Completeness.checkPossible(plan.missing(), analysis, outcome);
        Optional<Completeness> model = Completeness.of(table, plain.rows(), plan.missing(), settings.numerics());
        Sample sample = model.map(m -> plain.weighted(m.weight(plain.rows()))).orElse(plain);
        Group group = new Group(Wording.population(analysis), "");
        Prepared prepared = preparer.prepare(analysis, group, sample, covariates);
        return new Work(
                plan,
                analysis,
                outcome,
                group,
                sample,
                prepared,
                settings,
                seed,
                drawn -> preparer.again(analysis, drawn, covariates),
                new Work.Incomplete(model, false));
    }

    /** One level of a subgroup, of a person of the sample each a flag. */
    private record Level(Group group, boolean[] in) {}

    /** The people of a level, made comparable among themselves; what they cannot support is a reason, not an estimate. */
    private List<Cell> level(Work whole, Level level, List<Measure> measures, List<Diagnostic> out) {
        try {
            Work work = within(whole, level);
            List<Cell> cells = cells(work, measures, out);
            Checks.ofLevel(work).ifPresent(out::add);
            return cells;
        } catch (SteelyardException e) {
            Failure.passOn(e);
            return measures.stream()
                    .map(m -> (Cell) new Cell.Lacking(level.group(), m, e))
                    .toList();
        }
    }

    private Work within(Work whole, Level level) {
        int[] index = Take.where(level.in());
        int treated = Take.count(Take.and(level.in(), whole.sample().treated()));
        SmallGroups.check(level.group(), new Cell.Counts(index.length, treated, -1), settings.limits());
        Sample sample = whole.sample().part(index, whole.outcome());
        Prepared prepared = preparer.prepare(whole.analysis(), level.group(), sample, covariates(whole.analysis()));
        return new Work(
                plan,
                whole.analysis(),
                whole.outcome(),
                level.group(),
                sample,
                prepared,
                settings,
                whole.seed().child(level.group().population()),
                drawn -> preparer.again(whole.analysis(), drawn, covariates(whole.analysis())),
                whole.incomplete());
    }

    private List<String> covariates(Analysis analysis) {
        return switch (analysis.adjustment()) {
            case NONE -> List.of();
            case WEIGHTING, MATCHING, AUGMENTED_WEIGHTING, REGRESSION, G_COMPUTATION, TMLE ->
                analysis.covariates().isEmpty() ? plan.covariates() : analysis.covariates();
        };
    }

    private List<Cell> cells(Work work, List<Measure> measures, List<Diagnostic> out) {
        return work.incomplete()
                .model()
                .filter(m -> !Completeness.stacked(work.analysis(), work.outcome()))
                .map(m -> new CompletenessBootstrap(work, m, (w, wanted) -> direct(w, wanted, new ArrayList<>()))
                        .estimate(measures, out))
                .orElseGet(() -> direct(work, measures, out));
    }

    private List<Cell> direct(Work work, List<Measure> measures, List<Diagnostic> out) {
        return switch (work.sample().endpoint()) {
            case Endpoint.Values v ->
                work.outcome().type() == Outcome.OutcomeType.COUNT && modelled(work)
                        ? new RateEstimator(work, v.y(), Take.ones(v.y().length)).estimate(measures)
                        : new MeansEstimator(work, v).estimate(measures);
            case Endpoint.Survival s -> survival(new SurvivalEstimator(work, s), work, measures, out);
            case Endpoint.Counts c -> new RateEstimator(work, c.y(), c.time()).estimate(measures);
            case Endpoint.Ordered o -> new OrdinalEstimator(work).estimate(measures);
            case Endpoint.Competing c -> new CompetingEstimator(work, c).estimate(measures);
            case Endpoint.Recurrent r -> new RecurrentEstimator(work, r).estimate(measures);
            case Endpoint.Repeated r -> new RepeatedEstimator(work, r).estimate(measures);
        };
    }

    /** A count's model has a logarithmic link, whether or not people were observed for different times. */
    private static boolean modelled(Work work) {
        return work.prepared() instanceof Prepared.Regressed || work.prepared() instanceof Prepared.Standardised;
    }

    private List<Cell> survival(SurvivalEstimator estimator, Work work, List<Measure> measures, List<Diagnostic> out) {
        List<Cell> cells = estimator.estimate(measures);
        if (estimator.failedReplicates() > 0) {
            out.add(failedReplicates(work, estimator.failedReplicates()));
        }
        return cells;
    }

    static Diagnostic failedReplicates(Work work, int failed) {
        return Checks.diagnostic(
                work.analysis().id(),
                work.group().kind("bootstrap-failures"),
                (double) failed / work.plan().bootstrap(),
                work.settings().limits().bootstrapFailures(),
                true,
                Text.of(
                        "自助法有 " + failed + " 次重抽样无法估计，已剔除",
                        failed + " bootstrap replicates gave no estimate and were left out"));
    }

    /** A test that cannot be made is no reason to withhold the estimate; it is said instead. */
    private void proportionalHazards(Work work, Endpoint.Survival outcome, List<Diagnostic> out) {
        double limit = settings.limits().proportionalHazardsP();
        try {
            CoxData data = Hazards.data(work, outcome);
            double p = ProportionalHazardsTest.of(data, Hazards.fit(work, data))
                    .terms()
                    .getFirst()
                    .test()
                    .p();
            out.add(
                    Checks.diagnostic(
                            work.analysis().id(),
                            "proportional-hazards",
                            p,
                            limit,
                            p >= limit,
                            Text.of(
                                    p >= limit ? "未见处理效应随时间变化的证据" : "处理效应可能随时间变化，风险比只是随访期内的平均，应结合生存差与限制平均生存时间差解读",
                                    p >= limit
                                            ? "no evidence that the effect changes over time"
                                            : "the effect may change over time: the hazard ratio is an average over follow-up, to be read with the differences in survival and restricted mean")));
        } catch (SteelyardException e) {
            Failure.passOn(e);
            out.add(Checks.diagnostic(
                    work.analysis().id(), "proportional-hazards", Double.NaN, Double.NaN, true, Failure.reason(e)));
        }
    }

    /** Every level of every subgroup that names the analysis. */
    private List<Level> levels(Work work) {
        List<Level> out = new ArrayList<>();
        for (Subgroup subgroup : plan.subgroups()) {
            if (subgroup.analyses().contains(work.analysis().id())) {
                out.addAll(levels(subgroup.variable(), work.sample()));
            }
        }
        return out;
    }

    private List<Level> levels(String variable, Sample sample) {
        List<Level> out = new ArrayList<>();
        switch (Sample.column(table, variable)) {
            case Column.Binary b -> {
                out.add(level(variable, "true", sample, row -> b.values()[row] == 1));
                out.add(level(variable, "false", sample, row -> b.values()[row] == 0));
            }
            case Column.Category c -> {
                for (int k = 0; k < c.levels().size(); k++) {
                    int code = k;
                    out.add(level(variable, c.levels().get(k), sample, row -> c.codes()[row] == code));
                }
            }
            case Column.Numeric n -> throw Plan.numericSubgroup(variable);
        }
        return out;
    }

    private static Level level(String variable, String level, Sample sample, java.util.function.IntPredicate has) {
        boolean[] in = new boolean[sample.size()];
        for (int i = 0; i < in.length; i++) {
            in[i] = has.test(sample.rows()[i]);
        }
        return new Level(new Group(variable + "=" + level, variable), in);
    }

    private static double spread(Work work) {
        if (!(work.sample().endpoint() instanceof Endpoint.Values v) || v.binary()) {
            return Double.NaN;
        }
        boolean[] treated = work.sample().treated();
        boolean[] control = Take.andNot(Take.all(treated.length), treated);
        double one = Describe.variance(Take.of(v.y(), Take.where(treated)));
        double zero = Describe.variance(Take.of(v.y(), Take.where(control)));
        return Math.sqrt((one + zero) / 2);
    }

    private static double eventShare(Work work) {
        int n = work.sample().size();
        int events = work.sample().endpoint().events(Take.all(n));
        return events < 0 ? Double.NaN : (double) events / n;
    }
}
