package org.steelyard.protocol.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.EconomicModel;
import org.steelyard.protocol.EconomicModel.ModelInput;
import org.steelyard.protocol.EconomicModel.PartitionedSurvival;
import org.steelyard.protocol.EconomicModel.PatientLevel;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Parameter;
import org.steelyard.protocol.ProtocolError;
import org.steelyard.protocol.Resource;
import org.steelyard.protocol.StateCost;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.expression.ExpressionType;
import org.steelyard.protocol.expression.Expressions;
import org.steelyard.protocol.expression.Scope;

/** The economic model: outcomes that exist, parameters that a distribution can have, one price at most. */
final class EconomicsCheck {

    private static final String AT = "economics.model";
    private static final Set<Variable.Type> NUMBERS = Set.of(Variable.Type.NUMBER, Variable.Type.INTEGER);

    private EconomicsCheck() {}

    static void check(PlanContext context) {
        context.plan().economics().map(e -> e.model()).ifPresent(model -> model(context, model));
    }

    private static void model(PlanContext context, EconomicModel model) {
        switch (model) {
            case PatientLevel m -> patients(context, m);
            case PartitionedSurvival m -> partitioned(context, m);
            case EconomicModel.Decision m -> decision(context, m);
        }
    }

    private static void decision(PlanContext context, EconomicModel.Decision model) {
        if (model.treated().equals(model.control())) {
            bad(context, AT + ".control", "干预与对照应为不同的策略", "intervention and comparator are different strategies");
        }
        context.unique(model.inputs(), ModelInput::parameter, AT + ".inputs", ".parameter");
        context.unique(model.curves(), EconomicModel.ModelCurve::curve, AT + ".curves", ".curve");
        for (int i = 0; i < model.inputs().size(); i++) {
            input(context, model.inputs().get(i), AT + ".inputs[" + i + "]");
        }
        for (int i = 0; i < model.curves().size(); i++) {
            curve(context, model.curves().get(i), AT + ".curves[" + i + "]");
        }
    }

    private static void curve(PlanContext context, EconomicModel.ModelCurve curve, String at) {
        survival(context, curve.outcome(), at + ".outcome");
        boolean pieces = curve.family() == EconomicModel.CurveFamily.PIECEWISE_EXPONENTIAL;
        boolean spline = curve.family() == EconomicModel.CurveFamily.ROYSTON_PARMAR;
        if (pieces == curve.breaks().isEmpty()) {
            bad(
                    context,
                    at + ".breaks",
                    "breaks 用于且仅用于 piecewise-exponential",
                    "breaks belong to piecewise-exponential, and to it alone");
        }
        boolean ascending = IntStream.range(1, curve.breaks().size())
                .allMatch(i -> curve.breaks().get(i - 1) < curve.breaks().get(i));
        if (!ascending) {
            bad(context, at + ".breaks", "breaks 应由小到大", "breaks must ascend");
        }
        if (curve.cure() != EconomicModel.CureKind.NONE && (pieces || spline)) {
            bad(context, at + ".cure", "治愈比例不与样条或分段分布合用", "a cured share does not go with a spline or with pieces");
        }
        if (curve.age().isPresent() && (pieces || spline)) {
            bad(context, at + ".age", "样条与分段分布不能分出背景死亡", "background mortality cannot be split off a spline or pieces");
        }
        curve.age().ifPresent(name -> context.typed(name, NUMBERS, at + ".age", Text.of("年龄", "age")));
    }

    private static void input(PlanContext context, ModelInput input, String at) {
        boolean estimate = input.from() == ModelInput.From.EFFECT;
        boolean variable = input.from() == ModelInput.From.COST || input.from() == ModelInput.From.UTILITY;
        if (input.estimate().isPresent() != estimate) {
            bad(
                    context,
                    at + ".estimate",
                    "estimate 用于且仅用于 from: effect",
                    "estimate belongs to from: effect, and to it alone");
        }
        if (input.variable().isPresent() != variable) {
            bad(
                    context,
                    at + ".variable",
                    "variable 用于且仅用于 from: cost 与 from: utility",
                    "variable belongs to from: cost and from: utility, and to them alone");
        }
        if (!estimate && !input.bias().isEmpty()) {
            bad(context, at + ".bias", "bias 只用于 from: effect", "bias belongs to from: effect");
        }
        if (!estimate && input.biasBound().isPresent()) {
            bad(context, at + ".biasBound", "biasBound 只用于 from: effect", "biasBound belongs to from: effect");
        }
        if (estimate && input.arm().isPresent()) {
            bad(context, at + ".arm", "效果估计没有组别", "an effect estimate has no arm");
        }
        input.estimate().ifPresent(id -> {
            String analysis = id.contains("/") ? id.substring(0, id.indexOf('/')) : id;
            context.resolves(analysis, context.analysisIds(), at + ".estimate", Words.ANALYSIS);
        });
        input.variable()
                .ifPresent(
                        name -> context.typed(name, NUMBERS, at + ".variable", Text.of("模型输入", "input of the model")));
    }

