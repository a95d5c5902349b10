package org.steelyard.data.internal;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.steelyard.data.Field;
import org.steelyard.data.Relation;
import org.steelyard.protocol.expression.Expression;
import org.steelyard.protocol.expression.Expression.ArithmeticOperator;
import org.steelyard.protocol.expression.ExpressionFunction;

/**
 * An expression as DuckDB SQL. Column {@code c3} is the fourth field of the relation; a category is its level's index, a
 * date the days since 1970-01-01.
 *
 * <p>The language takes a number that is not finite for missing. SQL computes with infinities and NaN, which stay what
 * they are through + - and *, so it is enough to look where a number leaves arithmetic: in a comparison, a divisor, a
 * function that could make it finite again, and at the end. Looking needs the operand twice, which is why it is not
 * done everywhere.
 */
public final class SqlRenderer {

    /** Up to this many characters an operand may be repeated; beyond, it is bound to a name. */
    private static final int SHORT = 60;

    private final Relation relation;
    private int lambdas;

    private SqlRenderer(Relation relation) {
        this.relation = relation;
    }

    public static String render(Expression expression, Relation relation) {
        return new SqlRenderer(relation).finite(expression);
    }

    /** The expression as a value of the field: for a category the index of the level. */
    public static String render(Expression expression, Relation relation, Field target) {
        String sql = render(expression, relation);
        return switch (target.kind()) {
            case CATEGORY -> "CAST(list_position(" + levels(target) + ", " + sql + ") - 1 AS INTEGER)";
            case NUMBER -> "CAST(" + sql + " AS DOUBLE)";
            case DAY -> "CAST(" + sql + " AS INTEGER)";
            case FLAG -> "CAST(" + sql + " AS BOOLEAN)";
            case TEXT -> "CAST(" + sql + " AS VARCHAR)";
        };
    }

    private String finite(Expression expression) {
        String sql = sql(expression);
        return alwaysFinite(expression) ? sql : guard(sql);
    }

    private String guard(String sql) {
        return once(sql, x -> "CASE WHEN isfinite(" + x + ") THEN " + x + " END");
    }

    /**
     * SQL that uses an operand several times. A long operand is written once, as the argument of a lambda: written twice at
     * every level it would double with the depth of nesting.
     */
    private String once(String sql, UnaryOperator<String> body) {
        if (sql.length() <= SHORT) {
            return "(" + body.apply(sql) + ")";
        }
        String name = "v" + lambdas++;
        return "list_extract(list_transform([" + sql + "], lambda " + name + ": " + body.apply(name) + "), 1)";
    }

    /** Anything that is not a number, and numbers that cannot be infinite or NaN when all columns are finite. */
    private boolean alwaysFinite(Expression expression) {
        return switch (expression) {
            case Expression.NumberLiteral _,
                    Expression.TextLiteral _,
                    Expression.BooleanLiteral _,
                    Expression.DateLiteral _,
                    Expression.Reference _,
                    Expression.Comparison _,
                    Expression.Logical _,
                    Expression.Not _,
                    Expression.In _,
                    Expression.Between _,
                    Expression.IsMissing _ -> true;
            case Expression.Negation n -> alwaysFinite(n.operand());
            case Expression.Arithmetic _ -> false;
            case Expression.Call c ->
                switch (c.function()) {
                    case IF ->
                        alwaysFinite(c.arguments().get(1))
                                && alwaysFinite(c.arguments().get(2));
                    case ABS, ROUND, FLOOR, CEIL -> alwaysFinite(c.arguments().getFirst());
                    case LN, EXP, SQRT -> false;
                    case MIN, MAX, COALESCE, DAYS, YEAR -> true;
                };
        };
    }

