package org.steelyard.data.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.DataError;
import org.steelyard.data.identity.IdentityError;
import org.steelyard.data.identity.Treatment;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.data.standard.StandardIntake;
import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.testing.LivePostgres;

/** Tables of databases become raw tables with their own types; what a driver says never reaches a user. */
class DatabasesTest {

    @TempDir
    Path folder;

    private static final String PASSWORD = "pass-word-42";

    private static SteelyardException refused(ErrorCode code, ThrowingCallable call) {
        SteelyardException e = catchThrowableOfType(SteelyardException.class, call);
        assertThat(e.problems().getFirst().code()).isEqualTo(code);
        for (Lang lang : Lang.values()) {
            assertThat(e.problems().getFirst().in(lang)).contains(code.id()).doesNotContain(PASSWORD);
        }
        return e;
    }

    private Path database() {
        Path file = folder.resolve("site.duckdb");
        Raw.duckdb(
                "ATTACH '" + file + "' AS d",
                "CREATE SCHEMA d.cdm",
                "CREATE TABLE d.cdm.person (psn_no VARCHAR, id BIGINT PRIMARY KEY, amt DECIMAL(16,2), born DATE, seen TIMESTAMP, ok BOOLEAN, x DOUBLE, t VARCHAR)",
                "INSERT INTO d.cdm.person VALUES ('p1', 2, 1.50, DATE '1950-03-01', TIMESTAMP '2024-01-31 08:30:05.5', true, 0.1, ''), ('p2', -9223372036854775807, NULL, NULL, NULL, NULL, NULL, NULL)",
                "CREATE TABLE d.main.notes (id BIGINT, memo VARCHAR, xs INTEGER[])",
                "INSERT INTO d.main.notes VALUES (1, 'x', [1])");
        return file;
    }

    private RawTable read(Database database, String table, Map<String, Treatment> columns) {
        return Raw.intake(
                RawSource.Table.of(database, table),
                columns,
                folder.resolve("out").resolve("t.parquet"));
    }

    private Database.Jdbc jdbc(Path file) {
        return new Database.Jdbc("site", "jdbc:duckdb:" + file, Optional.empty(), Optional.empty());
    }

    @Test
    void aDuckDbFileIsReadAsItIs() {
        Database.DuckDbFile file = new Database.DuckDbFile("site", database());
        assertThat(RawFolder.find(file).tables().keySet()).containsExactly("notes", "person");
        RawTable table = read(file, "cdm.PERSON", Map.of());
        assertThat(table.columns().stream().map(RawColumn::duckdbType))
                .containsExactly(
                        "VARCHAR", "BIGINT", "DECIMAL(16,2)", "DATE", "TIMESTAMP", "BOOLEAN", "DOUBLE", "VARCHAR");
        assertThat(Raw.rows(table))
                .containsExactly(
                        List.of(
                                Raw.KEY.of("psn_no", "p1"),
                                "2",
                                "1.50",
                                "1950-03-01",
                                "2024-01-31 08:30:05.5",
                                "true",
                                "0.1",
                                "",
                                "1"),
                        List.of(Raw.KEY.of("psn_no", "p2"), "-9223372036854775807", "∅", "∅", "∅", "∅", "∅", "∅", "2"));
        assertThat(table.input().format()).isEqualTo("duckdb");
    }

    @Test
    void jdbcGivesTheSameInTheOrderOfThePrimaryKey() {
        RawTable table = read(jdbc(database()), "person", Map.of());
        assertThat(table.columns().stream().map(RawColumn::duckdbType))
                .containsExactly(
                        "VARCHAR", "BIGINT", "DECIMAL(16,2)", "DATE", "TIMESTAMP", "BOOLEAN", "DOUBLE", "VARCHAR");
        assertThat(Raw.rows(table))
                .containsExactly(
                        List.of(Raw.KEY.of("psn_no", "p2"), "-9223372036854775807", "∅", "∅", "∅", "∅", "∅", "∅", "1"),
                        List.of(
                                Raw.KEY.of("psn_no", "p1"),
                                "2",
                                "1.50",
                                "1950-03-01",
                                "2024-01-31 08:30:05.5",
                                "true",
                                "0.1",
                                "",
                                "2"));
        assertThat(table.input().rows()).isEqualTo(2);
        assertThat(read(jdbc(folder.resolve("site.duckdb")), "person", Map.of())
                        .input()
                        .sha256())
                .isEqualTo(table.input().sha256());
    }

