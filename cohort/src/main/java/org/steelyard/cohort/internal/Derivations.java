package org.steelyard.cohort.internal;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.cohort.CohortError;
import org.steelyard.cohort.CohortPlan;
import org.steelyard.data.Engine;
import org.steelyard.data.Field;
import org.steelyard.data.Relation;
import org.steelyard.data.SourceReader;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.expression.Expression;
import org.steelyard.protocol.expression.Expression.Comparison;
import org.steelyard.protocol.expression.Expression.ComparisonOperator;
import org.steelyard.protocol.expression.Expression.IsMissing;
import org.steelyard.protocol.expression.Expression.Logical;
import org.steelyard.protocol.expression.Expression.LogicalOperator;
import org.steelyard.protocol.expression.Expression.NumberLiteral;
import org.steelyard.protocol.expression.Expression.Reference;
import org.steelyard.protocol.expression.ExpressionFunction;

/** Computes derived variables, layer by layer, and holds them to the same rules as columns of the file. */
public final class Derivations {

    private Derivations() {}

    public static Relation apply(Engine engine, Relation loaded, Rules rules, CohortPlan plan) {
        Relation relation = loaded;
        Problems problems = new Problems();
        for (List<Rules.Derived> layer : rules.layers()) {
            relation = engine.derive(
                    relation,
                    layer.stream()
                            .map(d -> new Engine.Derivation(Field.of(d.variable()), d.expression()))
                            .toList());
            for (Rules.Derived derived : layer) {
                check(new Check(engine, relation, plan, problems), derived);
            }
        }
        problems.throwIfAny();
        return relation;
    }

    private record Check(Engine engine, Relation relation, CohortPlan plan, Problems problems) {

        void refuse(CohortError error, String variable, Expression bad, Text message, Text remedy) {
            long count = engine.judge(relation, bad).yes();
            if (count > 0) {
                List<Long> first = engine.rowsWhere(relation, bad, SourceReader.CITED_ROWS);
                Cited rows = new Cited(count, first);
                problems.add(
                        error,
                        Place.of(plan.source().where(), first.getFirst(), variable),
                        rows.after(message),
                        remedy);
            }
        }
    }

    private static void check(Check check, Rules.Derived derived) {
        Variable variable = derived.variable();
        String name = variable.name();
        Expression value = new Reference(name);
        if (variable.type() == Variable.Type.CATEGORY) {
            Expression stranger = new Logical(
                    LogicalOperator.AND, new IsMissing(value, false), new IsMissing(derived.expression(), true));
            check.refuse(
                    CohortError.DERIVED_NOT_A_LEVEL,
                    name,
                    stranger,
                    Text.of(
                            "派生变量“" + name + "”的结果不在 levels 中",
                            "derived variable \"" + name + "\" yields what is not among its levels"),
                    Text.of("把所有可能的结果写入 levels", "list every possible result under levels"));
        }
        if (variable.type() == Variable.Type.INTEGER) {
            Expression rounded = new Expression.Call(ExpressionFunction.ROUND, List.of(value));
            check.refuse(
                    CohortError.DERIVED_NOT_WHOLE,
                    name,
                    new Comparison(ComparisonOperator.NOT_EQUAL, value, rounded),
                    Text.of(
                            "派生变量“" + name + "”应为整数，却有小数",
                            "derived variable \"" + name + "\" must be whole, but has a fraction"),
                    Text.of(
                            "用 round、floor 或 ceil 取整，或把类型改为 number",
                            "use round, floor or ceil, or make the type number"));
        }
        if (isNumber(variable)) {
            checkNumber(check, variable, value);
        }
    }

    private static boolean isNumber(Variable variable) {
        return variable.type() == Variable.Type.NUMBER || variable.type() == Variable.Type.INTEGER;
    }

    private static void checkNumber(Check check, Variable variable, Expression value) {
        String name = variable.name();
        if (variable.role() == Variable.Role.TIME) {
            check.refuse(
                    CohortError.DERIVED_NEGATIVE_TIME,
                    name,
                    new Comparison(ComparisonOperator.LESS, value, new NumberLiteral(0)),
                    Text.of("派生的随访时间“" + name + "”为负", "the derived follow-up time \"" + name + "\" is negative"),
                    Text.of("核对时间零点与结局日期的先后", "check that time zero comes before the outcome"));
        }
        List<Expression> outside = new ArrayList<>();
        variable.minimum().ifPresent(m -> outside.add(new Comparison(ComparisonOperator.LESS, value, number(m))));
        variable.maximum().ifPresent(m -> outside.add(new Comparison(ComparisonOperator.GREATER, value, number(m))));
        if (!outside.isEmpty()) {
            check.refuse(
                    CohortError.DERIVED_OUT_OF_RANGE,
                    name,
                    outside.stream()
                            .reduce((a, b) -> new Logical(LogicalOperator.OR, a, b))
                            .orElseThrow(),
                    Text.of(
                            "派生变量“" + name + "”超出 minimum/maximum",
                            "derived variable \"" + name + "\" is outside minimum/maximum"),
                    Text.of("核对公式与单位；确属合理则放宽范围", "check formula and units; if right, widen the range"));
        }
    }

    private static Expression number(double value) {
        Expression magnitude = new NumberLiteral(Math.abs(value));
        return value < 0 ? new Expression.Negation(magnitude) : magnitude;
    }
}
