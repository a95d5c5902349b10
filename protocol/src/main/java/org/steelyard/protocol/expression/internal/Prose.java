package org.steelyard.protocol.expression.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.expression.Expression;
import org.steelyard.protocol.expression.Expression.LogicalOperator;
import org.steelyard.protocol.expression.Expressions;
import org.steelyard.protocol.expression.Scope;

/** An expression in words: labels for names, level labels for codes. */
public final class Prose {

    private final Scope scope;
    private final Lang lang;

    private Prose(Scope scope, Lang lang) {
        this.scope = scope;
        this.lang = lang;
    }

    public static String render(Expression expression, Scope scope, Lang lang) {
        return new Prose(scope, lang).say(expression);
    }

    private String say(Expression expression) {
        return switch (expression) {
            case Expression.NumberLiteral n -> Printer.number(n.value());
            case Expression.TextLiteral t -> quoted(t.value());
            case Expression.BooleanLiteral b -> pick(b.value() ? "是" : "否", b.value() ? "yes" : "no");
            case Expression.DateLiteral d -> d.value().toString();
            case Expression.Reference r ->
                scope.find(r.name()).map(s -> s.label(lang)).orElse(r.name());
            case Expression.Negation n -> "−" + at(n.operand(), Printer.SIGN);
            case Expression.Arithmetic a -> arithmetic(a);
            case Expression.Comparison c -> comparison(c);
            case Expression.Logical l -> logical(l);
            case Expression.Not n -> pick("非（", "not (") + say(n.operand()) + pick("）", ")");
            case Expression.In in -> in(in);
            case Expression.Between b -> between(b);
            case Expression.IsMissing m ->
                at(m.operand(), Printer.SUM)
                        + (m.negated() ? pick("未缺失", " is not missing") : pick("缺失", " is missing"));
            case Expression.Call c -> call(c);
        };
    }

    private String arithmetic(Expression.Arithmetic a) {
        String sign = switch (a.operator()) {
            case ADD -> "+";
            case SUBTRACT -> "−";
            case MULTIPLY -> "×";
            case DIVIDE -> "÷";
        };
        int own = Printer.strength(a);
        return at(a.left(), own) + " " + sign + " " + at(a.right(), own + 1);
    }

    private String comparison(Expression.Comparison c) {
        List<Expression> sides = List.of(c.left(), c.right());
        return item(c.left(), sides) + " " + c.operator().sign() + " " + item(c.right(), sides);
    }

    private String logical(Expression.Logical l) {
        String word = l.operator() == LogicalOperator.AND ? pick(" 且 ", " and ") : pick(" 或 ", " or ");
        return part(l, l.left()) + word + part(l, l.right());
    }

    /** Readers of prose do not know that "and" binds more strongly than "or": where both meet, brackets say what belongs together. */
    private String part(Expression.Logical whole, Expression part) {
        boolean other = part instanceof Expression.Logical l && l.operator() != whole.operator();
        return at(part, other ? Printer.ATOM : Printer.strength(whole));
    }

    private String in(Expression.In in) {
        List<Expression> all = Expressions.parts(in);
        String options = in.options().stream().map(o -> item(o, all)).collect(Collectors.joining(pick("、", ", ")));
        String word = in.negated() ? pick(" 不属于 {", " not in {") : pick(" 属于 {", " in {");
        return at(in.operand(), Printer.SUM) + word + options + "}";
    }

    private String between(Expression.Between b) {
        String operand = at(b.operand(), Printer.SUM);
        String low = at(b.low(), Printer.SUM);
        String high = at(b.high(), Printer.SUM);
        return b.negated()
                ? pick(operand + " 不在 " + low + " 至 " + high + " 之间", operand + " not between " + low + " and " + high)
                : pick(operand + " 在 " + low + " 至 " + high + " 之间（含两端）", operand + " between " + low + " and " + high);
    }

    /** A code of a category reads as its label. */
    private String item(Expression item, List<Expression> neighbours) {
        if (item instanceof Expression.TextLiteral literal) {
            return neighbours.stream()
                    .filter(Expression.Reference.class::isInstance)
                    .flatMap(n -> scope.find(((Expression.Reference) n).name()).stream())
                    .flatMap(s -> levelLabel(s, literal.value()).stream())
                    .findFirst()
                    .orElse(quoted(literal.value()));
        }
        return at(item, Printer.SUM);
    }

    private Optional<String> levelLabel(Scope.Symbol symbol, String value) {
        return symbol.levels().stream()
                .filter(l -> l.value().equals(value))
                .map(Variable.Level::label)
                .map((Text label) -> label.in(lang).isBlank() ? quoted(value) : quoted(label.in(lang)))
                .findFirst();
    }

    private String call(Expression.Call c) {
        List<String> a = c.arguments().stream().map(this::say).toList();
        String all = String.join(pick("，", ", "), a);
        return switch (c.function()) {
            case IF ->
                pick(
                        "（若 " + a.get(0) + " 则 " + a.get(1) + "，否则 " + a.get(2) + "）",
                        "(if " + a.get(0) + " then " + a.get(1) + ", otherwise " + a.get(2) + ")");
            case MIN -> pick("最小值（" + all + "）", "the smallest of (" + all + ")");
            case MAX -> pick("最大值（" + all + "）", "the largest of (" + all + ")");
            case ABS -> pick("绝对值（" + all + "）", "the absolute value of (" + all + ")");
            case ROUND -> pick("四舍五入取整（" + all + "）", "rounded (" + all + ")");
            case FLOOR -> pick("向下取整（" + all + "）", "rounded down (" + all + ")");
            case CEIL -> pick("向上取整（" + all + "）", "rounded up (" + all + ")");
            case LN -> "ln(" + all + ")";
            case EXP -> "exp(" + all + ")";
            case SQRT -> pick("平方根（" + all + "）", "the square root of (" + all + ")");
            case COALESCE -> pick("首个未缺失值（" + all + "）", "the first not missing of (" + all + ")");
            case DAYS -> pick("自" + a.get(0) + "至" + a.get(1) + "的天数", "days from " + a.get(0) + " to " + a.get(1));
            case YEAR -> pick(a.get(0) + "的年份", "the year of " + a.get(0));
        };
    }

    private String at(Expression expression, int needed) {
        String text = say(expression);
        boolean bare = Printer.strength(expression) >= needed;
        return bare ? text : pick("（", "(") + text + pick("）", ")");
    }

    private String quoted(String text) {
        return pick("“" + text + "”", "\"" + text + "\"");
    }

    private String pick(String zh, String en) {
        return lang == Lang.ZH ? zh : en;
    }
}
