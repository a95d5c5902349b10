package org.steelyard.protocol.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Matching;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;

/** Which measure which method can give of which outcome, whatever the data. One table for the check of a plan and for its run. */
public final class Availability {

    private static final Set<Measure> AT_HORIZON = Set.of(
            Measure.SURVIVAL_DIFFERENCE,
            Measure.RMST_DIFFERENCE,
            Measure.CUMULATIVE_INCIDENCE_DIFFERENCE,
            Measure.CUMULATIVE_INCIDENCE_RATIO,
            Measure.MEAN_COUNT_DIFFERENCE);

    private Availability() {}

    /** Measures that exist for this type of outcome, the usual ones first. */
    public static List<Measure> of(OutcomeType type) {
        return switch (type) {
            case BINARY -> List.of(Measure.RISK_DIFFERENCE, Measure.RISK_RATIO, Measure.ODDS_RATIO);
            case CONTINUOUS -> List.of(Measure.MEAN_DIFFERENCE);
            case TIME_TO_EVENT -> List.of(Measure.HAZARD_RATIO, Measure.SURVIVAL_DIFFERENCE, Measure.RMST_DIFFERENCE);
            case COUNT -> List.of(Measure.RATE_RATIO, Measure.RATE_DIFFERENCE);
            case COST -> List.of(Measure.MEAN_DIFFERENCE, Measure.MEAN_RATIO);
            case ORDINAL -> List.of(Measure.COMMON_ODDS_RATIO);
            case COMPETING ->
                List.of(
                        Measure.SUBDISTRIBUTION_HAZARD_RATIO,
                        Measure.HAZARD_RATIO,
                        Measure.CUMULATIVE_INCIDENCE_DIFFERENCE,
                        Measure.CUMULATIVE_INCIDENCE_RATIO);
            case RECURRENT -> List.of(Measure.RATE_RATIO, Measure.MEAN_COUNT_DIFFERENCE);
            case REPEATED -> List.of(Measure.CHANGE_DIFFERENCE, Measure.MEAN_DIFFERENCE);
        };
    }

    public static boolean needsHorizon(Measure measure) {
        return AT_HORIZON.contains(measure);
    }

    /** Those of the plan, or else those that the outcome, its horizon and the method allow. */
    public static List<Measure> wanted(Analysis analysis, Outcome outcome) {
        if (!analysis.measures().isEmpty()) {
            return analysis.measures();
        }
        List<Measure> out = new ArrayList<>();
        for (Measure m : of(outcome.type())) {
            boolean readable = !needsHorizon(m) || outcome.horizon().isPresent();
            if (readable
                    && (classic(analysis, outcome)
                            || impossible(m, analysis, outcome).isEmpty())) {
                out.add(m);
            }
        }
        return out;
    }

    /** The first methods and outcomes list what they cannot give beside what they can; their reports stay as they were. */
    private static boolean classic(Analysis analysis, Outcome outcome) {
        boolean type = switch (outcome.type()) {
            case BINARY, CONTINUOUS, TIME_TO_EVENT -> true;
            case COUNT, COST, ORDINAL, COMPETING, RECURRENT, REPEATED -> false;
        };
        boolean method = switch (analysis.adjustment()) {
            case NONE, WEIGHTING, AUGMENTED_WEIGHTING, REGRESSION -> true;
            case MATCHING -> analysis.matching().map(Matching::plain).orElse(true);
            case G_COMPUTATION, TMLE -> false;
        };
        return type && method;
    }

    /** Why this measure cannot be had from this analysis whatever the data; empty when it can. */
    public static Optional<Text> impossible(Measure measure, Analysis analysis, Outcome outcome) {
        if (!of(outcome.type()).contains(measure)) {
            return no("该指标不适用于此类结局", "the measure does not fit this type of outcome");
        }
        if (needsHorizon(measure) && outcome.horizon().isEmpty()) {
            return no("结局未给出评价时点", "the outcome names no horizon");
        }
        return switch (analysis.adjustment()) {
            case NONE -> Optional.empty();
            case WEIGHTING -> weighting(outcome);
            case MATCHING -> matching(measure, analysis, outcome);
            case AUGMENTED_WEIGHTING -> doublyRobust(analysis, outcome);
            case TMLE -> doublyRobust(analysis, outcome);
            case REGRESSION -> regression(measure, analysis, outcome);
            case G_COMPUTATION -> standardised(measure, analysis, outcome);
        };
    }

    /** Why this analysis cannot have its people weighted for being complete; empty when it can. */
    public static Optional<Text> unweighable(Analysis analysis, Outcome outcome) {
        if (outcome.type() == OutcomeType.REPEATED) {
            return no(
                    "重复测量结局的估计方程不支持完整性权重（缺失的某次测量本就不需剔除此人）；请用多重插补或完整病例",
                    "estimating equations of repeated outcomes take no weights for being complete here; use multiple imputation or complete cases");
        }
        boolean possible = switch (analysis.adjustment()) {
            case NONE, WEIGHTING, REGRESSION, G_COMPUTATION -> true;
            case MATCHING, AUGMENTED_WEIGHTING, TMLE -> false;
        };
        if (!possible) {
            return no(
                    "完整性权重不能与匹配或双重稳健方法合用；请改用加权、回归或 g 计算，或改用多重插补",
                    "weights for being complete cannot be joined to matching or doubly robust methods; use weighting, regression or g-computation, or multiple imputation");
        }
        boolean logistic = analysis.score()
                .map(s -> s.model() == ScoreRule.ScoreModel.LOGISTIC)
                .orElse(true);
        if (!logistic) {
            return no(
                    "完整性权重只能与 logistic 倾向性评分合用",
                    "weights for being complete can be joined to a logistic propensity score only");
        }
        return analysis.cox().flatMap(CoxRule::cluster).isPresent()
                ? no(
                        "完整性权重的区间按人自助抽样，不能按 cluster 聚类",
                        "with weights for being complete people are drawn for the interval, which leaves no clusters")
                : Optional.empty();
    }

