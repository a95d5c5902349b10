package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.platform.Client.Answer;

/** Whoever calls too often waits, by address, by account, and sooner when he tries passwords. */
class RateTest {

    @TempDir
    private Path folder;

    private Server limited(String key, String value) {
        return Server.start(List.of("--data", folder.toString()), "--" + key, value);
    }

    @Test
    void anAddressThatTriesPasswordsHasToWait() {
        try (Server server = limited("rate-sign-in", "5")) {
            Client client = server.client();
            Answer last = null;
            for (int i = 0; i < 6; i++) {
                last = client.post("/api/v1/session", Map.of("login", "nobody" + i, "password", "x"));
                assertThat(last.status()).isEqualTo(i < 5 ? 401 : 429);
            }
            assertThat(last.code()).isEqualTo("PLATFORM-011");
            assertThat(last.text()).contains("try again in");
            assertThat(client.get("/api/v1/process").status()).isEqualTo(200);
        }
    }

    @Test
    void tooManyCallsAreWrittenDown() {
        var log = (ch.qos.logback.classic.Logger)
                org.slf4j.LoggerFactory.getLogger("org.steelyard.platform.web.RateGuard");
        var written = new ch.qos.logback.core.read.ListAppender<ch.qos.logback.classic.spi.ILoggingEvent>();
        try (Server server = limited("rate-sign-in", "2")) {
            written.start();
            log.addAppender(written);
            Client client = server.client();
            for (int i = 0; i < 6; i++) {
                client.post("/api/v1/session", Map.of("login", "nobody", "password", "not-for-the-log"));
            }
        } finally {
            log.detachAppender(written);
        }
        assertThat(written.list).hasSize(1);
        assertThat(written.list.getFirst().getFormattedMessage())
                .contains("127.0.0.1")
                .doesNotContain("not-for-the-log");
    }

    @Test
    void anAccountHasItsShareWhateverItsAddresses() {
        try (Server server = limited("rate-account", "40")) {
            assertThat(server.client().post("/api/v1/setup", World.setUp(false)).status())
                    .isEqualTo(200);
            Client system = server.client();
            assertThat(system.signIn("sysadmin").status()).isEqualTo(200);
            int refused = 0;
            for (int i = 0; i < 60; i++) {
                refused += system.get("/api/v1/organisations").status() == 429 ? 1 : 0;
            }
            assertThat(refused).isBetween(10, 25);
            Client other = server.client();
            assertThat(other.signIn("auditor").status()).isEqualTo(200);
        }
    }
}
