package org.steelyard.economics.sheet.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.economics.sheet.SheetError;
import org.steelyard.economics.sheet.SheetTable.Cell;
import org.steelyard.economics.sheet.SheetTable.Draft;
import org.steelyard.economics.sheet.TableSource.Columns;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.meta.BetweenVariance;
import org.steelyard.stats.meta.MetaAnalysis;
import org.steelyard.stats.meta.SmallStudyEffects;
import org.steelyard.stats.meta.StratifiedTables;
import org.steelyard.stats.meta.Studies;
import org.steelyard.stats.power.Clusters;
import org.steelyard.stats.power.MeanDesigns;
import org.steelyard.stats.power.MeanDesigns.Test;
import org.steelyard.stats.power.ProportionDesigns;
import org.steelyard.stats.power.SurvivalDesigns;

/** What a study needs before it begins, and what several studies say together. */
public final class StudyCalculations {

    private static final double LEVEL = 0.95;
    private static final double ALPHA = 0.05;
    /** Half of the two-sided level, as ICH E9 (3.5) asks of non-inferiority. */
    private static final double ALPHA_ONE_SIDED = 0.025;

    private static final double USUAL_POWER = 0.8;
    private static final double LEAST_POWER = 1e-6;

    private StudyCalculations() {}

    /** People needed for a power, or the power that people give; with clusters and people lost to follow-up. */
    public static List<Draft> sampleSize(Part p) {
        requireTogether(p);
        double alpha =
                p.number("alpha", p.text("aim", "superiority").equals("non-inferiority") ? ALPHA_ONE_SIDED : ALPHA);
        int sides = p.text("aim", "superiority").equals("superiority") ? (int) p.number("sides", 2) : 1;
        Test test = new Test(alpha, sides, p.number("ratio", 1));
        double effect = clusterEffect(p);
        double stays = 1 - p.number("lost", 0);
        boolean pairs = p.text("design").startsWith("paired");
        boolean given = p.has("people");
        double power =
                given ? powerOf(needed(p, test), p.number("people") * stays / effect) : p.number("power", USUAL_POWER);
        double individuals =
                given ? p.number("people") * stays / effect : needed(p, test).applyAsDouble(power);
        Draft d = new Draft("sizes", Text.of("样本量与把握度", "Sample size and power"), words(p, test))
                .column("name", "项目", "name")
                .column("value", "数值", "value")
                .value("alpha", "α（" + sides + " 侧）", "alpha (" + sides + "-sided)", alpha)
                .value("power", "把握度", "power", power);
        if (p.text("design").equals("survival")) {
            d.value("events", "所需事件数", "events", Math.ceil(individuals * (1 + test.ratio()) * chance(p)));
        }
        if (effect > 1) {
            d.value("designEffect", "设计效应", "design effect", effect);
        }
        double first = given ? p.number("people") : Math.ceil(individuals * effect / stays - 1e-9);
        if (pairs) {
            return List.of(d.value("pairs", "对子数", "pairs", first));
        }
        double second = Math.ceil(first * test.ratio() - 1e-9);
        d.value("first", "第一组人数", "people in the first arm", first)
                .value("second", "第二组人数", "people in the second arm", second)
                .value("total", "总人数", "people in all", first + second);
        clusters(p, d, first, second);
        return List.of(d);
    }

    private static void requireTogether(Part p) {
        boolean superiority = p.text("aim", "superiority").equals("superiority");
        if (superiority == p.has("margin")) {
            throw p.fail(
                    SheetError.BAD_INPUT,
                    superiority ? "margin" : "aim",
                    Text.of(
                            "非劣效与等效须给出 margin，优效不用 margin",
                            "non-inferiority and equivalence need a margin, superiority takes none"),
                    Text.of("补上或去掉 margin", "Add margin, or take it away"));
        }
        boolean twoArms = List.of("means", "proportions").contains(p.text("design"));
        boolean possible = superiority
                || twoArms
                || p.text("design").equals("survival") && p.text("aim").equals("non-inferiority");
        if (!possible) {
            throw p.fail(
                    SheetError.BAD_INPUT,
                    "aim",
                    Text.of(
                            "该目的只用于两组均数或率；生存只有优效与非劣效",
                            "this aim belongs to two arms' means or proportions; survival has superiority and non-inferiority"),
                    Text.of("改用 superiority 或另一种设计", "Use superiority or another design"));
        }
        if (p.text("design").equals("survival") && !p.has("eventShare") && !p.has("hazard")) {
            throw p.fail(
                    SheetError.BAD_INPUT,
                    "eventShare",
                    Text.of(
                            "须给出发生事件的比例 eventShare，或 hazard、accrual 与 further",
                            "give the share with the event (eventShare), or hazard, accrual and further"),
                    Text.of("补上其中之一", "Add one of them"));
        }
    }

