package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.account.Person;

/** How often one address and one account may call, and how often an address may try to sign in. */
@Component
class RateGuard implements HandlerInterceptor {

    /** Where passwords are tried, or strangers write, besides sessions. */
    private static final Set<String> GUESSED = Set.of("/api/v1/setup", "/api/v1/public/suggestions");

    private static final Logger LOG = LoggerFactory.getLogger(RateGuard.class);

    private final TokenBuckets addresses;
    private final TokenBuckets accounts;
    private final TokenBuckets signIns;
    private final TokenBuckets warnings;
    private final SignedIn signedIn;

    RateGuard(
            @Value("${steelyard.rate-address}") int perAddress,
            @Value("${steelyard.rate-account}") int perAccount,
            @Value("${steelyard.rate-sign-in}") int perSignIn,
            SignedIn signedIn,
            Clock clock) {
        addresses = new TokenBuckets(perAddress, clock);
        accounts = new TokenBuckets(perAccount, clock);
        signIns = new TokenBuckets(perSignIn, clock);
        warnings = new TokenBuckets(1, clock);
        this.signedIn = signedIn;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String address = request.getRemoteAddr();
        require(addresses, address, response);
        // the route, not the address: %73ession is a session too
        String route = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        if (!request.getMethod().equals("GET") && (route.startsWith("/api/v1/session") || GUESSED.contains(route))) {
            require(signIns, address, response);
        }
        Person person = signedIn.person(request);
        if (person.isSignedIn()) {
            require(accounts, person.id(), response);
        }
        return true;
    }

    /** Once a minute of one key: whoever floods us does not flood the log. */
    private void say(String key) {
        if (warnings.take(key)) {
            LOG.warn("too many calls: {}", key);
        }
    }

    private void require(TokenBuckets buckets, String key, HttpServletResponse response) {
        if (!buckets.take(key)) {
            say(key);
            long seconds = Math.max(1, buckets.wait(key));
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
            throw SteelyardException.of(
                    PlatformError.TOO_MANY,
                    Place.NONE,
                    Text.of("请求过于频繁", "too many requests"),
                    Text.of("请在 " + seconds + " 秒后重试", "try again in " + seconds + " seconds"));
        }
    }
}
