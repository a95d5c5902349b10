package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.evidence.Dossier;
import org.steelyard.protocol.AnalysisPlan;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;

/** Statistical methods, written from the analyses that have a result, not from what a plan might have meant. */
record StatisticalMethods(Context c) {

    List<Block> blocks() {
        Blocks b = new Blocks(c.lang());
        b.section("统计分析", "Statistical analysis");
        b.subsection("估计目标与分析列表", "Estimands and list of analyses");
        estimands(b);
        b.subsection("统计方法", "Methods of estimation");
        b.para(c.t(c.plan().analysis().descriptive()));
        descriptive(b);
        b.bullets(adjustments());
        List<String> models = new ArrayList<>(new OutcomeMethods(c).bullets());
        models.addAll(survival());
        b.bullets(models);
        missing(b);
        further(b);
        software(b);
        return b.list();
    }

    private void estimands(Blocks b) {
        b.addAll(new DesignMethods(c).blocks());
        if (c.plan().analysis().analyses().isEmpty()) {
            return;
        }
        b.para(
                "估计目标按 ICH E9(R1)⟦@" + Bibliography.ESTIMANDS + "⟧表述；全部预先规定的分析见⟦t-analyses⟧，共 "
                        + c.plan().analysis().analyses().size() + " 项。",
                "Estimands follow ICH E9(R1) ⟦@" + Bibliography.ESTIMANDS + "⟧; ⟦t-analyses⟧ lists all "
                        + c.plan().analysis().analyses().size() + " planned analyses.");
        List<Row> rows =
                c.plan().analysis().analyses().stream().map(this::analysis).toList();
        b.table(
                "t-analyses",
                c.t("预先规定的分析", "Planned analyses"),
                List.of(
                        Column.left(c.t("分析", "Analysis"), 1.2),
                        Column.left(c.t("角色", "Role"), 1),
                        Column.left(c.t("结局", "Outcome"), 1.4),
                        Column.left(c.t("方法", "Method"), 1.8),
                        Column.left(c.t("指标", "Measures"), 1.5),
                        Column.left(c.t("估计目标", "Estimand"), 2.2)),
                rows,
                List.of(c.t(
                        "指标栏为空表示采用该结局类型的常用指标。",
                        "Where no measure is named, the usual ones of the type of outcome are estimated.")));
        List<String> events = c.plan().analysis().analyses().stream()
                .flatMap(a -> a.intercurrentEvents().stream())
                .distinct()
                .map(e -> c.t(e.event()) + c.t("：", ": ") + c.t(Labels.of(e.strategy())) + c.bracketed(c.t(e.note())))
                .toList();
        if (!events.isEmpty()) {
            b.para("伴发事件及处理策略：", "Intercurrent events and how they are handled:")
                    .bullets(events);
        }
    }

    private Row analysis(Analysis a) {
        String measures = a.measures().stream().map(m -> c.t(m.label())).collect(Collectors.joining(c.joint()));
        return Row.of(
                a.id(),
                c.t(Labels.of(a.role())),
                c.names().outcome(a.outcome()),
                c.names().analysis(a.id()),
                measures.isEmpty() ? Numbers.ABSENT : measures,
                c.t(a.estimand()).isBlank() ? c.t(a.target().label()) : c.t(a.estimand()));
    }

    private void descriptive(Blocks b) {
        b.para(
                "连续变量以均数（标准差）描述，分类变量以例数（百分比）描述。组间差异以标准化均数差（SMD）⟦@" + Bibliography.BALANCE + "⟧衡量，分母为两组方差均值的平方根，绝对值超过 "
                        + trimmed(c.plan().analysis().smdThreshold()) + " 视为不平衡。区间均为 "
                        + c.numbers().level(c.plan().analysis().level()) + " 置信区间，检验为双侧。",
                "Numbers are described by mean (SD), categories by count (share). Differences between arms are standardised mean differences (SMD) ⟦@"
                        + Bibliography.BALANCE
                        + "⟧ over the root of the mean of both arms' variances; an absolute value above "
                        + trimmed(c.plan().analysis().smdThreshold()) + " counts as imbalance. Intervals are "
                        + c.numbers().level(c.plan().analysis().level())
                        + " confidence intervals, tests are two-sided.");
    }

