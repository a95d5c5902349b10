package org.steelyard.protocol.expression.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Spelling;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.expression.Expression;
import org.steelyard.protocol.expression.ExpressionError;
import org.steelyard.protocol.expression.ExpressionFunction;
import org.steelyard.protocol.expression.ExpressionType;
import org.steelyard.protocol.expression.Scope;

/** Gives each part its type and collects all that does not fit. A part that is wrong has no type, and is not blamed twice. */
public final class TypeChecker {

    private final Scope scope;
    private final Place place;
    private final Problems problems;

    private TypeChecker(Scope scope, Place place, Problems problems) {
        this.scope = scope;
        this.place = place;
        this.problems = problems;
    }

    public static Optional<ExpressionType> type(Expression expression, Scope scope, Place place, Problems problems) {
        return new TypeChecker(scope, place, problems).type(expression);
    }

    public static void check(
            Expression expression, Scope scope, ExpressionType expected, Place place, Problems problems) {
        type(expression, scope, place, problems)
                .filter(type -> type != expected)
                .ifPresent(type -> problems.add(
                        ExpressionError.WRONG_RESULT,
                        place,
                        Text.of(
                                "表达式的结果是" + type.label().zh() + "，此处需要"
                                        + expected.label().zh(),
                                "the expression yields " + type.label().en() + ", but "
                                        + expected.label().en() + " is needed here"),
                        Text.of("改写表达式，或改变量的类型（type）", "change the expression or the variable's type")));
    }

    /** Text literals that can be the result must be levels of the category. */
    public static void checkLevels(Expression expression, Scope.Symbol target, Place place, Problems problems) {
        if (target.levels().isEmpty()) {
            return;
        }
        switch (expression) {
            case Expression.TextLiteral t ->
                new TypeChecker(new Scope(java.util.Map.of()), place, problems).level(target, t);
            case Expression.Call c
            when c.function() == ExpressionFunction.IF -> {
                checkLevels(c.arguments().get(1), target, place, problems);
                checkLevels(c.arguments().get(2), target, place, problems);
            }
            case Expression.Call c
            when c.function() == ExpressionFunction.COALESCE ->
                c.arguments().forEach(a -> checkLevels(a, target, place, problems));
            case Expression _ -> {}
        }
    }

    private Optional<ExpressionType> type(Expression expression) {
        return switch (expression) {
            case Expression.NumberLiteral _ -> Optional.of(ExpressionType.NUMBER);
            case Expression.TextLiteral _ -> Optional.of(ExpressionType.TEXT);
            case Expression.BooleanLiteral _ -> Optional.of(ExpressionType.BOOLEAN);
            case Expression.DateLiteral _ -> Optional.of(ExpressionType.DATE);
            case Expression.Reference r -> reference(r);
            case Expression.Negation n -> all(List.of(n.operand()), ExpressionType.NUMBER, ExpressionType.NUMBER);
            case Expression.Arithmetic a ->
                all(List.of(a.left(), a.right()), ExpressionType.NUMBER, ExpressionType.NUMBER);
            case Expression.Comparison c ->
                compare(List.of(c.left(), c.right()), c.operator().needsOrder());
            case Expression.Logical l ->
                all(List.of(l.left(), l.right()), ExpressionType.BOOLEAN, ExpressionType.BOOLEAN);
            case Expression.Not n -> all(List.of(n.operand()), ExpressionType.BOOLEAN, ExpressionType.BOOLEAN);
            case Expression.In in -> compare(org.steelyard.protocol.expression.Expressions.parts(in), false);
            case Expression.Between b -> compare(List.of(b.operand(), b.low(), b.high()), true);
            case Expression.IsMissing m -> type(m.operand()).map(_ -> ExpressionType.BOOLEAN);
            case Expression.Call c -> call(c);
        };
    }

    private Optional<ExpressionType> reference(Expression.Reference reference) {
        Optional<Scope.Symbol> symbol = scope.find(reference.name());
        if (symbol.isEmpty()) {
            Optional<String> near = Spelling.nearest(reference.name(), scope.names());
            problems.add(
                    ExpressionError.UNKNOWN_VARIABLE,
                    place,
                    Text.of(
                            "变量字典中没有“" + reference.name() + "”",
                            "the dictionary has no variable \"" + reference.name() + "\""),
                    near.map(n -> Text.of("是否想写 " + n + "？", "did you mean " + n + "?"))
                            .orElse(Text.of("在 variables 中定义它", "define it under variables")));
        }
        return symbol.map(Scope.Symbol::type);
    }

    private Optional<ExpressionType> call(Expression.Call call) {
        List<Expression> arguments = call.arguments();
        return switch (call.function()) {
            case IF -> {
                Optional<ExpressionType> condition =
                        all(arguments.subList(0, 1), ExpressionType.BOOLEAN, ExpressionType.BOOLEAN);
                Optional<ExpressionType> branches = same(arguments.subList(1, 3));
                yield condition.flatMap(_ -> branches);
            }
            case MIN, MAX -> same(arguments).filter(type -> ordered(type, call));
            case ABS, ROUND, FLOOR, CEIL, LN, EXP, SQRT -> all(arguments, ExpressionType.NUMBER, ExpressionType.NUMBER);
            case COALESCE -> same(arguments);
            case DAYS, YEAR -> all(arguments, ExpressionType.DATE, ExpressionType.NUMBER);
        };
    }

