package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-in by a provider of identities on the loopback, with real RSA keys; every way to cheat at it ends at the door. */
class OidcTest {

    private static final String SECRET = "a-secret-of-the-test-client";

    @TempDir
    private static Path folder;

    private static LoopbackProvider provider;
    private static World world;

    @BeforeAll
    static void start() throws Exception {
        provider = new LoopbackProvider();
        int port;
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        world = new World(Server.start(
                Database.EMBEDDED.settings(folder),
                "--port",
                Integer.toString(port),
                "--oidc-issuer",
                provider.issuer,
                "--oidc-client",
                "steelyard",
                "--oidc-secret",
                SECRET,
                "--oidc-acr",
                "loa-2,loa-3",
                "--public-url",
                "http://127.0.0.1:" + port));
    }

    @AfterAll
    static void stop() {
        world.server.close();
        provider.server.stop(0);
    }

    @BeforeEach
    void honest() {
        provider.claims.clear();
        provider.subject = "subject-of-the-expert";
        provider.login = "expert1";
        provider.forged = false;
        provider.algorithm = "RS256";
    }

    /** A browser that follows the redirects itself, so that each can be looked at. */
    private static final class Browser {
        final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
        final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
        final String base = "http://127.0.0.1:" + world.server.port();

        HttpResponse<String> get(String address) throws Exception {
            URI uri = URI.create(address.startsWith("/") ? base + address : address);
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }

        /** To the provider and to where it sends back. */
        String callback() throws Exception {
            String there = location(get("/api/v1/session/provider/start"));
            assertThat(there)
                    .startsWith(provider.issuer + "/authorize")
                    .contains("code_challenge_method=S256", "acr_values=loa-2+loa-3");
            return location(get(there));
        }

        String me() throws Exception {
            return get("/api/v1/session").body();
        }
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(302);
        return answer.headers().firstValue("location").orElseThrow();
    }

    @Test
    void whoTheProviderKnowsIsSignedInToHisAccount() throws Exception {
        Browser browser = new Browser();
        assertThat(browser.get("/api/v1/session/provider").body()).contains("\"configured\":true");
        assertThat(location(browser.get(browser.callback()))).endsWith("/");
        assertThat(browser.me()).contains("\"login\":\"expert1\"").contains("EXPERT");
        provider.login = "renamed-at-the-provider";
        Browser again = new Browser();
        again.get(again.callback());
        assertThat(again.me()).as("known by his subject").contains("\"login\":\"expert1\"");
    }

    @Test
    void anotherSubjectDoesNotGetAnAccountThatIsBound() throws Exception {
        Browser first = new Browser();
        first.get(first.callback());
        provider.subject = "somebody-else";
        refused();
    }

