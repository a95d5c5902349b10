package org.steelyard.economics.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.economics.EconomicSettings;
import org.steelyard.effect.EffectEngine;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.EffectResults;
import org.steelyard.effect.EffectSettings;
import org.steelyard.kernel.ErrorKind;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.AnalysisRole;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Subgroup;
import org.steelyard.protocol.Protocol;
import org.steelyard.stats.resampling.Bootstrap;
import org.steelyard.stats.resampling.Replicates;

/**
 * How estimates of one evaluation go together.
 *
 * <p><b>Estimand.</b> The correlation of the estimators (of logarithms for ratios) over samples of people.
 *
 * <p><b>Method.</b> Joint bootstrap: people are resampled with replacement within arms, every analysis that gives one of the effects is
 * made anew on the same resample, propensity score included, and the correlation of the results is taken. Only the correlation is used; each
 * effect keeps the standard error of its own analysis. With B resamples the standard error of a correlation r is near (1 − r²)/√B. Resamples in
 * which an analysis fails are left out.
 *
 * <p><b>Limits.</b> Effects of designs over time come from tables of their own and are not resampled: they are drawn apart, and the
 * conventions say so. An analysis that clusters people is resampled by person.
 *
 * <p>Reference: Efron, Tibshirani. Statistical Science 1986;1:54–75, doi:10.1214/ss/1177013815.
 */
final class JointEffects {

    static final int RESAMPLES = 200;
    /** With a larger share of failed resamples the rest are no fair sample. */
    private static final double MOST_FAILURES = 0.5;
    /** Of replicates inside a resample, whose spread is not used. */
    private static final int INNER = 2;
    /** Correlations are pressed by this much, so that two effects that always move together still have a positive definite matrix. */
    private static final double PRESSED = 1 - 1e-6;

    private final AnalysisTable table;
    private final Protocol plan;
    private final EconomicSettings settings;

    JointEffects(AnalysisTable table, Protocol plan, EconomicSettings settings) {
        this.table = table;
        this.plan = plan;
        this.settings = settings;
    }

    /**
     * @param members places of the effects that are drawn together
     * @param correlation of the members
     * @param said for the conventions of the result
     */
    record Found(List<Integer> members, double[][] correlation, Text said) {}

