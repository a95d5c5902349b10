package org.steelyard.protocol.expression.internal;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Spelling;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.expression.Expression;
import org.steelyard.protocol.expression.Expression.ArithmeticOperator;
import org.steelyard.protocol.expression.Expression.ComparisonOperator;
import org.steelyard.protocol.expression.Expression.LogicalOperator;
import org.steelyard.protocol.expression.ExpressionError;
import org.steelyard.protocol.expression.ExpressionFunction;

/**
 * Recursive descent. From weakest to strongest: or, and, not, comparison (also in, between, is missing), + -, * /, sign.
 */
public final class Parser {

    /** Words that are not names. */
    static final Set<String> KEYWORDS =
            Set.of("and", "or", "not", "in", "between", "is", "missing", "true", "false", "date");

    /** Deeper nesting is surely a mistake, and would one day exhaust the stack. */
    private static final int DEEPEST = 100;

    private static final int MOST_TOKENS = 1500;

    private final List<Token> tokens;
    private final Place place;
    private int next;
    private int depth;

    private Parser(List<Token> tokens, Place place) {
        this.tokens = tokens;
        this.place = place;
    }

    public static Expression parse(String source, Place place) {
        if (source.isBlank()) {
            throw SteelyardException.of(
                    ExpressionError.EMPTY,
                    place,
                    Text.of("表达式为空", "the expression is empty"),
                    Text.of("写出规则，例如 age >= 18", "write a rule, for instance age >= 18"));
        }
        List<Token> tokens = Lexer.tokens(source, place);
        if (tokens.size() > MOST_TOKENS) {
            throw tooComplex(place);
        }
        Parser parser = new Parser(tokens, place);
        Expression expression = parser.or();
        parser.expectEnd();
        return expression;
    }

    static SteelyardException syntax(Place place, int at, Text message, Text remedy) {
        return SteelyardException.of(
                ExpressionError.SYNTAX,
                place,
                Text.of(
                        "表达式第 " + (at + 1) + " 个字符处：" + message.zh(),
                        "at character " + (at + 1) + " of the expression: " + message.en()),
                remedy);
    }

    static SteelyardException tooComplex(Place place) {
        return SteelyardException.of(
                ExpressionError.TOO_COMPLEX,
                place,
                Text.of("表达式过长或嵌套过深", "the expression is too long or nested too deeply"),
                Text.of("拆成几个派生变量（define）", "split it into several derived variables (define)"));
    }

    private Expression or() {
        if (++depth > DEEPEST) {
            throw tooComplex(place);
        }
        Expression left = and();
        while (word("or")) {
            left = new Expression.Logical(LogicalOperator.OR, left, and());
        }
        depth--;
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (word("and")) {
            left = new Expression.Logical(LogicalOperator.AND, left, not());
        }
        return left;
    }

    private Expression not() {
        int count = 0;
        while (word("not")) {
            count++;
        }
        if (count > DEEPEST) {
            throw tooComplex(place);
        }
        Expression expression = comparison();
        for (int i = 0; i < count; i++) {
            expression = new Expression.Not(expression);
        }
        return expression;
    }

    private Expression comparison() {
        Expression left = sum();
        Optional<ComparisonOperator> operator = comparisonOperator();
        if (operator.isPresent()) {
            Expression right = sum();
            refuseChain();
            return new Expression.Comparison(operator.get(), left, right);
        }
        if (word("is")) {
            boolean negated = word("not");
            expectWord("missing");
            return new Expression.IsMissing(left, negated);
        }
        boolean negated = peek().isWord("not") && word("not");
        if (word("in")) {
            return new Expression.In(left, list(), negated);
        }
        if (word("between")) {
            Expression low = sum();
            expectWord("and");
            return new Expression.Between(left, low, sum(), negated);
        }
        if (negated) {
            throw unexpected(Text.of("not 之后应为 in 或 between", "in or between must follow this not"));
        }
        return left;
    }

    private Optional<ComparisonOperator> comparisonOperator() {
        Token token = peek();
        if (token.kind() != Token.Kind.SYMBOL) {
            return Optional.empty();
        }
        Optional<ComparisonOperator> operator = switch (token.text()) {
            case "=", "==" -> Optional.of(ComparisonOperator.EQUAL);
            case "!=", "<>" -> Optional.of(ComparisonOperator.NOT_EQUAL);
            case "<" -> Optional.of(ComparisonOperator.LESS);
            case "<=" -> Optional.of(ComparisonOperator.LESS_OR_EQUAL);
            case ">" -> Optional.of(ComparisonOperator.GREATER);
            case ">=" -> Optional.of(ComparisonOperator.GREATER_OR_EQUAL);
            default -> Optional.empty();
        };
        operator.ifPresent(_ -> next++);
        return operator;
    }

    /** {@code 1 < x < 3} would mean something else in most languages. */
    private void refuseChain() {
        int at = peek().at();
        if (comparisonOperator().isPresent()) {
            throw syntax(
                    place,
                    at,
                    Text.of("比较不能连写", "comparisons cannot be chained"),
                    Text.of("写作 x between 1 and 3，或 1 < x and x < 3", "write x between 1 and 3, or 1 < x and x < 3"));
        }
    }

    private Expression sum() {
        Expression left = product();
        while (peek().isSymbol("+") || peek().isSymbol("-")) {
            ArithmeticOperator operator =
                    take().text().equals("+") ? ArithmeticOperator.ADD : ArithmeticOperator.SUBTRACT;
            left = new Expression.Arithmetic(operator, left, product());
        }
        return left;
    }

    private Expression product() {
        Expression left = signed();
        while (peek().isSymbol("*") || peek().isSymbol("/")) {
            ArithmeticOperator operator =
                    take().text().equals("*") ? ArithmeticOperator.MULTIPLY : ArithmeticOperator.DIVIDE;
            left = new Expression.Arithmetic(operator, left, signed());
        }
        return left;
    }