    @Test
    void whoHasNoAccountIsNotLetIn() throws Exception {
        provider.subject = "stranger-subject";
        provider.login = "nobody-here";
        refused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "nonce", "exp"})
    void aTokenThatIsNotForThisTryIsRefused(String claim) throws Exception {
        provider.claims.put(claim, claim.equals("exp") ? Instant.now().getEpochSecond() - 3600 : "another");
        refused();
    }

    /** ASVS 6.8.4: what the provider made sure of is looked at, and silence counts as the weakest. */
    @Test
    void aWeakerSignInThanWasAskedForIsRefused() throws Exception {
        provider.claims.put("acr", "loa-1");
        refused();
        provider.claims.put("acr", "");
        refused();
    }

    @Test
    void aTokenSignedByAnotherKeyIsRefused() throws Exception {
        provider.forged = true;
        refused();
    }

    @Test
    void aTokenWithoutASignatureIsRefused() throws Exception {
        provider.algorithm = "none";
        refused();
    }

    @Test
    void aStateIsGoodForOneTryInTheBrowserThatBeganIt() throws Exception {
        Browser victim = new Browser();
        String callback = victim.callback();
        Browser thief = new Browser();
        assertThat(location(thief.get(callback))).contains("problem=PLATFORM-019");
        assertThat(location(victim.get(callback))).contains("problem=PLATFORM-019");
        Browser other = new Browser();
        String used = other.callback();
        assertThat(location(other.get(used))).endsWith("/");
        assertThat(location(other.get(used))).contains("problem=PLATFORM-019");
    }

    private static void refused() throws Exception {
        Browser browser = new Browser();
        assertThat(location(browser.get(browser.callback()))).contains("problem=PLATFORM-019");
        assertThat(browser.me()).doesNotContain("login");
    }

    /** A provider as small as the specification allows. */
    private static final class LoopbackProvider {
        final HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        final String issuer = "http://127.0.0.1:" + server.getAddress().getPort();
        final KeyPair key = keys();
        final KeyPair otherKey = keys();
        final Map<String, Map<String, String>> codes = new HashMap<>();
        final Map<String, Object> claims = new HashMap<>();
        String subject = "";
        String login = "";
        boolean forged;
        String algorithm = "RS256";

        LoopbackProvider() throws Exception {
            server.createContext(
                    "/.well-known/openid-configuration",
                    e -> answer(
                            e,
                            200,
                            Map.of(
                                    "issuer", issuer,
                                    "authorization_endpoint", issuer + "/authorize",
                                    "token_endpoint", issuer + "/token",
                                    "jwks_uri", issuer + "/keys")));
            server.createContext("/keys", e -> {
                RSAPublicKey open = (RSAPublicKey) key.getPublic();
                answer(
                        e,
                        200,
                        Map.of(
                                "keys",
                                List.of(Map.of(
                                        "kty",
                                        "RSA",
                                        "kid",
                                        "k1",
                                        "use",
                                        "sig",
                                        "alg",
                                        "RS256",
                                        "n",
                                        base64(unsigned(open.getModulus().toByteArray())),
                                        "e",
                                        base64(unsigned(open.getPublicExponent().toByteArray()))))));
            });
            server.createContext("/authorize", this::authorize);
            server.createContext("/token", this::token);
            server.start();
        }

        private static KeyPair keys() throws Exception {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        }

        private void authorize(HttpExchange e) throws IOException {
            Map<String, String> query = form(e.getRequestURI().getRawQuery());
            String code = "code-" + codes.size();
            codes.put(code, query);
            e.getResponseHeaders()
                    .set("Location", query.get("redirect_uri") + "?state=" + query.get("state") + "&code=" + code);
            e.sendResponseHeaders(302, -1);
            e.close();
        }

        private void token(HttpExchange e) throws IOException {
            Map<String, String> body = form(new String(e.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Map<String, String> asked = codes.remove(body.get("code"));
            String basic = "Basic "
                    + Base64.getEncoder().encodeToString(("steelyard:" + SECRET).getBytes(StandardCharsets.UTF_8));
            try {
                boolean proven = asked != null
                        && basic.equals(e.getRequestHeaders().getFirst("Authorization"))
                        && base64(MessageDigest.getInstance("SHA-256")
                                        .digest(body.get("code_verifier").getBytes(StandardCharsets.US_ASCII)))
                                .equals(asked.get("code_challenge"));
                if (!proven) {
                    answer(e, 400, Map.of("error", "invalid_grant"));
                    return;
                }
                answer(e, 200, Map.of("access_token", "x", "token_type", "Bearer", "id_token", idToken(asked)));
            } catch (java.security.GeneralSecurityException failure) {
                throw new IOException(failure);
            }
        }

        private String idToken(Map<String, String> asked) throws java.security.GeneralSecurityException {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("iss", issuer);
            body.put("sub", subject);
            body.put("aud", asked.get("client_id"));
            body.put("nonce", asked.get("nonce"));
            body.put("iat", Instant.now().getEpochSecond());
            body.put("exp", Instant.now().getEpochSecond() + 300);
            body.put("preferred_username", login);
            body.put("acr", "loa-3");
            body.putAll(claims);
            String head = base64(Client.JSON.writeValueAsBytes(Map.of("alg", algorithm, "kid", "k1")));
            String signed = head + "." + base64(Client.JSON.writeValueAsBytes(body));
            if (algorithm.equals("none")) {
                return signed + ".";
            }
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign((forged ? otherKey : key).getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        }

        private static Map<String, String> form(String text) {
            Map<String, String> fields = new HashMap<>();
            for (String part : text.split("&")) {
                int at = part.indexOf('=');
                fields.put(part.substring(0, at), URLDecoder.decode(part.substring(at + 1), StandardCharsets.UTF_8));
            }
            return fields;
        }

        private static void answer(HttpExchange e, int status, Object json) throws IOException {
            byte[] bytes = Client.JSON.writeValueAsBytes(json);
            e.getResponseHeaders().set("Content-Type", "application/json");
            e.sendResponseHeaders(status, bytes.length);
            e.getResponseBody().write(bytes);
            e.close();
        }

        private static byte[] unsigned(byte[] bytes) {
            return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        }

        private static String base64(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
    }
}
