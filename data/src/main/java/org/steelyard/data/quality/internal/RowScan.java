package org.steelyard.data.quality.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.steelyard.data.quality.Check;

/**
 * Checks that judge the rows of one table, counted together. What the statistics of the file tell needs no scan; what looks at
 * the same columns, or through the same lookup, shares one. A scan reads only its own columns, so that several narrow scans cost
 * less than one wide one, and conditions see the columns as they are stored.
 */
final class RowScan {

    /** A text that is missing or blank, as the templates write it. */
    private static final Pattern BLANK = Pattern.compile("\\((t\\.\"([^\"]+)\") IS NULL OR trim\\(\\1\\) = ''\\)");

    private static final Pattern SOME_KNOWN =
            Pattern.compile("\\(t\\.\"[^\"]+\" IS NOT NULL(?: OR t\\.\"[^\"]+\" IS NOT NULL)+\\)");

    /** What {@link Value#matches} and {@link Value#starts} write for a text column. */
    private static final Pattern TEXT =
            Pattern.compile("regexp_extract\\((?:upper\\()?t\\.\"[^\"]+\"\\)?, '[^']*', 0\\) <> ''");

    private static final Pattern OR_ZERO = Pattern.compile("coalesce\\((t\\.\"([^\"]+)\"), 0\\)");

    private static final Pattern BOUND =
            Pattern.compile("t\\.\"([^\"]+)\" ([<>]) (-?\\d+(?:\\.\\d+)?|DATE '\\d{4}-\\d{2}-\\d{2}')");

    private final CheckDatabase database;
    private final Lookups lookups;
    private final String relation;
    private final List<Judged> judged = new ArrayList<>();

    /**
     * One check.
     *
     * @param fails together with {@code applies}
     */
    private record Judged(Check check, Logic applies, Logic fails, List<String> joins) {}

    /** What a check came to. */
    record Count(long rows, long failing) {}

    /** Conditions that are counted in one scan. */
    private record Scan(Set<String> joins, Set<String> conditions) {}

    RowScan(CheckDatabase database, Lookups lookups, String relation) {
        this.database = database;
        this.lookups = lookups;
        this.relation = relation;
    }

    void add(Check check, Template template) {
        List<String> joins = new ArrayList<>();
        Template.RowSql sql = template.rows(join -> {
            joins.add(join);
            return alias(join);
        });
        Logic applies = Logic.of(sql.applies());
        judged.add(new Judged(check, applies, applies.and(Logic.of(sql.fails())), joins));
    }

    /** A lookup with more columns is made first, so that one of its keys alone can use it. */
    private void lookFirst() {
        judged.stream()
                .flatMap(each -> each.joins().stream())
                .distinct()
                .map(Lookups.Join::of)
                .sorted(Comparator.comparing(j -> j.lookup().startsWith("SELECT DISTINCT")))
                .forEach(this::dense);
    }

    /** Stands for a lookup in conditions: equal lookups have equal names, wherever they come from. */
    static String alias(String join) {
        return "j" + Integer.toUnsignedString(join.hashCode(), 36);
    }

