package org.steelyard.data.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.api.Test;
import org.steelyard.data.identity.internal.PseudonymRegister;

/** Pseudonyms are HMACs, truncated; the same identifier gives the same one however it is written. */
class PseudonymsTest {

    private static final byte[] KEY = HexFormat.of().parseHex("0b".repeat(32));

    @Test
    void sm3OfAbcIsTheStandardsOwnExample() {
        // GB/T 32905-2016, annex A.1
        assertThat(HexFormat.of().formatHex(sm3("abc".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        // GB/T 32905-2016, annex A.2: sixteen times "abcd"
        assertThat(HexFormat.of().formatHex(sm3("abcd".repeat(16).getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    }

    @Test
    void hmacWithSm3IsTheConstructionOfRfc2104() {
        Pseudonyms pseudonyms = Pseudonyms.of(IdentityKey.of(KEY));
        for (String text : new String[] {"psn_no:1", "certno:11010519491231002X", "", "x".repeat(200)}) {
            assertThat(pseudonyms.mac(text)).isEqualTo(byHand(KEY, text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void hmacWithSha256IsThePlatformsOwn() throws Exception {
        Pseudonyms pseudonyms = Pseudonyms.of(IdentityKey.of(KEY), DigestMethod.HMAC_SHA_256);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        for (String text : new String[] {"Hi There", "psn_no:1", "x".repeat(200)}) {
            assertThat(pseudonyms.mac(text)).isEqualTo(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** RFC 4231, case 1: its key of 20 bytes is padded with zeros inside HMAC, so that 32 bytes with zeros behind are the same key. */
    @Test
    void hmacWithSha256GivesTheVectorOfRfc4231() {
        byte[] key = Arrays.copyOf(HexFormat.of().parseHex("0b".repeat(20)), 32);
        assertThat(HexFormat.of()
                        .formatHex(Pseudonyms.of(IdentityKey.of(key), DigestMethod.HMAC_SHA_256)
                                .mac("Hi There")))
                .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    }

    @Test
    void writingDoesNotMatterAndKindKeyAndMethodDo() {
        Pseudonyms p = Pseudonyms.of(IdentityKey.of(KEY));
        assertThat(p.of("certno", "１１０１０５１９４９１２３１００２ｘ　")).isEqualTo(p.of("certno", " 11010519491231002X"));
        assertThat(p.of("certno", "1")).isNotEqualTo(p.of("psn_no", "1"));
        assertThat(p.of("certno", "1"))
                .isNotEqualTo(Pseudonyms.of(IdentityKey.of(new byte[32])).of("certno", "1"))
                .isNotEqualTo(Pseudonyms.of(IdentityKey.of(KEY), DigestMethod.HMAC_SHA_256)
                        .of("certno", "1"))
                .hasSize(Pseudonyms.LENGTH);
        assertThat(p.of("medcasno", "H1", "2")).isNotEqualTo(p.of("medcasno", "H", "12"));
    }

    @Test
    void printingGivesNothingAway() {
        IdentityKey key = IdentityKey.of(KEY);
        assertThat(key + " " + Pseudonyms.of(key)).doesNotContain("0b0b").contains(key.id());
        assertThat(key.id()).matches("[0-9a-f]{12}");
    }

    @Test
    void aRegisterNoticesTwoIdentifiersWithOnePseudonym() {
        PseudonymRegister register = new PseudonymRegister();
        byte[] mac = new byte[32];
        mac[3] = 7;
        byte[] other = mac.clone();
        other[20] = 1;
        assertThat(register.add(mac)).isTrue();
        assertThat(register.add(mac)).isTrue();
        assertThat(register.add(other)).isFalse();
    }

    @Test
    void aRegisterHoldsManyAndThenStopsGrowing() {
        PseudonymRegister register = new PseudonymRegister(50_000);
        Pseudonyms p = Pseudonyms.of(IdentityKey.of(KEY), DigestMethod.HMAC_SHA_256);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100_000; i++) {
                assertThat(register.add(p.mac("psn_no:" + i))).isTrue();
            }
        }
    }

    private static byte[] byHand(byte[] key, byte[] text) {
        byte[] inner = new byte[64 + text.length];
        byte[] outer = new byte[64 + 32];
        for (int i = 0; i < 64; i++) {
            byte k = i < key.length ? key[i] : 0;
            inner[i] = (byte) (k ^ 0x36);
            outer[i] = (byte) (k ^ 0x5c);
        }
        System.arraycopy(text, 0, inner, 64, text.length);
        System.arraycopy(sm3(inner), 0, outer, 64, 32);
        return sm3(outer);
    }

    private static byte[] sm3(byte[] bytes) {
        SM3Digest digest = new SM3Digest();
        digest.update(bytes, 0, bytes.length);
        byte[] out = new byte[32];
        digest.doFinal(out, 0);
        return out;
    }
}
