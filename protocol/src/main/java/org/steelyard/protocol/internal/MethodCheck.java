package org.steelyard.protocol.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.steelyard.protocol.AnalysisPlan;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Matching;
import org.steelyard.protocol.AnalysisPlan.Matching.MatchingMethod;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Trim;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.DesignPlan;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.Variable.Type;
import org.steelyard.protocol.method.Availability;
import org.steelyard.protocol.method.MarginRule;
import org.steelyard.protocol.method.MultiplicityRule;
import org.steelyard.protocol.method.MultiplicityRule.MultiplicityMethod;
import org.steelyard.protocol.method.ScoreRule.ScoreModel;
import org.steelyard.protocol.method.SensitivityRule;

/** Parts of an analysis that only some methods take, and whether they say enough. */
final class MethodCheck {

    private static final Set<Adjustment> SCORED =
            Set.of(Adjustment.WEIGHTING, Adjustment.MATCHING, Adjustment.AUGMENTED_WEIGHTING, Adjustment.TMLE);
    private static final Set<Type> GROUPS = Set.of(Type.BINARY, Type.CATEGORY, Type.INTEGER);
    private static final Set<Type> ANY = Set.of(Type.BINARY, Type.CATEGORY, Type.INTEGER, Type.NUMBER, Type.TEXT);

    private MethodCheck() {}

    static void plan(PlanContext context) {
        AnalysisPlan plan = context.plan().analysis();
        boolean weighted = plan.missing().method() == AnalysisPlan.Missing.Method.INVERSE_PROBABILITY;
        if (weighted == plan.missing().predictors().isEmpty()) {
            incomplete(
                    context,
                    "analysis.missing.predictors",
                    weighted ? "逆概率加权须列预测变量 predictors" : "predictors 只用于 inverse-probability",
                    weighted
                            ? "inverse-probability weighting needs predictors"
                            : "predictors belong to inverse-probability");
        }
        for (int i = 0; i < plan.missing().predictors().size(); i++) {
            context.typed(
                    plan.missing().predictors().get(i),
                    Set.of(Type.BINARY, Type.CATEGORY, Type.INTEGER, Type.NUMBER),
                    "analysis.missing.predictors[" + i + "]",
                    Words.COVARIATE);
        }
        for (int i = 0; weighted && i < plan.analyses().size(); i++) {
            Analysis analysis = plan.analyses().get(i);
            String at = "analysis.analyses[" + i + "].adjustment";
            context.outcome(analysis.outcome())
                    .flatMap(o -> Availability.unweighable(analysis, o))
                    .ifPresent(why -> incomplete(context, at, why.zh(), why.en()));
        }
        context.unique(plan.multiplicity(), MultiplicityRule::id, "analysis.multiplicity", ".id");
        for (int i = 0; i < plan.multiplicity().size(); i++) {
            multiplicity(context, plan.multiplicity().get(i), "analysis.multiplicity[" + i + "]");
        }
    }

    static void one(PlanContext context, Analysis analysis, String at) {
        score(context, analysis, at);
        trim(context, analysis, at);
        matching(context, analysis, at);
        models(context, analysis, at);
        analysis.margin().ifPresent(m -> margin(context, analysis, m, at + ".margin"));
        analysis.sensitivity().ifPresent(s -> sensitivity(context, analysis, s, at + ".sensitivity"));
    }

