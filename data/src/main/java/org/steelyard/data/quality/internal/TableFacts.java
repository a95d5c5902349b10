package org.steelyard.data.quality.internal;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a table says of itself: its rows, how many cells of a column are known, and whether its least and largest value prove
 * something. Most of it is taken from the footers of the Parquet files, without reading a row.
 */
final class TableFacts {

    /**
     * By column: cells, missing cells, whether every part of the file counts them, whether no text begins with a blank, and the least
     * and largest number and day, where every part that has values tells them.
     */
    private static final String FOOTERS = "SELECT path_in_schema, sum(num_values), sum(stats_null_count),"
            + " count(*) = count(stats_null_count),"
            + every("type = 'BYTE_ARRAY' AND stats_min_value >= '!' AND NOT starts_with(stats_min_value, '\\')")
            + ends("DOUBLE", "'INT32', 'INT64', 'FLOAT', 'DOUBLE'") + ends("DATE", "'INT32'")
            + " FROM parquet_metadata(%s) GROUP BY 1";

    private static final Pattern PROOF = Pattern.compile("(min|max)\\(\"([^\"]+)\"\\) [<>]= (DATE '([^']+)'|.*)");

    /** Beyond, a number of the file and a bound could be the same floating number without being equal. */
    private static final double LARGEST = 1e9;

    private final long rows;
    private final Map<String, Long> known = new LinkedHashMap<>();
    private final Map<String, Boolean> proofs = new LinkedHashMap<>();

    private TableFacts(long rows) {
        this.rows = rows;
    }

    /** @param proofs conditions over {@code min("x")} and {@code max("x")}; one that is unknown holds, as there is no value */
    static TableFacts of(CheckDatabase database, String relation, Set<String> columns, Set<String> proofs)
            throws SQLException {
        List<Object> all = database.rows("SELECT count(*) FROM " + relation).getFirst();
        TableFacts facts = new TableFacts(((Number) all.getFirst()).longValue());
        facts.footers(database, relation, columns, proofs);
        facts.count(database, relation, columns);
        for (String proof : proofs) {
            if (!facts.proofs.containsKey(proof)) {
                facts.prove(database, relation, proof);
            }
        }
        return facts;
    }

    /**
     * What the footers of the files tell of whole columns: missing cells, the least text, and the least and largest number or day. A
     * footer may hold the least text cut short, which is never greater than the text itself, so that what it proves holds.
     */
    private void footers(CheckDatabase database, String relation, Set<String> columns, Set<String> wanted)
            throws SQLException {
        Optional<String> files = database.files(relation);
        if (files.isEmpty() || columns.isEmpty() && wanted.isEmpty()) {
            return;
        }
        Map<String, Ends> numbers = new HashMap<>();
        Map<String, Ends> days = new HashMap<>();
        for (List<Object> row : database.rows(FOOTERS.formatted(files.get()))) {
            String column = String.valueOf(row.get(0));
            if (columns.contains(column) && Boolean.TRUE.equals(row.get(3)) && number(row.get(1)) == rows) {
                known.put(column, rows - number(row.get(2)));
            }
            String proof = "min(\"" + column + "\") >= '!'";
            if (wanted.contains(proof) && Boolean.TRUE.equals(row.get(4))) {
                proofs.put(proof, true);
            }
            Ends.of(row, 5).ifPresent(ends -> numbers.put(column, ends));
            Ends.of(row, 8).ifPresent(ends -> days.put(column, ends));
        }
        wanted.forEach(proof -> judge(proof, numbers, days).ifPresent(holds -> proofs.put(proof, holds)));
    }

    /** Whether something holds of every part of a column that has values. */
    private static String every(String condition) {
        return " bool_and(CASE WHEN stats_null_count = num_values THEN TRUE ELSE coalesce(" + condition
                + ", FALSE) END)";
    }

    private static String ends(String type, String kinds) {
        String least = "TRY_CAST(stats_min_value AS " + type + ")";
        String largest = "TRY_CAST(stats_max_value AS " + type + ")";
        return "," + every("type IN (" + kinds + ") AND " + least + " IS NOT NULL AND " + largest + " IS NOT NULL")
                + ", min(" + least + "), max(" + largest + ")";
    }

    /** What the ends of a column prove; nothing where they are not told. */
    private static Optional<Boolean> judge(String proof, Map<String, Ends> numbers, Map<String, Ends> days) {
        Matcher matcher = PROOF.matcher(proof);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean day = matcher.group(4) != null;
        Optional<Ends> ends = Optional.ofNullable((day ? days : numbers).get(matcher.group(2)));
        double bound = day ? day(matcher.group(4)) : number(matcher.group(3));
        boolean least = matcher.group(1).equals("min");
        return ends.filter(e -> Math.abs(bound) < LARGEST).map(e -> least ? e.least() >= bound : e.largest() <= bound);
    }

    private static double number(String literal) {
        try {
            return Double.parseDouble(literal);
        } catch (NumberFormatException e) {
            return Double.NaN; // a text, of which nothing is asked here
        }
    }

    private static double day(String literal) {
        try {
            return LocalDate.parse(literal).toEpochDay();
        } catch (DateTimeParseException e) {
            return Double.NaN; // the engine says what is wrong with it
        }
    }

    /** The least and the largest value of a column; a day counts from 1970-01-01. */
    private record Ends(double least, double largest) {

        static Optional<Ends> of(List<Object> row, int from) {
            boolean told = Boolean.TRUE.equals(row.get(from));
            return told ? of(row.get(from + 1), row.get(from + 2)) : Optional.empty();
        }

        private static Optional<Ends> of(Object least, Object largest) {
            return least instanceof Number || least instanceof LocalDate
                    ? Optional.of(new Ends(value(least), value(largest)))
                    : Optional.empty();
        }

        private static double value(Object end) {
            return end instanceof LocalDate day ? day.toEpochDay() : ((Number) end).doubleValue();
        }
    }

    private static long number(Object value) {
        return value instanceof Number number ? number.longValue() : -1;
    }

    private void count(CheckDatabase database, String relation, Set<String> columns) throws SQLException {
        List<String> open = columns.stream().filter(c -> !known.containsKey(c)).toList();
        if (open.isEmpty()) {
            return;
        }
        String counts = open.stream().map(c -> "count(\"" + c + "\")").collect(Collectors.joining(", "));
        List<Object> row =
                database.rows("SELECT " + counts + " FROM " + relation).getFirst();
        for (int i = 0; i < open.size(); i++) {
            known.put(open.get(i), number(row.get(i)));
        }
    }

    /** Asked for one by one: the engine spares reading rows only where it can for all that one statement asks. */
    private void prove(CheckDatabase database, String relation, String proof) throws SQLException {
        String sql = "SELECT coalesce(" + proof + ", TRUE) FROM " + relation;
        proofs.put(proof, Boolean.TRUE.equals(database.rows(sql).getFirst().getFirst()));
    }

    long rows() {
        return rows;
    }

    long known(String column) {
        return Objects.requireNonNull(known.get(column));
    }

    boolean proves(String proof) {
        return Boolean.TRUE.equals(proofs.get(proof));
    }
}
