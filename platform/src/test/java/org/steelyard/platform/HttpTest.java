package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.steelyard.platform.Client.Answer;
import org.steelyard.platform.ledger.LedgerStore;
import tools.jackson.databind.JsonNode;

/** What arrives over the wire and is no proper request: a clear refusal with a code, whoever finds it, and nothing half done. */
class HttpTest {

    private static final String REST = "Host: x\r\nConnection: close\r\n\r\n";

    private static final World WORLD = SharedWorld.get();

    private record Raw(int status, String head, String body) {}

    /** Bytes as they are, which no client of HTTP would send. */
    private static Raw send(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", WORLD.server.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            assertThat(end).as(answer).isPositive();
            return new Raw(
                    Integer.parseInt(answer.substring(9, 12)), answer.substring(0, end), answer.substring(end + 4));
        }
    }

    @Test
    void whatTheServerItselfRefusesIsAProblemWithACode() throws Exception {
        Map<String, String> requests = new LinkedHashMap<>();
        requests.put("400 a slash in disguise", "GET /api/v1/..%2f..%2fetc HTTP/1.1\r\n");
        requests.put("400 a zero character", "GET /api/v1/process%00 HTTP/1.1\r\n");
        requests.put("400 half a percent sign", "GET /api/v1/%zz HTTP/1.1\r\n");
        requests.put("400 no UTF-8", "GET /api/v1/%ff%fe HTTP/1.1\r\n");
        requests.put("400 a control character", "GET /api/v1/a\u0001b HTTP/1.1\r\n");
        requests.put("400 an address without end", "GET /api/v1/" + "a".repeat(10_000) + " HTTP/1.1\r\n");
        requests.put("400 a header without end", "GET /api/v1/process HTTP/1.1\r\nX: " + "a".repeat(10_000) + "\r\n");
        requests.put("505 a version to come", "GET /api/v1/process HTTP/9.9\r\n");
        requests.put("400 two hosts", "GET /api/v1/process HTTP/1.1\r\nHost: a\r\n");
        requests.put("400 no such method", "FOO /api/v1/process HTTP/1.1\r\n");
        requests.put("405 an echo", "TRACE /api/v1/process HTTP/1.1\r\n");
        requests.put("501 another coding", "POST /api/v1/session HTTP/1.1\r\nTransfer-Encoding: foo\r\n");
        requests.put("400 two lengths", "POST /api/v1/session HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n");
        requests.put("400 parameters of a path", "GET /api/v1/process;a=b HTTP/1.1\r\n");
        requests.put("400 a query that is none", "GET /api/v1/public/evaluations?q=%zz HTTP/1.1\r\n");
        requests.put("400 a query in another encoding", "GET /api/v1/public/evaluations?q=%ff HTTP/1.1\r\n");
        requests.put(
                "400 more parameters than a page has",
                "GET /api/v1/public/evaluations?" + "a=1&".repeat(1200) + " HTTP/1.1\r\n");
        requests.put("403 no forgery token", "POST /api/v1/session HTTP/1.1\r\nContent-Length: 0\r\n");
        requests.put("404 the page of errors", "GET /error HTTP/1.1\r\n");
        requests.put("404 a list of what is watched", "GET /actuator HTTP/1.1\r\n");
        requests.put("406 another format", "GET /api/v1/process HTTP/1.1\r\nAccept: application/xml\r\n");
        for (Map.Entry<String, String> request : requests.entrySet()) {
            Raw answer = send(request.getValue() + REST);
            String what = request.getKey() + ": " + answer.head();
            assertThat(answer.status())
                    .as(what)
                    .isEqualTo(Integer.parseInt(request.getKey().substring(0, 3)));
            assertThat(answer.head()).as(what).contains("application/problem+json");
            assertThat(answer.body()).as(what).contains("\"code\":\"PLATFORM-0").doesNotContain("PLATFORM-099");
            assertThat((answer.head() + answer.body()).toLowerCase(java.util.Locale.ROOT))
                    .as("who says it is nobody's business: " + what)
                    .doesNotContain("tomcat", "apache", "exception", "<html");
        }
    }

    @Test
    void withoutAConnectionToTheDatabaseTheAnswerIsToComeAgain() throws Exception {
        HikariDataSource pool = WORLD.server.bean(DataSource.class).unwrap(HikariDataSource.class);
        String request = "GET /api/v1/public/evaluations HTTP/1.1\r\n" + REST;
        long patience = pool.getConnectionTimeout();
        List<Connection> held = new ArrayList<>();
        try {
            while (held.size() < pool.getMaximumPoolSize()) {
                held.add(pool.getConnection());
            }
            pool.setConnectionTimeout(250);
            Raw answer = send(request);
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.head()).contains("application/problem+json").containsIgnoringCase("Retry-After: 10");
            assertThat(answer.body()).contains("\"code\":\"PLATFORM-028\"");
        } finally {
            pool.setConnectionTimeout(patience);
            for (Connection connection : held) {
                connection.close();
            }
        }
        assertThat(send(request).status()).isEqualTo(200);
    }

    @Test
    void aRefusalOfTheServerSpeaksTheLanguageThatWasAskedFor() throws Exception {
        String request = "POST /api/v1/session HTTP/1.1\r\nContent-Length: 0\r\n";
        assertThat(send(request + REST).body()).contains("防伪令牌");
        assertThat(send(request + "Accept-Language: en\r\n" + REST).body()).contains("forgery token");
    }

    /** Without Content-Length nobody knows how much is coming: it is counted while it is read, and nothing of it is kept. */
    @Test
    void chunkedContentIsStoppedAtTheSameLimits() throws Exception {
        Walk walk = Walk.begin(WORLD);
        String documents = "/api/v1/evaluations/" + walk.id + "/documents";
        Client initiator = WORLD.client("initiator");
        long entries = WORLD.server.bean(LedgerStore.class).size();
        Answer declared = initiator.post(documents + "?name=a.pdf", new byte[49 * 1024 * 1024]);
        assertThat(declared.status()).as(declared.text()).isEqualTo(413);
        assertThat(declared.code()).isEqualTo("PLATFORM-027");
        Answer chunked = chunked(initiator, documents + "?name=a.pdf", 49 * 1024 * 1024);
        assertThat(chunked.status()).as(chunked.text()).isEqualTo(413);
        assertThat(chunked.code()).isEqualTo("PLATFORM-027");
        assertThat(initiator.get(documents).json().size()).isZero();
        assertThat(WORLD.server.bean(LedgerStore.class).size()).isEqualTo(entries);
        assertThat(chunked(initiator, documents + "?name=a.txt", 1000).status())
                .as("chunks as such are welcome")
                .isNotEqualTo(413);
        assertThat(chunked(WORLD.server.client(), "/api/v1/session", 2 * 1024 * 1024)
                        .code())
                .as("nobody unknown fills the memory")
                .isEqualTo("PLATFORM-027");
    }

    private static Answer chunked(Client client, String path, int length) throws Exception {
        // spaces before a JSON value are read to their end; nothing else decides before the limit does
        InputStream content = new ByteArrayInputStream(" ".repeat(length).getBytes(StandardCharsets.US_ASCII));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + WORLD.server.port() + path))
                .header("Content-Type", path.contains("session") ? "application/json" : "application/octet-stream")
                .header(
                        "Cookie",
                        "XSRF-TOKEN=" + client.cookie("XSRF-TOKEN") + "; steelyard=" + client.cookie("steelyard"))
                .header("X-XSRF-TOKEN", client.cookie("XSRF-TOKEN"))
                .POST(BodyPublishers.ofInputStream(() -> content))
                .build();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            boolean json =
                    answer.headers().firstValue("content-type").orElse("").contains("json");
            JsonNode body = json ? Client.JSON.readTree(answer.body()) : Client.JSON.createObjectNode();
            return new Answer(answer.statusCode(), body, answer.body(), "");
        }
    }

    /** Each of these reads as one thing to one program and as another to the next, or as nothing at all. */
    @Test
    void jsonThatIsAmbiguousOrBottomlessIsRefused() throws Exception {
        Walk walk = Walk.begin(WORLD);
        Client initiator = WORLD.client("initiator");
        String drafts = "/api/v1/evaluations?role=INITIATOR";
        for (String json : List.of(
                "{\"titleZh\":\"甲\",\"titleZh\":\"乙\"}",
                "{\"titleZh\":NaN}",
                "{\"titleZh\":\"甲\"} {}",
                "{\"titleZh\":\"甲\",}",
                "{'titleZh':'甲'}",
                "[".repeat(2000) + "]".repeat(2000),
                "{\"a\":" + "9".repeat(2000) + "}")) {
            HttpResponse<byte[]> answer = initiator.rawPost(drafts, json.getBytes(StandardCharsets.UTF_8));
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            assertThat(answer.statusCode()).as(json + text).isEqualTo(400);
            assertThat(text).as(json).contains("PLATFORM-016");
        }
        Map<String, Object> interests = new java.util.HashMap<>(Walk.interests());
        interests.put("funding", List.of(Map.of("source", "自筹", "amount", 1, "currency", "CNY")));
        String endless = Client.JSON.writeValueAsString(interests).replace("\"amount\":1", "\"amount\":1e400");
        Answer beyond = initiator.send(
                "POST",
                "/api/v1/evaluations/" + walk.id + "/acts/declare-interests?role=INITIATOR",
                endless.getBytes(StandardCharsets.UTF_8),
                Map.of("If-Match", walk.etag(), "Content-Type", "application/json"));
        assertThat(beyond.status()).as(beyond.text()).isIn(400, 422);
        assertThat(walk.etag()).isEqualTo("\"1\"");
    }

    @Test
    void compressedOrForeignContentIsNotRead() {
        Client initiator = WORLD.client("initiator");
        Answer compressed = initiator.send(
                "POST", "/api/v1/evaluations?role=INITIATOR", Map.of(), Map.of("Content-Encoding", "gzip"));
        assertThat(compressed.status()).as(compressed.text()).isEqualTo(400);
        assertThat(compressed.text()).contains("\"Content-Encoding\"");
        Answer foreign = initiator.send(
                "POST", "/api/v1/evaluations?role=INITIATOR", Map.of(), Map.of("Content-Type", "application/xml"));
        assertThat(foreign.status()).as(foreign.text()).isEqualTo(415);
        assertThat(foreign.code()).isEqualTo("PLATFORM-016");
    }

    @Test
    void aVersionIsNamedOnceAndStrongOrWeak() {
        Walk walk = Walk.begin(WORLD);
        Client initiator = WORLD.client("initiator");
        String act = "/api/v1/evaluations/" + walk.id + "/acts/declare-interests?role=INITIATOR";
        assertThat(initiator.post(act, Walk.interests()).code()).isEqualTo("PLATFORM-014");
        for (String none : List.of("*", "1", "\"a\"", "\"-1\"", "\"1\", \"2\"", "\"99999999999999999999\"")) {
            Answer answer = initiator.send("POST", act, Walk.interests(), Map.of("If-Match", none));
            assertThat(answer.status()).as(none).isEqualTo(428);
        }
        assertThat(initiator
                        .send("POST", act, Walk.interests(), Map.of("If-Match", "\"7\""))
                        .status())
                .isEqualTo(412);
        assertThat(initiator
                        .send("POST", act, Walk.interests(), Map.of("If-Match", "W/\"1\""))
                        .status())
                .as("as a proxy hands it on that compresses")
                .isEqualTo(200);
    }

    /** What is hidden behind an address is hidden behind every way of writing it. */
    @Test
    void anAddressWrittenOtherwiseIsTheSameAddress() throws Exception {
        String metrics = " HTTP/1.1\r\nX-Forwarded-For: 198.51.100.7\r\n" + REST;
        assertThat(send("GET /actuator/prometheus" + metrics).status()).isEqualTo(404);
        assertThat(send("GET /actuator/%70rometheus" + metrics).status()).isEqualTo(404);
        assertThat(send("GET /%61pi/v1/ledger/entries HTTP/1.1\r\n" + REST).status())
                .isEqualTo(401);
        assertThat(send("GET /API/v1/ledger/entries HTTP/1.1\r\n" + REST).status())
                .isIn(401, 404);
    }

    /** Slow senders and endless headers: the limits that docs/platform.md states are those of the running server. */
    @Test
    void theLimitsOfTheServerAreThoseOfTheManual() throws Exception {
        var connector = ((TomcatWebServer) WORLD.server.webServer()).getTomcat().getConnector();
        assertThat(connector.getProperty("connectionTimeout")).isEqualTo(20_000);
        assertThat(connector.getProperty("maxHttpRequestHeaderSize")).isEqualTo(8192);
        assertThat(connector.getProperty("maxConnections")).isEqualTo(8192);
        assertThat(connector.getMaxParameterCount()).isEqualTo(1000);
        assertThat(java.nio.file.Files.readString(java.nio.file.Path.of("../docs/platform.md")))
                .contains("8 KB", "20 seconds", "8,192 connections", "1,000 parameters", "48 MB", "1 MB");
    }

    /** Whatever stands in the query or the path of a reading, the answer is one, or a problem with a code. */
    @Test
    void noParameterBreaksAReading() {
        String id = Walk.begin(WORLD).id;
        List<String> odd = List.of(
                "-1", "9".repeat(30), "%00", "%F0%9F%98%80", "%27%20OR%201=1--", "NaN", "a".repeat(3000), "2026-13-45");
        Client official = WORLD.client("official");
        JsonNode paths = official.get("/api/v1/openapi.json").json().path("paths");
        int tried = 0;
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            JsonNode parameters = path.getValue().path("get").path("parameters");
            for (int i = 0; path.getValue().has("get") && i < 3; i++) {
                int turn = tried++;
                String query = java.util.stream.StreamSupport.stream(parameters.spliterator(), false)
                        .filter(p -> p.path("in").asString().equals("query"))
                        .map(p -> p.path("name").asString() + "=" + odd.get(turn % odd.size()))
                        .collect(java.util.stream.Collectors.joining("&"));
                String address = path.getKey()
                        .replace("{id}", i == 0 ? "%E2%80%AE" : id)
                        .replaceAll("\\{[a-z]+}", odd.get((turn + 1) % 4 == 2 ? 0 : (turn + 1) % 2));
                Answer answer = official.get(address + "?" + query);
                assertThat(answer.status()).as(address + query + answer.text()).isLessThan(500);
                assertThat(answer.status() < 400 || !answer.code().isEmpty())
                        .as(address + query)
                        .isTrue();
            }
        }
        assertThat(tried).isGreaterThan(100);
        assertThat(official.get("/api/v1/evaluations?state=NOPE").text()).contains("\"state\"");
    }
}
