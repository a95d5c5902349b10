package org.steelyard.data.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.identity.IdentityKey;
import org.steelyard.data.identity.Pseudonyms;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.data.raw.Database;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.RawFolder;
import org.steelyard.data.raw.RawTable;
import org.steelyard.kernel.SteelyardException;

/** From a folder or a database to a store, pseudonyms first. */
class StandardIntakeTest {

    private static final IntakeSettings SETTINGS = IntakeSettings.DEFAULT.withThreads(1);

    @TempDir
    private Path folder;

    private StandardStore store(RawFolder.Tables found, Mapping mapping) {
        RawFolder.Job job = new RawFolder.Job(
                _ -> Map.of(),
                Pseudonyms.of(IdentityKey.of(new byte[IdentityKey.BYTES])),
                folder.resolve("raw"),
                SETTINGS);
        List<RawTable> raws = StandardIntake.intake(found, mapping, job);
        return Standardiser.run(raws, mapping, folder.resolve("store"), StandardSettings.DEFAULT.withThreads(1));
    }

    @Test
    void aFolderOfPlatformTablesGivesPseudonymsAndLeavesOtherFilesAlone() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(
                data.resolve("MDTRT_D.csv"),
                "MDTRT_ID,PSN_NO,PSN_NAME,CERTNO,MED_TYPE,BEGNTIME,ENDTIME\nm1,4201,张三,420101199001010014,21,2022-01-01 08:00:00,2022-01-05 09:00:00\n");
        Files.writeString(data.resolve("oprn_oprt_d.csv"), "mdtrt_id,psn_no,oprn_oprt_code,oprn_oprt_date\n");
        Files.writeString(data.resolve("truth.json"), "{\"planted\": {\"effect\": 1}}");
        Files.writeString(data.resolve("notes.md"), "not a table");
        RawFolder.Tables found = StandardIntake.find(data, Optional.empty(), SETTINGS);
        Mapping mapping = StandardIntake.mapping(found, Optional.empty());
        assertThat(mapping.id()).isEqualTo("platform");
        StandardStore store = store(found, mapping);
        assertThat(Raw.rows(store, "SELECT length(person_source_value), person_source_value = '4201' FROM person"))
                .containsExactly("32|false");
        assertThat(store.rows("visit_occurrence")).isEqualTo(1);
        assertThat(store.has("procedure_occurrence")).isFalse();
        assertThat(Files.readString(store.folder().resolve("store.json")))
                .doesNotContain("张三")
                .doesNotContain("4201011");
    }

    @Test
    void aLiveDatabaseOfOmopTablesIsReadAsItIs() throws SQLException {
        Path file = folder.resolve("cdm.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE person AS SELECT -5::BIGINT AS person_id, 8507 AS gender_concept_id, 1950 AS"
                            + " year_of_birth, 0 AS race_concept_id, 0 AS ethnicity_concept_id, 'x9' AS person_source_value");
            statement.execute(
                    "CREATE TABLE visit_occurrence AS SELECT 7::BIGINT AS visit_occurrence_id, -5::BIGINT AS person_id,"
                            + " 9201 AS visit_concept_id, DATE '2020-01-01' AS visit_start_date, DATE '2020-01-03' AS visit_end_date,"
                            + " 32817 AS visit_type_concept_id, 'ER' AS admitting_source_value");
            statement.execute("CREATE TABLE unrelated AS SELECT 1 AS a");
        }
        RawFolder.Tables found = RawFolder.find(new Database.DuckDbFile("hospital", file));
        StandardStore store = store(found, StandardIntake.mapping(found, Optional.of(Mappings.Kind.OMOP)));
        assertThat(Raw.rows(
                        store, "SELECT person_id, admitted_from_source_value, visit_end_date FROM visit_occurrence"))
                .containsExactly("-5|ER|2020-01-03");
        assertThat(Raw.rows(
                        store,
                        "SELECT observation_period_start_date, observation_period_end_date FROM observation_period"))
                .containsExactly("2020-01-01|2020-01-03");
    }

    @Test
    void aFolderThatNobodyKnowsSaysHowToMapIt() throws IOException {
        Path data = Files.createDirectories(folder.resolve("odd"));
        Files.writeString(data.resolve("things.csv"), "a,b\n1,2\n");
        RawFolder.Tables found = StandardIntake.find(data, Optional.empty(), SETTINGS);
        SteelyardException failure =
                catchThrowableOfType(SteelyardException.class, () -> StandardIntake.mapping(found, Optional.empty()));
        assertThat(failure.problems().getFirst().code()).isEqualTo(StandardError.NOTHING_TO_READ);
        assertThat(failure.problems().getFirst().remedy().en()).contains("data map");
    }
}
