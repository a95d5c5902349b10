package org.steelyard.data.quality.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.steelyard.data.quality.internal.Judgement.Amount;
import org.steelyard.data.quality.internal.Judgement.Kind;
import org.steelyard.data.quality.internal.Judgement.Truth;

/**
 * Reads the part of SQL that templates use for dates and keys: sums, comparisons, lists, {@code coalesce}, and what is or is not
 * missing. All else is left to the engine.
 */
final class JudgementParser {

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(t\\.\"[^\"]+\")|([A-Za-z_]\\w*(?:\\.\\w+)?)|(\\d+)(?![.\\w])|'((?:[^']|'')*)'|(<=|>=|<>|[<>=+(),-]))");

    /** A number and what it stands for. */
    record Typed(Amount amount, Kind kind, List<String> words) {

        static Typed of(Amount amount, Kind kind) {
            return new Typed(amount, kind, List.of());
        }
    }

    /** What names stand for; nothing for one that only the engine knows. */
    interface Names {

        /** A column of the row, such as {@code t."visit_start_date"}. */
        Optional<Typed> column(String name);

        /** A column of a lookup, such as {@code j1.began}. */
        Optional<Typed> cell(String name);
    }

    private static final class Foreign extends Exception {
        private static final long serialVersionUID = 1L;

        Foreign() {
            super("not of this part of SQL", null, false, false);
        }
    }

    private final List<String> tokens;
    private final Names names;
    private int at;

    private JudgementParser(List<String> tokens, Names names) {
        this.tokens = tokens;
        this.names = names;
    }

    static Optional<Truth> parse(String condition, Names names) {
        Optional<List<String>> tokens = tokens(condition);
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        JudgementParser parser = new JudgementParser(tokens.get(), names);
        try {
            Truth truth = parser.or();
            return parser.at == parser.tokens.size() ? Optional.of(truth) : Optional.empty();
        } catch (Foreign e) {
            return Optional.empty();
        }
    }

    private static Optional<List<String>> tokens(String text) {
        List<String> out = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text.strip());
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            out.add(matcher.group().strip());
            end = matcher.end();
        }
        return end == text.strip().length() ? Optional.of(out) : Optional.empty();
    }

    private boolean next(String... wanted) {
        for (int i = 0; i < wanted.length; i++) {
            boolean there = at + i < tokens.size() && tokens.get(at + i).equalsIgnoreCase(wanted[i]);
            if (!there) {
                return false;
            }
        }
        at += wanted.length;
        return true;
    }

    private void need(String wanted) throws Foreign {
        if (!next(wanted)) {
            throw new Foreign();
        }
    }

    private String take() throws Foreign {
        if (at == tokens.size()) {
            throw new Foreign();
        }
        return tokens.get(at++);
    }

    private Truth or() throws Foreign {
        List<Truth> truths = new ArrayList<>(List.of(and()));
        while (next("OR")) {
            truths.add(and());
        }
        return truths.size() == 1 ? truths.getFirst() : new Judgement.Or(truths);
    }

    private Truth and() throws Foreign {
        List<Truth> truths = new ArrayList<>(List.of(not()));
        while (next("AND")) {
            truths.add(not());
        }
        return truths.size() == 1 ? truths.getFirst() : new Judgement.And(truths);
    }

    private Truth not() throws Foreign {
        return next("NOT") ? new Judgement.Not(not()) : predicate();
    }

    /** A bracket may hold a condition or a sum. */
    private Truth predicate() throws Foreign {
        int start = at;
        if (next("(")) {
            try {
                Truth inner = or();
                need(")");
                return inner;
            } catch (Foreign e) {
                at = start;
            }
        }
        Typed first = sum();
        if (next("IS", "NOT", "NULL")) {
            return new Judgement.Known(first.amount());
        }
        if (next("IS", "NULL")) {
            return new Judgement.Not(new Judgement.Known(first.amount()));
        }
        if (next("NOT", "IN")) {
            return new Judgement.Not(oneOf(first));
        }
        return next("IN") ? oneOf(first) : comparison(first, take());
    }

    private Truth comparison(Typed first, String operator) throws Foreign {
        Typed second = sum();
        if (first.kind() != second.kind() || first.kind() == Kind.WORD) {
            throw new Foreign();
        }
        Amount a = first.amount();
        Amount b = second.amount();
        return switch (operator) {
            case "<" -> new Judgement.Less(a, b, false);
            case "<=" -> new Judgement.Less(a, b, true);
            case ">" -> new Judgement.Less(b, a, false);
            case ">=" -> new Judgement.Less(b, a, true);
            case "=" -> new Judgement.Equal(a, b);
            case "<>" -> new Judgement.Not(new Judgement.Equal(a, b));
            default -> throw new Foreign();
        };
    }

    private Truth oneOf(Typed first) throws Foreign {
        Set<Long> values = new TreeSet<>();
        need("(");
        do {
            String token = take();
            boolean word = token.startsWith("'");
            if (word != (first.kind() == Kind.WORD) || first.kind() == Kind.DAY) {
                throw new Foreign();
            }
            values.add(
                    word
                            ? first.words()
                                    .indexOf(token.substring(1, token.length() - 1)
                                            .replace("''", "'"))
                            : number(token));
        } while (next(","));
        need(")");
        return new Judgement.OneOf(first.amount(), values);
    }

    private static long number(String token) throws Foreign {
        try {
            return Long.parseLong(token);
        } catch (NumberFormatException e) {
            throw new Foreign();
        }
    }

    private Typed sum() throws Foreign {
        Typed out = term();
        while (true) {
            int sign = next("+") ? 1 : next("-") ? -1 : 0;
            if (sign == 0) {
                return out;
            }
            Typed second = term();
            if (second.kind() != Kind.WHOLE || out.kind() == Kind.WORD) {
                throw new Foreign();
            }
            boolean nothing = second.amount().equals(new Judgement.Literal(0));
            out = nothing ? out : Typed.of(new Judgement.Sum(out.amount(), second.amount(), sign), out.kind());
        }
    }

    private Typed term() throws Foreign {
        if (next("(")) {
            Typed inner = sum();
            need(")");
            return inner;
        }
        if (next("coalesce", "(")) {
            return coalesce();
        }
        String token = take();
        if (Character.isDigit(token.charAt(0))) {
            return Typed.of(new Judgement.Literal(number(token)), Kind.WHOLE);
        }
        Optional<Typed> named =
                token.toLowerCase(Locale.ROOT).startsWith("t.\"") ? names.column(token) : names.cell(token);
        return named.orElseThrow(Foreign::new);
    }

    private Typed coalesce() throws Foreign {
        Typed out = sum();
        while (next(",")) {
            Typed second = sum();
            if (second.kind() != out.kind() || out.kind() == Kind.WORD) {
                throw new Foreign();
            }
            out = Typed.of(new Judgement.Coalesce(out.amount(), second.amount()), out.kind());
        }
        need(")");
        return out;
    }
}