    private Expression signed() {
        int minus = 0;
        while (peek().isSymbol("-") || peek().isSymbol("+")) {
            minus += take().text().equals("-") ? 1 : 0;
        }
        if (minus > DEEPEST) {
            throw tooComplex(place);
        }
        Expression expression = primary();
        for (int i = 0; i < minus; i++) {
            expression = new Expression.Negation(expression);
        }
        return expression;
    }

    private Expression primary() {
        Token token = peek();
        return switch (token.kind()) {
            case NUMBER -> new Expression.NumberLiteral(Double.parseDouble(take().text()));
            case TEXT -> new Expression.TextLiteral(take().text());
            case QUOTED_NAME -> new Expression.Reference(take().text());
            case WORD -> word();
            case SYMBOL -> bracket();
            case END -> throw unexpected(Text.of("表达式在此中断", "the expression ends too early"));
        };
    }

    private Expression bracket() {
        if (!peek().isSymbol("(")) {
            throw unexpected(Text.of("此处应为数值、文本、变量名或括号", "a number, a text, a name or a bracket is expected"));
        }
        next++;
        Expression inside = or();
        expectSymbol(")");
        return inside;
    }

    private Expression word() {
        Token token = take();
        String lower = token.text().toLowerCase(Locale.ROOT);
        if (lower.equals("true") || lower.equals("false")) {
            return new Expression.BooleanLiteral(lower.equals("true"));
        }
        if (peek().isSymbol("(") && !KEYWORDS.contains(lower)) {
            return call(token);
        }
        if (lower.equals("date") && peek().isSymbol("(")) {
            return date();
        }
        if (KEYWORDS.contains(lower)) {
            throw syntax(
                    place,
                    token.at(),
                    Text.of("“" + token.text() + "”不能出现在这里", "\"" + token.text() + "\" cannot stand here"),
                    Text.of(
                            "若它是变量名，请用反引号括起来：`" + token.text() + "`",
                            "if it is a variable, put it in back quotes: `" + token.text() + "`"));
        }
        return new Expression.Reference(token.text());
    }

    private Expression call(Token name) {
        ExpressionFunction function =
                ExpressionFunction.named(name.text()).orElseThrow(() -> unknownFunction(name.text()));
        List<Expression> arguments = list();
        if (!function.accepts(arguments.size())) {
            throw SteelyardException.of(
                    ExpressionError.WRONG_ARGUMENTS,
                    place,
                    Text.of(
                            "函数 " + function.symbol() + " 的参数个数不对：给了 " + arguments.size() + " 个",
                            "function " + function.symbol() + " has the wrong number of arguments: "
                                    + arguments.size()),
                    Text.of("用法：" + function.usage(), "usage: " + function.usage()));
        }
        return new Expression.Call(function, arguments);
    }

    private SteelyardException unknownFunction(String name) {
        List<String> known = new ArrayList<>(ExpressionFunction.names());
        known.add("date");
        Optional<String> near = Spelling.nearest(name, known);
        return SteelyardException.of(
                ExpressionError.UNKNOWN_FUNCTION,
                place,
                Text.of("没有函数“" + name + "”", "there is no function \"" + name + "\""),
                near.map(n -> Text.of("是否想写 " + n + "？", "did you mean " + n + "?"))
                        .orElse(Text.of("可用函数：" + String.join("、", known), "functions: " + String.join(", ", known))));
    }

    private Expression date() {
        int at = peek().at();
        expectSymbol("(");
        Token text = take();
        expectSymbol(")");
        try {
            if (text.kind() == Token.Kind.TEXT) {
                return new Expression.DateLiteral(LocalDate.parse(text.text()));
            }
        } catch (DateTimeException e) {
            // falls through to the one message below
        }
        throw SteelyardException.of(
                ExpressionError.BAD_DATE,
                place,
                Text.of("表达式第 " + (at + 1) + " 个字符处的日期无效", "the date at character " + (at + 1) + " is not valid"),
                Text.of("写作 date('2020-01-31')", "write date('2020-01-31')"));
    }

    private List<Expression> list() {
        expectSymbol("(");
        List<Expression> items = new ArrayList<>();
        items.add(or());
        while (peek().isSymbol(",")) {
            next++;
            items.add(or());
        }
        expectSymbol(")");
        return items;
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        Token token = tokens.get(next);
        next += token.kind() == Token.Kind.END ? 0 : 1;
        return token;
    }

    private boolean word(String word) {
        boolean found = peek().isWord(word);
        next += found ? 1 : 0;
        return found;
    }

    private void expectWord(String word) {
        if (!word(word)) {
            throw unexpected(Text.of("此处应为 " + word, word + " is expected"));
        }
    }

    private void expectSymbol(String symbol) {
        if (!peek().isSymbol(symbol)) {
            throw unexpected(Text.of("此处应为 " + symbol, symbol + " is expected"));
        }
        next++;
    }

    private void expectEnd() {
        if (peek().kind() != Token.Kind.END) {
            throw unexpected(Text.of("此处应为运算符或表达式结尾", "an operator or the end is expected"));
        }
    }

    private SteelyardException unexpected(Text message) {
        Token token = peek();
        String remedyZh = switch (token.text()) {
            case "&&" -> "“且”写作 and";
            case "||" -> "“或”写作 or";
            default -> "写法见表达式说明（docs/data.zh-CN.md）";
        };
        String remedyEn = switch (token.text()) {
            case "&&" -> "write and";
            case "||" -> "write or";
            default -> "see the reference of expressions (docs/data.md)";
        };
        return syntax(place, token.at(), message, Text.of(remedyZh, remedyEn));
    }
}
