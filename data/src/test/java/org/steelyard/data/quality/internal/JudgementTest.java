package org.steelyard.data.quality.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.data.quality.internal.Judgement.Kind;
import org.steelyard.data.quality.internal.Judgement.Truth;
import org.steelyard.data.quality.internal.JudgementParser.Typed;

/** Conditions come out as the engine's own SQL has them, for rows with all kinds of gaps; what is not understood is left to it. */
class JudgementTest {

    private static final List<String> WORDS = List.of("F", "M");
    private static final int ROWS = 1500;

    /** Columns t."d", t."e" are days and t."n", t."m" whole numbers; the lookup j has days a and b, a number n, a word w. */
    private static final Map<String, Typed> NAMES = Map.of(
            "t.\"d\"", Typed.of(new Judgement.Input(0), Kind.DAY),
            "t.\"e\"", Typed.of(new Judgement.Input(1), Kind.DAY),
            "t.\"n\"", Typed.of(new Judgement.Input(2), Kind.WHOLE),
            "t.\"m\"", Typed.of(new Judgement.Input(3), Kind.WHOLE),
            "j.a", Typed.of(new Judgement.Input(4), Kind.DAY),
            "j.b", Typed.of(new Judgement.Input(5), Kind.DAY),
            "j.n", Typed.of(new Judgement.Input(6), Kind.WHOLE),
            "j.w", new Typed(new Judgement.Input(7), Kind.WORD, WORDS));