    Found of(List<EffectEstimate> effects) {
        Set<String> known =
                plan.analysis().analyses().stream().map(Analysis::id).collect(Collectors.toSet());
        List<Integer> members = IntStream.range(0, effects.size())
                .filter(i -> known.contains(effects.get(i).analysis()))
                .boxed()
                .toList();
        if (members.size() < 2) {
            return apart();
        }
        List<EffectEstimate> chosen = members.stream().map(effects::get).toList();
        try {
            double[][] r = correlation(resamples(chosen));
            return Arrays.stream(r).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)
                    ? new Found(members, r, said(chosen, r, effects.size() - chosen.size()))
                    : apart();
        } catch (SteelyardException e) {
            if (e.kind() == ErrorKind.NUMERICAL) {
                return apart();
            }
            throw e;
        }
    }

    private static Found apart() {
        return new Found(
                List.of(),
                new double[0][],
                Text.of(
                        "取自本评价的各效果分别抽取，视为互不相关：它们不是同一张分析表上可重抽样的分析，或重抽样失败过多",
                        "the effects of this evaluation are drawn apart, as if uncorrelated: they are not analyses of the same people that can be resampled, or too many resamples failed"));
    }

    private static Text said(List<EffectEstimate> chosen, double[][] r, int others) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            for (int j = 0; j < i; j++) {
                pairs.add(chosen.get(j).id() + " ~ " + chosen.get(i).id() + " "
                        + String.format(Locale.ROOT, "%.2f", r[i][j]));
            }
        }
        String list = String.join("; ", pairs);
        return Text.of(
                "取自本评价的各效果联合抽取，相关系数由 " + RESAMPLES + " 次组内重抽样得到：" + list
                        + (others > 0 ? "；另有 " + others + " 个效果来自其他设计，分别抽取" : ""),
                "the effects of this evaluation are drawn together; correlations from " + RESAMPLES
                        + " resamples of people within arms: " + list
                        + (others > 0 ? "; " + others + " more come from other designs and are drawn apart" : ""));
    }

    private Replicates resamples(List<EffectEstimate> chosen) {
        Protocol reduced = reduced(chosen);
        EffectSettings quiet = EffectSettings.of(settings.provenance()).withThreads(1);
        double[] arm = table.numbers(plan.exposure().variable());
        int[] strata =
                Arrays.stream(arm).mapToInt(x -> Double.isNaN(x) ? -1 : (int) x).toArray();
        Bootstrap.Plan draws = new Bootstrap.Plan(
                RESAMPLES,
                settings.seed().child("joint effects"),
                settings.threads(),
                Optional.of(strata),
                MOST_FAILURES);
        AtomicInteger done = new AtomicInteger();
        return Bootstrap.run(table.rows(), draws, rows -> {
            int n = done.incrementAndGet();
            settings.progress()
                    .accept(Text.of(
                            "各效果的相关性：第 " + n + "/" + RESAMPLES + " 次重抽样",
                            "correlation of effects: resample " + n + " of " + RESAMPLES));
            return values(chosen, EffectEngine.run(taken(rows), Optional.empty(), reduced, quiet));
        });
    }

    /** NaN for what could not be estimated. */
    private static double[] values(List<EffectEstimate> chosen, EffectResults results) {
        Map<String, EffectEstimate> found = results.estimates().stream()
                .collect(Collectors.toMap(EffectEstimate::id, Function.identity(), (a, b) -> a));
        return chosen.stream()
                .mapToDouble(c -> {
                    EffectEstimate e = found.get(c.id());
                    return e == null ? Double.NaN : InputFeed.ratio(e) ? StrictMath.log(e.value()) : e.value();
                })
                .toArray();
    }

    /** The plan's analyses that give the effects, and nothing else; a failure of one is no failure of the run. */
    private Protocol reduced(List<EffectEstimate> chosen) {
        AnalysisPlan a = plan.analysis();
        Set<String> ids =
                chosen.stream().map(EffectEstimate::analysis).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> measures = chosen.stream().map(EffectEstimate::measure).collect(Collectors.toSet());
        List<Analysis> analyses = a.analyses().stream()
                .filter(x -> ids.contains(x.id()))
                .map(x -> plain(x, measures))
                .toList();
        boolean groups = chosen.stream().anyMatch(e -> e.id().indexOf('/') != e.id().lastIndexOf('/'));
        AnalysisPlan less = new AnalysisPlan(
                a.seed(),
                a.level(),
                a.descriptive(),
                a.inference(),
                a.missing(),
                a.covariates(),
                analyses,
                groups
                        ? a.subgroups().stream()
                                .map(g -> new Subgroup(
                                        g.variable(),
                                        g.reason(),
                                        g.analyses().stream()
                                                .filter(ids::contains)
                                                .toList()))
                                .filter(g -> !g.analyses().isEmpty())
                                .toList()
                        : List.of(),
                Optional.empty(),
                a.smdThreshold(),
                INNER);
        return plan.withAnalysis(less);
    }

    private static Analysis plain(Analysis x, Set<String> measures) {
        List<Measure> needed = Arrays.stream(Measure.values())
                .filter(m -> measures.contains(m.id()))
                .filter(m -> x.measures().isEmpty() || x.measures().contains(m))
                .toList();
        return new Analysis(
                x.id(),
                AnalysisRole.EXPLORATORY,
                x.outcome(),
                x.adjustment(),
                x.target(),
                needed,
                x.covariates(),
                x.matching(),
                x.trim(),
                x.estimand(),
                List.of(),
                false,
                x.score(),
                x.weights(),
                x.crossFit(),
                x.outcomeModel(),
                x.cox(),
                Optional.empty(),
                Optional.empty());
    }

    private AnalysisTable taken(int[] rows) {
        long[] numbers =
                IntStream.of(rows).mapToLong(i -> table.sourceRows()[i]).toArray();
        return new AnalysisTable(
                table.name(),
                numbers,
                table.columns().stream().map(c -> taken(c, rows)).toList());
    }

    private static Column taken(Column column, int[] rows) {
        return switch (column) {
            case Column.Numeric c ->
                new Column.Numeric(
                        c.name(),
                        IntStream.of(rows).mapToDouble(i -> c.values()[i]).toArray());
            case Column.Category c ->
                new Column.Category(
                        c.name(),
                        c.levels(),
                        IntStream.of(rows).map(i -> c.codes()[i]).toArray());
            case Column.Binary c -> {
                byte[] out = new byte[rows.length];
                for (int i = 0; i < out.length; i++) {
                    out[i] = c.values()[rows[i]];
                }
                yield new Column.Binary(c.name(), out);
            }
        };
    }

    /** NaN where one of them never moved. */
    private static double[][] correlation(Replicates replicates) {
        int n = replicates.values()[0].length;
        double[][] out = new double[n][n];
        for (int i = 0; i < n; i++) {
            out[i][i] = 1;
            for (int j = 0; j < i; j++) {
                double r = correlation(replicates.of(i), replicates.of(j)) * PRESSED;
                out[i][j] = r;
                out[j][i] = r;
            }
        }
        return out;
    }

    private static double correlation(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElse(Double.NaN);
        double meanY = Arrays.stream(y).average().orElse(Double.NaN);
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int b = 0; b < x.length; b++) {
            xx += (x[b] - meanX) * (x[b] - meanX);
            yy += (y[b] - meanY) * (y[b] - meanY);
            xy += (x[b] - meanX) * (y[b] - meanY);
        }
        return xy / Math.sqrt(xx * yy);
    }
}
