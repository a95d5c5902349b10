package org.steelyard.economics.sheet.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.steelyard.economics.criteria.DecisionMatrix;
import org.steelyard.economics.criteria.PairwiseComparison;
import org.steelyard.economics.decision.Frontier;
import org.steelyard.economics.decision.Information;
import org.steelyard.economics.decision.Ratios;
import org.steelyard.economics.decision.Uncertainty;
import org.steelyard.economics.equity.DistributionalAnalysis;
import org.steelyard.economics.sheet.SheetError;
import org.steelyard.economics.sheet.SheetTable.Draft;
import org.steelyard.economics.sheet.TableSource.Columns;
import org.steelyard.economics.trial.TrialBootstrap;
import org.steelyard.economics.trial.TrialComparison;
import org.steelyard.kernel.Text;

/** What follows for a decision. */
public final class DecisionCalculations {

    private static final int WEIGHT_VECTORS = 10_000;

    private static final int TRIAL_REPLICATES = 1000;

    private DecisionCalculations() {}

    public static List<Draft> equity(Part p) {
        List<DistributionalAnalysis.Group> groups = p.named("groups").entrySet().stream()
                .map(e -> group(e.getKey(), e.getValue()))
                .toList();
        List<Double> aversions = p.has("atkinson") ? p.list("atkinson") : List.of(0.0, 1.0, 2.0, 5.0, 10.0);
        List<Double> kolm = p.has("kolm") ? p.list("kolm") : List.of(0.025, 0.1);
        var r = DistributionalAnalysis.of(
                groups, new DistributionalAnalysis.Question(p.number("threshold"), aversions, kolm));
        Text method = Text.of(
                "机会成本：每 QALY " + p.number("threshold"),
                "opportunity cost: " + p.number("threshold") + " a QALY elsewhere");
        Draft shares = new Draft("groups", Text.of("各人群的净健康收益", "Net health of the groups"), method)
                .column("name", "人群", "group")
                .column("gain", "收益", "gain")
                .column("forgone", "放弃", "forgone")
                .column("net", "净收益", "net")
                .column("perPerson", "人均净收益", "net a person");
        r.shares().forEach(s -> shares.row(s.name(), s.gain(), s.forgone(), s.net(), s.netPerPerson()));
        Draft indices = new Draft("inequality", Text.of("不平等指数", "Indices of inequality"), method)
                .column("name", "指数", "index")
                .column("before", "之前", "before")
                .column("after", "之后", "after");
        indices.row(SheetWords.of("slope"), r.before().slope(), r.after().slope())
                .row(SheetWords.of("relative"), r.before().relative(), r.after().relative())
                .row(SheetWords.of("gini"), r.before().gini(), r.after().gini())
                .row(
                        SheetWords.of("concentration"),
                        r.before().concentration(),
                        r.after().concentration());
        for (int i = 0; i < aversions.size(); i++) {
            indices.row(
                    SheetWords.of("atkinson " + aversions.get(i)),
                    r.before().atkinson()[i],
                    r.after().atkinson()[i]);
        }
        for (int i = 0; i < kolm.size(); i++) {
            indices.row(
                    SheetWords.of("kolm " + kolm.get(i)),
                    r.before().kolm()[i],
                    r.after().kolm()[i]);
        }
        Draft judgements = new Draft("welfare", Text.of("社会福利判断", "Judgement of welfare"), method)
                .column("aversion", "不平等厌恶", "aversion to inequality")
                .column("before", "等分当量（之前）", "equally distributed equivalent before")
                .column("after", "等分当量（之后）", "after")
                .column("change", "变化", "change")
                .column("impact", "公平影响", "worth of the change in inequality")
                .column("equityWeighted", "公平加权净收益", "equity-weighted net health");
        r.judgements()
                .forEach(j -> judgements.row(
                        j.aversion(), j.edeBefore(), j.edeAfter(), j.change(), j.impact(), j.equityWeighted()));
        Draft total = new Draft("totals", Text.of("合计", "Totals"), method)
                .column("name", "指标", "name")
                .column("value", "数值", "value")
                .value("net", "净健康收益", "net health", r.totalNet())
                .value("cost", "总费用", "total cost", r.totalCost())
                .value(
                        "breakEven",
                        "结论翻转的不平等厌恶（至 30）",
                        "aversion at which the verdict turns (up to 30)",
                        DistributionalAnalysis.breakEven(groups, p.number("threshold"), 30));
        return List.of(shares, indices, judgements, total);
    }

