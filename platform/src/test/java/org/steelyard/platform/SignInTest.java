package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.steelyard.platform.Client.Answer;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Accounts.SignIn;
import org.steelyard.platform.account.Passwords;
import org.steelyard.platform.evaluation.FileKinds;

/** Passwords, factors, sessions and cookies, from the first sign-in to the last (ASVS 5.0, chapters 3, 6 and 7). */
class SignInTest {

    private static final String OWN = "quiet-marble-otter-93";

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

    private static Answer added(String login) {
        Answer made = world.client("sysadmin")
                .post(
                        "/api/v1/accounts",
                        Map.of("login", login, "name", "示范", "organisation", world.organisations.get("university")));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made;
    }

    private static Answer signIn(Client client, String login, String password) {
        Answer answer = client.post("/api/v1/session", Map.of("login", login, "password", password));
        client.get("/api/v1/session");
        return answer;
    }

    @Test
    void aFirstPasswordIsRandomAndOnlyGoodForChangingIt() {
        String first = added("newcomer").json().path("password").asString();
        String other = added("newcomer2").json().path("password").asString();
        assertThat(first).hasSize(29).isNotEqualTo(other);
        assertThat(Passwords.weakness(first, "newcomer")).isEmpty();
        Client client = world.server.client();
        Answer in = signIn(client, "newcomer", first);
        assertThat(in.status()).isEqualTo(200);
        assertThat(in.json().path("next").asString()).isEqualTo("password");
        assertThat(client.get("/api/v1/todo").code()).isEqualTo("PLATFORM-023");
        assertThat(client.put("/api/v1/session/password", Map.of("present", first, "next", first))
                        .code())
                .isEqualTo("PLATFORM-010");
        assertThat(client.put("/api/v1/session/password", Map.of("present", first, "next", OWN))
                        .status())
                .isEqualTo(204);
        assertThat(client.get("/api/v1/todo").status()).isEqualTo(200);
        assertThat(signIn(world.server.client(), "newcomer", first).status()).isEqualTo(401);
    }

    @Test
    void aFirstPasswordEndsAfterAWeek() {
        Answer made = added("latecomer");
        String first = made.json().path("password").asString();
        JdbcClient.create(world.server.bean(javax.sql.DataSource.class))
                .sql("UPDATE account SET password_until = ? WHERE id = ?")
                .params(
                        java.time.OffsetDateTime.now(java.time.ZoneOffset.UTC).minusSeconds(1),
                        made.json().path("id").asString())
                .update();
        assertThat(signIn(world.server.client(), "latecomer", first).status()).isEqualTo(401);
    }

    @Test
    void aForgottenPasswordIsReplacedAndOldSessionsEnd() {
        world.addAccount("forgetful", "university", List.of("EXPERT"));
        Client old = world.client("forgetful");
        assertThat(old.get("/api/v1/todo").status()).isEqualTo(200);
        String id = world.accounts.get("forgetful");
        Answer reset = world.client("sysadmin").post("/api/v1/accounts/" + id + "/first-password", Map.of());
        assertThat(reset.status()).as(reset.text()).isEqualTo(200);
        assertThat(old.get("/api/v1/todo").status()).isEqualTo(401);
        Client again = world.server.client();
        Answer in = signIn(again, "forgetful", reset.json().path("password").asString());
        assertThat(in.json().path("next").asString()).isEqualTo("password");
        assertThat(again.get("/api/v1/todo").code()).isEqualTo("PLATFORM-023");
    }

    /** Whoever could reset an administrator's password could take his place, and hold two offices. */
    @Test
    void nobodyResetsAnAdministrator() {
        Accounts accounts = world.server.bean(Accounts.class);
        String security = accounts.byLogin("security").orElseThrow().id();
        assertThat(world.client("sysadmin")
                        .post("/api/v1/accounts/" + security + "/first-password", Map.of())
                        .code())
                .isEqualTo("PLATFORM-002");
        String system = accounts.byLogin("sysadmin").orElseThrow().id();
        assertThat(world.client("security")
                        .send("DELETE", "/api/v1/accounts/" + system + "/totp", null, Map.of())
                        .code())
                .isEqualTo("PLATFORM-002");
    }

    @Test
    void aOneTimeCodeWorksOnceAndOnlyInItsThirtySeconds() {
        world.addAccount("careful", "university", List.of("EXPERT"));
        Accounts accounts = world.server.bean(Accounts.class);
        String id = world.accounts.get("careful");
        String secret = "3132333435363738393031323334353637383930";
        accounts.setTotp(id, Optional.of(secret));
        assertThat(accounts.signIn("careful", World.PASSWORD, Optional.empty())).isInstanceOf(SignIn.CodeNeeded.class);
        Instant now = Instant.now();
        while (now.getEpochSecond() % 30 > 27) {
            now = now.plusSeconds(1);
            Thread.onSpinWait();
            now = Instant.now();
        }
        String before = OneTimeCodes.of(secret, now.getEpochSecond() / 30 - 1);
        String present = OneTimeCodes.of(secret, now.getEpochSecond() / 30);
        assertThat(accounts.signIn("careful", World.PASSWORD, Optional.of(before)))
                .isInstanceOf(SignIn.Refused.class);
        assertThat(accounts.signIn("careful", World.PASSWORD, Optional.of(present)))
                .isInstanceOf(SignIn.Welcome.class);
        assertThat(accounts.signIn("careful", World.PASSWORD, Optional.of(present)))
                .isInstanceOf(SignIn.Refused.class);
    }

