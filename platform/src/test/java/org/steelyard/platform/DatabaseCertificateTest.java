package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.kernel.testing.LivePostgres;

/** ASVS 13.2.1: the platform and its database know each other by certificates; there is no password. */
class DatabaseCertificateTest {

    @TempDir
    private Path folder;

    @Test
    @Tag("slow")
    void theDatabaseKnowsThePlatformByItsCertificate() throws Exception {
        Optional<String> missing = LivePostgres.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "no openssl on this machine");
        certificates();
        try (LivePostgres postgres = LivePostgres.start()) {
            String plain = postgres.url();
            onlyByCertificate(plain);
            assertThatThrownBy(() -> DriverManager.getConnection(plain, LivePostgres.USER, ""))
                    .as("neither without a certificate")
                    .isInstanceOf(SQLException.class);
            String url = plain + "?sslmode=verify-ca&sslrootcert=" + folder.resolve("ca.crt") + "&sslcert="
                    + folder.resolve("client.crt") + "&sslkey=" + folder.resolve("client.pk8");
            try (Server server = Server.start(
                    List.of("--data", folder.toString(), "--database", url, "--database-user", LivePostgres.USER))) {
                assertThat(server.client().get("/api/v1/setup").text()).contains("\"needed\":true");
            }
        }
    }

    private void certificates() throws Exception {
        openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test-authority -keyout ca.key -out ca.crt");
        for (String name : List.of("server", "client")) {
            String subject = name.equals("server") ? "127.0.0.1" : LivePostgres.USER;
            openssl("req -newkey rsa:2048 -nodes -subj /CN=" + subject + " -keyout " + name + ".key -out " + name
                    + ".csr");
            openssl("x509 -req -days 2 -in " + name + ".csr -CA ca.crt -CAkey ca.key -CAcreateserial -out " + name
                    + ".crt");
        }
        openssl("pkcs8 -topk8 -nocrypt -in client.key -outform DER -out client.pk8");
    }

    private void openssl(String arguments) throws Exception {
        java.util.ArrayList<String> command = new java.util.ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("openssl.log")))
                .isZero();
    }

    /** From inside the server, whose folder is its own. */
    private void onlyByCertificate(String url) throws Exception {
        try (Connection connection = DriverManager.getConnection(url, LivePostgres.USER, "");
                Statement statement = connection.createStatement()) {
            for (String name : List.of("server.crt", "server.key", "ca.crt")) {
                String text = Files.readString(folder.resolve(name)).strip();
                statement.execute(
                        "DO $do$ BEGIN EXECUTE format('COPY (SELECT unnest(string_to_array(%L, chr(10)))) TO PROGRAM %L', '"
                                + text + "', 'cat > " + name + " && chmod 600 " + name + "'); END $do$");
            }
            statement.execute("COPY (SELECT 'hostssl all all 127.0.0.1/32 cert') TO PROGRAM 'cat > pg_hba.conf'");
            statement.execute("ALTER SYSTEM SET ssl_ca_file = 'ca.crt'");
            statement.execute("ALTER SYSTEM SET ssl = on");
            statement.execute("SELECT pg_reload_conf()");
            TimeUnit.SECONDS.sleep(2);
        }
    }
}