    private static DistributionalAnalysis.Group group(String name, Part g) {
        return new DistributionalAnalysis.Group(
                name,
                g.number("people"),
                g.number("baseline"),
                g.number("recipients"),
                g.number("effect"),
                g.number("cost"),
                g.number("opportunity", g.number("people")));
    }

    public static List<Draft> criteria(Part p) {
        Map<String, Part> criteria = p.named("criteria");
        List<String> names = List.copyOf(criteria.keySet());
        List<Part> options = List.copyOf(p.named("options").values());
        boolean[] more = new boolean[names.size()];
        for (int c = 0; c < more.length; c++) {
            more[c] = Objects.requireNonNull(criteria.get(names.get(c)))
                    .text("better")
                    .equals("more");
        }
        double[][] values = options.stream().map(o -> row(o, names)).toArray(double[][]::new);
        DecisionMatrix m = new DecisionMatrix(values, more);
        List<Draft> out = new ArrayList<>();
        double[] weights = weights(p, m, names, out);
        double[] sum = m.weightedSum(weights);
        double[] topsis = m.topsis(weights);
        double[][] ranks = m.rankAcceptability(WEIGHT_VECTORS, p.seed());
        Draft d = new Draft(
                        "options",
                        Text.of("多准则评分", "Scores on several criteria"),
                        Text.of(
                                "加权和（极差标准化）、TOPSIS、权重不确定下的排名可接受度",
                                "weighted sum (min–max), TOPSIS, rank acceptability over all weights"))
                .column("name", "方案", "option")
                .column("weightedSum", "加权和", "weighted sum")
                .column("topsis", "TOPSIS 贴近度", "TOPSIS closeness");
        for (int r = 0; r < options.size(); r++) {
            d.column("rank" + (r + 1), "第 " + (r + 1) + " 名概率", "probability of rank " + (r + 1));
        }
        List<String> labels = List.copyOf(p.named("options").keySet());
        for (int o = 0; o < labels.size(); o++) {
            List<Object> cells = new ArrayList<>(List.of(labels.get(o), sum[o], topsis[o]));
            Arrays.stream(ranks[o]).forEach(cells::add);
            d.row(cells.toArray());
        }
        out.addFirst(d);
        return out;
    }

    private static double[] row(Part option, List<String> criteria) {
        return criteria.stream()
                .mapToDouble(c -> {
                    option.requireKnown(c, c, option.fields());
                    return option.number(c);
                })
                .toArray();
    }

    /** Given, from pairwise comparisons, or from how much the options differ. */
    private static double[] weights(Part p, DecisionMatrix m, List<String> names, List<Draft> out) {
        double[] entropy = m.entropyWeights();
        double[] used = entropy;
        Draft d = new Draft(
                        "weights",
                        Text.of("权重", "Weights"),
                        Text.of(
                                p.has("pairwise") ? "层次分析法" : p.has("weights") ? "给定权重" : "熵权法",
                                p.has("pairwise")
                                        ? "analytic hierarchy process"
                                        : p.has("weights") ? "as given" : "entropy"))
                .column("name", "准则", "criterion")
                .column("weight", "所用权重", "weight used")
                .column("entropy", "熵权", "entropy weight");
        if (p.has("pairwise")) {
            double[][] matrix = p.parts("pairwise").stream()
                    .map(r -> {
                        double[] v = new double[r.node().size()];
                        Arrays.setAll(v, i -> r.node().get(i).doubleValue());
                        return v;
                    })
                    .toArray(double[][]::new);
            if (matrix.length != names.size()) {
                throw new IllegalArgumentException("a comparison for each pair of criteria");
            }
            PairwiseComparison ahp = PairwiseComparison.of(matrix);
            used = ahp.weights();
            out.add(new Draft(
                            "consistency",
                            Text.of("一致性", "Consistency"),
                            Text.of("一致性比率超过 0.1 时应重新判断", "judgements with a ratio above 0.1 should be made again"))
                    .column("name", "指标", "name")
                    .column("value", "数值", "value")
                    .value("lambda", "最大特征值", "largest eigenvalue", ahp.lambda())
                    .value("index", "一致性指数", "consistency index", ahp.consistencyIndex())
                    .value("ratio", "一致性比率", "consistency ratio", ahp.consistencyRatio()));
        } else if (p.has("weights")) {
            used = row(p.at("weights"), names);
        }
        double sum = Arrays.stream(used).sum();
        for (int c = 0; c < names.size(); c++) {
            d.row(names.get(c), used[c] / sum, entropy[c]);
        }
        out.add(d);
        return used;
    }

