package org.steelyard.economics.model.expression.internal;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.economics.model.expression.Formula;
import org.steelyard.economics.model.expression.Formula.Operator;
import org.steelyard.economics.model.expression.FormulaFault;
import org.steelyard.kernel.Text;

/**
 * Recursive descent. From weak to strong: {@code or}, {@code and}, {@code not}, comparison, {@code + -}, {@code * /}, sign, {@code ^} (to the right).
 * So {@code -2^2} is −4, as in mathematics and R.
 */
public final class FormulaParser {

    private static final int DEEPEST = 200;

    private final String text;
    private int at;
    private int depth;

    private FormulaParser(String text) {
        this.text = text;
    }

    public static Formula parse(String text) {
        FormulaParser parser = new FormulaParser(text);
        Formula all = parser.or();
        parser.blanks();
        if (parser.at < text.length()) {
            throw parser.fault("此处多出“" + parser.rest() + "”", "unexpected '" + parser.rest() + "'");
        }
        return all;
    }

    private Formula or() {
        if (++depth > DEEPEST) {
            throw fault("公式嵌套过深", "the formula is nested too deeply");
        }
        Formula left = and();
        while (word("or") || symbol("||")) {
            left = new Formula.Binary(left.position(), Operator.OR, left, and());
        }
        depth--;
        return left;
    }

    private Formula and() {
        Formula left = not();
        while (word("and") || symbol("&&")) {
            left = new Formula.Binary(left.position(), Operator.AND, left, not());
        }
        return left;
    }

    private Formula not() {
        blanks();
        int start = at + 1;
        return word("not") ? new Formula.Not(start, not()) : comparison();
    }

    private Formula comparison() {
        Formula left = sum();
        for (Operator each : List.of(
                Operator.LESS_OR_EQUAL,
                Operator.GREATER_OR_EQUAL,
                Operator.EQUAL,
                Operator.NOT_EQUAL,
                Operator.LESS,
                Operator.GREATER)) {
            if (symbol(each.symbol())) {
                return new Formula.Binary(left.position(), each, left, sum());
            }
        }
        return left;
    }

    private Formula sum() {
        Formula left = product();
        while (true) {
            if (symbol("+")) {
                left = new Formula.Binary(left.position(), Operator.ADD, left, product());
            } else if (symbol("-")) {
                left = new Formula.Binary(left.position(), Operator.SUBTRACT, left, product());
            } else {
                return left;
            }
        }
    }

    private Formula product() {
        Formula left = signed();
        while (true) {
            if (symbol("*")) {
                left = new Formula.Binary(left.position(), Operator.MULTIPLY, left, signed());
            } else if (symbol("/")) {
                left = new Formula.Binary(left.position(), Operator.DIVIDE, left, signed());
            } else {
                return left;
            }
        }
    }

    private Formula signed() {
        blanks();
        int start = at + 1;
        if (symbol("-")) {
            return new Formula.Negation(start, signed());
        }
        return symbol("+") ? signed() : power();
    }

    private Formula power() {
        Formula base = primary();
        return symbol("^") || symbol("**") ? new Formula.Binary(base.position(), Operator.POWER, base, signed()) : base;
    }

    private Formula primary() {
        blanks();
        if (at >= text.length()) {
            throw fault("公式在此处中断", "the formula ends too early");
        }
        char c = text.charAt(at);
        if (symbol("(")) {
            Formula inner = or();
            expect(")");
            return inner;
        }
        if (digit(c) || c == '.') {
            return number();
        }
        if (Character.isLetter(c) || c == '_') {
            return nameOrCall();
        }
        throw fault("此处不应有“" + c + "”", "unexpected '" + c + "'");
    }

    private Formula number() {
        int start = at;
        while (at < text.length() && (digit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        exponent();
        double value = value(text.substring(start, at), start);
        if (symbol("%")) {
            return new Formula.Constant(start + 1, value / 100, "1");
        }
        return new Formula.Constant(start + 1, value, unit());
    }

    private void exponent() {
        if (at >= text.length() || Character.toLowerCase(text.charAt(at)) != 'e') {
            return;
        }
        int digits = at + 1;
        if (digits < text.length() && "+-".indexOf(text.charAt(digits)) >= 0) {
            digits++;
        }
        if (digits < text.length() && digit(text.charAt(digits))) {
            at = digits;
            while (at < text.length() && digit(text.charAt(at))) {
                at++;
            }
        }
    }

    private double value(String digits, int start) {
        try {
            return Double.parseDouble(digits);
        } catch (NumberFormatException e) {
            at = start;
            throw fault("“" + digits + "”不是数", "'" + digits + "' is not a number");
        }
    }

    /** A unit in brackets, {@code 3 [CNY/month]}, or one plain word, {@code 3 months}. */
    private String unit() {
        if (symbol("[")) {
            int end = text.indexOf(']', at);
            if (end < 0) {
                throw fault("缺少“]”", "']' is missing");
            }
            String unit = text.substring(at, end).strip();
            at = end + 1;
            return unit;
        }
        int back = at;
        blanks();
        int start = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at);
        if (word.isEmpty() || word.equals("and") || word.equals("or")) {
            at = back;
            return "";
        }
        return word;
    }

    private Formula nameOrCall() {
        int start = at;
        while (at < text.length() && namePart(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at);
        return symbol("(") ? new Formula.Call(start + 1, name, arguments()) : new Formula.Name(start + 1, name);
    }

    private List<Formula> arguments() {
        List<Formula> out = new ArrayList<>();
        if (symbol(")")) {
            return out;
        }
        do {
            out.add(or());
        } while (symbol(","));
        expect(")");
        return out;
    }

    private void expect(String symbol) {
        if (!symbol(symbol)) {
            throw fault("此处缺少“" + symbol + "”", "'" + symbol + "' is missing here");
        }
    }

    private boolean symbol(String symbol) {
        blanks();
        if (!text.startsWith(symbol, at)) {
            return false;
        }
        at += symbol.length();
        return true;
    }

    private boolean word(String word) {
        blanks();
        int end = at + word.length();
        if (!text.startsWith(word, at) || (end < text.length() && namePart(text.charAt(end)))) {
            return false;
        }
        at = end;
        return true;
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean namePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    private String rest() {
        return text.substring(at, Math.min(text.length(), at + 12));
    }

    private FormulaFault fault(String zh, String en) {
        return new FormulaFault(at + 1, Text.of(zh, en));
    }
}
