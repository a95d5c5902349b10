package org.steelyard.governance.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;

/**
 * A signed statement that the ledger had this root at this size. Given to others (reports, witnesses), it shows later that
 * nothing before it was changed or cut.
 *
 * @param signature Ed25519 (RFC 8032) over {@link #statement}, Base64
 */
public record Checkpoint(String origin, long size, String root, Instant at, String signature) {

    private static final String ALGORITHM = "Ed25519";

    /** @param origin the name of the platform; without a line break */
    public static Checkpoint sign(String origin, MerkleTree tree, Instant at, PrivateKey key) {
        byte[] statement = statement(origin, tree.size(), tree.root(), at);
        try {
            Signature signer = Signature.getInstance(ALGORITHM);
            signer.initSign(key);
            signer.update(statement);
            return new Checkpoint(
                    origin, tree.size(), tree.root(), at, Base64.getEncoder().encodeToString(signer.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 key", e);
        }
    }

    public boolean isSignedBy(PublicKey key) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(statement(origin, size, root, at));
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** One line of five fields, separated by blanks; the origin comes last because it may hold blanks. */
    public String line() {
        return String.join(" ", Long.toString(size), root, at.toString(), signature, origin);
    }

    private static byte[] statement(String origin, long size, String root, Instant at) {
        if (origin.contains("\n")) {
            throw new IllegalArgumentException("an origin is one line");
        }
        return ("steelyard-checkpoint-1\n" + origin + "\n" + size + "\n" + root + "\n" + at + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
