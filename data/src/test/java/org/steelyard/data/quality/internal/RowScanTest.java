package org.steelyard.data.quality.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.data.quality.Check;
import org.steelyard.data.quality.CheckResult;
import org.steelyard.data.quality.CheckRows;
import org.steelyard.data.quality.CheckedTables;
import org.steelyard.data.quality.QualitySettings;
import org.steelyard.data.standard.StandardSchema;

/** Counting many checks together gives what counting each by itself gives. */
class RowScanTest {

    private static final List<String> TABLES = List.of(
            "person",
            "death",
            "visit_occurrence",
            "condition_occurrence",
            "measurement",
            "claim_settlement",
            "claim_detail",
            "concept");

    @TempDir
    private Path temp = Path.of("");

    /** Tables of random cells: clean ones whose statistics prove something, and ones with gaps, blanks and odd numbers. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.02, 0.4})
    void countsAsEachCheckByItself(double gaps) throws SQLException, IOException {
        long seed = Long.getLong("seed", 20261122L);
        System.out.println("seed " + seed);
        CheckedTables tables = write(new Random(seed), gaps);
        List<Check> checks = CheckRows.shipped().stream()
                .filter(c -> c.store() == Check.Store.STANDARD && TABLES.contains(c.table()))
                .filter(c -> CheckTypes.shipped().get(c.type()).shape() == CheckType.Shape.ROWS)
                .toList();
        int counted = 0;
        try (CheckDatabase database = CheckDatabase.open(tables, QualitySettings.threads(2))) {
            Scanner scanner = new Scanner(database);
            for (Scanner.Batch batch : Scanner.plan(checks)) {
                for (CheckResult result : scanner.run(batch)) {
                    if (result.outcome() instanceof CheckResult.Outcome.Counted found) {
                        List<Long> alone = alone(database, result.check());
                        assertThat(List.of(found.rows(), found.failing()))
                                .as(result.check().id())
                                .isEqualTo(alone);
                        counted++;
                    } else {
                        assertThat(result.outcome())
                                .as(result.check().id())
                                .isInstanceOf(CheckResult.Outcome.NotApplicable.class);
                    }
                }
            }
        }
        assertThat(counted).isGreaterThan(200);
    }

    private static List<Long> alone(CheckDatabase database, Check check) throws SQLException {
        Template template = new Template(check, CheckTypes.shipped().get(check.type()), database.tables());
        StringBuilder joins = new StringBuilder();
        List<String> names = new ArrayList<>();
        Template.RowSql sql = template.rows(join -> {
            names.add(join);
            joins.append(' ').append(Template.withAlias(join, "x" + names.size()));
            return "x" + names.size();
        });
        List<Object> row = database.rows("SELECT count(*) FILTER (WHERE " + sql.applies()
                        + "), count(*) FILTER (WHERE (" + sql.applies() + ") AND (" + sql.fails() + ")) FROM "
                        + template.relation() + " AS t" + joins)
                .getFirst();
        return row.stream().map(n -> ((Number) n).longValue()).toList();
    }

    private CheckedTables write(Random random, double gaps) throws SQLException, IOException {
        Map<String, Path> files = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT setseed(" + random.nextDouble() + ")");
            for (String table : TABLES) {
                Path folder = Files.createDirectories(temp.resolve(table));
                String columns = StandardSchema.current().get(table).fields().stream()
                        .map(f -> cell(f, gaps) + " AS \"" + f.name() + "\"")
                        .collect(Collectors.joining(", "));
                for (int part = 0; part < 2; part++) {
                    statement.execute("COPY (SELECT " + columns + " FROM range(" + part * 200 + ", " + (part + 1) * 200
                            + ") AS r(i)) TO '" + folder.resolve(part + ".parquet")
                            + "' (FORMAT parquet, ROW_GROUP_SIZE 2048)");
                }
                files.put(table, folder);
            }
        }
        return new CheckedTables(files, new TreeMap<>());
    }

    private static String cell(StandardSchema.Field field, double gaps) {
        String value = switch (field.type()) {
            case "VARCHAR" ->
                "CASE WHEN random() < " + gaps + " THEN (['', ' ', '  x', 'I50.9', 'O80', '1'])[1 + i % 6] ELSE "
                        + "(['I50.900', 'O80.000', '1', '310', 'ICD10CN', 'P07.1'])[1 + i % 6] END";
            case "DATE" ->
                "DATE '2020-01-01' + CAST(random() * " + (gaps > 0 ? "40000 - 20000" : "300") + " AS INTEGER)";
            case "TIMESTAMP" -> "TIMESTAMP '1950-01-01 08:00:00' + INTERVAL (CAST(random() * 9000 AS INTEGER)) DAY";
            case "DOUBLE" -> gaps > 0 ? "CASE WHEN i = 7 THEN 'NaN'::DOUBLE ELSE random() * 300 - 20 END" : "random()";
            case "BIGINT", "INTEGER" ->
                field.name().endsWith("concept_id") ? "(i * 7) % 9" : "CAST(random() * 300 AS INTEGER)";
            default -> "CAST(random() * 2000 - " + (gaps > 0 ? 300 : 0) + " AS DECIMAL(18,2))";
        };
        return "CAST(CASE WHEN random() < " + gaps + " THEN NULL ELSE " + value + " END AS " + field.type() + ")";
    }

    @Test
    void keysOfSeveralSourcesAreUnique() throws SQLException {
        assertThat(unique("SELECT i + 17592186044416 * (i % 3) - 5 AS k FROM range(300000) AS r(i)"))
                .isEqualTo(OptionalLong.of(300_000));
        assertThat(unique("SELECT CASE WHEN i % 2 = 0 THEN i END AS k FROM range(10) AS r(i)"))
                .isEqualTo(OptionalLong.of(5));
    }

    @Test
    void oneKeyTwiceIsSeen() throws SQLException {
        assertThat(unique("SELECT CASE WHEN i = 299999 THEN 3 ELSE i END AS k FROM range(300000) AS r(i)"))
                .isEmpty();
        assertThat(unique("SELECT -9223372036854775808 + i // 2 AS k FROM range(4) AS r(i)"))
                .isEmpty();
    }

    @Test
    void keysTooFarApartAreLeftToTheEngine() throws SQLException {
        assertThat(unique("SELECT i * 1000000007 AS k FROM range(5000) AS r(i)"))
                .isEmpty();
    }

    /** So few bits that rows share one by chance, and few enough values that many rows repeat. */
    @ParameterizedTest
    @ValueSource(ints = {3, 300, 1_000_000_000})
    void repeatsAreThoseOfGrouping(int values) throws SQLException {
        String select = "SELECT CASE WHEN i % 97 = 0 THEN NULL ELSE (hash(i) % " + values
                + ")::INTEGER END AS a, 'x' || (hash(i + 7) % 50) AS b, (hash(i + 9) % 3)::DECIMAL(18,2) AS c FROM range(50000) AS r(i)";
        String known = "t.\"a\" IS NOT NULL";
        try (CheckDatabase database = person(select)) {
            Repeats.Count found = Repeats.count(database, PERSON, known, "t.\"a\", t.\"b\", t.\"c\"", 10);
            List<Object> grouped = database.rows("SELECT sum(n), sum(n - 1) FROM (SELECT count(*) AS n FROM " + PERSON
                            + " AS t WHERE " + known + " GROUP BY a, b, c)")
                    .getFirst();
            assertThat(List.of(found.judged(), found.excess()))
                    .isEqualTo(
                            grouped.stream().map(n -> ((Number) n).longValue()).toList());
        }
    }

    private static final String PERSON = "standard.\"person\"";

    private OptionalLong unique(String select) throws SQLException {
        try (CheckDatabase database = person(select)) {
            return UniqueNumbers.count(database, PERSON, "k");
        }
    }

    private CheckDatabase person(String select) throws SQLException {
        Path file = temp.resolve("person.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet)");
        }
        assertThat(Files.exists(file)).isTrue();
        TreeMap<String, Path> tables = new TreeMap<>(Map.of("person", file));
        return CheckDatabase.open(new CheckedTables(tables, new TreeMap<>()), QualitySettings.threads(2));
    }
}
