package org.steelyard.platform.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.oidc.Identities;

/** Sign-in by a provider of identities: there, and back. */
@RestController
@RequestMapping("/api/v1/session/provider")
class ProviderController {

    private static final String COOKIE = "steelyard-provider";
    private static final Duration LONGEST_TRY = Duration.ofMinutes(10);

    private final Identities identities;
    private final SignedIn signedIn;
    private final Records records;

    ProviderController(Identities identities, SignedIn signedIn, Records records) {
        this.identities = identities;
        this.signedIn = signedIn;
        this.records = records;
    }

    /** @param name what the button says */
    record Offered(boolean configured, String name) {}

    @GetMapping
    Offered offered() {
        return new Offered(identities.isConfigured(), identities.isConfigured() ? identities.name() : "");
    }

    /** The cookie is lax, not strict: the browser comes back from another site. */
    @GetMapping("/start")
    ResponseEntity<Void> begin(HttpServletRequest request, HttpServletResponse response) {
        Optional<Identities.Begun> begun = identities.begin();
        if (begun.isEmpty()) {
            return refuse();
        }
        response.addHeader(HttpHeaders.SET_COOKIE, cookie(begun.get().browser(), LONGEST_TRY, request));
        return found(begun.get().address()).build();
    }

    @GetMapping("/callback")
    ResponseEntity<Void> end(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Person> person = identities.end(state, code, browser(request));
        if (person.isEmpty()) {
            records.refused(Person.ANYBODY, "sign-in", "account", PlatformError.PROVIDER);
            return refuse();
        }
        signedIn.begin(request, person.get());
        records.done(person.get(), "sign-in", "account/" + person.get().id(), Map.of("by", "provider"));
        response.addHeader(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO, request));
        return found("/").build();
    }

    /** Why is not said: the page shows the code, and the ledger has an entry. */
    private static ResponseEntity<Void> refuse() {
        return found("/sign-in?problem=" + PlatformError.PROVIDER.id()).build();
    }

    private static ResponseEntity.BodyBuilder found(String address) {
        return ResponseEntity.status(HttpStatus.FOUND).location(URI.create(address));
    }

    /** Over TLS its name says that it is. */
    private static String cookieName(HttpServletRequest request) {
        return request.isSecure() ? "__Secure-" + COOKIE : COOKIE;
    }

    private static String browser(HttpServletRequest request) {
        Cookie[] all = request.getCookies();
        return all == null
                ? ""
                : Arrays.stream(all)
                        .filter(c -> c.getName().equals(cookieName(request)))
                        .map(Cookie::getValue)
                        .findFirst()
                        .orElse("");
    }

    private static String cookie(String value, Duration age, HttpServletRequest request) {
        return ResponseCookie.from(cookieName(request), value)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .path("/api/v1/session/provider")
                .maxAge(age)
                .build()
                .toString();
    }
}
