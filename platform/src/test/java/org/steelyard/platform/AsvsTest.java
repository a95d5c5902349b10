package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.platform.Client.Answer;
import org.steelyard.platform.account.Passwords;
import org.steelyard.platform.ledger.LedgerStore;

/** OWASP ASVS 5.0, level 2: {@code docs/asvs.csv} names a test or a reason for each requirement, or says that it is open. */
class AsvsTest {

    private static final int REQUIREMENTS = 253;

    @TempDir
    private static Path folder;

    private static World world;

    @BeforeAll
    static void start() {
        world = new World(Server.start(folder));
    }

    @AfterAll
    static void stop() {
        world.server.close();
    }

    @Test
    void everyRequirementHasATestOrAReason() throws Exception {
        Set<String> tests = new HashSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                var methods = java.util.regex.Pattern.compile("void (\\w+)\\(").matcher(Files.readString(file));
                while (methods.find()) {
                    tests.add(name + "." + methods.group(1));
                }
            }
        }
        List<String> rows = Files.readAllLines(Path.of("../docs/asvs.csv"));
        Set<String> seen = new HashSet<>();
        for (String row : rows.subList(1, rows.size())) {
            assertThat(seen.add(row.substring(0, row.indexOf(',')))).as(row).isTrue();
            assertThat(row)
                    .containsPattern("^[0-9]+\\.[0-9]+\\.[0-9]+,[12],")
                    .containsPattern(",(test|reason|open),.{4,}");
            if (row.contains(",test,")) {
                assertThat(tests).contains(row.substring(row.indexOf(",test,") + 6));
            }
        }
        assertThat(seen).hasSize(REQUIREMENTS);
    }

    private static HttpResponse<String> raw(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + world.server.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void theSessionCookieIsForThisSiteAndNotForScripts() throws Exception {
        Client client = world.server.client();
        HttpResponse<byte[]> answer = client.rawPost(
                "/api/v1/session",
                Client.JSON.writeValueAsBytes(Map.of("login", "expert1", "password", World.PASSWORD)));
        String cookie = answer.headers().allValues("set-cookie").stream()
                .filter(c -> c.startsWith("steelyard="))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
    }

    @Test
    void aSessionPlantedBeforeIsWorthNothing() throws Exception {
        String planted = "steelyard=0123456789ABCDEF0123456789ABCDEF";
        Client client = world.server.client();
        assertThat(client.signIn("expert1").status()).isEqualTo(200);
        assertThat(raw("GET", "/api/v1/todo", "Cookie", planted).statusCode()).isEqualTo(401);
        String first = client.cookie("steelyard");
        assertThat(client.signIn("expert1").status()).isEqualTo(200);
        assertThat(client.cookie("steelyard")).isNotEqualTo(first);
        assertThat(raw("GET", "/api/v1/todo", "Cookie", "steelyard=" + first).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aSessionEndsOnTheServer() throws Exception {
        Client client = world.server.client();
        assertThat(client.signIn("expert1").status()).isEqualTo(200);
        String session = "steelyard=" + client.cookie("steelyard");
        assertThat(raw("GET", "/api/v1/todo", "Cookie", session).statusCode()).isEqualTo(200);
        assertThat(client.send("DELETE", "/api/v1/session", null, Map.of()).status())
                .isEqualTo(204);
        assertThat(raw("GET", "/api/v1/todo", "Cookie", session).statusCode()).isEqualTo(401);
    }

    @Test
    void aClosedAccountIsOutAtOnce() {
        Client client = world.server.client();
        assertThat(client.signIn("expert3").status()).isEqualTo(200);
        String path = "/api/v1/accounts/" + world.accounts.get("expert3") + "/active";
        assertThat(world.client("sysadmin").put(path, Map.of("active", false)).status())
                .isEqualTo(204);
        assertThat(client.get("/api/v1/todo").status()).isEqualTo(401);
    }

    @Test
    void noOtherOriginIsLetIn() throws Exception {
        HttpResponse<String> answer = raw("GET", "/api/v1/process", "Origin", "https://elsewhere.example");
        assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
    }

    @Test
    void aForwardedAddressIsNotBelievedUnlessItsProxyIs() throws Exception {
        Path data = Files.createDirectories(folder.resolve("proxied"));
        List<String> settings = Database.EMBEDDED.settings(data);
        for (boolean believed : List.of(false, true)) {
            String[] more = believed
                    ? new String[] {"--rate-address", "5", "--proxies", "127.0.0.1"}
                    : new String[] {"--rate-address", "5"};
            try (Server server = Server.start(settings, more);
                    HttpClient http = HttpClient.newHttpClient()) {
                int refused = 0;
                for (int i = 0; i < 8; i++) {
                    HttpRequest request = HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + server.port() + "/api/v1/process"))
                            .header("X-Forwarded-For", "203.0.113." + i)
                            .build();
                    refused += http.send(request, HttpResponse.BodyHandlers.discarding())
                                            .statusCode()
                                    == 429
                            ? 1
                            : 0;
                }
                assertThat(refused).isEqualTo(believed ? 0 : 3);
            }
        }
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        Client initiator = world.client("initiator");
        String id = initiator
                .post("/api/v1/evaluations?role=INITIATOR", world.application("authority"))
                .json()
                .path("id")
                .asString();
        String path = "/api/v1/evaluations/" + id + "/documents?name=";
        assertThat(initiator
                        .post(path + "large.pdf", new byte[20 * 1024 * 1024 + 1])
                        .status())
                .isEqualTo(422);
        assertThat(initiator.post(path + "..%2Fetc.txt", new byte[] {'x'}).status())
                .isEqualTo(422);
        assertThat(initiator.post(path + "fits.pdf", World.file("fits.pdf")).status())
                .isEqualTo(200);
    }

    @Test
    void weakPasswordsAreRefused() {
        for (String weak :
                List.of("short", "steelyard-2026-x", "aaaaaaaaaaaaaaaa", "expert1-is-my-name", "x".repeat(200))) {
            assertThat(Passwords.weakness(weak, "expert1")).as(weak).isPresent();
        }
        assertThat(Passwords.weakness("correct horse battery 舟 staple".repeat(3), "expert1"))
                .isEmpty();
        assertThat(Passwords.weakness("anchovies bicycle plum", "expert1")).isEmpty();
    }

    @Test
    void aPasswordIsChangedWithThePresentOne() {
        Client patient = world.server.client();
        assertThat(patient.signIn("patient").status()).isEqualTo(200);
        String next = "Silver Birch 桦 and  Two  Spaces ";
        assertThat(patient.put("/api/v1/session/password", Map.of("present", "wrong", "next", next))
                        .status())
                .isEqualTo(401);
        assertThat(patient.put("/api/v1/session/password", Map.of("present", World.PASSWORD, "next", next))
                        .status())
                .isEqualTo(204);
        Client again = world.server.client();
        assertThat(again.post("/api/v1/session", Map.of("login", "patient", "password", next.strip()))
                        .status())
                .isEqualTo(401);
        assertThat(again.post("/api/v1/session", Map.of("login", "patient", "password", next))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void passwordsAreKeptAsArgon2id() {
        String hash = Passwords.hash(World.PASSWORD);
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain(World.PASSWORD);
        assertThat(Passwords.hash(World.PASSWORD)).isNotEqualTo(hash);
        assertThat(Passwords.matches(World.PASSWORD, hash)).isTrue();
        assertThat(Passwords.matches(World.PASSWORD + " ", hash)).isFalse();
    }

    @Test
    void foldersAndTraceAreClosed() throws Exception {
        assertThat(raw("GET", "/assets/").statusCode()).isEqualTo(404);
        assertThat(raw("GET", "/../application.yaml").statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(raw("TRACE", "/api/v1/process").statusCode()).isGreaterThanOrEqualTo(400);
    }

    @Test
    void metricsAreNotForEverybody() throws Exception {
        assertThat(raw("GET", "/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
        assertThat(raw("GET", "/actuator/prometheus", "X-Forwarded-For", "203.0.113.1")
                        .statusCode())
                .isEqualTo(404);
        assertThat(raw("GET", "/actuator/env").statusCode()).isEqualTo(404);
        assertThat(raw("GET", "/actuator/health").body()).contains("UP");
    }

    @Test
    void aNameWithALineBreakDoesNotForgeAnEntry() {
        LedgerStore ledger = world.server.bean(LedgerStore.class);
        long before = ledger.size();
        Answer answer = world.server
                .client()
                .post("/api/v1/session", Map.of("login", "x\n{\"act\":\"publish\"}", "password", "y"));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(ledger.size()).isEqualTo(before + 1);
        String lines = world.client("auditor")
                .get("/api/v1/ledger/entries?size=10000&from=" + before)
                .text();
        assertThat(lines).doesNotContain("publish");
    }
}
