package org.steelyard.protocol.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.steelyard.kernel.PercentileLimits;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan;
import org.steelyard.protocol.AnalysisPlan.AnalysisRole;
import org.steelyard.protocol.DesignKind;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.DesignPlan;
import org.steelyard.protocol.DesignVariables;
import org.steelyard.protocol.LongTable;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.Protocol.DataPlan.Source;
import org.steelyard.protocol.Protocol.DataPlan.SourceFormat;
import org.steelyard.protocol.ProtocolError;
import org.steelyard.protocol.ProtocolRules;
import org.steelyard.protocol.Variable;

/** Designs over time and the long tables that they read. */
final class DesignCheck {

    private static final Text TABLE = Text.of("长表", "long table");
    private static final Text USE = Text.of("本设计所用", "used by this design");

    private DesignCheck() {}

    static void check(PlanContext context) {
        AnalysisPlan plan = context.plan().analysis();
        context.unique(plan.tables(), LongTable::id, "analysis.tables", ".id");
        for (int i = 0; i < plan.tables().size(); i++) {
            table(context, plan.tables().get(i), "analysis.tables[" + i + "]");
        }
        context.unique(plan.designs(), DesignPlan::id, "analysis.designs", ".id");
        Set<String> primaries = new HashSet<>();
        plan.analyses().stream().filter(a -> a.role() == AnalysisRole.PRIMARY).forEach(a -> primaries.add(a.outcome()));
        for (int i = 0; i < plan.designs().size(); i++) {
            String at = "analysis.designs[" + i + "]";
            DesignPlan design = plan.designs().get(i);
            id(context, design, at);
            primary(context, design, primaries, at);
            one(context, design, at);
        }
        replicates(context, plan);
    }

    /** Designs whose intervals are percentiles of replicates: a limit beyond the outermost replicate would be known only when the run has drawn them. */
    private static void replicates(PlanContext context, AnalysisPlan plan) {
        List<String> ids = plan.designs().stream()
                .filter(d -> DesignKind.of(d.method()).percentileLimits())
                .map(DesignPlan::id)
                .toList();
        long least = PercentileLimits.leastReplicates(plan.level());
        if (ids.isEmpty() || plan.bootstrap() >= least) {
            return;
        }
        context.add(
                ProtocolError.TOO_FEW_REPLICATES,
                "analysis.bootstrap",
                Text.of(
                        "bootstrap 为 " + plan.bootstrap() + "，而设计 " + String.join("、", ids)
                                + " 的区间为自助法百分位区间，水平 level 为 " + plan.level() + " 时至少须重复 " + least + " 次。",
                        "bootstrap is " + plan.bootstrap() + ", but the intervals of " + String.join(", ", ids)
                                + " are percentiles of the bootstrap, which at level " + plan.level()
                                + " need at least "
                                + least + " replicates."),
                Text.of(
                        "将 bootstrap 设为 " + least + " 以上（个别重抽样可能无估计值，宜留余量），或降低 level。",
                        "Set bootstrap to " + least
                                + " or more (with some to spare, for a replicate may give no estimate), or lower level."));
    }

    static boolean anyPrimary(PlanContext context) {
        return context.plan().analysis().designs().stream().anyMatch(d -> d.role() == AnalysisRole.PRIMARY);
    }

    /** Whether the outcome belongs to tables of designs alone, so that the plan's own dictionary need not have it. */
    static boolean owns(PlanContext context, Outcome outcome) {
        AnalysisPlan plan = context.plan().analysis();
        List<DesignPlan> designs = plan.designs().stream()
                .filter(d -> d.outcome().equals(outcome.id()))
                .toList();
        boolean analysed = plan.analyses().stream().anyMatch(a -> a.outcome().equals(outcome.id()));
        return !designs.isEmpty()
                && !analysed
                && designs.stream()
                        .allMatch(d -> d.table().isPresent()
                                || d.method() instanceof DesignMethod.Pooling
                                || dictionaryHas(context, d, outcome));
    }

    private static boolean dictionaryHas(PlanContext context, DesignPlan design, Outcome outcome) {
        return DesignVariables.of(design.method(), outcome).stream()
                .allMatch(use -> context.variableNames().contains(use.variable()));
    }

    private static void id(PlanContext context, DesignPlan design, String at) {
        Set<String> taken = Set.of(ProtocolRules.ECONOMICS, ProtocolRules.SOCIETY);
        if (taken.contains(design.id()) || context.analysisIds().contains(design.id())) {
            context.add(
                    ProtocolError.DUPLICATE_ID,
                    at + ".id",
                    Text.of(
                            design.id() + " 已被其他分析使用或为保留名称。",
                            design.id() + " is taken by an analysis, or a reserved name."),
                    Text.of("改用另一个名称。", "Give it another name."));
        }
    }

