package org.steelyard.protocol.expression.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.expression.ExpressionError;

/** Text to tokens. Full-width brackets and commas, and the signs ≤ ≥ ≠, count as their plain forms: Chinese input methods type them. */
final class Lexer {

    private static final Map<Character, String> SIGNS =
            Map.of('≤', "<=", '≥', ">=", '≠', "!=", '（', "(", '）', ")", '，', ",", '＜', "<", '＞', ">", '＝', "=");

    private static final List<String> SYMBOLS =
            List.of("<=", ">=", "<>", "!=", "==", "&&", "||", "+", "-", "*", "/", "=", "<", ">", "(", ")", ",");

    private final String source;
    private final Place place;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String source, Place place) {
        this.source = source;
        this.place = place;
    }

    static List<Token> tokens(String source, Place place) {
        return new Lexer(source, place).run();
    }

    private List<Token> run() {
        skipSpace();
        while (at < source.length()) {
            next();
            skipSpace();
        }
        tokens.add(new Token(Token.Kind.END, "", source.length()));
        return List.copyOf(tokens);
    }

    private void skipSpace() {
        while (at < source.length() && (Character.isWhitespace(source.charAt(at)) || source.charAt(at) == '\u3000')) {
            at++;
        }
    }

    private void next() {
        char c = source.charAt(at);
        if (c == '\'' || c == '‘' || c == '’') {
            quoted(Token.Kind.TEXT, c == '\'' ? '\'' : '’');
        } else if (c == '`') {
            quoted(Token.Kind.QUOTED_NAME, '`');
        } else if (isDigit(c) || c == '.' && at + 1 < source.length() && isDigit(source.charAt(at + 1))) {
            number();
        } else if (Character.isUnicodeIdentifierStart(source.codePointAt(at)) || c == '_') {
            word();
        } else {
            symbol(c);
        }
    }

    /** A quote inside is written twice. */
    private void quoted(Token.Kind kind, char quote) {
        int start = at;
        StringBuilder text = new StringBuilder();
        at++;
        while (at < source.length()) {
            char c = source.charAt(at++);
            if (c != quote) {
                text.append(c);
            } else if (at < source.length() && source.charAt(at) == quote) {
                text.append(quote);
                at++;
            } else {
                tokens.add(new Token(kind, text.toString(), start));
                return;
            }
        }
        throw SteelyardException.of(
                ExpressionError.UNCLOSED,
                place,
                Text.of(
                        "表达式第 " + (start + 1) + " 个字符处的引号没有结束",
                        "the quote at character " + (start + 1) + " of the expression is not closed"),
                Text.of(
                        "补上结束的引号；文本写作 '文本'，含空格的变量名写作 `变量名`",
                        "close it; a text is written 'text', a name with spaces `name`"));
    }

    private void number() {
        int start = at;
        while (at < source.length() && (isDigit(source.charAt(at)) || source.charAt(at) == '.')) {
            at++;
        }
        int mantissaEnd = at;
        if (at < source.length() && (source.charAt(at) == 'e' || source.charAt(at) == 'E')) {
            at++;
            if (at < source.length() && (source.charAt(at) == '+' || source.charAt(at) == '-')) {
                at++;
            }
            int digits = at;
            while (at < source.length() && isDigit(source.charAt(at))) {
                at++;
            }
            at = digits == at ? mantissaEnd : at;
        }
        String text = source.substring(start, at);
        boolean followedByName = at < source.length() && Character.isUnicodeIdentifierPart(source.codePointAt(at));
        if (text.chars().filter(c -> c == '.').count() > 1 || followedByName || !finite(text)) {
            throw Parser.syntax(
                    place,
                    start,
                    Text.of("不是有效的数值", "this is not a valid number"),
                    Text.of(
                            "数值写作 12、0.5 或 1e3；以数字开头的变量名用反引号括起来",
                            "write numbers as 12, 0.5 or 1e3; put a name that starts with a digit in back quotes"));
        }
        tokens.add(new Token(Token.Kind.NUMBER, text, start));
    }

    private static boolean finite(String text) {
        return Double.isFinite(Double.parseDouble(text));
    }

    private void word() {
        int start = at;
        while (at < source.length() && Character.isUnicodeIdentifierPart(source.codePointAt(at))) {
            at += Character.charCount(source.codePointAt(at));
        }
        tokens.add(new Token(Token.Kind.WORD, source.substring(start, at), start));
    }

    private void symbol(char c) {
        String sign = SIGNS.get(c);
        if (sign != null) {
            tokens.add(new Token(Token.Kind.SYMBOL, sign, at++));
            return;
        }
        for (String symbol : SYMBOLS) {
            if (source.startsWith(symbol, at)) {
                tokens.add(new Token(Token.Kind.SYMBOL, symbol, at));
                at += symbol.length();
                return;
            }
        }
        throw Parser.syntax(place, at, Text.of("不认识的符号“" + c + "”", "unknown sign \"" + c + "\""), hint(c));
    }

    private static Text hint(char c) {
        return switch (c) {
            case '"', '“', '”' -> Text.of("文本用单引号：'文本'", "put text in single quotes: 'text'");
            case '!' -> Text.of("“非”写作 not", "write not");
            case '&' -> Text.of("“且”写作 and", "write and");
            case '|' -> Text.of("“或”写作 or", "write or");
            default ->
                Text.of(
                        "允许的运算：+ - * / = != < <= > >= and or not in between is missing",
                        "allowed: + - * / = != < <= > >= and or not in between is missing");
        };
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
