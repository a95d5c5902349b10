package org.steelyard.effect.design.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.steelyard.cohort.Column;
import org.steelyard.effect.DesignResult.Point;
import org.steelyard.effect.DesignResult.Row;
import org.steelyard.effect.EffectError;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.EffectResults;
import org.steelyard.effect.design.DesignLimits;
import org.steelyard.effect.internal.Failure;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.DesignMethod.EffectScale;
import org.steelyard.protocol.DesignMethod.PooledInterval;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.meta.BetweenVariance;
import org.steelyard.stats.meta.MetaAnalysis;
import org.steelyard.stats.meta.SmallStudyEffects;
import org.steelyard.stats.meta.Studies;

/** Estimates of several sites, levels or studies as one. */
record PoolingDesign(Finding found, DesignLimits limits) {

    private static final int FEWEST_FOR_EGGER = 10;

    /** What is pooled. */
    private record Listed(List<String> names, Studies studies, String measure, Finding.Sizes sizes) {}

    void run(DesignMethod.Pooling m, Rows table, EffectResults analyses) {
        Listed listed = m.analysis().isPresent() ? ofAnalysis(m, analyses) : ofTable(m, table);
        int k = listed.studies().size();
        MetaAnalysis.Options options = new MetaAnalysis.Options(between(m), interval(m, k), found.level());
        MetaAnalysis.Result result = MetaAnalysis.pool(listed.studies(), options);
        invariant(listed.studies().y(), result.coefficients()[0]);
        found.method(
                "meta-analysis of " + k + " estimates: " + m.between().label().en() + ", "
                        + (k > 1
                                ? m.interval().label().en()
                                : PooledInterval.NORMAL.label().en()) + " interval",
                m.between() == DesignMethod.BetweenStudies.FIXED
                        ? "common effect"
                        : "mean of the distribution of effects",
                "pooled");
        found.add(listed.measure(), result.pooled(), listed.sizes(), convention(result));
        checks(listed, result, options);
        tables(listed, result, options);
    }

    private static BetweenVariance between(DesignMethod.Pooling m) {
        return switch (m.between()) {
            case FIXED -> BetweenVariance.FIXED;
            case DERSIMONIAN_LAIRD -> BetweenVariance.DERSIMONIAN_LAIRD;
            case RESTRICTED_MAXIMUM_LIKELIHOOD -> BetweenVariance.RESTRICTED_MAXIMUM_LIKELIHOOD;
            case PAULE_MANDEL -> BetweenVariance.PAULE_MANDEL;
        };
    }

    /** One site has no spread to build Hartung and Knapp's interval on. */
    private static MetaAnalysis.Interval interval(DesignMethod.Pooling m, int sites) {
        return m.interval() == PooledInterval.HARTUNG_KNAPP && sites > 1
                ? MetaAnalysis.Interval.HARTUNG_KNAPP
                : MetaAnalysis.Interval.NORMAL;
    }

    private Listed ofAnalysis(DesignMethod.Pooling m, EffectResults analyses) {
        List<EffectEstimate> levels = analyses.estimates().stream()
                .filter(e -> e.analysis().equals(m.analysis().orElseThrow())
                        && e.measure().equals(m.measure().orElseThrow())
                        && e.population().startsWith(m.by().orElseThrow() + "="))
                .filter(e -> e.se() > 0)
                .toList();
        if (levels.isEmpty()) {
            throw Failure.of(
                    EffectError.NOT_AVAILABLE,
                    m.measure().orElseThrow(),
                    Text.of("没有任何水平得到该指标的估计值，无法合并", "no level has an estimate of this measure to pool"),
                    Text.of("检查 measure，或各水平人数是否足够", "check measure, or whether the levels have enough people"));
        }
        Scale scale = m.measure().orElseThrow().endsWith("ratio") ? Scale.LOG : Scale.IDENTITY;
        boolean events = levels.stream().allMatch(e -> e.events() >= 0);
        Finding.Sizes sizes = new Finding.Sizes(
                levels.stream().mapToInt(EffectEstimate::n).sum(),
                levels.stream().mapToInt(EffectEstimate::nTreated).sum(),
                events ? levels.stream().mapToInt(EffectEstimate::events).sum() : -1);
        found.used(sizes.n());
        return new Listed(
                levels.stream()
                        .map(e -> e.population().substring(m.by().orElseThrow().length() + 1))
                        .toList(),
                new Studies(
                        levels.stream()
                                .mapToDouble(e -> scale.forward(e.value()))
                                .toArray(),
                        levels.stream().mapToDouble(e -> e.se() * e.se()).toArray(),
                        scale),
                m.measure().orElseThrow(),
                sizes);
    }

