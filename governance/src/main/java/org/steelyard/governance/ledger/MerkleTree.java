package org.steelyard.governance.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The frontier of a Merkle tree: enough to append to it and to know its root, in logarithmic space.
 *
 * <p>Hashes are those of RFC 6962, section 2.1: leaf = SHA-256(0x00 ‖ bytes), node = SHA-256(0x01 ‖ left ‖ right); the root
 * of nothing is SHA-256 of nothing.
 *
 * @param size number of leaves
 * @param peaks roots of the perfect subtrees, largest first; as many as there are ones in the binary form of the size
 */
public record MerkleTree(long size, List<String> peaks) {

    public static final MerkleTree EMPTY = new MerkleTree(0, List.of());

    private static final HexFormat HEX = HexFormat.of();

    public MerkleTree {
        peaks = List.copyOf(peaks);
        if (peaks.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException("a tree of " + size + " leaves has " + Long.bitCount(size) + " peaks");
        }
    }

    public static String leaf(byte[] bytes) {
        MessageDigest digest = sha256();
        digest.update((byte) 0);
        return HEX.formatHex(digest.digest(bytes));
    }

    static String node(String left, String right) {
        MessageDigest digest = sha256();
        digest.update((byte) 1);
        digest.update(HEX.parseHex(left));
        return HEX.formatHex(digest.digest(HEX.parseHex(right)));
    }

    /** The tree with one leaf more. */
    public MerkleTree append(String leafHash) {
        List<String> next = new ArrayList<>(peaks);
        String hash = leafHash;
        for (long rest = size; (rest & 1) == 1; rest >>= 1) {
            hash = node(next.removeLast(), hash);
        }
        next.add(hash);
        return new MerkleTree(size + 1, next);
    }

    public String root() {
        if (peaks.isEmpty()) {
            return HEX.formatHex(sha256().digest());
        }
        String hash = peaks.getLast();
        for (int i = peaks.size() - 2; i >= 0; i--) {
            hash = node(peaks.get(i), hash);
        }
        return hash;
    }

    /** One line: the size, then the peaks. */
    public String encode() {
        return size + (peaks.isEmpty() ? "" : " " + String.join(" ", peaks));
    }

    public static MerkleTree decode(String line) {
        List<String> parts = List.of(line.split(" "));
        return new MerkleTree(Long.parseLong(parts.getFirst()), parts.subList(1, parts.size()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
