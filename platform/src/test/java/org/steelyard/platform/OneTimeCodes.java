package org.steelyard.platform;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What an authenticator shows (RFC 6238), written down a second time. */
final class OneTimeCodes {

    private OneTimeCodes() {}

    static String of(String secretHex, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(secretHex), "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int at = hash[19] & 15;
            long number = ((hash[at] & 127L) << 24)
                    | ((hash[at + 1] & 255) << 16)
                    | ((hash[at + 2] & 255) << 8)
                    | (hash[at + 3] & 255);
            return String.format("%06d", number % 1_000_000);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
