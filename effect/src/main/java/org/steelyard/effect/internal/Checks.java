package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectSettings.Limits;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Target;

/** Diagnostics of one analysis on one table. */
final class Checks {

    /** Balance that overlap weights must reach, being exact by construction. */
    private static final double EXACT = 1e-6;

    private final Work work;
    private final List<Diagnostic> out = new ArrayList<>();

    private Checks(Work work) {
        this.work = work;
    }

    static List<Diagnostic> of(Work work, List<BalanceTable.Row> balance) {
        Checks checks = new Checks(work);
        checks.sample();
        OverlapTable.score(work.prepared()).ifPresent(s -> checks.score(s, balance));
        switch (work.prepared()) {
            case Prepared.Crude c -> {}
            case Prepared.Regressed r ->
                checks.model(r.design().terms().size(), r.design().empty());
            case Prepared.Weighted w -> checks.weights(w.kept());
            case Prepared.Augmented a -> checks.augmented(a);
            case Prepared.Matched m -> checks.pairs(m);
            case Prepared.Sets s -> checks.sets(s, balance);
            case Prepared.Robust r -> checks.weights(r.kept());
            case Prepared.Standardised g ->
                checks.model(g.design().terms().size(), g.design().empty());
            case Prepared.Neighbours n -> {}
        }
        return checks.out;
    }

    /** How far the level's own score balances the level; empty when nothing is balanced by a score. */
    static Optional<Diagnostic> ofLevel(Work work) {
        List<BalanceTable.Row> rows =
                BalanceTable.rows(work.prepared(), work.sample().treated());
        if (!Measures.scored(work.analysis().adjustment())) {
            return Optional.empty();
        }
        double threshold = work.plan().smdThreshold();
        double largest = BalanceTable.largest(rows);
        long above = BalanceTable.above(rows, threshold);
        String population = work.group().population();
        return Optional.of(diagnostic(
                work.analysis().id(),
                work.group().kind("subgroup-smd-max"),
                largest,
                threshold,
                largest <= threshold,
                Text.of(
                        "亚组 " + population + " 内调整后标准化均值差绝对值最大为 " + number(largest) + "，" + rows.size() + " 项中 " + above
                                + " 项超过 " + number(threshold) + "（评分在该亚组内重新拟合）"
                                + merged(work, "；仅一组有人、未入评分模型的项：", "、"),
                        "within " + population + " the largest absolute standardised difference after adjustment is "
                                + number(largest) + "; " + above + " of " + rows.size() + " terms exceed "
                                + number(threshold) + " (score fitted within the level)"
                                + merged(work, "; terms that one arm alone has, left out of the score: ", ", "))));
    }

    private static String merged(Work work, String lead, String between) {
        List<String> names =
                OverlapTable.score(work.prepared()).map(s -> s.merged().names()).orElse(List.of());
        return names.isEmpty() ? "" : lead + String.join(between, names);
    }

    private void add(String kind, double value, double threshold, boolean passed, Text message) {
        out.add(diagnostic(work.analysis().id(), kind, value, threshold, passed, message));
    }

    private void inform(String kind, double value, Text message) {
        add(kind, value, Double.NaN, true, message);
    }

    static Diagnostic diagnostic(
            String analysis, String kind, double value, double threshold, boolean passed, Text message) {
        return new Diagnostic(analysis + "/" + kind, analysis, kind, value, threshold, passed, message);
    }

    private void sample() {
        int left = work.sample().leftOut();
        inform(
                "left-out",
                left,
                Text.of(
                        "因所需变量缺失而未纳入本分析 " + left + " 人，纳入 " + work.sample().size() + " 人",
                        left + " people were left out because a needed value is missing; "
                                + work.sample().size() + " remain"));
    }

    private void score(Propensity score, List<BalanceTable.Row> balance) {
        Limits limits = work.settings().limits();
        model(score.design().terms().size(), score.design().empty());
        fitted(score.fit());
        inform(
                "c-statistic",
                score.concordance(),
                Text.of(
                        "倾向性评分的 c 统计量（区分两组的能力，不是越高越好）",
                        "c-statistic of the score (how well it tells the arms apart; higher is not better)"));
        double outside = score.outsideSupport();
        add(
                "overlap",
                outside,
                limits.outsideSupport(),
                outside <= limits.outsideSupport(),
                Text.of(
                        "评分落在两组共同范围之外的人占 " + percent(outside),
                        percent(outside) + " of people have scores outside the range that both arms share"));
        balance(balance);
    }