    private static Text words(Part p, Test test) {
        String design = p.text("design") + ", " + p.text("aim", "superiority");
        return Text.of(
                "设计：" + design + "；两组人数比 " + test.ratio() + "；公式与文献见 stats.power 的说明",
                design + "; ratio of the arms " + test.ratio() + "; formulas and references: Javadoc of stats.power");
    }

    /** People in the first arm (or pairs) without clusters, by power. */
    private static DoubleUnaryOperator needed(Part p, Test test) {
        String aim = p.text("aim", "superiority");
        double margin = p.number("margin", 0);
        double[] both = {p.number("difference", 0), margin};
        double[] shares = {p.number("first", Double.NaN), p.number("second", Double.NaN)};
        return switch (p.text("design")) {
            case "means" ->
                switch (aim) {
                    case "superiority" ->
                        power -> MeanDesigns.twoArmSize(p.number("difference"), p.number("sd"), power, test);
                    case "non-inferiority" ->
                        power -> MeanDesigns.nonInferioritySize(both, p.number("sd"), power, test);
                    default -> power -> MeanDesigns.equivalenceSize(both, p.number("sd"), power, test);
                };
            case "paired-means" -> power -> MeanDesigns.pairedSize(p.number("difference"), p.number("sd"), power, test);
            case "difference-in-differences" ->
                power -> MeanDesigns.differenceInDifferencesSize(
                        p.number("difference"), new double[] {p.number("sd"), p.number("correlation")}, power, test);
            case "proportions" ->
                switch (aim) {
                    case "superiority" -> power -> ProportionDesigns.size(shares[0], shares[1], power, test);
                    case "non-inferiority" ->
                        power -> ProportionDesigns.nonInferioritySize(shares, margin, power, test);
                    default -> power -> ProportionDesigns.equivalenceSize(shares, margin, power, test);
                };
            case "paired-proportions" -> power -> ProportionDesigns.mcNemarPairs(shares[0], shares[1], power, test);
            default ->
                power -> SurvivalDesigns.schoenfeldEvents(p.number("hazardRatio"), p.number("margin", 1), power, test)
                        / chance(p)
                        / (1 + test.ratio());
        };
    }

    private static double chance(Part p) {
        return p.has("eventShare")
                ? p.number("eventShare")
                : SurvivalDesigns.eventProbability(p.number("hazard"), p.number("accrual", 0), p.number("further", 0));
    }