    static String trimmed(double x) {
        return java.math.BigDecimal.valueOf(x).stripTrailingZeros().toPlainString();
    }

    private List<String> adjustments() {
        List<String> out = new ArrayList<>();
        Set<Adjustment> used = c.plan().analysis().analyses().stream()
                .filter(this::hasResult)
                .map(Analysis::adjustment)
                .collect(Collectors.toSet());
        AdjustmentWords words = new AdjustmentWords(c);
        if (!words.scores().isEmpty()) {
            int covariates = c.plan().analysis().covariates().size();
            words.trimming().ifPresent(out::add);
            out.addFirst(
                    c.t(
                            "倾向性评分⟦@" + Bibliography.PROPENSITY + "⟧：以" + between(words.scores()) + "估计接受"
                                    + c.names().treated() + "的概率，纳入方案所列 " + covariates
                                    + " 个协变量（个别分析另有规定的除外）；分类变量以字典中首个水平为参照。",
                            "Propensity score ⟦@" + Bibliography.PROPENSITY + "⟧: the probability of receiving "
                                    + c.names().treated() + " by " + words.scores() + " on the plan's " + covariates
                                    + " covariates unless an analysis names its own; the first level of a category is the reference."));
        }
        if (used.contains(Adjustment.WEIGHTING)) {
            out.add(weighting());
        }
        if (used.contains(Adjustment.MATCHING)) {
            out.add(matching());
        }
        if (used.contains(Adjustment.AUGMENTED_WEIGHTING)) {
            out.add(
                    c.t(
                            "增强逆概率加权⟦@" + Bibliography.DOUBLY_ROBUST + "⟧：结局模型预测值加上以倾向性评分加权的残差，两个模型之一正确即一致；标准误由影响函数计算。",
                            "Augmented inverse-probability weighting ⟦@" + Bibliography.DOUBLY_ROBUST
                                    + "⟧: predictions of an outcome model plus weighted residuals, consistent if either model is right; standard errors from the influence function."));
        }
        if (used.contains(Adjustment.REGRESSION)) {
            out.add(c.t(
                    "结局回归：以协变量与治疗组别建立结局模型；二分类与连续结局的边际效应由 g 公式标准化⟦@" + Bibliography.G_FORMULA + "⟧得到。",
                    "Outcome regression on treatment and covariates; marginal effects on binary and continuous outcomes by standardisation (g-formula) ⟦@"
                            + Bibliography.G_FORMULA + "⟧."));
        }
        if (used.contains(Adjustment.G_COMPUTATION)) {
            out.add(
                    c.t(
                            "g 计算（标准化）⟦@" + Bibliography.G_FORMULA
                                    + "⟧：以结局模型预测目标人群每个人在两种处理下的结局并取平均；计数与费用用对数连接模型，生存结局用 Cox 模型，其区间由自助法得到。",
                            "G-computation (standardisation) ⟦@" + Bibliography.G_FORMULA
                                    + "⟧: everybody's outcome under both treatments is predicted and averaged over the target population; counts and costs by a model with logarithmic link, survival by Cox's model, both with bootstrap intervals."));
        }
        if (used.contains(Adjustment.TMLE)) {
            out.add(
                    c.t(
                            "目标最大似然估计（TMLE）：先估计结局与倾向性评分，再以一步波动修正结局预测，使其满足效应的估计方程；两个模型之一正确即一致，标准误由影响函数计算。",
                            "Targeted maximum likelihood (TMLE): predictions of the outcome are moved by a fluctuation along the score until they solve the effect's estimating equation; consistent if either model is right, standard errors from the influence function."));
        }
        if (used.contains(Adjustment.NONE)) {
            out.add(c.t(
                    "未调整分析：直接比较两组，仅供与调整后结果对照，不作因果解释。",
                    "Unadjusted: the arms as they are, beside the adjusted results and without causal reading."));
        }
        return out;
    }

