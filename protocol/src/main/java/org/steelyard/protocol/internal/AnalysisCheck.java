package org.steelyard.protocol.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.AnalysisRole;
import org.steelyard.protocol.AnalysisPlan.Matching.MatchingMethod;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Subgroup;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.DesignMethod.SeveralArms;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.ProtocolError;
import org.steelyard.protocol.ProtocolRules;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.Variable.Type;
import org.steelyard.protocol.method.Availability;

/**
 * The planned analyses. There is at least one primary analysis, and at most one for each outcome: two answers to the same
 * main question would leave open which one decides.
 */
final class AnalysisCheck {

    private AnalysisCheck() {}

    static void check(PlanContext context) {
        AnalysisPlan plan = context.plan().analysis();
        context.unique(plan.analyses(), Analysis::id, "analysis.analyses", ".id");
        reserved(context, plan.analyses());
        primaries(context, plan.analyses());
        covariates(context, plan.covariates(), Optional.empty(), "analysis.covariates");
        for (int i = 0; i < plan.analyses().size(); i++) {
            one(context, plan.analyses().get(i), "analysis.analyses[" + i + "]");
        }
        MethodCheck.plan(context);
        for (int i = 0; i < plan.subgroups().size(); i++) {
            subgroup(context, plan.subgroups().get(i), "analysis.subgroups[" + i + "]");
        }
    }

    private static void reserved(PlanContext context, List<Analysis> analyses) {
        Set<String> taken = Set.of(ProtocolRules.ECONOMICS, ProtocolRules.SOCIETY);
        for (int i = 0; i < analyses.size(); i++) {
            if (taken.contains(analyses.get(i).id())) {
                context.add(
                        ProtocolError.DUPLICATE_ID,
                        "analysis.analyses[" + i + "].id",
                        Text.of("economics 与 society 为保留名称。", "The names economics and society are taken."),
                        Text.of("改用另一个名称。", "Give it another name."));
            }
        }
    }

    private static void primaries(PlanContext context, List<Analysis> analyses) {
        Set<String> outcomes = new HashSet<>();
        for (int i = 0; i < analyses.size(); i++) {
            Analysis analysis = analyses.get(i);
            if (analysis.role() == AnalysisRole.PRIMARY && !outcomes.add(analysis.outcome())) {
                primary(
                        context,
                        "analysis.analyses[" + i + "].role",
                        Text.of(
                                "结局 " + analysis.outcome() + " 已有主要分析，每个结局至多一个。",
                                "Outcome " + analysis.outcome() + " already has a primary analysis; one at most."));
            }
        }
        if (outcomes.isEmpty() && !DesignCheck.anyPrimary(context)) {
            primary(
                    context,
                    "analysis.analyses",
                    Text.of("没有主要分析，至少须有一个。", "There is no primary analysis; at least one" + " is needed."));
        }
    }

    private static void primary(PlanContext context, String path, Text message) {
        context.add(
                ProtocolError.UNCLEAR_PRIMARY,
                path,
                message,
                Text.of(
                        "将回答核心问题的一个分析设为 primary，其余设为 secondary 或 sensitivity。",
                        "Make the one that answers the question" + " primary, the others secondary or sensitivity."));
    }

    private static void one(PlanContext context, Analysis analysis, String at) {
        boolean known = context.resolves(analysis.outcome(), context.outcomeIds(), at + ".outcome", Words.OUTCOME);
        Optional<Outcome> outcome = context.outcome(analysis.outcome());
        if (known) {
            measures(context, analysis, outcome.orElseThrow(), at);
        }
        covariates(context, analysis.covariates(), Optional.empty(), at + ".covariates");
        List<String> used =
                analysis.covariates().isEmpty() ? context.plan().analysis().covariates() : analysis.covariates();
        String where = analysis.covariates().isEmpty() ? "analysis.covariates" : at + ".covariates";
        if (analysis.adjustment() != Adjustment.NONE) {
            covariates(context, used, outcome, where);
            if (used.isEmpty()) {
                incomplete(context, at, "须有协变量才能调整", "adjustment needs covariates");
            }
        }
        settings(context, analysis, at);
    }

