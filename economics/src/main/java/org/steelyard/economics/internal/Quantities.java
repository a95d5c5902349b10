package org.steelyard.economics.internal;

import java.util.List;
import java.util.Optional;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.TableExpressions;
import org.steelyard.economics.EconomicError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.expression.Expression;
import org.steelyard.protocol.expression.ExpressionType;
import org.steelyard.protocol.expression.Expressions;
import org.steelyard.protocol.expression.Scope;

/** Evaluates quantities of resources for each person of the table. */
final class Quantities {

    private final AnalysisTable table;
    private final Scope scope;

    Quantities(AnalysisTable table, List<Variable> dictionary) {
        this.table = table;
        scope = Scope.of(dictionary);
    }

    /** One number a row, NaN where missing, a yes counting 1; empty when the expression is wrong, with its problems noted. */
    Optional<double[]> evaluate(String quantity, Place place, Problems problems) {
        Expression expression;
        try {
            expression = checked(quantity, place);
        } catch (SteelyardException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
        List<String> absent = Expressions.references(expression).stream()
                .filter(name -> !table.has(name))
                .toList();
        absent.forEach(name -> missingVariable(name, place, problems));
        return absent.isEmpty() ? Optional.of(TableExpressions.evaluate(table, scope, expression)) : Optional.empty();
    }

    static void missingVariable(String name, Place place, Problems problems) {
        problems.add(
                EconomicError.MISSING_VARIABLE,
                place,
                Text.of("分析表中没有变量“" + name + "”", "the analysis table has no variable \"" + name + "\""),
                Text.of(
                        "在变量字典中定义该变量，且类型为数值、是/否、类别或日期",
                        "define it in the dictionary as a number, yes/no, category or date"));
    }

    private Expression checked(String quantity, Place place) {
        Expression expression = Expressions.parse(quantity, place);
        boolean yesOrNo = Expressions.typeOf(expression, scope).equals(Optional.of(ExpressionType.BOOLEAN));
        return Expressions.checked(quantity, scope, yesOrNo ? ExpressionType.BOOLEAN : ExpressionType.NUMBER, place);
    }
}
