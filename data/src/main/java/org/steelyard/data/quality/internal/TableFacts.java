package org.steelyard.data.quality.internal;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a table says of itself: its rows, how many cells of a column are known, and whether its least and largest value prove
 * something. The engine takes the latter from the statistics of the Parquet file, without reading a row.
 */
final class TableFacts {

    /** By column: cells, missing cells, whether every part of the file counts them, whether no text begins with a blank. */
    private static final String FOOTERS = "SELECT path_in_schema, sum(num_values), sum(stats_null_count),"
            + " count(*) = count(stats_null_count), bool_and(CASE WHEN stats_null_count = num_values THEN TRUE"
            + " ELSE coalesce(type = 'BYTE_ARRAY' AND stats_min_value >= '!' AND NOT starts_with(stats_min_value, '\\'),"
            + " FALSE) END) FROM parquet_metadata(%s) GROUP BY 1";

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
     * What the footers of the files tell of whole columns: missing cells, and the least text. A footer may hold the least text
     * cut short, which is never greater than the text itself, so that what it proves holds.
     */
    private void footers(CheckDatabase database, String relation, Set<String> columns, Set<String> wanted)
            throws SQLException {
        Optional<String> files = database.files(relation);
        if (files.isEmpty() || columns.isEmpty()) {
            return;
        }
        for (List<Object> row : database.rows(FOOTERS.formatted(files.get()))) {
            String column = String.valueOf(row.get(0));
            if (columns.contains(column) && Boolean.TRUE.equals(row.get(3)) && number(row.get(1)) == rows) {
                known.put(column, rows - number(row.get(2)));
            }
            String proof = "min(\"" + column + "\") >= '!'";
            if (wanted.contains(proof) && Boolean.TRUE.equals(row.get(4))) {
                proofs.put(proof, true);
            }
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

    /** Asked for one by one: the engine takes the answer from the footers only where it can for all that one statement asks. */
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
