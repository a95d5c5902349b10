package org.steelyard.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at a browser: keeps cookies, sends the forgery token back. */
final class Client {

    static final JsonMapper JSON = new JsonMapper();

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String base;

    Client(int port) {
        base = "http://127.0.0.1:" + port;
        get("/api/v1/session");
    }

    record Answer(int status, JsonNode json, String text, String etag) {
        String code() {
            return json.path("code").asString("");
        }
    }

    Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    Answer post(String path, Object body) {
        return send("POST", path, body, Map.of());
    }

    Answer put(String path, Object body) {
        return send("PUT", path, body, Map.of());
    }

    Answer send(String method, String path, Object body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Accept-Language", "en")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : body instanceof byte[] bytes
                                        ? BodyPublishers.ofByteArray(bytes)
                                        : BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (body != null) {
            request.header("Content-Type", body instanceof byte[] ? "application/octet-stream" : "application/json");
        }
        token(request);
        headers.forEach(request::setHeader);
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            boolean json =
                    answer.headers().firstValue("content-type").orElse("").contains("json");
            return new Answer(
                    answer.statusCode(),
                    json ? JSON.readTree(text) : JSON.createObjectNode(),
                    text,
                    answer.headers().firstValue("etag").orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Bytes as they come, in Chinese. */
    HttpResponse<byte[]> raw(URI path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> rawPost(String path, byte[] json) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json));
        token(request);
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(c -> c.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    private void token(HttpRequest.Builder request) {
        for (HttpCookie cookie : cookies.getCookieStore().getCookies()) {
            if (cookie.getName().equals("XSRF-TOKEN")) {
                request.header("X-XSRF-TOKEN", cookie.getValue());
            }
        }
    }

    Answer signIn(String login) {
        Answer answer = post("/api/v1/session", Map.of("login", login, "password", World.password(login)));
        get("/api/v1/session");
        return answer;
    }

    static void expect(int status, Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError(answer.status() + " instead of " + status + ": " + answer.text());
        }
    }

    /** The first evaluation in a state. */
    String sample(String state) {
        return get("/api/v1/evaluations?state=" + state)
                .json()
                .path("items")
                .get(0)
                .path("id")
                .asString();
    }

    /** Acts on an evaluation as it is now. */
    Answer act(String id, String act, String role, Object form) {
        String etag = get("/api/v1/evaluations/" + id).etag();
        return act(id, act, role, form, etag);
    }

    Answer act(String id, String act, String role, Object form, String etag) {
        return send(
                "POST",
                "/api/v1/evaluations/" + id + "/acts/" + act + "?role=" + role,
                form,
                Map.of("If-Match", etag.isEmpty() ? "\"0\"" : etag));
    }
}
