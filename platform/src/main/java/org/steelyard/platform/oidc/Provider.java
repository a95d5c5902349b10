package org.steelyard.platform.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A provider as its discovery document describes it: OpenID Connect Core 1.0 and Discovery 1.0. */
final class Provider {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CLOCK_SECONDS = 60;
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    private final Client client;
    private final String authorization;
    private final String token;
    private final JWKSource<SecurityContext> keys;
    private final HttpClient http;

    private Provider(Client client, JsonNode found, HttpClient http) throws IOException {
        this.client = client;
        this.http = http;
        authorization = endpoint(found, "authorization_endpoint");
        token = endpoint(found, "token_endpoint");
        keys = JWKSourceBuilder.create(URI.create(endpoint(found, "jwks_uri")).toURL())
                .build();
    }

    /** @param redirect our address to which the provider sends people back */
    record Client(String issuer, String id, String secret, String redirect) {
        @Override
        public String toString() {
            return "Client[" + id + "]";
        }
    }

    /** What was asked and has to come back. */
    record Asked(String nonce, String verifier) {
        @Override
        public String toString() {
            return "Asked[]";
        }
    }

    /** The provider does not answer, or not as it should. */
    static final class Unsound extends Exception {
        private static final long serialVersionUID = 1L;

        Unsound(String what) {
            super(what);
        }
    }

    static Provider discover(Client client) throws Unsound {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(client.issuer() + "/.well-known/openid-configuration"))
                    .timeout(PATIENCE)
                    .build();
            JsonNode found = json(http, request);
            if (!found.path("issuer").asString("").equals(client.issuer())) {
                throw new Unsound("issuer");
            }
            return new Provider(client, found, http);
        } catch (IOException | IllegalArgumentException e) {
            throw new Unsound("discovery");
        }
    }

    private static String endpoint(JsonNode found, String name) throws IOException {
        String address = found.path(name).asString("");
        boolean loopback = address.matches("http://(127\\.0\\.0\\.1|localhost)(:[0-9]+)?/.*");
        if (!address.startsWith("https://") && !loopback) {
            throw new IOException(name);
        }
        return address;
    }

    private static JsonNode json(HttpClient http, HttpRequest request) throws IOException, Unsound {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new Unsound("status " + answer.statusCode());
            }
            return JsonMapper.shared().readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unsound("interrupted");
        } catch (JacksonException e) {
            throw new Unsound("json");
        }
    }

    /** Where the browser goes. @param challenge SHA-256 of the verifier (RFC 7636); @param strengths that we ask for */
    String address(String state, String nonce, String challenge, List<String> strengths) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", client.id());
        query.put("redirect_uri", client.redirect());
        query.put("scope", "openid profile");
        query.put("state", state);
        query.put("nonce", nonce);
        query.put("code_challenge", challenge);
        query.put("code_challenge_method", "S256");
        if (!strengths.isEmpty()) {
            query.put("acr_values", String.join(" ", strengths));
        }
        return authorization + (authorization.contains("?") ? "&" : "?") + form(query);
    }

    /** Exchanges the code and looks at the identity token (OpenID Connect Core 1.0, section 3.1.3.7). */
    JWTClaimsSet claims(String code, Asked asked) throws Unsound {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("grant_type", "authorization_code");
        body.put("code", code);
        body.put("redirect_uri", client.redirect());
        body.put("code_verifier", asked.verifier());
        String login = encoded(client.id()) + ":" + encoded(client.secret());
        HttpRequest request = HttpRequest.newBuilder(URI.create(token))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(form(body)))
                .build();
        try {
            return verified(json(http, request).path("id_token").asString(""), asked);
        } catch (IOException e) {
            throw new Unsound("token endpoint");
        }
    }

    private JWTClaimsSet verified(String token, Asked asked) throws Unsound {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(
                client.id(),
                new JWTClaimsSet.Builder()
                        .issuer(client.issuer())
                        .claim("nonce", asked.nonce())
                        .build(),
                Set.of("sub", "exp", "iat"));
        claims.setMaxClockSkew(CLOCK_SECONDS);
        processor.setJWTClaimsSetVerifier(claims);
        try {
            return processor.process(token, null);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw new Unsound("identity token");
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
