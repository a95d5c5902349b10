package org.steelyard.data.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.raw.DatabaseWriter.NewColumn;
import org.steelyard.data.raw.DatabaseWriter.NewTable;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.testing.LivePostgres;

/** Tables go into a database whole or not at all, value for value, and nothing that is there is touched. */
class DatabaseWriterTest {

    @TempDir
    Path folder;

    private static final List<NewColumn> COLUMNS = List.of(
            new NewColumn("id", "BIGINT", true),
            new NewColumn("年", "INTEGER", false),
            new NewColumn("amount", "DECIMAL(18,2)", false),
            new NewColumn("share", "DOUBLE", false),
            new NewColumn("born", "DATE", false),
            new NewColumn("seen", "TIMESTAMP", false),
            new NewColumn("memo", "VARCHAR", false));

    /** Rows that are hard to carry: a gap in every column, quotes, ends of ranges. */
    private static final String ROWS = "SELECT * FROM (VALUES (-9223372036854775807, 2024, 0.10::DECIMAL(18,2), 1e-300,"
            + " DATE '1850-02-28', TIMESTAMP '2024-03-31 02:30:00.125', 'a''b\\c \"心衰\"'), (2, NULL, NULL, NULL, NULL, NULL,"
            + " NULL), (3, -1, -9999999999999999.99::DECIMAL(18,2), 0.1, DATE '9999-12-31', TIMESTAMP '1900-01-01 00:00:00', '')) AS"
            + " t(id, 年, amount, share, born, seen, memo)";

    private static NewTable table(String name, String rows) {
        return new NewTable(name, COLUMNS, rows);
    }

    private static List<String> lines(String url, String user, String sql) throws SQLException {
        List<String> out = new ArrayList<>();
        try (Connection c =
                        user.isEmpty() ? DriverManager.getConnection(url) : DriverManager.getConnection(url, user, "");
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery(sql)) {
            while (r.next()) {
                StringBuilder line = new StringBuilder();
                for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) {
                    line.append(r.getString(i)).append('|');
                }
                out.add(line.toString());
            }
        }
        return out;
    }

    private static Map<String, Long> write(Database to, NewTable... tables) throws SQLException {
        try (Connection from = DriverManager.getConnection("jdbc:duckdb:")) {
            return DatabaseWriter.write(to, List.of(tables), from);
        }
    }

    private static List<Problem> refused(RawError code, Database to, NewTable... tables) {
        SteelyardException e = catchThrowableOfType(SteelyardException.class, () -> write(to, tables));
        assertThat(e.problems()).isNotEmpty().allMatch(p -> p.code() == code);
        for (Lang lang : Lang.values()) {
            assertThat(e.problems().getFirst().in(lang)).contains(code.id()).contains("site");
        }
        return e.problems();
    }

    private Database.DuckDbFile file(String name) {
        return new Database.DuckDbFile("site", folder.resolve(name));
    }

    private static final String READ = "SELECT id, \"年\", amount, share, born, seen, memo FROM visits ORDER BY id";

    @Test
    void aDuckDbFileHoldsEveryValueAsItWas() throws SQLException {
        assertThat(write(file("new.duckdb"), table("visits", ROWS))).isEqualTo(Map.of("visits", 3L));
        assertThat(lines("jdbc:duckdb:" + folder.resolve("new.duckdb"), "", READ))
                .isEqualTo(lines("jdbc:duckdb:", "", "SELECT * FROM (" + ROWS + ") ORDER BY id"))
                .hasSize(3);
    }

    @Test
    void aTableThatIsThereIsNeverReplaced() throws SQLException {
        write(file("old.duckdb"), table("visits", ROWS), table("People", ROWS));
        assertThat(refused(
                        RawError.TABLE_EXISTS,
                        file("old.duckdb"),
                        table("fees", ROWS),
                        table("VISITS", ROWS + " LIMIT 1"),
                        table("people", ROWS)))
                .hasSize(2);
        assertThat(lines("jdbc:duckdb:" + folder.resolve("old.duckdb"), "", "SELECT count(*) FROM visits"))
                .containsExactly("3|");
        assertThat(lines("jdbc:duckdb:" + folder.resolve("old.duckdb"), "", "SELECT count(*) FROM duckdb_tables()"))
                .containsExactly("2|");
    }

    @Test
    void aFaultTakesBackWhatWasWritten() throws Exception {
        Database.DuckDbFile file = file("half.duckdb");
        refused(RawError.DATABASE_NOT_WRITTEN, file, table("visits", ROWS), table("bad", "SELECT 'SECRET'::INTEGER"));
        assertThat(lines("jdbc:duckdb:" + file.file(), "", "SELECT count(*) FROM duckdb_tables()"))
                .containsExactly("0|");
        Files.writeString(folder.resolve("text.duckdb"), "this is no database at all, but a text of some length");
        refused(RawError.DATABASE_NOT_WRITTEN, file("text.duckdb"), table("visits", ROWS));
    }

    @Test
    void postgresHoldsEveryValueAsItWasAndRefusesAsAWhole() throws SQLException {
        Optional<String> missing = LivePostgres.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        String url = LivePostgres.shared().newDatabase();
        Database.Jdbc site = new Database.Jdbc(
                "site", url, Optional.of(new Database.Login(LivePostgres.USER, "")), Optional.empty());
        String many = "SELECT i AS id, 1 AS 年, 0.5 AS amount, 0.5 AS share, DATE '2024-01-01' AS born,"
                + " TIMESTAMP '2024-01-01' AS seen, 'x' AS memo FROM range(12001) t(i)";

        assertThat(write(site, table("visits", ROWS), table("many", many)))
                .isEqualTo(Map.of("visits", 3L, "many", 12_001L));
        assertThat(lines(
                        url,
                        LivePostgres.USER,
                        "SELECT id, \"年\", amount, share = 1e-300, born, seen, memo FROM visits ORDER BY id"))
                .containsExactly(
                        "-9223372036854775807|2024|0.10|t|1850-02-28|2024-03-31 02:30:00.125|a'b\\c \"心衰\"|",
                        "2|null|null|null|null|null|null|",
                        "3|-1|-9999999999999999.99|f|9999-12-31|1900-01-01 00:00:00||");
        assertThat(lines(url, LivePostgres.USER, "SELECT count(*), sum(id), count(memo) FROM many"))
                .containsExactly("12001|72006000|12001|");
        assertThat(refused(RawError.TABLE_EXISTS, site, table("fees", ROWS), table("Visits", ROWS)))
                .hasSize(1);
        String twice = ROWS + " UNION ALL " + ROWS;
        refused(RawError.DATABASE_NOT_WRITTEN, site, table("fees", ROWS), table("twice", twice));
        assertThat(lines(
                        url,
                        LivePostgres.USER,
                        "SELECT count(*) FROM information_schema.tables WHERE table_name IN" + " ('fees', 'twice')"))
                .containsExactly("0|");
    }
}