    public static List<Draft> trial(Part p) {
        String cost = p.text("cost");
        String effect = p.text("effect");
        Columns t = p.read("table", List.of(cost, effect, p.text("arm")), List.of());
        boolean[] arm = p.flags("table", t, p.text("arm"));
        long first = IntStream.range(0, arm.length).filter(i -> arm[i]).count();
        if (first < 2 || arm.length - first < 2) {
            throw p.fail(
                    SheetError.BAD_INPUT,
                    "arm",
                    Text.of("每组至少要有两个人", "each arm needs at least two people"),
                    Text.of("检查分组列：1 为新策略，0 为对照", "Check the column: 1 is the new strategy, 0 the other"));
        }
        TrialComparison.Arm treated = arm(t, cost, effect, arm, true);
        TrialComparison.Arm control = arm(t, cost, effect, arm, false);
        TrialComparison c = TrialComparison.of(treated, control);
        var f = c.fieller(0.95);
        Draft d = new Draft(
                        "comparison",
                        Text.of("试验内成本效果比较", "Cost-effectiveness in the trial"),
                        Text.of(
                                "均值差及其协方差；比值区间按 Fieller 与 delta 法",
                                "differences of means with their covariance; the ratio's interval by Fieller and delta method"))
                .column("name", "指标", "name")
                .column("value", "数值", "value")
                .value("deltaCost", "费用差", "difference in cost", c.deltaCost())
                .value("deltaEffect", "效果差", "difference in effect", c.deltaEffect())
                .value("seCost", "费用差标准误", "standard error of the cost", Math.sqrt(c.varianceCost()))
                .value("seEffect", "效果差标准误", "standard error of the effect", Math.sqrt(c.varianceEffect()))
                .value("covariance", "协方差", "covariance", c.covariance())
                .value("icer", "ICER", "ICER", c.icer())
                .value(
                        "fiellerLower",
                        "Fieller 95% 下限",
                        "Fieller 95 % lower limit",
                        f.bounded() ? f.lower() : Double.NaN)
                .value(
                        "fiellerUpper",
                        "Fieller 95% 上限",
                        "Fieller 95 % upper limit",
                        f.bounded() ? f.upper() : Double.NaN)
                .value("deltaSe", "delta 法标准误", "standard error by the delta method", c.deltaMethodSe());
        Draft nb = new Draft(
                        "netBenefit",
                        Text.of("净效益回归", "Net-benefit regression"),
                        Text.of("最小二乘；P 值按 t 分布", "least squares; p by the t distribution"))
                .column("threshold", "支付意愿", "willingness to pay")
                .column("value", "增量净效益", "incremental net benefit")
                .column("se", "标准误", "standard error")
                .column("p", "P 值", "p")
                .column("acceptability", "可接受概率", "acceptability")
                .column("bootstrap", "可接受概率（自助法）", "acceptability (bootstrap)")
                .column("benefitCostRatio", "效益成本比", "benefit-cost ratio");
        TrialBootstrap again =
                TrialBootstrap.of(treated, control, (int) p.number("bootstrap", TRIAL_REPLICATES), p.seed());
        for (double threshold : p.list("thresholds")) {
            var b = TrialComparison.netBenefit(treated, control, threshold);
            nb.row(
                    threshold,
                    b.value(),
                    b.se(),
                    b.p(),
                    b.acceptability(),
                    again.acceptability(threshold),
                    Ratios.benefitCost(threshold, c.deltaCost(), c.deltaEffect()));
        }
        List<Draft> out = new ArrayList<>(List.of(d, nb, resampled(again)));
        if (p.has("margin")) {
            out.add(minimisation(c, again, p.number("margin")));
        }
        return out;
    }

