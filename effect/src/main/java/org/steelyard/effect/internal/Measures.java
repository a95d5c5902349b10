package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.stats.Scale;

/** Which measures an analysis gives, and why not the others. */
final class Measures {

    private Measures() {}

    /** Those of the plan, or the usual ones of the outcome's type. */
    static List<Measure> wanted(Analysis analysis, Outcome outcome) {
        if (!analysis.measures().isEmpty()) {
            return analysis.measures();
        }
        return switch (outcome.type()) {
            case BINARY -> List.of(Measure.RISK_DIFFERENCE, Measure.RISK_RATIO, Measure.ODDS_RATIO);
            case CONTINUOUS -> List.of(Measure.MEAN_DIFFERENCE);
            case TIME_TO_EVENT -> usualOfTime(outcome);
        };
    }

    private static List<Measure> usualOfTime(Outcome outcome) {
        List<Measure> out = new ArrayList<>(List.of(Measure.HAZARD_RATIO));
        if (outcome.horizon().isPresent()) {
            out.add(Measure.SURVIVAL_DIFFERENCE);
            out.add(Measure.RMST_DIFFERENCE);
        }
        return out;
    }

    static Scale scale(Measure measure) {
        return switch (measure) {
            case RISK_DIFFERENCE, MEAN_DIFFERENCE, SURVIVAL_DIFFERENCE, RMST_DIFFERENCE -> Scale.IDENTITY;
            case RISK_RATIO, ODDS_RATIO, HAZARD_RATIO -> Scale.LOG;
        };
    }

    /** Why this measure cannot be had from this analysis whatever the data; empty when it can. */
    static Optional<Text> impossible(Measure measure, Analysis analysis, Outcome outcome) {
        if (!fits(measure, outcome.type())) {
            return Optional.of(Text.of("该指标不适用于此类结局", "the measure does not fit this type of outcome"));
        }
        if (needsHorizon(measure) && outcome.horizon().isEmpty()) {
            return Optional.of(Text.of("结局未给出评价时点", "the outcome names no horizon"));
        }
        return switch (analysis.adjustment()) {
            case NONE, WEIGHTING -> Optional.empty();
            case MATCHING ->
                analysis.target() == Target.ATT
                        ? Optional.empty()
                        : Optional.of(
                                Text.of(
                                        "一对一匹配为每个接受干预者寻找对照，只能估计接受干预人群的效应（ATT）",
                                        "one-to-one matching finds a control for every treated person and estimates the effect in the treated (ATT) only"));
            case AUGMENTED_WEIGHTING -> augmented(analysis, outcome);
            case REGRESSION -> regression(measure, analysis);
        };
    }

    private static Optional<Text> augmented(Analysis analysis, Outcome outcome) {
        if (outcome.type() == OutcomeType.TIME_TO_EVENT) {
            return Optional.of(
                    Text.of(
                            "本系统的增强逆概率加权不支持含删失的生存结局；请改用加权、匹配或回归",
                            "augmented weighting here does not handle censored outcomes; use weighting, matching or regression"));
        }
        return Augmented.supports(analysis.target())
                ? Optional.empty()
                : Optional.of(
                        Text.of("增强逆概率加权不支持该目标人群", "augmented weighting is not available for this target population"));
    }

    private static Optional<Text> regression(Measure measure, Analysis analysis) {
        return switch (measure) {
            case SURVIVAL_DIFFERENCE, RMST_DIFFERENCE ->
                Optional.of(
                        Text.of(
                                "回归模型给出条件风险比，不提供标准化生存曲线；请用加权或匹配分析估计该指标",
                                "the regression gives a conditional hazard ratio, not standardised curves; estimate this measure by weighting or matching"));
            case RISK_DIFFERENCE, RISK_RATIO ->
                Augmented.supports(analysis.target())
                        ? Optional.empty()
                        : Optional.of(Text.of(
                                "标准化（g 计算）不支持重叠人群（ATO）",
                                "standardisation (g-computation) is not available for the overlap population (ATO)"));
            case ODDS_RATIO, MEAN_DIFFERENCE, HAZARD_RATIO -> Optional.empty();
        };
    }

    private static boolean fits(Measure measure, OutcomeType type) {
        return switch (measure) {
            case RISK_DIFFERENCE, RISK_RATIO, ODDS_RATIO -> type == OutcomeType.BINARY;
            case MEAN_DIFFERENCE -> type == OutcomeType.CONTINUOUS;
            case HAZARD_RATIO, SURVIVAL_DIFFERENCE, RMST_DIFFERENCE -> type == OutcomeType.TIME_TO_EVENT;
        };
    }

    static boolean needsHorizon(Measure measure) {
        return measure == Measure.SURVIVAL_DIFFERENCE || measure == Measure.RMST_DIFFERENCE;
    }

    static boolean scored(Adjustment adjustment) {
        return switch (adjustment) {
            case WEIGHTING, MATCHING, AUGMENTED_WEIGHTING -> true;
            case NONE, REGRESSION -> false;
        };
    }
}
