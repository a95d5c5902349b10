package org.steelyard.protocol.expression;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.steelyard.protocol.expression.Expression.ComparisonOperator;
import org.steelyard.protocol.expression.Expression.LogicalOperator;

/**
 * Evaluates a checked expression for one person, in the plainest way. It is the meaning of the language: every other
 * evaluator is tested against it.
 *
 * <p>Numbers are IEEE 754 doubles; {@code ln}, {@code exp} and {@code sqrt} are those of {@link StrictMath}, so that two
 * machines agree to the last bit. An SQL engine may differ from them in the last digit.
 */
public final class Evaluator {

    private Evaluator() {}

    /**
     * @param person the value of each variable by name
     * @throws IllegalArgumentException when the expression was not checked and its types do not fit
     */
    public static Value evaluate(Expression expression, Function<String, Value> person) {
        return switch (expression) {
            case Expression.NumberLiteral n -> Value.number(n.value());
            case Expression.TextLiteral t -> new Value.Text(t.value());
            case Expression.BooleanLiteral b -> new Value.Flag(b.value());
            case Expression.DateLiteral d -> new Value.Day(d.value());
            case Expression.Reference r -> person.apply(r.name());
            case Expression.Negation n -> unary(evaluate(n.operand(), person), x -> -x);
            case Expression.Arithmetic a ->
                arithmetic(a.operator(), evaluate(a.left(), person), evaluate(a.right(), person));
            case Expression.Comparison c ->
                compare(c.operator(), evaluate(c.left(), person), evaluate(c.right(), person));
            case Expression.Logical l -> logical(l.operator(), evaluate(l.left(), person), evaluate(l.right(), person));
            case Expression.Not n -> not(evaluate(n.operand(), person));
            case Expression.In in -> in(in, person);
            case Expression.Between b -> between(b, person);
            case Expression.IsMissing m ->
                new Value.Flag(evaluate(m.operand(), person).isMissing() != m.negated());
            case Expression.Call c -> call(c, person);
        };
    }

    private static Value in(Expression.In in, Function<String, Value> person) {
        Value operand = evaluate(in.operand(), person);
        Value found = new Value.Flag(false);
        for (Expression option : in.options()) {
            Value same = compare(ComparisonOperator.EQUAL, operand, evaluate(option, person));
            found = logical(LogicalOperator.OR, found, same);
        }
        return in.negated() ? not(found) : found;
    }

    private static Value between(Expression.Between b, Function<String, Value> person) {
        Value operand = evaluate(b.operand(), person);
        Value low = compare(ComparisonOperator.GREATER_OR_EQUAL, operand, evaluate(b.low(), person));
        Value high = compare(ComparisonOperator.LESS_OR_EQUAL, operand, evaluate(b.high(), person));
        Value inside = logical(LogicalOperator.AND, low, high);
        return b.negated() ? not(inside) : inside;
    }

    private static Value call(Expression.Call call, Function<String, Value> person) {
        List<Value> a = call.arguments().stream().map(e -> evaluate(e, person)).toList();
        return switch (call.function()) {
            case IF -> a.get(0).isMissing() ? Value.MISSING : flag(a.get(0)) ? a.get(1) : a.get(2);
            case MIN -> extreme(a, true);
            case MAX -> extreme(a, false);
            case ABS -> unary(a.getFirst(), Math::abs);
            case ROUND -> unary(a.getFirst(), Evaluator::round);
            case FLOOR -> unary(a.getFirst(), Math::floor);
            case CEIL -> unary(a.getFirst(), Math::ceil);
            case LN -> unary(a.getFirst(), StrictMath::log);
            case EXP -> unary(a.getFirst(), StrictMath::exp);
            case SQRT -> unary(a.getFirst(), StrictMath::sqrt);
            case COALESCE -> a.stream().filter(v -> !v.isMissing()).findFirst().orElse(Value.MISSING);
            case DAYS -> days(a.get(0), a.get(1));
            case YEAR ->
                a.getFirst() instanceof Value.Day d ? new Value.Number(d.value().getYear()) : Value.MISSING;
        };
    }

