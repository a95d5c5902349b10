package org.steelyard.data.quality.internal;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a table says of itself: its rows, how many cells of a column are known, and whether its least and largest value prove
 * something. The engine takes the latter from the statistics of the Parquet file, without reading a row.
 */
final class TableFacts {

    private final long rows;
    private final Map<String, Long> known = new LinkedHashMap<>();
    private final Map<String, Boolean> proofs = new LinkedHashMap<>();

    private TableFacts(long rows) {
        this.rows = rows;
    }

    /** @param proofs conditions over {@code min("x")} and {@code max("x")}; one that is unknown holds, as there is no value */
    static TableFacts of(CheckDatabase database, String relation, Set<String> columns, Set<String> proofs)
            throws SQLException {
        StringBuilder counts = new StringBuilder("SELECT count(*)");
        columns.forEach(c -> counts.append(", count(\"").append(c).append("\")"));
        List<Object> row = database.rows(counts + " FROM " + relation).getFirst();
        TableFacts facts = new TableFacts(((Number) row.getFirst()).longValue());
        int at = 1;
        for (String column : columns) {
            facts.known.put(column, ((Number) row.get(at++)).longValue());
        }
        if (!proofs.isEmpty()) {
            facts.prove(database, relation, proofs);
        }
        return facts;
    }

    /** Least and largest values are asked for by themselves: beside counts, the engine reads the rows for them. */
    private void prove(CheckDatabase database, String relation, Set<String> wanted) throws SQLException {
        String sql = wanted.stream().map(p -> "coalesce(" + p + ", TRUE)").collect(Collectors.joining(", "));
        List<Object> row = database.rows("SELECT " + sql + " FROM " + relation).getFirst();
        int at = 0;
        for (String proof : wanted) {
            proofs.put(proof, Boolean.TRUE.equals(row.get(at++)));
        }
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