    private static void settings(PlanContext context, Analysis analysis, String at) {
        boolean matching = analysis.adjustment() == Adjustment.MATCHING;
        if (matching && analysis.matching().isEmpty()) {
            incomplete(
                    context,
                    at + ".matching",
                    "匹配分析须写 matching，例如 {caliper: 0.2}",
                    "matching needs its settings, for" + " instance {caliper: 0.2}");
        }
        if (!matching && analysis.matching().isPresent()) {
            incomplete(context, at + ".matching", "matching 只用于匹配分析", "matching belongs to adjustment matching");
        }
        boolean paired = analysis.matching().isEmpty()
                || Set.of(MatchingMethod.NEAREST, MatchingMethod.OPTIMAL)
                        .contains(analysis.matching().get().method());
        if (matching && paired && analysis.target() != Target.ATT) {
            incomplete(
                    context,
                    at + ".target",
                    "匹配以干预组为起点，target 应为 att",
                    "matching starts from the treated; target must" + " be att");
        }
        MethodCheck.one(context, analysis, at);
        if (analysis.role() == AnalysisRole.PRIMARY && analysis.estimand().isBlank()) {
            incomplete(context, at + ".estimand", "主要分析须写明 estimand", "a primary analysis states its estimand");
        }
    }

    private static void measures(PlanContext context, Analysis analysis, Outcome outcome, String at) {
        List<Measure> possible = Availability.of(outcome.type());
        String ids =
                String.join(", ", possible.stream().map(Measure::id).sorted().toList());
        for (int i = 0; i < analysis.measures().size(); i++) {
            Measure measure = analysis.measures().get(i);
            String path = at + ".measures[" + i + "]";
            if (!possible.contains(measure)) {
                impossible(
                        context,
                        path,
                        measure.label().zh() + "不适用于" + type(outcome).zh() + "结局；可用：" + ids.replace(", ", "、"),
                        measure.id() + " does not fit " + type(outcome).en() + " outcome; possible: " + ids);
            } else if (Availability.needsHorizon(measure) && outcome.horizon().isEmpty()) {
                context.add(
                        ProtocolError.INCOMPLETE_OUTCOME,
                        path,
                        Text.of(
                                "该指标须在结局 " + outcome.id() + " 中写明 horizon。",
                                "This measure needs horizon in outcome " + outcome.id() + "."),
                        Text.of("在结局中填写 horizon。", "Fill in horizon of the outcome."));
            }
        }
        unavailable(context, analysis, outcome, at);
    }

    /** A method none of whose measures can be had of the outcome answers nothing. */
    private static void unavailable(PlanContext context, Analysis analysis, Outcome outcome, String at) {
        if (outcome.type() == Outcome.OutcomeType.TIME_TO_EVENT
                && analysis.adjustment() == Adjustment.AUGMENTED_WEIGHTING) {
            impossible(
                    context,
                    at + ".adjustment",
                    "增强逆概率加权不适用于有删失的时间-事件结局",
                    "augmented weighting does not handle censored time-to-event outcomes");
            return;
        }
        List<Measure> wanted = Availability.of(outcome.type()).stream()
                .filter(m -> !Availability.needsHorizon(m) || outcome.horizon().isPresent())
                .filter(m ->
                        analysis.measures().isEmpty() || analysis.measures().contains(m))
                .toList();
        List<Text> reasons = wanted.stream()
                .flatMap(m -> Availability.impossible(m, analysis, outcome).stream())
                .distinct()
                .toList();
        boolean averaged = Availability.averages(analysis.target());
        if (!wanted.isEmpty()
                && averaged
                && wanted.stream()
                        .allMatch(m ->
                                Availability.impossible(m, analysis, outcome).isPresent())) {
            impossible(
                    context,
                    at + ".adjustment",
                    reasons.getFirst().zh(),
                    reasons.getFirst().en());
        }
    }

    private static Text type(Outcome outcome) {
        return switch (outcome.type()) {
            case BINARY -> Text.of("二分类", "a binary");
            case CONTINUOUS -> Text.of("连续", "a continuous");
            case TIME_TO_EVENT -> Text.of("时间-事件", "a time-to-event");
            case COUNT -> Text.of("计数", "a count");
            case COST -> Text.of("费用", "a cost");
            case ORDINAL -> Text.of("有序", "an ordinal");
            case COMPETING -> Text.of("竞争风险", "a competing-risks");
            case RECURRENT -> Text.of("复发事件", "a recurrent");
            case REPEATED -> Text.of("重复测量", "a repeated");
        };
    }

    private static void impossible(PlanContext context, String path, String zh, String en) {
        context.add(
                ProtocolError.IMPOSSIBLE_MEASURE,
                path,
                Text.of(zh + "。", en + "."),
                Text.of("换用适合该结局类型的指标或方法。", "Choose one that fits the outcome."));
    }

