package org.steelyard.data.raw.internal;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.steelyard.data.identity.IdentityScanner;
import org.steelyard.data.raw.RawColumn;

/**
 * A table that the engine reads itself: a Parquet file, or a table of a DuckDB database.
 *
 * @param from what stands after FROM
 * @param row expression of the row's number
 */
record Relations(String from, String row, List<RawColumn> columns) {

    private static final String NAME = "^[一-鿿·]{2,4}$";

    /**
     * Cells that {@link IdentityScanner} must see: long numbers, telephone numbers, house numbers, full-width digits, long
     * texts. Wider than what it counts, never narrower.
     */
    private static final String LOOK =
            "[0-9]{17}[0-9Xx]|1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}|0[1-9][0-9]{1,2}-[2-9][0-9]{6}|^[0-9]{11}$"
                    + "|[0-9](号|弄|栋|幢|座|单元|室|组)|[０-９]";

    private static final int SHORTEST = 11;
    private static final int LONGEST = 200;

    /** What one pass over the table tells of a text column. */
    private record Counts(long cells, long longest, long names, long formulas, long firstRow) {}

    long count(RawEngine engine) {
        return engine.number("SELECT count(*) FROM " + from);
    }

    /** Looks at every stored column that may hold text; formulas are counted, identities searched for. */
    List<ScannedColumn> scan(RawEngine engine, List<ColumnPlan> plans) {
        List<ColumnPlan> looked = plans.stream()
                .filter(p -> p.isStored() && !p.isKey())
                .filter(p -> isText(p) || p.isScanned() && isNumber(p))
                .toList();
        if (looked.isEmpty()) {
            return List.of();
        }
        StringBuilder sql = new StringBuilder("SELECT 0");
        looked.forEach(p -> sql.append(", ").append(aggregates(p)));
        List<String> row =
                engine.rows(sql.append(" FROM ").append(from).toString()).getFirst();
        List<ScannedColumn> out = new ArrayList<>();
        for (int i = 0; i < looked.size(); i++) {
            out.add(look(engine, looked.get(i), counts(row.subList(1 + 5 * i, 6 + 5 * i))));
        }
        return out;
    }

    /** A column with what was found in it. */
    record ScannedColumn(ColumnPlan plan, IdentityScanner scanner, long formulas) {}

    private static boolean isText(ColumnPlan plan) {
        String type = plan.column().duckdbType();
        return type.equals("VARCHAR") || type.startsWith("ENUM") || type.equals("JSON");
    }

    private static boolean isNumber(ColumnPlan plan) {
        String type = plan.column().duckdbType();
        return type.endsWith("BIGINT")
                || type.endsWith("HUGEINT")
                || type.startsWith("DECIMAL")
                || type.equals("DOUBLE");
    }

    private String aggregates(ColumnPlan plan) {
        String c = text(plan);
        String first = "min(" + row + ") FILTER (" + c + " <> '')";
        if (!isText(plan)) {
            String n = RawEngine.quote(plan.column().name());
            return "count(" + n + "), max(CASE WHEN abs(" + n + ") >= 10000000000 THEN 18 ELSE 1 END), 0, 0, " + first;
        }
        return "count(*) FILTER (" + c + " <> ''), max(length(" + c + ")), count(*) FILTER (length(" + c
                + ") BETWEEN 2 AND 4 AND contains(" + RawEngine.literal(IdentityScanner.surnames()) + ", " + c
                + "[1]) AND regexp_matches(" + c + ", '" + NAME + "')), count(*) FILTER ((" + c + " < '0' OR " + c
                + " >= '=' AND " + c + " < 'A') AND regexp_matches(" + c + ", '^([=@\\t\\r]|[+-][^0-9.])')), " + first;
    }

    private static String text(ColumnPlan plan) {
        String name = RawEngine.quote(plan.column().name());
        if (isText(plan)) {
            return plan.column().duckdbType().equals("VARCHAR") ? name : "CAST(" + name + " AS VARCHAR)";
        }
        boolean fraction = plan.column().duckdbType().equals("DOUBLE")
                || plan.column().duckdbType().startsWith("DECIMAL");
        return fraction ? "CAST(TRY_CAST(trunc(" + name + ") AS HUGEINT) AS VARCHAR)" : "CAST(" + name + " AS VARCHAR)";
    }

    private static Counts counts(List<String> cells) {
        return new Counts(
                number(cells.get(0)),
                number(cells.get(1)),
                number(cells.get(2)),
                number(cells.get(3)),
                number(cells.get(4)));
    }

    private static long number(String text) {
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private ScannedColumn look(RawEngine engine, ColumnPlan plan, Counts counts) {
        IdentityScanner scanner = new IdentityScanner(plan.column().name());
        long looked = plan.isScanned() && counts.longest() >= SHORTEST ? lookCloser(engine, plan, scanner) : 0;
        scanner.acceptCounted(counts.cells(), looked, counts.names(), counts.firstRow());
        return new ScannedColumn(plan, scanner, counts.formulas());
    }

    private long lookCloser(RawEngine engine, ColumnPlan plan, IdentityScanner scanner) {
        String c = text(plan);
        String sql = "SELECT " + row + " AS r, " + c + " AS v FROM " + from + " WHERE length(" + c + ") > " + LONGEST
                + " OR length(" + c + ") >= " + SHORTEST + " AND regexp_matches(" + c + ", '" + LOOK + "')";
        long looked = 0;
        try (DuckDBPreparedStatement statement =
                        engine.connection().prepareStatement(sql).unwrap(DuckDBPreparedStatement.class);
                DuckDBChunkedResult result = statement.query()) {
            while (result.nextChunk()) {
                DuckDBDataChunkReader chunk = result.chunk();
                DuckDBReadableVector rows = chunk.vector(0);
                DuckDBReadableVector values = chunk.vector(1);
                for (int i = 0; i < chunk.rowCount(); i++) {
                    byte[] cell = values.getString(i).getBytes(StandardCharsets.UTF_8);
                    scanner.accept(cell, 0, cell.length, rows.getLong(i));
                    looked++;
                }
            }
        } catch (SQLException e) {
            throw new RawEngine.EngineException(e);
        }
        return looked;
    }
}
