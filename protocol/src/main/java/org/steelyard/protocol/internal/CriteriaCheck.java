package org.steelyard.protocol.internal;

import java.util.List;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Criterion;
import org.steelyard.protocol.ProtocolError;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.expression.ExpressionType;
import org.steelyard.protocol.expression.Expressions;
import org.steelyard.protocol.expression.Scope;

/** Criteria of the plan: unique, and each a rule that is true or false. */
final class CriteriaCheck {

    private CriteriaCheck() {}

    static void check(PlanContext context) {
        var population = context.plan().population();
        both(
                context,
                population.inclusion(),
                population.exclusion(),
                context.plan().variables(),
                "population");
    }

    static void both(
            PlanContext context,
            List<Criterion> inclusion,
            List<Criterion> exclusion,
            List<Variable> variables,
            String path) {
        rules(context, inclusion, Scope.of(variables), path + ".inclusion");
        rules(context, exclusion, Scope.of(variables), path + ".exclusion");
        context.unique(inclusion, Criterion::id, path + ".inclusion", ".id");
        context.unique(exclusion, Criterion::id, path + ".exclusion", ".id");
        List<String> taken = inclusion.stream().map(Criterion::id).toList();
        List<Criterion> again =
                exclusion.stream().filter(c -> taken.contains(c.id())).toList();
        again.forEach(c -> duplicate(context, c.id(), path + ".exclusion[" + exclusion.indexOf(c) + "].id"));
    }

    private static void duplicate(PlanContext context, String id, String path) {
        context.add(
                ProtocolError.DUPLICATE_ID,
                path,
                Text.of("纳入标准与排除标准都用了 " + id + "，不得重复。", id + " is both an inclusion and an exclusion criterion."),
                Text.of("改用另一个名称。", "Give it another name."));
    }

    private static void rules(PlanContext context, List<Criterion> criteria, Scope scope, String path) {
        for (int i = 0; i < criteria.size(); i++) {
            context.problems()
                    .addAll(Expressions.problems(
                            criteria.get(i).rule(),
                            scope,
                            ExpressionType.BOOLEAN,
                            context.at(path + "[" + i + "].rule")));
        }
    }
}