    Map<Check, Count> run() throws SQLException {
        Set<String> proofs = new LinkedHashSet<>();
        Set<String> columns = new TreeSet<>();
        for (Judged each : judged) {
            List.of(each.applies(), each.fails()).forEach(l -> {
                columns.addAll(l.columns());
                l.parts().forEach(p -> proofs(p, proofs));
            });
        }
        TableFacts facts = TableFacts.of(database, relation, columns, proofs);
        lookFirst();
        List<Judged> plain = judged.stream().map(each -> simpler(each, facts)).toList();
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Scan scan : scans(plain, facts).values()) {
            count(scan, counts);
        }
        Map<Check, Count> out = new LinkedHashMap<>();
        plain.forEach(each -> out.put(
                each.check(), new Count(number(each.applies(), facts, counts), number(each.fails(), facts, counts))));
        return out;
    }

    private static long number(Logic logic, TableFacts facts, Map<String, Long> counts) {
        return told(logic, facts).orElseGet(() -> Objects.requireNonNull(counts.get(logic.sql())));
    }

    /** The rows that fulfil a condition, where that is told without a scan. */
    private static Optional<Long> told(Logic logic, TableFacts facts) {
        if (logic.isNever()) {
            return Optional.of(0L);
        }
        if (logic.isAlways()) {
            return Optional.of(facts.rows());
        }
        if (!logic.known().isEmpty()) {
            return Optional.of(facts.known(logic.known()));
        }
        return logic.unknown().isEmpty() ? Optional.empty() : Optional.of(facts.rows() - facts.known(logic.unknown()));
    }

    private void proofs(String part, Set<String> proofs) {
        Matcher blank = BLANK.matcher(part);
        while (blank.find()) {
            proofs.add(noBlank(blank.group(2)));
        }
        bound(part).ifPresent(proofs::add);
    }

    /** Nothing that begins with a blank, nor the empty text, is as great as the character after the blank. */
    private static String noBlank(String column) {
        return "min(\"" + column + "\") >= '!'";
    }

    /** What proves that no row lies beyond a bound. The largest floating number may be no number, which statistics leave out. */
    private Optional<String> bound(String part) {
        Matcher matcher = BOUND.matcher(part);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean below = matcher.group(2).equals("<");
        String column = matcher.group(1);
        return below || !database.isFloating(relation, column)
                ? Optional.of(
                        (below ? "min(\"" : "max(\"") + column + "\") " + (below ? ">= " : "<= ") + matcher.group(3))
                : Optional.empty();
    }

    private Judged simpler(Judged each, TableFacts facts) {
        return new Judged(each.check(), simpler(each.applies(), facts), simpler(each.fails(), facts), each.joins());
    }

    private Logic simpler(Logic logic, TableFacts facts) {
        List<String> parts = new ArrayList<>();
        for (String part : logic.parts()) {
            boolean never = bound(part).filter(facts::proves).isPresent();
            String plain = BLANK.matcher(part)
                    .replaceAll(m -> Matcher.quoteReplacement(
                            facts.proves(noBlank(m.group(2))) ? m.group(1) + " IS NULL" : m.group()));
            String whole = OR_ZERO.matcher(plain)
                    .replaceAll(m ->
                            Matcher.quoteReplacement(facts.known(m.group(2)) == facts.rows() ? m.group(1) : m.group()));
            parts.add(never ? "FALSE" : told(whole, facts));
        }
        return Logic.of(parts.isEmpty() ? "TRUE" : String.join(" AND ", parts));
    }

    /** The part itself, or what it comes to where a column has no gap, or nothing but gaps. */
    private static String told(String part, TableFacts facts) {
        Logic logic = Logic.of(part);
        if (!logic.known().isEmpty()) {
            return truth(facts.known(logic.known()), facts.rows(), part);
        }
        if (!logic.unknown().isEmpty()) {
            return truth(facts.rows() - facts.known(logic.unknown()), facts.rows(), part);
        }
        boolean one = SOME_KNOWN.matcher(part).matches()
                && logic.columns().stream().anyMatch(c -> facts.known(c) == facts.rows());
        return one ? "TRUE" : part;
    }

    private static String truth(long holds, long rows, String part) {
        return holds == 0 ? "FALSE" : holds == rows ? "TRUE" : part;
    }

    /** Conditions that look through the same keys, or at the same columns, in one scan. */
    private Map<String, Scan> scans(List<Judged> plain, TableFacts facts) {
        Map<String, Scan> out = new LinkedHashMap<>();
        for (Judged each : plain) {
            for (Logic logic : List.of(each.applies(), each.fails())) {
                if (told(logic, facts).isEmpty()) {
                    Set<String> joins = new LinkedHashSet<>(each.joins());
                    joins.removeIf(j -> !logic.sql().contains(alias(j) + "."));
                    String place = joins.isEmpty() ? String.valueOf(logic.columns()) : place(joins);
                    Scan scan =
                            out.computeIfAbsent(place, key -> new Scan(new LinkedHashSet<>(), new LinkedHashSet<>()));
                    scan.joins().addAll(joins);
                    scan.conditions().add(logic.sql());
                }
            }
        }
        return out;
    }

    /** Lookups in arrays share one scan; of the others, those by the same keys. */
    private String place(Set<String> joins) {
        return joins.stream()
                .map(Lookups.Join::of)
                .filter(j -> dense(j).isEmpty())
                .map(Lookups.Join::on)
                .sorted()
                .distinct()
                .toList()
                .toString();
    }

    private Optional<DenseLookup.Found> dense(Lookups.Join join) {
        return lookups.dense(join, database.isWholeKey(relation, join));
    }

    private void count(Scan scan, Map<String, Long> counts) throws SQLException {
        Map<String, String> texts = scan.joins().isEmpty() ? new LinkedHashMap<>() : texts(scan.conditions());
        Joined joined = joined(scan.joins());
        RowJudge judge = new RowJudge(database, relation, looking(scan.joins()));
        List<String> others = new ArrayList<>();
        for (String condition : scan.conditions()) {
            String plain = joined.named(replaced(condition, texts));
            if (!judge.add(condition, Logic.of(plain).parts())) {
                others.add(condition);
            }
        }
        if (!judge.isEmpty()) {
            counts.putAll(judge.count(from(texts) + joined.sql()));
        }
        if (!others.isEmpty()) {
            counts.putAll(counted(others, scan.joins(), texts, joined));
        }
    }

    private Map<String, RowJudge.Looking> looking(Set<String> joins) {
        Map<String, RowJudge.Looking> out = new LinkedHashMap<>();
        for (String text : joins) {
            Lookups.Join join = Lookups.Join.of(text);
            dense(join)
                    .ifPresent(found ->
                            out.put(alias(text), new RowJudge.Looking(join.key().orElseThrow(), found)));
        }
        return out;
    }

    /** Conditions that the engine judges itself. */
    private Map<String, Long> counted(
            List<String> conditions, Set<String> joins, Map<String, String> texts, Joined joined) throws SQLException {
        String columns = conditions.stream()
                .map(c -> "coalesce(count_if(" + cells(joined.named(replaced(c, texts)), joins, texts) + "), 0)")
                .collect(Collectors.joining(", "));
        List<Object> row = database.rows("SELECT " + columns + " FROM " + from(texts) + joined.sql())
                .getFirst();
        Map<String, Long> out = new LinkedHashMap<>();
        for (int i = 0; i < conditions.size(); i++) {
            out.put(conditions.get(i), ((Number) row.get(i)).longValue());
        }
        return out;
    }

    /** The condition with the cells of lookups in arrays as columns, which are named beside the patterns. */
    private String cells(String condition, Set<String> joins, Map<String, String> columns) {
        String out = condition;
        for (String text : joins) {
            Lookups.Join join = Lookups.Join.of(text);
            Optional<DenseLookup.Found> found = dense(join);
            if (found.isPresent()) {
                out = found.get()
                        .put(
                                out,
                                alias(text),
                                join.key().orElseThrow(),
                                cell -> "t.\"" + columns.computeIfAbsent(cell, c -> "cell " + columns.size()) + "\"");
            }
        }
        return out;
    }

    /**
     * The lookups of a scan, each table and key joined once.
     *
     * @param sameAs of a lookup whose rows another one finds as well, the name of that one
     */
    private record Joined(String sql, Map<String, String> sameAs) {

        String named(String condition) {
            String out = condition;
            for (Map.Entry<String, String> name : sameAs.entrySet()) {
                out = out.replaceAll("\\b" + name.getKey() + "\\.", name.getValue() + ".");
            }
            return out;
        }
    }

    private Joined joined(Set<String> joins) throws SQLException {
        StringBuilder sql = new StringBuilder();
        Map<String, String> byTable = new LinkedHashMap<>();
        Map<String, String> sameAs = new LinkedHashMap<>();
        // a lookup with more columns is made first, so that one of its keys alone can use it
        for (String text : joins.stream()
                .sorted(Comparator.comparingInt((String j) -> j.contains("SELECT DISTINCT") ? 1 : 0))
                .toList()) {
            Lookups.Join join = Lookups.Join.of(text);
            if (dense(join).isPresent()) {
                continue;
            }
            String first = byTable.putIfAbsent(lookups.table(join.lookup()) + " " + join.on(), alias(text));
            if (first == null) {
                sql.append(lookups.sql(join, alias(text)));
            } else {
                sameAs.put(alias(text), first);
            }
        }
        return new Joined(sql.toString(), sameAs);
    }

    /**
     * Patterns over one text column, each with a name. They are tried below the lookups, where the engine still knows the column
     * as a dictionary and tries each word of it once.
     */
    private static Map<String, String> texts(Set<String> conditions) {
        Map<String, String> out = new LinkedHashMap<>();
        for (String condition : conditions) {
            Logic.of(condition).parts().stream()
                    .filter(p -> TEXT.matcher(p).matches())
                    .forEach(p -> out.putIfAbsent(p, "text " + out.size()));
        }
        return out;
    }

    private static String replaced(String condition, Map<String, String> texts) {
        return Logic.of(condition).parts().stream()
                .map(p -> texts.containsKey(p) ? "t.\"" + texts.get(p) + "\"" : p)
                .collect(Collectors.joining(" AND "));
    }

    private String from(Map<String, String> texts) {
        if (texts.isEmpty()) {
            return relation + " AS t";
        }
        String named = texts.entrySet().stream()
                .map(e -> ", " + e.getKey() + " AS \"" + e.getValue() + "\"")
                .collect(Collectors.joining());
        return "(SELECT t.*" + named + " FROM " + relation + " AS t) AS t";
    }
}
