package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.app.store.StepKey;
import org.steelyard.app.store.StepStore;
import org.steelyard.cohort.event.EventCohorts;
import org.steelyard.cohort.event.EventSettings;
import org.steelyard.cohort.event.EventTable;
import org.steelyard.data.raw.Database;
import org.steelyard.data.standard.StandardStore;
import org.steelyard.data.standard.StandardStore.OmopFormat;
import org.steelyard.data.standard.StandardStore.OmopVersion;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.testing.LivePostgres;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.ProtocolFile;

/**
 * The same small OMOP data in every form in which they may come give the same cohort, row for row: through ancestors, eras, prior
 * observation, the common period and time at risk with an offset.
 */
@Tag("slow")
class OmopFormsTest {

    @TempDir
    private Path folder = Path.of("");

    /** Tables of a made-up set; {@code seed} makes other people. Drugs 11 and 12 hold ingredient 1, drug 21 ingredient 2. */
    private static Map<String, String> world(int seed) {
        String h = "(hash(p * 1000 + k + " + seed * 7_919 + ") % 10000)::BIGINT";
        String day = "(DATE '2020-01-01' + (" + h + " % 700)::INTEGER)";
        Map<String, String> sql = new LinkedHashMap<>();
        sql.put(
                "person",
                "SELECT p AS person_id, CASE WHEN hash(p + " + seed
                        + ") % 2 = 0 THEN 8507 ELSE 8532 END AS gender_concept_id, 1940 + (hash(p * 3 + " + seed
                        + ") % 40)::INTEGER AS year_of_birth, 0 AS race_concept_id, 0 AS ethnicity_concept_id, 'src' || p AS"
                        + " person_source_value FROM range(1, 81) t(p)");
        sql.put(
                "observation_period",
                "SELECT p AS observation_period_id, p AS person_id, DATE '2019-11-01' + (hash(p * 5 + " + seed
                        + ") % 120)::INTEGER AS observation_period_start_date, DATE '2023-01-01' - (hash(p * 11 + "
                        + seed
                        + ") % 300)::INTEGER AS observation_period_end_date, 32817 AS period_type_concept_id FROM range(1, 81) t(p)");
        sql.put(
                "drug_exposure",
                "SELECT p * 10 + k AS drug_exposure_id, p AS person_id, [11, 12, 21, 21, 99][(" + h
                        + " % 5)::INTEGER + 1] AS drug_concept_id, " + day + " AS drug_exposure_start_date, " + day
                        + " + 20 AS drug_exposure_end_date, 32817 AS drug_type_concept_id, 'D' || (" + h
                        + " % 5) AS drug_source_value FROM range(1, 81) t(p), range(0, 3) u(k)");
        sql.put(
                "visit_occurrence",
                "SELECT p * 10 + k AS visit_occurrence_id, p AS person_id, [9201, 9202, 9203][(" + h
                        + " % 3)::INTEGER + 1] AS visit_concept_id, " + day + " AS visit_start_date, " + day
                        + " + 2 AS visit_end_date, 32817 AS visit_type_concept_id, 8870 AS admitted_from_concept_id, 'ER' AS"
                        + " admitted_from_source_value FROM range(1, 81) t(p), range(3, 9) u(k)");
        sql.put(
                "concept_ancestor",
                "SELECT * FROM (VALUES (1, 1, 0, 0), (1, 11, 1, 1), (1, 12, 1, 1), (2, 2, 0, 0), (2, 21, 1, 1)) AS"
                        + " t(ancestor_concept_id, descendant_concept_id, min_levels_of_separation, max_levels_of_separation)");
        return sql;
    }

    /** How a table is written. */
    private interface Writer {
        void write(Statement statement, String table, String sql, Path into) throws SQLException, IOException;
    }

    private static void csv(Statement statement, String table, String sql, Path into) throws SQLException {
        statement.execute("COPY (" + sql + " ORDER BY 1, 2) TO '" + into.resolve(table + ".csv") + "' (HEADER)");
    }