    private static void score(PlanContext context, Analysis a, String at) {
        boolean scored = SCORED.contains(a.adjustment());
        if (a.score().isPresent() && (!scored || a.crossFit().isPresent() || a.adjustment() == Adjustment.TMLE)) {
            incomplete(
                    context,
                    at + ".score",
                    "score 只用于加权、匹配与（未写 crossFit 的）增强逆概率加权",
                    "score belongs to weighting, matching, and augmented weighting without crossFit");
        }
        boolean entropy =
                a.score().filter(s -> s.model() == ScoreModel.ENTROPY_BALANCING).isPresent();
        if (entropy && (a.adjustment() != Adjustment.WEIGHTING || a.trim().isPresent())) {
            incomplete(
                    context,
                    at + ".score",
                    "熵平衡只给出权重而无评分，只用于不修剪的加权",
                    "entropy balancing gives weights and no score: for weighting without trimming only");
        }
        boolean balancing = entropy
                || a.score()
                        .filter(s -> s.model() == ScoreModel.COVARIATE_BALANCING)
                        .isPresent();
        if (balancing && !Availability.averages(a.target())) {
            incomplete(
                    context,
                    at + ".target",
                    "平衡法的 target 须为 ate、att 或 atc",
                    "balancing methods are for ate, att or atc");
        }
        if (a.weights().isPresent() && a.adjustment() != Adjustment.WEIGHTING) {
            incomplete(context, at + ".weights", "weights 只用于加权", "weights belongs to adjustment weighting");
        }
        List<Double> cut = a.weights().map(w -> w.truncate()).orElse(List.of());
        if (!cut.isEmpty() && (cut.size() != 2 || cut.getFirst() >= cut.getLast())) {
            incomplete(
                    context,
                    at + ".weights.truncate",
                    "truncate 须为两个递增的分位，例如 [0.01, 0.99]",
                    "truncate is two rising quantiles, for instance [0.01, 0.99]");
        }
    }

    private static void trim(PlanContext context, Analysis analysis, String at) {
        if (analysis.trim().isEmpty()) {
            return;
        }
        Trim trim = analysis.trim().get();
        if (trim.lower().isPresent()
                && trim.upper().isPresent()
                && trim.lower().get() >= trim.upper().get()) {
            incomplete(context, at + ".trim", "修剪下限应小于上限", "the lower bound of trimming must be below the upper");
        }
        boolean bounds = trim.lower().isPresent() && trim.upper().isPresent();
        boolean anyBound = trim.lower().isPresent() || trim.upper().isPresent();
        boolean well = switch (trim.method()) {
            case RANGE -> bounds && trim.share().isEmpty();
            case PREFERENCE -> bounds == anyBound && trim.share().isEmpty();
            case PERCENTILE -> !anyBound && trim.share().isPresent();
            case CRUMP, COMMON_SUPPORT -> !anyBound && trim.share().isEmpty();
        };
        if (!well) {
            incomplete(
                    context,
                    at + ".trim",
                    "range 须有 lower 与 upper，preference 可有两者（缺省 0.3–0.7），percentile 须有 share，其余不带参数",
                    "range needs lower and upper, preference may have both (0.3 to 0.7 when absent), percentile needs share, the others take nothing");
        }
        if (!SCORED.contains(analysis.adjustment())) {
            incomplete(context, at + ".trim", "修剪只用于倾向性评分方法", "trimming belongs to methods with a propensity score");
        }
    }

