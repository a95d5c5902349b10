package org.steelyard.governance.verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Verifies an exported ledger: {@code java LedgerVerifier.java entries.jsonl checkpoints.txt key.pem [outside.txt]}.
 *
 * <p>Every line is one entry: it must carry the next index and the hash of the line before it. A Merkle tree (RFC 6962) is
 * built over the lines; each checkpoint must be signed by the key (Ed25519) and state the root that the tree had at its size.
 * Checkpoints from elsewhere (a report, a witness) are given as a fourth file: only these show that the end was cut off or
 * that the whole ledger was written anew. The exit code is 0 when everything holds, 1 when something does not, 2 when a file
 * cannot be read.
 */
public final class LedgerVerifier {

    private static final Pattern HEAD = Pattern.compile(
            "^\\{\"index\":(0|[1-9][0-9]{0,17}),\"previous\":\"([0-9a-f]{64})\",\"at\":\"[^\"]+\",.*\\}\\}$");
    private static final String NO_PREDECESSOR = "0".repeat(64);
    private static final HexFormat HEX = HexFormat.of();

    /**
     * @param index the first entry that is wrong or missing; where only a root tells, the first entry after the last root
     *     that was right; -1 when the fault is not of an entry
     */
    public record Fault(long index, String zh, String en) {}

    /** @param faults none when everything holds */
    public record Result(long size, String root, List<Fault> faults) {
        public Result {
            faults = List.copyOf(faults);
        }

        public boolean holds() {
            return faults.isEmpty();
        }
    }

    private record Statement(String source, long size, String root, String at, String signature, String origin) {}