    private Optional<ExpressionType> all(List<Expression> parts, ExpressionType wanted, ExpressionType result) {
        boolean good = true;
        for (Expression part : parts) {
            Optional<ExpressionType> type = type(part);
            if (type.isPresent() && type.get() != wanted) {
                wrongType(part, type.get(), wanted);
            }
            good &= type.isPresent() && type.get() == wanted;
        }
        return good ? Optional.of(result) : Optional.empty();
    }

    private Optional<ExpressionType> compare(List<Expression> parts, boolean needsOrder) {
        Optional<ExpressionType> type = same(parts);
        if (type.isEmpty() || needsOrder && !ordered(type.get(), parts.getFirst())) {
            return Optional.empty();
        }
        checkLiterals(parts);
        return Optional.of(ExpressionType.BOOLEAN);
    }

    private Optional<ExpressionType> same(List<Expression> parts) {
        List<Optional<ExpressionType>> types = parts.stream().map(this::type).toList();
        if (types.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        ExpressionType first = types.getFirst().orElseThrow();
        boolean good = true;
        for (int i = 1; i < parts.size(); i++) {
            ExpressionType type = types.get(i).orElseThrow();
            if (type != first) {
                mixed(parts.getFirst(), first, parts.get(i), type);
                good = false;
            }
        }
        return good ? Optional.of(first) : Optional.empty();
    }

    private boolean ordered(ExpressionType type, Expression part) {
        boolean good = type == ExpressionType.NUMBER || type == ExpressionType.DATE;
        if (!good) {
            wrongType(part, type, ExpressionType.NUMBER);
        }
        return good;
    }

    private void checkLiterals(List<Expression> parts) {
        List<Scope.Symbol> categories = parts.stream()
                .filter(Expression.Reference.class::isInstance)
                .flatMap(p -> scope.find(((Expression.Reference) p).name()).stream())
                .filter(s -> !s.levels().isEmpty())
                .toList();
        for (Scope.Symbol symbol : categories) {
            parts.stream()
                    .filter(Expression.TextLiteral.class::isInstance)
                    .forEach(p -> level(symbol, (Expression.TextLiteral) p));
        }
    }

    private void level(Scope.Symbol symbol, Expression.TextLiteral literal) {
        List<String> levels = symbol.levelValues();
        if (levels.contains(literal.value())) {
            return;
        }
        Optional<String> near = Spelling.nearest(literal.value(), levels);
        String allowed = levels.stream().limit(20).map(l -> "'" + l + "'").collect(Collectors.joining(", "));
        problems.add(
                ExpressionError.UNKNOWN_LEVEL,
                place,
                Text.of(
                        "分类变量“" + symbol.name() + "”没有水平“" + literal.value() + "”",
                        "category \"" + symbol.name() + "\" has no level \"" + literal.value() + "\""),
                near.map(n -> Text.of("是否想写 '" + n + "'？", "did you mean '" + n + "'?"))
                        .orElse(Text.of("允许的水平：" + allowed, "levels: " + allowed)));
    }

    private void wrongType(Expression part, ExpressionType type, ExpressionType wanted) {
        String text = Printer.print(part);
        problems.add(
                ExpressionError.WRONG_TYPE,
                place,
                Text.of(
                        "“" + text + "”是" + type.label().zh() + "，此处需要"
                                + wanted.label().zh(),
                        "\"" + text + "\" is " + type.label().en() + ", but "
                                + wanted.label().en() + " is needed"),
                advice(text, type, wanted));
    }

    private void mixed(Expression left, ExpressionType leftType, Expression right, ExpressionType rightType) {
        String a = Printer.print(left);
        String b = Printer.print(right);
        problems.add(
                ExpressionError.WRONG_TYPE,
                place,
                Text.of(
                        "“" + a + "”是" + leftType.label().zh() + "，“" + b + "”是"
                                + rightType.label().zh() + "，二者须为同一类型",
                        "\"" + a + "\" is " + leftType.label().en() + " and \"" + b + "\" is "
                                + rightType.label().en() + "; both must be of one type"),
                advice(a, leftType, rightType));
    }

    private static Text advice(String text, ExpressionType is, ExpressionType wanted) {
        if (is == ExpressionType.BOOLEAN && wanted == ExpressionType.NUMBER) {
            return Text.of(
                    "二分类变量直接写 " + text + " 或 not " + text + "；要作数值用 if(" + text + ", 1, 0)",
                    "write " + text + " or not " + text + "; as a number: if(" + text + ", 1, 0)");
        }
        if (is == ExpressionType.DATE && wanted == ExpressionType.TEXT) {
            return Text.of("日期写作 date('2020-01-31')", "write a date as date('2020-01-31')");
        }
        if (is == ExpressionType.DATE && wanted == ExpressionType.NUMBER) {
            return Text.of("两个日期之差用 days(d1, d2)", "the time between two dates is days(d1, d2)");
        }
        return Text.of("改写表达式，使两边类型一致", "rewrite it so that both sides have one type");
    }
}