    @Test
    void identitiesInDatabasesMustBeDeclaredToo() {
        Path file = database();
        for (Database database : List.of(jdbc(file), new Database.DuckDbFile("site", file))) {
            refused(IdentityError.UNDECLARED_FREE_TEXT, () -> read(database, "notes", Map.of()));
            refused(
                    DataError.UNSUPPORTED_COLUMN,
                    () -> read(database, "notes", Map.of("memo", Treatment.DROP, "xs", Treatment.KEEP)));
            assertThat(Raw.rows(read(database, "notes", Map.of("memo", Treatment.DROP))))
                    .containsExactly(List.of("1", "1"));
        }
    }

    @Test
    void aTableThatIsNotThereIsNamed() {
        Path file = database();
        refused(RawError.MISSING_TABLE, () -> read(jdbc(file), "visit", Map.of()));
        refused(RawError.MISSING_TABLE, () -> read(new Database.DuckDbFile("site", file), "visit", Map.of()));
        refused(
                DataError.MISSING_FILE,
                () -> read(new Database.DuckDbFile("site", folder.resolve("none")), "visit", Map.of()));
        Raw.write(folder.resolve("bad.duckdb"), "no database");
        refused(
                DataError.DAMAGED_FILE,
                () -> read(new Database.DuckDbFile("site", folder.resolve("bad.duckdb")), "visit", Map.of()));
    }

    @Test
    void whatIsNoDatabaseFileIsToldBeforeItsTablesAreLookedFor() {
        refused(
                DataError.MISSING_FILE,
                () -> RawFolder.find(new Database.DuckDbFile("site", folder.resolve("none.duckdb"))));
        Raw.write(folder.resolve("text.duckdb"), "no database, whatever it is called");
        refused(
                DataError.WRONG_CONTENT,
                () -> RawFolder.find(new Database.DuckDbFile("site", folder.resolve("text.duckdb"))));
    }

    @Test
    void readingADuckDbFileByJdbcMakesNone() {
        Path none = folder.resolve("none.duckdb");
        refused(RawError.DATABASE_REFUSED, () -> RawFolder.find(jdbc(none)));
        assertThat(none).doesNotExist();
    }