    private static void matching(PlanContext context, Analysis a, String at) {
        if (a.matching().isEmpty()) {
            return;
        }
        Matching m = a.matching().get();
        String path = at + ".matching";
        boolean free = Set.of(MatchingMethod.EXACT, MatchingMethod.COARSENED).contains(m.method());
        if (m.replacement() && !m.plain()) {
            incomplete(
                    context,
                    path + ".replacement",
                    "有放回只用于一对一最近邻匹配；多对一请用 abadie-imbens",
                    "replacement is for 1:1 nearest matching on the score; use abadie-imbens for more");
        }
        if (m.method() == MatchingMethod.EXACT && m.exact().isEmpty()) {
            incomplete(context, path + ".exact", "精确匹配须列 exact", "exact matching needs exact");
        }
        if ((free || m.method() == MatchingMethod.ABADIE_IMBENS)
                && (a.score().isPresent() || a.trim().isPresent() || m.caliper().isPresent())) {
            incomplete(
                    context,
                    path,
                    "该匹配方法不用评分，不可写 score、trim 或 caliper",
                    "this way of matching uses no score: no score, trim or caliper");
        }
        if (!m.coarsen().isEmpty() && m.method() != MatchingMethod.COARSENED) {
            incomplete(context, path + ".coarsen", "coarsen 只用于粗化精确匹配", "coarsen belongs to coarsened matching");
        }
        boolean many = Set.of(MatchingMethod.NEAREST, MatchingMethod.OPTIMAL, MatchingMethod.ABADIE_IMBENS)
                .contains(m.method());
        if (m.ratio() > 1 && !many) {
            incomplete(context, path + ".ratio", "该匹配方法不用 ratio", "this way of matching takes no ratio");
        }
        if (m.biasAdjusted() && m.method() != MatchingMethod.ABADIE_IMBENS) {
            incomplete(
                    context,
                    path + ".biasAdjusted",
                    "biasAdjusted 只用于 abadie-imbens",
                    "biasAdjusted belongs to abadie-imbens");
        }
        for (int i = 0; i < m.exact().size(); i++) {
            context.typed(m.exact().get(i), GROUPS, path + ".exact[" + i + "]", Words.COVARIATE);
        }
        for (int i = 0; i < m.coarsen().size(); i++) {
            context.typed(
                    m.coarsen().get(i).variable(),
                    Set.of(Type.NUMBER, Type.INTEGER),
                    path + ".coarsen[" + i + "].variable",
                    Words.COVARIATE);
        }
    }

    private static void models(PlanContext context, Analysis a, String at) {
        boolean robust = a.adjustment() == Adjustment.AUGMENTED_WEIGHTING || a.adjustment() == Adjustment.TMLE;
        if (a.crossFit().isPresent() && !robust) {
            incomplete(context, at + ".crossFit", "crossFit 只用于双重稳健方法", "crossFit belongs to doubly robust methods");
        }
        boolean modelled =
                robust || a.adjustment() == Adjustment.REGRESSION || a.adjustment() == Adjustment.G_COMPUTATION;
        if (a.outcomeModel().isPresent() && !modelled) {
            incomplete(
                    context,
                    at + ".outcomeModel",
                    "outcomeModel 只用于回归、g 计算与双重稳健方法",
                    "outcomeModel belongs to regression, g-computation and doubly robust methods");
        }
        a.outcomeModel().ifPresent(o -> family(context, a, o.family(), at));
        if (a.cox().isEmpty()) {
            return;
        }
        boolean timed = context.outcome(a.outcome())
                .filter(o -> o.type() == OutcomeType.TIME_TO_EVENT || o.type() == OutcomeType.COMPETING)
                .isPresent();
        if (!timed) {
            incomplete(
                    context, at + ".cox", "cox 只用于时间-事件与竞争风险结局", "cox belongs to time-to-event and competing outcomes");
        }
        for (int i = 0; i < a.cox().get().strata().size(); i++) {
            stratum(context, a, a.cox().get().strata().get(i), at + ".cox.strata[" + i + "]");
        }
        a.cox().get().cluster().ifPresent(c -> context.typed(c, ANY, at + ".cox.cluster", Words.COVARIATE));
    }

    /** Within a stratum its variable is constant: as a covariate of the same model it has no coefficient. */
    private static void stratum(PlanContext context, Analysis a, String variable, String path) {
        context.typed(variable, GROUPS, path, Words.COVARIATE);
        List<String> covariates =
                a.covariates().isEmpty() ? context.plan().analysis().covariates() : a.covariates();
        if (a.adjustment() == Adjustment.REGRESSION && covariates.contains(variable)) {
            incomplete(
                    context,
                    path,
                    variable + " 既是分层变量又是回归的协变量；请在本分析的 covariates 中列出其余协变量",
                    variable
                            + " is a stratum and a covariate of the same regression; list the other covariates in the covariates"
                            + " of this analysis");
        }
    }

