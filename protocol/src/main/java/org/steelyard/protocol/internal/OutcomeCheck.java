package org.steelyard.protocol.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Indicator;
import org.steelyard.protocol.Module;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.ProtocolError;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.Variable.Type;

/** Exposure, outcomes, and the indicators that they measure. */
final class OutcomeCheck {

    private static final Set<Type> NUMBERS = Set.of(Type.NUMBER, Type.INTEGER);
    private static final Set<Type> BINARY = Set.of(Type.BINARY);
    private static final Set<Type> LEVELS = Set.of(Type.CATEGORY, Type.INTEGER);

    private OutcomeCheck() {}

    static void check(PlanContext context) {
        exposure(context);
        List<Outcome> outcomes = context.plan().outcomes();
        context.unique(outcomes, Outcome::id, "outcomes", ".id");
        for (int i = 0; i < outcomes.size(); i++) {
            one(context, outcomes.get(i), "outcomes[" + i + "]");
        }
        List<Indicator> indicators = context.plan().indicators();
        for (int i = 0; i < indicators.size(); i++) {
            indicator(context, indicators.get(i), "indicators[" + i + "]");
        }
    }

    private static void exposure(PlanContext context) {
        String name = context.plan().exposure().variable();
        context.typed(name, BINARY, "exposure.variable", Words.EXPOSURE);
        Optional<Variable> variable = context.variable(name);
        if (variable.filter(v -> v.role() != Variable.Role.EXPOSURE).isPresent()) {
            context.add(
                    ProtocolError.WRONG_VARIABLE,
                    "exposure.variable",
                    Text.of(
                            "暴露变量 " + name + " 在变量字典中的角色应为 exposure。",
                            "The exposure " + name + " must have the role exposure in the dictionary."),
                    Text.of("修改该变量的 role。", "Change its role."));
        }
    }

    private static void one(PlanContext context, Outcome outcome, String at) {
        if (DesignCheck.owns(context, outcome)) {
            return;
        }
        switch (outcome.type()) {
            case BINARY -> single(context, outcome, BINARY, at);
            case CONTINUOUS -> single(context, outcome, NUMBERS, at);
            case TIME_TO_EVENT -> survival(context, outcome, at);
            case COUNT, COST -> single(context, outcome, NUMBERS, at);
            case ORDINAL -> single(context, outcome, LEVELS, at);
            case COMPETING -> competing(context, outcome, at);
            case RECURRENT -> recurrent(context, outcome, at);
            case REPEATED -> repeated(context, outcome, at);
        }
        parts(context, outcome, at);
    }

    /** What only one type of outcome has. */
    private static void parts(PlanContext context, Outcome outcome, String at) {
        OutcomeType type = outcome.type();
        stray(context, outcome.exposureTime().isPresent() && type != OutcomeType.COUNT, at + ".exposureTime", "count");
        stray(
                context,
                outcome.competing().isPresent() && type != OutcomeType.COMPETING,
                at + ".competing",
                "competing");
        stray(
                context,
                !outcome.eventTimes().isEmpty() && type != OutcomeType.RECURRENT,
                at + ".eventTimes",
                "recurrent");
        stray(context, !outcome.visits().isEmpty() && type != OutcomeType.REPEATED, at + ".visits", "repeated");
        outcome.exposureTime().ifPresent(name -> typed(context, name, NUMBERS, at + ".exposureTime", Words.TIME));
    }

    private static void stray(PlanContext context, boolean there, String path, String type) {
        if (there) {
            incomplete(context, path, "该项只用于 " + type + " 结局", "this belongs to outcomes of type " + type);
        }
    }

    private static void competing(PlanContext context, Outcome outcome, String at) {
        survival(context, outcome, at);
        present(
                context,
                outcome.competing(),
                at + ".competing",
                "竞争风险结局须写 competing",
                "a competing-risks outcome needs competing");
        outcome.competing().ifPresent(name -> typed(context, name, BINARY, at + ".competing", Words.EVENT));
    }

    private static void recurrent(PlanContext context, Outcome outcome, String at) {
        timed(context, outcome, at);
        if (outcome.event().isPresent()) {
            incomplete(
                    context, at + ".event", "复发事件用 eventTimes，不用 event", "recurrent events have eventTimes, not event");
        }
        if (outcome.eventTimes().isEmpty()) {
            incomplete(context, at + ".eventTimes", "复发事件须列 eventTimes", "recurrent events need eventTimes");
        }
        for (int i = 0; i < outcome.eventTimes().size(); i++) {
            typed(context, outcome.eventTimes().get(i), NUMBERS, at + ".eventTimes[" + i + "]", Words.TIME);
        }
    }

    private static void repeated(PlanContext context, Outcome outcome, String at) {
        present(context, outcome.timeUnit(), at + ".timeUnit", "重复测量须写 timeUnit", "a repeated outcome needs timeUnit");
        if (outcome.variable().isPresent()
                || outcome.time().isPresent()
                || outcome.event().isPresent()) {
            incomplete(
                    context,
                    at,
                    "重复测量用 visits，不用 variable、time、event",
                    "a repeated outcome has visits, not variable, time or event");
        }
        if (outcome.visits().size() < 2) {
            incomplete(context, at + ".visits", "至少须有两次测量", "at least two visits are needed");
        }
        double last = -1;
        for (int i = 0; i < outcome.visits().size(); i++) {
            Outcome.Visit visit = outcome.visits().get(i);
            typed(context, visit.variable(), NUMBERS, at + ".visits[" + i + "].variable", Words.CONTINUOUS_OUTCOME);
            if (visit.at() <= last) {
                incomplete(context, at + ".visits[" + i + "].at", "各次测量须按时间递增", "visits must go forward in time");
            }
            last = visit.at();
        }
    }