    @Test
    void aDatabaseFileThatAnotherProgramWritesIsNotCalledDamaged() throws Exception {
        Path file = database();
        Process holder = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "--enable-native-access=ALL-UNNAMED",
                        DuckDbHolder.class.getName(),
                        file.toString())
                .start();
        try (java.io.BufferedReader said = holder.inputReader()) {
            assertThat(said.readLine()).isEqualTo("held");
            SteelyardException e =
                    refused(RawError.DATABASE_REFUSED, () -> RawFolder.find(new Database.DuckDbFile("site", file)));
            assertThat(e.problems().getFirst().in(Lang.EN)).contains("another program");
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    @Test
    void viewsAreReadLikeTablesInTheOrderOfTheirColumns() {
        Path file = folder.resolve("views.duckdb");
        Raw.duckdb(
                "ATTACH '" + file + "' AS d",
                "CREATE TABLE d.main.t (id BIGINT, v VARCHAR)",
                "INSERT INTO d.main.t VALUES (3, 'c'), (1, 'a'), (2, 'b')",
                "CREATE VIEW d.main.person AS SELECT id, v FROM t WHERE id < 3");
        Database database = new Database.DuckDbFile("site", file);
        assertThat(RawFolder.find(database).tables().keySet()).containsExactly("person", "t");
        assertThat(Raw.rows(read(database, "person", Map.of())))
                .containsExactly(List.of("1", "a", "1"), List.of("2", "b", "2"));
    }

    @Test
    void aSchemaSaysWhichOfTwoTablesOfOneNameIsMeant() {
        Path file = folder.resolve("two.duckdb");
        Raw.duckdb(
                "ATTACH '" + file + "' AS d",
                "CREATE SCHEMA d.cdm",
                "CREATE SCHEMA d.results",
                "CREATE TABLE d.cdm.PERSON AS SELECT 1 AS person_id, 8507 AS gender_concept_id, 1960 AS year_of_birth,"
                        + " 0 AS race_concept_id, 0 AS ethnicity_concept_id",
                "CREATE TABLE d.results.person AS SELECT 2 AS person_id");
        Raw.write(
                folder.resolve("c.properties"),
                "all.file = two.duckdb\none.file = two.duckdb\none.schema = CDM\nwrong.file = two.duckdb\nwrong.schema ="
                        + " cmd\nurl.url = jdbc:duckdb:" + file + "\nurl.schema = cdm, vocabulary\n");
        Map<String, Database> known = Databases.read(folder.resolve("c.properties"));
        Mapping omop = Mappings.shipped(Mappings.Kind.OMOP);
        RawFolder.Job job = new RawFolder.Job(_ -> Map.of(), Raw.KEY, folder.resolve("out"), IntakeSettings.DEFAULT);

        SteelyardException twice = refused(
                RawError.DUPLICATE_TABLE, () -> StandardIntake.intake(RawFolder.find(known.get("all")), omop, job));
        assertThat(twice.problems().getFirst().in(Lang.EN)).contains("cdm.person, results.person", "NAME.schema");
        for (String name : List.of("one", "url")) {
            assertThat(StandardIntake.intake(RawFolder.find(known.get(name)), omop, job))
                    .singleElement()
                    .satisfies(table ->
                            assertThat(Raw.rows(table).getFirst().getFirst()).isEqualTo("1"));
        }
        assertThat(refused(RawError.NO_TABLES, () -> RawFolder.find(known.get("wrong")))
                        .problems()
                        .getFirst()
                        .in(Lang.EN))
                .contains("cdm, results");
    }

    @Test
    void aSourceThatFailsWhileReadingIsNoEmptyTable() {
        Path file = folder.resolve("fails.duckdb");
        Raw.duckdb(
                "ATTACH '" + file + "' AS d",
                "CREATE VIEW d.main.v AS SELECT CAST('SECRETVALUE' || i AS INTEGER) AS a FROM range(3) t(i)");
        SteelyardException e = refused(RawError.READING_FAILED, () -> read(jdbc(file), "v", Map.of()));
        assertThat(e.getMessage()).doesNotContain("SECRETVALUE");
    }

    @Test
    void anUnreachableDatabaseAndAMissingDriverAreTold() {
        Database.Login login = new Database.Login("u", PASSWORD);
        refused(
                RawError.DATABASE_REFUSED,
                () -> read(
                        new Database.Jdbc(
                                "site", "jdbc:postgresql://127.0.0.1:1/x", Optional.of(login), Optional.empty()),
                        "t",
                        Map.of()));
        refused(
                RawError.NO_DRIVER,
                () -> read(
                        new Database.Jdbc("site", "jdbc:nothing://x", Optional.of(login), Optional.empty()),
                        "t",
                        Map.of()));
        assertThat(login + " " + new Database.Jdbc("site", "jdbc:x:" + PASSWORD, Optional.of(login), Optional.empty()))
                .doesNotContain(PASSWORD);
    }

    @Test
    void aDriverIsLoadedFromAFolder() throws IOException {
        URL jar = org.postgresql.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation();
        Path drivers = Files.createDirectories(folder.resolve("drivers"));
        Files.copy(Path.of(jar.getPath()), drivers.resolve("pg.jar"));
        refused(
                RawError.DATABASE_REFUSED,
                () -> read(
                        new Database.Jdbc(
                                "site", "jdbc:postgresql://127.0.0.1:1/x", Optional.empty(), Optional.of(drivers)),
                        "t",
                        Map.of()));
    }

    @Test
    void theTargetThatCannotBeWrittenIsTold() throws IOException {
        Raw.write(folder.resolve("t.csv"), "a,b\n1,2\n");
        Path file = Files.createFile(folder.resolve("file"));
        refused(
                RawError.TARGET_NOT_WRITTEN,
                () -> Raw.intake(RawSource.File.of(folder, "t.csv"), Map.of(), file.resolve("t.parquet")));
    }

    @Test
    void aConnectionFileNamesDatabases() {
        Path file = folder.resolve("c.properties");
        Raw.write(
                file,
                "a.url = jdbc:postgresql://h/x\na.user = u\na.password = " + PASSWORD + "\nb.file = site.duckdb\n");
        Map<String, Database> read = Databases.read(file);
        assertThat(read.get("a"))
                .isEqualTo(new Database.Jdbc(
                        "a",
                        "jdbc:postgresql://h/x",
                        Optional.of(new Database.Login("u", PASSWORD)),
                        Optional.empty()));
        assertThat(read.get("b")).isEqualTo(new Database.DuckDbFile("b", folder.resolve("site.duckdb")));
    }

    @Test
    void everyFaultOfAConnectionFileIsTold() {
        for (String text : List.of(
                "a.url = x\na.file = y\n",
                "a.user = u\n",
                "a.urll = x\n",
                "url = x\n",
                "a.url = x\na.user = u\na.passwordVariable = NO_SUCH_VARIABLE_HERE\n",
                "a.file = a\\u0000b\n",
                "a.url = \\uZZ\n")) {
            Path file = folder.resolve("c.properties");
            Raw.write(file, text);
            refused(RawError.MALFORMED_CONNECTION, () -> Databases.read(file));
        }
        refused(RawError.MALFORMED_CONNECTION, () -> Databases.read(folder.resolve("none.properties")));
    }

    /** A live PostgreSQL with every common type; needs its programs on this machine. */
    @Test
    @Tag("slow")
    void postgresIsReadLive() throws Exception {
        Optional<String> missing = LivePostgres.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        try (LivePostgres server = LivePostgres.start()) {
            String url = server.url();
            fill(url);
            Database.Jdbc database = new Database.Jdbc(
                    "site", url, Optional.of(new Database.Login(LivePostgres.USER, PASSWORD)), Optional.empty());
            assertThat(RawFolder.find(database).tables().keySet()).containsExactly("person");
            RawTable table = read(database, "cdm.person", Map.of("raw", Treatment.DROP));
            assertThat(table.columns().stream().map(RawColumn::duckdbType))
                    .containsExactly(
                            "BIGINT",
                            "VARCHAR",
                            "DECIMAL(16,2)",
                            "VARCHAR",
                            "DATE",
                            "TIMESTAMP",
                            "TIMESTAMP WITH TIME ZONE",
                            "BOOLEAN",
                            "DOUBLE",
                            "VARCHAR");
            List<List<String>> rows = Raw.rows(
                    "SELECT person_id, psn_no, amt, free, born, seen, z = TIMESTAMPTZ '2024-01-31 00:30:05+00', ok, x, note, src_row FROM read_parquet('"
                            + table.parquet() + "') LIMIT 2");
            assertThat(rows.get(0))
                    .containsExactly(
                            "-5",
                            Raw.KEY.of("psn_no", "甲5"),
                            "-5.25",
                            "-5.125",
                            "1950-03-01",
                            "2024-01-31 08:30:05.25",
                            "true",
                            "true",
                            "-0.5",
                            "n",
                            "1");
            assertThat(rows.get(1))
                    .containsExactly("-4", Raw.KEY.of("psn_no", "甲4"), "∅", "∅", "∅", "∅", "∅", "∅", "∅", "∅", "2");
            assertThat(table.rows()).isEqualTo(30_006);
            refused(RawError.MISSING_TABLE, () -> read(database, "none", Map.of()));
        }
    }

    private static void fill(String url) throws Exception {
        try (Connection c = DriverManager.getConnection(url, LivePostgres.USER, PASSWORD);
                Statement s = c.createStatement()) {
            s.execute("CREATE SCHEMA cdm");
            s.execute(
                    "CREATE TABLE cdm.person (person_id bigint primary key, psn_no text, amt numeric(16,2), free numeric, born date, seen timestamp, z timestamptz, ok boolean, x double precision, note varchar(20), raw bytea)");
            s.execute("INSERT INTO cdm.person SELECT -i, '甲' || i FROM generate_series(4, 4) i");
            s.execute(
                    "INSERT INTO cdm.person SELECT -i, '甲' || i, -i - 0.25, -i - 0.125, '1950-03-01', '2024-01-31 08:30:05.25', '2024-01-31 08:30:05+08', true, -i / 10.0, 'n', 'x' FROM generate_series(5, 5) i");
            s.execute("INSERT INTO cdm.person SELECT i, '乙' || i, i FROM generate_series(-3, 30000) i");
        }
    }
}