    private static void family(
            PlanContext context,
            Analysis a,
            org.steelyard.protocol.method.OutcomeModelRule.OutcomeFamily f,
            String at) {
        Optional<OutcomeType> type = context.outcome(a.outcome()).map(Outcome::type);
        boolean plain = a.adjustment() == Adjustment.REGRESSION || a.adjustment() == Adjustment.G_COMPUTATION;
        boolean fits = type.isEmpty()
                || switch (f) {
                    case USUAL -> true;
                    case POISSON -> plain && (type.get() == OutcomeType.COUNT || type.get() == OutcomeType.COST);
                    case NEGATIVE_BINOMIAL -> plain && type.get() == OutcomeType.COUNT;
                    case GAMMA -> plain && type.get() == OutcomeType.COST;
                };
        if (!fits) {
            incomplete(
                    context,
                    at + ".outcomeModel.family",
                    "分布族不适用：poisson 用于计数与费用，negative-binomial 用于计数，gamma 用于费用，且只用于回归与 g 计算",
                    "the family does not fit: poisson for counts and costs, negative-binomial for counts, gamma for costs, in regression and g-computation only");
        }
    }

    private static void margin(PlanContext context, Analysis a, MarginRule m, String path) {
        Optional<Outcome> outcome = context.outcome(a.outcome());
        boolean given = a.measures().contains(m.measure())
                || a.measures().isEmpty()
                        && outcome.filter(o -> Availability.wanted(a, o).contains(m.measure()))
                                .isPresent();
        if (outcome.isPresent() && !given) {
            incomplete(
                    context, path + ".measure", "界值的指标不在本分析的指标之中", "the margin's measure is not one of the analysis");
        }
        boolean both = m.lower().isPresent() && m.upper().isPresent();
        boolean either = m.lower().isPresent() || m.upper().isPresent();
        boolean well = switch (m.question()) {
            case EQUIVALENCE -> both && m.lower().get() < m.upper().get();
            case NON_INFERIORITY -> either && !both;
        };
        if (!well) {
            incomplete(
                    context,
                    path,
                    "等效须有递增的 lower 与 upper，非劣效须恰有其一",
                    "equivalence needs rising lower and upper, non-inferiority exactly one of them");
        }
        boolean ratio = ratio(m.measure());
        boolean positive = m.lower().orElse(1.0) > 0 && m.upper().orElse(1.0) > 0;
        if (ratio && !positive) {
            incomplete(context, path, "比值的界值须大于 0", "margins of a ratio must be above 0");
        }
    }

    private static boolean ratio(Measure m) {
        return switch (m) {
            case RISK_RATIO,
                    ODDS_RATIO,
                    HAZARD_RATIO,
                    MEAN_RATIO,
                    RATE_RATIO,
                    COMMON_ODDS_RATIO,
                    SUBDISTRIBUTION_HAZARD_RATIO,
                    CUMULATIVE_INCIDENCE_RATIO -> true;
            case RISK_DIFFERENCE,
                    MEAN_DIFFERENCE,
                    SURVIVAL_DIFFERENCE,
                    RMST_DIFFERENCE,
                    RATE_DIFFERENCE,
                    CUMULATIVE_INCIDENCE_DIFFERENCE,
                    MEAN_COUNT_DIFFERENCE,
                    CHANGE_DIFFERENCE -> false;
        };
    }