    private static void gz(Statement statement, String table, String sql, Path into) throws SQLException, IOException {
        csv(statement, table, sql, into);
        Path plain = into.resolve(table + ".csv");
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(into.resolve(table.toUpperCase(Locale.ROOT) + ".csv.gz")))) {
            Files.copy(plain, out);
        }
        Files.delete(plain);
    }

    private static void parquet(Statement statement, String table, String sql, Path into) throws SQLException {
        statement.execute(
                "COPY (" + sql + " ORDER BY 1, 2) TO '" + into.resolve(table + ".parquet") + "' (FORMAT parquet)");
    }

    /** As R writes a data frame: NA where there is nothing, and whole columns of it. */
    private static void asInR(Statement statement, String table, String sql, Path into) throws SQLException {
        String more = switch (table) {
            case "person" -> ", NULL::INTEGER AS month_of_birth, NULL::TIMESTAMP AS birth_datetime";
            case "drug_exposure" -> ", NULL::VARCHAR AS sig, NULL::DATE AS verbatim_end_date, NULL::DOUBLE AS quantity";
            default -> "";
        };
        statement.execute("COPY (SELECT *" + more + " FROM (" + sql + ") ORDER BY 1, 2) TO '"
                + into.resolve(table + ".csv") + "' (HEADER, NULLSTR 'NA')");
    }

    /** Names of version 5.3. */
    private static void old(Statement statement, String table, String sql, Path into) throws SQLException {
        csv(
                statement,
                table,
                "SELECT * FROM ("
                        + sql.replace("admitted_from_concept_id", "admitting_source_concept_id")
                                .replace("admitted_from_source_value", "admitting_source_value")
                        + ")",
                into);
    }

    private Path set(String name, int seed, Writer writer) throws SQLException, IOException {
        Path into = Files.createDirectories(folder.resolve(name));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> table : world(seed).entrySet()) {
                writer.write(statement, table.getKey(), table.getValue(), into);
            }
        }
        return into;
    }

    private static String text() throws IOException {
        return Files.readString(Path.of("../examples/omop/protocol.yaml"))
                .replace(
                        "items: [{code: \"310965\"}, {code: \"198405\"}, {code: \"849574\"}]",
                        "items: [{concept: 1, descendants: true}]")
                .replace("items: [{prefix: \"31378\"}]", "items: [{concept: 2, descendants: true}]")
                .replace(
                        "  covariates:\n    - {name: age,",
                        "  covariates:\n    - {name: era, label: {zh: 用药时段, en: An era}, kind: any, event: {domain: drug-era, concepts: acetaminophen},"
                                + " window: {from: 1, to: 400}}\n    - {name: age,")
                .replace("startOffset: 1,", "startOffset: 7,");
    }

    private static Protocol plan(String text) {
        return ProtocolFile.parse(text.getBytes(StandardCharsets.UTF_8), "protocol.yaml");
    }

    private Map<String, StandardStore> stores(Protocol protocol, String name, Optional<Path> connections)
            throws Exception {
        EventSources sources = new EventSources(
                new EventSources.Request(
                        protocol.data().sources(),
                        folder.resolve("protocol.yaml"),
                        folder.resolve(name),
                        Optional.of(folder.resolve("keys").resolve("id.key")),
                        connections,
                        List.of(),
                        folder.resolve("work-" + name.replace("/", "-")),
                        1,
                        org.steelyard.data.EngineMemory.standard()),
                Progress.standard(Lang.EN));
        Map<String, StandardStore> stores = new LinkedHashMap<>();
        StepStore steps = new StepStore(folder.resolve("steps-" + name.replace("/", "-")), event -> {});
        for (EventSources.Read read : sources.read()) {
            stores.put(read.source().id(), sources.standardise(read, steps, StepKey.of("test")));
        }
        return stores;
    }

    private List<String> cohort(String text, String name, Optional<Path> connections) throws Exception {
        Protocol protocol = plan(text);
        return rows(protocol, stores(protocol, name, connections));
    }

    private List<String> rows(Protocol protocol, Map<String, StandardStore> stores) throws Exception {
        EventTable table = EventCohorts.build(
                protocol,
                stores,
                Files.createTempDirectory(folder, "cohort"),
                EventSettings.duckDb(1, Optional.empty(), Optional.empty()));
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT treated, index_date, days_at_risk, era, age, sex, visits, emergency, emergency_days FROM read_parquet('"
                                + table.parquet() + "') ORDER BY ALL")) {
            while (found.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.append(found.getString(i)).append('|');
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    @Test
    void everyFormOfAFolderGivesTheSameCohort() throws Exception {
        set("csv", 1, OmopFormsTest::csv);
        set("gz", 1, OmopFormsTest::gz);
        set("parquet", 1, OmopFormsTest::parquet);
        set("v53", 1, OmopFormsTest::old);
        List<String> expected = cohort(text(), "csv", Optional.empty());

        assertThat(expected).hasSizeGreaterThan(30);
        assertThat(expected.stream().filter(r -> r.startsWith("1|")).count()).isBetween(10L, 60L);
        for (String form : List.of("gz", "parquet", "v53")) {
            assertThat(cohort(text(), form, Optional.empty())).as(form).isEqualTo(expected);
        }
    }

    @Test
    void whatMeansMissingMayBeDeclared() throws Exception {
        set("csv", 1, OmopFormsTest::csv);
        set("fromR", 1, OmopFormsTest::asInR);
        String declared = text().replace("folder: \".\"", "folder: \".\"\n      missing: [NA]");

        assertThat(cohort(declared, "fromR", Optional.empty())).isEqualTo(cohort(text(), "csv", Optional.empty()));

        Cli refused = Cli.run((Object[]) standardise("fromR"));
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.err())
                .contains("birth_datetime")
                .contains("80 say \"NA\"")
                .contains("--missing");
        assertThat(folder.resolve("out/store")).doesNotExist();
        Cli again = Cli.run((Object[]) standardise("fromR", "--missing", "NA"));
        assertThat(again.exitCode()).as(again.err()).isZero();
    }

    private String[] standardise(String name, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "data",
                "standardise",
                "--lang",
                "en",
                "--data",
                folder.resolve(name).toString(),
                "--key",
                folder.resolve("own.key").toString(),
                "--out",
                folder.resolve("out").toString()));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    @Test
    void aDuckDbDatabaseGivesTheCohortOfTheFolder() throws Exception {
        set("csv", 1, OmopFormsTest::csv);
        Path database = folder.resolve("site.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> table : world(1).entrySet()) {
                statement.execute("CREATE TABLE " + table.getKey() + " AS " + table.getValue() + " ORDER BY 1, 2");
            }
        }
        Path connections = Files.writeString(folder.resolve("c.properties"), "site.file = site.duckdb\n");
        String live = text().replace("folder: \".\"", "connection: site");

        assertThat(cohort(live, "live", Optional.of(connections)))
                .isEqualTo(cohort(text(), "csv", Optional.empty()))
                .isNotEmpty();
    }

    /** Written by us, and read as any database is: the rows come back in the order of their keys. */
    @Test
    void whatGoesOutToADatabaseGivesTheSameCohortWhenItComesBack() throws Exception {
        set("csv", 1, OmopFormsTest::csv);
        Map<String, StandardStore> stores = stores(plan(text()), "csv", Optional.empty());
        List<String> expected = rows(plan(text()), stores);
        String live = text().replace("folder: \".\"", "connection: site");
        for (OmopVersion version : OmopVersion.values()) {
            Path file = folder.resolve("out-" + version + ".duckdb");
            stores.get("omop").exportOmop(new Database.DuckDbFile("site", file), version);
            Path connections = Files.writeString(
                    folder.resolve("d" + version + ".properties"), "site.file = " + file.getFileName() + "\n");
            assertThat(cohort(live, "duckdb-" + version, Optional.of(connections)))
                    .as("DuckDB " + version)
                    .isEqualTo(expected);
        }
        Optional<String> missing = LivePostgres.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        for (OmopVersion version : OmopVersion.values()) {
            String url = LivePostgres.shared().newDatabase();
            stores.get("omop")
                    .exportOmop(
                            new Database.Jdbc(
                                    "site",
                                    url,
                                    Optional.of(new Database.Login(LivePostgres.USER, "")),
                                    Optional.empty()),
                            version);
            Path connections = Files.writeString(
                    folder.resolve("p" + version + ".properties"),
                    "site.url = " + url + "\nsite.user = " + LivePostgres.USER + "\n");
            assertThat(cohort(live, "postgres-" + version, Optional.of(connections)))
                    .as("PostgreSQL " + version)
                    .isEqualTo(expected);
        }
    }

    @Test
    void whatGoesOutAs53OrAsParquetGivesTheSameCohortWhenItComesBack() throws Exception {
        set("csv", 1, OmopFormsTest::csv);
        Protocol protocol = plan(text());
        Map<String, StandardStore> stores = stores(protocol, "csv", Optional.empty());
        List<String> expected = rows(protocol, stores);
        StandardStore store = stores.get("omop");
        for (OmopVersion version : OmopVersion.values()) {
            for (OmopFormat format : OmopFormat.values()) {
                String name = "out-" + version + "-" + format;
                store.exportOmop(folder.resolve(name), format, version);
                assertThat(cohort(text(), name, Optional.empty())).as(name).isEqualTo(expected);
            }
        }
    }

    @Test
    void withoutDescendantsOrTheCommonPeriodItIsAnotherCohort() throws Exception {
        set("csv", 1, OmopFormsTest::csv);
        Protocol protocol = plan(text());
        Map<String, StandardStore> stores = stores(protocol, "csv", Optional.empty());
        List<String> expected = rows(protocol, stores);
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("commonPeriod: true", "commonPeriod: false");
        changes.put("priorObservation: 30", "priorObservation: 200");
        changes.put("startOffset: 7", "startOffset: 1");
        changes.put("endOffset: 1095", "endOffset: 90");
        for (Map.Entry<String, String> change : changes.entrySet()) {
            assertThat(rows(plan(text().replace(change.getKey(), change.getValue())), stores))
                    .as(change.getValue())
                    .isNotEmpty()
                    .isNotEqualTo(expected);
        }
    }

    @Test
    void externalControlsComeFromTheOtherSource() throws Exception {
        set("both/own", 1, OmopFormsTest::csv);
        set("both/registry", 2, OmopFormsTest::csv);
        String apart = text().replace("commonPeriod: true", "commonPeriod: false")
                .replace("bothArms: keep-first", "bothArms: keep-all");
        String second = """
                    - id: registry
                      name: {zh: 登记库, en: A registry}
                      kind: research-dataset
                      format: omop
                      folder: registry
                      description: {zh: 登记, en: A registry}
                      period: {zh: 随数据, en: As the data}
                """;
        String external = apart.replace("folder: \".\"", "folder: own")
                .replace("  missing: []\n", second + "  missing: []\n")
                .replace(
                        "concepts: acetaminophen}, firstOnly: true}",
                        "concepts: acetaminophen}, firstOnly: true, source: registry}");

        List<String> own = cohort(apart, "both/own", Optional.empty());
        List<String> registry = cohort(apart, "both/registry", Optional.empty());
        List<String> expected = new ArrayList<>(
                registry.stream().filter(r -> r.startsWith("0|")).toList());
        expected.addAll(own.stream().filter(r -> r.startsWith("1|")).toList());

        assertThat(own).isNotEqualTo(registry);
        assertThat(cohort(external, "both", Optional.empty()))
                .isEqualTo(expected)
                .hasSizeGreaterThan(30);
    }
}
