package org.steelyard.platform.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ASVS 6.8.4: how well the provider made sure counts. */
class StrengthTest {

    private static JWTClaimsSet claims(String acr, List<String> amr) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
        if (!acr.isEmpty()) {
            claims.claim("acr", acr);
        }
        return (amr.isEmpty() ? claims : claims.claim("amr", amr)).build();
    }

    @Test
    void whereTheTokenSaysNothingTheWeakestIsAssumed() throws ParseException {
        assertThat(Strength.of("loa-2", false).suffices(claims("", List.of()))).isFalse();
        assertThat(Strength.of("", true).suffices(claims("", List.of()))).isFalse();
        assertThat(Strength.of("", true).suffices(claims("", List.of("pwd")))).isFalse();
        assertThat(Strength.of("", false).suffices(claims("", List.of()))).isTrue();
    }

    @Test
    void theStrengthsOfTheListAndSecondFactorsSuffice() throws ParseException {
        assertThat(Strength.of("loa-2, loa-3", true).suffices(claims("loa-3", List.of())))
                .isTrue();
        assertThat(Strength.of("loa-2, loa-3", true).suffices(claims("loa-1", List.of("mfa"))))
                .isFalse();
        assertThat(Strength.of("", true).suffices(claims("", List.of("pwd", "otp"))))
                .isTrue();
        assertThat(Strength.of("", true).suffices(claims("", List.of("mfa")))).isTrue();
    }
}