    private static void sensitivity(PlanContext context, Analysis a, SensitivityRule s, String path) {
        boolean pairs = a.adjustment() == Adjustment.MATCHING
                && a.matching()
                        .filter(m -> m.ratio() == 1
                                && !m.replacement()
                                && (m.method() == MatchingMethod.NEAREST || m.method() == MatchingMethod.OPTIMAL))
                        .isPresent();
        Optional<OutcomeType> type = context.outcome(a.outcome()).map(Outcome::type);
        boolean value = type.filter(
                        t -> t == OutcomeType.BINARY || t == OutcomeType.CONTINUOUS || t == OutcomeType.COST)
                .isPresent();
        if (s.rosenbaum().isPresent() && !(pairs && value)) {
            incomplete(
                    context,
                    path + ".rosenbaum",
                    "Rosenbaum 界只用于二分类、连续或费用结局的一对一无放回匹配",
                    "Rosenbaum bounds are for 1:1 matching without replacement of a binary, continuous or cost outcome");
        }
        s.bias().ifPresent(b -> bias(context, type, b, path + ".bias"));
        for (int i = 0; i < s.negativeControls().size(); i++) {
            String at = path + ".negativeControls[" + i + "]";
            String id = s.negativeControls().get(i);
            if (context.resolves(id, context.outcomeIds(), at, Words.OUTCOME)
                    && !context.outcome(id).map(Outcome::type).equals(type)) {
                incomplete(context, at, "阴性对照须与本分析的结局同类", "a negative control must be of the same type as the outcome");
            }
        }
        if (s.delta().isPresent()
                && type.filter(t -> t == OutcomeType.BINARY || t == OutcomeType.CONTINUOUS)
                        .isEmpty()) {
            incomplete(
                    context,
                    path + ".delta",
                    "δ 调整只用于二分类与连续结局",
                    "delta adjustment is for binary and continuous outcomes");
        }
        s.specifications().ifPresent(c -> specifications(context, c, path + ".specifications"));
    }

    private static void specifications(PlanContext context, SensitivityRule.Specifications c, String path) {
        context.unique(c.covariateSets(), SensitivityRule.CovariateSet::id, path + ".covariateSets", ".id");
        for (int i = 0; i < c.covariateSets().size(); i++) {
            List<String> names = c.covariateSets().get(i).variables();
            for (int k = 0; k < names.size(); k++) {
                context.typed(
                        names.get(k),
                        Set.of(Type.BINARY, Type.CATEGORY, Type.INTEGER, Type.NUMBER),
                        path + ".covariateSets[" + i + "].variables[" + k + "]",
                        Words.COVARIATE);
            }
        }
    }

    private static void bias(PlanContext context, Optional<OutcomeType> type, SensitivityRule.BiasPlan b, String path) {
        if (type.filter(t -> t == OutcomeType.BINARY).isEmpty()) {
            incomplete(context, path, "概率偏倚分析只用于二分类结局", "probabilistic bias analysis is for binary outcomes");
        }
        if (b.measure() != Measure.RISK_RATIO && b.measure() != Measure.ODDS_RATIO) {
            incomplete(
                    context,
                    path + ".measure",
                    "指标须为 risk-ratio 或 odds-ratio",
                    "the measure must be risk-ratio or odds-ratio");
        }
        for (int i = 0; i < b.sources().size(); i++) {
            source(context, b.sources().get(i), path + ".sources[" + i + "]");
        }
    }

    private static void source(PlanContext context, SensitivityRule.BiasSource s, String path) {
        boolean confounder = s.ratio().isPresent()
                && s.prevalenceTreated().isPresent()
                && s.prevalenceControl().isPresent();
        boolean confounded = s.ratio().isPresent()
                || s.prevalenceTreated().isPresent()
                || s.prevalenceControl().isPresent();
        boolean measured = s.sensitivity().isPresent() && s.specificity().isPresent();
        boolean anyMeasured = s.sensitivity().isPresent() || s.specificity().isPresent();
        int chances = s.probabilities().size();
        boolean well = switch (s.kind()) {
            case CONFOUNDER -> confounder && !anyMeasured && chances == 0;
            case OUTCOME, EXPOSURE -> measured && !confounded && chances == 0;
            case SELECTION -> chances == 4 && !confounded && !anyMeasured;
        };
        if (!well) {
            incomplete(
                    context,
                    path,
                    "混杂须有 ratio 与两组比例，错分须有 sensitivity 与 specificity，选择须有四个 probabilities，且不带其他参数",
                    "a confounder has ratio and both prevalences, misclassification sensitivity and specificity, selection four probabilities, and nothing else");
        }
        java.util.stream.Stream.of(
                        s.ratio().stream(),
                        s.prevalenceTreated().stream(),
                        s.prevalenceControl().stream(),
                        s.sensitivity().stream(),
                        s.specificity().stream(),
                        s.probabilities().stream())
                .flatMap(p -> p)
                .filter(p -> p.values().size() != parameters(p.shape()))
                .forEach(p -> incomplete(
                        context,
                        path,
                        EnumLabels.of(p.shape(), org.steelyard.kernel.Lang.ZH) + "须有 " + parameters(p.shape()) + " 个参数",
                        Words.yaml(p.shape()) + " has " + parameters(p.shape()) + " values"));
    }

