package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectSettings;
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
        this.preparer = new Preparer(settings.numerics());
    }

    /** @param measures those that are possible at all */
    Ran run(Analysis analysis, Outcome outcome, List<Measure> measures, Seed seed) {
        Work work = work(analysis, outcome, seed);
        List<Group> groups = groups(analysis, work);
        List<BalanceTable.Row> balance =
                BalanceTable.rows(work.prepared(), work.sample().treated());
        List<Diagnostic> diagnostics = new ArrayList<>(Checks.of(work, balance));
        List<Cell> cells = switch (work.sample().endpoint()) {
            case Endpoint.Values v -> new MeansEstimator(work, v).estimate(measures, groups);
            case Endpoint.Survival s -> survival(work, s, measures, groups, diagnostics);
        };
        diagnostics.addAll(groupBalance(work, groups));
        return new Ran(
                cells,
                diagnostics,
                balance,
                OverlapTable.of(analysis.id(), work.prepared()),
                CurveTable.of(work),
                spread(work),
                eventShare(work));
    }

    private Work work(Analysis analysis, Outcome outcome, Seed seed) {
        List<String> covariates = covariates(analysis);
        Sample sample = Sample.of(table, exposure, outcome, covariates, cohort);
        Prepared prepared = preparer.prepare(analysis, sample, covariates);
        return new Work(plan, analysis, outcome, sample, prepared, settings, seed);
    }

    private List<String> covariates(Analysis analysis) {
        return switch (analysis.adjustment()) {
            case NONE -> List.of();
            case WEIGHTING, MATCHING, AUGMENTED_WEIGHTING, REGRESSION ->
                analysis.covariates().isEmpty() ? plan.covariates() : analysis.covariates();
        };
    }

    private List<Cell> survival(
            Work work, Endpoint.Survival outcome, List<Measure> measures, List<Group> groups, List<Diagnostic> out) {
        SurvivalEstimator estimator = new SurvivalEstimator(work, outcome);
        List<Cell> cells = estimator.estimate(measures, groups);
        if (measures.contains(Measure.HAZARD_RATIO)) {
            proportionalHazards(work, outcome, out);
        }
        if (estimator.failedReplicates() > 0) {
            out.add(Checks.diagnostic(
                    work.analysis().id(),
                    "bootstrap-failures",
                    (double) estimator.failedReplicates() / plan.bootstrap(),
                    settings.limits().bootstrapFailures(),
                    true,
                    Text.of(
                            "自助法有 " + estimator.failedReplicates() + " 次重抽样无法估计，已剔除",
                            estimator.failedReplicates()
                                    + " bootstrap replicates gave no estimate and were left out")));
        }
        return cells;
    }

    /** A test that cannot be made is no reason to withhold the estimate; it is said instead. */
    private void proportionalHazards(Work work, Endpoint.Survival outcome, List<Diagnostic> out) {
        double limit = settings.limits().proportionalHazardsP();
        try {
            CoxData data = Hazards.data(work, outcome, work.prepared().kept());
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
            out.add(Checks.diagnostic(
                    work.analysis().id(), "proportional-hazards", Double.NaN, Double.NaN, true, Failure.reason(e)));
        }
    }

    /** The whole analysis, then every level of every subgroup that names it. */
    private List<Group> groups(Analysis analysis, Work work) {
        List<Group> out = new ArrayList<>();
        out.add(new Group(
                Wording.population(analysis), "", Take.all(work.sample().size())));
        for (Subgroup subgroup : plan.subgroups()) {
            if (subgroup.analyses().contains(analysis.id())) {
                out.addAll(levels(subgroup.variable(), work.sample()));
            }
        }
        return out;
    }

    private List<Group> levels(String variable, Sample sample) {
        List<Group> out = new ArrayList<>();
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

    private static Group level(String variable, String level, Sample sample, java.util.function.IntPredicate has) {
        boolean[] in = new boolean[sample.size()];
        for (int i = 0; i < in.length; i++) {
            in[i] = has.test(sample.rows()[i]);
        }
        return new Group(variable + "=" + level, variable, in);
    }

    /** Weights and pairs are those of everybody; how far they balance a level is said for each. */
    private List<Diagnostic> groupBalance(Work work, List<Group> groups) {
        List<Diagnostic> out = new ArrayList<>();
        for (Group group : groups) {
            boolean[] in = work.members(group);
            int treated = Take.count(Take.and(in, work.sample().treated()));
            boolean bothArms = treated > 0 && treated < Take.count(in);
            if (!group.whole() && bothArms && Measures.scored(work.analysis().adjustment())) {
                out.add(groupBalance(work, group, in));
            }
        }
        return out;
    }

    private Diagnostic groupBalance(Work work, Group group, boolean[] in) {
        double largest = BalanceTable.largest(work.prepared(), work.sample().treated(), in);
        return Checks.diagnostic(
                work.analysis().id(),
                "subgroup-smd-max:" + group.population(),
                largest,
                Double.NaN,
                true,
                Text.of(
                        "亚组 " + group.population() + " 内调整后标准化均值差绝对值最大为 " + Checks.number(largest) + "（沿用全体的评分与权重）",
                        "within " + group.population() + " the largest absolute standardised difference is "
                                + Checks.number(largest) + " (score and weights of everybody)"));
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
