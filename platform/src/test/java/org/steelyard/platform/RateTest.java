package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.platform.Client.Answer;

/** Whoever calls too often waits, by address, by account, and sooner when he tries passwords. */
class RateTest {

    @TempDir
    private Path folder;

    private Server limited(String key, String value, String... more) {
        return Server.start(
                List.of("--data", folder.toString()),
                Stream.concat(Stream.of("--" + key, value), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void anAddressThatTriesPasswordsHasToWait() throws Exception {
        try (Server server = limited("rate-sign-in", "5", "--rate-address", "60")) {
            Client client = server.client();
            Answer last = null;
            for (int i = 0; i < 6; i++) {
                // an address written otherwise is the same address
                String path = i % 2 == 0 ? "/api/v1/session" : "/api/v1/%73ession";
                last = client.post(path, Map.of("login", "nobody" + i, "password", "x"));
                assertThat(last.status()).isEqualTo(i < 5 ? 401 : 429);
            }
            assertThat(last.code()).isEqualTo("PLATFORM-011");
            assertThat(last.text()).contains("try again in");
            assertThat(client.get("/api/v1/process").status()).isEqualTo(200);
            anAddressThatCallsTooOftenHasToWait(client);
        }
    }

    private static void anAddressThatCallsTooOftenHasToWait(Client client) throws Exception {
        HttpResponse<byte[]> answer = client.raw(URI.create("/api/v1/process"));
        for (int i = 0; i < 500 && answer.statusCode() == 200; i++) {
            answer = client.raw(URI.create("/api/v1/process"));
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValueAsLong("retry-after")).hasValue(1);
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
