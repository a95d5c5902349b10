package org.steelyard.platform.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Service;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.oidc.Provider.Unsound;

/** Tries to sign in by the provider, from the redirect to the account. */
@Service
public class Identities {

    public static final String CALLBACK = "/api/v1/session/provider/callback";

    private static final int RANDOM_BYTES = 32;
    private static final int MOST_TRIES = 10_000;
    private static final Duration LONGEST_TRY = Duration.ofMinutes(10);

    private final Accounts accounts;
    private final Clock clock;
    private final Provider.Client client;
    private final Strength strength;
    private final String claim;
    private final String name;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Try> tries = new ConcurrentHashMap<>();
    private final AtomicReference<Optional<Provider>> provider = new AtomicReference<>(Optional.empty());

    Identities(Accounts accounts, Clock clock, Environment settings) {
        this.accounts = accounts;
        this.clock = clock;
        client = new Provider.Client(
                settings.getRequiredProperty("steelyard.oidc-issuer").replaceAll("/$", ""),
                settings.getRequiredProperty("steelyard.oidc-client"),
                settings.getRequiredProperty("steelyard.oidc-secret"),
                settings.getRequiredProperty("steelyard.public-url").replaceAll("/$", "") + CALLBACK);
        strength = Strength.of(
                settings.getRequiredProperty("steelyard.oidc-acr"),
                settings.getRequiredProperty("steelyard.second-factor").equals("required"));
        claim = settings.getRequiredProperty("steelyard.oidc-claim");
        name = settings.getRequiredProperty("steelyard.oidc-name");
    }

    private record Try(Provider.Asked asked, String browser, Instant until) {}

    /** @param address where the browser goes; @param browser a secret that it keeps and brings back */
    public record Begun(String address, String browser) {
        @Override
        public String toString() {
            return "Begun[]";
        }
    }

    public boolean isConfigured() {
        return !client.issuer().isEmpty();
    }

    /** What the button says. */
    public String name() {
        return name;
    }

    /** @return empty when there is no provider, or it does not answer */
    public Optional<Begun> begin() {
        if (!isConfigured()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        tries.values().removeIf(t -> t.until().isBefore(now));
        if (tries.size() >= MOST_TRIES) {
            return Optional.empty();
        }
        String state = secret();
        String browser = secret();
        Provider.Asked asked = new Provider.Asked(secret(), secret());
        try {
            String address = provider().address(state, asked.nonce(), sha256(asked.verifier()), strength.accepted());
            tries.put(state, new Try(asked, browser, now.plus(LONGEST_TRY)));
            return Optional.of(new Begun(address, browser));
        } catch (Unsound e) {
            return Optional.empty();
        }
    }

    /** Who came back, if it is somebody with an account; a state is good for one try. */
    public Optional<Person> end(String state, String code, String browser) {
        Try begun = tries.remove(state);
        boolean same = begun != null
                && begun.until().isAfter(clock.instant())
                && MessageDigest.isEqual(
                        begun.browser().getBytes(StandardCharsets.UTF_8), browser.getBytes(StandardCharsets.UTF_8));
        if (begun == null || !same) {
            return Optional.empty();
        }
        try {
            JWTClaimsSet claims = provider().claims(code, begun.asked());
            return strength.suffices(claims) ? account(claims) : Optional.empty();
        } catch (Unsound | ParseException e) {
            return Optional.empty();
        }
    }

    /** By issuer and subject; the first time by the claim that is the login name, if nobody else has that account. */
    private Optional<Person> account(JWTClaimsSet claims) throws ParseException {
        Optional<Person> bound = accounts.byIdentity(client.issuer(), claims.getSubject());
        if (bound.isPresent()) {
            return bound;
        }
        return Optional.ofNullable(claims.getStringClaim(claim))
                .flatMap(accounts::byLogin)
                .filter(person -> accounts.bind(client.issuer(), claims.getSubject(), person.id()));
    }

    private Provider provider() throws Unsound {
        Optional<Provider> known = provider.get();
        if (known.isPresent()) {
            return known.get();
        }
        Provider found = Provider.discover(client);
        provider.set(Optional.of(found));
        return found;
    }

    private String secret() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String sha256(String text) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
