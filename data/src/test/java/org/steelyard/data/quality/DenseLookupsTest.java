package org.steelyard.data.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.standard.StandardSchema;
import org.steelyard.data.standard.StandardSchema.Field;
import org.steelyard.data.standard.StandardSchema.Table;

/**
 * Lookups by arrays and by joins find the same: over random tables full of gaps and of keys that lead nowhere, every shipped check
 * counts the same rows, whether identifiers lie close together (arrays) or a thousand million apart (joins).
 */
class DenseLookupsTest {

    private static final long SEED = Long.getLong("seed", 20261123);
    private static final int ROWS = 900;
    private static final Set<String> IDENTIFIERS = Set.of(
            "person_id",
            "visit_occurrence_id",
            "claim_id",
            "care_site_id",
            "provider_id",
            "claim_detail_id",
            "location_id");
    private static final List<String> TABLES = List.of(
            "person",
            "death",
            "visit_occurrence",
            "condition_occurrence",
            "procedure_occurrence",
            "drug_exposure",
            "observation_period",
            "care_site",
            "claim_settlement",
            "claim_detail");

    @TempDir
    Path folder;

    private static String hash(String column) {
        return "(hash(i, '" + column + "', " + SEED + ") % 100000)::BIGINT";
    }

    private static String value(Table table, Field field, long apart) {
        String h = hash(table.name() + field.name());
        if (IDENTIFIERS.contains(field.name())) {
            boolean own = table.id().filter(field::equals).isPresent();
            int many = field.name().equals("care_site_id") ? 3 : ROWS + 20;
            return own ? "i * " + apart : "(1 + " + h + " % " + many + ") * " + apart;
        }
        if (field.name().equals(StandardSchema.SOURCE_VOCABULARY)) {
            return "['ICD10CN', 'ICD9CM3CN'][1 + (" + h + " % 2)::INTEGER]";
        }
        if (field.name().equals("gender_concept_id")) {
            return "[8507, 8532][1 + (" + h + " % 2)::INTEGER]";
        }
        return switch (field.type()) {
            case "BIGINT" ->
                field.primaryKey()
                        ? "i"
                        : "[0, 8507, 8532, 9201, 9202, 192671, 4000000000][1 + (" + h + " % 7)::INTEGER]";
            case "INTEGER" -> field.name().equals("year_of_birth") ? "1935 + " + h + " % 89" : h + " % 40";
            case "DATE" -> "DATE '2020-01-01' + (" + h + " % 1200)::INTEGER";
            case "TIMESTAMP" -> "NULL";
            case "DOUBLE" -> "(" + h + " % 400) / 4.0";
            case "VARCHAR" ->
                "['I50.900', 'O80.000', 'C61.900', 'R50.900', '', ' ', 'O82.000', 'C56.x00', '74.1x01'][1 + (" + h
                        + " % 9)::INTEGER]";
            default -> "(" + h + " % 30000) / 100";
        };
    }

    private static String select(Table table, long apart) {
        return table.fields().stream()
                .map(f -> {
                    boolean key = f.primaryKey() && table.id().isPresent();
                    String value = value(table, f, apart);
                    String gaps =
                            key ? value : "CASE WHEN " + hash("gap" + f.name()) + " % 6 > 0 THEN " + value + " END";
                    return "CAST(" + gaps + " AS " + f.type() + ") AS \"" + f.name() + "\"";
                })
                .collect(Collectors.joining(", ", "SELECT ", " FROM range(1, " + (ROWS + 1) + ") r(i)"));
    }

    private CheckedTables tables(long apart) throws SQLException, IOException {
        Path into = Files.createDirectories(folder.resolve("apart-" + apart));
        TreeMap<String, Path> out = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (String name : TABLES) {
                Path file = into.resolve(name + ".parquet");
                statement.execute("COPY (" + select(StandardSchema.current().get(name), apart) + ") TO '" + file
                        + "' (FORMAT parquet)");
                out.put(name, file);
            }
        }
        return new CheckedTables(out, new TreeMap<>());
    }

    private static Map<String, CheckResult.Outcome> outcomes(CheckedTables tables) {
        Map<String, CheckResult.Outcome> out = new TreeMap<>();
        QualityChecks.run(tables, CheckRows.shipped(), QualitySettings.threads(2))
                .results()
                .forEach(r -> out.put(r.check().id(), r.outcome()));
        return out;
    }

    @Test
    void everyCheckCountsTheSameWhereverIdentifiersLie() throws SQLException, IOException {
        System.out.println("seed " + SEED);
        Map<String, CheckResult.Outcome> close = outcomes(tables(1));
        Map<String, CheckResult.Outcome> apart = outcomes(tables(1_000_000_007L));

        assertThat(close.values()).noneMatch(o -> o instanceof CheckResult.Outcome.Broken);
        assertThat(close).isEqualTo(apart);
        for (String id : List.of(
                "isForeignKey.claim_detail.person_id",
                "plausibleAfterBirth.condition_occurrence.condition_start_date",
                "plausibleBeforeDeath.drug_exposure.drug_exposure_start_date",
                "withinVisitDates.procedure_occurrence.procedure_date",
                "I5",
                "DQ09.diagnosis.F",
                "DQ21.site")) {
            CheckResult.Outcome outcome = close.get(id);
            assertThat(outcome).as(id).isInstanceOf(CheckResult.Outcome.Counted.class);
            CheckResult.Outcome.Counted counted = (CheckResult.Outcome.Counted) outcome;
            assertThat(counted.rows()).as(id).isPositive();
        }
    }
}