    private static Optional<Text> weighting(Outcome outcome) {
        return outcome.type() == OutcomeType.REPEATED
                ? no(
                        "重复测量结局的估计方程不支持权重；请用回归（GEE）",
                        "estimating equations of repeated outcomes take no weights here; use regression (GEE)")
                : Optional.empty();
    }

    private static Optional<Text> matching(Measure measure, Analysis analysis, Outcome outcome) {
        Matching rule =
                analysis.matching().orElseGet(() -> new Matching(Optional.empty(), Matching.Order.DESCENDING, false));
        boolean everybody = switch (rule.method()) {
            case NEAREST, OPTIMAL -> false;
            case FULL, EXACT, COARSENED -> analysis.target() == Target.ATE;
            case ABADIE_IMBENS -> analysis.target() == Target.ATE || analysis.target() == Target.ATC;
        };
        if (analysis.target() != Target.ATT && !everybody) {
            return rule.plain()
                    ? no(
                            "一对一匹配为每个接受干预者寻找对照，只能估计接受干预人群的效应（ATT）",
                            "one-to-one matching finds a control for every treated person and estimates the effect in the treated (ATT) only")
                    : no(
                            "该匹配方法不能估计此目标人群的效应",
                            "this way of matching does not give the effect in this target population");
        }
        if (outcome.type() == OutcomeType.REPEATED) {
            return no("重复测量结局不支持匹配；请用回归（GEE）", "repeated outcomes are not matched here; use regression (GEE)");
        }
        boolean difference = measure == Measure.RISK_DIFFERENCE || measure == Measure.MEAN_DIFFERENCE;
        return rule.method() == Matching.MatchingMethod.ABADIE_IMBENS && !difference
                ? no("Abadie–Imbens 估计量只给出差值", "the Abadie-Imbens estimator gives differences only")
                : Optional.empty();
    }

    private static Optional<Text> doublyRobust(Analysis analysis, Outcome outcome) {
        boolean augmented = analysis.adjustment() == Adjustment.AUGMENTED_WEIGHTING;
        boolean mean = switch (outcome.type()) {
            case BINARY, CONTINUOUS, COST -> true;
            case COUNT -> outcome.exposureTime().isEmpty();
            case TIME_TO_EVENT, ORDINAL, COMPETING, RECURRENT, REPEATED -> false;
        };
        if (!mean && augmented && outcome.type() == OutcomeType.TIME_TO_EVENT) {
            return no(
                    "本系统的增强逆概率加权不支持含删失的生存结局；请改用加权、匹配或回归",
                    "augmented weighting here does not handle censored outcomes; use weighting, matching or regression");
        }
        if (!mean) {
            return no(
                    "该双重稳健方法只用于均值类结局；请改用加权",
                    "doubly robust methods here are for outcomes that have a mean; use weighting");
        }
        if (averages(analysis.target())) {
            return Optional.empty();
        }
        return augmented
                ? no("增强逆概率加权不支持该目标人群", "augmented weighting is not available for this target population")
                : no("目标最大似然估计不支持该目标人群", "targeted estimation is not available for this target population");
    }

    private static Optional<Text> regression(Measure measure, Analysis analysis, Outcome outcome) {
        return switch (measure) {
            case SURVIVAL_DIFFERENCE, RMST_DIFFERENCE ->
                no(
                        "回归模型给出条件风险比，不提供标准化生存曲线；请用加权或匹配分析估计该指标",
                        "the regression gives a conditional hazard ratio, not standardised curves; estimate this measure by weighting or matching");
            case RISK_DIFFERENCE, RISK_RATIO ->
                averages(analysis.target())
                        ? Optional.empty()
                        : no(
                                "标准化（g 计算）不支持重叠人群（ATO）",
                                "standardisation (g-computation) is not available for the overlap population (ATO)");
            case CUMULATIVE_INCIDENCE_DIFFERENCE, CUMULATIVE_INCIDENCE_RATIO, RATE_DIFFERENCE, MEAN_COUNT_DIFFERENCE ->
                no(
                        "回归模型不直接给出该边际指标；请用加权、匹配或 g 计算",
                        "the regression does not give this marginal measure; use weighting, matching or g-computation");
            case MEAN_RATIO,
                    RATE_RATIO,
                    COMMON_ODDS_RATIO,
                    SUBDISTRIBUTION_HAZARD_RATIO,
                    CHANGE_DIFFERENCE,
                    ODDS_RATIO,
                    MEAN_DIFFERENCE,
                    HAZARD_RATIO -> Optional.empty();
        };
    }

    private static Optional<Text> standardised(Measure measure, Analysis analysis, Outcome outcome) {
        boolean possible = switch (outcome.type()) {
            case BINARY, CONTINUOUS, COUNT, COST -> true;
            case TIME_TO_EVENT -> measure != Measure.HAZARD_RATIO;
            case ORDINAL, COMPETING, RECURRENT, REPEATED -> false;
        };
        if (!possible) {
            return no("g 计算不提供该指标", "g-computation does not give this measure");
        }
        return averages(analysis.target())
                ? Optional.empty()
                : no("g 计算不支持该目标人群", "g-computation is not available for this target population");
    }

    /** Populations over which predictions are averaged: everybody, the treated, the controls. */
    public static boolean averages(Target target) {
        return target == Target.ATE || target == Target.ATT || target == Target.ATC;
    }

    private static Optional<Text> no(String zh, String en) {
        return Optional.of(Text.of(zh, en));
    }
}