    private boolean hasResult(Analysis a) {
        return !c.findings().overall(a.id()).isEmpty();
    }

    private boolean anyEstimate(Predicate<EffectEstimate> test) {
        return c.effect().estimates().stream().anyMatch(test);
    }

    private String weighting() {
        List<String> formulas = new ArrayList<>();
        Set<Target> targets = c.plan().analysis().analyses().stream()
                .filter(a -> a.adjustment() == Adjustment.WEIGHTING && hasResult(a))
                .map(Analysis::target)
                .collect(Collectors.toSet());
        for (Target target : Target.values()) {
            if (targets.contains(target)) {
                formulas.add(target.name()
                        + c.t("：", ": ")
                        + switch (target) {
                            case ATE -> c.t("干预组 1/e，对照组 1/(1−e)", "1/e in the treated, 1/(1−e) in controls");
                            case ATT -> c.t("干预组 1，对照组 e/(1−e)", "1 in the treated, e/(1−e) in controls");
                            case ATC -> c.t("干预组 (1−e)/e，对照组 1", "(1−e)/e in the treated, 1 in controls");
                            case ATO -> c.t("干预组 1−e，对照组 e", "1−e in the treated, e in controls");
                            case ATM ->
                                c.t(
                                        "min(e, 1−e) 除以接受本组处理的概率",
                                        "min(e, 1−e) over the probability of the treatment received");
                        });
            }
        }
        String cite = targets.contains(Target.ATO)
                ? Bibliography.WEIGHTING + "," + Bibliography.OVERLAP
                : Bibliography.WEIGHTING;
        return c.t(
                "倾向性评分加权⟦@" + cite + "⟧：权重（e 为倾向性评分）为 " + String.join("；", formulas)
                        + "。均数用 Hajek 估计量（权重归一化）；方差考虑了倾向性评分为估计值。",
                "Propensity-score weighting ⟦@" + cite + "⟧: weights (e is the score) are "
                        + String.join("; ", formulas)
                        + ". Means are Hajek estimators with normalised weights; variances allow for the score being estimated.");
    }

    private String matching() {
        String others = new AdjustmentWords(c).matching();
        if (!others.isEmpty()) {
            return c.t(
                    "匹配⟦@" + Bibliography.MATCHING + "⟧：" + (anyPlain() ? "评分的 logit 值 1:1 最近邻贪婪匹配；" : "") + others
                            + "。方差考虑配对或匹配组。",
                    "Matching ⟦@" + Bibliography.MATCHING + "⟧: "
                            + (anyPlain() ? "greedy 1:1 nearest neighbour on the logit of the score; " : "") + others
                            + ". Variances allow for pairs or sets.");
        }
        String calipers = c.plan().analysis().analyses().stream()
                .filter(a -> a.adjustment() == Adjustment.MATCHING && hasResult(a))
                .flatMap(a -> a.matching().stream())
                .flatMap(m -> m.caliper().stream())
                .map(StatisticalMethods::trimmed)
                .distinct()
                .collect(Collectors.joining(c.joint()));
        return c.t(
                "倾向性评分匹配⟦@" + Bibliography.MATCHING + "⟧：按倾向性评分的 logit 值作 1:1 最近邻贪婪匹配"
                        + (calipers.isEmpty() ? "" : "，卡钳为 logit 值标准差的 " + calipers + " 倍") + "；方差考虑配对。",
                "Propensity-score matching ⟦@" + Bibliography.MATCHING
                        + "⟧: greedy 1:1 nearest neighbour on the logit of the score"
                        + (calipers.isEmpty() ? "" : ", caliper " + calipers + " standard deviations of the logit")
                        + "; variances allow for pairs.");
    }