    private Listed ofTable(DesignMethod.Pooling m, Rows table) {
        List<String> needed = new ArrayList<>(
                List.of(m.estimate().orElseThrow(), m.standardError().orElseThrow()));
        m.site().ifPresent(needed::add);
        Rows rows = table.gapless(needed);
        found.used(rows.size());
        boolean ratio = m.scale() == EffectScale.RATIO;
        double[] value = rows.numbers(m.estimate().orElseThrow());
        double[] se = rows.numbers(m.standardError().orElseThrow());
        DesignError.requireSetting(
                (!ratio || Arrays.stream(value).allMatch(v -> v > 0))
                        && Arrays.stream(se).allMatch(v -> v > 0),
                m.estimate().orElseThrow(),
                "比值与标准误大于 0",
                "ratios and standard errors above 0");
        Scale scale = ratio ? Scale.LOG : Scale.IDENTITY;
        return new Listed(
                names(m.site(), rows),
                new Studies(
                        Arrays.stream(value).map(scale::forward).toArray(),
                        Arrays.stream(se).map(s -> s * s).toArray(),
                        scale),
                ratio ? "pooled-ratio" : "pooled-difference",
                new Finding.Sizes(rows.size(), rows.size(), -1));
    }

    private static List<String> names(Optional<String> site, Rows rows) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            boolean named = site.isPresent() && rows.table().column(site.get()) instanceof Column.Category;
            names.add(
                    named && rows.table().column(site.get()) instanceof Column.Category c
                            ? c.levels().get(c.codes()[rows.index()[i]])
                            : "#" + (i + 1));
        }
        return names;
    }

    /** Checked in every run: one database pooled is that database. */
    static void invariant(double[] sites, double pooled) {
        if (sites.length == 1 && Math.abs(pooled - sites[0]) > 1e-12 * (1 + Math.abs(sites[0]))) {
            throw Failure.of(
                    EffectError.INVARIANT,
                    "pooling",
                    Text.of("合并单个中心的结果应等于该中心", "pooling one site must give that site"),
                    Text.of("请报告该问题", "please report this"));
        }
    }

    private static String convention(MetaAnalysis.Result r) {
        double[] p = r.predictionInterval();
        String prediction = Double.isNaN(p[0])
                ? ""
                : "; prediction interval " + Finding.number(p[0]) + " to " + Finding.number(p[1]);
        return "tau^2 " + Finding.number(r.betweenVariance()) + ", I^2 " + Finding.number(r.inconsistency()) + "%"
                + prediction;
    }

    private void checks(Listed listed, MetaAnalysis.Result result, MetaAnalysis.Options options) {
        int k = listed.studies().size();
        if (k < 2) {
            found.inform("sites", k, Text.of("只有一个中心，合并即该中心的结果", "one site: the pooled estimate is that site's"));
            return;
        }
        found.atMost(
                "inconsistency",
                result.inconsistency(),
                limits.inconsistency(),
                Text.of(
                        "各中心结果的不一致性 I²=" + Finding.number(result.inconsistency()) + "%，Q 检验 P="
                                + Finding.number(result.residual().p()),
                        "inconsistency of the sites I² " + Finding.number(result.inconsistency()) + "%, Q test p="
                                + Finding.number(result.residual().p())));
        if (k >= 3) {
            egger(listed, options, k);
        }
    }

    private void egger(Listed listed, MetaAnalysis.Options options, int k) {
        try {
            Estimate slope = SmallStudyEffects.eggerMixed(listed.studies(), MetaAnalysis.Options.of(options.between()));
            Text message = Text.of(
                    "小样本效应的 Egger 检验 P=" + Finding.number(slope.p()) + (k < FEWEST_FOR_EGGER ? "（不足 10 项，把握度低）" : ""),
                    "Egger test of small-study effects: p=" + Finding.number(slope.p())
                            + (k < FEWEST_FOR_EGGER ? " (fewer than 10, little power)" : ""));
            if (k < FEWEST_FOR_EGGER) {
                found.inform("small-study-effects", slope.p(), message);
            } else {
                found.atLeast("small-study-effects", slope.p(), limits.smallStudyP(), message);
            }
        } catch (SteelyardException e) {
            Failure.passOn(e);
            found.inform(
                    "small-study-effects", Double.NaN, Text.of("小样本效应检验无法进行", "small-study effects cannot be tested"));
        }
    }

    private void tables(Listed listed, MetaAnalysis.Result result, MetaAnalysis.Options options) {
        Studies s = listed.studies();
        List<MetaAnalysis.Result> without = s.size() > 2 ? MetaAnalysis.leaveOneOut(s, options) : List.of();
        List<Row> rows = new ArrayList<>();
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < s.size(); i++) {
            Estimate e = Estimate.wald(
                    s.scale(), s.y()[i], Math.sqrt(s.variance()[i]), found.level(), Double.POSITIVE_INFINITY);
            double weight = result.weights().length > i ? result.weights()[i] : 100;
            double[] left = {Double.NaN, Double.NaN, Double.NaN};
            if (!without.isEmpty()) {
                Estimate other = without.get(i).pooled();
                left = new double[] {other.value(), other.lower(), other.upper()};
            }
            rows.add(new Row(
                    listed.names().get(i),
                    new double[] {e.value(), e.lower(), e.upper(), weight, left[0], left[1], left[2]}));
            points.add(new Point(listed.names().get(i), i, e.value(), e.lower(), e.upper(), 0));
        }
        Estimate all = result.pooled();
        points.add(new Point("pooled", s.size(), all.value(), all.lower(), all.upper(), 0));
        found.sheet("sites", rows);
        found.picture("pooled", List.of(), points, List.of());
    }
}