    private static int parameters(SensitivityRule.PriorShape shape) {
        return switch (shape) {
            case FIXED -> 1;
            case UNIFORM, BETA, LOG_NORMAL, LOGIT_NORMAL -> 2;
            case TRAPEZOID -> 4;
        };
    }

    private static void multiplicity(PlanContext context, MultiplicityRule rule, String path) {
        family(context, rule.family(), path + ".family");
        context.unique(rule.family(), id -> id, path + ".family", "");
        int n = rule.family().size();
        boolean weighted = rule.method() == MultiplicityMethod.FALLBACK || rule.method() == MultiplicityMethod.GRAPH;
        double sum = rule.weights().stream().mapToDouble(w -> w).sum();
        boolean weights = weighted
                ? rule.weights().size() == n && sum <= 1 + 1e-9
                : rule.weights().isEmpty();
        boolean edges = rule.method() == MultiplicityMethod.GRAPH
                ? rule.edges().size() == n
                        && rule.edges().stream()
                                .allMatch(r -> r.size() == n
                                        && r.stream().mapToDouble(w -> w).sum() <= 1 + 1e-9)
                : rule.edges().isEmpty();
        if (!weights || !edges) {
            incomplete(
                    context,
                    path,
                    "fallback 与 graph 须为每个分析给出 weights（合计不超过 1），graph 另须 n×n 的 edges（每行合计不超过 1），其余方法不带二者",
                    "fallback and graph need a weight for each analysis (at most 1 in all), graph also n by n edges (rows of at most 1); the others take neither");
        }
    }

    /** Analyses, and designs that answer with one number. */
    private static void family(PlanContext context, List<String> family, String path) {
        List<DesignPlan> designs = context.plan().analysis().designs();
        List<String> known = Stream.concat(
                        context.analysisIds().stream(), designs.stream().map(DesignPlan::id))
                .toList();
        for (int i = 0; i < family.size(); i++) {
            String id = family.get(i);
            String at = path + "[" + i + "]";
            if (context.resolves(id, known, at, Words.ANALYSIS)) {
                designs.stream()
                        .filter(d -> d.id().equals(id) && answersSeveral(d.method()))
                        .findFirst()
                        .ifPresent(
                                d -> incomplete(
                                        context,
                                        at,
                                        "设计 " + id + " 一次给出多个对比，不能作为一族中的一个问题：多组比较用其自身的 adjustment，自身对照病例系列只留一个风险窗",
                                        "design " + id
                                                + " answers with several contrasts and cannot be one question of a family: several arms have an adjustment of their own, a case series may keep one window"));
            }
        }
    }

    private static boolean answersSeveral(DesignMethod method) {
        return method instanceof DesignMethod.SeveralArms
                || method instanceof DesignMethod.SelfControlledCaseSeries s
                        && s.windows().size() + s.exposed().size() > 1;
    }

    private static void incomplete(PlanContext context, String path, String zh, String en) {
        AnalysisCheck.incomplete(context, path, zh, en);
    }
}
