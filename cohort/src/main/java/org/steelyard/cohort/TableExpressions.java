package org.steelyard.cohort;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.steelyard.kernel.Place;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.expression.Evaluator;
import org.steelyard.protocol.expression.Expression;
import org.steelyard.protocol.expression.ExpressionType;
import org.steelyard.protocol.expression.Expressions;
import org.steelyard.protocol.expression.Scope;
import org.steelyard.protocol.expression.Value;

/** Evaluates expressions over an analysis table, in memory. Identifiers and free texts are not in it. */
public final class TableExpressions {

    private TableExpressions() {}

    /**
     * A number for each person; NaN where missing.
     *
     * @param place where the expression stands in the plan, for messages
     * @throws org.steelyard.kernel.SteelyardException when the expression is wrong or does not yield a number
     */
    public static double[] numbers(AnalysisTable table, List<Variable> variables, String expression, Place place) {
        Scope scope = scope(table, variables);
        return evaluate(table, scope, Expressions.checked(expression, scope, ExpressionType.NUMBER, place));
    }

    /**
     * 1 true, 0 false, NaN unknown, for each person.
     *
     * @throws org.steelyard.kernel.SteelyardException when the expression is wrong or does not yield true or false
     */
    public static double[] flags(AnalysisTable table, List<Variable> variables, String expression, Place place) {
        Scope scope = scope(table, variables);
        return evaluate(table, scope, Expressions.checked(expression, scope, ExpressionType.BOOLEAN, place));
    }

    /** The variables of the dictionary that the table holds. */
    public static Scope scope(AnalysisTable table, List<Variable> variables) {
        return Scope.of(variables.stream().filter(v -> table.has(v.name())).toList());
    }

    /**
     * A checked expression, person by person; see {@link Value#toDouble}.
     *
     * @param scope the one it was checked against: it tells dates from numbers
     */
    public static double[] evaluate(AnalysisTable table, Scope scope, Expression expression) {
        Map<String, Column> columns = new HashMap<>();
        table.columns().forEach(c -> columns.put(c.name(), c));
        double[] out = new double[table.rows()];
        for (int i = 0; i < out.length; i++) {
            int row = i;
            Function<String, Value> person = name -> value(columns.get(name), name, scope, row);
            out[i] = Evaluator.evaluate(expression, person).toDouble();
        }
        return out;
    }

    private static Value value(@Nullable Column column, String name, Scope scope, int row) {
        if (column == null) {
            throw new IllegalArgumentException("no variable " + name);
        }
        if (column.isMissing(row)) {
            return Value.MISSING;
        }
        return switch (column) {
            case Column.Numeric c ->
                isDate(scope, name)
                        ? new Value.Day(LocalDate.ofEpochDay((long) c.values()[row]))
                        : Value.number(c.values()[row]);
            case Column.Binary c -> new Value.Flag(c.values()[row] == 1);
            case Column.Category c -> new Value.Text(c.levels().get(c.codes()[row]));
        };
    }

    private static boolean isDate(Scope scope, String name) {
        return scope.find(name).filter(s -> s.type() == ExpressionType.DATE).isPresent();
    }
}
