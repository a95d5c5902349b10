package org.steelyard.protocol.expression;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.expression.internal.Parser;
import org.steelyard.protocol.expression.internal.Printer;
import org.steelyard.protocol.expression.internal.Prose;
import org.steelyard.protocol.expression.internal.TypeChecker;

/** The door to the expression language. */
public final class Expressions {

    private Expressions() {}

    /**
     * Reads an expression; types are not looked at.
     *
     * @param place where the text stands in the plan, for messages
     * @throws SteelyardException with one {@link ExpressionError}
     */
    public static Expression parse(String source, Place place) {
        return Parser.parse(source, place);
    }

    /**
     * Reads an expression and checks names and types.
     *
     * @throws SteelyardException with everything that is wrong
     */
    public static Expression checked(String source, Scope scope, ExpressionType expected, Place place) {
        Expression expression = parse(source, place);
        Problems problems = new Problems();
        TypeChecker.check(expression, scope, expected, place, problems);
        problems.throwIfAny();
        return expression;
    }

    /**
     * Reads the definition of a derived variable: the result must fit the variable's type, and the text literals it can
     * yield must be levels of its category.
     *
     * @throws SteelyardException with everything that is wrong
     */
    public static Expression definition(Variable variable, Scope scope, Place place) {
        Expression expression = checked(
                variable.define().orElseThrow(() -> new IllegalArgumentException("not a derived variable")),
                scope,
                ExpressionType.of(variable.type()),
                place);
        Problems problems = new Problems();
        TypeChecker.checkLevels(expression, Scope.symbol(variable), place, problems);
        problems.throwIfAny();
        return expression;
    }

    /** Everything that is wrong with an expression; empty when it is good. */
    public static List<Problem> problems(String source, Scope scope, ExpressionType expected, Place place) {
        try {
            checked(source, scope, expected, place);
            return List.of();
        } catch (SteelyardException e) {
            return e.problems();
        }
    }

    /** The type, or empty when the expression has none because something in it is wrong. */
    public static Optional<ExpressionType> typeOf(Expression expression, Scope scope) {
        return TypeChecker.type(expression, scope, Place.NONE, new Problems());
    }

    /** Names of variables, in order of first appearance. */
    public static Set<String> references(Expression expression) {
        Set<String> names = new LinkedHashSet<>();
        collect(expression, names);
        return names;
    }

    /** The canonical text: reading it again gives an equal expression. */
    public static String print(Expression expression) {
        return Printer.print(expression);
    }

    /** How a reader without the dictionary at hand reads it: labels instead of names, words instead of functions. */
    public static String prose(Expression expression, Scope scope, Lang lang) {
        return Prose.render(expression, scope, lang);
    }

    /** Direct parts of an expression, in order. */
    public static List<Expression> parts(Expression expression) {
        return switch (expression) {
            case Expression.NumberLiteral _,
                    Expression.TextLiteral _,
                    Expression.BooleanLiteral _,
                    Expression.DateLiteral _,
                    Expression.Reference _ -> List.of();
            case Expression.Negation n -> List.of(n.operand());
            case Expression.Arithmetic a -> List.of(a.left(), a.right());
            case Expression.Comparison c -> List.of(c.left(), c.right());
            case Expression.Logical l -> List.of(l.left(), l.right());
            case Expression.Not n -> List.of(n.operand());
            case Expression.In in ->
                java.util.stream.Stream.concat(java.util.stream.Stream.of(in.operand()), in.options().stream())
                        .toList();
            case Expression.Between b -> List.of(b.operand(), b.low(), b.high());
            case Expression.IsMissing m -> List.of(m.operand());
            case Expression.Call c -> c.arguments();
        };
    }

    private static void collect(Expression expression, Set<String> names) {
        if (expression instanceof Expression.Reference r) {
            names.add(r.name());
        }
        parts(expression).forEach(part -> collect(part, names));
    }
}