    private static void patients(PlanContext context, PatientLevel model) {
        survival(context, model.survival(), AT + ".survival");
        utility(context, model.utility(), AT + ".utility");
        List<Resource> resources = model.resources();
        context.unique(resources, Resource::id, AT + ".resources", ".id");
        onePrice(context, resources.stream().map(Resource::price).toList(), AT + ".resources");
        Scope scope = Scope.of(context.plan().variables());
        for (int i = 0; i < resources.size(); i++) {
            Resource resource = resources.get(i);
            String at = AT + ".resources[" + i + "]";
            context.problems()
                    .addAll(Expressions.problems(
                            resource.quantity(), scope, ExpressionType.NUMBER, context.at(at + ".quantity")));
            amount(context, resource.unitCost(), resource.pack(), at, "unitCost");
        }
    }

    private static void partitioned(PlanContext context, PartitionedSurvival model) {
        survival(context, model.progression(), AT + ".progression");
        survival(context, model.survival(), AT + ".survival");
        utility(context, model.firstUtility(), AT + ".firstUtility");
        utility(context, model.secondUtility(), AT + ".secondUtility");
        List<StateCost> costs = model.costs();
        context.unique(costs, StateCost::id, AT + ".costs", ".id");
        onePrice(context, costs.stream().map(StateCost::price).toList(), AT + ".costs");
        for (int i = 0; i < costs.size(); i++) {
            String at = AT + ".costs[" + i + "]";
            amount(context, costs.get(i).amount(), costs.get(i).pack(), at, "amount");
            until(context, costs.get(i), at);
        }
    }

    private static void until(PlanContext context, StateCost cost, String at) {
        boolean yearly = switch (cost.when()) {
            case FIRST_STATE, SECOND_STATE -> true;
            case START, PROGRESSION, DEATH -> false;
        };
        if (!yearly && cost.untilYear().isPresent()) {
            bad(context, at + ".untilYear", "untilYear 只用于每年发生的状态成本", "untilYear belongs to yearly costs of a state");
        }
    }

    private static void survival(PlanContext context, String id, String path) {
        if (!context.resolves(id, context.outcomeIds(), path, Words.OUTCOME)) {
            return;
        }
        if (context.outcome(id).orElseThrow().type() != Outcome.OutcomeType.TIME_TO_EVENT) {
            context.add(
                    ProtocolError.INCOMPLETE_OUTCOME,
                    path,
                    Text.of("模型引用的结局 " + id + " 须为时间-事件类型。", "Outcome " + id + " of the model must be time-to-event."),
                    Text.of("换用时间-事件结局。", "Use a time-to-event outcome."));
        }
    }

    private static void amount(
            PlanContext context, Optional<Parameter> own, Optional<String> pack, String at, String field) {
        if (own.isPresent() == pack.isPresent()) {
            bad(context, at, field + " 与 pack 必须且只能写一个", "exactly one of " + field + " and pack must be there");
        }
        own.ifPresent(parameter -> {
            parameter(context, parameter, at + "." + field);
            if (parameter.value() < 0) {
                bad(context, at + "." + field + ".value", "单价或金额不得为负", "a cost cannot be negative");
            }
        });
    }

    private static void utility(PlanContext context, Parameter utility, String path) {
        if (utility.value() > 1) {
            bad(context, path + ".value", "健康效用不得大于 1", "a utility is at most 1");
        }
        parameter(context, utility, path);
    }

    private static void parameter(PlanContext context, Parameter parameter, String path) {
        double value = parameter.value();
        double variance = parameter.se() * parameter.se();
        switch (parameter.shape()) {
            case FIXED ->
                require(context, parameter.se() == 0, path, "fixed 参数的 se 应为 0", "a fixed parameter has se 0");
            case NORMAL -> spread(context, parameter, path);
            case GAMMA, LOGNORMAL -> {
                spread(context, parameter, path);
                require(
                        context,
                        value > 0,
                        path,
                        "gamma 与 lognormal 分布的取值应大于 0",
                        "gamma and lognormal need a value" + " above 0");
            }
            case BETA -> {
                spread(context, parameter, path);
                require(
                        context,
                        value > 0 && value < 1 && variance < value * (1 - value),
                        path,
                        "beta 分布的取值应在 0 与 1 之间，且标准误的平方小于 取值×(1−取值)",
                        "beta needs a value between 0 and 1 and se squared below value times (1 - value)");
            }
        }
    }

    private static void spread(PlanContext context, Parameter parameter, String path) {
        require(
                context,
                parameter.se() > 0,
                path,
                "该分布的 se 应大于 0；无不确定性时用 fixed",
                "this distribution needs se above 0; without uncertainty use fixed");
    }

    private static void require(PlanContext context, boolean holds, String path, String zh, String en) {
        if (!holds) {
            bad(context, path, zh, en);
        }
    }

    private static void onePrice(PlanContext context, List<Boolean> prices, String path) {
        IntStream.range(0, prices.size())
                .filter(prices::get)
                .skip(1)
                .forEach(i -> bad(
                        context,
                        path + "[" + i + "].price",
                        "至多一项成本可标记为所评价干预的价格",
                        "at most one cost line is the intervention's price"));
    }

    private static void bad(PlanContext context, String path, String zh, String en) {
        context.add(
                ProtocolError.BAD_PARAMETER,
                path,
                Text.of("经济学参数有误：" + zh + "。", "An economic parameter is not well set: " + en + "."),
                Text.of("按说明修改。", "Change it as said."));
    }
}