    @Test
    void factorsAreChangedWithThePasswordAndALostOneIsReplaced() {
        world.addAccount("changer", "university", List.of("EXPERT"));
        Client client = world.client("changer");
        assertThat(client.put("/api/v1/session/totp", Map.of("use", true)).status())
                .isEqualTo(401);
        Answer on = client.put("/api/v1/session/totp", Map.of("use", true, "password", World.PASSWORD));
        assertThat(on.status()).as(on.text()).isEqualTo(200);
        assertThat(on.json().path("secret").asString()).hasSize(32);
        client.get("/api/v1/session");
        assertThat(client.get("/api/v1/session").json().path("oneTimeCode").asBoolean())
                .isTrue();
        assertThat(client.put("/api/v1/session/password", Map.of("present", World.PASSWORD, "next", OWN))
                        .status())
                .isEqualTo(204);
        String path = "/api/v1/accounts/" + world.accounts.get("changer") + "/totp";
        assertThat(world.client("security").send("DELETE", path, null, Map.of()).status())
                .isEqualTo(204);
        assertThat(client.get("/api/v1/todo").status()).isEqualTo(401);
        assertThat(signIn(world.server.client(), "changer", OWN).status()).isEqualTo(200);
    }

    @Test
    void aRequiredFactorIsSetBeforeAnythingElse() throws Exception {
        Path data = Files.createDirectories(folder.resolve("strict"));
        try (Server server = Server.start(Database.EMBEDDED.settings(data), "--second-factor", "required")) {
            Client system = server.client();
            assertThat(system.post("/api/v1/setup", World.setUp(false)).status())
                    .isEqualTo(200);
            Client client = server.client();
            Answer in = signIn(client, "auditor", World.password("auditor"));
            assertThat(in.json().path("next").asString()).isEqualTo("factor");
            assertThat(client.get("/api/v1/ledger").code()).isEqualTo("PLATFORM-024");
            assertThat(client.put("/api/v1/session/totp", Map.of("use", true, "password", World.password("auditor")))
                            .status())
                    .isEqualTo(200);
            assertThat(client.get("/api/v1/ledger").status()).isEqualTo(200);
        }
    }

    @Test
    void peopleSeeAndEndTheirSessions() {
        world.addAccount("traveller", "university", List.of("EXPERT"));
        Client home = world.server.client();
        Client away = world.server.client();
        assertThat(home.signIn("traveller").status()).isEqualTo(200);
        assertThat(away.signIn("traveller").status()).isEqualTo(200);
        var sessions = home.get("/api/v1/sessions").json();
        assertThat(sessions.size()).isEqualTo(2);
        for (var session : sessions) {
            if (!session.path("present").asBoolean()) {
                String path = "/api/v1/sessions/" + session.path("id").asString();
                assertThat(world.client("expert1")
                                .send("DELETE", path, null, Map.of())
                                .status())
                        .isEqualTo(404);
                assertThat(home.send("DELETE", path, null, Map.of()).status()).isEqualTo(204);
            }
        }
        assertThat(away.get("/api/v1/todo").status()).isEqualTo(401);
        assertThat(home.get("/api/v1/todo").status()).isEqualTo(200);
    }

    @Test
    void aNewPasswordEndsTheOtherSessions() {
        world.addAccount("mover", "university", List.of("EXPERT"));
        Client home = world.server.client();
        Client away = world.server.client();
        home.signIn("mover");
        away.signIn("mover");
        assertThat(home.put("/api/v1/session/password", Map.of("present", World.PASSWORD, "next", OWN))
                        .status())
                .isEqualTo(204);
        assertThat(away.get("/api/v1/todo").status()).isEqualTo(401);
        assertThat(home.get("/api/v1/todo").status()).isEqualTo(200);
    }

    @Test
    void anAccountHasTenSessionsAtMost() {
        world.addAccount("many", "university", List.of("EXPERT"));
        Client first = world.server.client();
        first.signIn("many");
        Client last = first;
        for (int i = 0; i < 10; i++) {
            last = world.server.client();
            last.signIn("many");
        }
        assertThat(first.get("/api/v1/todo").status()).isEqualTo(401);
        assertThat(last.get("/api/v1/sessions").json().size()).isEqualTo(10);
    }

    @Test
    void aSessionHasALongestTime() throws Exception {
        Path data = Files.createDirectories(folder.resolve("short"));
        try (Server server = Server.start(Database.EMBEDDED.settings(data), "--session-hours", "0")) {
            Client client = server.client();
            client.post("/api/v1/setup", World.setUp(false));
            assertThat(signIn(client, "auditor", World.password("auditor")).status())
                    .isEqualTo(200);
            assertThat(client.get("/api/v1/ledger").status()).isEqualTo(401);
        }
    }