    private static void single(PlanContext context, Outcome outcome, Set<Type> types, String at) {
        Text use = types == BINARY ? Words.BINARY_OUTCOME : Words.CONTINUOUS_OUTCOME;
        present(
                context,
                outcome.variable(),
                at + ".variable",
                "该类结局须写 variable",
                "this type of outcome needs variable");
        outcome.variable().ifPresent(name -> typed(context, name, types, at + ".variable", use));
        boolean stray = outcome.time().isPresent()
                || outcome.event().isPresent()
                || outcome.timeUnit().isPresent() && outcome.type() != OutcomeType.COUNT
                || outcome.horizon().isPresent();
        if (stray) {
            incomplete(
                    context,
                    at,
                    "time、event、timeUnit 和 horizon 只用于时间-事件结局",
                    "time, event, timeUnit and horizon belong to time-to-event outcomes");
        }
    }

    private static void survival(PlanContext context, Outcome outcome, String at) {
        present(context, outcome.event(), at + ".event", "时间-事件结局须写 event", "a time-to-event outcome needs event");
        outcome.event().ifPresent(name -> typed(context, name, BINARY, at + ".event", Words.EVENT));
        timed(context, outcome, at);
    }

    private static void timed(PlanContext context, Outcome outcome, String at) {
        present(context, outcome.time(), at + ".time", "时间-事件结局须写 time", "a time-to-event outcome needs time");
        present(
                context,
                outcome.timeUnit(),
                at + ".timeUnit",
                "时间-事件结局须写 timeUnit",
                "a time-to-event outcome needs timeUnit");
        outcome.time().ifPresent(name -> typed(context, name, NUMBERS, at + ".time", Words.TIME));
        if (outcome.variable().isPresent()) {
            incomplete(
                    context,
                    at + ".variable",
                    "时间-事件结局用 time 与 event，不用 variable",
                    "a time-to-event outcome has time and event, not variable");
        }
    }

    private static void typed(PlanContext context, String name, Set<Type> types, String path, Text use) {
        context.typed(name, types, path, use);
        if (name.equals(context.plan().exposure().variable())) {
            context.add(
                    ProtocolError.WRONG_VARIABLE,
                    path,
                    Text.of("暴露变量不能同时是结局。", "The exposure cannot be the outcome."),
                    Text.of("换一个结局变量。", "Use another variable."));
        }
    }

    private static void indicator(PlanContext context, Indicator indicator, String at) {
        for (int i = 0; i < indicator.outcomes().size(); i++) {
            String id = indicator.outcomes().get(i);
            String path = at + ".outcomes[" + i + "]";
            if (context.resolves(id, context.outcomeIds(), path, Words.OUTCOME) && !analysed(context, id)) {
                context.add(
                        ProtocolError.NOT_ANALYSED,
                        path,
                        Text.of(
                                "指标引用的结局 " + id + " 没有任何计划中的分析。",
                                "No planned analysis has outcome " + id + ", which this indicator needs."),
                        Text.of("在 analysis.analyses 中增加该结局的分析。", "Plan an analysis of it in analysis.analyses."));
            }
        }
        module(context, indicator, at);
    }

    private static boolean analysed(PlanContext context, String outcome) {
        return context.plan().analysis().analyses().stream()
                        .anyMatch(a -> a.outcome().equals(outcome) || Mender.isUnknown(a.outcome()))
                || context.plan().analysis().designs().stream()
                        .anyMatch(d -> d.outcome().equals(outcome) || Mender.isUnknown(d.outcome()));
    }

    private static void module(PlanContext context, Indicator indicator, String at) {
        Module module = indicator.dimension().module();
        boolean planned = switch (module) {
            case CLINICAL -> !indicator.outcomes().isEmpty();
            case ECONOMIC ->
                context.plan().economics().isPresent() || !indicator.outcomes().isEmpty();
            case SOCIAL -> context.plan().society().isPresent();
        };
        if (!planned) {
            context.add(
                    ProtocolError.MODULE_NOT_PLANNED,
                    at + ".dimension",
                    Text.of(
                            "指标属于“" + indicator.dimension().label().zh() + "”，但方案没有可测量它的内容（临床指标须列 outcomes，经济指标须有"
                                    + " economics，社会指标须有 society）。",
                            "The indicator is of "
                                    + indicator.dimension().label().en()
                                    + ", but nothing in the plan measures it (clinical: outcomes; economic: economics;"
                                    + " social: society)."),
                    Text.of("补充相应部分，或删去该指标。", "Add that part, or remove the indicator."));
        }
    }

    private static void present(PlanContext context, Optional<?> value, String path, String zh, String en) {
        if (value.isEmpty()) {
            incomplete(context, path, zh, en);
        }
    }

    private static void incomplete(PlanContext context, String path, String zh, String en) {
        context.add(
                ProtocolError.INCOMPLETE_OUTCOME,
                path,
                Text.of("结局定义不完整：" + zh + "。", "The outcome is not well defined: " + en + "."),
                Text.of("按结局类型补充或删去。", "Add or remove it to fit the type."));
    }
}