    private String sql(Expression expression) {
        return switch (expression) {
            case Expression.NumberLiteral n -> "CAST('" + n.value() + "' AS DOUBLE)";
            case Expression.TextLiteral t -> quote(t.value());
            case Expression.BooleanLiteral b -> b.value() ? "TRUE" : "FALSE";
            case Expression.DateLiteral d -> "CAST(" + d.value().toEpochDay() + " AS INTEGER)";
            case Expression.Reference r -> reference(r.name());
            case Expression.Negation n -> "(-" + sql(n.operand()) + ")";
            case Expression.Arithmetic a -> arithmetic(a);
            case Expression.Comparison c ->
                "(" + finite(c.left()) + " " + comparison(c.operator()) + " " + finite(c.right()) + ")";
            case Expression.Logical l ->
                "(" + sql(l.left()) + " " + l.operator().name() + " " + sql(l.right()) + ")";
            case Expression.Not n -> "(NOT " + sql(n.operand()) + ")";
            case Expression.In in -> in(in);
            case Expression.Between b -> between(b);
            case Expression.IsMissing m -> "(" + finite(m.operand()) + (m.negated() ? " IS NOT NULL)" : " IS NULL)");
            case Expression.Call c -> call(c);
        };
    }

    private String reference(String name) {
        int index = relation.index(name);
        Field field = relation.fields().get(index);
        String column = "c" + index;
        return field.kind() == Field.Kind.CATEGORY ? "list_extract(" + levels(field) + ", " + column + " + 1)" : column;
    }

    private String arithmetic(Expression.Arithmetic a) {
        boolean divides = a.operator() == ArithmeticOperator.DIVIDE;
        String right = divides ? finite(a.right()) : sql(a.right());
        return "(" + sql(a.left()) + " " + a.operator().symbol() + " " + right + ")";
    }

    private static String comparison(Expression.ComparisonOperator operator) {
        return operator == Expression.ComparisonOperator.NOT_EQUAL ? "<>" : operator.symbol();
    }

    private String in(Expression.In in) {
        String options = in.options().stream().map(this::finite).collect(Collectors.joining(", "));
        return "(" + finite(in.operand()) + (in.negated() ? " NOT IN (" : " IN (") + options + "))";
    }

    private String between(Expression.Between b) {
        String operand = finite(b.operand());
        String low = finite(b.low());
        String high = finite(b.high());
        String inside = once(operand, x -> x + " >= " + low + " AND " + x + " <= " + high);
        return b.negated() ? "(NOT " + inside + ")" : inside;
    }

    private String call(Expression.Call c) {
        List<Expression> a = c.arguments();
        return switch (c.function()) {
            case IF ->
                "(CASE " + sql(a.get(0)) + " WHEN TRUE THEN " + sql(a.get(1)) + " WHEN FALSE THEN " + sql(a.get(2))
                        + " END)";
            case MIN -> extreme("list_min", a);
            case MAX -> extreme("list_max", a);
            case ABS, ROUND, FLOOR, LN, SQRT, CEIL -> function(c.function(), sql(a.getFirst()));
            case EXP -> function(c.function(), finite(a.getFirst()));
            case COALESCE -> "coalesce(" + a.stream().map(this::finite).collect(Collectors.joining(", ")) + ")";
            case DAYS -> "CAST(" + sql(a.get(1)) + " - " + sql(a.get(0)) + " AS DOUBLE)";
            case YEAR -> "CAST(year(DATE '1970-01-01' + " + sql(a.getFirst()) + ") AS DOUBLE)";
        };
    }

    private static String function(ExpressionFunction function, String argument) {
        return function.symbol() + "(" + argument + ")";
    }

    /** SQL's list_min and list_max skip missing items; ours do not. */
    private String extreme(String name, List<Expression> arguments) {
        String list = arguments.stream().map(this::finite).collect(Collectors.joining(", ", "[", "]"));
        return once(
                list,
                x -> "CASE WHEN list_count(" + x + ") = " + arguments.size() + " THEN " + name + "(" + x + ") END");
    }

    private static String levels(Field field) {
        return field.levels().isEmpty()
                ? "CAST([] AS VARCHAR[])"
                : field.levels().stream().map(SqlRenderer::quote).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
