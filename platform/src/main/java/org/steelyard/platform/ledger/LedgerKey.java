package org.steelyard.platform.ledger;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;

/** A signing key that a vault or a file keeps: PKCS#8, PEM, as {@code openssl genpkey -algorithm ed25519} writes it. */
final class LedgerKey {

    /** Head of a SubjectPublicKeyInfo of Ed25519 (RFC 8410); the 32 bytes of the key follow. */
    private static final String HEAD = "302a300506032b6570032100";

    private LedgerKey() {}

    static PrivateKey read(String pem) {
        String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw unsound();
        }
    }

    /** The public key that belongs to it. */
    static PublicKey open(String pem) {
        byte[] seed = ((EdECPrivateKey) read(pem)).getBytes().orElseThrow(LedgerKey::unsound);
        byte[] raw =
                new Ed25519PrivateKeyParameters(seed, 0).generatePublicKey().getEncoded();
        byte[] whole = HexFormat.of().parseHex(HEAD + HexFormat.of().formatHex(raw));
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(whole));
        } catch (GeneralSecurityException e) {
            throw unsound();
        }
    }

    private static SteelyardException unsound() {
        return SteelyardException.of(
                PlatformError.BAD_SETTING,
                Place.field("ledger-key"),
                Text.of("不是 Ed25519 私钥（PKCS#8 PEM）", "is no private key of Ed25519 in PKCS#8 PEM"),
                Text.of(
                        "用 openssl genpkey -algorithm ed25519 生成，写作 @文件",
                        "make one with openssl genpkey -algorithm ed25519 and write @FILE"));
    }
}
