package org.steelyard.protocol.expression.internal;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.steelyard.protocol.expression.Expression;
import org.steelyard.protocol.expression.Expression.ArithmeticOperator;
import org.steelyard.protocol.expression.Expression.LogicalOperator;

/** Canonical text with no more brackets than needed. */
public final class Printer {

    static final int OR = 1;
    static final int AND = 2;
    static final int NOT = 3;
    static final int COMPARISON = 4;
    static final int SUM = 5;
    static final int PRODUCT = 6;
    static final int SIGN = 7;
    static final int ATOM = 8;

    private Printer() {}

    public static String print(Expression expression) {
        return switch (expression) {
            case Expression.NumberLiteral n -> number(n.value());
            case Expression.TextLiteral t -> quote(t.value(), '\'');
            case Expression.BooleanLiteral b -> b.value() ? "true" : "false";
            case Expression.DateLiteral d -> "date('" + d.value() + "')";
            case Expression.Reference r -> name(r.name());
            case Expression.Negation n -> "-" + at(n.operand(), SIGN);
            case Expression.Arithmetic a -> arithmetic(a);
            case Expression.Comparison c ->
                at(c.left(), SUM) + " " + c.operator().symbol() + " " + at(c.right(), SUM);
            case Expression.Logical l -> logical(l);
            case Expression.Not n -> "not " + at(n.operand(), NOT);
            case Expression.In in ->
                at(in.operand(), SUM) + (in.negated() ? " not in (" : " in (") + list(in.options()) + ")";
            case Expression.Between b ->
                at(b.operand(), SUM) + (b.negated() ? " not between " : " between ") + at(b.low(), SUM) + " and "
                        + at(b.high(), SUM);
            case Expression.IsMissing m -> at(m.operand(), SUM) + (m.negated() ? " is not missing" : " is missing");
            case Expression.Call c -> c.function().symbol() + "(" + list(c.arguments()) + ")";
        };
    }

    /** How strongly an expression holds together. */
    static int strength(Expression expression) {
        return switch (expression) {
            case Expression.NumberLiteral _,
                    Expression.TextLiteral _,
                    Expression.BooleanLiteral _,
                    Expression.DateLiteral _,
                    Expression.Reference _,
                    Expression.Call _ -> ATOM;
            case Expression.Negation _ -> SIGN;
            case Expression.Arithmetic a ->
                a.operator() == ArithmeticOperator.ADD || a.operator() == ArithmeticOperator.SUBTRACT ? SUM : PRODUCT;
            case Expression.Comparison _, Expression.In _, Expression.Between _, Expression.IsMissing _ -> COMPARISON;
            case Expression.Not _ -> NOT;
            case Expression.Logical l -> l.operator() == LogicalOperator.AND ? AND : OR;
        };
    }

    /** Whole numbers without a fraction, as people write them. */
    public static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(value);
    }

    private static String arithmetic(Expression.Arithmetic a) {
        int own = strength(a);
        return at(a.left(), own) + " " + a.operator().symbol() + " " + at(a.right(), own + 1);
    }

    private static String logical(Expression.Logical l) {
        int own = strength(l);
        return at(l.left(), own) + (own == AND ? " and " : " or ") + at(l.right(), own + 1);
    }

    private static String at(Expression expression, int needed) {
        String text = print(expression);
        return strength(expression) < needed ? "(" + text + ")" : text;
    }

    private static String list(List<Expression> items) {
        return items.stream().map(Printer::print).collect(Collectors.joining(", "));
    }

    private static String name(String name) {
        boolean plain = !name.isEmpty()
                && (Character.isUnicodeIdentifierStart(name.codePointAt(0)) || name.charAt(0) == '_')
                && name.codePoints().allMatch(Character::isUnicodeIdentifierPart)
                && !Parser.KEYWORDS.contains(name.toLowerCase(Locale.ROOT));
        return plain ? name : quote(name, '`');
    }

    private static String quote(String text, char quote) {
        String q = String.valueOf(quote);
        return q + text.replace(q, q + q) + q;
    }
}