    private static Value days(Value from, Value to) {
        if (from instanceof Value.Day f && to instanceof Value.Day t) {
            return new Value.Number(ChronoUnit.DAYS.between(f.value(), t.value()));
        }
        if (from.isMissing() || to.isMissing()) {
            return Value.MISSING;
        }
        throw new IllegalArgumentException("dates were expected");
    }

    /** Halves away from zero, as the C library and SQL do; {@code Math.round} would take them upwards. */
    private static double round(double x) {
        double magnitude = Math.abs(x);
        double down = Math.floor(magnitude);
        return Math.copySign(magnitude - down >= 0.5 ? down + 1 : down, x);
    }

    private static Value extreme(List<Value> values, boolean smallest) {
        if (values.stream().anyMatch(Value::isMissing)) {
            return Value.MISSING;
        }
        Value best = values.getFirst();
        for (Value value : values) {
            int order = order(value, best);
            best = (smallest ? order < 0 : order > 0) ? value : best;
        }
        return best;
    }

    private static Value arithmetic(Expression.ArithmeticOperator operator, Value left, Value right) {
        if (left.isMissing() || right.isMissing()) {
            return Value.MISSING;
        }
        double x = number(left);
        double y = number(right);
        return Value.number(
                switch (operator) {
                    case ADD -> x + y;
                    case SUBTRACT -> x - y;
                    case MULTIPLY -> x * y;
                    case DIVIDE -> y == 0 ? Double.NaN : x / y;
                });
    }

    private static Value unary(Value value, DoubleUnaryOperator function) {
        return value.isMissing() ? Value.MISSING : Value.number(function.applyAsDouble(number(value)));
    }

    private static Value compare(ComparisonOperator operator, Value left, Value right) {
        if (left.isMissing() || right.isMissing()) {
            return Value.MISSING;
        }
        int order = order(left, right);
        return new Value.Flag(
                switch (operator) {
                    case EQUAL -> order == 0;
                    case NOT_EQUAL -> order != 0;
                    case LESS -> order < 0;
                    case LESS_OR_EQUAL -> order <= 0;
                    case GREATER -> order > 0;
                    case GREATER_OR_EQUAL -> order >= 0;
                });
    }

    private static int order(Value left, Value right) {
        if (left instanceof Value.Number a && right instanceof Value.Number b) {
            return a.value() < b.value() ? -1 : a.value() > b.value() ? 1 : 0;
        }
        if (left instanceof Value.Day a && right instanceof Value.Day b) {
            return a.value().compareTo(b.value());
        }
        if (left instanceof Value.Text a && right instanceof Value.Text b) {
            return a.value().compareTo(b.value());
        }
        if (left instanceof Value.Flag a && right instanceof Value.Flag b) {
            return Boolean.compare(a.value(), b.value());
        }
        throw new IllegalArgumentException("values of two types cannot be compared");
    }

    private static Value logical(LogicalOperator operator, Value left, Value right) {
        boolean decisive = operator == LogicalOperator.OR;
        if (is(left, decisive) || is(right, decisive)) {
            return new Value.Flag(decisive);
        }
        return left.isMissing() || right.isMissing() ? Value.MISSING : new Value.Flag(!decisive);
    }

    private static boolean is(Value value, boolean wanted) {
        return !value.isMissing() && flag(value) == wanted;
    }

    private static Value not(Value value) {
        return value.isMissing() ? Value.MISSING : new Value.Flag(!flag(value));
    }

    private static double number(Value value) {
        if (value instanceof Value.Number n) {
            return n.value();
        }
        throw new IllegalArgumentException("a number was expected");
    }

    private static boolean flag(Value value) {
        if (value instanceof Value.Flag f) {
            return f.value();
        }
        throw new IllegalArgumentException("true or false was expected");
    }
}
