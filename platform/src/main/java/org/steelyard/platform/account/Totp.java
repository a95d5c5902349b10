package org.steelyard.platform.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Time-based one-time passwords: six digits, thirty seconds, HMAC-SHA-1 (RFC 6238), which every authenticator app knows. */
public final class Totp {

    private static final int STEP_SECONDS = 30;
    private static final int MODULUS = 1_000_000;

    private Totp() {}

    /** Whether the code is that of the present step: it lives thirty seconds and no longer, so clocks have to be right. */
    public static boolean matches(String secretHex, String code, Instant now) {
        return MessageDigest.isEqual(
                code(secretHex, step(now)).getBytes(StandardCharsets.UTF_8), code.getBytes(StandardCharsets.UTF_8));
    }

    /** Number of the step of a moment. */
    public static long step(Instant now) {
        return now.getEpochSecond() / STEP_SECONDS;
    }

    /** @param step number of thirty-second steps since 1970 */
    static String code(String secretHex, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(secretHex), "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fffffff;
            return String.format("%06d", number % MODULUS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-1", e);
        }
    }
}