    @Test
    void cookiesAreSecureAndNamedSoBehindTls() throws Exception {
        Path data = Files.createDirectories(folder.resolve("proxied"));
        try (Server server = Server.start(Database.EMBEDDED.settings(data), "--proxies", "127.0.0.1");
                HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.port() + "/api/v1/session"))
                    .header("X-Forwarded-Proto", "https")
                    .header("X-Forwarded-For", "203.0.113.9")
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            List<String> cookies = answer.headers().allValues("set-cookie");
            assertThat(cookies)
                    .isNotEmpty()
                    .allSatisfy(c -> assertThat(c)
                            .startsWith("__Host-")
                            .contains("; Secure")
                            .containsIgnoringCase("SameSite=Strict")
                            .contains("Path=/")
                            .doesNotContain("Domain"));
            assertThat(answer.headers().firstValue("strict-transport-security")).isPresent();
            String token = cookies.getFirst().split("[=;]")[1];
            HttpRequest in = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1/setup"))
                    .header("X-Forwarded-Proto", "https")
                    .header("Content-Type", "application/json")
                    .header("Cookie", "__Host-XSRF-TOKEN=" + token)
                    .header("X-XSRF-TOKEN", token)
                    .POST(HttpRequest.BodyPublishers.ofString(Client.JSON.writeValueAsString(World.setUp(false))))
                    .build();
            HttpResponse<String> begun = http.send(in, HttpResponse.BodyHandlers.ofString());
            assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
            assertThat(begun.headers().allValues("set-cookie"))
                    .anySatisfy(c -> assertThat(c)
                            .startsWith("__Host-steelyard=")
                            .contains("; Secure")
                            .contains("HttpOnly"));
        }
    }

    /** All hundred thousand breached passwords of the library are refused, for their length or as guessed; so are simple changes of long ones. */
    @Test
    void commonPasswordsAreRefused() throws Exception {
        int long_ = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(
                        me.gosimple.nbvcxz.Nbvcxz.class.getResourceAsStream("/dictionaries/passwords.txt")),
                StandardCharsets.UTF_8))) {
            for (String line : lines.lines().toList()) {
                if (line.length() >= 12) {
                    for (String like : List.of(
                            line,
                            line.toUpperCase(Locale.ROOT),
                            line.substring(0, 1).toUpperCase(Locale.ROOT) + line.substring(1),
                            line.replace('a', '@'))) {
                        assertThat(Passwords.weakness(like, "nobody-of-that-name"))
                                .as(like)
                                .isPresent();
                        long_++;
                    }
                } else {
                    assertThat(Passwords.weakness(line, "nobody-of-that-name")).isPresent();
                }
            }
        }
        assertThat(long_).isGreaterThan(1500);
        for (String easy : List.of(
                "qwertyuiop[]",
                "abcdefghijklm",
                "19871987198719",
                "monkeymonkeymonkey",
                "zxcvbnm,./123",
                "iloveyou2024!")) {
            assertThat(Passwords.weakness(easy, "nobody-of-that-name")).as(easy).isPresent();
        }
    }

    @Test
    void filesAreWhatTheirNamesSay() {
        assertThat(FileKinds.fits("a.pdf", World.file("a.pdf"))).isTrue();
        assertThat(FileKinds.fits("a.PDF", World.file("a.pdf"))).isTrue();
        assertThat(FileKinds.fits("a.pdf", World.file("a.docx"))).isFalse();
        assertThat(FileKinds.fits("a.exe", new byte[] {'M', 'Z'})).isFalse();
        assertThat(FileKinds.fits("pdf", World.file("a.pdf"))).isTrue();
        assertThat(FileKinds.fits("a", World.file("a.pdf"))).isFalse();
        assertThat(FileKinds.fits("a.csv", "编号,值\n1,2\n".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(FileKinds.fits("a.csv", "编号,值\n".getBytes(java.nio.charset.Charset.forName("GB18030"))))
                .isTrue();
        assertThat(FileKinds.fits("a.csv", new byte[] {'M', 'Z', 0, 3})).isFalse();
        String id = world.client("initiator")
                .post("/api/v1/evaluations?role=INITIATOR", world.application("authority"))
                .json()
                .path("id")
                .asString();
        Answer refused = world.client("initiator")
                .post("/api/v1/evaluations/" + id + "/documents?name=report.pdf", new byte[] {'M', 'Z', 0});
        assertThat(refused.code()).isEqualTo("PLATFORM-025");
    }

    /** HMAC-SHA-1 is what authenticators know; nothing else here uses SHA-1 or MD5. */
    @Test
    void onlyApprovedHashFunctionsAreUsed() throws Exception {
        for (String module : List.of("platform", "governance", "kernel", "protocol", "disclosure")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    String text = Files.readString(file);
                    if (!file.endsWith("Totp.java")) {
                        assertThat(text)
                                .as(file.toString())
                                .doesNotContainPattern("\"(SHA-?1|MD5|MD2|HmacSHA1|HmacMD5)\"");
                    }
                }
            }
        }
    }
}