    private static void primary(PlanContext context, DesignPlan design, Set<String> primaries, String at) {
        if (design.role() != AnalysisRole.PRIMARY) {
            return;
        }
        if (!primaries.add(design.outcome())) {
            context.add(
                    ProtocolError.UNCLEAR_PRIMARY,
                    at + ".role",
                    Text.of(
                            "结局 " + design.outcome() + " 已有主要分析，每个结局至多一个。",
                            "Outcome " + design.outcome() + " already has a primary analysis; one at most."),
                    Text.of(
                            "将回答核心问题的一个分析设为 primary，其余设为 secondary 或 sensitivity。",
                            "Make the one that answers the question primary, the others secondary or sensitivity."));
        }
        if (design.estimand().isBlank()) {
            bad(context, at + ".estimand", "主要分析须写明 estimand", "a primary analysis states its estimand");
        }
    }

    private static void table(PlanContext context, LongTable table, String at) {
        List<Source> sources = context.plan().data().sources();
        List<String> ids = sources.stream().map(Source::id).toList();
        if (context.resolves(table.source(), ids, at + ".source", Words.SOURCE)) {
            Source source = sources.get(ids.indexOf(table.source()));
            if (source.format() != SourceFormat.TABLE) {
                bad(
                        context,
                        at + ".source",
                        "长表须来自 format: table 的数据来源",
                        "a long table is read from a source of format table");
            }
        }
        boolean spare = context.plan().analysis().designs().stream()
                .noneMatch(d -> d.table().filter(table.id()::equals).isPresent()
                        || d.table().filter(Mender::isUnknown).isPresent());
        if (spare) {
            bad(context, at, "没有任何设计使用该长表", "no design uses this table");
        }
        VariableCheck.check(context, table.variables(), at + ".variables");
        CriteriaCheck.both(context, table.inclusion(), table.exclusion(), table.variables(), at);
    }

    private static void one(PlanContext context, DesignPlan design, String at) {
        List<String> tables =
                context.plan().analysis().tables().stream().map(LongTable::id).toList();
        boolean found =
                design.table().isEmpty() || context.resolves(design.table().get(), tables, at + ".table", TABLE);
        boolean known = context.resolves(design.outcome(), context.outcomeIds(), at + ".outcome", Words.OUTCOME);
        Optional<Outcome> outcome = context.outcome(design.outcome());
        if (found) {
            List<Variable> dictionary = dictionary(context, design);
            DesignVariables.of(design.method())
                    .forEach(use -> use(context, dictionary, use, at + ".method." + use.field()));
            outcome.filter(o -> known)
                    .ifPresent(o -> DesignVariables.of(design.method(), o)
                            .forEach(use -> use(context, dictionary, use, at + ".outcome")));
        }
        outcome.filter(o -> known).ifPresent(o -> type(context, design, o, at));
        new DesignSettings(context, at + ".method").check(design.method());
        pooled(context, design, at + ".method");
    }

    private static List<Variable> dictionary(PlanContext context, DesignPlan design) {
        return design.table()
                .flatMap(id -> context.plan().analysis().tables().stream()
                        .filter(t -> t.id().equals(id))
                        .findFirst())
                .map(LongTable::variables)
                .orElse(context.plan().variables());
    }

    private static void use(PlanContext context, List<Variable> dictionary, DesignVariables.Use use, String path) {
        List<String> names = dictionary.stream().map(Variable::name).toList();
        if (context.resolves(use.variable(), names, path, Words.VARIABLE)) {
            context.fits(PlanContext.find(dictionary, use.variable()).orElseThrow(), use.types(), path, USE);
        }
    }

    private static void type(PlanContext context, DesignPlan design, Outcome outcome, String at) {
        boolean survival = outcome.type() == OutcomeType.TIME_TO_EVENT;
        switch (design.method()) {
            case DesignMethod.Pooling _ -> {}
            case DesignMethod.SeveralArms m -> {
                arms(context, design, m, at);
                boolean possible = switch (outcome.type()) {
                    case BINARY, CONTINUOUS, COST, TIME_TO_EVENT -> true;
                    case COUNT -> outcome.exposureTime().isEmpty();
                    case ORDINAL, REPEATED, COMPETING, RECURRENT -> false;
                };
                if (!possible) {
                    bad(
                            context,
                            at + ".outcome",
                            "多组比较只用于二分类、连续、费用、（无观察时长的）计数与时间-事件结局",
                            "several arms are compared in binary, continuous, cost, count (without exposure time) and time-to-event outcomes");
                }
                if (m.estimator() != DesignMethod.ArmEstimator.WEIGHTING) {
                    modelledArms(context, outcome, m, at);
                }
                m.economics().ifPresent(e -> armEconomics(context, m, e, at + ".method.economics"));
            }
            case DesignMethod.CloneCensorWeight _ -> {
                if (!survival) {
                    bad(context, at + ".outcome", "该设计要求时间-事件结局", "this design needs a time-to-event outcome");
                } else if (outcome.horizon().isEmpty()) {
                    bad(context, at + ".outcome", "该设计要求结局写明 horizon", "this design needs horizon in the outcome");
                }
            }
            case DesignMethod.SequentialTrials _, DesignMethod.MarginalStructuralModel _, DesignMethod.GFormula _ -> {
                if (outcome.type() != OutcomeType.BINARY) {
                    bad(
                            context,
                            at + ".outcome",
                            "该设计要求二分类结局：该时期是否发生事件",
                            "this design needs a binary outcome: whether the event happened in the period");
                }
            }
            default -> {
                if (survival || outcome.variable().isEmpty()) {
                    bad(
                            context,
                            at + ".outcome",
                            DesignKind.of(design.method()).label().zh() + "要求结局写明 variable",
                            "this design needs an outcome with a variable");
                }
            }
        }
    }

