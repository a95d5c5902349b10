package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.effect.EffectError;
import org.steelyard.effect.EffectSettings;
import org.steelyard.effect.Further;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.method.SensitivityRule.DeltaArm;
import org.steelyard.protocol.method.SensitivityRule.DeltaPlan;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.imputation.ImputationPlan;
import org.steelyard.stats.imputation.ImputedTable;
import org.steelyard.stats.imputation.IncompleteColumn;
import org.steelyard.stats.imputation.MultipleImputation;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.regression.LogisticRegression;

/**
 * Delta adjustment: missing outcomes are imputed from covariates and arm, moved by delta (of a binary outcome the log odds are moved before it is drawn), and the
 * analysis is repeated and pooled; the tipping point is the smallest shift that overturns the conclusion (Cro et al. 2020, doi:10.1002/sim.8569). The same draws serve every delta.
 */
final class DeltaRun {

    private static final int IMPUTATIONS = 20;
    private static final int ITERATIONS = 10;

    /** Runs an analysis on completed tables and pools it. */
    @FunctionalInterface
    interface OnTables {
        Ran of(List<AnalysisTable> tables, Analysis analysis, Outcome outcome, List<Measure> measures);
    }

    private final Protocol plan;
    private final EffectSettings settings;
    private final AnalysisTable table;
    private final OnTables run;

    DeltaRun(Protocol plan, EffectSettings settings, AnalysisTable table, OnTables run) {
        this.plan = plan;
        this.settings = settings;
        this.table = table;
        this.run = run;
    }

    Further.Tipping of(Analysis analysis, Outcome outcome, DeltaPlan rule) {
        String variable = outcome.variable().orElseThrow();
        double[] exposure = table.numbers(plan.exposure().variable());
        int[] rows = IntStream.range(0, exposure.length)
                .filter(i -> !Double.isNaN(exposure[i]))
                .toArray();
        double[] y = Take.of(table.numbers(variable), rows);
        double[] arm = Take.of(exposure, rows);
        int missing = (int) java.util.Arrays.stream(y).filter(Double::isNaN).count();
        if (missing == 0) {
            throw Failure.of(
                    EffectError.NOT_AVAILABLE,
                    variable,
                    Text.of("结局没有缺失，无需 δ 调整", "no outcome is missing: there is nothing to adjust"),
                    Text.of("从方案中删去 delta", "take delta out of the plan"));
        }
        Measure measure = Measures.wanted(analysis, outcome).getFirst();
        List<Completed> completed = impute(analysis, outcome, rows, y);
        List<Further.Tipping.Step> steps = new ArrayList<>();
        for (double delta : rule.values()) {
            Interruption.check();
            List<AnalysisTable> tables = completed.stream()
                    .map(c -> c.moved(variable, outcome.type(), y, arm, rule.arm(), delta))
                    .toList();
            Estimate e = Beside.cell(run.of(tables, analysis, outcome, List.of(measure)), measure)
                    .orElseThrow(Beside::withoutEstimate)
                    .estimate();
            steps.add(new Further.Tipping.Step(delta, e.value(), e.lower(), e.upper(), e.p()));
        }
        return new Further.Tipping(
                analysis.id(),
                outcome.id(),
                measure.id(),
                rule.arm().name().toLowerCase(java.util.Locale.ROOT),
                missing,
                steps,
                tips(steps, Measures.scale(measure).back(0)));
    }