    private static final JudgementParser.Names KNOWN = new JudgementParser.Names() {
        @Override
        public Optional<Typed> column(String name) {
            return Optional.ofNullable(NAMES.get(name));
        }

        @Override
        public Optional<Typed> cell(String name) {
            return Optional.ofNullable(NAMES.get(name));
        }
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "j.a IS NULL",
                "NOT j.a IS NOT NULL",
                "t.\"d\" < j.a",
                "t.\"d\" > j.b + 60",
                "(t.\"d\" + 7 < j.a OR t.\"d\" > coalesce(j.b, j.a) + 7)",
                "NOT (t.\"d\" + 7 < j.a OR t.\"d\" > coalesce(j.b, j.a) + 7)",
                "t.\"e\" >= t.\"d\" AND (t.\"n\" = j.n OR t.\"n\" <> 3 AND j.a IS NOT NULL)",
                "NOT j.w IN ('M')",
                "j.w IN ('F', 'no such word')",
                "j.w NOT IN ('F')",
                "t.\"n\" IN (1, 2, 5) AND NOT t.\"m\" IN (0)",
                "NOT (t.\"n\" - t.\"m\" <= j.n AND t.\"d\" < j.b)",
                "(t.\"n\" + (t.\"m\" - 1)) > 2",
                "NOT NOT (j.n = 2 OR t.\"n\" IS NULL)"
            })
    void everyConditionHoldsWhereTheEngineSaysSo(String condition) throws SQLException {
        Random random = new Random(condition.hashCode());
        List<long[]> columns = columns(random);
        Truth truth = JudgementParser.parse(condition, KNOWN).orElseThrow();
        JudgementProgram program = new JudgementProgram();
        program.add(new Judgement.Known(new Judgement.Input(0)));
        program.add(truth);
        program.add(new Judgement.Not(truth));
        long[] bits = new long[ROWS];
        program.run(
                new JudgementProgram.Given(columns, List.of()), new JudgementProgram.Room(program, ROWS), ROWS, bits);

        List<Integer> expected = asked(columns, condition);
        for (int i = 0; i < ROWS; i++) {
            int known = columns.getFirst()[i] == JudgementProgram.NONE ? 0 : 1;
            assertThat(bits[i]).as("row %d", i).isEqualTo(known | (long) expected.get(i));
        }
    }

    /** Two where it holds, four where its contrary does, nothing where neither is known. */
    private static List<Integer> asked(List<long[]> columns, String condition) throws SQLException {
        String sql = condition.replaceAll("j\\.(\\w+)", "t.\"j_$1\"");
        List<Integer> out = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE raw (i INTEGER, d BIGINT, e BIGINT, n BIGINT, m BIGINT, a BIGINT, b BIGINT,"
                    + " jn BIGINT, w BIGINT)");
            try (var rows = connection.unwrap(DuckDBConnection.class).createAppender("main", "raw")) {
                for (int i = 0; i < ROWS; i++) {
                    rows.beginRow();
                    rows.append(i);
                    for (long[] column : columns) {
                        if (column[i] == JudgementProgram.NONE) {
                            rows.appendNull();
                        } else {
                            rows.append(column[i]);
                        }
                    }
                    rows.endRow();
                }
            }
            String days = "DATE '1970-01-01' + CAST(%s AS INTEGER) AS \"%s\"";
            statement.execute(
                    "CREATE TABLE t AS SELECT i, " + days.formatted("d", "d") + ", " + days.formatted("e", "e")
                            + ", n, m, " + days.formatted("a", "j_a") + ", " + days.formatted("b", "j_b")
                            + ", jn AS j_n, CASE w WHEN 0 THEN 'F' WHEN 1 THEN 'M' END AS j_w FROM raw");
            try (ResultSet rows = statement.executeQuery(
                    "SELECT CASE WHEN " + sql + " THEN 2 WHEN NOT (" + sql + ") THEN 4 ELSE 0 END FROM t ORDER BY i")) {
                while (rows.next()) {
                    out.add(rows.getInt(1));
                }
            }
        }
        return out;
    }

    private static List<long[]> columns(Random random) {
        List<long[]> out = new ArrayList<>();
        for (int range : new int[] {90, 90, 6, 6, 90, 90, 6, 2}) {
            long[] column = new long[ROWS];
            for (int i = 0; i < ROWS; i++) {
                column[i] = random.nextInt(4) == 0 ? JudgementProgram.NONE : random.nextInt(range);
            }
            out.add(column);
        }
        return out;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abs(t.\"n\" - j.n) > 2",
                "t.\"n\" > 0.5",
                "t.\"d\" < DATE '2020-01-01'",
                "t.\"d\" < t.\"n\"",
                "t.\"d\" IN (1)",
                "j.w = 'F'",
                "j.w IN (1)",
                "j.other IS NULL",
                "t.\"other\" < j.a",
                "t.\"d\" < j.a + t.\"e\"",
                "(t.\"d\" < j.a",
                "t.\"d\" < j.a)",
                "t.\"d\" < ",
                "t.\"d\" BETWEEN j.a AND j.b",
                "j.a IS NULL; DROP TABLE t",
                ""
            })
    void whatIsNotUnderstoodIsLeftToTheEngine(String condition) {
        assertThat(JudgementParser.parse(condition, KNOWN)).isEmpty();
    }

    @Test
    void whatTheEngineHasJudgedCountsOnlyWhereItHolds() {
        Truth both = new Judgement.And(List.of(
                new Judgement.Told(0),
                JudgementParser.parse("j.a IS NULL", KNOWN).orElseThrow()));
        JudgementProgram program = new JudgementProgram();
        program.add(both);
        List<long[]> columns = columns(new Random(1));
        columns.get(4)[0] = JudgementProgram.NONE;
        columns.get(4)[1] = JudgementProgram.NONE;
        columns.get(4)[2] = JudgementProgram.NONE;
        columns.get(4)[3] = 5;
        byte[] told = {JudgementProgram.TRUE, JudgementProgram.FALSE, JudgementProgram.UNKNOWN, JudgementProgram.TRUE};
        long[] bits = new long[4];
        program.run(new JudgementProgram.Given(columns, List.of(told)), new JudgementProgram.Room(program, 4), 4, bits);
        assertThat(bits).containsExactly(1, 0, 0, 0);
    }
}
