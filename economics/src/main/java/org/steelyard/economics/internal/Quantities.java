package org.steelyard.economics.internal;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.economics.EconomicError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.expression.Evaluator;
import org.steelyard.protocol.expression.Expression;
import org.steelyard.protocol.expression.ExpressionType;
import org.steelyard.protocol.expression.Expressions;
import org.steelyard.protocol.expression.Scope;
import org.steelyard.protocol.expression.Value;

/** Evaluates quantities of resources for each person of the table. */
final class Quantities {

    private final AnalysisTable table;
    private final Scope scope;
    private final Map<String, Column> columns = new HashMap<>();
    private final Map<String, Variable.Type> types = new HashMap<>();

    Quantities(AnalysisTable table, List<Variable> dictionary) {
        this.table = table;
        scope = Scope.of(dictionary);
        table.columns().forEach(c -> columns.put(c.name(), c));
        dictionary.forEach(v -> types.putIfAbsent(v.name(), v.type()));
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
                .filter(name -> !columns.containsKey(name))
                .toList();
        absent.forEach(name -> missingVariable(name, place, problems));
        return absent.isEmpty() ? Optional.of(values(expression)) : Optional.empty();
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

    private double[] values(Expression expression) {
        double[] out = new double[table.rows()];
        for (int i = 0; i < out.length; i++) {
            int row = i;
            out[i] = Evaluator.evaluate(expression, name -> value(name, row)).toDouble();
        }
        return out;
    }

    private Value value(String name, int row) {
        Column column = columns.get(name);
        if (column == null || column.isMissing(row)) {
            return Value.MISSING;
        }
        return switch (column) {
            case Column.Binary c -> new Value.Flag(c.values()[row] == 1);
            case Column.Category c -> new Value.Text(c.levels().get(c.codes()[row]));
            case Column.Numeric c ->
                types.get(name) == Variable.Type.DATE
                        ? new Value.Day(LocalDate.ofEpochDay((long) c.values()[row]))
                        : Value.number(c.values()[row]);
        };
    }
}