    /** With an outcome, covariates must not be made from it either. */
    private static void covariates(PlanContext context, List<String> names, Optional<Outcome> outcome, String path) {
        for (int i = 0; i < names.size(); i++) {
            String at = path + "[" + i + "]";
            if (context.resolves(names.get(i), context.variableNames(), at, Words.VARIABLE)) {
                covariate(context, context.variable(names.get(i)).orElseThrow(), outcome, at);
            }
        }
        context.unique(names, name -> name, path, "");
    }

    private static void covariate(PlanContext context, Variable variable, Optional<Outcome> outcome, String at) {
        context.fits(variable, Set.of(Type.NUMBER, Type.INTEGER, Type.BINARY, Type.CATEGORY), at, Words.COVARIATE);
        Set<String> made =
                new HashSet<>(VariableCheck.ancestors(variable, context.plan().variables()));
        made.add(variable.name());
        if (made.contains(context.plan().exposure().variable())) {
            bad(context, at, variable, "是暴露变量或由其计算", "is the exposure or computed from it");
        }
        if (variable.role() == Variable.Role.IDENTIFIER) {
            bad(context, at, variable, "是标识变量", "is an identifier");
        }
        boolean fromOutcome = outcome.stream()
                .flatMap(o -> o.variables().stream())
                .filter(v -> !baseline(outcome, v))
                .anyMatch(made::contains);
        if (fromOutcome) {
            bad(context, at, variable, "是本分析的结局或由其计算", "is the outcome of an analysis or computed from it");
        }
    }

    /** The first visit of a repeated outcome at time zero is a trait before treatment. */
    private static boolean baseline(Optional<Outcome> outcome, String variable) {
        return outcome.stream()
                .flatMap(o -> o.visits().stream())
                .anyMatch(v -> v.at() == 0 && v.variable().equals(variable));
    }

    private static void bad(PlanContext context, String at, Variable variable, String zh, String en) {
        context.add(
                ProtocolError.BAD_COVARIATE,
                at,
                Text.of(
                        "协变量 " + variable.name() + " " + zh + "，协变量只能是时间零点之前已确定的特征。",
                        "Covariate " + variable.name() + " " + en
                                + "; covariates are traits settled before time zero."),
                Text.of("从协变量中删去。", "Remove it from the covariates."));
    }

    private static void subgroup(PlanContext context, Subgroup subgroup, String at) {
        context.typed(subgroup.variable(), Set.of(Type.BINARY, Type.CATEGORY), at + ".variable", Words.SUBGROUP);
        if (subgroup.variable().equals(context.plan().exposure().variable())) {
            context.add(
                    ProtocolError.WRONG_VARIABLE,
                    at + ".variable",
                    Text.of("暴露变量不能作亚组。", "The exposure cannot form subgroups."),
                    Text.of("换一个变量。", "Use another variable."));
        }
        for (int i = 0; i < subgroup.analyses().size(); i++) {
            repeated(context, subgroup, i, at + ".analyses[" + i + "]");
        }
    }

    /** Analyses are repeated in the levels of a subgroup, and so are comparisons of several arms of the plan's own table. */
    private static void repeated(PlanContext context, Subgroup subgroup, int i, String at) {
        String id = subgroup.analyses().get(i);
        Optional<SeveralArms> design = context.plan().analysis().designs().stream()
                .filter(d -> d.id().equals(id) && d.table().isEmpty())
                .flatMap(d -> d.method() instanceof SeveralArms m ? Stream.of(m) : Stream.empty())
                .findFirst();
        if (design.isEmpty()) {
            context.resolves(id, context.analysisIds(), at, Words.ANALYSIS);
        } else if (design.get().arm().equals(subgroup.variable())) {
            context.add(
                    ProtocolError.WRONG_VARIABLE,
                    at,
                    Text.of("分组变量不能作它自己的亚组。", "The arms cannot form subgroups of their own comparison."),
                    Text.of("换一个亚组变量，或不列该设计。", "Use another variable, or leave the design out."));
        }
    }

    static void incomplete(PlanContext context, String path, String zh, String en) {
        context.add(
                ProtocolError.INCOMPLETE_ANALYSIS,
                path,
                Text.of("分析设置有误：" + zh + "。", "The analysis is not well set: " + en + "."),
                Text.of("按说明补充或修改。", "Add or change it as said."));
    }
}
