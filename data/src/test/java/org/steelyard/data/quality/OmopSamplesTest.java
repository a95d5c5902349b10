package org.steelyard.data.quality;

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
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.quality.CheckResult.Outcome;
import org.steelyard.data.quality.CheckResult.Status;
import org.steelyard.data.standard.StandardSchema;

/** All shipped checks run on two public OMOP data sets without breaking, the same on one thread and on two. */
@Tag("slow")
class OmopSamplesTest {

    @TempDir
    private Path temp = Path.of("");

    @Test
    void mimicIsJudgedWhole() throws SQLException, IOException {
        Map<String, CheckResult> results = run("mimic_iv_demo_omop_0.9");
        // 64-bit negative numbers are keys as good as others
        assertThat(status(results, "isPrimaryKey.person.person_id")).isEqualTo(Status.PASS);
        assertThat(status(results, "isForeignKey.condition_occurrence.person_id"))
                .isEqualTo(Status.PASS);
        assertThat(status(results, "isRequired.measurement.measurement_id")).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(status(results, "I1")).isEqualTo(Status.NOT_APPLICABLE);
        // the sample comes without the standard vocabulary: what its codes map to is not known, which is no pass
        assertThat(status(results, "isConceptKey.condition_occurrence.condition_concept_id"))
                .isEqualTo(Status.NOT_APPLICABLE);
        assertThat(rows(results, "isRequired.death.person_id")).isEqualTo(15);
        assertThat(rows(results, "isRequired.condition_occurrence.person_id")).isEqualTo(16_441);
    }

    @Test
    void syntheaIsJudgedWhole() throws SQLException, IOException {
        Map<String, CheckResult> results = run("synthea27nj");
        assertThat(rows(results, "isRequired.person.person_id")).isEqualTo(28);
        assertThat(status(results, "plausibleStartBeforeEnd.visit_occurrence.visit_start_date"))
                .isEqualTo(Status.PASS);
        assertThat(status(results, "plausibleConceptValueHigh.height")).isEqualTo(Status.PASS);
        assertThat(status(results, "plausibleGender.condition_occurrence.M")).isNotEqualTo(Status.ERROR);
    }

    private Map<String, CheckResult> run(String set) throws SQLException, IOException {
        Path folder = Path.of(System.getProperty("steelyard.shared", "../../shared"))
                .resolve("data/omop")
                .resolve(set);
        Assumptions.assumeTrue(Files.isDirectory(folder), "the shared data set " + set + " is not there");
        CheckedTables tables = new CheckedTables(parquet(folder), Map.of());
        List<Check> checks = CheckRows.shipped();
        QualityReport two = QualityChecks.run(tables, checks, QualitySettings.threads(2));
        QualityReport one = QualityChecks.run(tables, checks, QualitySettings.threads(1));

        assertThat(two.results()).isEqualTo(one.results());
        assertThat(two.results()).hasSameSizeAs(checks);
        assertThat(two.results().stream()
                        .filter(r -> r.status() == Status.ERROR)
                        .map(r -> r.check().id()))
                .isEmpty();
        QualityReport.Tally tally = two.tally();
        assertThat(tally.pass() + tally.fail() + tally.notApplicable()).isEqualTo(checks.size());
        Map<String, CheckResult> byId = new TreeMap<>();
        two.results().forEach(r -> byId.put(r.check().id(), r));
        return byId;
    }

    private static Status status(Map<String, CheckResult> results, String id) {
        return java.util.Objects.requireNonNull(results.get(id), id).status();
    }

    private static long rows(Map<String, CheckResult> results, String id) {
        return ((Outcome.Counted)
                        java.util.Objects.requireNonNull(results.get(id), id).outcome())
                .rows();
    }

    /** The files as typed tables, without the rest of the chain. */
    private Map<String, Path> parquet(Path folder) throws SQLException, IOException {
        Map<String, Path> tables = new TreeMap<>();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(f -> f.toString().endsWith(".csv")).forEach(files::add);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName())
                        .toLowerCase(Locale.ROOT)
                        .replace(".csv", "");
                if (StandardSchema.current().table(name).isPresent()) {
                    Path out = temp.resolve(name + ".parquet");
                    statement.execute("CREATE OR REPLACE TABLE t AS SELECT * FROM read_csv('" + file
                            + "', all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"')");
                    statement.execute(
                            "COPY (SELECT " + typed(connection, name) + " FROM t) TO '" + out + "' (FORMAT parquet)");
                    tables.put(name, out);
                }
            }
        }
        return tables;
    }

    private static String typed(Connection connection, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                java.sql.ResultSet names = statement.executeQuery("SELECT * FROM t LIMIT 0")) {
            for (int i = 1; i <= names.getMetaData().getColumnCount(); i++) {
                String column = names.getMetaData().getColumnName(i);
                String lower = column.toLowerCase(Locale.ROOT);
                StandardSchema.current()
                        .get(table)
                        .field(lower)
                        .ifPresent(f -> columns.add("TRY_CAST(\"" + column + "\" AS " + f.type() + ") AS " + lower));
            }
        }
        columns.add("CAST(0 AS INTEGER) AS src_file, CAST(NULL AS BIGINT) AS src_row");
        return String.join(", ", columns);
    }
}
