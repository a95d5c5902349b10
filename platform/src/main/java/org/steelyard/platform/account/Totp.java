package org.steelyard.platform.account;

import java.nio.ByteBuffer;
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

    /** Whether the code is that of the present step or of one beside it, for clocks that differ. */
    public static boolean matches(String secretHex, String code, Instant now) {
        boolean found = false;
        long step = now.getEpochSecond() / STEP_SECONDS;
        for (long at = step - 1; at <= step + 1; at++) {
            found |= MessageDigest.isEqual(code(secretHex, at).getBytes(), code.getBytes());
        }
        return found;
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