    private boolean anyPlain() {
        return c.plan().analysis().analyses().stream()
                .filter(a -> a.adjustment() == Adjustment.MATCHING && hasResult(a))
                .anyMatch(a -> a.matching().map(m -> m.plain()).orElse(true));
    }

    /** Chinese and Latin letters stand apart. */
    private static String between(String words) {
        boolean latin = words.charAt(0) < 128;
        return latin ? " " + words : words;
    }

    private List<String> survival() {
        List<String> out = new ArrayList<>();
        if (!c.effect().curves().isEmpty()) {
            out.add(c.t(
                    "生存曲线：Kaplan–Meier 法⟦@" + Bibliography.KAPLAN_MEIER + "⟧，调整分析用加权曲线；风险集人数为未加权人数。",
                    "Survival curves: Kaplan–Meier ⟦@" + Bibliography.KAPLAN_MEIER
                            + "⟧, weighted in adjusted analyses; numbers at risk are unweighted."));
        }
        if (anyEstimate(e -> e.measure().equals("hazard-ratio"))) {
            out.add(c.t(
                    "风险比（HR）：Cox 比例风险模型⟦@" + Bibliography.COX + "⟧，加权与匹配分析用稳健方差⟦@" + Bibliography.ROBUST_COX
                            + "⟧；以 Schoenfeld 残差检验比例风险假定⟦@" + Bibliography.PROPORTIONAL + "⟧。",
                    "Hazard ratios: Cox's model ⟦@" + Bibliography.COX + "⟧, with robust variance ⟦@"
                            + Bibliography.ROBUST_COX
                            + "⟧ after weighting or matching; proportional hazards tested by Schoenfeld residuals ⟦@"
                            + Bibliography.PROPORTIONAL + "⟧."));
        }
        if (anyEstimate(e -> e.measure().startsWith("rmst"))) {
            out.add(c.t(
                    "限制平均生存时间⟦@" + Bibliography.RESTRICTED_MEAN + "⟧：观察期内生存曲线下面积。",
                    "Restricted mean survival time ⟦@" + Bibliography.RESTRICTED_MEAN
                            + "⟧: area under the curve up to the horizon."));
        }
        if (anyEstimate(e ->
                (e.method() + e.convention()).toLowerCase(java.util.Locale.ROOT).contains("bootstrap"))) {
            out.add(c.t(
                    "部分区间由自助法⟦@" + Bibliography.BOOTSTRAP + "⟧得到，重复 "
                            + c.numbers().count(c.plan().analysis().bootstrap()) + " 次，每次重新拟合所用的模型（如倾向性评分）。",
                    "Some intervals come from the bootstrap ⟦@" + Bibliography.BOOTSTRAP + "⟧ with "
                            + c.numbers().count(c.plan().analysis().bootstrap())
                            + " replicates; the models used, such as the score, are refitted in each."));
        }
        return out;
    }

    private void missing(Blocks b) {
        AnalysisPlan.Missing missing = c.plan().analysis().missing();
        String how = switch (missing.method()) {
            case COMPLETE_CASE ->
                c.t("剔除分析所需变量有缺失者", "people with a missing value in a variable that the analysis needs are left out");
            case MULTIPLE_IMPUTATION ->
                c.t(
                        "对协变量插补 " + missing.imputations() + " 次、每次迭代 " + missing.iterations() + " 轮⟦@"
                                + Bibliography.IMPUTATION + "⟧，按 Rubin 规则⟦@" + Bibliography.RUBIN + "⟧合并",
                        missing.imputations() + " imputations of the covariates with " + missing.iterations()
                                + " iterations ⟦@" + Bibliography.IMPUTATION + "⟧, pooled by Rubin's rules ⟦@"
                                + Bibliography.RUBIN + "⟧");
            case INVERSE_PROBABILITY ->
                c.t(
                        "完整者按其完整的概率（logistic 回归，" + missing.predictors().size()
                                + " 个预测变量）的倒数加权；加权均数与发生率的方差计入该模型，其余区间对全部人群自助抽样并重新拟合各模型",
                        "complete cases are weighted by the inverse of their probability of being complete (logistic regression on "
                                + missing.predictors().size()
                                + " predictors); the variance of weighted means and rates allows for that model, other intervals draw everybody and refit every model");
        };
        String reason = c.t(missing.reason());
        b.labelled(
                c.t("缺失数据", "Missing data"),
                c.t(Labels.of(missing.method())) + c.t("：", ": ") + how + c.t("。", ". ") + reason);
    }

