package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.steelyard.governance.verify.LedgerVerifier;
import org.steelyard.platform.ledger.LedgerStore;

/** ASVS 13.3.1: the ledger's key can lie with somebody else; then the database does not have it. */
class LedgerKeyTest {

    @TempDir
    private Path folder;

    private String key(String name) throws Exception {
        byte[] encoded = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        Path file = Files.writeString(
                folder.resolve(name),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(encoded)
                        + "\n-----END PRIVATE KEY-----\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return "@" + file;
    }

    @Test
    void aKeyThatAVaultKeepsSignsAndIsNotInTheDatabase() throws Exception {
        String own = key("ledger.pem");
        String other = key("other.pem");
        List<String> settings = Database.EMBEDDED.settings(folder.resolve("data"));
        try (Server server = Server.start(settings, "--ledger-key", own)) {
            assertThat(server.client().post("/api/v1/setup", World.setUp(false)).status())
                    .isEqualTo(200);
            server.bean(LedgerStore.class).checkpoint();
            assertThat(JdbcClient.create(server.bean(DataSource.class))
                            .sql("SELECT private_key FROM ledger_key")
                            .query(String.class)
                            .single())
                    .isEmpty();
            Client auditor = server.client();
            assertThat(auditor.signIn("auditor").status()).isEqualTo(200);
            Path entries = write("entries.jsonl", auditor, "/api/v1/ledger/entries");
            Path checkpoints = write("checkpoints.txt", auditor, "/api/v1/ledger/checkpoints");
            Path open = write("key.pem", auditor, "/api/v1/ledger/key");
            assertThat(LedgerVerifier.verify(entries, List.of(checkpoints), open)
                            .faults())
                    .isEmpty();
        }
        assertThatThrownBy(() -> Server.start(settings, "--ledger-key", other)).hasMessageContaining("PLATFORM-013");
        assertThatThrownBy(() -> Server.start(settings)).hasMessageContaining("PLATFORM-013");
    }

    private Path write(String name, Client client, String path) throws Exception {
        return Files.writeString(folder.resolve(name), client.get(path).text());
    }
}
