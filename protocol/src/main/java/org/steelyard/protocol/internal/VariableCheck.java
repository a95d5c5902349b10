package org.steelyard.protocol.internal;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.ProtocolError;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.Variable.Role;
import org.steelyard.protocol.Variable.Type;
import org.steelyard.protocol.expression.Expressions;
import org.steelyard.protocol.expression.Scope;

/** A dictionary: of the plan's own data or of a benchmark. */
final class VariableCheck {

    private VariableCheck() {}

    static void check(PlanContext context, List<Variable> variables, String path) {
        context.unique(variables, Variable::name, path, ".name");
        Scope scope = Scope.of(variables);
        for (int i = 0; i < variables.size(); i++) {
            String at = path + "[" + i + "]";
            one(context, variables.get(i), at);
            definition(context, variables.get(i), scope, at);
            circle(context, variables.get(i), variables, at);
        }
    }

    private static void one(PlanContext context, Variable variable, String at) {
        if (variable.column().isPresent() && variable.define().isPresent()) {
            bad(context, at + ".define", "column 与 define 只能写一个", "column and define exclude each other");
        }
        if (variable.type() == Type.BINARY && variable.define().isEmpty()) {
            binary(context, variable, at);
        }
        levels(context, variable, at);
        range(context, variable, at);
        role(context, variable, at);
    }

    private static void binary(PlanContext context, Variable variable, String at) {
        if (variable.yes().isEmpty() || variable.no().isEmpty()) {
            bad(
                    context,
                    at,
                    "二分类变量须用 yes 和 no 声明原始取值，例如 yes: [\"1\"]，no: [\"0\"]",
                    "a binary variable declares its source values in yes and no, for instance yes: [\"1\"], no: [\"0\"]");
        }
        Set<String> shared = new HashSet<>(variable.yes());
        shared.retainAll(variable.no());
        if (!shared.isEmpty()) {
            bad(context, at + ".no", "同一取值不能既是 yes 又是 no", "a value cannot be both yes and no");
        }
    }

    private static void levels(PlanContext context, Variable variable, String at) {
        boolean category = variable.type() == Type.CATEGORY;
        if (category && variable.levels().size() < 2) {
            bad(context, at, "多分类变量须用 levels 列出至少两个水平", "a category lists at least two levels");
        }
        if (!category && !variable.levels().isEmpty()) {
            bad(context, at + ".levels", "只有多分类变量才有 levels", "only a category has levels");
        }
        context.unique(variable.levels(), Variable.Level::value, at + ".levels", ".value");
    }

    private static void range(PlanContext context, Variable variable, String at) {
        boolean bounded = variable.minimum().isPresent() || variable.maximum().isPresent();
        boolean number = variable.type() == Type.NUMBER || variable.type() == Type.INTEGER;
        if (bounded && !number) {
            bad(context, at, "minimum 与 maximum 只用于数值或整数", "minimum and maximum are for numbers");
        }
        if (variable.minimum().isPresent()
                && variable.maximum().isPresent()
                && variable.minimum().get() > variable.maximum().get()) {
            bad(context, at + ".minimum", "minimum 大于 maximum", "minimum is above maximum");
        }
    }

    private static void role(PlanContext context, Variable variable, String at) {
        Set<Type> numbers = Set.of(Type.NUMBER, Type.INTEGER);
        if (variable.role() == Role.EXPOSURE) {
            context.fits(variable, Set.of(Type.BINARY), at + ".type", Words.EXPOSURE);
        } else if (variable.role() == Role.EVENT) {
            context.fits(variable, Set.of(Type.BINARY), at + ".type", Words.EVENT);
        } else if (variable.role() == Role.TIME) {
            context.fits(variable, numbers, at + ".type", Words.TIME);
        }
    }

    private static void definition(PlanContext context, Variable variable, Scope scope, String at) {
        if (variable.define().isEmpty()) {
            return;
        }
        try {
            Expressions.definition(variable, scope, context.at(at + ".define"));
        } catch (SteelyardException e) {
            context.problems().addAll(e.problems());
        }
    }

    private static void circle(PlanContext context, Variable variable, List<Variable> variables, String at) {
        if (ancestors(variable, variables).contains(variable.name())) {
            context.add(
                    ProtocolError.CIRCULAR_DEFINITION,
                    at + ".define",
                    Text.of(
                            "变量 " + variable.name() + " 的定义绕回自身。",
                            "The definition of variable " + variable.name() + " comes back to itself."),
                    Text.of("只引用先行定义的变量。", "Refer only to variables that do not depend on this one."));
        }
    }

    /** Every variable that this one is computed from, directly or through others. */
    static Set<String> ancestors(Variable variable, List<Variable> variables) {
        Set<String> found = new LinkedHashSet<>();
        Set<String> todo = new LinkedHashSet<>(references(variable));
        while (!todo.isEmpty()) {
            String name = todo.iterator().next();
            todo.remove(name);
            if (found.add(name)) {
                PlanContext.find(variables, name).ifPresent(v -> todo.addAll(references(v)));
            }
        }
        return found;
    }

    private static Set<String> references(Variable variable) {
        if (variable.define().isEmpty()) {
            return Set.of();
        }
        try {
            return Expressions.references(Expressions.parse(variable.define().get(), org.steelyard.kernel.Place.NONE));
        } catch (SteelyardException e) {
            return Set.of();
        }
    }

    private static void bad(PlanContext context, String path, String zh, String en) {
        context.add(
                ProtocolError.BAD_VARIABLE,
                path,
                Text.of("变量定义有误：" + zh + "。", "The variable is not well defined: " + en + "."),
                Text.of("按变量字典的规定改正。", "Correct it to the rules of the dictionary."));
    }
}