    /** A model of the outcome gives means, of everybody or of one arm's people. */
    private static void modelledArms(PlanContext context, Outcome outcome, DesignMethod.SeveralArms m, String at) {
        if (outcome.type() == OutcomeType.TIME_TO_EVENT) {
            bad(
                    context,
                    at + ".method.estimator",
                    m.estimator().label().zh() + "不用于时间-事件结局；请改用 weighting",
                    m.estimator().label().en() + " is not for time-to-event outcomes; use weighting");
        }
        if (m.target() == DesignMethod.ArmTarget.OVERLAP || m.target() == DesignMethod.ArmTarget.MATCHING) {
            bad(
                    context,
                    at + ".method.target",
                    m.estimator().label().zh() + "的目标人群只能是 everybody 或 reference；重叠与匹配人群请用 weighting",
                    m.estimator().label().en()
                            + " speaks of everybody or of the reference only; use weighting for overlap and matching");
        }
    }

    /** Both outcomes must be numbers of each person, or the effect a time that ends with something bad. */
    private static void armEconomics(
            PlanContext context, DesignMethod.SeveralArms m, DesignMethod.ArmEconomics e, String at) {
        Optional<Outcome> cost = armOutcome(context, e.cost(), at + ".cost");
        Optional<Outcome> effect = armOutcome(context, e.effect(), at + ".effect");
        if (cost.isPresent()
                && cost.get().type() != OutcomeType.COST
                && cost.get().type() != OutcomeType.CONTINUOUS) {
            bad(
                    context,
                    at + ".cost",
                    "费用须为 cost 或 continuous 结局",
                    "the cost must be an outcome of type cost or continuous");
        }
        boolean usable = effect.isEmpty()
                || switch (effect.get().type()) {
                    case CONTINUOUS, BINARY -> !effect.get().harmful();
                    case TIME_TO_EVENT ->
                        effect.get().harmful()
                                && effect.get().horizon().isPresent()
                                && effect.get().timeUnit().isPresent()
                                && m.estimator() == DesignMethod.ArmEstimator.WEIGHTING;
                    case COUNT, COST, ORDINAL, COMPETING, RECURRENT, REPEATED -> false;
                };
        if (!usable) {
            bad(
                    context,
                    at + ".effect",
                    "效果须为越多越好（harmful: false）的连续或二分类结局，或写明 horizon 与 timeUnit 的有害时间-事件结局（只用于 weighting）",
                    "the effect must be a continuous or binary outcome of which more is better (harmful: false), or a harmful time-to-event outcome with horizon and timeUnit (weighting only)");
        }
        laterYears(context, e, effect, at);
        if (e.thresholds().isEmpty() && effect.isPresent() && !isQaly(effect.get())) {
            bad(
                    context,
                    at + ".thresholds",
                    "政策包的阈值为每 QALY 的支付意愿，而效果不是 QALY（单位未写明 QALY）：请写明每单位该效果的支付意愿，或改用 QALY 作效果",
                    "thresholds of the policy pack are for a QALY, and the effect is none (its unit does not say QALY): give the willingness to pay for a unit of this effect, or take QALYs");
        }
    }

    private static boolean isQaly(Outcome effect) {
        return effect.type() == OutcomeType.CONTINUOUS
                && effect.unit()
                        .filter(u -> Stream.of(u.zh(), u.en())
                                .map(w -> w.strip().toUpperCase(java.util.Locale.ROOT))
                                .anyMatch(w -> w.equals("QALY") || w.equals("QALYS") || w.equals("质量调整生命年")))
                        .isPresent();
    }

