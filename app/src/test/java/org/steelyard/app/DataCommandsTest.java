package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code data map} and {@code data standardise}, as a user calls them. */
class DataCommandsTest {

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void tables() throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(
                data.resolve("clinic.csv"),
                "患者编号,姓名,性别,就诊日期,诊断编码\nA1,王小明,男,2023/3/4,I50.900\nA2,李丽,女,2023/4/11,I10.x00\n");
    }

    private Cli standardise(Object... more) {
        Object[] args = new Object[more.length + 10];
        Object[] head = {
            "data",
            "standardise",
            "--data",
            data,
            "--out",
            folder.resolve("out"),
            "--key",
            folder.resolve("key.hex"),
            "--lang",
            "en"
        };
        System.arraycopy(head, 0, args, 0, head.length);
        System.arraycopy(more, 0, args, head.length, more.length);
        return Cli.run(args);
    }

    @Test
    void aProposalBecomesAStoreAndOmopFiles() throws IOException {
        Path mapping = folder.resolve("my.yaml");
        assertThat(Cli.run("data", "map", data, "--out", mapping).exitCode()).isZero();
        assertThat(Files.readString(mapping)).contains("identity: person").doesNotContain("王小明");
        assertThat(Cli.run("data", "map", data, "--out", mapping, "--lang", "en"))
                .satisfies(again -> assertThat(again.exitCode()).isEqualTo(2))
                .satisfies(again -> assertThat(again.err()).contains("The file exists"));
        Cli done = standardise("--mapping", mapping, "--export", "csv", "--cdm", "5.3", "--threads", "1");
        assertThat(done.exitCode()).as(done.said()).isZero();
        assertThat(folder.resolve("out/store/store.json")).exists();
        assertThat(folder.resolve("key.hex")).exists();
        assertThat(Files.readString(folder.resolve("out/omop/condition_occurrence.csv")))
                .contains("I50.900")
                .doesNotContain("src_row");
    }

    @Test
    void theTablesOfADatabaseGetAProposalToo() throws Exception {
        Path file = folder.resolve("clinic.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE \"门诊 2024\" AS SELECT 'A1' AS 患者编号, DATE '2024-01-02' AS 就诊日期");
        }
        Path connections = Files.writeString(folder.resolve("c.properties"), "clinic.file = clinic.duckdb\n");
        Cli drafted = Cli.run("data", "map", "--connections", connections);
        assertThat(drafted.exitCode()).as(drafted.said()).isZero();
        assertThat(drafted.out()).contains("'门诊 2024':", "identity: person", "type: datetime");
        assertThat(Cli.run("data", "map").exitCode()).isEqualTo(2);
    }

    @Test
    void aFolderOfUnknownTablesAndWrongOptionsAreTold() {
        assertThat(standardise())
                .satisfies(c -> assertThat(c.exitCode()).isEqualTo(11))
                .satisfies(c -> assertThat(c.err()).contains("STD-009").contains("data map"));
        assertThat(standardise("--source", "omop").err()).contains("STD-");
        assertThat(standardise("--source", "nonsense").exitCode()).isEqualTo(2);
        assertThat(standardise("--cdm", "6").exitCode()).isEqualTo(2);
        assertThat(Cli.run("data", "map", folder.resolve("none")).exitCode()).isEqualTo(2);
    }
}
