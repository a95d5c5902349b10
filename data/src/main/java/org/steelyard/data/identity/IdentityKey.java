package org.steelyard.data.identity;

import java.nio.file.Path;
import java.util.List;
import org.steelyard.data.identity.internal.KeyFile;
import org.steelyard.kernel.Digest;

/**
 * The secret that pseudonyms are made with: 32 random bytes, kept as 64 hexadecimal digits in a file of the owner's alone,
 * outside the folders of data and results. Whoever holds it can make the pseudonym of a person that they know.
 */
public final class IdentityKey {

    public static final int BYTES = 32;

    private final byte[] secret;
    private final String id;

    private IdentityKey(byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("a key has " + BYTES + " bytes");
        }
        this.secret = secret.clone();
        this.id = Digest.ofParts(List.of(
                        "steelyard identity key", java.util.HexFormat.of().formatHex(secret)))
                .brief();
    }

    public static IdentityKey of(byte[] secret) {
        return new IdentityKey(secret);
    }

    /**
     * Makes a new key and writes it where only the owner may read it.
     *
     * @param apart folders of data and results, none of which may hold the key
     * @throws org.steelyard.kernel.SteelyardException with an {@link IdentityError}
     */
    public static IdentityKey create(Path file, List<Path> apart) {
        return new IdentityKey(KeyFile.create(file, apart));
    }

    /**
     * @param apart folders of data and results, none of which may hold the key
     * @throws org.steelyard.kernel.SteelyardException with an {@link IdentityError}
     */
    public static IdentityKey read(Path file, List<Path> apart) {
        return new IdentityKey(KeyFile.read(file, apart));
    }

    /** Twelve digits that name the key and give nothing away of it; reports state them. */
    public String id() {
        return id;
    }

    byte[] secret() {
        return secret.clone();
    }

    @Override
    public String toString() {
        return "IdentityKey[" + id + "]";
    }
}