    /** Where the conclusion (above, below or not shown to differ from no effect) is another than at the shift nearest to none. */
    private OptionalDouble tips(List<Further.Tipping.Step> steps, double none) {
        Further.Tipping.Step nearest = steps.stream()
                .min(java.util.Comparator.comparingDouble(s -> Math.abs(s.delta())))
                .orElseThrow();
        return steps.stream()
                .filter(s -> side(s, none) != side(nearest, none))
                .mapToDouble(Further.Tipping.Step::delta)
                .boxed()
                .min(java.util.Comparator.comparingDouble(Math::abs))
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    private static int side(Further.Tipping.Step s, double none) {
        return s.lower() > none ? 1 : s.upper() < none ? -1 : 0;
    }

    private List<Completed> impute(Analysis analysis, Outcome outcome, int[] rows, double[] y) {
        List<String> names = analysis.covariates().isEmpty() ? plan.analysis().covariates() : analysis.covariates();
        List<Column> columns = new ArrayList<>();
        names.forEach(n -> columns.add(FilledColumns.select(Sample.column(table, n), rows)));
        List<IncompleteColumn> incomplete = new ArrayList<>();
        columns.forEach(c -> incomplete.add(FilledColumns.incomplete(c)));
        incomplete.add(FilledColumns.incomplete(
                FilledColumns.select(table.column(plan.exposure().variable()), rows)));
        incomplete.add(FilledColumns.incomplete(
                FilledColumns.select(table.column(outcome.variable().orElseThrow()), rows)));
        Seed seed = settings.seed().child("effect/" + analysis.id() + "/delta");
        boolean planned = plan.analysis().missing().imputations() > 1;
        ImputationPlan rule = ImputationPlan.of(
                        planned ? plan.analysis().missing().imputations() : IMPUTATIONS,
                        planned ? plan.analysis().missing().iterations() : ITERATIONS,
                        seed)
                .withThreads(settings.threads());
        List<Completed> out = new ArrayList<>();
        List<ImputedTable> imputed = MultipleImputation.run(incomplete, rule);
        for (int k = 0; k < imputed.size(); k++) {
            Map<String, Column> done = new LinkedHashMap<>();
            table.columns().forEach(c -> done.put(c.name(), FilledColumns.select(c, rows)));
            for (int j = 0; j < names.size(); j++) {
                done.put(
                        names.get(j),
                        FilledColumns.filled(
                                columns.get(j), imputed.get(k).columns().get(j)));
            }
            long[] source =
                    IntStream.of(rows).mapToLong(r -> table.sourceRows()[r]).toArray();
            AnalysisTable base = new AnalysisTable(table.name(), source, List.copyOf(done.values()));
            IncompleteColumn last = imputed.get(k).columns().get(names.size() + 1);
            out.add(new Completed(base, names, numbers(last), seed.child("draw", k), settings));
        }
        return out;
    }

    /** One completed table, its outcomes as imputed. */
    private record Completed(
            AnalysisTable base, List<String> covariates, double[] outcome, Seed seed, EffectSettings settings) {

        AnalysisTable moved(String variable, OutcomeType type, double[] y, double[] arm, DeltaArm which, double delta) {
            double[] value = type == OutcomeType.BINARY ? drawn(y, arm, which, delta) : outcome.clone();
            for (int i = 0; i < value.length; i++) {
                if (!Double.isNaN(y[i])) {
                    value[i] = y[i];
                } else if (type != OutcomeType.BINARY && in(which, arm[i])) {
                    value[i] += delta;
                }
            }
            List<Column> columns = new ArrayList<>();
            for (Column c : base.columns()) {
                columns.add(
                        !c.name().equals(variable)
                                ? c
                                : type == OutcomeType.BINARY
                                        ? new Column.Binary(variable, bytes(value))
                                        : new Column.Numeric(variable, value));
            }
            return new AnalysisTable(base.name(), base.sourceRows(), columns);
        }

        /** From a logistic model of those who are known, its coefficients drawn from their normal approximation. */
        private double[] drawn(double[] y, double[] arm, DeltaArm which, double delta) {
            int[] all = IntStream.range(0, y.length).toArray();
            int[] known = IntStream.of(all).filter(i -> !Double.isNaN(y[i])).toArray();
            boolean[] treated = new boolean[arm.length];
            for (int i = 0; i < arm.length; i++) {
                treated[i] = arm[i] == 1;
            }
            DesignMatrix x = CovariateDesign.encodeVarying(base, all, covariates)
                    .treatedFirst(OutcomeModel.TREATMENT, treated, true);
            GlmFit fit =
                    LogisticRegression.withDefaults().with(settings.numerics()).fit(x.select(known), Take.of(y, known));
            RandomGenerator random = seed.generator();
            double[] z = IntStream.range(0, fit.coefficients().length)
                    .mapToDouble(j -> random.nextGaussian())
                    .toArray();
            double[] step = Cholesky.of(fit.covariance(), 1e-14).lowerTimes(z);
            double[] b = fit.coefficients().clone();
            for (int j = 0; j < b.length; j++) {
                b[j] += step[j];
            }
            double[] eta = x.times(b);
            double[] out = new double[y.length];
            for (int i = 0; i < out.length; i++) {
                double shift = in(which, arm[i]) ? delta : 0;
                double p = 1 / (1 + StrictMath.exp(-(eta[i] + shift)));
                out[i] = random.nextDouble() < p ? 1 : 0;
            }
            return out;
        }

        private static boolean in(DeltaArm which, double arm) {
            return switch (which) {
                case TREATED -> arm == 1;
                case CONTROL -> arm == 0;
                case BOTH -> true;
            };
        }

        private static byte[] bytes(double[] v) {
            byte[] out = new byte[v.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = (byte) v[i];
            }
            return out;
        }
    }

    private static double[] numbers(IncompleteColumn column) {
        return switch (column) {
            case IncompleteColumn.Numeric c -> c.values();
            case IncompleteColumn.Binary c -> {
                double[] out = new double[c.values().length];
                for (int i = 0; i < out.length; i++) {
                    out[i] = c.values()[i];
                }
                yield out;
            }
            case IncompleteColumn.Category c ->
                java.util.Arrays.stream(c.codes()).asDoubleStream().toArray();
        };
    }
}
