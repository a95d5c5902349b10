package org.steelyard.protocol.internal;

import java.util.List;
import java.util.Set;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.ProtocolError;
import org.steelyard.protocol.SocialPlan;
import org.steelyard.protocol.Variable.Type;

/** Groups and rankings of social value. */
final class SocietyCheck {

    private static final Set<Type> GROUPS = Set.of(Type.BINARY, Type.CATEGORY);
    private static final Set<Type> RANKS = Set.of(Type.CATEGORY, Type.NUMBER, Type.INTEGER);
    private static final Set<Type> MEASURED = Set.of(Type.BINARY, Type.NUMBER, Type.INTEGER);

    private SocietyCheck() {}

    static void check(PlanContext context) {
        context.plan().society().ifPresent(plan -> {
            for (int i = 0; i < plan.groups().size(); i++) {
                group(context, plan.groups().get(i), "society.groups[" + i + "]");
            }
            for (int i = 0; i < plan.concentration().size(); i++) {
                concentration(context, plan.concentration().get(i), "society.concentration[" + i + "]");
            }
        });
    }

    private static void group(PlanContext context, SocialPlan.Group group, String at) {
        context.typed(group.variable(), GROUPS, at + ".variable", Words.GROUP);
        if (group.variable().equals(context.plan().exposure().variable())) {
            context.add(
                    ProtocolError.WRONG_VARIABLE,
                    at + ".variable",
                    Text.of("暴露变量不能作人群分组。", "The exposure cannot form groups."),
                    Text.of("换一个变量。", "Use another variable."));
        }
        List<String> outcomes = group.outcomes();
        for (int i = 0; i < outcomes.size(); i++) {
            String path = at + ".outcomes[" + i + "]";
            if (context.resolves(outcomes.get(i), context.outcomeIds(), path, Words.OUTCOME)) {
                Outcome outcome = context.outcome(outcomes.get(i)).orElseThrow();
                described(context, outcome, path);
                horizon(context, outcome, path);
            }
        }
    }

    private static void described(PlanContext context, Outcome outcome, String path) {
        boolean possible = switch (outcome.type()) {
            case BINARY, CONTINUOUS, TIME_TO_EVENT, COUNT, COST -> true;
            case ORDINAL, COMPETING, RECURRENT, REPEATED -> false;
        };
        if (!possible) {
            context.add(
                    ProtocolError.WRONG_VARIABLE,
                    path,
                    Text.of(
                            "按组报告只用于二分类、连续、计数、费用与时间-事件结局，" + outcome.id() + " 不是。",
                            "Groups are described for binary, continuous, count, cost and time-to-event outcomes; "
                                    + outcome.id() + " is none of them."),
                    Text.of("另定义一个此类结局。", "Define an outcome of one of these types for it."));
        }
    }

    private static void horizon(PlanContext context, Outcome outcome, String path) {
        if (outcome.type() == Outcome.OutcomeType.TIME_TO_EVENT
                && outcome.horizon().isEmpty()) {
            context.add(
                    ProtocolError.INCOMPLETE_OUTCOME,
                    path,
                    Text.of(
                            "按组报告时间-事件结局须在结局 " + outcome.id() + " 中写明 horizon。",
                            "Reporting it by group needs horizon in outcome " + outcome.id() + "."),
                    Text.of("在结局中填写 horizon。", "Fill in horizon of the outcome."));
        }
    }

    private static void concentration(PlanContext context, SocialPlan.Concentration concentration, String at) {
        context.typed(concentration.rank(), RANKS, at + ".rank", Words.RANK);
        for (int i = 0; i < concentration.of().size(); i++) {
            context.typed(concentration.of().get(i), MEASURED, at + ".of[" + i + "]", Words.MEASURED);
        }
    }
}
