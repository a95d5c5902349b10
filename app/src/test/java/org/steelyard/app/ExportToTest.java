package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.kernel.testing.LivePostgres;

/** {@code data standardise --export-to NAME}: an OMOP folder goes out to a database and comes in again as it was. */
class ExportToTest {

    private static final Map<String, String> FILES =
            Map.of("PERSON.csv", """
            PERSON_ID,GENDER_CONCEPT_ID,YEAR_OF_BIRTH,RACE_CONCEPT_ID,ETHNICITY_CONCEPT_ID
            1,8507,1950,0,0
            2,8532,1961,0,0
            """, "observation_period.csv", """
            observation_period_id,person_id,observation_period_start_date,observation_period_end_date,period_type_concept_id
            1,1,2020-01-01,2022-12-31,32817
            2,2,2020-02-01,2021-12-31,32817
            """, "drug_exposure.csv", """
            drug_exposure_id,person_id,drug_concept_id,drug_exposure_start_date,drug_exposure_end_date,drug_type_concept_id,drug_source_value
            1,1,11,2020-03-01,2020-03-30,32817,"a, ""b"" 心衰"
            2,2,12,2020-04-01,2020-04-30,32817,c
            """);

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void tables() throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Files.writeString(data.resolve(file.getKey()), file.getValue());
        }
    }

    private Cli standardise(String out, Object... more) {
        List<Object> words = new java.util.ArrayList<>(List.of(
                "data",
                "standardise",
                "--source",
                "omop",
                "--key",
                folder.resolve("keys").resolve("key.hex"),
                "--lang",
                "en",
                "--threads",
                "1",
                "--out",
                folder.resolve(out)));
        words.addAll(List.of(more));
        return Cli.run(words.toArray());
    }

    /** What the store holds, as OMOP files. */
    private Map<String, List<String>> omop(String out) throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve(out).resolve("omop"))) {
            for (Path file : files.toList()) {
                rows.put(file.getFileName().toString(), Files.readAllLines(file));
            }
        }
        return rows;
    }

    private void roundTrip(Path connections) throws IOException {
        Files.createDirectories(folder.resolve("keys"));
        Cli out = standardise(
                "first", "--data", data, "--connections", connections, "--export-to", "site", "--export", "csv");
        assertThat(out.exitCode()).as(out.said()).isZero();

        Cli back = standardise("second", "--connections", connections, "--database", "site", "--export", "csv");
        assertThat(back.exitCode()).as(back.said()).isZero();
        Map<String, List<String>> first = omop("first");
        Map<String, List<String>> second = omop("second");
        assertThat(second.keySet()).isEqualTo(first.keySet());
        first.forEach((file, rows) ->
                assertThat(String.join("\n", second.get(file))).as(file).isEqualTo(String.join("\n", rows)));
        assertThat(omop("first").get("drug_exposure.csv").toString()).contains("心衰");

        Cli again = standardise("third", "--data", data, "--connections", connections, "--export-to", "site");
        assertThat(again.exitCode()).as(again.said()).isEqualTo(2);
        assertThat(again.err()).contains("RAW-040");
    }

    @Test
    void aDuckDbFileIsMadeAndGivesTheStoreBack() throws IOException {
        roundTrip(Files.writeString(folder.resolve("connections.properties"), "site.file = site.duckdb\n"));
        assertThat(folder.resolve("site.duckdb")).exists();
    }

    @Test
    @Tag("slow")
    void aLivePostgresGivesTheStoreBack() throws IOException {
        Optional<String> missing = LivePostgres.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        String url = LivePostgres.shared().newDatabase();
        roundTrip(Files.writeString(
                folder.resolve("connections.properties"),
                "site.url = " + url + "\nsite.user = " + LivePostgres.USER + "\n"));
    }

    @Test
    void aConnectionThatIsNotNamedIsWrongUseAndNothingIsRead() throws IOException {
        Path connections = Files.writeString(folder.resolve("connections.properties"), "site.file = site.duckdb\n");
        Cli unknown = standardise("none", "--data", data, "--connections", connections, "--export-to", "other");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("--export-to").contains("site");
        assertThat(standardise("none", "--data", data, "--export-to", "site").exitCode())
                .isEqualTo(2);
        assertThat(folder.resolve("none")).doesNotExist();
        assertThat(folder.resolve("site.duckdb")).doesNotExist();
    }
}