    private void fitted(ScoreFit fit) {
        switch (fit) {
            case ScoreFit.Logistic l ->
                add(
                        "convergence",
                        l.fit().iterations(),
                        Double.NaN,
                        l.fit().converged(),
                        Text.of(
                                "倾向性评分模型经 " + l.fit().iterations() + " 次迭代收敛",
                                "the model of the score converged in " + l.fit().iterations() + " iterations"));
            case ScoreFit.Penalised p -> penalised(p);
            case ScoreFit.Balancing c -> {
                if (c.fit().overIdentification().df() > 0) {
                    double j = c.fit().overIdentification().p();
                    inform(
                            "over-identification",
                            j,
                            Text.of(
                                    "过度识别检验（一个 logistic 模型能否同时拟合并平衡）P 值 " + number(j),
                                    "p-value that one logistic model can both fit and balance: " + number(j)));
                }
            }
            case ScoreFit.Entropy e ->
                inform(
                        "entropy-imbalance",
                        e.fit().largestImbalance(),
                        Text.of("熵平衡后各项残余不平衡的最大值", "largest imbalance left by entropy balancing"));
            case ScoreFit.Learned t ->
                inform(
                        "score-truncated",
                        t.truncated(),
                        Text.of(
                                t.truncated() + " 人的学习评分超出界限而被收回",
                                t.truncated() + " people's learned scores lay beyond the bounds and were pulled in"));
        }
    }

    private void penalised(ScoreFit.Penalised p) {
        inform(
                "score-selected",
                p.fit().fit().selected().length,
                Text.of(
                        "lasso 保留 " + p.fit().fit().selected().length + " 个协变量项",
                        "the lasso kept " + p.fit().fit().selected().length + " terms"));
        List<String> names = p.fit().suspicious();
        add(
                "score-suspicious",
                names.size(),
                0,
                names.isEmpty(),
                Text.of(
                        names.isEmpty() ? "没有与处理高度相关的协变量" : "与处理高度相关的协变量（可能是处理的另一种记录）：" + String.join("、", names),
                        names.isEmpty()
                                ? "no covariate is highly correlated with treatment"
                                : "covariates highly correlated with treatment, perhaps treatment by another name: "
                                        + String.join(", ", names)));
    }

    private void sets(Prepared.Sets s, List<BalanceTable.Row> balance) {
        boolean[] treated = work.sample().treated();
        int people = Take.count(treated);
        int matched = s.sets().matched(treated, true);
        int controls = s.sets().matched(treated, false);
        inform(
                "matched-sets",
                s.sets().sets(),
                Text.of(
                        "匹配集 " + s.sets().sets() + " 个，含接受干预者 " + matched + " 名（另有 " + (people - matched) + " 名未匹配）、对照 "
                                + controls + " 名",
                        s.sets().sets() + " matched sets of " + matched + " treated people (" + (people - matched)
                                + " without a match) and " + controls + " controls"));
        effective(s.weight(), treated, false);
        if (s.score().isEmpty()) {
            balance(balance);
        }
    }

    private void balance(List<BalanceTable.Row> balance) {
        double threshold = work.plan().smdThreshold();
        double largest = BalanceTable.largest(balance);
        long above = BalanceTable.above(balance, threshold);
        add(
                "smd-max",
                largest,
                threshold,
                largest <= threshold,
                Text.of(
                        "调整后标准化均值差绝对值最大为 " + number(largest) + "，" + balance.size() + " 项中 " + above + " 项超过 "
                                + number(threshold) + "（分母为调整前两组方差均值的平方根）"
                                + merged(work, "；仅一组有人、未入评分模型的项：", "、"),
                        "largest absolute standardised difference after adjustment " + number(largest) + "; " + above
                                + " of "
                                + balance.size() + " terms exceed " + number(threshold)
                                + " (denominator: root of the mean of both arms' variances before adjustment)"
                                + merged(work, "; terms that one arm alone has, left out of the score: ", ", ")));
    }

    /** Events, or people in the smaller arm for a score, for every term of the model. */
    private void model(int terms, List<String> empty) {
        double limit = work.settings().limits().eventsPerVariable();
        int rarer = rarer();
        if (rarer >= 0 && terms > 0) {
            double each = (double) rarer / terms;
            add(
                    "events-per-variable",
                    each,
                    limit,
                    each >= limit,
                    Text.of(
                            "每个模型项平均有 " + number(each) + " 个" + (isScore() ? "较小组的人" : "事件") + "（" + rarer + " ÷ "
                                    + terms + "）",
                            number(each) + (isScore() ? " people of the smaller arm" : " events") + " per model term ("
                                    + rarer + " / " + terms + ")"));
        }
        if (!empty.isEmpty()) {
            inform(
                    "empty-levels",
                    empty.size(),
                    Text.of(
                            "分析人群中无人、因而未入模的水平：" + String.join("、", empty),
                            "levels that nobody in the analysis has, left out of the model: "
                                    + String.join(", ", empty)));
        }
    }

    private boolean isScore() {
        return Measures.scored(work.analysis().adjustment());
    }

    private int rarer() {
        int n = work.sample().size();
        if (isScore()) {
            int treated = Take.count(work.sample().treated());
            return Math.min(treated, n - treated);
        }
        return switch (work.sample().endpoint()) {
            case Endpoint.Values v -> v.binary() ? Math.min(v.events(Take.all(n)), n - v.events(Take.all(n))) : n;
            case Endpoint.Survival s -> s.events(Take.all(n));
            case Endpoint.Counts c -> c.events(Take.all(n));
            case Endpoint.Competing c -> c.events(Take.all(n));
            case Endpoint.Recurrent r -> r.events(Take.all(n));
            case Endpoint.Ordered o -> n;
            case Endpoint.Repeated r -> n;
        };
    }

