package org.steelyard.platform.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.List;
import java.util.Set;

/**
 * How well the provider made sure who it is: {@code acr} and {@code amr} of the identity token (OpenID Connect Core 1.0,
 * section 2; RFC 8176). Where the token says nothing, the weakest is assumed: a password.
 *
 * @param accepted values of {@code acr} that are enough; none: whatever the provider asked for is
 * @param factorRequired whether this platform asks for a second factor
 */
record Strength(List<String> accepted, boolean factorRequired) {

    private static final String MULTIPLE = "mfa";

    /** Methods that a password is not. */
    private static final Set<String> POSSESSION =
            Set.of("otp", "hwk", "swk", "sc", "sms", "tel", "fpt", "face", "iris", "pop");

    Strength {
        accepted = List.copyOf(accepted);
    }

    static Strength of(String values, boolean factorRequired) {
        return new Strength(
                List.of(values.split("[, ]+")).stream()
                        .filter(v -> !v.isEmpty())
                        .toList(),
                factorRequired);
    }

    boolean suffices(JWTClaimsSet claims) throws ParseException {
        if (!accepted.isEmpty()) {
            return accepted.contains(String.valueOf(claims.getStringClaim("acr")));
        }
        List<String> methods = claims.getStringListClaim("amr");
        return !factorRequired
                || methods != null
                        && (methods.contains(MULTIPLE) || methods.stream().anyMatch(POSSESSION::contains));
    }
}
