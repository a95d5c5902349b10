package org.steelyard.data.governance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.quality.Check;
import org.steelyard.data.quality.CheckResult;
import org.steelyard.data.quality.CheckRows;
import org.steelyard.data.quality.CheckedTables;
import org.steelyard.data.quality.FitResult;
import org.steelyard.data.quality.QualityReport;
import org.steelyard.data.quality.QualitySettings;
import org.steelyard.data.standard.MappingCoverage;
import org.steelyard.data.standard.StoreManifest;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Text;

class GovernanceJsonTest {

    @TempDir
    private Path temp = Path.of("");

    @Test
    void theJsonFollowsItsPublishedSchema() throws IOException {
        String json = new String(GovernanceJson.write(report()), StandardCharsets.UTF_8);
        try (InputStream in = GovernanceJson.class.getResourceAsStream("/schema/governance-1.schema.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in);
            assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
            assertThat(schema.validate(json.replace("\"governance-1\"", "\"governance-9\""), InputFormat.JSON))
                    .isNotEmpty();
        }
        assertThat(json).contains("\"status\" : \"NOT_APPLICABLE\"", "\"amountAfter\" : 90.50");
    }

    @Test
    void equalReportsGiveEqualBytes() {
        assertThat(GovernanceJson.write(report())).isEqualTo(GovernanceJson.write(report()));
    }

    @Test
    void theSameSeedDrawsTheSameSampleOnAnyNumberOfThreads() throws SQLException, IOException {
        Path file = temp.resolve("person.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "COPY (SELECT p AS person_id, CAST(0 AS INTEGER) AS src_file, p + 1 AS src_row FROM range(1, 501)"
                            + " AS r(p)) TO '" + file + "' (FORMAT parquet)");
        }
        CheckedTables tables = new CheckedTables(Map.of("person", file), Map.of());
        Map<Integer, String> files = Map.of(0, "=people.csv");
        List<AuditSample.Sampled> one = AuditSample.draw(tables, files, 20, 7, QualitySettings.threads(1));
        List<AuditSample.Sampled> two = AuditSample.draw(tables, files, 20, 7, QualitySettings.threads(2));
        List<AuditSample.Sampled> other = AuditSample.draw(tables, files, 20, 8, QualitySettings.threads(1));

        assertThat(one).hasSize(20).isEqualTo(two).isNotEqualTo(other);
        assertThat(one).allSatisfy(s -> assertThat(s.row()).isBetween(2L, 501L));
        AuditSample.writeCsv(one, temp.resolve("a.csv"));
        AuditSample.writeExcel(one, temp.resolve("a.xlsx"));
        assertThat(Files.readAllLines(temp.resolve("a.csv"))).hasSize(21);
        assertThat(Files.size(temp.resolve("a.xlsx"))).isPositive();
    }

    private static GovernanceReport report() {
        List<Check> checks = CheckRows.shipped().subList(0, 3);
        Text text = Text.of("文", "text");
        return new GovernanceReport(
                text,
                Optional.of(new GovernanceReport.PlanFacts("p", "1", Digest.of("plan"))),
                "dev",
                List.of(new GovernanceReport.SourceFacts(
                        0,
                        "a.csv",
                        "platform",
                        "csv",
                        "UTF-8",
                        10,
                        Digest.of("a").hex(),
                        List.of(text))),
                new GovernanceReport.IdentityFacts(
                        "HMAC-SM3", "abc", List.of("a.psn_no"), List.of("a.psn_name"), List.of()),
                List.of(new StepCount(
                        "standardise",
                        "a",
                        "valid",
                        10,
                        9,
                        Optional.of(new BigDecimal("100.00")),
                        Optional.of(new BigDecimal("90.50")),
                        text)),
                List.of(new GovernanceReport.TableRows("person", 9)),
                Optional.of(new StoreManifest.Period(LocalDate.of(2021, 1, 1), LocalDate.of(2023, 12, 31))),
                List.of(new MappingCoverage("drug_exposure", "drug_source_value", "NHSA_DRUG", 9, 8, 1, 0, 3, 2, 0)),
                List.of("starter 1"),
                new QualityReport(List.of(
                        new CheckResult(checks.get(0), new CheckResult.Outcome.Counted(10, 1, List.of(text))),
                        new CheckResult(
                                checks.get(1), new CheckResult.Outcome.NotApplicable(CheckResult.Reason.NO_ROWS, text)),
                        new CheckResult(checks.get(2), new CheckResult.Outcome.Broken("SQLException")))),
                List.of(new FitResult(
                        FitResult.Kind.CONCEPT_SET,
                        text,
                        FitResult.Verdict.LIMITED,
                        OptionalDouble.of(0.5),
                        OptionalDouble.of(0.95),
                        Optional.of(100L),
                        Optional.empty(),
                        List.of(new FitResult.YearCount(2022, 100)),
                        text)),
                List.of(text));
    }
}