    private static Draft resampled(TrialBootstrap b) {
        Draft d = new Draft(
                        "bootstrap",
                        Text.of("成本与效果的联合自助抽样", "Joint bootstrap of cost and effect"),
                        Text.of(
                                "组内按人重抽 " + b.cost().length + " 次，同一人的成本与效果不拆开；百分位区间",
                                b.cost().length
                                        + " draws of people within arms, cost and effect of a person together; percentile limits"))
                .column("name", "指标", "name")
                .column("value", "数值", "value");
        double[] cost = b.replicates().central(0, 0.95);
        double[] effect = b.replicates().central(1, 0.95);
        TrialBootstrap.Quadrants q = b.quadrants();
        return d.value("costLower", "费用差 95% 下限", "difference in cost, 95 % lower limit", cost[0])
                .value("costUpper", "费用差 95% 上限", "difference in cost, 95 % upper limit", cost[1])
                .value("effectLower", "效果差 95% 下限", "difference in effect, 95 % lower limit", effect[0])
                .value("effectUpper", "效果差 95% 上限", "difference in effect, 95 % upper limit", effect[1])
                .value("dearerBetter", "更贵且更好", "dearer and better", q.dearerBetter())
                .value("dearerWorse", "更贵且不更好", "dearer and not better", q.dearerWorse())
                .value("cheaperBetter", "不更贵且更好", "not dearer and better", q.cheaperBetter())
                .value("cheaperWorse", "不更贵且不更好", "not dearer and not better", q.cheaperWorse());
    }

    /** Effects count as equal when the 90 % interval of their difference lies within the margin: two one-sided tests at 5 %. */
    private static Draft minimisation(TrialComparison c, TrialBootstrap b, double margin) {
        double[] effect = b.replicates().central(1, 0.9);
        boolean equal = effect[0] >= -margin && effect[1] <= margin;
        return new Draft(
                        "costMinimisation",
                        Text.of("成本最小化", "Cost-minimisation"),
                        Text.of(
                                "仅当效果差的 90% 区间落在 ±" + margin + " 之内（两个单侧 5% 检验）才成立",
                                "holds only where the 90 % interval of the difference in effect lies within ±" + margin
                                        + " (two one-sided tests at 5 %)"))
                .column("name", "指标", "name")
                .column("value", "数值", "value")
                .value("effectLower", "效果差 90% 下限", "difference in effect, 90 % lower limit", effect[0])
                .value("effectUpper", "效果差 90% 上限", "difference in effect, 90 % upper limit", effect[1])
                .value("equal", "效果相当（1 是，0 否）", "effects equal (1 yes, 0 no)", equal ? 1 : 0)
                .value("deltaCost", "费用差", "difference in cost", equal ? c.deltaCost() : Double.NaN);
    }

    private static TrialComparison.Arm arm(Columns t, String cost, String effect, boolean[] arm, boolean which) {
        int[] rows = IntStream.range(0, arm.length).filter(i -> arm[i] == which).toArray();
        return new TrialComparison.Arm(
                Arrays.stream(rows).mapToDouble(i -> t.number(cost)[i]).toArray(),
                Arrays.stream(rows).mapToDouble(i -> t.number(effect)[i]).toArray());
    }