    private void augmented(Prepared.Augmented a) {
        weights(a.kept());
    }

    private void weights(boolean[] kept) {
        double[] weight = Prepared.weight(work.prepared(), kept.length);
        boolean[] treated = work.sample().treated();
        trimmed(kept);
        effective(weight, treated, true);
        effective(weight, treated, false);
        double top = OverlapTable.largestShare(weight, treated);
        double limit = work.settings().limits().largestWeightShare();
        add(
                "largest-weight",
                top,
                limit,
                top <= limit,
                Text.of(
                        "权重最大的一人占本组权重合计的 " + percent(top),
                        "the person with the largest weight has " + percent(top) + " of the arm's total"));
        int cut = WeightScheme.truncated(work.analysis(), weight);
        if (cut > 0) {
            inform(
                    "weights-truncated",
                    cut,
                    Text.of(cut + " 人的权重被收回到界限", cut + " people have their weight pulled in to the limits"));
        }
        if (work.prepared() instanceof Prepared.Weighted w
                && work.analysis().trim().isEmpty()
                && cut == 0) {
            balances(w.score().fit());
        }
    }

    /** Weights that balance by construction must do so in every run. */
    private void balances(ScoreFit fit) {
        switch (fit) {
            case ScoreFit.Logistic l -> {
                if (work.analysis().target() == Target.ATO) {
                    exactBalance();
                }
            }
            case ScoreFit.Balancing c -> {
                if (c.fit().overIdentification().df() == 0) {
                    exact(
                            "balancing-exact-balance",
                            Text.of(
                                    "恰好识别的协变量平衡评分应使各项完全平衡（计算正确性检查）",
                                    "a just-identified balancing score must balance every term exactly (a check of the computation)"));
                }
            }
            case ScoreFit.Entropy e ->
                exact(
                        "entropy-exact-balance",
                        Text.of(
                                "熵平衡应使各项完全平衡（计算正确性检查）",
                                "entropy balancing must balance every term exactly (a check of the computation)"));
            case ScoreFit.Penalised p -> {}
            case ScoreFit.Learned t -> {}
        }
    }

    private void exact(String kind, Text message) {
        double largest = BalanceTable.largest(
                BalanceTable.rows(work.prepared(), work.sample().treated()));
        add(kind, largest, EXACT, largest <= EXACT, message);
    }

    private void exactBalance() {
        double largest = BalanceTable.largest(
                BalanceTable.rows(work.prepared(), work.sample().treated()));
        add(
                "overlap-exact-balance",
                largest,
                EXACT,
                largest <= EXACT,
                Text.of(
                        "重叠加权应使模型各主效应项完全平衡（计算正确性检查）",
                        "overlap weights must balance every main term exactly (a check of the computation)"));
    }

    private void trimmed(boolean[] kept) {
        if (work.analysis().trim().isPresent()) {
            int n = kept.length - Take.count(kept);
            inform("trimmed", n, Text.of("因倾向性评分超出修剪范围而排除 " + n + " 人", n + " people were trimmed for their score"));
        }
    }

    private void effective(double[] weight, boolean[] treated, boolean arm) {
        double size = OverlapTable.effective(weight, treated, arm);
        int people = arm ? Take.count(treated) : treated.length - Take.count(treated);
        double share = size / people;
        double limit = work.settings().limits().effectiveShare();
        String zh = arm ? "干预组" : "对照组";
        String en = arm ? "treated" : "controls";
        add(
                arm ? "ess-treated" : "ess-control",
                share,
                limit,
                share >= limit,
                Text.of(
                        zh + "有效样本量 " + number(size) + "，为 " + people + " 人的 " + percent(share),
                        "effective sample size of the " + en + " " + number(size) + ", " + percent(share) + " of "
                                + people));
    }

    private void pairs(Prepared.Matched m) {
        int pairs = m.pairs().pairs();
        int without = m.pairs().unmatchedTreated();
        inform(
                "matched-pairs",
                pairs,
                Text.of(
                        "匹配成功 " + pairs + " 对，" + without + " 名接受干预者未找到对照",
                        pairs + " pairs; " + without + " treated people found no control"));
        if (Double.isFinite(m.pairs().caliper())) {
            add(
                    "caliper",
                    m.pairs().largestDistance(),
                    m.pairs().caliper(),
                    m.pairs().largestDistance() <= m.pairs().caliper(),
                    Text.of(
                            "各对评分 logit 之差的最大值不超过卡钳",
                            "the largest distance within a pair, on the logit, is within the caliper"));
        }
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    static String number(double v) {
        return v == Math.rint(v) && Math.abs(v) < 1e9 ? Long.toString((long) v) : String.format(Locale.ROOT, "%.3g", v);
    }
}