    private LedgerVerifier() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out));
    }

    static int run(String[] args, PrintStream out) {
        if (args.length < 3 || args.length > 4) {
            out.println("用法 / usage: LedgerVerifier entries.jsonl checkpoints.txt key.pem [outside-checkpoints.txt]");
            return 2;
        }
        try {
            List<Path> checkpoints = new ArrayList<>(List.of(Path.of(args[1])));
            if (args.length == 4) {
                checkpoints.add(Path.of(args[3]));
            }
            Result result = verify(Path.of(args[0]), checkpoints, Path.of(args[2]));
            out.println(result.size() + " 条 / entries, 根 / root " + result.root());
            result.faults().forEach(f -> out.println("✗ [" + f.index() + "] " + f.zh() + " / " + f.en()));
            out.println(result.holds() ? "全部通过 / everything holds" : "未通过 / it does not hold");
            return result.holds() ? 0 : 1;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            out.println("无法读取 / cannot be read: " + e.getMessage());
            return 2;
        }
    }

    /**
     * @param checkpoints files of checkpoint lines
     * @param key an Ed25519 public key, PEM
     */
    public static Result verify(Path entries, List<Path> checkpoints, Path key)
            throws IOException, GeneralSecurityException {
        PublicKey publicKey = publicKey(Files.readString(key));
        List<Statement> statements = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        for (Path file : checkpoints) {
            readStatements(
                    String.valueOf(file.getFileName()),
                    Files.readAllLines(file, StandardCharsets.UTF_8),
                    statements,
                    faults);
        }
        try (Reader reader = Files.newBufferedReader(entries, StandardCharsets.UTF_8)) {
            return check(reader, statements, publicKey, faults);
        } catch (CharacterCodingException e) {
            faults.add(new Fault(-1, "条目文件不是 UTF-8", "the entries are not UTF-8"));
            return new Result(0, "", faults);
        }
    }

    /** As above, of what has been read already: own checkpoints and those from elsewhere, a line each. */
    static Result verify(Reader entries, List<String> own, List<String> outside, PublicKey key) throws IOException {
        List<Statement> statements = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        readStatements("checkpoints", own, statements, faults);
        readStatements("outside", outside, statements, faults);
        return check(entries, statements, key, faults);
    }

    private static Result check(Reader reader, List<Statement> statements, PublicKey key, List<Fault> faults)
            throws IOException {
        Tree tree = new Tree();
        String previous = NO_PREDECESSOR;
        List<Statement> open = new ArrayList<>(statements);
        List<Fault> roots = new ArrayList<>();
        compare(tree, open, roots);
        Lines lines = new Lines(reader);
        for (String line = lines.next(); line != null; line = lines.next()) {
            Matcher head = HEAD.matcher(line);
            if (!head.matches()) {
                faults.add(new Fault(tree.size, "不是账本条目", "no entry of a ledger"));
                return new Result(tree.size, tree.root(), faults);
            }
            if (Long.parseLong(head.group(1)) != tree.size) {
                faults.add(new Fault(
                        tree.size,
                        "序号应为 " + tree.size + "，实为 " + head.group(1),
                        "the index should be " + tree.size + " and is " + head.group(1)));
                return new Result(tree.size, tree.root(), faults);
            }
            if (!head.group(2).equals(previous)) {
                faults.add(new Fault(
                        Math.max(0, tree.size - 1),
                        "与下一条记录的前值摘要不符",
                        "it does not have the hash that the next entry names"));
                return new Result(tree.size, tree.root(), faults);
            }
            previous = leaf(line.getBytes(StandardCharsets.UTF_8));
            tree.append(previous);
            compare(tree, open, roots);
        }
        faults.addAll(roots);
        if (lines.unfinished()) {
            faults.add(new Fault(tree.size - 1, "最后一行不完整", "the last line has no end"));
        }
        for (Statement left : open) {
            faults.add(new Fault(
                    tree.size,
                    left.source() + " 的检查点称有 " + left.size() + " 条，账本只有 " + tree.size + " 条",
                    "a checkpoint in " + left.source() + " states " + left.size() + " entries; there are "
                            + tree.size));
        }
        for (Statement statement : statements) {
            if (!signed(statement, key)) {
                faults.add(new Fault(
                        -1,
                        statement.source() + " 中规模 " + statement.size() + " 的检查点签名无效",
                        "the checkpoint of size " + statement.size() + " in " + statement.source() + " is not signed"));
            }
        }
        if (statements.isEmpty()) {
            faults.add(new Fault(-1, "没有检查点", "there is no checkpoint"));
        }
        return new Result(tree.size, tree.root(), faults);
    }

    private static void compare(Tree tree, List<Statement> open, List<Fault> roots) {
        for (Statement statement : List.copyOf(open)) {
            if (statement.size() == tree.size) {
                open.remove(statement);
                if (statement.root().equals(tree.root())) {
                    tree.confirmed = tree.size;
                } else {
                    roots.add(new Fault(
                            tree.confirmed,
                            "前 " + tree.size + " 条的根与 " + statement.source() + " 的检查点不符：其中有条目被改写",
                            "the first " + tree.size + " entries do not have the root that a checkpoint in "
                                    + statement.source() + " states: one of them was rewritten"));
                }
            }
        }
    }

    private static void readStatements(
            String name, List<String> lines, List<Statement> statements, List<Fault> faults) {
        long last = -1;
        for (String line : lines) {
            String[] parts = line.split(" ", 5);
            if (parts.length != 5 || !parts[0].matches("0|[1-9][0-9]{0,17}") || !parts[1].matches("[0-9a-f]{64}")) {
                faults.add(new Fault(-1, name + " 中有无法识别的检查点", "a checkpoint in " + name + " cannot be read"));
                continue;
            }
            long size = Long.parseLong(parts[0]);
            if (size < last) {
                faults.add(new Fault(-1, name + " 的检查点次序颠倒", "checkpoints in " + name + " are out of order"));
            }
            last = size;
            statements.add(new Statement(name, size, parts[1], parts[2], parts[3], parts[4]));
        }
    }

    private static boolean signed(Statement statement, PublicKey key) {
        String text = "steelyard-checkpoint-1\n" + statement.origin() + "\n" + statement.size() + "\n"
                + statement.root() + "\n" + statement.at() + "\n";
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(Base64.getDecoder().decode(statement.signature()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static PublicKey publicKey(String pem) throws GeneralSecurityException {
        String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body)));
    }

    /** Lines that end in a line feed and nothing else, so that no byte of the file goes unread. */
    private static final class Lines {
        private final BufferedReader reader;
        private boolean unfinished;

        Lines(Reader reader) {
            this.reader = new BufferedReader(reader, 1 << 16);
        }

        /** The next line, or null at the end. */
        @SuppressWarnings("NullAway") // this file has no annotations: it compiles with a JDK alone
        String next() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c == '\n') {
                    return line.toString();
                }
                line.append((char) c);
            }
            if (line.isEmpty()) {
                return null;
            }
            unfinished = true;
            return line.toString();
        }

        boolean unfinished() {
            return unfinished;
        }
    }

    /** Perfect subtrees, largest first. */
    private static final class Tree {
        private final List<byte[]> peaks = new ArrayList<>();
        private long size;
        private long confirmed;

        void append(String leaf) {
            byte[] hash = HEX.parseHex(leaf);
            for (long rest = size; (rest & 1) == 1; rest >>= 1) {
                hash = node(peaks.removeLast(), hash);
            }
            peaks.add(hash);
            size++;
        }

        String root() {
            if (peaks.isEmpty()) {
                return HEX.formatHex(sha256().digest());
            }
            byte[] hash = peaks.getLast();
            for (int i = peaks.size() - 2; i >= 0; i--) {
                hash = node(peaks.get(i), hash);
            }
            return HEX.formatHex(hash);
        }
    }

    private static String leaf(byte[] bytes) {
        MessageDigest digest = sha256();
        digest.update((byte) 0);
        return HEX.formatHex(digest.digest(bytes));
    }

    private static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update((byte) 1);
        digest.update(left);
        return digest.digest(right);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
