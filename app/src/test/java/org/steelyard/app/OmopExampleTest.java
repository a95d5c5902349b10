package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The worked examples on two public OMOP sets, as a user runs them; the sets themselves are read where they lie. */
@Tag("slow")
class OmopExampleTest {

    private static final Path SETS = Path.of(System.getProperty("steelyard.shared", "../../shared"))
            .resolve("data")
            .resolve("omop");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void newUsersByCodesWhereThereAreNoAncestors() throws IOException {
        JsonNode results = run("protocol.yaml", set("synthea27nj"));

        assertThat(value(results, "emergency-crude")).isPositive();
        assertThat(people(results, "emergency-crude")).isBetween(5, 28);
    }

    @Test
    void firstUsersByIngredientInRealHospitalRecords() throws IOException, SQLException {
        Path set = set("mimic_iv_demo_omop_0.9");
        JsonNode results = run("mimic.yaml", set);

        List<Double> crude = differenceOfNights(set);
        assertThat(people(results, "stay-crude"))
                .isEqualTo(crude.get(0).intValue())
                .isGreaterThan(40);
        assertThat(value(results, "stay-crude")).isCloseTo(crude.get(1), within(1e-9));
        assertThat(value(results, "stay-overlap")).isFinite();
        assertThat(value(results, "death-adjusted")).isPositive();
        assertThat(Files.readString(folder.resolve("out").resolve("report.html")))
                .as("who entered and who stayed, from the cohort section")
                .contains("指标日年龄不小于 18 岁", "只取一生首次", "视为不符合该标准");
    }

    /** People, and the mean nights of pantoprazole less those of famotidine, by a query over the files themselves. */
    private static List<Double> differenceOfNights(Path set) throws SQLException {
        String t = "read_csv('" + set + "/%s.csv', header = true)";
        String sql = """
                WITH e AS (
                  SELECT person_id, drug_concept_id = 948078 AS treated, min(drug_era_start_date) AS d
                  FROM %s WHERE drug_concept_id IN (948078, 953076) GROUP BY ALL),
                o AS (SELECT e.* FROM e JOIN %s p ON p.person_id = e.person_id
                  AND d BETWEEN observation_period_start_date AND observation_period_end_date),
                k AS (SELECT * FROM o a WHERE NOT EXISTS (
                  SELECT 1 FROM o b WHERE b.person_id = a.person_id AND b.treated <> a.treated AND b.d <= a.d)),
                n AS (SELECT k.treated, (SELECT coalesce(sum(greatest(0, least(greatest(visit_end_date - d - 1,
                     visit_start_date - d), 30) - greatest(visit_start_date - d, 0) + 1)), 0) FROM %s v
                     WHERE v.person_id = k.person_id AND visit_concept_id IN (9201, 262, 8717)) AS nights
                  FROM k JOIN %s q ON q.person_id = k.person_id WHERE year(d) - year_of_birth >= 18)
                SELECT count(*), avg(nights) FILTER (WHERE treated) - avg(nights) FILTER (WHERE NOT treated) FROM n
                """.formatted(
                        t.formatted("drug_era"),
                        t.formatted("observation_period"),
                        t.formatted("visit_occurrence"),
                        t.formatted("person"));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return List.of(row.getDouble(1), row.getDouble(2));
        }
    }

    private static Path set(String name) {
        Path set = SETS.resolve(name);
        Assumptions.assumeTrue(Files.isDirectory(set), "the OMOP sample " + name + " is not there");
        return set;
    }

    private JsonNode run(String plan, Path data) throws IOException {
        Path out = folder.resolve("out");
        Path copy = Files.copy(Path.of("../examples/omop").resolve(plan), folder.resolve(plan));
        Cli run = Cli.run("run", copy, "--data", data, "--out", out, "--key", folder.resolve("id.key"));
        assertThat(run.exitCode()).as(run.said()).isZero();
        assertThat(out.resolve("governance.html")).isNotEmptyFile();
        return JsonMapper.shared().readTree(out.resolve("results.json").toFile());
    }

    private static JsonNode estimate(JsonNode results, String analysis) {
        return results.path("estimates")
                .valueStream()
                .filter(e -> e.path("analysis").asString().equals(analysis))
                .findFirst()
                .orElseThrow();
    }

    private static double value(JsonNode results, String analysis) {
        return estimate(results, analysis).path("value").asDouble();
    }

    private static int people(JsonNode results, String analysis) {
        return estimate(results, analysis).path("n").asInt();
    }
}