    private void further(Blocks b) {
        if (!c.plan().analysis().subgroups().isEmpty()) {
            String variables = c.plan().analysis().subgroups().stream()
                    .map(s -> c.names().variable(s.variable()))
                    .collect(Collectors.joining(c.joint()));
            b.labelled(
                    c.t("亚组", "Subgroups"),
                    c.t(
                            "按" + variables + "分层重复指定分析，以 Wald 异质性检验（Cochran Q）评价各层效应是否不同；多重比较未作校正，亚组结果应谨慎解读。",
                            "The named analyses are repeated by " + variables
                                    + "; a Wald test of heterogeneity (Cochran's Q) asks whether effects differ. There is no correction for multiplicity; subgroup results call for caution."));
        }
        if (!c.effect().eValues().isEmpty()) {
            b.labelled(
                    c.t("未测量混杂", "Unmeasured confounding"),
                    c.t(
                            "以 E 值⟦@" + Bibliography.E_VALUE + "⟧表示未测量混杂须有多强才能完全解释观察到的关联。",
                            "The E-value ⟦@" + Bibliography.E_VALUE
                                    + "⟧ says how strong an unmeasured confounder would have to be to explain the association away."));
        }
        if (!c.effect().agreement().isEmpty()) {
            b.labelled(
                    c.t("与试验对标", "Benchmark"),
                    c.t(
                            "将同一分析的观察性估计与" + c.names().benchmark() + "的结果并列，按 RCT-DUPLICATE⟦@" + Bibliography.DUPLICATE
                                    + "⟧的三项标准评价一致性。",
                            "Observational estimates stand beside those of "
                                    + c.names().benchmark()
                                    + " and are compared by the three criteria of RCT-DUPLICATE ⟦@"
                                    + Bibliography.DUPLICATE + "⟧."));
        }
        b.labelled(
                c.t("小样本保护", "Small counts"),
                c.t(
                        "依政策参数包，1 至 " + c.counts().rule().limit() + " 的人数或事件数写作“≤"
                                + c.counts().rule().limit() + "”；为防止由合计、差值或百分比反推，另有部分数字以“*”代替⟦@"
                                + Bibliography.DISCLOSURE + "⟧。",
                        "Under the policy pack, counts from 1 to "
                                + c.counts().rule().limit() + " are written as “≤"
                                + c.counts().rule().limit()
                                + "”; so that they cannot be computed from totals, differences or shares, some other numbers are replaced by “*” ⟦@"
                                + Bibliography.DISCLOSURE + "⟧."));
    }

    private void software(Blocks b) {
        Dossier.Run run = c.dossier().run();
        b.labelled(
                c.t("软件与随机种子", "Software and seed"),
                c.t(
                        "Steelyard（杆秤）" + run.codeVersion() + "，Java " + run.javaVersion() + "，数据引擎 "
                                + Names.engine(run.engine()) + "；随机种子 " + run.seed() + "，线程数不影响任何结果。",
                        "Steelyard " + run.codeVersion() + ", Java " + run.javaVersion() + ", engine "
                                + Names.engine(run.engine()) + "; seed " + run.seed()
                                + "; the number of threads changes no result."));
    }
}
