package org.steelyard.data.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Makes pseudonyms: the first 128 bits of an HMAC over the kind and the normalised identifier, as 32 lower-case hexadecimal
 * characters. Safe for use by several threads.
 *
 * <p>What is digested is {@code kind:identifier}, and {@code kind:scope U+001F identifier} for a number that is unique inside a
 * scope only, in UTF-8. With 128 bits, a billion people share a pseudonym with a probability of about 1.5e-21 (birthday
 * bound); an intake nevertheless looks for collisions.
 *
 * <p>References: RFC 2104; GB/T 32905-2016 (SM3); FIPS 180-4 and 198-1 (SHA-256, HMAC).
 */
public final class Pseudonyms {

    /** Characters of a pseudonym. */
    public static final int LENGTH = 32;

    private static final char SCOPE_END = '\u001f';

    private final DigestMethod method;
    private final String keyId;
    private final ThreadLocal<HMac> macs;

    private Pseudonyms(IdentityKey key, DigestMethod method) {
        this.method = method;
        keyId = key.id();
        byte[] secret = key.secret();
        macs = ThreadLocal.withInitial(() -> {
            HMac mac = new HMac(digest(method));
            mac.init(new KeyParameter(secret));
            return mac;
        });
    }

    public static Pseudonyms of(IdentityKey key, DigestMethod method) {
        return new Pseudonyms(key, method);
    }

    /** With HMAC-SM3. */
    public static Pseudonyms of(IdentityKey key) {
        return new Pseudonyms(key, DigestMethod.HMAC_SM3);
    }

    private static Digest digest(DigestMethod method) {
        return switch (method) {
            case HMAC_SM3 -> new SM3Digest();
            case HMAC_SHA_256 -> SHA256Digest.newInstance();
        };
    }

    public DigestMethod method() {
        return method;
    }

    /** Names the key without giving it away. */
    public String keyId() {
        return keyId;
    }

    /** The pseudonym of an identifier. */
    public String of(String kind, String identifier) {
        return pseudonym(mac(kind + ':' + normalise(identifier)));
    }

    /** The pseudonym of an identifier that is unique inside a scope, such as a case number of one institution. */
    public String of(String kind, String scope, String identifier) {
        return pseudonym(mac(scoped(kind, scope) + normalise(identifier)));
    }

    /** What stands before an identifier when it is digested. */
    public static String scoped(String kind, String scope) {
        return kind + ':' + normalise(scope) + SCOPE_END;
    }

    /** All 32 bytes of the HMAC of a text; the first sixteen are the pseudonym. */
    public byte[] mac(String text) {
        HMac mac = macs.get();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        mac.update(bytes, 0, bytes.length);
        byte[] out = new byte[mac.getMacSize()];
        mac.doFinal(out, 0);
        return out;
    }

    public static String pseudonym(byte[] mac) {
        return HexFormat.of().formatHex(Arrays.copyOf(mac, LENGTH / 2));
    }

    /**
     * What makes two writings of one identifier equal: no space around it, full-width characters as half-width ones, upper
     * case. Nothing inside is taken away.
     */
    public static String normalise(String identifier) {
        StringBuilder out = new StringBuilder(identifier.length());
        for (int i = 0; i < identifier.length(); i++) {
            out.append(halfWidth(identifier.charAt(i)));
        }
        int from = 0;
        int to = out.length();
        while (from < to && isSpace(out.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(out.charAt(to - 1))) {
            to--;
        }
        return out.substring(from, to).toUpperCase(Locale.ROOT);
    }

    static char halfWidth(char c) {
        if (c >= '\uff01' && c <= '\uff5e') {
            return (char) (c - '\uff01' + '!');
        }
        return c == '\u3000' ? ' ' : c;
    }

    private static boolean isSpace(char c) {
        return c <= ' ' || c == '\u00a0' || c == '\ufeff' || c == '\u200b';
    }

    @Override
    public String toString() {
        return "Pseudonyms[" + method.label() + ", " + keyId + "]";
    }
}