    /** The power at which as many people are needed as there are: sizes grow with power. */
    private static double powerOf(DoubleUnaryOperator needed, double people) {
        double low = LEAST_POWER;
        double high = 1 - LEAST_POWER;
        for (int k = 0; k < 60; k++) {
            double middle = (low + high) / 2;
            if (enough(needed, middle, people)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** A power so small that fewer people than any test takes would do is reached by whoever there is. */
    private static boolean enough(DoubleUnaryOperator needed, double power, double people) {
        try {
            return needed.applyAsDouble(power) <= people;
        } catch (SteelyardException e) {
            return power < ALPHA;
        }
    }

    private static double clusterEffect(Part p) {
        if (!p.has("clusters")) {
            return 1;
        }
        Part c = p.at("clusters");
        return new Clusters(c.number("size"), c.number("variation", 0), c.number("correlation")).designEffect();
    }

    private static void clusters(Part p, Draft d, double first, double second) {
        if (p.has("clusters")) {
            double size = p.at("clusters").number("size");
            d.value("firstClusters", "第一组群组数", "clusters in the first arm", Math.ceil(first / size - 1e-9))
                    .value("secondClusters", "第二组群组数", "clusters in the second arm", Math.ceil(second / size - 1e-9));
        }
    }

    /** Published or own estimates pooled: every way beside the chosen one, heterogeneity, leave-one-out, funnel and tests of small-study effects. */
    public static List<Draft> pooling(Part p) {
        boolean ratio = p.text("scale").equals("ratio");
        List<String> numbers = new ArrayList<>();
        for (String key : List.of(
                "estimate", "standardError", "lower", "upper", "events", "people", "controlEvents", "controls")) {
            if (p.has(key)) {
                numbers.add(p.text(key));
            }
        }
        Columns t = p.read("table", numbers.stream().distinct().toList(), List.of(p.text("study")));
        List<String> names = t.text(p.text("study"));
        requireSome(p, names.size());
        double[] y = new double[names.size()];
        double[] v = new double[names.size()];
        for (int i = 0; i < y.length; i++) {
            double[] one = p.has("events") ? counts(p, t, i, ratio) : listed(p, t, i, ratio);
            y[i] = one[0];
            v[i] = one[1] * one[1];
        }
        Studies studies = new Studies(y, v, ratio ? Scale.LOG : Scale.IDENTITY);
        MetaAnalysis.Options options =
                MetaAnalysis.Options.of(between(p)).with(interval(p.text("interval", "hartung-knapp")));
        MetaAnalysis.Result chosen = MetaAnalysis.pool(studies, options);
        requireOneIsItself(studies, chosen);
        List<Draft> out = new ArrayList<>();
        out.add(pooled(p, chosen, options));
        out.add(methods(studies));
        out.add(studies(names, studies, chosen));
        if (names.size() > 2) {
            out.add(without(names, studies, options));
            out.add(smallStudies(studies, options));
        }
        out.add(funnel(names, studies, chosen));
        return out;
    }

    private static void requireSome(Part p, int studies) {
        if (studies == 0) {
            throw p.fail(
                    SheetError.BAD_INPUT,
                    "table",
                    Text.of("表中没有研究", "the table has no study"),
                    Text.of("至少列出一项研究", "List one study at least"));
        }
    }

    /** One database pooled is that database. */
    private static void requireOneIsItself(Studies studies, MetaAnalysis.Result r) {
        if (studies.size() == 1 && Math.abs(r.coefficients()[0] - studies.y()[0]) > 1e-12) {
            throw new IllegalStateException("one study does not pool to itself");
        }
    }

    private static BetweenVariance between(Part p) {
        return BetweenVariance.valueOf(p.text("between", "restricted-maximum-likelihood")
                .toUpperCase(Locale.ROOT)
                .replace('-', '_'));
    }

    private static MetaAnalysis.Interval interval(String name) {
        return MetaAnalysis.Interval.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static double[] listed(Part p, Columns t, int i, boolean ratio) {
        String column = p.text("estimate");
        double value = t.number(column)[i];
        if (ratio && !(value > 0)) {
            throw p.cell("table", i, column, Text.of("比值须大于 0", "a ratio is above 0"));
        }
        double y = ratio ? Math.log(value) : value;
        if (p.has("standardError")) {
            double se = t.number(p.text("standardError"))[i];
            if (!(se > 0)) {
                throw p.cell("table", i, p.text("standardError"), Text.of("标准误须大于 0", "a standard error is above 0"));
            }
            return new double[] {y, se};
        }
        double low = t.number(p.text("lower"))[i];
        double high = t.number(p.text("upper"))[i];
        if (!(low < value && value < high) || ratio && !(low > 0)) {
            throw p.cell(
                    "table",
                    i,
                    p.text("lower"),
                    Text.of(
                            "下限、估计值、上限须依次增大（比值还须大于 0）",
                            "lower limit, estimate and upper limit must rise in this order (ratios above 0)"));
        }
        double z = NormalDistribution.of(0, 1).inverseCumulativeProbability(1 - (1 - p.number("level", LEVEL)) / 2);
        double width = ratio ? Math.log(high / low) : high - low;
        return new double[] {y, width / (2 * z)};
    }

    private static double[] counts(Part p, Columns t, int i, boolean ratio) {
        double a = t.number(p.text("events"))[i];
        double n1 = t.number(p.text("people"))[i];
        double b = t.number(p.text("controlEvents"))[i];
        double n0 = t.number(p.text("controls"))[i];
        if (!(a >= 0 && b >= 0 && a <= n1 && b <= n0)) {
            throw p.cell(
                    "table",
                    i,
                    p.text("events"),
                    Text.of("事件数须在 0 与人数之间", "events lie between 0 and the number of people"));
        }
        boolean corner = a == 0 || b == 0 || a == n1 || b == n0;
        double half = corner ? 0.5 : 0;
        var table = new StratifiedTables.Table(a + half, n1 + 2 * half, b + half, n0 + 2 * half);
        Estimate e = switch (p.text("measure", ratio ? "risk-ratio" : "risk-difference")) {
            case "odds-ratio" -> table.oddsRatio(LEVEL);
            case "risk-ratio" -> table.riskRatio(LEVEL);
            default -> table.riskDifference(LEVEL);
        };
        return new double[] {e.transformed(), e.se()};
    }

    private static Draft pooled(Part p, MetaAnalysis.Result r, MetaAnalysis.Options options) {
        Estimate e = r.pooled();
        double[] prediction = r.predictionInterval();
        Text between = SheetWords.of(name(options.between().name())).text();
        Text interval = SheetWords.of(name(options.interval().name())).text();
        return new Draft(
                        "pooled",
                        Text.of("合并结果", "Pooled result"),
                        Text.of(
                                "研究间方差：" + between.zh() + "；区间：" + interval.zh() + "；预测区间用 k − 2 自由度的 t 分布",
                                "variance between studies: " + between.en() + "; interval: " + interval.en()
                                        + "; prediction by t with k − 2 degrees of freedom"))
                .column("name", "指标", "name")
                .column("value", "数值", "value")
                .value("estimate", "合并效应", "pooled effect", e.value())
                .value("lower", "95% 下限", "lower 95 % limit", e.lower())
                .value("upper", "95% 上限", "upper 95 % limit", e.upper())
                .value("p", "P 值", "p", e.p())
                .value("tau2", "τ²", "τ²", r.betweenVariance())
                .value("i2", "I²（%）", "I² (%)", r.inconsistency())
                .value("q", "Q", "Q", r.residual().statistic())
                .value("qP", "Q 的 P 值", "p of Q", r.residual().p())
                .value("predictionLower", "预测区间下限", "lower limit of prediction", prediction[0])
                .value("predictionUpper", "预测区间上限", "upper limit of prediction", prediction[1]);
    }

    private static String name(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Draft methods(Studies studies) {
        Draft d = new Draft(
                        "methods",
                        Text.of("各种合并方法", "Every way of pooling"),
                        Text.of(
                                "选定方法之外的结果，供核对结论是否依赖方法",
                                "what the other choices give, to see whether the conclusion rests on the choice"))
                .column("between", "研究间方差", "between studies")
                .column("interval", "区间", "interval")
                .column("estimate", "合并效应", "pooled effect")
                .column("lower", "95% 下限", "lower 95 % limit")
                .column("upper", "95% 上限", "upper 95 % limit")
                .column("tau2", "τ²", "τ²");
        for (BetweenVariance b : BetweenVariance.values()) {
            for (MetaAnalysis.Interval i : List.of(MetaAnalysis.Interval.NORMAL, MetaAnalysis.Interval.HARTUNG_KNAPP)) {
                MetaAnalysis.Result r =
                        MetaAnalysis.pool(studies, MetaAnalysis.Options.of(b).with(i));
                Estimate e = r.pooled();
                d.row(
                        SheetWords.of(name(b.name())),
                        SheetWords.of(name(i.name())),
                        e.value(),
                        e.lower(),
                        e.upper(),
                        r.betweenVariance());
            }
        }
        return d;
    }

    private static Draft studies(List<String> names, Studies studies, MetaAnalysis.Result r) {
        Draft d = new Draft(
                        "studies",
                        Text.of("各研究", "Studies"),
                        Text.of("森林图的数据：权重之和为 100%", "what a forest plot shows: weights sum to 100 %"))
                .column("name", "研究", "study")
                .column("estimate", "效应", "effect")
                .column("lower", "95% 下限", "lower 95 % limit")
                .column("upper", "95% 上限", "upper 95 % limit")
                .column("weight", "权重（%）", "weight (%)");
        for (int i = 0; i < names.size(); i++) {
            Estimate e = Estimate.wald(
                    studies.scale(), studies.y()[i], Math.sqrt(studies.variance()[i]), LEVEL, Double.POSITIVE_INFINITY);
            d.row(names.get(i), e.value(), e.lower(), e.upper(), r.weights()[i]);
        }
        return d;
    }

    private static Draft without(List<String> names, Studies studies, MetaAnalysis.Options options) {
        Draft d = new Draft(
                        "leaveOneOut",
                        Text.of("逐一剔除", "Leave one out"),
                        Text.of("每次去掉一项研究后的合并结果", "pooled without the named study"))
                .column("name", "剔除的研究", "left out")
                .column("estimate", "合并效应", "pooled effect")
                .column("lower", "95% 下限", "lower 95 % limit")
                .column("upper", "95% 上限", "upper 95 % limit")
                .column("i2", "I²（%）", "I² (%)");
        List<MetaAnalysis.Result> all = MetaAnalysis.leaveOneOut(studies, options);
        for (int i = 0; i < names.size(); i++) {
            Estimate e = all.get(i).pooled();
            d.row(names.get(i), e.value(), e.lower(), e.upper(), all.get(i).inconsistency());
        }
        return d;
    }

    private static Draft smallStudies(Studies studies, MetaAnalysis.Options options) {
        Draft d = new Draft(
                        "smallStudies",
                        Text.of("小样本研究效应", "Small-study effects"),
                        Text.of("不足 10 项研究时检验把握度很低", "tests say little below ten studies"))
                .column("name", "方法", "method")
                .column("value", "统计量", "statistic")
                .column("p", "P 值", "p");
        Estimate egger = SmallStudyEffects.eggerMixed(studies, options);
        Estimate classic = SmallStudyEffects.eggerClassic(studies, LEVEL);
        SmallStudyEffects.RankTest begg = SmallStudyEffects.begg(studies);
        SmallStudyEffects.TrimAndFill filled = SmallStudyEffects.trimAndFill(studies, options);
        d.row(words("egger", "Egger 回归（混合效应）", "Egger's regression, mixed effects"), egger.value(), egger.p());
        d.row(words("eggerClassic", "Egger 回归（经典）", "Egger's regression, classic"), classic.value(), classic.p());
        d.row(words("begg", "Begg 秩相关", "Begg's rank correlation"), begg.tau(), begg.p());
        d.row(words("filled", "剪补法补入的研究数", "studies filled in by trim and fill"), filled.added(), Double.NaN);
        d.row(
                words("filledEffect", "剪补后的合并效应", "pooled effect after filling"),
                filled.adjusted().pooled().value(),
                filled.adjusted().pooled().p());
        return d;
    }

    private static Cell words(String key, String zh, String en) {
        return new Cell.Words(key, Text.of(zh, en));
    }

    private static Draft funnel(List<String> names, Studies studies, MetaAnalysis.Result r) {
        Draft d = new Draft(
                        "funnel",
                        Text.of("漏斗图数据", "Funnel plot"),
                        Text.of(
                                "比值取对数；界限为该标准误下的 95% 范围",
                                "ratios as logarithms; limits hold 95 % at that standard error"))
                .column("name", "研究", "study")
                .column("estimate", "效应", "effect")
                .column("se", "标准误", "standard error")
                .column("lower", "界限下", "lower limit")
                .column("upper", "界限上", "upper limit");
        List<MetaAnalysis.FunnelPoint> points = MetaAnalysis.funnel(studies, r);
        for (int i = 0; i < names.size(); i++) {
            MetaAnalysis.FunnelPoint f = points.get(i);
            d.row(names.get(i), f.estimate(), f.se(), f.lower(), f.upper());
        }
        return d;
    }
}
