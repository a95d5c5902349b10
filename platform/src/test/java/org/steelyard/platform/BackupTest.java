package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.steelyard.governance.ledger.Event;
import org.steelyard.governance.ledger.Ledger;
import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.platform.backup.Archive;
import org.steelyard.platform.backup.Backup;
import org.steelyard.platform.backup.BackupProgram;
import org.steelyard.platform.ledger.LedgerStore;

/** T8: what is restored has the ledger's root that was backed up, on the same database or the other. */
class BackupTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Database.class)
    void restoredIsWhatWasBackedUp(Database database) throws Exception {
        Path file = folder.resolve("backup.zip");
        String root;
        Archive archive;
        try (Server server = Server.start(database.settings(folder.resolve("old")))) {
            assertThat(server.client().post("/api/v1/setup", World.setUp(true)).status())
                    .isEqualTo(200);
            server.bean(LedgerStore.class).checkpoint();
            root = server.bean(LedgerStore.class).root();
            archive = Backup.write(server.bean(DataSource.class), file, java.time.Instant.now());
            everyTableIsInTheArchive(server, archive);
        }
        assertThat(archive.ledgerRoot()).isEqualTo(root);
        for (Database other : Database.values()) {
            List<String> settings = other.settings(folder.resolve("new-" + other));
            String told = restore(settings, file);
            assertThat(told).contains(root);
            try (Server server = Server.start(settings)) {
                assertThat(server.bean(LedgerStore.class).root()).isEqualTo(root);
                Client client = server.client();
                assertThat(client.signIn("demo-official").status()).isEqualTo(200);
                assertThat(client.get("/api/v1/evaluations")
                                .json()
                                .path("total")
                                .asInt())
                        .isEqualTo(10);
                assertThat(Backup.write(
                                        server.bean(DataSource.class),
                                        folder.resolve("again.zip"),
                                        java.time.Instant.now())
                                .tables()
                                .get("filing"))
                        .isEqualTo(archive.tables().get("filing"));
            }
            refused(PlatformError.NOT_EMPTY, settings, file);
        }
    }

    private static void everyTableIsInTheArchive(Server server, Archive archive) {
        TreeSet<String> there = new TreeSet<>(JdbcClient.create(server.bean(DataSource.class))
                .sql("SELECT table_name FROM information_schema.tables WHERE LOWER(table_schema) = 'public'")
                .query(String.class)
                .list());
        there.remove("flyway_schema_history");
        assertThat(new TreeSet<>(archive.tables().keySet())).isEqualTo(there);
        assertThat(archive.tables().get("evaluation").rows()).isEqualTo(10);
    }

    @Test
    void whatWasAlteredIsNotRestored() throws Exception {
        Path file = folder.resolve("backup.zip");
        try (Server server = Server.start(folder.resolve("old"))) {
            server.client().post("/api/v1/setup", World.setUp(false));
            Backup.write(server.bean(DataSource.class), file, java.time.Instant.now());
        }
        List<String> settings = Database.EMBEDDED.settings(folder.resolve("new"));
        for (Map.Entry<String, String> change : Map.of(
                        "tables/account.jsonl", "sysadmin", "tables/ledger_entry.jsonl", "set-up")
                .entrySet()) {
            Path altered = Files.copy(file, folder.resolve("altered.zip"));
            try (FileSystem zip = FileSystems.newFileSystem(altered)) {
                Path table = zip.getPath(change.getKey());
                String text = Files.readString(table);
                assertThat(text).contains(change.getValue());
                Files.writeString(table, text.replaceFirst(change.getValue(), "intruder"));
            }
            refused(PlatformError.BACKUP_BROKEN, settings, altered);
            Files.delete(altered);
        }
        refused(PlatformError.BACKUP_BROKEN, settings, Files.writeString(folder.resolve("text.zip"), "no archive"));
        assertThat(restore(settings, file)).contains("Restored");
    }

    /** Tables and columns that came later are empty; the ledger is what it was. */
    @ParameterizedTest
    @EnumSource(Database.class)
    void anArchiveOfAnOlderSchemaIsRestored(Database database) {
        Path file = folder.resolve("old.zip");
        DriverManagerDataSource old =
                new DriverManagerDataSource("jdbc:h2:" + folder.resolve("old/steelyard"), "sa", "");
        Flyway.configure()
                .dataSource(old)
                .target(MigrationVersion.fromVersion("5"))
                .load()
                .migrate();
        filledAsBefore(JdbcClient.create(old));
        Archive archive = Backup.write(old, file, java.time.Instant.now());
        assertThat(archive.schema()).isEqualTo("5");
        assertThat(archive.tables())
                .doesNotContainKeys("reading", "account_field")
                .containsKey("decision");
        List<String> settings = database.settings(folder.resolve("new"));
        assertThat(restore(settings, file)).contains(archive.ledgerRoot());
        try (Server server = Server.start(settings)) {
            assertThat(server.bean(LedgerStore.class).root()).isEqualTo(archive.ledgerRoot());
            JdbcClient jdbc = server.bean(JdbcClient.class);
            assertThat(jdbc.sql("SELECT text FROM suggestion WHERE linked_id IS NULL")
                            .query(String.class)
                            .list())
                    .containsExactly("希望评价居家监测");
            assertThat(jdbc.sql("SELECT COUNT(*) FROM account_field")
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }

    private static void filledAsBefore(JdbcClient jdbc) {
        jdbc.sql("INSERT INTO organisation (id, name_zh, name_en, kind, region, version)"
                        + " VALUES ('o', '示范', 'Sample', 'LOCAL_AUTHORITY', '990100', 1)")
                .update();
        jdbc.sql("INSERT INTO account (id, login, name, organisation_id, password_hash, failures, active, version)"
                        + " VALUES ('a', 'somebody', '示范', 'o', 'x', 0, TRUE, 1)")
                .update();
        jdbc.sql("INSERT INTO suggestion (id, account_id, text, made_at)"
                        + " VALUES ('s', 'a', '希望评价居家监测', TIMESTAMP WITH TIME ZONE '2026-01-05 08:00:00+08:00')")
                .update();
        Ledger head = Ledger.EMPTY;
        for (int i = 0; i < 5; i++) {
            Ledger.Appended appended = head.append(new Event(
                    java.time.Instant.parse("2026-01-05T00:00:00Z").plusSeconds(i),
                    "a",
                    "PATIENT",
                    "suggest",
                    "suggestion/s",
                    Event.Outcome.DONE,
                    Map.of()));
            jdbc.sql("INSERT INTO ledger_entry (index_number, line, hash) VALUES (?, ?, ?)")
                    .params(
                            appended.entry().index(),
                            appended.entry().line(),
                            appended.entry().hash())
                    .update();
            head = appended.head();
        }
        jdbc.sql("INSERT INTO ledger_head (id, tree, previous) VALUES (1, ?, ?)")
                .params(head.tree().encode(), head.previous())
                .update();
        KeyPair key = keyPair();
        jdbc.sql("INSERT INTO ledger_key (id, private_key, public_key) VALUES (1, ?, ?)")
                .params(
                        Base64.getEncoder().encodeToString(key.getPrivate().getEncoded()),
                        Base64.getEncoder().encodeToString(key.getPublic().getEncoded()))
                .update();
    }

    private static KeyPair keyPair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a later version keeps has no place here, and would be lost. */
    @Test
    void anArchiveOfANewerSchemaIsRefused() throws Exception {
        Path file = folder.resolve("newer.zip");
        try (Server server = Server.start(folder.resolve("old"))) {
            server.client().post("/api/v1/setup", World.setUp(false));
            Backup.write(server.bean(DataSource.class), file, java.time.Instant.now());
        }
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            Path manifest = zip.getPath("manifest.json");
            String text = Files.readString(manifest);
            Files.writeString(manifest, text.replaceFirst("\"schema\" : \"[0-9]+\"", "\"schema\" : \"900\""));
            assertThat(Files.readString(manifest)).contains("\"900\"");
        }
        refused(PlatformError.BACKUP_NEWER, Database.EMBEDDED.settings(folder.resolve("new")), file);
    }

    private static BackupProgram.Target target(List<String> settings) {
        return Settings.read(settings.toArray(String[]::new), Map.of()).target();
    }

    private static String restore(List<String> settings, Path file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BackupProgram.restore(target(settings), file, new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void refused(ErrorCode code, List<String> settings, Path file) {
        SteelyardException refusal =
                catchThrowableOfType(SteelyardException.class, () -> restore(new ArrayList<>(settings), file));
        assertThat(refusal).isNotNull();
        assertThat(refusal.problems().getFirst().code()).isEqualTo(code);
    }
}