    /** What is discounted must say in which year it falls, and what falls in later years at which rate it is discounted, be it 0. */
    private static void laterYears(
            PlanContext context, DesignMethod.ArmEconomics e, Optional<Outcome> effect, String at) {
        boolean time = effect.filter(o -> o.type() == OutcomeType.TIME_TO_EVENT).isPresent();
        for (int i = 0; i < e.laterCosts().size(); i++) {
            String field = at + ".laterCosts[" + i + "]";
            armOutcome(context, e.laterCosts().get(i), field)
                    .filter(o -> o.type() != OutcomeType.COST && o.type() != OutcomeType.CONTINUOUS)
                    .ifPresent(o -> bad(
                            context,
                            field,
                            "费用须为 cost 或 continuous 结局",
                            "the cost must be an outcome of type cost or continuous"));
        }
        for (int i = 0; i < e.laterEffects().size(); i++) {
            String field = at + ".laterEffects[" + i + "]";
            armOutcome(context, e.laterEffects().get(i), field)
                    .filter(o -> time || o.type() != OutcomeType.CONTINUOUS || o.harmful())
                    .ifPresent(
                            o -> bad(
                                    context,
                                    field,
                                    "以后各年的效果须为越多越好的连续结局，且首年效果不是时间-事件结局",
                                    "effects of later years are continuous outcomes of which more is better, beside a first year that is no time to an event"));
        }
        rate(context, e.laterCosts().isEmpty(), e.discountCosts().isPresent(), at + ".discountCosts");
        if (!time) {
            rate(context, e.laterEffects().isEmpty(), e.discountEffects().isPresent(), at + ".discountEffects");
        }
    }

    private static void rate(PlanContext context, boolean oneYear, boolean rate, String at) {
        if (oneYear == rate) {
            bad(
                    context,
                    at,
                    oneYear ? "一个合计数没有年份，无法贴现：请用 laterCosts / laterEffects 分年给出，或去掉贴现率" : "分年给出时须写明每年的贴现率（可为 0）",
                    oneYear
                            ? "a sum has no years to discount: give later years by laterCosts or laterEffects, or leave the rate out"
                            : "later years need a yearly discount rate, be it 0");
        }
    }

    private static Optional<Outcome> armOutcome(PlanContext context, String id, String at) {
        List<String> ids = context.plan().outcomes().stream().map(Outcome::id).toList();
        return context.resolves(id, ids, at, Words.OUTCOME)
                ? context.plan().outcomes().stream()
                        .filter(o -> o.id().equals(id))
                        .findFirst()
                : Optional.empty();
    }

    /** The reference is one of three levels or more: two arms are an analysis. */
    private static void arms(PlanContext context, DesignPlan design, DesignMethod.SeveralArms m, String at) {
        List<String> levels = PlanContext.find(dictionary(context, design), m.arm())
                .map(v -> v.levels().stream().map(Variable.Level::value).toList())
                .orElse(List.of());
        if (!levels.isEmpty() && !levels.contains(m.reference())) {
            bad(
                    context,
                    at + ".method.reference",
                    "参照组不在分组变量的水平之中：" + String.join("、", levels),
                    "the reference is none of the arm's levels: " + String.join(", ", levels));
        }
        if (levels.size() == 2) {
            bad(
                    context,
                    at + ".method.arm",
                    "只有两组时请用 analyses 中的加权分析",
                    "with two arms use a weighting analysis under analyses");
        }
    }

    /** Pooling stands on an analysis and its subgroup, or on a table. */
    private static void pooled(PlanContext context, DesignPlan design, String at) {
        if (!(design.method() instanceof DesignMethod.Pooling m) || m.analysis().isEmpty()) {
            return;
        }
        String id = m.analysis().get();
        if (!context.resolves(id, context.analysisIds(), at + ".analysis", Words.ANALYSIS) || m.by().isEmpty()) {
            return;
        }
        boolean repeated = context.plan().analysis().subgroups().stream()
                .anyMatch(s -> s.variable().equals(m.by().get()) && s.analyses().contains(id));
        if (!repeated && !Mender.isUnknown(m.by().get())) {
            bad(
                    context,
                    at + ".by",
                    "analysis.subgroups 中没有按该变量重复该分析的亚组",
                    "analysis.subgroups does not repeat this analysis by this variable");
        }
    }

    static void bad(PlanContext context, String path, String zh, String en) {
        context.add(
                ProtocolError.BAD_DESIGN,
                path,
                Text.of("设计有误：" + zh + "。", "The design is not well set: " + en + "."),
                Text.of("按说明改正，见 docs/methods/designs.md。", "Correct it; see docs/methods/designs.md."));
    }

    /** Names that must not stand twice in one list. */
    static void distinct(PlanContext context, Stream<String> names, String path) {
        context.unique(names.toList(), name -> name, path, "");
    }
}