    /** Draws of any model: what is known about the decision, and what knowing more would be worth. */
    public static List<Draft> information(Part p) {
        List<String> names = List.copyOf(p.named("strategies").keySet());
        List<String> numbers = new ArrayList<>();
        p.named("strategies").values().forEach(s -> numbers.addAll(List.of(s.text("cost"), s.text("effect"))));
        List<List<String>> groups = new ArrayList<>();
        p.node().path("parameters").forEach(g -> {
            List<String> group = new ArrayList<>();
            g.forEach(n -> group.add(n.asString()));
            groups.add(group);
            numbers.addAll(group);
        });
        Columns t = p.read("draws", numbers.stream().distinct().toList(), List.of());
        double[][] cost = columns(p, t, "cost");
        double[][] effect = columns(p, t, "effect");
        List<Draft> out = new ArrayList<>(List.of(frontier(names, cost, effect), curve(p, names, cost, effect)));
        Draft evppi = new Draft(
                        "evppi",
                        Text.of("部分信息价值", "Value of partial information"),
                        Text.of(
                                "样条（至 3 个参数）或高斯过程回归；单参数另给分块法与分割法",
                                "spline (up to 3 parameters) or Gaussian process; for one parameter blocks and separation as well"))
                .column("parameters", "参数", "parameters")
                .column("threshold", "支付意愿", "willingness to pay")
                .column("value", "EVPPI（每人）", "EVPPI a person")
                .column("blocks", "分块法", "blocks")
                .column("separation", "分割法", "separation");
        for (List<String> group : groups) {
            double[][] phi = group.stream().map(n -> t.number(n)).toArray(double[][]::new);
            Information known = Information.given(cost, effect, phi, Information.Method.suitedTo(phi.length));
            for (double threshold : p.list("thresholds")) {
                boolean one = phi.length == 1;
                double[][][] both = {cost, effect};
                int blocks = Math.max(2, Math.min(50, phi[0].length / 20));
                evppi.row(
                        String.join(" + ", group),
                        threshold,
                        known.value(threshold),
                        one ? Information.blocks(both, phi[0], blocks, threshold) : Double.NaN,
                        one ? Information.separation(both, phi[0], threshold) : Double.NaN);
            }
        }
        out.add(evppi);
        return out;
    }

    private static double[][] columns(Part p, Columns t, String which) {
        return p.named("strategies").values().stream()
                .map(s -> t.number(s.text(which)))
                .toArray(double[][]::new);
    }

    private static Draft frontier(List<String> names, double[][] cost, double[][] effect) {
        Draft d = new Draft("frontier", Text.of("效率前沿", "Efficiency frontier"), Text.of("抽样均值", "means of the draws"))
                .column("name", "策略", "strategy")
                .column("cost", "费用", "cost")
                .column("effect", "效果", "effect")
                .column("icer", "ICER", "ICER")
                .column("status", "状态", "status");
        Frontier f = Frontier.of(means(cost), means(effect));
        f.entries()
                .forEach(e -> d.row(
                        names.get(e.strategy()),
                        e.cost(),
                        e.effect(),
                        e.icer(),
                        SheetWords.of(e.status()
                                .name()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace('_', '-'))));
        return d;
    }

    private static double[] means(double[][] x) {
        return Arrays.stream(x)
                .mapToDouble(v -> Arrays.stream(v).average().orElse(Double.NaN))
                .toArray();
    }

    private static Draft curve(Part p, List<String> names, double[][] cost, double[][] effect) {
        Draft d = new Draft(
                        "decision",
                        Text.of("决策不确定性", "Uncertainty of the decision"),
                        Text.of(
                                "净效益最高的策略、其可接受概率与完全信息价值",
                                "strategy with the highest net benefit, its acceptability, value of perfect information"))
                .column("threshold", "支付意愿", "willingness to pay")
                .column("best", "最优策略", "best strategy")
                .column("acceptability", "可接受概率", "acceptability")
                .column("evpi", "EVPI（每人）", "EVPI a person");
        for (double threshold : p.list("thresholds")) {
            Uncertainty u = Uncertainty.at(threshold, cost, effect);
            d.row(threshold, names.get(u.best()), u.frontier(), u.evpi());
        }
        return d;
    }
}
